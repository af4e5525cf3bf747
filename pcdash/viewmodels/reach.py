"""How far it is to the nearest practice or hub, in a straight line, and for how many patients."""

from dataclasses import dataclass

import pandas as pd

from pcdash.errors import NoDataError
from pcdash.grammar import counted
from pcdash.stats.places import areas_of_points, inner_points, nearest_places
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.map_classes import Classed, LegendEntry, by_value
from pcdash.viewmodels.map_figures import MapQuestion, within_scope
from pcdash.viewmodels.map_points import hubs_of, open_practices
from pcdash.viewmodels.map_shapes import drawn_shapes, frame_of
from pcdash.viewmodels.maps import AREA_COLUMNS, MapView
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, share_text
from pcdash.viewmodels.outlines import flows_of, parents_of, period_of_flows, small_outlines
from pcdash.viewmodels.service_areas import list_period
from pcdash.viewmodels.sources import Source, provenance
from pcdash.viewmodels.tables import Column, Table, made_of

DISTANCES_KM = {"0.5": "0.5 km", "1": "1 km", "2": "2 km", "3": "3 km", "5": "5 km"}
TO = {"practice": "The nearest practice", "hub": "The nearest hub"}
BANDS = (0.0, 0.5, 1.0, 2.0, 4.0)  # of the distance that was chosen
LSOA = words.MAP_LEVELS["lsoa"]
METHOD = (
    "From the middle of each LSOA, not weighted by where people live in it, in a straight line: "
    "roads, rivers, buses and hills are not known here. Places outside of this place are not "
    "counted, so that near its edge another may be nearer."
)


@dataclass(frozen=True)
class ReachQuestion:
    """To what, within how many kilometres, and in which area (None: the whole place)."""

    to: str = "practice"
    within_km: float = 1.0
    area: str | None = None


def targets(context: Context) -> Choices:
    """What distances can be measured to."""
    period = list_period(context)
    has_hubs = period is not None and len(hubs_of(context, period)) > 0
    return Choices({key: label for key, label in TO.items() if key == "practice" or has_hubs})


def build_reach(context: Context, question: ReachQuestion) -> MapView:
    """LSOAs by their distance to the nearest practice or hub.

    Raises:
        NoDataError: there are no outlines of LSOAs, no lists, or no place with a point.
    """
    period = list_period(context)
    outlines = small_outlines(context, "lsoa")
    if outlines.shapes.empty or period is None:
        raise NoDataError(
            "Distances start in the middle of LSOAs and end at open practices. Load outlines of "
            "LSOAs (ONS boundaries) and the patients registered at each practice."
        )
    scope = MapQuestion("registered_patients", level="lsoa", area=question.area)
    shapes = within_scope(context, outlines, scope, period).shapes
    ends, notes = _ends(context, question.to, period)
    if ends.empty:
        raise NoDataError(f"No {question.to} with a known place is held for {period}.")
    middles = inner_points(pd.Series(shapes["geometry"].to_numpy(), shapes["area_code"]))
    found = nearest_places(middles["longitude"], middles["latitude"], ends)
    rows = shapes[["area_code", "area_name"]].assign(
        nearest_code=found["nearest_code"].to_numpy(object),
        distance_km=found["distance_km"].to_numpy(float),
    )
    patients, of_flows = _patients(context, rows, period)
    rows = rows.assign(patients=patients)
    classed = by_value(
        rows["distance_km"], _edges(rows["distance_km"], question.within_km), LSOA,
        decimals=1, unit="km", ends=("nearest", "farthest"),
    )  # fmt: skip
    return _view(context, question, period, rows, shapes, ends, classed, (*notes, *of_flows))


