"""A definition for a Fingertips indicator that nobody has defined here, from its own rows.

How a value follows from count and denominator is found by trying; what only a person can say
(which way is better, why it matters) is left open, and the definition says that it is so.
"""

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period

CAVEAT = "fingertips_undefined"
# What OHID multiplies by, and how it calls the result.
UNITS = {
    1: "ratio",
    100: "%",
    1_000: "per 1,000",
    10_000: "per 10,000",
    100_000: "per 100,000",
}
# Values are rounded in some exports, so one row in a hundred may miss by more than this.
TOLERANCE = 0.005
NEEDED_SHARE = 0.99


def multiplier_of(rows: pd.DataFrame) -> int | None:
    """What numerator / denominator is multiplied by to give the value; None if nothing fits."""
    known = rows[(rows["numerator"] > 0) & (rows["denominator"] > 0) & rows["value"].notna()]
    if known.empty:
        return None
    expected = known["numerator"] / known["denominator"]
    for multiplier in UNITS:
        is_near = (known["value"] / (multiplier * expected) - 1).abs() <= TOLERANCE
        if is_near.mean() >= NEEDED_SHARE:
            return multiplier
    return None


def described(rows: pd.DataFrame) -> Indicator:
    """The definition that the rows of one indicator allow.

    Args:
        rows: `Indicator ID`, `Indicator Name`, `period`, `numerator`, `denominator` and `value`
            of one indicator, at least one row.
    """
    number, title = rows["Indicator ID"].iloc[0], rows["Indicator Name"].iloc[0]
    multiplier = multiplier_of(rows)
    periods = [parse_period(label) for label in rows["period"]]
    kinds = pd.Series([period.kind for period in periods])
    return Indicator(
        id=f"fingertips_{number}",
        title=title,
        domain="From Fingertips",
        numerator="The count that OHID publishes"
        if multiplier
        else "The value that OHID publishes",
        denominator="The denominator that OHID publishes" if multiplier else None,
        unit=UNITS.get(multiplier, "value"),
        decimals=1,
        multiplier=multiplier or 1,
        method=_method(rows, multiplier),
        polarity="none",
        frequency=kinds.mode().iloc[0],
        source="ohid_fingertips",
        why_it_matters="Nobody has yet written here why this indicator matters.",
        caveats=(CAVEAT,),
        aggregation="sum" if multiplier else "none",
        fingertips_id=int(number),
        owner="BI team",
        checked_by="Nobody yet",
        # Due at once: it has never been checked.
        next_review=max(period.end for period in periods),
    )


def _method(rows: pd.DataFrame, multiplier: int | None) -> str:
    if multiplier is None:
        return "mean"
    is_part = (rows["numerator"] <= rows["denominator"]) | rows["numerator"].isna()
    if multiplier == 100 and is_part.all():
        return "proportion"
    return "rate" if multiplier >= 1_000 else "ratio"
