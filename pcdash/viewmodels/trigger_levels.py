"""The trigger values of a place: which hold in a period, and those a spine marks."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from pcdash.definitions.aims import TriggerLevel
from pcdash.definitions.periods import parse_period
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.context import Context


def level_ticks(context: Context) -> pd.DataFrame:
    """The trigger values of the place, for a spine: `indicator_id`, `level_1`, `level_2`."""
    return pd.DataFrame(
        [
            {"indicator_id": one.indicator, "level_1": one.level_1, "level_2": one.level_2}
            for one in levels_of(context).values()
        ],
        columns=["indicator_id", "level_1", "level_2"],
    )


def levels_of(context: Context, period: str | None = None) -> Mapping[str, TriggerLevel]:
    """The levels of the place in a period, or the latest, by indicator, in their order."""
    own = [
        one
        for one in context.catalogue.trigger_levels.values()
        if one.place == context.inside.place_id and period in (None, one.period or period)
    ]
    # One of the period stands above one that holds for all.
    own.sort(key=lambda one: parse_period(one.period).end if one.period else date.min)
    found = {one.indicator: one for one in own}
    listed = in_order(
        context.catalogue.indicators[one] for one in found if one in context.catalogue.indicators
    )
    return {one.id: found[one.id] for one in listed}
