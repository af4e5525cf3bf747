"""The statistics again, slowly: plain Python, one row at a time, by another route where one exists.

They share nothing with `pcdash.stats` but the definition of the quantity, so agreement means that
neither has slipped. Wilson limits are found by searching for the proportion whose score test is
just significant; exact Poisson limits by searching for the mean whose tail is α/2.
"""

import math
from statistics import NormalDist


def z(confidence):
    return NormalDist().inv_cdf(confidence + (1 - confidence) / 2)


def wilson(x, n, confidence):
    """Limits of a proportion: where |x/n − p| = z √(p(1−p)/n)."""
    seen = x / n

    def distance(p):
        return (seen - p) ** 2 - z(confidence) ** 2 * p * (1 - p) / n

    lower = 0.0 if x == 0 else _root(distance, 0.0, seen)
    upper = 1.0 if x == n else _root(lambda p: -distance(p), seen, 1.0)
    return lower, upper


def poisson(x, confidence):
    """Limits of a number of events: Byar from ten, exact below."""
    if x >= 10:
        low = x * (1 - 1 / (9 * x) - z(confidence) / (3 * math.sqrt(x))) ** 3
        y = x + 1
        return low, y * (1 - 1 / (9 * y) + z(confidence) / (3 * math.sqrt(y))) ** 3
    tail = (1 - confidence) / 2
    # P(X ≥ x) = tail at the lower limit, P(X ≤ x) = tail at the upper.
    lower = 0.0 if x == 0 else _root(lambda m: tail - (1 - _up_to(x - 1, m)), 0.0, float(x))
    return lower, _root(lambda m: _up_to(x, m) - tail, float(x), x + 60.0)


def verdict(value, low95, high95, low998, high998, benchmark, polarity):
    """How one value compares, told as a person would tell it."""
    needed = (value, low95, high95, benchmark)
    if any(number is None or math.isnan(number) for number in needed):
        return "not_compared"
    if low95 <= benchmark <= high95:
        return "similar"
    edge = low998 if benchmark < low95 else high998
    far = benchmark < edge if benchmark < low95 else benchmark > edge
    if polarity == "none":
        word = "higher" if benchmark < low95 else "lower"
    elif (benchmark < low95) == (polarity == "higher"):
        word = "better"
    else:
        word = "worse"
    return f"{word}_998" if far else f"{word}_95"


def decile(values, tenth):
    """One decile by linear interpolation between the sorted values."""
    ranked = sorted(v for v in values if not math.isnan(v))
    place = (len(ranked) - 1) * tenth / 100
    below = math.floor(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])


def percentile(values, value):
    """The share of the others that stand strictly below."""
    known = [v for v in values if not math.isnan(v)]
    return 100 * sum(v < value for v in known) / (len(known) - 1)


def quantile_group(values, value, k):
    """The group by whole-number arithmetic alone."""
    known = [v for v in values if not math.isnan(v)]
    count = len(known)
    rank = 1 + sum(v < value for v in known)
    ceiling = -(-((count + 1 - rank) * k) // count)
    return max(1, k + 1 - ceiling)


def _up_to(x, mean):
    """P(X ≤ x) of a Poisson variable."""
    return sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(x + 1))


def _root(function, low, high):
    """Where a function that falls from above zero to below it crosses: by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        if function(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
