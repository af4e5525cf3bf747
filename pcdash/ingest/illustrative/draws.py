"""Pseudo-random numbers that come out the same, bit for bit, on every platform.

Only the generator's own doubles and additions, multiplications, divisions and square roots are
used: an exponential, a sine or a normal variate may differ in its last digit from one machine to
the next, and one such digit may turn a rounded count.
"""

import math
import zlib

import numpy as np

SEED = 2016
# Four uniform numbers added together have variance 4/12: this makes it 1.
_UNIT = math.sqrt(3.0)


class Draws:
    """A stream of numbers that depends on its name alone, never on what was drawn elsewhere.

    So an indicator that is added to the catalogue changes no figure of another.
    """

    def __init__(self, name: str) -> None:
        seed = np.random.SeedSequence([SEED, zlib.crc32(name.encode("utf-8"))])
        self._generator = np.random.Generator(np.random.PCG64(seed))

    def uniform(self, *shape: int) -> np.ndarray:
        """Numbers from 0 up to 1."""
        return self._generator.random(shape)

    def spread(self, *shape: int) -> np.ndarray:
        """Numbers around 0 with variance 1, bell-shaped, never beyond ±3.5."""
        parts = self.uniform(4, *shape)
        return ((parts[0] + parts[1]) + (parts[2] + parts[3]) - 2.0) * _UNIT


def whole(values: np.ndarray) -> np.ndarray:
    """The nearest whole numbers, halves upwards, as floats."""
    return np.floor(values + 0.5)
