"""Whether a figure is on course for a target: beside where the way there has it on that day."""

from dataclasses import dataclass
from math import isfinite, isnan

from pcdash.stats._inputs import refuse

POLARITIES = ("higher", "lower")
STANDINGS = ("met", "ahead", "on_course", "near", "behind", "missed")
NEAR = 0.1  # of the distance from the baseline to the level


@dataclass(frozen=True)
class Course:
    """Where a figure stands on its way to a target.

    Attributes:
        standing: `met` (at the level or better), `missed` (not met, and the date is past), else
            `ahead` of the way, `on_course`, `near` it or `behind` it; none where there is no way.
        expected: The value of the way at the figure's date, in the unit of the level; None where
            there is no way.
        gap: What lacks to the level, 0 or more, in its unit.
    """

    standing: str | None
    expected: float | None
    gap: float


def course(
    value: float,
    lower_95: float,
    upper_95: float,
    *,
    level: float,
    share: float | None,
    baseline: float | None,
    polarity: str,
    planned: float | None = None,
) -> Course:
    """Where a figure stands on the way from a baseline to a level.

    The way is what was planned for the figure's date; where nothing was, a straight line in time.
    A figure whose 95% interval holds the value of the way is on course; without an interval it is
    on course at that value or better. A figure beyond it is ahead or behind by more than chance;
    one that is behind by no more than a tenth of the distance from baseline to level is near.

    Args:
        value, lower_95, upper_95: The figure and its interval, which may be missing (NaN).
        level: What is aimed at, in the unit of value.
        share: How much of the time from baseline to target has gone by: from 0 at the baseline, 1
            or more when the date is reached; None without a baseline before the target's date.
        baseline: The value that the way begins at; None where there is none.
        polarity: What is better, `higher` or `lower`.
        planned: The value of a loaded trajectory at the figure's date, in the unit of value; None
            where there is none.

    Returns:
        The standing, the value of the way at the figure's date, and the gap to the level.

    Raises:
        MethodInputError: an unknown polarity, a negative share, or a missing value or level.

    Source:
        This project's own method; the straight line is an assumption, not a plan, and a tenth is
        this project's choice.

    Example:
        >>> course(60.0, 58.0, 62.0, level=75.0, share=0.5, baseline=40.0, polarity="higher")
        Course(standing='ahead', expected=57.5, gap=15.0)
    """
    faults = []
    if polarity not in POLARITIES:
        faults.append(f"polarity is {polarity!r}, expected one of {', '.join(POLARITIES)}")
    if not (isfinite(value) and isfinite(level)):
        faults.append(f"value and level are {value!r} and {level!r}, expected numbers")
    if share is not None and not share >= 0:
        faults.append(f"share is {share!r}, expected 0 or more")
    if planned is not None and not isfinite(planned):
        faults.append(f"planned is {planned!r}, expected a number")
    refuse(faults, what="The course")
    way = 1.0 if polarity == "higher" else -1.0
    gap = max(way * (level - value), 0.0) + 0.0
    expected = _straight(baseline, level, share) if planned is None else planned
    if gap == 0:
        return Course("met", expected, 0.0)
    if share is not None and share >= 1:
        return Course("missed", level, gap)
    if expected is None:
        return Course(None, None, gap)
    near = NEAR * abs(level - baseline) if baseline is not None else 0.0
    return Course(_standing(value, lower_95, upper_95, expected, polarity, near), expected, gap)


def _straight(baseline: float | None, level: float, share: float | None) -> float | None:
    if baseline is None or share is None:
        return None
    return baseline + min(share, 1.0) * (level - baseline)


def _standing(
    value: float, low: float, high: float, expected: float, polarity: str, near: float
) -> str:
    if low <= expected <= high:
        return "on_course"
    lag = expected - value if polarity == "higher" else value - expected
    if lag > 0:
        return "near" if lag <= near else "behind"
    return "on_course" if isnan(low) or isnan(high) else "ahead"
