"""The interval of a difference, slowly: written out for two proportions and for two rates."""

import math

from scipy.stats import chi2, norm


def newcombe(x1, n1, x2, n2, z):
    """Difference, lower and upper limit of two proportions, by the roots of Wilson's equation."""
    one, two = x1 / n1, x2 / n2
    (low1, high1), (low2, high2) = _wilson(one, n1, z), _wilson(two, n2, z)
    # Each root satisfies |root - share| = z sqrt(root (1 - root) / n), so a distance is that.
    below = z * math.sqrt(_variance(low1, n1) + _variance(high2, n2))
    above = z * math.sqrt(_variance(high1, n1) + _variance(low2, n2))
    return one - two, one - two - below, one - two + above


def mover(x1, n1, x2, n2, z, per):
    """Difference, lower and upper limit of two rates, by square-and-add from Byar's limits."""
    one, two = per * x1 / n1, per * x2 / n2
    low1, high1 = (per * limit / n1 for limit in _byar(x1, z))
    low2, high2 = (per * limit / n2 for limit in _byar(x2, z))
    below = math.sqrt((one - low1) ** 2 + (high2 - two) ** 2)
    above = math.sqrt((high1 - one) ** 2 + (two - low2) ** 2)
    return one - two, one - two - below, one - two + above


def _byar(count, z):
    """Byar's limits of a count, and the exact ones of Poisson below ten."""
    tail = norm.sf(z)
    if count < 10:
        low = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
        return low, chi2.isf(tail, 2 * count + 2) / 2
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def _variance(share, n):
    return max(share * (1 - share), 0.0) / n


def _wilson(share, n, z):
    """Both roots of (root - share)² = z² root (1 - root) / n."""
    a, b, c = 1 + z * z / n, -(2 * share + z * z / n), share * share
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
