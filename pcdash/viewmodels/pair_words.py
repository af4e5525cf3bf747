"""What is said of two indicators side by side: that they go together, never that one causes one."""

from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.stats.correlation import Correlation
from pcdash.viewmodels import words
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.numbers import is_missing, number_text, range_text

NO_CAUSE = "That two figures go together does not say that one causes the other."


@dataclass(frozen=True)
class Told:
    """The conclusion, and the sentence with its numbers."""

    finding: str
    sentence: str


def dated(found: Answer) -> str:
    """An indicator with the period that its figures are of."""
    return f"{found.indicator.title} ({found.period})"


def told(
    across: Answer,
    up: Answer,
    both: pd.DataFrame,
    ranks: Correlation,
    straight: Correlation,
    noun: words.Noun,
) -> Told:
    """Whether areas that are high on one tend to be high, or low, on the other."""
    x, y = (words.uncapitalised(one.indicator.title) for one in (across, up))
    number = counted(len(both), noun.one, noun.many)
    if is_missing(ranks.value):
        return Told(
            f"No correlation can be worked out from {number}",
            _why_none(both, across.indicator, up.indicator),
        )
    numbers = (
        f"(rank correlation {number_text(ranks.value, decimals=2)}{_limits(ranks)}, {number}; "
        f"linear correlation {number_text(straight.value, decimals=2)}{_limits(straight)})"
    )
    if is_missing(ranks.lower):
        return Told(
            f"{words.capitalised(number)}: how far the two go together is uncertain",
            f"{words.capitalised(x)} and {y} {numbers} have no interval: there are too few "
            f"{noun.many}, or their order is the same on both. {NO_CAUSE}",
        )
    if ranks.lower <= 0 <= ranks.upper:
        return Told(
            f"{words.capitalised(x)} and {y}: no clear pattern",
            f"{words.capitalised(noun.many)} with a higher figure of {x} have neither "
            f"clearly higher nor clearly lower figures of {y} {numbers}. {NO_CAUSE}",
        )
    way = "higher" if ranks.value > 0 else "lower"
    return Told(
        f"The higher the {x}, the {way} the {y}",
        f"{words.capitalised(noun.many)} with a higher figure of {x} tend to have a {way} "
        f"figure of {y} {numbers}. {NO_CAUSE}",
    )


def notes(
    across: Answer, up: Answer, areas: pd.DataFrame, both: pd.DataFrame, noun: words.Noun
) -> tuple[str, ...]:
    """The named areas, those without one figure or both, and periods that differ."""
    said = [
        f"{row['letter']}: {row['area_name']}, {across.indicator.title} "
        f"{figure_text(row['x'], across.indicator)}, {up.indicator.title} "
        f"{figure_text(row['y'], up.indicator)}."
        for row in both[both["letter"] != ""].sort_values("letter").to_dict("records")
    ]
    if said:
        said.insert(0, f"The lettered {noun.many} stand furthest from the pattern of the others.")
    for name, found in (("x", across), ("y", up)):
        missing = int(areas[name].isna().sum())
        if missing:
            have = "has" if missing == 1 else "have"
            said.append(
                f"{counted(missing, noun.one, noun.many)} {have} no figure of {dated(found)}, "
                "and so no point in the chart; the table lists all."
            )
    if across.period != up.period:
        said.append(
            "No period is held of both, or none was chosen: each has its own latest, "
            f"{across.period} and {up.period}."
        )
    for found in (across, up):
        if found.figures["benchmark"].isna().all():
            said.append(f"No figure of England is held or compared for {dated(found)}.")
    return tuple(said)


def why(ranks: Correlation, straight: Correlation) -> tuple[tuple[str, str], ...]:
    """How the correlations are worked out, and what they do not say."""
    return (
        (
            "Rule",
            "Areas tend to be higher, or lower, on both where the 95% interval of the rank "
            "correlation leaves out 0. From -1 to 1: 1 is the same order on both, 0 no pattern.",
        ),
        ("Rank correlation", f"Spearman: {_number(ranks)}. It asks for order, not for a line."),
        ("Linear correlation", f"Pearson: {_number(straight)}. A few extreme areas can move it."),
        (
            "Letters",
            "At most five areas, two standard deviations or more from the straight line that fits "
            "all best.",
        ),
        ("What it does not say", NO_CAUSE),
        (
            "Source of the method",
            "Fisher (1921); for ranks the variance of Bonett and Wright (2000).",
        ),
    )


def _why_none(both: pd.DataFrame, x: Indicator, y: Indicator) -> str:
    same = [one.title for one, name in ((x, "x"), (y, "y")) if both[name].nunique() == 1]
    if len(both) >= 3 and same:
        return f"All have the same figure of {words.sentence_list(same)}."
    return "Three areas with both figures are the fewest that have one."


def _limits(found: Correlation) -> str:
    limits = range_text(found.lower, found.upper, decimals=2)
    return f", 95% interval {limits}" if limits else ""


def _number(found: Correlation) -> str:
    if is_missing(found.value):
        return "none"
    return (
        f"{number_text(found.value, decimals=2)}{_limits(found)}, {number_text(found.pairs)} pairs"
    )
