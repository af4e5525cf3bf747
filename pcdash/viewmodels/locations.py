"""Where practices and hubs stand, who says so, how precise that is, and in whose borough it is."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pcdash.grammar import counted
from pcdash.stats.places import areas_of_points, distances_apart, inner_points
from pcdash.store.queries import run_query
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import with_code
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.outlines import home_boroughs, loaded_outlines
from pcdash.viewmodels.words import sentence_list

POSTCODE = "postcode"
# How precise a point is, by who gives it.
PRECISION = {
    "cqc_directory": "to the premises",
    "bi_workbook": "as the BI team gives it",
    "illustrative": "invented",
}
BY_POSTCODE = (
    "the middle of the LSOA that its postcode is in, up to some hundred metres from where it is"
)
# A point farther than this from its own postcode is a slip of the publisher.
FAR_KM = 5.0
NAMED = 6


@dataclass(frozen=True)
class Located:
    """Points of places, and what to know of them.

    `points` has a row a place: `area_code`, `area_name`, `area_type`, `latitude`, `longitude`
    (degrees WGS84, missing where not known), `located_by` (the id of a source, or postcode),
    `located_text`, and `borough_code`, the borough of the place that the point lies in, None
    outside of all.
    """

    points: pd.DataFrame
    notes: tuple[str, ...]


def located(context: Context, codes: Iterable[str]) -> Located:
    """Where some places are: by the latest statement with a point, else by their postcode."""
    held = run_query(context.snapshot, "points", area_codes=[*codes])
    held = _by_postcode(context, held)
    boroughs = home_boroughs(context)
    shapes = pd.Series(boroughs["geometry"].to_numpy(), boroughs["area_code"], dtype=object)
    found = areas_of_points(held["longitude"], held["latitude"], shapes)
    points = held.assign(
        borough_code=found.to_numpy(object),
        located_text=[_how(context, one) for one in held["located_by"]],
    )
    notes = (*_how_located(context, points), *_mistaken(points), *_missing(points))
    return Located(points, notes)


def outside_of_their_borough(points: pd.DataFrame, boroughs: pd.Series) -> pd.DataFrame:
    """The located places whose point lies in no borough of the place, or in another than theirs.

    Args:
        points: As `Located.points`.
        boroughs: The borough of each place by membership, by code.
    """
    told = points.assign(own_borough=points["area_code"].map(boroughs))
    known = told["latitude"].notna() & told["own_borough"].notna()
    return told[known & (told["borough_code"] != told["own_borough"])].reset_index(drop=True)


def outside_text(context: Context, elsewhere: pd.DataFrame) -> tuple[str, ...]:
    """What is said of places that stand elsewhere than where they belong."""
    if elsewhere.empty:
        return ()
    names = context.inside.names
    said = []
    for row in elsewhere.head(NAMED).itertuples():
        where = names.get(row.borough_code) if isinstance(row.borough_code, str) else None
        own = names.get(row.own_borough, row.own_borough)
        stands = f"in {where}" if where else "in no borough of this place"
        said.append(f"{with_code(row.area_name, row.area_code)} {stands}, not in {own}")
    more = len(elsewhere) - len(said)
    if more:
        said.append(f"and {more} more")
    stand = "stands" if len(elsewhere) == 1 else "stand"
    return (
        f"{counted(len(elsewhere), 'practice')} {stand} outside of the borough that they count "
        f"in: {'; '.join(said)}.",
    )


def _by_postcode(context: Context, held: pd.DataFrame) -> pd.DataFrame:
    """Places with the middle of their postcode's LSOA where nothing gives a point, or where what
    does must be wrong; `was_far` says so of the latter."""
    held = held.assign(
        located_by=held["source_id"].where(held["latitude"].notna(), None), was_far=False
    )
    outlines = loaded_outlines(context, "lsoa")
    wanted = outlines[outlines["area_code"].isin(held["lsoa_code"].dropna())]
    if wanted.empty:
        return held
    middles = inner_points(pd.Series(wanted["geometry"].to_numpy(), wanted["area_code"]))
    x, y = (held["lsoa_code"].map(middles[name]) for name in ("longitude", "latitude"))
    far = distances_apart(held["longitude"], held["latitude"], x, y) > FAR_KM
    taken = (held["latitude"].isna() & x.notna()) | far
    return held.assign(
        longitude=held["longitude"].where(~taken, x),
        latitude=held["latitude"].where(~taken, y),
        located_by=held["located_by"].where(~taken, POSTCODE),
        was_far=far,
    )


def _how(context: Context, source_id: object) -> str:
    if not isinstance(source_id, str):
        return "not known"
    if source_id == POSTCODE:
        return BY_POSTCODE
    source = context.catalogue.sources.get(source_id)
    precise = PRECISION.get(source_id, "as given")
    return f"{source.publisher}, {source.title} ({precise})" if source else precise


def _how_located(context: Context, points: pd.DataFrame) -> tuple[str, ...]:
    """How many were located in which way."""
    counts = points["located_by"].dropna().value_counts()
    if counts.empty:
        return ()
    said = [f"{number_text(count)} by {_how(context, by)}" for by, count in counts.items()]
    return (f"Points: {'; '.join(said)}.",)


def _mistaken(points: pd.DataFrame) -> tuple[str, ...]:
    lost = points[points["was_far"]]
    if lost.empty:
        return ()
    is_one = len(lost) == 1
    return (
        f"The point that is published for {counted(len(lost), 'practice')} lies more than "
        f"{FAR_KM:.0f} km from {'its' if is_one else 'their'} postcode, which is taken instead: "
        f"{_named(lost)}.",
    )


def _named(rows: pd.DataFrame) -> str:
    named = [with_code(*one) for one in zip(rows["area_name"], rows["area_code"], strict=True)]
    if len(named) > NAMED:
        named = [*named[:NAMED], f"{len(named) - NAMED} more"]
    return sentence_list(named)


def _missing(points: pd.DataFrame) -> tuple[str, ...]:
    lost = points[points["latitude"].isna()]
    if lost.empty:
        return ()
    is_one = len(lost) == 1
    return (
        f"{number_text(len(lost))} of {counted(len(points), 'practice')} "
        f"{'has' if is_one else 'have'} no known place and {'is' if is_one else 'are'} in the "
        f"table only: {_named(lost)}.",
    )
