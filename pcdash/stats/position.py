"""Where a figure stands among others: deciles, percentile and quantile group.

Positions are descriptions, not tests: they say nothing about chance. Missing values are left out
of every count.
"""

import numpy as np
import pandas as pd

from pcdash.stats._inputs import Column, columns, refuse

DECILES = tuple(range(10, 100, 10))


def deciles(values: Column) -> pd.DataFrame:
    """The nine deciles of the values, by linear interpolation.

    Args:
        values: Figures of any unit, length n.

    Returns:
        Frame of nine rows, columns `decile` (10 … 90, whole numbers) and `value` (in the unit of
        values). No rows where every value is missing. One value is all of its deciles.

    Raises:
        MethodInputError: text or infinite values.

    Source:
        OpenPrescribing, "deciles over time"; checked against shared/vectors/51.

    Example:
        >>> deciles([4.0, 8.0, 6.0]).query("decile in (10, 50)")["value"].tolist()
        [4.4, 6.0]
    """
    _, given = columns(values=values)
    known = given["values"][~np.isnan(given["values"])]
    shown = DECILES if known.size else ()
    return pd.DataFrame(
        {
            "decile": np.array(shown, dtype="int64"),
            "value": np.percentile(known, shown) if known.size else np.array([]),
        }
    )


def percentile(values: Column) -> pd.Series:
    """The percentile of each value among all: 0 for the lowest, 100 for the highest.

    Args:
        values: Figures of any unit, length n.

    Returns:
        Series named `percentile`, 0–100, length n, index unchanged: (rank − 1) / (N − 1) × 100
        with the lowest rank of ties. Missing for a missing value, and where N is 1.

    Raises:
        MethodInputError: text or infinite values.

    Source:
        OpenPrescribing, percent rank; checked against shared/vectors/51.

    Example:
        >>> percentile([3.0, 9.0, 3.0, 5.0, 7.0]).tolist()
        [0.0, 100.0, 0.0, 50.0, 75.0]
    """
    index, given = columns(values=values)
    rank, count = _rank(given["values"])
    others = count - 1 if count > 1 else np.nan
    return pd.Series(100 * (rank - 1) / others, index=index, name="percentile")


def quantile_group(values: Column, k: int) -> pd.Series:
    """The quantile group of each value: 1 holds the lowest values, k the highest.

    Args:
        values: Figures of any unit, length n.
        k: How many groups, a whole number of 2 or more.

    Returns:
        Series of `Int64` named `quantile_group`, 1 … k, length n, index unchanged. Missing for a
        missing value, and throughout where fewer than k values are known. Ties share a group.

    Raises:
        MethodInputError: k below 2 or not whole, text or infinite values.

    Source:
        PHEindicatormethods 2.1.1 `phe_quantile`; checked against shared/vectors/06.

    Example:
        >>> quantile_group([10.0, 40.0, 20.0, 30.0], 2).tolist()
        [1, 2, 1, 2]
    """
    if not isinstance(k, int) or k < 2:
        refuse([f"k is {k!r}, expected a whole number of 2 or more"], what="Groups")
    index, given = columns(values=values)
    rank, count = _rank(given["values"])
    if count < k:
        rank = np.full(len(index), np.nan)
    group = np.floor((k + 1) - np.ceil((count + 1 - rank) / (count / k if count else 1)))
    group = np.where(group == 0, 1, group)
    return pd.Series(group, index=index, name="quantile_group").astype("Int64")


def _rank(values: np.ndarray) -> tuple[np.ndarray, int]:
    """The lowest rank of ties, missing for missing, and how many values are known."""
    rank = pd.Series(values).rank(method="min").to_numpy()
    return rank, int((~np.isnan(values)).sum())
