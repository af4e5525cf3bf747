"""Derived service areas of localities, clusters and PCNs: a snapshot's, in a period."""

from datetime import date

import pandas as pd
import shapely

from pcdash.grammar import counted
from pcdash.stats.territories import areas_of_most_patients, voronoi_areas
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.locations import located
from pcdash.viewmodels.outlines import (
    COLUMNS,
    Outlines,
    flows_of,
    home_boroughs,
    period_of_flows,
    small_outlines,
)

BY_PATIENTS = (
    "Derived, not official: {many} have no boundary of their own. Each LSOA is drawn as part of "
    "the {one} with most of its registered patients ({period})."
)
BY_PLACE = (
    "Derived, not official: {many} have no boundary of their own. Each is drawn as what lies "
    "nearer to one of its practices than to one of another {one} of the borough, up to the "
    "borough's border (Voronoi cells, dissolved). Patients may register elsewhere."
)


def service_areas(context: Context, level: str, period: str, basis: str) -> Outlines:
    """The service areas of the groups of a level, as they were made up in a period."""
    return context.kept(_service_areas, level, period, basis)


def practices_with_groups(context: Context, level: str, period: str, basis: str) -> pd.DataFrame:
    """The practices of the place in a period that are open or in a count, with list and group."""
    return context.kept(_practices_with_groups, level, period, basis)


def borough_names(context: Context, period: str, basis: str) -> dict[str, str]:
    """The name of the borough of each practice of the place: boroughs stay where CCGs merge."""
    held = practices_with_groups(context, "borough", period, basis).dropna(subset="borough_code")
    names = held["borough_code"].map(context.inside.names).fillna(held["borough_code"])
    return dict(zip(held["practice_code"], names, strict=True))


def list_period(context: Context, near: date | None = None) -> str | None:
    """The period of lists that ends nearest to a day, or the latest; None where none is held.

    Lists say which practices are open, and so what groups are made up of.
    """
    held = context.holdings
    is_list = held["indicator_id"] == "registered_patients"
    lists = held[is_list & (held["area_type"] == "practice")].sort_values("end_date")
    if lists.empty:
        return None
    apart = (lists["end_date"] - pd.Timestamp(near or lists["end_date"].iloc[-1])).abs()
    return str(lists["period"].iloc[int(apart.to_numpy().argmin())])


def _practices_with_groups(context: Context, level: str, period: str, basis: str) -> pd.DataFrame:
    held = run_query(
        context.snapshot,
        "practices_with_groups",
        group_type=level,
        period=period,
        scope_code=context.inside.system_code,
        basis=basis,
    )
    return held.astype({"patients": "float64", "is_open": "bool"})


def _service_areas(context: Context, level: str, period: str, basis: str) -> Outlines:
    practices = practices_with_groups(context, level, period, basis)
    practices = practices[practices["is_open"] & practices["group_code"].notna()]
    noun = words.MAP_LEVELS[level]
    flow_period = period_of_flows(context, period)
    if flow_period is not None:
        shapes = _by_patients(context, practices, flow_period)
        how = BY_PATIENTS.format(one=noun.one, many=noun.many, period=flow_period)
    else:
        shapes = _by_place(context, practices)
        how = BY_PLACE.format(one=noun.one, many=noun.many)
    codes = sorted(shapes)
    drawn = pd.DataFrame(
        {
            "area_code": codes,
            "area_name": [context.inside.names.get(code, code) for code in codes],
            "geometry": pd.Series([shapes[code] for code in codes], dtype=object),
        }
    )
    lacking = sorted(set(practices["group_code"]) - set(codes))
    notes = ()
    if lacking:
        named = words.sentence_list([context.inside.names.get(one, one) for one in lacking[:6]])
        notes = (
            f"{counted(len(lacking), noun.one, noun.many)} cannot be drawn, since no place of a "
            f"practice, or no outline of a borough, is known: {named}.",
        )
    return Outlines(drawn[COLUMNS], True, how, notes)


def _by_patients(
    context: Context, practices: pd.DataFrame, flow_period: str
) -> dict[str, shapely.Geometry]:
    lsoas = small_outlines(context, "lsoa").shapes
    flows = flows_of(context, flow_period, tuple(lsoas["area_code"]))
    flows = flows.merge(practices[["practice_code", "group_code"]], on="practice_code")
    outlines = pd.Series(lsoas["geometry"].to_numpy(), lsoas["area_code"], dtype=object)
    shapes, _ = areas_of_most_patients(flows, outlines)
    return shapes


def _by_place(context: Context, practices: pd.DataFrame) -> dict[str, shapely.Geometry]:
    points = located(context, tuple(practices["practice_code"])).points
    placed = practices.merge(
        points[["area_code", "latitude", "longitude"]], left_on="practice_code",
        right_on="area_code",
    )  # fmt: skip
    parts: dict[str, list[shapely.Geometry]] = {}
    for borough in home_boroughs(context).itertuples():
        own = placed[placed["borough_code"] == borough.area_code]
        for code, shape in voronoi_areas(own, within=borough.geometry).items():
            parts.setdefault(code, []).append(shape)
    return {code: shapely.union_all(shapes) for code, shapes in parts.items()}
