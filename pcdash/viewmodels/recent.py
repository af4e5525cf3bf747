"""The recent trend of an annual series in words: direction, whether that is good, and the rule."""

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.stats.trend import (
    NOT_CALCULATED,
    SIGNIFICANT_ABOVE,
    YEARS,
    RecentTrend,
    recent_trend,
    recent_trend_of_rates,
)
from pcdash.viewmodels import words
from pcdash.viewmodels.marks import breaks_between
from pcdash.viewmodels.numbers import is_missing, number_text

RECENT_SOURCE = "OHID Fingertips, recent trends; checked against shared reference results."
_GETTING = {
    ("increasing", "higher"): "getting better",
    ("increasing", "lower"): "getting worse",
    ("decreasing", "higher"): "getting worse",
    ("decreasing", "lower"): "getting better",
}


def recent_of(rows: pd.DataFrame, indicator: Indicator) -> RecentTrend:
    """The recent trend of a series.

    Args:
        rows: A row a period in order, with `period`, `numerator`, `denominator`, `value`,
            `lower_95` and `upper_95`; a gap is a missing value or no row.

    Returns:
        Not calculated for anything but annual figures, or with a gap or a break within the last
        years.
    """
    rows = rows.tail(YEARS)
    if indicator.frequency not in ("year", "calendar") or not _is_unbroken(rows):
        return NOT_CALCULATED
    if _has_break(rows, indicator):
        return NOT_CALCULATED
    if indicator.method == "proportion" and rows["denominator"].notna().all():
        return recent_trend(rows["numerator"], rows["denominator"])
    if rows["lower_95"].notna().all():
        return recent_trend_of_rates(rows["value"], rows["lower_95"], rows["upper_95"])
    return NOT_CALCULATED


def recent_words(direction: str, indicator: Indicator) -> str:
    """A direction in words: "increasing, getting better"."""
    getting = _GETTING.get((direction, indicator.polarity))
    said = words.TRENDS[direction]
    return f"{said}, {getting}" if getting else said


def recent_rule(rows: pd.DataFrame, indicator: Indicator, found: RecentTrend) -> str:
    """The rule behind the direction, with its numbers."""
    test = (
        f"The last {YEARS} years without a gap are tested for a trend (χ² with one degree of "
        f"freedom, above {number_text(SIGNIFICANT_ABOVE, decimals=2)}, and of one sign whichever "
        "year is left out)."
    )
    if not is_missing(found.chi_squared):
        return f"{test} Here χ² is {number_text(found.chi_squared, decimals=2)}."
    held = int(rows["value"].tail(YEARS).notna().sum())
    if _has_break(rows.tail(YEARS), indicator):
        return f"{test} Here figures are not comparable across a change within these years."
    if indicator.frequency not in ("year", "calendar"):
        return f"{test} Here the figures are not annual."
    if held < YEARS:
        return f"{test} Here {held} of the last {YEARS} years are held."
    return f"{test} Here the figures have no counts or intervals, or stand at none or all."


def _is_unbroken(rows: pd.DataFrame) -> bool:
    if len(rows) < YEARS:
        return False
    first, last = (parse_period(rows["period"].iloc[at]).end.year for at in (0, -1))
    return last - first == YEARS - 1


def _has_break(rows: pd.DataFrame, indicator: Indicator) -> bool:
    if rows.empty:
        return False
    ends = (parse_period(rows["period"].iloc[at]).end for at in (0, -1))
    return bool(breaks_between(indicator, *ends))
