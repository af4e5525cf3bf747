"""The recent trend of annual figures: whether five years show more than chance would.

One series at a time. For monthly series see `pcdash.stats.spc`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pcdash.stats._inputs import Column, columns, proportion_faults, refuse, row_faults

YEARS = 5  # the last ones, without a gap
ROUNDING = 1e-12  # of the sum that a slope is made from
# The χ² with one degree of freedom that chance passes in 2 of 1,000 series.
SIGNIFICANT_ABOVE = 9.54953570608324
SE_IN_INTERVAL = 3.92  # standard errors between the limits of a 95% interval
SAME = 1e-12  # relative: a limit closer than this to its value is on it


@dataclass(frozen=True)
class RecentTrend:
    """A recent trend.

    Attributes:
        direction: increasing, decreasing, no_change (nothing significant) or not_calculated.
        chi_squared: With one degree of freedom; missing where it could not be calculated.
    """

    direction: str
    chi_squared: float = np.nan


NOT_CALCULATED = RecentTrend("not_calculated")


def recent_trend(numerator: Column, denominator: Column) -> RecentTrend:
    """The recent trend of a proportion.

    Args:
        numerator: Count of people with the outcome, 0 or more, a year each, in order, length n.
        denominator: Count of people who could have it, above 0.

    Returns:
        The trend of the last five years. Not calculated with fewer years, a missing one among
        them, or a year in which nobody or everybody has the outcome. Significant above a χ² of
        9.55, and only if leaving out any one year leaves the sign of the slope of the logits.

    Raises:
        MethodInputError: a negative numerator, a denominator of 0 or less, a numerator above its
            denominator, a count too large to be exact, text, infinite values, or columns that do
            not align. All faults are listed at once.

    Source:
        OHID Fingertips, recent trends; checked against shared/vectors/40.

    Example:
        >>> recent_trend([320, 335, 352, 371, 390], [500] * 5).direction
        'increasing'
    """
    index, given = columns(numerator=numerator, denominator=denominator)
    x, n = given["numerator"], given["denominator"]
    refuse(
        proportion_faults(index, x, n),
        what="The counts of a trend",
    )
    x, n = x[-YEARS:], n[-YEARS:]
    if len(x) < YEARS or np.isnan(x + n).any() or ((x == 0) | (x == n)).any():
        return NOT_CALCULATED
    time = np.arange(1.0, YEARS + 1)
    lean, chi_squared = _lean(x, n)
    logits = np.log(x / (n - x))
    return _judged(chi_squared, lean, lambda kept: _slope(time[kept], logits[kept]))


def trend_scores(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """The χ² of the recent trends of many proportions at once, each with the sign of its slope.

    Args:
        numerator, denominator: Counts of series (rows) in five years (columns), in order, shape
            (series, 5); 0 ≤ numerator ≤ denominator, denominator above 0, or missing.

    Returns:
        Array of length series: χ² with one degree of freedom, below 0 where the trend falls;
        missing where `recent_trend` is not calculated.

    Raises:
        MethodInputError: the shapes differ, or are not of five years.

    Source:
        As `recent_trend`.

    Example:
        >>> trend_scores(np.array([[320, 335, 352, 371, 390]]), np.full((1, 5), 500)).round(1)
        array([29.9])
    """
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    if x.shape != n.shape or x.ndim != 2 or x.shape[1] != YEARS:
        refuse([f"shapes {x.shape} and {n.shape}, expected (series, {YEARS}) of both"])
    known = ~(np.isnan(x + n) | (x == 0) | (x == n)).any(axis=1)
    scores = np.full(len(x), np.nan)
    lean, chi_squared = _lean(x[known], n[known])
    scores[known] = np.sign(lean) * chi_squared
    return scores


def recent_trend_of_rates(value: Column, lower_95: Column, upper_95: Column) -> RecentTrend:
    """The recent trend of a figure with an interval: a rate, a ratio, a mean.

    Args:
        value: Figures in any unit, a year each, in order, length n.
        lower_95, upper_95: Their 95% limits, lower ≤ value ≤ upper.

    Returns:
        The trend of the last five years, by regression on the year, weighted by 1 / se². Not
        calculated with fewer years, a missing one among them, or an interval that lies on one side
        of its value (nobody, or everybody): its width is no measure of the standard error.
        Significant above a χ² of 9.55, and only if leaving out any one year leaves the sign of
        the slope.

    Raises:
        MethodInputError: limits that do not hold their value, text, infinite values, or columns
            that do not align. All faults are listed at once.

    Source:
        OHID Fingertips, recent trends; checked against shared/vectors/40.

    Example:
        >>> recent_trend_of_rates([9, 8, 7, 6, 5], [8, 7, 6, 5, 4], [10, 9, 8, 7, 6]).direction
        'decreasing'
    """
    index, given = columns(value=value, lower_95=lower_95, upper_95=upper_95)
    y, lower, upper = given.values()
    refuse(
        row_faults(index, {"limits do not hold their value": (y < lower) | (y > upper)}, given),
        what="The figures of a trend",
    )
    is_one_sided = np.minimum(y - lower, upper - y)[-YEARS:] <= SAME * np.abs(y[-YEARS:])
    y, errors = y[-YEARS:], (upper - lower)[-YEARS:] / SE_IN_INTERVAL
    if len(y) < YEARS or np.isnan(y + errors).any() or is_one_sided.any():
        return NOT_CALCULATED
    time = np.arange(1.0, YEARS + 1)
    # Scaled to the smallest, so that tiny errors do not pass the largest number.
    weights = (errors.min() / errors) ** 2
    slope = _slope(time, y, weights)
    centred = time - np.average(time, weights=weights)
    error_of_slope = errors.min() / np.sqrt(weights @ centred**2)
    return _judged(
        (slope / error_of_slope) ** 2,
        slope,
        lambda kept: _slope(time[kept], y[kept], weights[kept]),
    )


def _lean(x: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which way counts of five years lean, and the χ² of it; years along the last axis."""
    time = np.arange(1.0, YEARS + 1)
    events, people = x.sum(axis=-1), n.sum(axis=-1)
    lean = people * (x @ time) - events * (n @ time)
    spread = events * (people - events) * (people * (n @ time**2) - (n @ time) ** 2)
    return lean, people * lean**2 / spread


def _judged(
    chi_squared: float, lean: float, slope_of: Callable[[np.ndarray], float]
) -> RecentTrend:
    """The verdict; `slope_of` gives the slope of the years that it is told to keep."""
    years = np.arange(YEARS)
    one_left_out = [slope_of(years[years != year]) for year in years]
    keeps_sign = all(np.sign(slope) == np.sign(lean) for slope in one_left_out)
    if chi_squared <= SIGNIFICANT_ABOVE or not keeps_sign:
        return RecentTrend("no_change", float(chi_squared))
    return RecentTrend("increasing" if lean > 0 else "decreasing", float(chi_squared))


def _slope(time: np.ndarray, values: np.ndarray, weights: np.ndarray | None = None) -> float:
    centred = time - np.average(time, weights=weights)
    weighted = centred if weights is None else centred * weights
    parts = weighted * values
    # What is left by rounding where the years balance is no direction.
    if abs(parts.sum()) <= ROUNDING * np.abs(parts).sum():
        return 0.0
    return float(parts.sum() / (weighted @ centred))
