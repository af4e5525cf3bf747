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
from pcdash.viewmodels.verdicts import verdicts_of_each

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
    rows = _rows(context, codes)
    having = set(rows.loc[rows["value"].notna(), "area_code"])
    return tuple(code for code in codes if code in having)


def build_topics(context: Context, codes: tuple[str, ...]) -> Topics:
    """The subjects on which at least two of the places have figures.

    Raises:
        NoChartError: there are too few or too many, or they have no indicator in common.
    """
    require_places(codes)
    found = _rows(context, codes)["indicator_id"].unique()
    if not len(found):
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
    known, rows = context.catalogue.indicators, _rows(context, codes)
    if wanted is not None:
        rows = rows[rows["indicator_id"].isin(wanted)]
    rows = rows.assign(comparison=verdicts_of_each(rows, context.catalogue))
    by_indicator = {
        one: part.set_index("area_code") for one, part in rows.groupby("indicator_id", sort=False)
    }
    return tuple(
        Shared(one, str(by_indicator[one.id]["period"].iloc[0]), by_indicator[one.id])
        for one in in_order(known[each] for each in by_indicator)
    )


def _rows(context: Context, codes: Sequence[str]) -> pd.DataFrame:
    """The rows of some places on each indicator that two or more have in one period: of the latest
    of the periods that the most have."""
    known = context.catalogue.indicators
    held = pd.concat([context.series_of(code) for code in codes], ignore_index=True)
    comparable = [one.id for one in known.values() if one.method in COMPARABLE]
    held = held[held["indicator_id"].isin(comparable)]
    key = ["indicator_id", "period"]
    counts = held[held["value"].notna()].groupby([*key, "end_date"]).size().rename("places")
    counts = counts[counts >= FEWEST].reset_index().sort_values(["places", "end_date"])
    usual = counts.drop_duplicates("indicator_id", keep="last")[key]
    return held.merge(usual, on=key)
