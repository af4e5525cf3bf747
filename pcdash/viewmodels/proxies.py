"""Figures of other collections beside what practices declare: what goes together, what to ask.

A marker that does not go with a declaration is a question and no finding: either may be right.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.programme import Proxy
from pcdash.errors import NoDataError, UnknownPeriodError
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.findings import WORSE
from pcdash.viewmodels.numbers import is_missing

# Figures without intervals are not tested; then the fifth of practices on the poor side is asked.
SHARE_ASKED, FEWEST_FOR_SHARE = 0.2, 10
FITS, ASK, NONE = "fits", "ask", "none"
RULE = (
    "A marker does not go with an aspect that is declared active or delivered where the practice "
    "is in another category than the marker asks for; where its figure is worse than England's by "
    "more than chance (95%); or, for figures without an interval, where it is in the fifth of the "
    "place's practices on the poor side. Each marker is in its latest period. It then is a "
    "question to ask: the practice, the figure or the choice of the marker may be what is not "
    "right."
)
RULE_SOURCE = "This project's own; that markers call for enquiry: service specification, monitoring"


@dataclass(frozen=True)
class Marker:
    """An indicator beside an aspect, in its latest period: what each practice's figure is.

    `seen` has the figure in words and whether it fits, by practice.
    """

    proxy: Proxy
    indicator: Indicator
    period: str | None
    seen: Mapping[str, tuple[str, str]]

    @property
    def heading(self) -> str:
        """What a table calls it."""
        return f"{self.indicator.title}, {self.period}" if self.period else self.indicator.title

    def text(self, code: str) -> str:
        """The figure of a practice with its unit, or that it has none."""
        return self.seen.get(code, ("[x]", NONE))[0]

    def asks(self, code: str) -> bool:
        """Whether the figure of a practice does not go with an aspect that is there."""
        return self.seen.get(code, ("", NONE))[1] == ASK


def markers_of(context: Context, aspects: Collection[str]) -> tuple[Marker, ...]:
    """The markers of some aspects, in the order of their definitions; those not held too."""
    return tuple(
        context.kept(_marker, one.id)
        for one in context.catalogue.proxies.values()
        if one.aspect in aspects and one.indicator in context.catalogue.indicators
    )


def _marker(context: Context, proxy_id: str) -> Marker:
    proxy = context.catalogue.proxies[proxy_id]
    indicator = context.catalogue.indicators[proxy.indicator]
    period = usual_period(context.holdings, indicator.id)
    if period is None:
        return Marker(proxy, indicator, None, {})
    try:
        found = answer(context, Question(indicator.id, period=period))
    except (NoDataError, UnknownPeriodError):  # held of groups alone
        return Marker(proxy, indicator, None, {})
    return Marker(proxy, indicator, found.period, _seen(found.figures, indicator, proxy))


def _seen(figures: pd.DataFrame, indicator: Indicator, proxy: Proxy) -> dict[str, tuple[str, str]]:
    poor = _poor_side(figures, indicator)
    return {
        row["area_code"]: _one(row, indicator, proxy, row["area_code"] in poor)
        for row in figures.to_dict("records")
    }


def _one(
    row: Mapping[str, Any], indicator: Indicator, proxy: Proxy, is_poor: bool
) -> tuple[str, str]:
    if indicator.method == "category":
        category = row["category"]
        if not isinstance(category, str):
            return "[x]", NONE
        # a category that is no rating says nothing either way
        if indicator.rated and category not in indicator.rated:
            return category, NONE
        return category, FITS if category in proxy.fits else ASK
    text = figure_text(row["value"], indicator, flag=row["flag"])
    if is_missing(row["value"]):
        return text, NONE
    if row["comparison"] != "not_compared":
        return text, ASK if row["comparison"] in WORSE else FITS
    return text, ASK if is_poor else FITS


def _poor_side(figures: pd.DataFrame, indicator: Indicator) -> frozenset[str]:
    """The practices in the fifth on the poor side, where there are enough of them."""
    known = figures[figures["value"].notna()]
    if indicator.method == "category" or len(known) < FEWEST_FOR_SHARE:
        return frozenset()
    is_higher = indicator.polarity == "higher"
    bound = known["value"].quantile(SHARE_ASKED if is_higher else 1 - SHARE_ASKED)
    beyond = known["value"] < bound if is_higher else known["value"] > bound
    return frozenset(known.loc[beyond, "area_code"])


def not_held(markers: Sequence[Marker]) -> tuple[str, ...]:
    """The titles of the markers of which nothing is held."""
    return tuple(one.indicator.title for one in markers if one.period is None)
