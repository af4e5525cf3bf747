"""The interval of a difference, from the intervals of the two figures that differ.

Whether the difference is more than chance is decided by `pcdash.stats.comparison`, as for every
other figure: by where 0 stands in the interval.
"""

import numpy as np
import pandas as pd

from pcdash.stats._inputs import Column, columns, refuse, row_faults


def difference(
    value: Column,
    lower: Column,
    upper: Column,
    before: Column,
    lower_before: Column,
    upper_before: Column,
) -> pd.DataFrame:
    """The difference of two independent figures, with limits by square-and-add.

    With Wilson's limits of two proportions this is Newcombe's hybrid score interval (his method
    10); with Byar's limits of two rates the same construction (MOVER). Both pairs of limits must
    be of one confidence level, which is then that of the result. The same people counted twice
    are not independent: the interval is then wider than it need be.

    Args:
        value, lower, upper: The later figures and their limits, length n, in one unit.
        before, lower_before, upper_before: The earlier ones, in the same unit, same index.

    Returns:
        Frame of length n, index unchanged, columns in this order, in the unit of value:
        * `value`: value − before.
        * `lower`, `upper`: limits, lower ≤ value ≤ upper.
        A row with a missing input is missing throughout.

    Raises:
        MethodInputError: a value outside its own limits, text, infinite values, or columns that
            do not align. All faults are listed at once.

    Source:
        Newcombe RG (1998) Statistics in Medicine 17:873–890, method 10; Zou GY, Donner A (2008)
        Statistics in Medicine 27:1693–1702.

    Example:
        >>> from pcdash.stats.intervals import proportion
        >>> one, two = proportion([56], [70]), proportion([48], [80])
        >>> difference(
        ...     one["value"], one["lower"], one["upper"], two["value"], two["lower"], two["upper"]
        ... ).round(4).to_dict("list")
        {'value': [0.2], 'lower': [0.0524], 'upper': [0.3339]}
    """
    index, given = columns(
        value=value,
        lower=lower,
        upper=upper,
        before=before,
        lower_before=lower_before,
        upper_before=upper_before,
    )
    a, b = given["value"], given["before"]
    checks = {
        "a value is outside its own limits": (a < given["lower"]) | (a > given["upper"]),
        "an earlier value is outside its own limits": (
            (b < given["lower_before"]) | (b > given["upper_before"])
        ),
    }
    refuse(row_faults(index, checks, given), what="The figures that differ")
    known = ~np.isnan(sum(given.values()))
    gap = np.where(known, a - b, np.nan)
    down = np.hypot(a - given["lower"], given["upper_before"] - b)
    up = np.hypot(given["upper"] - a, b - given["lower_before"])
    return pd.DataFrame({"value": gap, "lower": gap - down, "upper": gap + up}, index=index)
