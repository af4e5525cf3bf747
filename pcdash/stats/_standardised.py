"""Figures of one area made from many: a mean, and rates standardised for age.

Entry points are those of `pcdash.stats.intervals`, which names them.
"""

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from pcdash.stats._inputs import (
    LARGEST_COUNT,
    Column,
    columns,
    confidence_faults,
    refuse,
    row_faults,
)
from pcdash.stats._limits import poisson

EVENTS_NEEDED = 10  # below, a directly standardised rate says too little to be shown


def mean(values: Column, *, confidence: float = 0.95) -> pd.DataFrame:
    """The mean of the values, with Student's interval.

    Args:
        values: Figures of any unit, length n; missing ones are left out.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of one row, columns `value`, `lower`, `upper` in the unit of the values. Missing
        limits with one value alone; missing throughout with none.

    Raises:
        MethodInputError: text or infinite values, or confidence outside (0, 1).

    Source:
        PHEindicatormethods 2.1.1 `phe_mean`; checked against SciPy.

    Example:
        >>> mean([1.0, 2.0, 3.0]).round(3).to_dict("list")
        {'value': [2.0], 'lower': [-0.484], 'upper': [4.484]}
    """
    _, given = columns(values=values)
    refuse(confidence_faults(confidence), what="The values of a mean")
    known = given["values"][~np.isnan(given["values"])]
    count = known.size
    middle = float(known.mean()) if count else np.nan
    reach = np.nan
    if count > 1:
        error = known.std(ddof=1) / np.sqrt(count)
        reach = float(stdtrit(count - 1, (1 + confidence) / 2) * error)
    return _row(middle, middle - reach, middle + reach)


def directly_standardised_rate(
    count: Column,
    population: Column,
    standard_population: Column,
    *,
    multiplier: float,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The rate that an area would have if its people were of the standard's ages.

    Args:
        count: Events of each age band, 0 or more, length of the bands.
        population: People of each band, above 0.
        standard_population: The standard's people of each band, 0 or more, not all 0.
        multiplier: What the rate is per (1000 = per 1,000), above 0.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of one row, columns `value`, `lower`, `upper` in units of the multiplier: Dobson's
        limits with Byar's of the total. Missing throughout below ten events, or where a band
        misses an input.

    Raises:
        MethodInputError: a negative count, a population of 0 or less, no standard population, a
            count too large to be exact, text, infinite values, columns that do not align, a
            multiplier of 0 or less, or confidence outside (0, 1). All faults are listed at once.

    Source:
        Dobson AJ and others (1991) Stat Med 10:457–462; PHEindicatormethods 2.1.1
        `calculate_dsr`. Checked against shared/vectors/04.

    Example:
        >>> directly_standardised_rate(
        ...     [10, 30], [1000, 1000], [1, 1], multiplier=1000
        ... ).round(2).to_dict("list")
        {'value': [20.0], 'lower': [14.29], 'upper': [27.24]}
    """
    index, given = columns(
        count=count, population=population, standard_population=standard_population
    )
    x, n, weight = given.values()
    faults = confidence_faults(confidence) + _count_faults(index, x, n, given)
    faults += row_faults(index, {"a standard population is below 0": weight < 0}, given)
    if not 0 < multiplier < np.inf:
        faults.append(f"the multiplier is {multiplier!r}, expected a number above 0 such as 1000")
    if not np.isnan(weight).any() and not weight.sum() > 0:
        faults.append("the standard population is 0")
    refuse(faults, what="The counts of a standardised rate")
    events = x.sum()
    if np.isnan(x + n + weight).any() or events < EVENTS_NEEDED:
        return _row(np.nan, np.nan, np.nan)
    share = weight / weight.sum()
    value = float(share @ (x / n))
    stretch = np.sqrt(float((share / n) ** 2 @ x) / events)
    lower, upper = (float(edge[0]) for edge in poisson(np.array([events]), confidence))
    limits = (value + stretch * (edge - events) for edge in (lower, upper))
    return _row(*(multiplier * one for one in (value, *limits)))


def indirectly_standardised_ratio(
    observed: Column,
    population: Column,
    reference_count: Column,
    reference_population: Column,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The events of an area over those that it would have at the reference's rates by age.

    Args:
        observed: Events of each age band, 0 or more, length of the bands.
        population: People of each band, above 0.
        reference_count: The reference's events of each band, 0 or more.
        reference_population: The reference's people of each band, above 0.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of one row, columns `value`, `lower`, `upper`, a ratio (1 = as expected); limits
        exact below ten events, Byar's from ten. Missing where a band misses an input, or where
        none are expected.

    Raises:
        MethodInputError: a negative count, a population of 0 or less, a count too large to be
            exact, text, infinite values, columns that do not align, or confidence outside (0, 1).
            All faults are listed at once.

    Source:
        PHEindicatormethods 2.1.1 `calculate_ISRatio`; Breslow NE, Day NE (1987), as `rate`.

    Example:
        >>> indirectly_standardised_ratio([20, 20], [1000, 1000], [100, 300], [10000, 10000])[
        ...     ["value", "lower"]
        ... ].round(3).to_dict("list")
        {'value': [1.0], 'lower': [0.714]}
    """
    index, given = columns(
        observed=observed,
        population=population,
        reference_count=reference_count,
        reference_population=reference_population,
    )
    x, n, events, people = given.values()
    refuse(
        confidence_faults(confidence)
        + _count_faults(index, x, n, given)
        + row_faults(
            index,
            {
                "a reference count is below 0": events < 0,
                "a reference population is not above 0": people <= 0,
            },
            given,
        ),
        what="The counts of a standardised ratio",
    )
    expected = float(n @ (events / people))
    total = x.sum()
    if np.isnan(total + expected) or expected == 0:
        return _row(np.nan, np.nan, np.nan)
    lower, upper = poisson(np.array([total]), confidence)
    return _row(*(float(one) / expected for one in (total, lower[0], upper[0])))


def _count_faults(
    index: pd.Index, x: np.ndarray, n: np.ndarray, given: dict[str, np.ndarray]
) -> list[str]:
    checks = {
        "a count is below 0": x < 0,
        "a population is not above 0": n <= 0,
        "a count is too large to be exact": np.maximum(x, n) > LARGEST_COUNT,
    }
    return row_faults(index, checks, given)


def _row(value: float, lower: float, upper: float) -> pd.DataFrame:
    return pd.DataFrame({"value": [value], "lower": [lower], "upper": [upper]})
