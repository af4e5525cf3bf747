"""The intervals of figures: worked out from their parts, or as the publisher gave them."""

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats.intervals import for_method

LIMITS = ["lower_95", "upper_95", "lower_998", "upper_998"]


def with_limits(figures: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Limits from the parts, or the supplied ones. A count rounded for disclosure is taken back
    to the one that its rate was worked out from, so that interval and rate agree."""
    events = figures["numerator"]
    if indicator.suppression == "hospital_counts" and indicator.method == "rate":
        exact = figures["value"] * figures["denominator"] / indicator.multiplier
        events = exact.round().where(events.notna())
    limits = for_method(
        indicator.method,
        events,
        figures["denominator"],
        multiplier=indicator.multiplier,
        value=figures["value"],
        supplied=figures[LIMITS],
    )
    return figures.assign(**{name: limits[name] for name in LIMITS})
