"""The recent trend, slowly: χ² as a sum over the cells of a table, slopes as a sum over pairs."""

import math


def of_proportion(x, n):
    """Direction and χ² of five years of counts."""
    if len(x) < 5:
        return "not_calculated", math.nan
    x, n = x[-5:], n[-5:]
    if any(math.isnan(a + b) or a in (0, b) for a, b in zip(x, n, strict=True)):
        return "not_calculated", math.nan
    share = sum(x) / sum(n)
    middle = sum(b * t for t, b in enumerate(n)) / sum(n)
    score = sum((a - b * share) * t for t, (a, b) in enumerate(zip(x, n, strict=True)))
    variance = share * (1 - share) * sum(b * (t - middle) ** 2 for t, b in enumerate(n))
    logits = [math.log(a / (b - a)) for a, b in zip(x, n, strict=True)]
    return _judged(score**2 / variance, score, logits, [1.0] * 5)


def of_rates(y, lower, upper):
    """Direction and χ² of five years of figures."""
    if len(y) < 5:
        return "not_calculated", math.nan
    y, lower, upper = y[-5:], lower[-5:], upper[-5:]
    for a, low, high in zip(y, lower, upper, strict=True):
        if math.isnan(a + low + high) or a in (low, high):
            return "not_calculated", math.nan
    weights = [(3.92 / (high - low)) ** 2 for low, high in zip(lower, upper, strict=True)]
    slope, information = _slope(list(enumerate(y)), weights)
    return _judged(slope**2 * information, slope, y, weights)


def _judged(chi, lean, values, weights):
    for left_out in range(5):
        kept = [(t, v) for t, v in enumerate(values) if t != left_out]
        slope, _ = _slope(kept, [w for t, w in enumerate(weights) if t != left_out])
        if slope * lean <= 0:
            return "no_change", chi
    if chi <= 9.54953570608324:
        return "no_change", chi
    return ("increasing" if lean > 0 else "decreasing"), chi


def _slope(points, weights):
    """The slope as a mean of the slopes between pairs, and the information in it."""
    top = bottom = 0.0
    for i, (t, v) in enumerate(points):
        for j, (u, w) in enumerate(points[:i]):
            top += weights[i] * weights[j] * (t - u) * (v - w)
            bottom += weights[i] * weights[j] * (t - u) ** 2
    return top / bottom, bottom / sum(weights)
