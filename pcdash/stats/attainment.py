"""Whether a target is likely to be met: the pace so far against the pace it takes, and a chance.

One series at a time, from its own figures. Not for plans: what was decided is not in the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, sqrt

from scipy.special import stdtr

from pcdash.stats._inputs import refuse

POLARITIES = ("higher", "lower")
FEWEST = 6  # figures: five changes leave four degrees of freedom, and fewer say next to nothing
DAYS_IN_YEAR = 365.25
STILL = 1e-9  # changes that differ by less than this share of the values do not vary


@dataclass(frozen=True)
class Pace:
    """How fast a series has moved, and how fast it has to.

    Attributes:
        achieved: Change a year from the baseline to now, in the unit of the figures; None where
            no time has gone by since the baseline.
        required: Change a year from now to the level; None where the date is reached.
        progress: The part of the way from baseline to level that is done: 1 is all of it, below 0
            is further away than at the start; None where the baseline is at the level or better.
    """

    achieved: float | None
    required: float | None
    progress: float | None


@dataclass(frozen=True)
class Chance:
    """The probability of being at a level or better on a day.

    Attributes:
        probability: From 0 to 1; None where it is not worked out.
        reason: Why not: `few` (fewer figures than `FEWEST`), `still` (the changes do not vary),
            `far` (further ahead than the figures go back), `due` (the day is reached), else empty.
        figures: How many figures it is from.
    """

    probability: float | None
    reason: str
    figures: int


def pace(
    value: float, baseline: float, level: float, *, days_gone: float, days_left: float,
    polarity: str,
) -> Pace:  # fmt: skip
    """The pace since a baseline and the pace that a target takes, in the unit of value a year.

    Args:
        value, baseline, level: Now, at the start and what is aimed at, in one unit.
        days_gone: Days from the baseline to now.
        days_left: Days from now to the date of the target; 0 or less when it is reached.
        polarity: What is better, `higher` or `lower`.

    Returns:
        What was achieved and what is required, in the unit a year, and the part that is done.

    Raises:
        MethodInputError: a number that is missing or infinite, or an unknown polarity.

    Source:
        This project's own method: differences over time, a year being 365.25 days.

    Example:
        >>> pace(60, 50, 75, days_gone=731, days_left=365.25, polarity="higher").required
        15.0
    """
    faults = _polarity_faults(polarity)
    numbers = (value, baseline, level, days_gone, days_left)
    if not all(map(isfinite, numbers)):
        faults.append(f"one of {numbers!r} is not a number")
    refuse(faults, what="The pace")
    way = 1.0 if polarity == "higher" else -1.0
    distance = way * (level - baseline)
    return Pace(
        achieved=_a_year(value - baseline, days_gone),
        required=_a_year(level - value, days_left),
        progress=way * (value - baseline) / distance if distance > 0 else None,
    )


def chance_of_meeting(
    values: Sequence[float], days: Sequence[float], *, level: float, due: float, polarity: str
) -> Chance:
    """The probability that a series is at a level or better on a day, from its own changes.

    The series is taken as a walk: from one figure to the next it moves by a steady drift and a
    random part. Drift and spread are estimated from the changes themselves, whatever was planned,
    and what they might be by chance is reckoned in. With figures y at n times t (in days), changes
    d over gaps g, drift m = (last y − first y) / (last t − first t) and
    s² = Σ (d − m·g)² / g / (n − 2), the figure h days after the last is centred on last y + m·h
    with the scale s·√(h + h² / (last t − first t)), and has a t distribution of n − 2 degrees of
    freedom. The probability is its part at the level or better.

    Assumptions: the changes are independent of each other; their random part is normal, with a
    variance in proportion to the time between figures; drift and spread stay as they were. A value
    beyond what is possible (above 100%) counts as reaching the limit. Where figures waver round a
    steady level by sampling alone, the spread is overstated, and the probability nearer to a half
    than it need be. No intervention that is still to come is in it.

    Args:
        values: Figures in one unit, comparable with each other, in order of time.
        days: When, in days from any one day, each after the one before.
        level: What is aimed at, in the unit of values.
        due: The day of the target, counted as days is.
        polarity: What is better, `higher` or `lower`.

    Returns:
        The probability, or why there is none: fewer than six figures, changes that are all alike,
        a day that is reached, or one further ahead than the figures go back.

    Raises:
        MethodInputError: columns of differing length, a missing or infinite number, days that do
            not follow each other, or an unknown polarity.

    Source:
        This project's own choice of a textbook method: prediction from a random walk with drift
        (Hyndman RJ, Athanasopoulos G, Forecasting: principles and practice, 3rd ed., 5.5), with
        uneven steps weighted by their length and Student's t for the spread being estimated.
        Checked by simulation and by hand in tests/unit/stats/test_attainment.py.

    Example:
        >>> found = chance_of_meeting(
        ...     [0, 1, 3, 4, 6, 7], [0, 1, 2, 3, 4, 5], level=9.8, due=7, polarity="higher"
        ... )
        >>> round(found.probability, 6)
        0.5
    """
    _check(values, days, level, due, polarity)
    count = len(values)
    if count < FEWEST:
        return Chance(None, "few", count)
    ahead, behind = due - days[-1], days[-1] - days[0]
    if ahead <= 0:
        return Chance(None, "due", count)
    if ahead > behind:
        return Chance(None, "far", count)
    drift = (values[-1] - values[0]) / behind
    spread = sqrt(_squares(values, days, drift) / (count - 2))
    if spread * sqrt(behind) <= STILL * max(map(abs, (*values, level))):
        return Chance(None, "still", count)
    scale = spread * sqrt(ahead + ahead**2 / behind)
    away = (values[-1] + drift * ahead - level) / scale
    return Chance(float(stdtr(count - 2, away if polarity == "higher" else -away)), "", count)


def _a_year(change: float, days: float) -> float | None:
    return change / days * DAYS_IN_YEAR if days > 0 else None


def _squares(values: Sequence[float], days: Sequence[float], drift: float) -> float:
    """What the changes differ from the drift by, squared, each for the time it took."""
    steps = range(1, len(values))
    gaps = [days[at] - days[at - 1] for at in steps]
    left = [values[at] - values[at - 1] - drift * gap for at, gap in zip(steps, gaps, strict=True)]
    return sum(one**2 / gap for one, gap in zip(left, gaps, strict=True))


def _check(
    values: Sequence[float], days: Sequence[float], level: float, due: float, polarity: str
) -> None:
    faults = _polarity_faults(polarity)
    if len(values) != len(days):
        faults.append(f"there are {len(values)} values and {len(days)} days")
    if not all(map(isfinite, (*values, *days, level, due))):
        faults.append("a value, a day, the level or the date is not a number")
    if any(later <= earlier for earlier, later in pairwise(days)):
        faults.append("the days do not follow each other")
    refuse(faults, what="The chance of a target")


def _polarity_faults(polarity: str) -> list[str]:
    known = ", ".join(POLARITIES)
    return [] if polarity in POLARITIES else [f"polarity is {polarity!r}, expected one of {known}"]
