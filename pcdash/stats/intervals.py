"""Confidence intervals: one proportion or rate at a time, vectorised over rows.

The formulas are those of PHEindicatormethods, so that limits agree with OHID Fingertips. What an
interval says of a benchmark is decided by `pcdash.stats.comparison`.
"""

import numpy as np
import pandas as pd

from pcdash.stats._inputs import (
    LARGEST_COUNT,
    Column,
    columns,
    confidence_faults,
    proportion_faults,
    refuse,
    row_faults,
)
from pcdash.stats._limits import poisson, z
from pcdash.stats._standardised import (
    directly_standardised_rate as directly_standardised_rate,
)
from pcdash.stats._standardised import (
    indirectly_standardised_ratio as indirectly_standardised_ratio,
)
from pcdash.stats._standardised import mean as mean
from pcdash.stats._supplied import LEVELS, LIMITS, of_this_value, with_supplied


def proportion(numerator: Column, denominator: Column, *, confidence: float = 0.95) -> pd.DataFrame:
    """Wilson score interval for a proportion, row by row.

    Args:
        numerator: Count of people with the outcome, 0 or more, length n.
        denominator: Count of people who could have it, above 0, same index as numerator.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of length n, index unchanged, columns in this order:
        * `value`: numerator / denominator, 0–1.
        * `lower`, `upper`: limits, 0–1, lower ≤ value ≤ upper.
        A row with a missing input is missing throughout.

    Raises:
        MethodInputError: a negative numerator, a denominator of 0 or less, a numerator above
            its denominator, a count too large to be exact, text, infinite values, columns
            that do not align, or confidence outside (0, 1). All faults are listed at once.

    Source:
        Wilson EB (1927) JASA 22:209–212; PHEindicatormethods 2.1.1 `phe_proportion`.
        Checked against shared/vectors/01 and 07b.

    Example:
        >>> proportion(pd.Series([0, 1, 4]), pd.Series([4, 97, 4])).round(5).to_dict("list")
        {'value': [0.0, 0.01031, 1.0], 'lower': [0.0, 0.00182, 0.51011],
         'upper': [0.48989, 0.0561, 1.0]}
    """
    index, given = columns(numerator=numerator, denominator=denominator)
    x, n = given["numerator"], given["denominator"]
    refuse(
        confidence_faults(confidence) + proportion_faults(index, x, n),
        what="The counts of a proportion",
    )
    lower, upper = _wilson(x, n, z(confidence))
    return _frame(index, x / n, lower, upper)


