"""What a few places have in common: indicators of which two or more have a figure in one period."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.errors import NoChartError
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.locality import COMPARABLE
from pcdash.viewmodels.topics import Topics, topics_of
from pcdash.viewmodels.verdicts import verdicts_of

FEWEST, MOST = 2, 4
# Kinds of group to begin with, the largest first.
USUAL = ("CCG", "Borough", "Locality", "PCN")


@dataclass(frozen=True)
class Shared:
    """An indicator in the latest of the periods that most of the places have.

    `rows` has a row a place that has any, by code: the columns of `Context.series_of`, and
    `comparison`, which is against England.
    """

    indicator: Indicator
    period: str
    rows: pd.DataFrame


def usual_places(context: Context) -> tuple[str, ...]:
    """The places to begin with: the largest groups of which two or more have figures in common."""
    known = context.inside
    for kind in USUAL:
        of_kind = [code for code in known.areas.codes if known.kinds.get(code) == kind]
        found = _in_common(context, of_kind) if len(of_kind) >= FEWEST else ()
        if len(found) >= FEWEST:
            return found[:MOST]
    return known.practices.codes[:FEWEST]


def _in_common(context: Context, codes: Sequence[str]) -> tuple[str, ...]:
    """Those of some places that have figures where most of them have."""
    valued = (one.rows.index[one.rows["value"].notna()] for one in shared_by(context, codes))
    having = {code for held in valued for code in held}
    return tuple(code for code in codes if code in having)


def build_topics(context: Context, codes: tuple[str, ...]) -> Topics:
    """The subjects on which at least two of the places have figures.

    Raises:
        NoChartError: there are too few or too many, or they have no indicator in common.
    """
    require_places(codes)
    found = [one.indicator.id for one in shared_by(context, codes)]
    if not found:
        raise NoChartError(
            "No indicator has a figure of two of these places in one period. Choose others."
        )
    return topics_of(context.catalogue, found)


def require_places(codes: Sequence[str]) -> None:
    """Refuse fewer places than can be compared, and more than can be read.

    Raises:
        NoChartError: says what to do.
    """
    if len(codes) < FEWEST:
        raise NoChartError("Choose another place to compare with.")
    if len(codes) > MOST:
        raise NoChartError(f"Choose {MOST} places at most: more are not legible side by side.")


def shared_by(
    context: Context, codes: Sequence[str], wanted: set[str] | None = None
) -> tuple[Shared, ...]:
    """The indicators that at least two of the places have in one period, by subject and title.

    Args:
        wanted: The indicators to look for; None is all.
    """
    known = context.catalogue.indicators
    parts = [context.series_of(code).assign(area_code=code) for code in codes]
    held = pd.concat(parts, ignore_index=True)
    ids = [one for one in held["indicator_id"].unique() if wanted is None or one in wanted]
    listed = in_order(known[one] for one in ids if known[one].method in COMPARABLE)
    by_indicator = dict(iter(held.groupby("indicator_id", sort=False)))
    found = (_in_one_period(one, by_indicator[one.id]) for one in listed)
    return tuple(one for one in found if one is not None)


def _in_one_period(indicator: Indicator, held: pd.DataFrame) -> Shared | None:
    valued = held[held["value"].notna()]
    counts = valued.groupby(["end_date", "period"], sort=True)["area_code"].nunique()
    if counts.empty or counts.max() < FEWEST:
        return None
    _, period = counts[counts == counts.max()].index[-1]
    rows = held[held["period"] == period].set_index("area_code")
    return Shared(indicator, str(period), rows.assign(comparison=verdicts_of(rows, indicator)))
