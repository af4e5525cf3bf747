"""XmR charts: mean and limits of a series, the special causes in it, and what its icons say.

The rules are those of NHS England's Making Data Count. Nothing is rebased by itself: a new phase
begins only where the caller says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from pcdash.stats import _spc_rules as rules
from pcdash.stats._inputs import Column, columns, refuse

DIRECTIONS = ("higher", "lower", "none")
# Below this many points of a phase, its limits are provisional (Making Data Count).
FIRM_FROM = 13
TO_LIMIT = 2.66  # moving ranges from the mean to a limit: 3 / 1.128
LARGEST_RANGE = 3.267  # times the mean moving range, beyond which screening drops one


@dataclass(frozen=True)
class Chart:
    """An XmR chart.

    Attributes:
        points: A row a value, index unchanged: `mean`, `lower`, `upper` in the unit of the
            values (missing in a phase without two values in a row), `rule` (none, outside_limits,
            trend, two_of_three, shift) and `kind` (common_cause, improvement, concern,
            neutral_high, neutral_low).
        variation: common_cause, improvement_high, improvement_low, concern_high, concern_low,
            neutral_high or neutral_low, of the last point with a value.
        assurance: consistent_pass, consistent_fail, inconsistent, or none without a target, limits
            or a direction.
        provisional: Whether some phase has fewer than 13 values.
    """

    points: pd.DataFrame
    variation: str
    assurance: str
    provisional: bool


def xmr(
    values: Column,
    *,
    direction: str,
    target: float | None = None,
    rebase: Iterable[int] = (),
    baseline_points: int | None = None,
    screen_moving_ranges: bool = False,
) -> Chart:
    """The XmR chart of a series.

    Args:
        values: Figures of any unit in the order of time, equal steps apart, length n. A missing
            value has no moving range on either side, and breaks runs.
        direction: What is better: higher, lower, or none for neither.
        target: In the unit of the values.
        rebase: Positions (from 0) at which a new phase begins. Rules never cross one.
        baseline_points: How many first values of each phase give mean and limits; all if None.
        screen_moving_ranges: Whether moving ranges of 3.267 times their mean or more are left out
            once, and the mean taken again. Off in the Making Data Count workbook.

    Returns:
        The chart. A constant series has limits equal to its mean. Limits are not cut at 0 or 100.

    Raises:
        MethodInputError: text or infinite values, an unknown direction, a target that is no
            finite number, a rebase outside the series or twice, or fewer than two baseline points.
            All faults are listed at once.

    Source:
        NHS England, Making Data Count; NHSRplotthedots 0.2.2 `ptd_spc`. Checked against
        shared/vectors/30, but for a constant series with screening, whose limits the package
        leaves out.

    Example:
        >>> chart = xmr([4.0, 6.0, 4.0, 6.0], direction="higher", target=12.0)
        >>> chart.points[["mean", "lower", "upper"]].iloc[-1].round(2).tolist()
        [5.0, -0.32, 10.32]
        >>> chart.variation, chart.assurance, chart.provisional
        ('common_cause', 'consistent_fail', True)
    """
    index, given = columns(values=values)
    y = given["values"]
    starts = list(rebase)
    refuse(
        _faults(len(y), direction, target, starts, baseline_points), what="The series of a chart"
    )
    limits = np.full((3, len(y)), np.nan)
    rule, side = np.full(len(y), "none", dtype=object), np.zeros(len(y), dtype=int)
    phases = list(_phases(len(y), sorted(starts)))
    for phase in phases:
        baseline = y[phase][_first(y[phase], baseline_points)]
        mean, reach = _mean_and_reach(baseline, screen=screen_moving_ranges)
        limits[:, phase] = np.array([[mean], [mean - reach], [mean + reach]])
        for run in _unbroken(y, phase):
            _judge(y[run], mean, reach, rule[run], side[run])
    kind = _kinds(side, direction)
    points = pd.DataFrame(
        dict(zip(("mean", "lower", "upper"), limits, strict=True)) | {"rule": rule, "kind": kind},
        index=index,
    )
    return Chart(
        points.astype({"rule": "str", "kind": "str"}),
        _variation(y, side, kind),
        _assurance(limits, direction, target),
        any(np.isfinite(y[phase]).sum() < FIRM_FROM for phase in phases),
    )


def _faults(
    length: int,
    direction: str,
    target: float | None,
    starts: Sequence[int],
    baseline_points: int | None,
) -> list[str]:
    faults = []
    if direction not in DIRECTIONS:
        faults.append(f"direction is {direction!r}, expected one of {', '.join(DIRECTIONS)}")
    if target is not None and not (isinstance(target, (int, float)) and np.isfinite(target)):
        faults.append(f"target is {target!r}, expected a number")
    wrong = [at for at in starts if not isinstance(at, (int, np.integer)) or not 0 < at < length]
    if wrong:
        faults.append(f"rebase holds {wrong[0]!r}, expected positions from 1 to {length - 1}")
    if len(set(starts)) < len(starts):
        faults.append("rebase holds a position twice")
    if baseline_points is not None and not (
        isinstance(baseline_points, (int, np.integer)) and baseline_points >= 2
    ):
        faults.append(f"baseline_points is {baseline_points!r}, expected a whole number from 2")
    return faults


def _phases(length: int, starts: Sequence[int]) -> Iterator[slice]:
    edges = [0, *starts, length]
    return (slice(int(a), int(b)) for a, b in pairwise(edges) if b > a)


def _first(values: np.ndarray, count: int | None) -> slice:
    """The stretch that holds the first so many values that are there."""
    there = np.flatnonzero(np.isfinite(values))
    return slice(None, None if count is None or count >= there.size else there[count - 1] + 1)


def _mean_and_reach(baseline: np.ndarray, *, screen: bool) -> tuple[float, float]:
    """Mean of the baseline, and how far its limits are from it; NaN where there is none."""
    there = baseline[np.isfinite(baseline)]
    if not there.size:
        return np.nan, np.nan
    if there.min() == there.max():  # the sum of many may miss their value by a rounding
        return float(there[0]), 0.0 if there.size > 1 else np.nan
    ranges = np.abs(np.diff(baseline))
    ranges = ranges[np.isfinite(ranges)]
    if screen and ranges.size and ranges.mean() > 0:
        ranges = ranges[ranges < LARGEST_RANGE * ranges.mean()]
    return float(there.mean()), TO_LIMIT * float(ranges.mean()) if ranges.size else np.nan


def _unbroken(values: np.ndarray, phase: slice) -> Iterator[slice]:
    """The stretches of a phase without a missing value."""
    there = np.isfinite(values[phase]).astype(int)
    edges = np.flatnonzero(np.diff(there, prepend=0, append=0)) + phase.start
    return (slice(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))


def _judge(
    values: np.ndarray, mean: float, reach: float, rule: np.ndarray, side: np.ndarray
) -> None:
    """Write the first rule that each point of a run meets, and its side, into the views given."""
    lower, upper = mean - reach, mean + reach
    met = {
        "outside_limits": rules.outside_limits(values, lower, upper),
        "trend": rules.trend(values),
        "two_of_three": rules.two_of_three(values, mean, lower, upper),
        "shift": rules.shift(values, mean),
    }
    for name, where in met.items():
        is_first = (rule == "none") & (where != 0)
        rule[is_first] = name
        side[is_first] = where[is_first]


def _kinds(side: np.ndarray, direction: str) -> np.ndarray:
    high, low = {
        "higher": ("improvement", "concern"),
        "lower": ("concern", "improvement"),
        "none": ("neutral_high", "neutral_low"),
    }[direction]
    return np.select([side > 0, side < 0], [high, low], "common_cause")


def _variation(values: np.ndarray, side: np.ndarray, kind: np.ndarray) -> str:
    there = np.flatnonzero(np.isfinite(values))
    if not there.size or side[there[-1]] == 0:
        return "common_cause"
    last = str(kind[there[-1]])
    if last.startswith("neutral"):
        return last
    return f"{last}_{'high' if side[there[-1]] > 0 else 'low'}"


def _assurance(limits: np.ndarray, direction: str, target: float | None) -> str:
    if target is None or direction == "none" or not limits.shape[1]:
        return "none"
    _, lower, upper = limits[:, -1]
    if np.isnan(lower):
        return "none"
    on_it = rules.SAME * max(abs(lower), abs(upper))
    if lower - on_it <= target <= upper + on_it:
        return "inconsistent"
    is_met = target < lower if direction == "higher" else target > upper
    return "consistent_pass" if is_met else "consistent_fail"