def _ends(context: Context, to: str, period: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The places that distances end at, as points of a map, and what is missing of them."""
    if to == "hub":
        return hubs_of(context, period), ()
    return open_practices(context, period)


def _patients(
    context: Context, rows: pd.DataFrame, period: str
) -> tuple[pd.Series, tuple[str, ...]]:
    flow_period = period_of_flows(context, period)
    if flow_period is None:
        return pd.Series(float("nan"), rows.index), (
            "It is not held where patients live, so that LSOAs are counted and not people. Load "
            "patients registered by LSOA to count them.",
        )
    flows = flows_of(context, flow_period, tuple(rows["area_code"]))
    sums = flows.groupby("lsoa_code")["patients"].sum()
    said = f"Patients are those registered in {flow_period}, by the LSOA that they live in."
    return rows["area_code"].map(sums).fillna(0.0), (said,)


def _edges(distance: pd.Series, within_km: float) -> tuple[float, ...]:
    """Bands that the chosen distance is an edge of, up to the farthest."""
    inner = [within_km * one for one in BANDS]
    farthest = float(distance.max())
    kept = [one for one in inner if one < farthest]
    return (*kept, max(farthest, kept[-1] + 0.1)) if kept else (0.0, within_km)


def _view(
    context: Context,
    question: ReachQuestion,
    period: str,
    rows: pd.DataFrame,
    shapes: pd.DataFrame,
    ends: pd.DataFrame,
    classed: Classed,
    notes: tuple[str, ...],
) -> MapView:
    noun = "hub" if question.to == "hub" else "practice"
    scope = question.area or context.inside.system_code
    place = context.inside.names.get(scope, scope)
    named = dict(zip(ends["area_code"], ends["area_name"].map(display_name), strict=True))
    finding, sentence = _told(rows, question.within_km, noun, named)
    subtitle = f"Straight-line distance to the nearest {noun}; {place}; {period}."
    lines = (("Practices and hubs", f"as open in {period}"), ("Method", METHOD),
             ("Snapshot", str(context.snapshot.number)))  # fmt: skip
    about = {"is_illustrative": context.inside.is_illustrative}
    name = f"distance_to_{noun}_{scope}"
    homes = areas_of_points(
        ends["longitude"], ends["latitude"],
        pd.Series(shapes["geometry"].to_numpy(), shapes["area_code"], dtype=object),
    )  # fmt: skip
    inside = pd.Series(homes.to_numpy(object), ends["area_code"]).dropna()
    return MapView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        derived="",
        notes=notes,
        areas=_areas(rows, shapes, classed, named),
        points=ends,
        legend=classed.legend,
        legend_title=f"Kilometres to the nearest {noun}",
        points_legend=(
            LegendEntry(ends["style"].iloc[0], words.capitalised(counted(len(ends), noun)), 0),
        ),
        points_title=f"Where each {noun} stands",
        bounds=frame_of(shapes, ends),
        alt=f"Map of {subtitle} {finding}. {sentence}",
        table=_table(context, rows, named),
        practices=_places(context, ends, inside),
        labels={**dict(zip(rows["area_code"], rows["area_name"], strict=True)), **named},
        homes={str(code): str(home) for code, home in inside.items()},
        why=(("Distance", METHOD), ("Shades", "Bands that begin and end at the chosen distance.")),
        measured=(),
        caveats=(),
        source=Source(lines),
        provenance=provenance(subtitle, lines, file_name=name, **about),
        points_provenance=provenance(subtitle, lines, file_name=f"{name}_places", **about),
    )


def _told(
    rows: pd.DataFrame, within_km: float, noun: str, named: dict[str, str]
) -> tuple[str, str]:
    """How many live, or lie, within the distance, and who is farthest."""
    near = rows["distance_km"] <= within_km
    km = f"{number_text(within_km, decimals=0 if within_km % 1 == 0 else 1)} km"
    lsoas = f"{number_text(int(near.sum()))} of {counted(len(rows), LSOA.one, LSOA.many)}"
    total = rows["patients"].sum()
    if rows["patients"].notna().any() and total > 0:
        living = rows.loc[near, "patients"].sum()
        finding = (
            f"{share_text(living / total)} of registered patients live within {km} of a {noun}"
        )
        first = f"{number_text(living)} of {number_text(total)} patients, in {lsoas}."
    else:
        finding, first = f"{lsoas} lie within {km} of a {noun}", ""
    far = rows.loc[rows["distance_km"].idxmax()]
    farthest = (
        f"Farthest is {far['area_name']}, {number_text(far['distance_km'], decimals=1)} km from "
        f"{named.get(far['nearest_code'], far['nearest_code'])}."
    )
    return finding, " ".join(part for part in (first, farthest) if part)


def _areas(
    rows: pd.DataFrame, shapes: pd.DataFrame, classed: Classed, named: dict[str, str]
) -> pd.DataFrame:
    told = rows.assign(
        style=list(classed.keys),
        mark=list(classed.marks),
        said=[
            f"{row.area_name}\n{number_text(row.distance_km, decimals=1)} km to "
            f"{named.get(row.nearest_code, row.nearest_code)}"
            for row in rows.itertuples()
        ],
    )
    return drawn_shapes(shapes).merge(told, on="area_code")[AREA_COLUMNS]


def _table(context: Context, rows: pd.DataFrame, named: dict[str, str]) -> Table:
    """The farthest first."""
    boroughs = parents_of(context, "lsoa", "borough")
    has_patients = rows["patients"].notna().any()
    columns = [
        Column("LSOA"), Column("Kilometres", is_number=True), Column("Nearest"),
        *([Column("Registered patients", is_number=True)] if has_patients else []),
        Column("Code"), Column("Borough"),
    ]  # fmt: skip
    ordered = rows.sort_values(["distance_km", "area_name"], ascending=[False, True])
    cells = [
        [
            row.area_name,
            number_text(row.distance_km, decimals=1),
            named.get(row.nearest_code, "[x]"),
            *([number_text(row.patients)] if has_patients else []),
            row.area_code,
            context.inside.names.get(boroughs.get(row.area_code), "[x]"),
        ]
        for row in ordered.itertuples()
    ]
    return made_of(columns, cells, codes=ordered["area_code"].tolist())


def _places(context: Context, ends: pd.DataFrame, inside: pd.Series) -> Table:
    columns = [Column("Place"), Column("Code"), Column("LSOA")]
    cells = [
        [display_name(row.area_name), row.area_code, inside.get(row.area_code, "[x]")]
        for row in ends.itertuples()
    ]
    return made_of(columns, cells, codes=ends["area_code"].tolist())
