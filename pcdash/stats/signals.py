"""Which of many signals stand out when all are looked at together, and the chance of each alone.

Only statistical signals have a chance: ratings, targets and faults of data are facts.
"""

import numpy as np
import pandas as pd
from scipy.special import betainc, betaincc, chdtrc, gammainc, gammaincc, ndtr
from scipy.stats import false_discovery_control

from pcdash.stats._inputs import Column, columns, proportion_faults, refuse, row_faults

# Seven points on one side of the mean, either side; seven that all rise, or all fall.
SHIFT_P = 2 * 0.5**7
TREND_P = 2 / 5040


def benjamini_hochberg(p: Column, *, q: float = 0.05) -> pd.Series:
    """Which signals stand out, so that of those that do a share q at most is expected to be chance.

    Args:
        p: The chance of each signal where nothing is going on, 0–1, length n.
        q: The false discovery rate that is accepted, strictly between 0 and 1.

    Returns:
        Series of booleans named `stands_out`, length n, index unchanged. A missing chance is no
        comparison: it is not counted, and does not stand out.

    Raises:
        MethodInputError: a chance outside 0–1, text, infinite values, or q outside (0, 1).

    Source:
        Benjamini Y, Hochberg Y (1995) JRSS B 57:289–300; SciPy's `false_discovery_control`.

    Example:
        >>> benjamini_hochberg([0.001, 0.04, 0.03, 0.8]).tolist()
        [True, False, False, False]
    """
    index, given = columns(p=p)
    chance = given["p"]
    faults = row_faults(index, {"a chance is not from 0 to 1": (chance < 0) | (chance > 1)}, given)
    if not (isinstance(q, (int, float)) and 0 < q < 1):
        faults.append(f"q is {q!r}, expected a share such as 0.05")
    refuse(faults, what="The chances")
    stands_out = np.zeros(len(chance), dtype=bool)
    known = ~np.isnan(chance)
    if known.any():
        stands_out[known] = false_discovery_control(chance[known], method="bh") <= q
    return pd.Series(stands_out, index=index, name="stands_out")


def two_sided_p(z: Column) -> pd.Series:
    """The chance of a standard normal score at least so far from 0, either side.

    Args:
        z: Scores in standard deviations: of a funnel point on the adjusted scale, or of a point
            of an XmR chart in the chart's own sigma; length n.

    Returns:
        Series named `p`, 0–1, length n, index unchanged; missing for a missing score.

    Raises:
        MethodInputError: text or infinite values.

    Source:
        The standard normal distribution.

    Example:
        >>> two_sided_p([1.959964, 0.0]).round(3).tolist()
        [0.05, 1.0]
    """
    index, given = columns(z=z)
    return pd.Series(2 * ndtr(-np.abs(given["z"])), index=index, name="p")


def trend_p(chi_squared: Column) -> pd.Series:
    """The chance of a recent trend at least so strong.

    Args:
        chi_squared: With one degree of freedom, 0 or more, length n.

    Returns:
        Series named `p`, 0–1, length n, index unchanged; missing for a missing χ².

    Raises:
        MethodInputError: a negative χ², text or infinite values.

    Source:
        The χ² distribution with one degree of freedom.

    Example:
        >>> trend_p([9.54953570608324]).round(4).tolist()
        [0.002]
    """
    index, given = columns(chi_squared=chi_squared)
    refuse(row_faults(index, {"a χ² is below 0": given["chi_squared"] < 0}, given))
    return pd.Series(chdtrc(1, given["chi_squared"]), index=index, name="p")


def share_p(numerator: Column, denominator: Column, average: Column) -> pd.Series:
    """The chance of a count of people at least so far from what an average makes expected.

    Scales on which counts are nearly normal exaggerate how rare a small count is; this does not.

    Args:
        numerator: Count of people with the outcome, 0 or more, length n.
        denominator: Count of people who could have it, above 0.
        average: The proportion that is expected, 0–1.

    Returns:
        Series named `p`, 0–1, length n, index unchanged: twice the smaller tail of the binomial
        distribution, at most 1; missing for a missing input.

    Raises:
        MethodInputError: counts that cannot be a part of their whole, an average outside 0–1,
            text, infinite values, or columns that do not align. All faults are listed at once.

    Source:
        The exact binomial test, both tails taken alike (Clopper CJ, Pearson ES (1934)).

    Example:
        >>> share_p([0, 10], [100, 100], 0.04).round(4).tolist()
        [0.0337, 0.0137]
    """
    index, given = columns(numerator=numerator, denominator=denominator, average=average)
    x, n, share = given.values()
    faults = proportion_faults(index, x, n)
    faults += row_faults(index, {"an average is not from 0 to 1": (share < 0) | (share > 1)}, given)
    refuse(faults, what="The counts")
    with np.errstate(invalid="ignore"):
        at_least = np.where(x > 0, betainc(np.maximum(x, 1e-300), n - x + 1, share), 1.0)
        at_most = np.where(x < n, betaincc(x + 1, np.maximum(n - x, 1e-300), share), 1.0)
    return _both_tails(index, at_least, at_most, x + n + share)


def rate_p(count: Column, expected: Column) -> pd.Series:
    """The chance of a count of events at least so far from what is expected.

    Args:
        count: Events, 0 or more, length n.
        expected: Events that the average makes expected, 0 or more.

    Returns:
        Series named `p`, 0–1, length n, index unchanged: twice the smaller tail of the Poisson
        distribution, at most 1; missing for a missing input.

    Raises:
        MethodInputError: a negative count or expectation, text, infinite values, or columns that
            do not align. All faults are listed at once.

    Source:
        The exact Poisson test, both tails taken alike (Garwood F (1936)).

    Example:
        >>> rate_p([0, 12], 4.0).round(4).tolist()
        [0.0366, 0.0018]
    """
    index, given = columns(count=count, expected=expected)
    x, mean = given.values()
    below = {"a count is below 0": x < 0, "an expectation is below 0": mean < 0}
    refuse(row_faults(index, below, given), what="The counts")
    at_least = np.where(x > 0, gammainc(np.maximum(x, 1e-300), mean), 1.0)
    return _both_tails(index, at_least, gammaincc(x + 1, mean), x + mean)


def _both_tails(
    index: pd.Index, at_least: np.ndarray, at_most: np.ndarray, known: np.ndarray
) -> pd.Series:
    p = np.minimum(2 * np.minimum(at_least, at_most), 1.0)
    return pd.Series(np.where(np.isnan(known), np.nan, p), index=index, name="p")
