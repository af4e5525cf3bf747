"""Which rule of special cause each point of an XmR chart meets: one phase's unbroken run at a time.

For `pcdash.stats.spc` alone, which works out the limits. Arrays of one run come in: no value is
missing and the limits do not change in it. Arrays of -1, 0 and 1 go out: the side on which a point
meets the rule.
"""

import numpy as np

RUN = 7  # points of a trend or a shift
NEAR = 2 / 3  # of the way from the mean to a limit
SAME = 1e-12  # relative: closer than this to the mean is on it


def sides(values: np.ndarray, mean: float) -> np.ndarray:
    """Whether each point lies below, on or above the mean."""
    tolerance = SAME * np.maximum(np.abs(values), abs(mean))
    return np.where(np.abs(values - mean) <= tolerance, 0, np.sign(values - mean)).astype(int)


def outside_limits(values: np.ndarray, lower: float, upper: float) -> np.ndarray:
    """Points beyond a limit."""
    tolerance = SAME * np.maximum(np.abs(values), max(abs(lower), abs(upper)))
    above, below = values > upper + tolerance, values < lower - tolerance
    return above.astype(int) - below.astype(int)


def trend(values: np.ndarray) -> np.ndarray:
    """Points of seven in a row that rise, or fall, at each step. The later of two trends counts
    for the point that they share."""
    steps = np.sign(np.diff(values)).astype(int)
    return _runs(steps, RUN - 1, covers=RUN, size=len(values))


def two_of_three(values: np.ndarray, mean: float, lower: float, upper: float) -> np.ndarray:
    """Points near a limit where two of three in a row are, all three on one side of the mean."""
    side = sides(values, mean)
    reach = NEAR * (upper - mean)
    near = (np.abs(values - mean) > reach) & (outside_limits(values, lower, upper) == 0)
    met = np.zeros(len(values), dtype=int)
    for start in range(len(values) - 2):
        three = slice(start, start + 3)
        if abs(side[three].sum()) == 3 and near[three].sum() >= 2:
            met[three] = np.where(near[three], side[three], met[three])
    return met


def shift(values: np.ndarray, mean: float) -> np.ndarray:
    """Points of seven in a row on one side of the mean."""
    return _runs(sides(values, mean), RUN, covers=RUN, size=len(values))


def _runs(signs: np.ndarray, length: int, *, covers: int, size: int) -> np.ndarray:
    met = np.zeros(size, dtype=int)
    for start in range(len(signs) - length + 1):
        total = signs[start : start + length].sum()
        if abs(total) == length:
            met[start : start + covers] = np.sign(total)
    return met
