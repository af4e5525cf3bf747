"""The limits that intervals and funnels share: of a number of events, and which numbers of events
have limits that leave out an expected one.

For `pcdash.stats.intervals` and `pcdash.stats.funnel`, which check what they are given.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import chdtri, ndtri

# Byar's approximation from this many events, exact Poisson limits below (`phe_rate`).
BYAR_FROM = 10
STEPS = 45  # halvings of 1: to the last digits of a float


def z(confidence: float) -> float:
    """The standard normal quantile that leaves half of 1 − confidence above it."""
    return float(-ndtri((1 - confidence) / 2))


def poisson(x: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the number of events itself."""
    at, tail = z(confidence), (1 - confidence) / 2
    many = np.maximum(x, BYAR_FROM)  # so that Byar's formula is defined in every row
    lower = many * (1 - 1 / (9 * many) - at / (3 * np.sqrt(many))) ** 3
    more = many + 1
    upper = more * (1 - 1 / (9 * more) + at / (3 * np.sqrt(more))) ** 3
    some = x > 1e-12  # below, the lower limit is 0, which the quantile itself cannot say
    few = np.where(some, np.minimum(x, BYAR_FROM), 1.0)
    # chdtri is the chi-squared quantile counted from the upper tail.
    exact_lower = np.where(some, chdtri(2 * few, 1 - tail) / 2, 0.0)
    exact_upper = chdtri(2 * np.minimum(x, BYAR_FROM) + 2, tail) / 2
    exact = x < BYAR_FROM
    return np.where(exact, exact_lower, lower), np.where(exact, exact_upper, upper)


def poisson_edges(expected: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Between which numbers of events the limits hold an expected number, 0 or more.

    Whole numbers below the first edge and above the second are just those whose own limits leave
    the expected number out. Between two whole numbers an edge is where limits of a number that is
    not whole would touch it, so that edges drawn over sizes make a smooth line.
    """
    low = _least(expected, lambda count: poisson(count, confidence)[1] >= expected)
    high = _least(expected, lambda count: poisson(count, confidence)[0] > expected)
    return np.maximum(low[1], 0), high[0]


def _least(
    expected: np.ndarray, holds: Callable[[np.ndarray], np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """The least number for which a rule holds that holds from there on, from below and above.

    Both lie between the same two whole numbers: the rule fails at the lower and holds at the upper.
    """
    known = np.nan_to_num(expected)
    low = np.full(known.shape, -1.0)
    high = np.ceil(known + 40 * np.sqrt(known + 1) + 400)  # beyond any level that floats can hold
    while (wide := high - low > 1).any():
        low, high = _halved(low, high, np.floor((low + high) / 2), holds, wide)
    for _ in range(STEPS):
        low, high = _halved(low, high, (low + high) / 2, holds, np.full(known.shape, True))
    return low, high


def _halved(
    low: np.ndarray,
    high: np.ndarray,
    middle: np.ndarray,
    holds: Callable[[np.ndarray], np.ndarray],
    where: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    reached = holds(np.maximum(middle, 0)) & (middle >= 0)
    return np.where(where & ~reached, middle, low), np.where(where & reached, middle, high)


def between_areas(phi: float, weights: np.ndarray) -> float:
    """τ² of DerSimonian and Laird from φ; 0 where chance alone explains as much."""
    excess = weights.size * phi - (weights.size - 1)
    spread = weights.sum() - (weights**2).sum() / weights.sum()
    return float(excess / spread) if excess > 0 and weights.size > 1 else 0.0
