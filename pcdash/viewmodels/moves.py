"""What moved between two snapshots, indicator by indicator, and which practices drove it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import is_missing, number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import inside_of
from pcdash.viewmodels.sources import sources_of
from pcdash.viewmodels.spread import METHODS

NAMED = 3
HALF = 0.5


@dataclass(frozen=True)
class Move:
    """The figure of a place on one indicator, before and now.

    Attributes:
        finding: The indicator, and both figures with their periods.
        sentence: Which practices drove it; empty where their counts are not held.
        people: How many more (or, below 0, fewer) the place has than at the rate before; None
            without counts.
        practices: The codes of those that drove it, the most first.
        source: Publisher and title.
    """

    indicator_id: str
    finding: str
    sentence: str
    people: float | None
    practices: tuple[str, ...]
    source: str


def moves_of(now: Context, before: Context, code: str) -> tuple[Move, ...]:
    """What moved of a place, most people first; what looks the same has not moved."""
    figures = [_figures(one, code) for one in (before, now)]
    made = [
        move
        for indicator_id in dict.fromkeys(figures[1]["indicator_id"])
        for move in _move(now, code, indicator_id, [_of(one, indicator_id) for one in figures])
    ]
    return tuple(sorted(made, key=lambda one: (one.people is None, -abs(one.people or 0.0))))


def contributions(before: pd.DataFrame, after: pd.DataFrame, rate: float) -> pd.Series:
    """By how many events each practice moved, from what a rate made expected of it.

    They add up to what the group moved by, where the practices make the group. A practice that is
    there in one of the two periods only counts with nothing in the other.

    Args:
        before, after: `numerator` and `denominator` by practice, in the index.
        rate: Of the group before, as a share.
    """
    excess = [one["numerator"] - rate * one["denominator"] for one in (before, after)]
    return excess[1].sub(excess[0], fill_value=0.0)


def _figures(context: Context, code: str) -> pd.DataFrame:
    practices = context.inside.practices.labels
    codes = [one for one in inside_of(context, code) if one == code or one in practices]
    held = run_query(context.snapshot, "figures_to_compare", area_codes=codes)
    return held[held["indicator_id"].isin(context.catalogue.indicators)]


def _of(figures: pd.DataFrame, indicator_id: str) -> pd.DataFrame:
    return figures[figures["indicator_id"] == indicator_id]


def _move(
    now: Context, code: str, indicator_id: str, each: Sequence[pd.DataFrame]
) -> Iterator[Move]:
    own = [one[one["area_code"] == code] for one in each]
    if any(one.empty for one in own):
        return
    before, after = (one.iloc[-1] for one in own)
    indicator = now.catalogue.indicators[indicator_id]
    texts = [figure_text(one["value"], indicator) for one in (before, after)]
    if texts[0] == texts[1]:
        return
    people, drivers = None, pd.Series(dtype="float64")
    if indicator.method in METHODS and _has_counts(before, after):
        rate = before["numerator"] / before["denominator"]
        people = float(after["numerator"] - rate * after["denominator"])
        parts = [_practices(*pair) for pair in zip(each, own, strict=True)]
        drivers = _drivers(contributions(*parts, rate), people)
    yield Move(
        indicator_id=indicator_id,
        finding=f"{indicator.title}: {texts[1]} in {after['period']}, after {texts[0]} in "
        f"{before['period']}",
        sentence=_sentence(now, drivers, people, indicator),
        people=people,
        practices=tuple(drivers.index),
        source=dict(sources_of(now.snapshot, now.catalogue, [indicator_id])).get("Source", ""),
    )


def _has_counts(*rows: pd.Series) -> bool:
    return not any(
        is_missing(row["numerator"]) or is_missing(row["denominator"]) or row["denominator"] <= 0
        for row in rows
    )


def _practices(figures: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The counts of the practices in the period of the place's latest figure."""
    last = own.iloc[-1]
    rows = figures[
        (figures["period"] == last["period"]) & (figures["area_code"] != last["area_code"])
    ]
    rows = rows.set_index("area_code")[["numerator", "denominator"]].astype("float64")
    return rows.dropna()


def _drivers(moved: pd.Series, people: float) -> pd.Series:
    """The fewest practices that make up half of all movement in the direction of the place."""
    same = moved[moved * people > 0]
    same = same.iloc[(-same.abs()).argsort(kind="stable")]
    if same.empty:
        return same
    share = same.abs().cumsum() / same.abs().sum()
    return same.iloc[: int((share < HALF).sum()) + 1]


def _sentence(
    context: Context, drivers: pd.Series, people: float | None, indicator: Indicator
) -> str:
    if people is None or drivers.empty:
        return ""
    more = "more" if people > 0 else "fewer"
    said = [
        f"{place_name(context, str(code))} ({number_text(abs(moved))} {more})"
        for code, moved in drivers.iloc[:NAMED].items()
    ]
    rest = [f"{len(drivers) - NAMED} more"] if len(drivers) > NAMED else []
    make = "makes" if len(drivers) == 1 else "make"
    return (
        f"{number_text(abs(people))} {more} than at the level before. "
        f"{counted(len(drivers), 'practice')} {make} up half of the movement that way: "
        f"{words.sentence_list([*said, *rest])}."
    )
