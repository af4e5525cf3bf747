"""How far two indicators go together over areas. It says nothing of cause.

Areas without both figures are left out of every count.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from pcdash.stats._inputs import Column, columns, refuse

FEWEST = 3
FEWEST_WITH_INTERVAL = 4


@dataclass(frozen=True)
class Correlation:
    """A coefficient from -1 to 1 with its limits, and the number of pairs that it is made of."""

    value: float
    lower: float
    upper: float
    pairs: int


def pearson(x: Column, y: Column, *, confidence: float = 0.95) -> Correlation:
    """The linear correlation of two indicators, with its interval.

    Args:
        x: Figures of any unit, length n.
        y: Figures of any unit, length n, of the same areas.
        confidence: Of the interval, strictly between 0 and 1.

    Returns:
        A coefficient without unit. Missing below three pairs and where x or y is constant; its
        limits are missing below four pairs too, and where the coefficient is -1 or 1.

    Raises:
        MethodInputError: text or infinite values, differing lengths, confidence outside (0, 1).

    Source:
        Fisher RA (1921) Metron 1:3-32, by the inverse hyperbolic tangent; SciPy's `pearsonr`.

    Example:
        >>> round(pearson([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]).value, 2)
        0.8
    """
    known_x, known_y = _pairs(x, y, confidence)
    return _correlation(known_x, known_y, confidence, is_rank=False)


def spearman(x: Column, y: Column, *, confidence: float = 0.95) -> Correlation:
    """The rank correlation of two indicators, with its interval; ties share their average rank.

    Args:
        x: Figures of any unit, length n.
        y: Figures of any unit, length n, of the same areas.
        confidence: Of the interval, strictly between 0 and 1.

    Returns:
        A coefficient without unit. Missing below three pairs and where x or y is constant; its
        limits are missing below four pairs too, and where the coefficient is -1 or 1.

    Raises:
        MethodInputError: text or infinite values, differing lengths, confidence outside (0, 1).

    Source:
        Bonett DG, Wright TA (2000) Psychometrika 65:23-28, whose variance is
        (1 + r² / 2) / (n - 3) on Fisher's scale; the coefficient as SciPy's `spearmanr`.

    Example:
        >>> round(spearman([1.0, 2.0, 3.0, 40.0], [2.0, 1.0, 30.0, 31.0]).value, 2)
        0.8
    """
    known_x, known_y = _pairs(x, y, confidence)
    ranks = stats.rankdata(known_x), stats.rankdata(known_y)
    return _correlation(*ranks, confidence, is_rank=True)


def distances(x: Column, y: Column) -> pd.Series:
    """How far each area stands from the straight line that fits all of them best.

    Args:
        x: Figures of any unit, length n.
        y: Figures of any unit, length n, of the same areas.

    Returns:
        Series named `distance`, length n, index unchanged: the residual of y in standard
        deviations of the residuals, above the line positive. Missing for a missing figure, below
        three pairs, where x is constant, and where all areas lie on the line.

    Raises:
        MethodInputError: text or infinite values, or differing lengths.

    Source:
        Ordinary least squares, with n - 2 degrees of freedom.

    Example:
        >>> distances([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 8.0]).round(2).tolist()
        [0.52, -0.26, -1.03, 0.77]
    """
    index, given = columns(x=x, y=y)
    made = np.full(len(index), np.nan)
    known = ~np.isnan(given["x"]) & ~np.isnan(given["y"])
    across, up = _standardised(given["x"][known]), _standardised(given["y"][known])
    if known.sum() >= FEWEST and across is not None and up is not None:
        residual = up - across * float(across @ up) / float(across @ across)
        spread = math.sqrt(float(residual @ residual) / (len(residual) - 2))
        if spread > 1e-9:
            made[known] = residual / spread
    return pd.Series(made, index=index, name="distance")


def _pairs(x: Column, y: Column, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    if not (isinstance(confidence, (int, float)) and 0 < confidence < 1):
        refuse([f"confidence is {confidence!r}, expected a share such as 0.95"])
    _, given = columns(x=x, y=y)
    known = ~np.isnan(given["x"]) & ~np.isnan(given["y"])
    return given["x"][known], given["y"][known]


def _correlation(x: np.ndarray, y: np.ndarray, confidence: float, *, is_rank: bool) -> Correlation:
    count, none = len(x), math.nan
    across, up = _standardised(x), _standardised(y)
    if count < FEWEST or across is None or up is None:
        return Correlation(none, none, none, count)
    value = float(np.clip(stats.pearsonr(across, up).statistic, -1.0, 1.0))
    if count < FEWEST_WITH_INTERVAL or abs(value) > 1 - 1e-12:
        return Correlation(value, none, none, count)
    spread = math.sqrt((1 + value**2 / 2 if is_rank else 1.0) / (count - 3))
    reach = float(stats.norm.ppf((1 + confidence) / 2)) * spread
    middle = math.atanh(value)
    return Correlation(value, math.tanh(middle - reach), math.tanh(middle + reach), count)


def _standardised(values: np.ndarray) -> np.ndarray | None:
    """Around zero and of size one, so that no unit can overflow; None where all are the same."""
    if not len(values):
        return None
    largest = float(np.abs(values).max())
    around = values / largest - np.mean(values / largest) if largest else values
    size = float(np.abs(around).max())
    return around / size if size > 1e-12 else None
