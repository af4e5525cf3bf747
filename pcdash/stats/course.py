"""Whether a figure is on course for a target: beside where a straight way would have brought it."""

from dataclasses import dataclass
from math import isfinite, isnan

from pcdash.stats._inputs import refuse

POLARITIES = ("higher", "lower")
STANDINGS = ("met", "ahead", "on_course", "behind", "missed")


@dataclass(frozen=True)
class Course:
    """Where a figure stands on its way to a target.

    Attributes:
        standing: `met` (at the level or better), `missed` (not met, and the date is past), else
            `ahead`, `on_course` or `behind` the straight way; none where there is no way.
        expected: The value of the straight way at the figure's date, in the unit of the level;
            None where there is no way.
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
) -> Course:
    """Where a figure stands on the straight way from a baseline to a level.

    A figure whose 95% interval holds the value of the way is on course; without an interval it is
    on course at that value or better. A figure beyond it is ahead or behind by more than chance.

    Args:
        value, lower_95, upper_95: The figure and its interval, which may be missing (NaN).
        level: What is aimed at, in the unit of value.
        share: How much of the time from baseline to target has gone by: from 0 at the baseline, 1
            or more when the date is reached; None without a baseline before the target's date.
        baseline: The value that the way begins at; None where there is none.
        polarity: What is better, `higher` or `lower`.

    Returns:
        The standing, the value of the way at the figure's date, and the gap to the level.

    Raises:
        MethodInputError: an unknown polarity, a negative share, or a missing value or level.

    Source:
        This project's own method; the straight line is an assumption, not a plan.

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
    refuse(faults, what="The course")
    way = 1.0 if polarity == "higher" else -1.0
    gap = max(way * (level - value), 0.0) + 0.0
    if gap == 0:
        return Course("met", _expected(baseline, level, share), 0.0)
    if share is not None and share >= 1:
        return Course("missed", level, gap)
    expected = _expected(baseline, level, share)
    if expected is None:
        return Course(None, None, gap)
    return Course(_standing(value, lower_95, upper_95, expected, polarity), expected, gap)


def _expected(baseline: float | None, level: float, share: float | None) -> float | None:
    if baseline is None or share is None:
        return None
    return baseline + min(share, 1.0) * (level - baseline)


def _standing(value: float, low: float, high: float, expected: float, polarity: str) -> str:
    if low <= expected <= high:
        return "on_course"
    is_better = value >= expected if polarity == "higher" else value <= expected
    if not is_better:
        return "behind"
    return "on_course" if isnan(low) or isnan(high) else "ahead"
