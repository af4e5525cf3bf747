"""Practice triggers: which level of an outcome standard a figure raises, and what many add up to.

The levels are data of a year; the categories other than "review identified" have no published
thresholds, so that those come from the caller.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.stats._inputs import Column, columns, refuse

LEVELS = (0, 1, 2)  # none raised, level 1, level 2
POLARITIES = ("higher", "lower")


@dataclass(frozen=True)
class Threshold:
    """From how many triggers on a practice is in a category: either number is enough.

    Attributes:
        category: Its name, as it is shown.
        triggers: At least so many of either level, 0 or more.
        at_level_2: At least so many of level 2; None where that alone is never enough.
    """

    category: str
    triggers: int
    at_level_2: int | None = None


# The one that is published (general practice outcome standards).
REVIEW_IDENTIFIED = Threshold("review identified", triggers=9, at_level_2=3)


def level_raised(value: Column, level_1: Column, level_2: Column, *, polarity: str) -> pd.Series:
    """The trigger that each figure raises: the more severe, and one at most.

    Args:
        value: Figures in any unit, length n.
        level_1, level_2: Trigger values in that unit, level 2 the further from the good side; a
            missing one was not published.
        polarity: What is better, higher or lower.

    Returns:
        Series named `level` of whole numbers 0, 1 or 2, length n, index unchanged. A figure on a
        trigger value raises it. Missing for a missing value, and where neither level is known.

    Raises:
        MethodInputError: a level 2 on the good side of its level 1, an unknown polarity, text,
            infinite values, or columns that do not align. All faults are listed at once.

    Source:
        NHS England, general practice outcome standards: trigger levels.

    Example:
        >>> level_raised([80.0, 68.0, 55.0], 70.0, 60.0, polarity="higher").tolist()
        [0, 1, 2]
    """
    index, given = columns(value=value, level_1=level_1, level_2=level_2)
    faults = []
    if polarity not in POLARITIES:
        faults.append(f"polarity is {polarity!r}, expected one of {', '.join(POLARITIES)}")
    sign = -1.0 if polarity == "lower" else 1.0
    y, first, second = (sign * one for one in given.values())
    if (second > first).any():
        faults.append("a level 2 is on the good side of its level 1")
    refuse(faults, what="The trigger values")
    level = np.select([y <= second, y <= first], [2.0, 1.0], 0.0)
    level[np.isnan(y) | (np.isnan(first) & np.isnan(second))] = np.nan
    return pd.Series(level, index=index, name="level").astype("Int64")


def practice_category(
    triggers: pd.DataFrame, *, thresholds: Iterable[Threshold] = (REVIEW_IDENTIFIED,)
) -> pd.DataFrame:
    """The category of each practice by the triggers that it raises.

    Args:
        triggers: A row a practice, a column an indicator, each 0, 1 or 2 as `level_raised` gives
            them; a missing one is not available.
        thresholds: The categories, most severe first. A practice that reaches none is in none.

    Returns:
        Frame with a row a practice, index unchanged: `triggers` and `at_level_2` (how many are
        raised), `available` (of how many indicators), and `category` (text, missing where no
        threshold is reached or nothing is available).

    Raises:
        MethodInputError: a trigger that is not 0, 1 or 2, or a threshold below 0.

    Source:
        NHS England, general practice outcome standards: nine or more triggers, or three or more
        at level 2, are "review identified".

    Example:
        >>> raised = pd.DataFrame([[2, 2, 2], [1, 0, None]], columns=["gpos_1", "gpos_2", "gpos_3"])
        >>> practice_category(raised)["category"].fillna("-").tolist()
        ['review identified', '-']
    """
    listed = tuple(thresholds)
    levels = triggers.astype("Float64").to_numpy(float, na_value=np.nan)
    faults = [
        f"the threshold of {one.category!r} is below 0"
        for one in listed
        if min(one.triggers, one.at_level_2 or 0) < 0
    ]
    if not np.isin(levels[~np.isnan(levels)], LEVELS).all():
        faults.append("a trigger is not 0, 1 or 2")
    refuse(faults, what="The triggers")
    counted = pd.DataFrame(
        {
            "triggers": (levels >= 1).sum(axis=1),
            "at_level_2": (levels == 2).sum(axis=1),
            "available": (~np.isnan(levels)).sum(axis=1),
        },
        index=triggers.index,
    )
    category = pd.Series(pd.NA, index=triggers.index, dtype="str")
    for one in reversed(listed):
        reached = counted["triggers"] >= one.triggers
        if one.at_level_2 is not None:
            reached |= counted["at_level_2"] >= one.at_level_2
        category = category.mask(reached & (counted["available"] > 0), one.category)
    return counted.assign(category=category)
