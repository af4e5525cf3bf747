"""The finding of a comparison in words: a title of about ten words, and a sentence with names.

Both read the verdicts of `pcdash.viewmodels.figures` and decide nothing themselves.
"""

from collections.abc import Sequence

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.words import Noun

UP = ("better_998", "better_95", "higher_998", "higher_95")
DOWN = ("worse_998", "worse_95", "lower_998", "lower_95")
WORSE = ("worse_998", "worse_95")
NAMED_AT_MOST = 3


def finding(figures: pd.DataFrame, indicator: Indicator, noun: Noun, *, benchmark: str) -> str:
    """What the figures show, in about ten words.

    Args:
        figures: As `Answer.figures`, without rows that are in no group of the level.
        noun: What an area of the level is called.
        benchmark: What is compared with, as a sentence says it: "England", "their own CCG".
    """
    known = figures[figures["value"].notna()]
    if known.empty:
        return f"No {noun.one} has a figure"
    if len(known) == 1:
        return _one(known.iloc[0], indicator, benchmark)
    compared = figures[figures["comparison"] != "not_compared"]
    if compared.empty:
        low, high = _ends(known["value"], indicator)
        if low == high:
            return f"All {counted(len(known), noun.one, noun.many)} stand at {low}"
        return f"{words.capitalised(noun.many)} range from {low} to {high}"
    return _counts(compared, indicator, noun, benchmark)


def sentence(
    figures: pd.DataFrame,
    indicator: Indicator,
    noun: Noun,
    *,
    benchmark: str,
    level_of_benchmark: float | None,
) -> str:
    """The extremes by name, the benchmark, and how many have no figure."""
    known = figures[figures["value"].notna()]
    parts = []
    if len(known) > 1:
        highest, lowest = _extreme(known, indicator, "max"), _extreme(known, indicator, "min")
        low, high = _ends(known["value"], indicator)
        if low != high:
            parts.append(f"The highest is {highest} at {high}, the lowest {lowest} at {low}.")
    if level_of_benchmark is not None:
        shown = figure_text(level_of_benchmark, indicator)
        parts.append(f"{words.capitalised(benchmark)} stands at {shown}.")
    without = len(figures) - len(known)
    if without:
        has = "has" if without == 1 else "have"
        of_all = counted(len(figures), noun.one, noun.many)
        parts.append(f"{number_text(without)} of {of_all} {has} no figure.")
    return " ".join(parts)


def untested(figures: pd.DataFrame, indicator: Indicator, *, benchmark: str) -> str:
    """Why nothing, or not everything, is compared; empty where all that has a figure is."""
    known = figures[figures["value"].notna()]
    left = known[known["comparison"] == "not_compared"]
    if left.empty:
        return ""
    if indicator.method == "count":
        return "Not compared: these are counts, and large places have large ones."
    if known["lower_95"].isna().all():
        return "Not tested: these figures have no intervals, so differences may be chance."
    if known["benchmark"].isna().all():
        return f"Not compared: no figure of {benchmark} is held for this period."
    return f"{number_text(len(left))} of these could not be compared."


def reasons(figures: pd.DataFrame, noun: Noun) -> tuple[str, ...]:
    """Why figures are missing, a sentence a reason, most frequent first."""
    missing = figures[figures["value"].isna() & figures["category"].isna()]
    counts = missing["flag"].fillna("not_available").value_counts()
    said = []
    for flag, count in counts.items():
        found = words.flag_of(flag)
        meaning = found.sentence if found else "Not available."
        said.append(f"{counted(count, noun.one, noun.many)}: {words.uncapitalised(meaning)}")
    return tuple(said)


def names_of(rows: pd.DataFrame, *, at_most: int = NAMED_AT_MOST) -> str:
    """The areas of some rows by name, practices with their code, a long list cut."""
    columns = (rows["area_name"], rows["area_code"], rows["area_type"])
    named = [
        with_code(name, code) if kind == "practice" else display_name(name)
        for name, code, kind in zip(*columns, strict=True)
    ]
    if len(named) > at_most + 1:
        named = [*named[:at_most], f"{len(named) - at_most} more"]
    return words.sentence_list(named)


def _one(row: pd.Series, indicator: Indicator, benchmark: str) -> str:
    name, shown = display_name(row["area_name"]), figure_text(row["value"], indicator)
    verdict = words.VERDICTS[row["comparison"]]
    if row["comparison"] == "not_compared":
        return f"{name} stands at {shown}"
    return f"{name} stands at {shown}, {verdict.adjective} {_than(row['comparison'])} {benchmark}"


def _counts(compared: pd.DataFrame, indicator: Indicator, noun: Noun, benchmark: str) -> str:
    up = int(compared["comparison"].isin(UP).sum())
    down = int(compared["comparison"].isin(DOWN).sum())
    judged = indicator.polarity != "none"
    above, below = ("better", "worse") if judged else ("higher", "lower")
    total = f"{number_text(len(compared))} {noun.of(len(compared))}"
    if not up and not down:
        return f"All {total} are similar to {benchmark}"
    ahead = up >= down
    first, other, count, rest = (above, below, up, down) if ahead else (below, above, down, up)
    if count == len(compared):
        return f"All {total} are {first} than {benchmark}"
    are = "is" if count == 1 else "are"
    tail = number_text(rest) if rest else "none"
    return f"{number_text(count)} of {total} {are} {first} than {benchmark}, {tail} {other}"


def _than(comparison: str) -> str:
    return "to" if comparison == "similar" else "than"


def _extreme(known: pd.DataFrame, indicator: Indicator, which: str) -> str:
    shown = known["value"].map(lambda value: figure_text(value, indicator))
    at = known[shown == figure_text(getattr(known["value"], which)(), indicator)]
    return names_of(at) if len(at) <= NAMED_AT_MOST else f"shared by {len(at)}"


def _ends(values: Sequence[float], indicator: Indicator) -> tuple[str, str]:
    return figure_text(min(values), indicator), figure_text(max(values), indicator)