def rate(
    count: Column,
    denominator: Column,
    *,
    multiplier: float = 1.0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Interval for a rate of events: Byar's approximation, exact Poisson below ten events.

    Args:
        count: Events, 0 or more, length n. More events than people are allowed.
        denominator: People or person-time, above 0, same index as count.
        multiplier: What the rate is per (1000 = per 1,000), above 0.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of length n, index unchanged, columns in this order, in units of the multiplier:
        * `value`: multiplier × count / denominator.
        * `lower`, `upper`: limits, 0 ≤ lower ≤ value ≤ upper.
        A row with a missing input is missing throughout.

    Raises:
        MethodInputError: a negative count, a denominator of 0 or less or too small to divide
            by, a count too large to be exact, text, infinite values, columns that do not
            align, a multiplier of 0 or less, or confidence outside (0, 1). All at once.

    Source:
        Breslow NE, Day NE (1987) Statistical methods in cancer research, volume II, IARC;
        PHEindicatormethods 2.1.1 `phe_rate`. Checked against shared/vectors/02.

    Example:
        >>> both = rate(pd.Series([9, 10]), pd.Series([210, 480]), multiplier=1000)
        >>> both.round(3).to_dict("list")
        {'value': [42.857, 20.833], 'lower': [19.597, 9.974], 'upper': [81.356, 38.316]}
    """
    index, given = columns(count=count, denominator=denominator)
    x, n = given["count"], given["denominator"]
    faults = confidence_faults(confidence) + _multiplier_faults(multiplier)
    faults += row_faults(
        index,
        {
            "a count is below 0": x < 0,
            "a denominator is not above 0": n <= 0,
            "a denominator is too small to divide by": (n > 0) & (n < 1 / LARGEST_COUNT),
            "a count is too large to be exact": np.maximum(x, n) > LARGEST_COUNT,
        },
        given,
    )
    refuse(faults, what="The counts of a rate")
    lower, upper = poisson(x, confidence)
    per = multiplier / n
    return _frame(index, x * per, lower * per, upper * per)


def for_method(
    method: str,
    numerator: Column,
    denominator: Column,
    *,
    multiplier: float = 1.0,
    value: Column | None = None,
    supplied: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The 95% and 99.8% limits of published figures, as an indicator's method gives them.

    Published data are not always clean, so a row that cannot have an interval gets missing
    limits instead of an error: a part is missing (suppressed, not available), the denominator is
    0 or less, the numerator is negative or above the denominator of a proportion, the value is
    missing, or it stands outside the limits and so is another figure. Whatever leaves here,
    `pcdash.stats.comparison.compare` accepts.

    Limits that were supplied with the figures win over computed ones. Where only the 95% pair was
    supplied, a computed 99.8% pair stands beside it only if the computed 95% pair agrees with the
    supplied one, so that two methods are never mixed in one row.

    Args:
        method: `proportion` (Wilson) or `rate` (Byar, exact below ten); any other method of the
            definitions has no computed interval.
        numerator: Counts of events or people, length n; missing where unknown.
        denominator: Counts of people, same index as numerator; missing where unknown.
        multiplier: What numerator / denominator is multiplied by (100 for per cent).
        value: The figures that are shown, in the unit of multiplier × proportion or rate.
        supplied: Published limits, columns `lower_95, upper_95, lower_998, upper_998` in the
            unit of value (absent columns count as missing), same index as numerator. A pair
            counts only if both its limits are there and lower ≤ upper; 99.8% limits, only if
            they hold the 95% limits.

    Returns:
        Frame of length n, index unchanged, columns `lower_95, upper_95, lower_998, upper_998`,
        in the unit of value.

    Raises:
        MethodInputError: text, infinite values, columns that do not align, or a multiplier of 0
            or less.

    Source:
        As `proportion` and `rate`; the treatment of dirty rows is this project's own.

    Example:
        >>> limits = for_method("proportion", [12, 5], [100, 0], multiplier=100)
        >>> limits.round(2).to_dict("list")
        {'lower_95': [7.0, nan], 'upper_95': [19.81, nan],
         'lower_998': [5.16, nan], 'upper_998': [25.46, nan]}
    """
    refuse(_multiplier_faults(multiplier), what="The interval")
    index, given = columns(
        numerator=numerator,
        denominator=denominator,
        value=np.nan if value is None else value,
    )
    x, n, shown = given["numerator"], given["denominator"], given["value"]
    fit = (x >= 0) & (n > 0) & (np.maximum(x, n) <= LARGEST_COUNT)
    fit &= (x <= n) if method == "proportion" else (n >= 1 / LARGEST_COUNT)
    fit &= method in {"proportion", "rate"}

    limits = {name: np.full(len(index), np.nan) for name in LIMITS}
    for level, confidence in LEVELS.items():
        if method == "proportion":
            made = proportion(x[fit], n[fit], confidence=confidence) * multiplier
        else:
            made = rate(x[fit], n[fit], multiplier=multiplier, confidence=confidence)
        limits[f"lower_{level}"][fit] = made["lower"]
        limits[f"upper_{level}"][fit] = made["upper"]
    if supplied is not None:
        limits = with_supplied(index, limits, supplied)
    if value is not None:
        limits = of_this_value(limits, shown)
    return pd.DataFrame(limits, index=index)


def _wilson(x: np.ndarray, n: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    """The two roots, the lower in the form that does not subtract like from like."""
    root = z * np.sqrt(z * z + 4 * x * (1 - x / n))
    lower = x / n * (2 * x / (2 * x + z * z + root))
    upper = (2 * x + z * z + root) / (2 * (n + z * z))
    return lower, np.minimum(upper, 1.0)


def _multiplier_faults(multiplier: float) -> list[str]:
    if 0 < multiplier <= LARGEST_COUNT:
        return []
    return [f"the multiplier is {multiplier!r}, expected a number above 0 such as 1000"]


def _frame(
    index: pd.Index, value: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> pd.DataFrame:
    """The three columns, a hair of rounding never putting a limit on the wrong side."""
    missing = np.isnan(value)
    return pd.DataFrame(
        {
            "value": value,
            "lower": np.where(missing, np.nan, np.minimum(lower, value)),
            "upper": np.where(missing, np.nan, np.maximum(upper, value)),
        },
        index=index,
    )
