"""One indicator over time, place by place, all on one scale."""

from dataclasses import dataclass

import pandas as pd

from pcdash.errors import NoChartError
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.histories import History, history_of
from pcdash.viewmodels.places import own_name
from pcdash.viewmodels.series import series_of_each

FEWEST = 2  # figures, for a line
SHOWN = ["value", "lower_95", "upper_95", "ccg_value", "england_value"]


@dataclass(frozen=True)
class MultiplesView:
    """The histories of some places, by code, and the scale that all share."""

    title: str
    histories: tuple[tuple[str, History], ...]
    domain: tuple[float, float]
    without: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The places that have a history."""
        return tuple(code for code, _ in self.histories)

    def history_of(self, code: str) -> History:
        """The history of one of them."""
        return dict(self.histories)[code]


def build_multiples(
    context: Context, places: tuple[tuple[str, str], ...], indicator_id: str
) -> MultiplesView:
    """The histories of some places on one indicator.

    Args:
        places: The code and name of each, in the order to be shown.

    Raises:
        NoChartError: none of them has two figures of it.
    """
    indicator = context.catalogue.indicator(indicator_id)
    every = series_of_each(
        context.snapshot, context.catalogue, [code for code, _ in places], indicator_id
    )
    found, without, values = [], [], []
    for code, name in places:
        own = every.get(code)
        if own is None or own["value"].notna().sum() < FEWEST:
            without.append(name)
            continue
        found.append((code, history_of(own, indicator, own_name(context, code), name)))
        values.append(own.loc[own["value"].notna(), SHOWN].to_numpy().ravel())
    if not found:
        raise NoChartError(
            f"No place here has two figures of {indicator.title!r}, which a line over time needs. "
            "Choose another indicator."
        )
    known = pd.Series([value for part in values for value in part]).dropna()
    room = 0.08 * (known.max() - known.min()) or abs(known.max()) * 0.1 or 0.5
    low = known.min() - room
    return MultiplesView(
        title=indicator.title,
        histories=tuple(found),
        domain=(max(low, 0.0) if known.min() >= 0 else low, float(known.max() + room)),
        without=tuple(without),
    )
