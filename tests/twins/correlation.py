"""Correlation, slowly: sums over pairs, ranks by counting, limits by Fisher's logarithm."""

import math


def pearson(x, y):
    """The coefficient, and the number of pairs."""
    known = [(a, b) for a, b in zip(x, y, strict=True) if not math.isnan(a + b)]
    if len(known) < 3:
        return math.nan, len(known)
    across, up = zip(*known, strict=True)
    if len(set(across)) == 1 or len(set(up)) == 1:
        return math.nan, len(known)
    mean_x, mean_y = sum(across) / len(known), sum(up) / len(known)
    together = sum((a - mean_x) * (b - mean_y) for a, b in known)
    spread_x = sum((a - mean_x) ** 2 for a in across)
    spread_y = sum((b - mean_y) ** 2 for b in up)
    return together / math.sqrt(spread_x * spread_y), len(known)


def spearman(x, y):
    """The coefficient of the ranks, each the number of lower values and half of the ties."""
    known = [(a, b) for a, b in zip(x, y, strict=True) if not math.isnan(a + b)]
    ranks = [
        [sum(b < a for b in side) + (sum(b == a for b in side) + 1) / 2 for a in side]
        for side in ([a for a, _ in known], [b for _, b in known])
    ]
    return pearson(*ranks)


def limits(value, pairs, variance):
    """The limits at 95% on Fisher's scale, for a variance before it is divided by n - 3."""
    middle = 0.5 * math.log((1 + value) / (1 - value))
    reach = 1.959963984540054 * math.sqrt(variance / (pairs - 3))
    return tuple(
        (math.exp(2 * end) - 1) / (math.exp(2 * end) + 1)
        for end in (middle - reach, middle + reach)
    )
