"""How far each of some areas lies from their average, when it is known how they spread.

The one answer that the funnel and the signals read. Rows are areas with `value`, `numerator`,
`denominator` and limits, none of the first three missing; what is drawn of them is the funnel's.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats import funnel as limits
from pcdash.stats.comparison import compare, compare_scores
from pcdash.stats.funnel import Overdispersion
from pcdash.stats.rate_funnel import rate_overdispersion, rate_z
from pcdash.viewmodels.limits import LIMITS, exact_events

METHODS = ("proportion", "rate")  # those whose counts say how far chance may move a figure


@dataclass(frozen=True)
class Spread:
    """Areas with the `score` of each, in adjusted standard deviations from their average."""

    rows: pd.DataFrame
    found: Overdispersion
    is_adjusted: bool


def has_counts(rows: pd.DataFrame) -> pd.Series:
    """Whether each row has all that its place in a funnel is worked out from."""
    parts = rows[["value", "numerator", "denominator"]].notna().all(axis=1)
    return parts & (rows["denominator"] > 0)


def spread_of(rows: pd.DataFrame, indicator: Indicator, *, adjusts: bool = True) -> Spread:
    """Areas with how far each lies from the average of all.

    Args:
        adjusts: Whether limits are widened where areas differ by more than chance.
    """
    events, people = exact_events(rows, indicator), rows["denominator"]
    found = _overdispersion(indicator, events, people)
    if not adjusts:
        found = replace(found, tau_squared=0.0)
    score = _scores(indicator, found, events, people)
    is_adjusted = bool(found.phi > 1 and found.tau_squared > 0)
    return Spread(rows.assign(score=score), found, is_adjusted)


def verdicts_of(spread: Spread, rows: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """The verdict on some rows of a spread, which have their limits."""
    if spread.is_adjusted:
        return compare_scores(rows["score"], polarity=indicator.polarity)
    average = spread.found.average * indicator.multiplier
    limits_of_each = (rows[name] for name in LIMITS)
    return compare(rows["value"], *limits_of_each, average, polarity=indicator.polarity)


def _overdispersion(indicator: Indicator, events: pd.Series, people: pd.Series) -> Overdispersion:
    if indicator.method == "rate":
        return rate_overdispersion(events, people)
    return limits.overdispersion(events, people)


def _scores(
    indicator: Indicator, found: Overdispersion, events: pd.Series, people: pd.Series
) -> pd.Series:
    if indicator.method == "proportion":
        return limits.proportion_z(found, events, people)
    if found.average > 0:
        return rate_z(found, events, people)
    return pd.Series(np.nan, index=events.index)
