"""Whether the latest point of a series is more than chance, as a chance: for many charts at once.

Which points a chart marks is the business of `pcdash.stats.spc`; this says how rare the latest is
where nothing is going on, which is what it takes to look at a thousand charts together.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from pcdash.stats import _spc_rules as rules
from pcdash.stats._inputs import Column, columns

TO_SIGMA = 1.128  # mean moving range to standard deviation, for ranges of two (Shewhart's d2)
# A sigma of moving ranges knows as much as a standard deviation of this share of the points.
DEGREES_A_POINT = 0.605
FEWEST = 3  # points before the latest, for a mean and a moving range


@dataclass(frozen=True)
class LatestPoint:
    """How rare the latest point of a series is where nothing is going on.

    Attributes:
        distance_p: The chance of a point so far from those before, 0–1; missing where there are
            too few of them or they do not move.
        side: -1, 0 or 1: whether it lies below, on or above their mean.
        mean: Of the points before, in the unit of the values.
        trend, shift: -1, 0 or 1: whether it ends seven points that fall or rise, and seven on one
            side of the mean of all.
    """

    distance_p: float
    side: int
    mean: float
    trend: int
    shift: int


NOTHING = LatestPoint(np.nan, 0, np.nan, 0, 0)


def latest_point(values: Column) -> LatestPoint:
    """How rare the latest point of a series is.

    Args:
        values: Figures of any unit in the order of time, equal steps apart, of one phase, length
            n. A missing value has no moving range on either side, and breaks runs.

    Returns:
        The chances. The distance is from the mean of the points before, in their own sigma (mean
        moving range / 1.128) and by Student's t with 0.605 degrees of freedom for each of them
        but one: with a sigma of two dozen points the normal distribution calls a point rare ten
        times too often, as simulation shows. Without a latest value, nothing.

    Raises:
        MethodInputError: text or infinite values.

    Source:
        NHS England, Making Data Count, for sigma and runs; Wheeler DJ (1995), for the degrees of
        freedom; calibrated by simulation in tests/unit/stats/test_latest_point.py.

    Example:
        >>> latest_point([4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 12]).distance_p < 0.01
        True
    """
    _, given = columns(values=values)
    y = given["values"]
    if not y.size or np.isnan(y[-1]):
        return NOTHING
    before = y[:-1][~np.isnan(y[:-1])]
    ranges = np.abs(np.diff(y[:-1]))
    ranges = ranges[~np.isnan(ranges)]
    if before.size < FEWEST or ranges.size < FEWEST - 1 or not ranges.any():
        return NOTHING
    mean, sigma = float(before.mean()), float(ranges.mean()) / TO_SIGMA
    away = (y[-1] - mean) / (sigma * np.sqrt(1 + 1 / before.size))
    run = y[_last_gap(y) :]
    return LatestPoint(
        distance_p=float(2 * stdtr(DEGREES_A_POINT * (before.size - 1), -abs(away))),
        side=int(np.sign(away)),
        mean=mean,
        trend=int(rules.trend(run)[-1]),
        shift=int(rules.shift(run, float(np.nanmean(y)))[-1]),
    )


def _last_gap(y: np.ndarray) -> int:
    """Where the stretch without a missing value begins that the latest point ends."""
    gaps = np.flatnonzero(np.isnan(y))
    return int(gaps[-1]) + 1 if gaps.size else 0
