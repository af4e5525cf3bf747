"""The outlines that a map draws: loaded ones, and service areas derived from practices.

Localities, clusters and PCNs have no official boundary. Theirs are worked out from where patients
live, or where the practices stand, and said to be derived wherever they are shown.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from pcdash.definitions.periods import parse_period
from pcdash.grammar import and_more, counted
from pcdash.stats.places import areas_of_points, inner_points, not_covered
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name

SMALL = ("ward", "lsoa")
DERIVED = ("cluster", "locality", "pcn")
OFFICIAL = ("borough", "ccg")
MAPPED = ("borough", "ccg", *DERIVED[::-1], *SMALL)
COLUMNS = ["area_code", "area_name", "geometry"]


@dataclass(frozen=True)
class Outlines:
    """The outlines of a level inside the place.

    `shapes` has a row an area: `area_code`, `area_name`, `geometry` (degrees, WGS84). `how` says
    where they come from, in a sentence; `notes` what is not drawn, and why.
    """

    shapes: pd.DataFrame
    is_derived: bool
    how: str
    notes: tuple[str, ...] = ()


def loaded_outlines(context: Context, area_type: str) -> pd.DataFrame:
    """Every outline of a type that the snapshot holds: `COLUMNS` and `vintage`."""
    return context.kept(_loaded, area_type)


def home_boroughs(context: Context) -> pd.DataFrame:
    """The outlines of the boroughs of the place."""
    drawn = loaded_outlines(context, "borough")
    return drawn[drawn["area_code"].isin(codes_of(context, "borough"))].reset_index(drop=True)


def codes_of(context: Context, level: str) -> tuple[str, ...]:
    """The groups of a level inside the place, whenever they were."""
    kind = words.GROUP_TYPES[level]
    return tuple(code for code, held in context.inside.kinds.items() if held == kind)


def official_outlines(context: Context, level: str) -> Outlines:
    """Boroughs or CCGs of the place, as their file has them."""
    drawn = loaded_outlines(context, level)
    own = drawn[drawn["area_code"].isin(codes_of(context, level))]
    return Outlines(own[COLUMNS].reset_index(drop=True), False, source_text(context, level, own))


def small_outlines(context: Context, level: str) -> Outlines:
    """The wards or LSOAs of the boroughs of the place."""
    return context.kept(_small, level)


def source_text(context: Context, area_type: str, drawn: pd.DataFrame) -> str:
    """Who published the outlines of a type, and of when they are."""
    if drawn.empty:
        return ""
    files = run_query(context.snapshot, "files_of_outlines", area_type=area_type)
    sources = context.catalogue.sources
    named = dict.fromkeys(
        f"{sources[one].publisher}: {sources[one].title}"
        for one in files["source_id"]
        if one in sources
    )
    vintages = [one for one in sorted(drawn["vintage"].dropna().unique()) if one.isdecimal()]
    when = f"; boundaries of {words.sentence_list(vintages)}" if vintages else "; year not stated"
    return f"Outlines: {'; '.join(named)}{when}."


def period_of_flows(context: Context, period: str) -> str | None:
    """The period nearest to another of which it is held where patients live; None for none."""
    held = run_query(context.snapshot, "flow_periods")["period"]
    end = parse_period(period).end
    return min(held, key=lambda one: abs(parse_period(one).end - end), default=None)


def flows_of(context: Context, period: str, lsoa_codes: tuple[str, ...]) -> pd.DataFrame:
    """Patients by practice and LSOA in a period of flows."""
    held = run_query(context.snapshot, "flows", period=period, lsoa_codes=[*lsoa_codes])
    return held.astype({"patients": "float64"})


def parents_of(context: Context, level: str, parent_type: str) -> pd.Series:
    """The parent of each small area, by code: by look-up where one is loaded, else by position."""
    return context.kept(_parents, level, parent_type)


def _loaded(context: Context, area_type: str) -> pd.DataFrame:
    held = run_query(context.snapshot, "outlines", area_type=area_type)
    shapes = shapely.from_wkb([bytes(one) for one in held["geometry"]])
    names = [display_name(name) for name in held["area_name"].fillna(held["area_code"])]
    return pd.DataFrame(
        {
            "area_code": held["area_code"],
            "area_name": names,
            "geometry": pd.Series(np.array(shapes, dtype=object), dtype=object),
            "vintage": held["vintage"],
        }
    )


def _small(context: Context, level: str) -> Outlines:
    drawn = loaded_outlines(context, level)
    boroughs = parents_of(context, level, "borough")
    home = codes_of(context, "borough")
    own = drawn[drawn["area_code"].map(boroughs).isin(home)].reset_index(drop=True)
    own, older = _latest(own)
    noun = words.MAP_LEVELS[level]
    notes = []
    if older:
        notes.append(
            f"{counted(older, noun.one, noun.many)} of an older vintage {_lies(older)} under newer "
            "ones, and not drawn."
        )
    listed = boroughs[boroughs.isin(home)].index
    lacking = [code for code in listed if code not in set(own["area_code"])]
    if lacking and not older:
        notes.append(
            f"{counted(len(lacking), noun.one, noun.many)} of the look-up "
            f"{'has' if len(lacking) == 1 else 'have'} no outline and {_are(len(lacking))} not "
            f"drawn: {_few(lacking)}."
        )
    return Outlines(own[COLUMNS], False, source_text(context, level, own), tuple(notes))


def _latest(drawn: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """What is to be drawn where two vintages are loaded, and how many of the older are not."""
    if drawn["vintage"].nunique() < 2:
        return drawn, 0
    shapes = pd.Series(drawn["geometry"].to_numpy(), drawn["area_code"])
    vintages = pd.Series(drawn["vintage"].to_numpy(), drawn["area_code"])
    kept = not_covered(shapes, vintages).to_numpy()
    return drawn[kept].reset_index(drop=True), int((~kept).sum())


def _parents(context: Context, level: str, parent_type: str) -> pd.Series:
    looked_up = run_query(
        context.snapshot, "parents_of_areas", child_type=level, parent_type=parent_type
    )
    known = pd.Series(looked_up["parent_code"].to_numpy(object), looked_up["child_code"])
    drawn, parents = loaded_outlines(context, level), loaded_outlines(context, parent_type)
    rest = drawn[~drawn["area_code"].isin(known.index)]
    if rest.empty or parents.empty:
        return known
    points = inner_points(pd.Series(rest["geometry"].to_numpy(), rest["area_code"]))
    shapes = pd.Series(parents["geometry"].to_numpy(), parents["area_code"])
    found = areas_of_points(points["longitude"], points["latitude"], shapes).dropna()
    return pd.concat([known, found])


def _few(codes: list[str]) -> str:
    return ", ".join(codes[:6]) + and_more(len(codes) - 6)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _lies(count: int) -> str:
    return "lies" if count == 1 else "lie"
