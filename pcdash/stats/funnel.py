"""Funnel limits: how far from the average a figure may be by chance, given its size.

Whether a point stands out of an unadjusted funnel is decided by its own interval
(`pcdash.stats.comparison`), of which these limits are the inversion. Where practices differ by
more than chance throughout, limits are adjusted for that overdispersion.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.stats._inputs import (
    Column,
    columns,
    confidence_faults,
    proportion_faults,
    refuse,
    row_faults,
)
from pcdash.stats._limits import between_areas, poisson_edges, z


@dataclass(frozen=True)
class Overdispersion:
    """How much more figures differ than chance alone would have them.

    Attributes:
        phi: Mean of the squared winsorised z-scores; 1 if chance alone is at work.
        tau_squared: Variance between the areas on the scale of the arcsine of the root, 0 or more.
        average: The proportion of all areas together, 0–1.
        areas: How many were counted.
    """

    phi: float
    tau_squared: float
    average: float
    areas: int


def proportion_limits(average: float, denominator: Column, *, confidence: float) -> pd.DataFrame:
    """Limits of a funnel of proportions, without adjustment.

    Args:
        average: The proportion that is expected of all, 0–1.
        denominator: People of each point, above 0, length n.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of length n, index unchanged, columns `lower`, `upper`, 0–1, cut there. A point is
        outside exactly where its own Wilson interval excludes the average.

    Raises:
        MethodInputError: an average outside 0–1, a denominator of 0 or less, text, infinite
            values, or confidence outside (0, 1). All faults are listed at once.

    Source:
        The score test; PHEindicatormethods 2.1.1 `calculate_funnel_limits`. Checked against
        shared/vectors/07b.

    Example:
        >>> proportion_limits(0.5, [100], confidence=0.95).round(3).to_dict("list")
        {'lower': [0.402], 'upper': [0.598]}
    """
    index, n = _sizes(average, denominator, confidence, most=1.0)
    reach = z(confidence) * np.sqrt(average * (1 - average) / n)
    return _frame(index, np.maximum(average - reach, 0), np.minimum(average + reach, 1))


def rate_limits(
    average: float, denominator: Column, *, multiplier: float, confidence: float
) -> pd.DataFrame:
    """Limits of a funnel of rates, without adjustment.

    Args:
        average: The rate that is expected of all, 0 or more, in units of the multiplier.
        denominator: People or person-time of each point, above 0, length n.
        multiplier: What the rate is per (1000 = per 1,000), above 0.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of length n, index unchanged, columns `lower`, `upper` in units of the multiplier:
        the rates between which the number of events lies whose own interval (exact below ten,
        Byar from ten) holds the average. A point is outside exactly where its own does not.

    Raises:
        MethodInputError: a negative average, a denominator or multiplier of 0 or less, text,
            infinite values, or confidence outside (0, 1). All faults are listed at once.

    Source:
        Methods of PHEindicatormethods 2.1.1 `assign_funnel_significance`, inverted. Checked
        against shared/vectors/08.

    Example:
        >>> rate_limits(20.0, [1000], multiplier=1000, confidence=0.95).round(1).to_dict("list")
        {'lower': [11.2], 'upper': [29.7]}
    """
    if not (isinstance(multiplier, (int, float)) and 0 < multiplier < np.inf):
        refuse([f"multiplier is {multiplier!r}, expected a number above 0"], what="The limits")
    index, n = _sizes(average, denominator, confidence, most=np.inf)
    expected = average * n / multiplier
    per = multiplier / n
    low, high = poisson_edges(expected, confidence)
    missing = np.isnan(n)
    return _frame(
        index, np.where(missing, np.nan, low * per), np.where(missing, np.nan, high * per)
    )


def overdispersion(numerator: Column, denominator: Column, *, trim: float = 0.1) -> Overdispersion:
    """How overdispersed proportions are.

    Args:
        numerator: Count of people with the outcome, 0 or more, an area each, length n.
        denominator: Count of people who could have it, above 0.
        trim: Which share of the scores at each end is drawn in to the score there, 0 to below 0.5.

    Returns:
        φ, τ² and the average. Rows with a missing input are left out; without any row, φ and the
        average are missing and τ² is 0. Where all areas together are at 0 or all, φ is that of
        areas that do not differ: 0.

    Raises:
        MethodInputError: a negative numerator, a denominator of 0 or less, a numerator above its
            denominator, a count too large to be exact, text, infinite values, columns that do not
            align, or trim outside its range. All faults are listed at once.

    Source:
        Spiegelhalter DJ (2005) Stat Med 24:1185–1202; FunnelPlotR 0.6.0. Checked against
        shared/vectors/20.

    Example:
        >>> found = overdispersion([10, 50, 90], [100, 100, 100])
        >>> round(found.phi, 1), found.average
        (36.7, 0.5)
    """
    index, given = columns(numerator=numerator, denominator=denominator)
    x, n = given["numerator"], given["denominator"]
    faults = proportion_faults(index, x, n)
    if not (isinstance(trim, (int, float)) and 0 <= trim < 0.5):
        faults.append(f"trim is {trim!r}, expected a share from 0 to below 0.5")
    refuse(faults, what="The counts of a funnel")
    known = ~np.isnan(x + n)
    x, n = x[known], n[known]
    if not n.size:
        return Overdispersion(np.nan, 0.0, np.nan, 0)
    average = x.sum() / n.sum()
    scores = 2 * np.sqrt(n) * (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(average)))
    ends = np.percentile(scores, [100 * trim, 100 * (1 - trim)])
    phi = float(np.mean(np.clip(scores, *ends) ** 2))
    return Overdispersion(phi, between_areas(phi, 4 * n), float(average), int(n.size))


def adjusted_proportion_limits(
    found: Overdispersion, denominator: Column, *, confidence: float
) -> pd.DataFrame:
    """Limits of a funnel of proportions, adjusted for overdispersion.

    Args:
        found: What `overdispersion` found.
        denominator: People of each point, above 0, length n.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of length n, index unchanged, columns `lower`, `upper`, 0–1.

    Raises:
        MethodInputError: an average that is missing, a denominator of 0 or less, text, infinite
            values, or confidence outside (0, 1). All faults are listed at once.

    Source:
        As `overdispersion`.

    Example:
        >>> wide = Overdispersion(phi=4.0, tau_squared=0.01, average=0.5, areas=40)
        >>> adjusted_proportion_limits(wide, [100], confidence=0.95).round(3).to_dict("list")
        {'lower': [0.288], 'upper': [0.712]}
    """
    index, n = _sizes(found.average, denominator, confidence, most=1.0)
    middle = np.arcsin(np.sqrt(found.average))
    reach = z(confidence) * np.sqrt(1 / (4 * n) + found.tau_squared)
    low, high = np.maximum(middle - reach, 0), np.minimum(middle + reach, np.pi / 2)
    return _frame(index, np.sin(low) ** 2, np.sin(high) ** 2)


def proportion_z(found: Overdispersion, numerator: Column, denominator: Column) -> pd.Series:
    """How many adjusted standard deviations each proportion is from the average.

    Args:
        found: What `overdispersion` found, of these areas or of others.
        numerator: Count of people with the outcome, 0 or more, length n.
        denominator: Count of people who could have it, above 0.

    Returns:
        Series named `z`, length n, index unchanged; missing for a missing input.

    Raises:
        MethodInputError: as `overdispersion`, or an average that is missing.

    Source:
        As `overdispersion`.

    Example:
        >>> wide = Overdispersion(phi=4.0, tau_squared=0.01, average=0.5, areas=40)
        >>> proportion_z(wide, [50, 72], [100, 100]).round(2).tolist()
        [0.0, 2.04]
    """
    overdispersion(numerator, denominator)  # refuses what cannot be counts
    index, given = columns(numerator=numerator, denominator=denominator)
    _, n = _sizes(found.average, given["denominator"], 0.95, most=1.0)
    away = np.arcsin(np.sqrt(given["numerator"] / n)) - np.arcsin(np.sqrt(found.average))
    return pd.Series(away / np.sqrt(1 / (4 * n) + found.tau_squared), index=index, name="z")


def _sizes(
    average: float, denominator: Column, confidence: float, *, most: float
) -> tuple[pd.Index, np.ndarray]:
    index, given = columns(denominator=denominator)
    n = given["denominator"]
    faults = confidence_faults(confidence)
    if not (isinstance(average, (int, float)) and 0 <= average <= most and average < np.inf):
        faults.append(f"average is {average!r}, expected a number from 0 to {most:g}")
    faults += row_faults(index, {"a denominator is not above 0": n <= 0}, given)
    refuse(faults, what="The limits of a funnel")
    return index, n


def _frame(index: pd.Index, lower: np.ndarray, upper: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"lower": lower, "upper": upper}, index=index)
