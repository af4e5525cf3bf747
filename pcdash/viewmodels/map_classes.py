"""The classes of a map in words: which shade each area has, and what the legend says of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.stats.classes import class_edges, classes_of
from pcdash.viewmodels import words
from pcdash.viewmodels.numbers import number_text, with_unit

MOST_CLASSES = 5
NONE = "none"
CLASS = "class_{}_{}"  # the shade, of five, and the number of the class
DECIMALS_MORE = 3  # edges that look alike have more decimals than figures, and at most so many


@dataclass(frozen=True)
class LegendEntry:
    """One class: the key of its style in `charts.theme`, its words, and how many there are."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Classed:
    """The class of each area by a key, what stands on the map in its place, and the legend.

    `keys` are `class_1_1` … for shades, or verdicts, or `none`; `marks` a digit or symbol for those
    who cannot tell the shades apart; `labels` the words.
    """

    keys: tuple[str, ...]
    marks: tuple[str, ...]
    labels: tuple[str, ...]
    legend: tuple[LegendEntry, ...]


def edges_of(values: pd.Series, method: str) -> tuple[float, ...]:
    """The edges of the classes of some values; of fewer than ten, not more classes than values."""
    count = min(MOST_CLASSES, max(values.nunique(), 1))
    return class_edges(values, method=method, count=count)


def by_value(
    values: pd.Series,
    edges: tuple[float, ...],
    noun: words.Noun,
    *,
    decimals: int,
    unit: str,
    ends: tuple[str, str] = ("lowest", "highest"),
) -> Classed:
    """Classes between edges, from the lowest; areas without a value in none."""
    said = _between(edges, decimals, unit)
    found = classes_of(values, edges) if edges else [-1] * len(values)
    styles = [CLASS.format(_shade(place, len(said)), place + 1) for place in range(len(said))]
    keys = tuple(styles[one] if one >= 0 else NONE for one in found)
    marks = tuple(str(one + 1) if one >= 0 else "×" for one in found)
    labels = tuple(f"{one + 1}: {said[one]}" if one >= 0 else _without(noun) for one in found)
    entries = [
        LegendEntry(
            styles[place],
            f"{place + 1}: {text}{_end(place, len(said), ends)}",
            int((pd.Series(found) == place).sum()),
        )
        for place, text in enumerate(said)
    ]
    return Classed(keys, marks, labels, _with_none(entries, keys, noun))


def by_verdict(verdicts: pd.Series, noun: words.Noun) -> Classed:
    """Classes by comparison with the benchmark, from the good or high end."""
    counts = verdicts.value_counts()
    known = [key for key in words.VERDICTS if key in counts and key != "not_compared"]
    entries = [LegendEntry(key, words.VERDICTS[key].cell, int(counts[key])) for key in known]
    keys = tuple(key if key in known else NONE for key in verdicts)
    marks = tuple(words.VERDICTS[key].symbol if key in known else "×" for key in verdicts)
    labels = tuple(words.VERDICTS[key].cell if key in known else "Not compared" for key in verdicts)
    return Classed(keys, marks, labels, _with_none(entries, keys, noun, "Not compared"))


def category_styles(indicator: Indicator, held: Sequence[str]) -> dict[str, str]:
    """The verdict whose style a category of practices has: blue and round where it is favourable,
    orange and angular where it is not, a grey square where it says nothing."""
    listed = [*indicator.categories, *(one for one in held if one not in indicator.categories)]
    good = [one for one in listed if one in indicator.favourable]
    rated = indicator.rated or indicator.categories
    poor = [one for one in listed if one in rated and one not in good]
    # The order of categories may begin at either end; the deepest shade is the outer one's.
    if listed and listed[0] in poor:
        good, poor = good[::-1], poor[::-1]
    styles = dict.fromkeys(listed, "not_compared")
    styles |= {one: ("better_998", "better_95")[min(at, 1)] for at, one in enumerate(good)}
    return styles | {one: ("worse_95", "worse_998")[min(at, 1)] for at, one in enumerate(poor)}


def _shade(place: int, count: int) -> int:
    """The shade of a class, counted from 1: few classes are spread over all shades."""
    return 1 + round(place * (MOST_CLASSES - 1) / max(count - 1, 1))


def _between(edges: tuple[float, ...], decimals: int, unit: str) -> list[str]:
    """What each class holds: "3.1% to under 4.0%"."""
    if not edges:
        return []
    if len(edges) == 2 and edges[0] == edges[1]:
        return [with_unit(number_text(edges[0], decimals=decimals), unit)]
    for more in range(DECIMALS_MORE + 1):
        shown = [number_text(one, decimals=decimals + more) for one in edges]
        if len(set(shown)) == len(shown):
            break
    shown = [with_unit(one, unit) for one in shown]
    last = len(shown) - 2
    return [
        f"{shown[place]} to {shown[place + 1]}"
        if place == last
        else f"{shown[place]} to under {shown[place + 1]}"
        for place in range(len(shown) - 1)
    ]


def _end(place: int, count: int, ends: tuple[str, str]) -> str:
    if count < 2 or place not in (0, count - 1):
        return ""
    return f", {ends[place > 0]}"


def _without(noun: words.Noun) -> str:
    return f"No figure of this {noun.one}"


def _with_none(
    entries: list[LegendEntry], keys: tuple[str, ...], noun: words.Noun, label: str = "No figure"
) -> tuple[LegendEntry, ...]:
    count = sum(key == NONE for key in keys)
    made = [
        LegendEntry(one.key, f"{one.label} ({counted(one.count, noun.one, noun.many)})", one.count)
        for one in entries
    ]
    if count:
        said = f"×: {label} ({counted(count, noun.one, noun.many)})"
        made.append(LegendEntry(NONE, said, count))
    return tuple(made)
