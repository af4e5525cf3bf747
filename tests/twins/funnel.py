"""Overdispersion and the counts outside a funnel of rates, slowly."""

import math
import statistics

from tests.twins import poisson


def overdispersion(x, n, trim):
    """φ and τ², a score at a time."""
    share = sum(x) / sum(n)
    scores = [
        (math.asin(math.sqrt(a / b)) - math.asin(math.sqrt(share))) / (1 / (2 * math.sqrt(b)))
        for a, b in zip(x, n, strict=True)
    ]
    low, high = _percentile(scores, trim), _percentile(scores, 1 - trim)
    phi = statistics.fmean(min(max(score, low), high) ** 2 for score in scores)
    weights = [4 * b for b in n]
    count = len(x)
    if count * phi < count - 1 or count == 1:
        return phi, 0.0
    spread = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return phi, (count * phi - (count - 1)) / spread


def rate_overdispersion(x, n, trim):
    """φ and τ² of rates, a score at a time."""
    share = sum(x) / sum(n)
    pairs = [(a, share * b) for a, b in zip(x, n, strict=True) if a > 0]
    scores = [math.log(a / e) * math.sqrt(e) for a, e in pairs]
    low, high = _percentile(scores, trim), _percentile(scores, 1 - trim)
    pairs = [(score, e) for score, (_, e) in zip(scores, pairs, strict=True)]
    kept = [pair for pair in pairs if low - 1e-9 <= pair[0] <= high + 1e-9] or pairs
    phi = statistics.fmean(score**2 for score, _ in kept)
    count, weights = len(kept), [e for _, e in kept]
    if count * phi < count - 1 or count == 1:
        return phi, 0.0
    spread = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return phi, (count * phi - (count - 1)) / spread


def outside(count, expected, confidence):
    """On which side of a funnel a count of events is: −1, 0 or 1."""
    lower, upper = poisson(count, confidence)
    return 1 if lower > expected else -1 if upper < expected else 0


def _percentile(values, share):
    ranked = sorted(values)
    place = (len(ranked) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])
