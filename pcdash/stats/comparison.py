"""The one engine that decides how a figure compares with a benchmark.

Chart, table, sentence, download and report all read its verdict; none decides for itself. The
words for a verdict belong to the view-models, its colour and shape to `pcdash.charts.theme`.
"""

import numpy as np
import pandas as pd

from pcdash.stats._inputs import Column, columns, refuse, row_faults
from pcdash.stats._limits import z
from pcdash.stats._supplied import VALUE_TOLERANCE

NOT_COMPARED = "not_compared"
SIMILAR = "similar"
POLARITIES = ("higher", "lower", "none")
# Every verdict, best or highest first; a polarity uses one of the two families.
JUDGED = ("better_998", "better_95", SIMILAR, "worse_95", "worse_998")
UNJUDGED = ("higher_998", "higher_95", SIMILAR, "lower_95", "lower_998")
VERDICTS = (*dict.fromkeys(JUDGED + UNJUDGED), NOT_COMPARED)
# What standing above or below the benchmark means, by polarity (which direction is good).
_ABOVE = {"higher": "better", "lower": "worse", "none": "higher"}
_BELOW = {"higher": "worse", "lower": "better", "none": "lower"}


def compare(
    value: Column,
    lower_95: Column,
    upper_95: Column,
    lower_998: Column,
    upper_998: Column,
    benchmark: Column,
    *,
    polarity: str,
) -> pd.Series:
    """How each value compares with its benchmark, by where the benchmark stands in its interval.

    Inside the 95% interval, or equal to one of its limits: `similar`. Between the 95% and the
    99.8% interval, or equal to a limit of the latter: the verdict at 95%. Beyond: at 99.8%. Where
    the 99.8% limits are missing, the verdict at 95% is the most that can be said. A missing
    value, benchmark or 95% limit gives `not_compared`, so a row is kept out of a comparison with
    itself by giving it no benchmark.

    Args:
        value: The figures, length n.
        lower_95, upper_95, lower_998, upper_998: Their limits, in the unit of value, same index.
        benchmark: What to compare with, in the unit of value: one number for all rows, or a
            column of length n; missing where there is none.
        polarity: `higher` or `lower`, whichever is better, or `none`.

    Returns:
        Series of text named `comparison`, length n, index unchanged: one of `better_998,
        better_95, similar, worse_95, worse_998, not_compared`, or where polarity is `none` of
        `higher_998, higher_95, similar, lower_95, lower_998, not_compared`.

    Raises:
        MethodInputError: an unknown polarity, a lower limit above its upper limit, a value
            outside its 95% limits by more than 1% of itself, 99.8% limits that do not hold the
            95% limits, text, infinite values, or columns that do not align. All at once.

    Source:
        OHID Fingertips technical guidance, "Compared to benchmark"; shared/methods.md. The same
        verdict as PHEindicatormethods 2.1.1 `assign_funnel_significance`: checked against
        shared/vectors/07b and 08.

    Example:
        >>> compare([6.1, 4.2], [5.2, 3.0], [7.2, 4.6], [4.8, 2.7], [7.7, 5.1], 4.7,
        ...         polarity="lower").tolist()
        ['worse_998', 'better_95']
    """
    index, given = columns(
        value=value,
        lower_95=lower_95,
        upper_95=upper_95,
        lower_998=lower_998,
        upper_998=upper_998,
        benchmark=benchmark,
    )
    refuse(_faults(index, given, polarity), what="The comparison")
    low, high, aim = given["lower_95"], given["upper_95"], given["benchmark"]
    known = ~np.isnan(given["value"] + low + high + aim)
    above, below = aim < low, aim > high
    verdict = np.select(
        [
            ~known,
            above & (aim < given["lower_998"]),
            above,
            below & (aim > given["upper_998"]),
            below,
        ],
        [
            NOT_COMPARED,
            f"{_ABOVE[polarity]}_998",
            f"{_ABOVE[polarity]}_95",
            f"{_BELOW[polarity]}_998",
            f"{_BELOW[polarity]}_95",
        ],
        default=SIMILAR,
    )
    return pd.Series(verdict, index=index, name="comparison", dtype="str")


def compare_scores(score: Column, *, polarity: str) -> pd.Series:
    """How each value compares with an average, by its standard deviations away from it.

    Args:
        score: Standard deviations above the average, length n; missing where nothing is known.
        polarity: `higher` or `lower`, whichever is better, or `none`.

    Returns:
        Series of text named `comparison`, length n, index unchanged, as `compare` gives it: the
        verdict at 95% beyond 1.959964 either way, at 99.8% beyond 3.090232.

    Raises:
        MethodInputError: an unknown polarity, text, or infinite values.

    Source:
        As `compare`; for a funnel whose limits are adjusted, Spiegelhalter DJ (2005).

    Example:
        >>> compare_scores([0.5, 2.0, -4.0], polarity="lower").tolist()
        ['similar', 'worse_95', 'better_998']
    """
    index, given = columns(score=score)
    faults = [] if polarity in POLARITIES else [_unknown(polarity)]
    refuse(faults, what="The comparison")
    found = given["score"]
    verdict = np.select(
        [
            np.isnan(found),
            found > z(0.998),
            found > z(0.95),
            found < -z(0.998),
            found < -z(0.95),
        ],
        [
            NOT_COMPARED,
            f"{_ABOVE[polarity]}_998",
            f"{_ABOVE[polarity]}_95",
            f"{_BELOW[polarity]}_998",
            f"{_BELOW[polarity]}_95",
        ],
        default=SIMILAR,
    )
    return pd.Series(verdict, index=index, name="comparison", dtype="str")


def _unknown(polarity: str) -> str:
    return f"polarity is {polarity!r}, expected one of {POLARITIES}"


def _faults(index: pd.Index, given: dict[str, np.ndarray], polarity: str) -> list[str]:
    faults = []
    if polarity not in POLARITIES:
        faults.append(_unknown(polarity))
    value = given["value"]
    # Published values are rounded, and so may stand just outside a narrow interval.
    slack = VALUE_TOLERANCE * np.abs(value)
    return faults + row_faults(
        index,
        {
            "a lower limit is above its upper limit": (
                (given["lower_95"] > given["upper_95"]) | (given["lower_998"] > given["upper_998"])
            ),
            "a value is outside its own 95% limits": (
                (value < given["lower_95"] - slack) | (value > given["upper_95"] + slack)
            ),
            "the 99.8% limits do not hold the 95% limits": (
                (given["lower_998"] > given["lower_95"]) | (given["upper_998"] < given["upper_95"])
            ),
        },
        {name: array for name, array in given.items() if name != "benchmark"},
    )
