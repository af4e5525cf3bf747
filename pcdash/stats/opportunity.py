"""What would change if practices moved to a level, and how few of them make up a difference.

Descriptions in events and people, not tests: they say nothing of chance.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.stats._inputs import LARGEST_COUNT, Column, columns, refuse, row_faults

POLARITIES = ("higher", "lower")


@dataclass(frozen=True)
class Contribution:
    """How a difference from a benchmark is spread over practices.

    Attributes:
        rows: A row a practice with both counts, the largest excess first (ties in the order
            given): `excess` (events on the bad side of the benchmark, 0 or more) and
            `cumulative_share` (0–1 of all excess; missing where there is none).
        total: The excess of all practices, in events.
        half: How many of the first practices account for half of it, 0 where there is none.
    """

    rows: pd.DataFrame
    total: float
    half: int


@dataclass(frozen=True)
class Change:
    """A change of events between two periods in its parts, in events; they sum to `total`.

    Attributes:
        total: Events after less events before.
        rate: From each practice's own rate, at its mean list of the two periods.
        size: From the growth of all lists together, at the mean overall rate of the two periods.
        mix: From lists that moved between practices of different rates.
    """

    total: float
    rate: float
    size: float
    mix: float


def to_level(numerator: Column, denominator: Column, level: float, *, polarity: str) -> pd.Series:
    """By how many events each practice would change if it moved to a level.

    Args:
        numerator: Events or people with the outcome, 0 or more, length n.
        denominator: People who could have it, above 0.
        level: Events for each of the denominator, 0 or more: 0.75 for 75%.
        polarity: What is better, higher or lower. A practice at the level or better stays.

    Returns:
        Series named `events`, length n, index unchanged: positive for more events, negative for
        fewer, 0 for a practice that stays; missing for a missing input.

    Raises:
        MethodInputError: a negative count, a denominator of 0 or less, a level below 0, an unknown
            polarity, text, infinite values, or columns that do not align. All at once.

    Source:
        This project's own method.

    Example:
        >>> to_level([50, 80], [100, 100], 0.75, polarity="higher").tolist()
        [25.0, 0.0]
    """
    index, x, n = _counts(numerator, denominator, {"level": level}, polarity)
    gap = level * n - x
    better = np.maximum if polarity == "higher" else np.minimum
    return pd.Series(better(gap, 0.0) + 0.0, index=index, name="events")


def contribution(
    numerator: Column, denominator: Column, benchmark: float, *, polarity: str
) -> Contribution:
    """How few practices account for how much of the excess over a benchmark.

    Args:
        numerator: Events or people with the outcome, 0 or more, length n.
        denominator: People who could have it, above 0.
        benchmark: Events for each of the denominator, 0 or more.
        polarity: What is better: with higher, the excess is what is lacking.

    Returns:
        The excess of each practice and of all; practices that miss an input are left out.

    Raises:
        MethodInputError: as `to_level`.

    Source:
        This project's own method.

    Example:
        >>> found = contribution([30, 60, 5], [100, 100, 100], 0.2, polarity="lower")
        >>> found.total, found.half, found.rows["excess"].tolist()
        (50.0, 1, [40.0, 10.0, 0.0])
    """
    index, x, n = _counts(numerator, denominator, {"benchmark": benchmark}, polarity)
    over = x - benchmark * n if polarity == "lower" else benchmark * n - x
    excess = pd.Series(np.maximum(over, 0.0) + 0.0, index=index, name="excess").dropna()
    excess = excess.sort_values(ascending=False, kind="stable")
    total = float(excess.sum())
    if not total > 0:
        return Contribution(excess.to_frame().assign(cumulative_share=np.nan), 0.0, 0)
    share = (excess.cumsum() / total).clip(upper=1.0)
    half = int((excess.cumsum() < total / 2).sum()) + 1
    return Contribution(pd.DataFrame({"excess": excess, "cumulative_share": share}), total, half)


def decompose(before: pd.DataFrame, after: pd.DataFrame) -> Change:
    """What a change of events between two periods comes from: rate, list size or mix.

    Args:
        before, after: A row a practice, the same index, columns `numerator` (events, 0 or more)
            and `denominator` (people, above 0).

    Returns:
        The parts in events, which sum to the change. A practice that misses an input in either
        period is left out of all of them.

    Raises:
        MethodInputError: a negative count, a denominator of 0 or less, text, infinite values, or
            indexes that differ. All faults of a period are listed at once.

    Source:
        Kitagawa EM (1955) JASA 50:1168–1194.

    Example:
        >>> made = decompose(
        ...     pd.DataFrame({"numerator": [10, 40], "denominator": [100, 100]}),
        ...     pd.DataFrame({"numerator": [20, 40], "denominator": [100, 100]}),
        ... )
        >>> made.total, made.rate, made.size, made.mix
        (10.0, 10.0, 0.0, 0.0)
    """
    if not before.index.equals(after.index):
        refuse(["the two periods differ in their practices"])
    (_, x0, n0), (_, x1, n1) = (
        _counts(period["numerator"], period["denominator"], {}, "lower")
        for period in (before, after)
    )
    known = ~np.isnan(x0 + n0 + x1 + n1)
    if not known.any():
        return Change(0.0, 0.0, 0.0, 0.0)
    x0, n0, x1, n1 = x0[known], n0[known], x1[known], n1[known]
    rates = (x0 / n0 + x1 / n1) / 2
    share_before, share_after = n0 / n0.sum(), n1 / n1.sum()
    people = (n0.sum() + n1.sum()) / 2
    mean_overall = ((share_before + share_after) / 2) @ rates
    of_rate = float((n0 + n1) / 2 @ (x1 / n1 - x0 / n0))
    of_mix = float(people * (share_after - share_before) @ rates)
    return Change(
        total=float(x1.sum() - x0.sum()),
        rate=of_rate,
        size=float((n1.sum() - n0.sum()) * mean_overall),
        mix=of_mix,
    )


def _counts(
    numerator: Column, denominator: Column, levels: dict[str, float], polarity: str
) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    index, given = columns(numerator=numerator, denominator=denominator)
    x, n = given["numerator"], given["denominator"]
    faults = [
        f"the {name} is {level!r}, expected a number from 0"
        for name, level in levels.items()
        if not (isinstance(level, (int, float)) and 0 <= level < np.inf)
    ]
    if polarity not in POLARITIES:
        faults.append(f"polarity is {polarity!r}, expected one of {', '.join(POLARITIES)}")
    checks = {
        "a numerator is below 0": x < 0,
        "a denominator is not above 0": n <= 0,
        "a count is too large to be exact": np.maximum(x, n) > LARGEST_COUNT,
    }
    refuse(faults + row_faults(index, checks, given), what="The counts")
    return index, x, n
