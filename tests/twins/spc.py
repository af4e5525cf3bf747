"""An XmR chart, slowly: every point looks for every stretch of points that it could belong to."""

import math
from itertools import pairwise


def chart(values, rebase, baseline_points, screen):
    """Mean, limits, rule and kind (for a direction of none) of each value, as tuples."""
    edges = [0, *rebase, len(values)]
    told = []
    for start, end in pairwise(edges):
        phase = values[start:end]
        mean, reach = _limits(phase, baseline_points, screen)
        told += [_point(phase, place, mean, reach) for place in range(len(phase))]
    return told


def _there(value):
    return not math.isnan(value)


def _limits(phase, baseline_points, screen):
    baseline = []
    for value in phase:
        if baseline_points is not None and sum(map(_there, baseline)) == baseline_points:
            break
        baseline.append(value)
    known = [value for value in baseline if _there(value)]
    if not known:
        return math.nan, math.nan
    mean = math.fsum(known) / len(known)
    ranges = [abs(b - a) for a, b in pairwise(baseline) if _there(b - a)]
    if len(set(known)) == 1:
        return known[0], 0.0 if len(known) > 1 else math.nan
    if not ranges:
        return mean, math.nan
    if screen and sum(ranges):
        most = 3.267 * sum(ranges) / len(ranges)
        ranges = [one for one in ranges if one < most]
    return mean, 2.66 * sum(ranges) / len(ranges)


def _point(phase, place, mean, reach):
    rule, side = _rule(phase, place, mean, reach)
    kind = {0: "common_cause", 1: "neutral_high", -1: "neutral_low"}[side]
    return mean, mean - reach, mean + reach, rule, kind


def _rule(phase, place, mean, reach):
    value = phase[place]
    if not _there(value):
        return "none", 0
    if abs(value - mean) > reach + 1e-9:
        return "outside_limits", 1 if value > mean else -1
    for stretch in reversed(list(_around(phase, place, 7))):
        steps = [b - a for a, b in pairwise(stretch)]
        if all(step > 0 for step in steps):
            return "trend", 1
        if all(step < 0 for step in steps):
            return "trend", -1
    if _is_near(value, mean, reach):
        for stretch in _around(phase, place, 3):
            side = _one_side(stretch, mean)
            if side and sum(_is_near(one, mean, reach) for one in stretch) >= 2:
                return "two_of_three", side
    for stretch in _around(phase, place, 7):
        if side := _one_side(stretch, mean):
            return "shift", side
    return "none", 0


def _around(phase, place, length):
    """Every stretch of so many values, none missing, that holds the place."""
    for start in range(max(0, place - length + 1), place + 1):
        stretch = phase[start : start + length]
        if len(stretch) == length and all(map(_there, stretch)):
            yield stretch


def _one_side(stretch, mean):
    if all(value > mean + 1e-9 for value in stretch):
        return 1
    return -1 if all(value < mean - 1e-9 for value in stretch) else 0


def _is_near(value, mean, reach):
    return 2 / 3 * reach < abs(value - mean) <= reach + 1e-9
