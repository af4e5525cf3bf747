"""A series without holes in its time: a row a period, and the places where figures break."""

from collections.abc import Sequence

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import Period, between, parse_period
from pcdash.viewmodels.labelled import Mark
from pcdash.viewmodels.marks import breaks_between

Broken = tuple[int, Mark, str]  # the position, the mark and the reason of a break


def rows_of(held: pd.DataFrame, indicator: Indicator) -> tuple[pd.DataFrame, tuple[Broken, ...]]:
    """The rows of one indicator of one place, from its first period to its last.

    Args:
        held: Rows with `period`, in order, as `Context.series_of` has them.

    Returns:
        A row a period with the columns of `held` and `date`, the end of the period; a period of
        which nothing is held has missing values. And where comparability breaks.
    """
    first, last = parse_period(held["period"].iloc[0]), parse_period(held["period"].iloc[-1])
    periods = between(first, last)
    rows = held.set_index("period").reindex([one.label for one in periods])
    rows.index.name = "period"
    rows = rows.reset_index().assign(date=[one.end for one in periods])
    return rows, tuple(_breaks(indicator, periods))


def _breaks(indicator: Indicator, periods: Sequence[Period]) -> list[Broken]:
    found = []
    for mark, reason in breaks_between(indicator, periods[0].end, periods[-1].end):
        place = next(at for at, one in enumerate(periods) if one.end >= mark.date)
        found.append((place, mark, reason))
    return found
