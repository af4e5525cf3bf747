"""Overdispersion of rates: how much more counts of events differ than chance would have them.

The unadjusted limits of a funnel of rates are in `pcdash.stats.funnel`, of which this is the
continuation for counts of events.
"""

import numpy as np
import pandas as pd

from pcdash.stats._inputs import Column, columns, refuse, row_faults
from pcdash.stats._limits import between_areas, z
from pcdash.stats.funnel import Overdispersion

# A count of none has no logarithm: it stands as half an event, and takes no part in φ.
NO_EVENTS = 0.5
# A percentile that falls on a score may be rounded to either side of it.
_EDGE = 1e-9


def rate_overdispersion(count: Column, denominator: Column, *, trim: float = 0.1) -> Overdispersion:
    """How overdispersed rates are.

    Args:
        count: Events, 0 or more, an area each, length n.
        denominator: People or person-time, above 0.
        trim: Which share of the areas at each end is left out, 0 to below 0.5.

    Returns:
        φ and τ² on the scale of the logarithm of observed over expected events, the average as
        events per unit of the denominator, and how many areas were counted. Rows with a missing
        input are left out; without any event φ is missing and τ² is 0. Two areas, of which
        trimming would leave none, are both counted.

    Raises:
        MethodInputError: a negative count, a denominator of 0 or less, text, infinite values,
            columns that do not align, or trim outside its range. All faults are listed at once.

    Source:
        Spiegelhalter DJ (2005) Stat Med 24:1185–1202; FunnelPlotR 0.6.0, standardised ratios:
        areas beyond the trimming percentiles are left out, not drawn in.

    Example:
        >>> found = rate_overdispersion([10, 50, 90], [100, 100, 100], trim=0)
        >>> round(found.phi, 1), found.average
        (48.9, 0.5)
    """
    count, denominator, _ = _known(count, denominator, trim)
    if not count.sum():
        return Overdispersion(np.nan, 0.0, np.nan if not count.size else 0.0, int(count.size))
    average = count.sum() / denominator.sum()
    expected = average * denominator
    some = count > 0
    scores = np.sqrt(expected[some]) * np.log(count[some] / expected[some])
    low, high = np.percentile(scores, [100 * trim, 100 * (1 - trim)])
    kept = (scores >= low - _EDGE) & (scores <= high + _EDGE)
    kept = kept if kept.any() else np.ones_like(kept)
    phi = float(np.mean(scores[kept] ** 2))
    tau_squared = between_areas(phi, expected[some][kept])
    return Overdispersion(phi, tau_squared, float(average), int(count.size))


def adjusted_rate_limits(
    found: Overdispersion, denominator: Column, *, multiplier: float, confidence: float
) -> pd.DataFrame:
    """Limits of a funnel of rates, adjusted for overdispersion.

    Args:
        found: What `rate_overdispersion` found.
        denominator: People or person-time of each point, above 0, length n.
        multiplier: What the rate is per (1000 = per 1,000), above 0.
        confidence: Two-sided level as a share, strictly between 0 and 1.

    Returns:
        Frame of length n, index unchanged, columns `lower`, `upper` in units of the multiplier.

    Raises:
        MethodInputError: an average of 0 or missing, a denominator of 0 or less, text, infinite
            values, or confidence outside (0, 1).

    Source:
        As `rate_overdispersion`.

    Example:
        >>> wide = Overdispersion(phi=4.0, tau_squared=0.04, average=0.02, areas=40)
        >>> adjusted_rate_limits(wide, [1000], multiplier=1000, confidence=0.95).round(
        ...     1).to_dict("list")
        {'lower': [11.1], 'upper': [36.0]}
    """
    index, spread = _spread(found, denominator)
    reach = z(confidence) * spread
    middle = found.average * multiplier
    return pd.DataFrame(
        {"lower": middle * np.exp(-reach), "upper": middle * np.exp(reach)}, index=index
    )


def rate_z(found: Overdispersion, count: Column, denominator: Column) -> pd.Series:
    """How many adjusted standard deviations each rate is from the average.

    Args:
        found: What `rate_overdispersion` found, of these areas or of others.
        count: Events, 0 or more, length n; none counts as half an event.
        denominator: People or person-time, above 0.

    Returns:
        Series named `z`, length n, index unchanged; missing for a missing input.

    Raises:
        MethodInputError: as `rate_overdispersion`, or an average of 0 or missing.

    Source:
        As `rate_overdispersion`.

    Example:
        >>> wide = Overdispersion(phi=4.0, tau_squared=0.04, average=0.02, areas=40)
        >>> rate_z(wide, [20, 40], [1000, 1000]).round(2).tolist()
        [0.0, 2.31]
    """
    _known(count, denominator, 0.0)  # refuses what cannot be counts
    index, given = columns(count=count, denominator=denominator)
    _, spread = _spread(found, given["denominator"])
    ratio = np.maximum(given["count"], NO_EVENTS) / (found.average * given["denominator"])
    return pd.Series(np.log(ratio) / spread, index=index, name="z")


def _known(
    count: Column, denominator: Column, trim: float
) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    index, given = columns(count=count, denominator=denominator)
    x, n = given["count"], given["denominator"]
    faults = row_faults(
        index, {"a count is negative": x < 0, "a denominator is not above 0": n <= 0}, given
    )
    if not (isinstance(trim, (int, float)) and 0 <= trim < 0.5):
        faults.append(f"trim is {trim!r}, expected a share from 0 to below 0.5")
    refuse(faults, what="The counts of a funnel")
    known = ~np.isnan(x + n)
    return x[known], n[known], index


def _spread(found: Overdispersion, denominator: Column) -> tuple[pd.Index, np.ndarray]:
    """The standard deviation of the logarithm of each area's ratio."""
    index, given = columns(denominator=denominator)
    n = given["denominator"]
    faults = row_faults(index, {"a denominator is not above 0": n <= 0}, given)
    if not found.average > 0:
        faults.append(f"the average is {found.average!r}, expected a rate above 0")
    refuse(faults, what="The limits of a funnel")
    return index, np.sqrt(1 / (found.average * n) + found.tau_squared)
