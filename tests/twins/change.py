"""The interval of a difference, slowly: Newcombe's formula written out for two proportions."""

import math


def newcombe(x1, n1, x2, n2, z):
    """Difference, lower and upper limit of two proportions, by the roots of Wilson's equation."""
    one, two = x1 / n1, x2 / n2
    (low1, high1), (low2, high2) = _wilson(one, n1, z), _wilson(two, n2, z)
    # Each root satisfies |root - share| = z sqrt(root (1 - root) / n), so a distance is that.
    below = z * math.sqrt(_variance(low1, n1) + _variance(high2, n2))
    above = z * math.sqrt(_variance(high1, n1) + _variance(low2, n2))
    return one - two, one - two - below, one - two + above


def _variance(share, n):
    return max(share * (1 - share), 0.0) / n


def _wilson(share, n, z):
    """Both roots of (root - share)² = z² root (1 - root) / n."""
    a, b, c = 1 + z * z / n, -(2 * share + z * z / n), share * share
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
