"""How a place has stood against England over its periods, and since when it stands as it does."""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.stats.comparison import compare
from pcdash.viewmodels import words
from pcdash.viewmodels.limits import LIMITS
from pcdash.viewmodels.marks import breaks_between
from pcdash.viewmodels.series import alike


def verdicts_of(rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """The verdict of each period of one indicator against England, by the one engine.

    Args:
        rows: Rows of one indicator, as `Context.series_of` has them, in order.
    """
    return compare(
        rows["value"],
        *(rows[name] for name in LIMITS),
        rows["england_value"],
        polarity=indicator.polarity,
    )


def verdicts_of_each(rows: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """The verdict of each row against England, whatever indicator each is of."""
    parts = alike(rows, catalogue, lambda one: one.polarity)
    made = [verdicts_of(part, one) for part, one in parts]
    return pd.concat(made).reindex(rows.index) if made else pd.Series(index=rows.index, dtype="str")


def since_when(rows: pd.DataFrame, indicator: Indicator) -> str:
    """The period from which on the place has stood as it does: "worse since 2016/17".

    Empty where the latest figure is not compared, or is the only one that is. The 95% and the
    99.8% level count as one verdict. A period that is not compared, or a break, ends the search.
    """
    found = [words.VERDICTS[one].adjective for one in verdicts_of(rows, indicator)]
    if len(found) < 2 or found[-1] == "not compared":
        return ""
    first = len(found) - 1
    ends = [one.date() for one in rows["end_date"]]
    while (
        first > 0
        and found[first - 1] == found[-1]
        and not breaks_between(indicator, ends[first - 1], ends[first])
    ):
        first -= 1
    if first == len(found) - 1:
        return f"{found[-1]} now, {found[-2]} in {rows['period'].iloc[-2]}"
    return f"{found[-1]} since {rows['period'].iloc[first]}"
