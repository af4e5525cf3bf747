"""Which of many signals stand out when all are looked at together, and the chance of each alone.

Only statistical signals have a chance: ratings, targets and faults of data are facts.
"""

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtr
from scipy.stats import false_discovery_control

from pcdash.stats._inputs import Column, columns, refuse, row_faults

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
