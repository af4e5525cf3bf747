"""The intervals of figures: worked out from their parts, or as the publisher gave them."""

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats.intervals import for_method

LIMITS = ["lower_95", "upper_95", "lower_998", "upper_998"]


def exact_events(figures: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """The counts that the values were worked out from: one that is rounded for disclosure is taken
    back to what its rate says, so that everything made of it agrees with the rate."""
    events = figures["numerator"]
    if indicator.hides_small_counts and indicator.method == "rate":
        exact = figures["value"] * figures["denominator"] / indicator.multiplier
        events = exact.round().where(events.notna())
    return events


def with_limits(figures: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Limits from the parts, or the supplied ones."""
    limits = for_method(
        indicator.method,
        exact_events(figures, indicator),
        figures["denominator"],
        multiplier=indicator.multiplier,
        value=figures["value"],
        supplied=figures[LIMITS],
    )
    return figures.assign(**{name: limits[name] for name in LIMITS})
