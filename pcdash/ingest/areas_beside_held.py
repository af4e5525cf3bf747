"""Areas that people named, beside those that are known: wrong codes, other kinds, blank details.

A code that no area has is an error, with the nearest one that there is. A detail that is held and
left blank stays, which is said: what files say of an area adds up.
"""

from collections.abc import Iterator

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import PRACTICE_CODE
from pcdash.grammar import and_more, counted, verb
from pcdash.ingest.figure_words import written
from pcdash.ingest.likely_meant import nearest_code
from pcdash.ingest.reading import Problem, Reading
from pcdash.ingest.record_layouts import AREA_NAME, AREAS, GROUP, KIND_OF_AREA, KIND_OF_GROUP
from pcdash.ingest.row_problems import told
from pcdash.ingest.vocabularies import AREA_TYPES
from pcdash.ingest.workbook_layout import CODE
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query

# Kinds that a code has as long as no file says more of it.
UNSURE = ("prescriber",)
NAMED = 5
MEANT = 3  # codes that are told of a name which several areas have
LISTED = 20  # codes that are told one by one
# Details that may be blank, by the heading of the sheet.
DETAILS = {one.name: one.field for one in AREAS.columns if one.field and not one.is_needed}


def problems_of_areas(
    reading: Reading, areas: pd.DataFrame, held: Snapshot, catalogue: Catalogue
) -> Iterator[Problem]:
    """What is wrong with the areas that a reading names.

    Args:
        areas: Those that are known, as sql/queries/areas_known.sql has them, by their codes.
    """
    named = pd.concat([areas, _new_areas(reading)])
    is_known = areas["status"].notna().any()
    for rows, column in _naming(reading):
        yield from _unknown(rows, column, named, is_known=is_known)
    yield from _kinds(reading, named)
    yield from _fixed(reading, held, catalogue)
    yield from _left_blank(reading, held)
    yield from _outside(reading.values, named)
    yield from _names_of_others(reading.names, areas["area_name"].dropna())


def _new_areas(reading: Reading) -> pd.DataFrame:
    """The areas that the file itself names first."""
    made = reading.areas.set_index("area_code")[["area_name", "area_type", "status"]]
    return made.assign(in_place=True)


def _naming(reading: Reading) -> Iterator[tuple[pd.DataFrame, str]]:
    """Everything that names an area: rows with `area_code`, and the heading of the code."""
    yield reading.values, CODE
    yield reading.attributes, CODE
    yield reading.memberships.rename(columns={"child_code": "area_code"}), CODE
    yield reading.memberships.rename(columns={"parent_code": "area_code"}), GROUP
    for rows in reading.records.values():
        if "area_code" in rows:
            yield rows[rows["area_code"].notna()], CODE


def _unknown(
    rows: pd.DataFrame, column: str, areas: pd.DataFrame, *, is_known: bool
) -> Iterator[Problem]:
    if not is_known:  # no file of practices was loaded yet: other places are known all the same
        is_practice = rows["area_code"].astype("str").str.fullmatch(PRACTICE_CODE)
        rows = rows[~is_practice.fillna(False).astype(bool)]
    near_by = [*areas.index[areas["in_place"].astype(bool)]]
    for code, own in rows[~rows["area_code"].isin(areas.index)].groupby("area_code"):
        near = nearest_code(code, near_by, areas.index)
        meant = f"{near}, {areas['area_name'][near]}" if near else ""
        yield told(
            "error",
            "no practice or other area has this code",
            own,
            column,
            found=repr(code),
            expected=f"{meant}?" if meant else "a code of the sheet Lists",
            advice="Correct it; if the practice is new, load a later file of practices first. A "
            "group of your own is named on the sheet Areas.",
        )


def _kinds(reading: Reading, areas: pd.DataFrame) -> Iterator[Problem]:
    """Memberships and areas of another kind than the one that is known."""
    kinds = areas[~areas.index.duplicated()]["area_type"]
    for rows, code, kind, column in (
        (reading.memberships, "parent_code", "parent_type", KIND_OF_GROUP),
        (reading.memberships, "child_code", "child_type", KIND_OF_AREA),
        (reading.areas, "area_code", "area_type", KIND_OF_AREA),
    ):
        known = rows[code].map(kinds)
        wrong = rows[known.notna() & (known != rows[kind]) & ~known.isin(UNSURE)]
        for _, row in wrong.iterrows():
            yield told(
                "error",
                "another kind of area than this code has",
                wrong.loc[[row.name]],
                column,
                found=f"{AREA_TYPES.get(row[kind], row[kind])} for {row[code]}",
                expected=AREA_TYPES.get(known[row.name], known[row.name]),
                advice="Correct the code, or the kind.",
            )


def _fixed(reading: Reading, held: Snapshot, catalogue: Catalogue) -> Iterator[Problem]:
    """Areas that the place file names: what the workbook says of their names does not count."""
    place = catalogue.places.get(run_query(held, "place")["place_id"].iloc[0])
    named = {area.code: area.name for area in place.areas} if place else {}
    given = reading.areas["area_code"].map(named)
    for index in reading.areas.index[given.notna() & (given != reading.areas["area_name"])]:
        row = reading.areas.loc[[index]]
        yield told(
            "error",
            "this area is named in the file of the place",
            row,
            AREA_NAME,
            found=repr(row["area_name"].iloc[0]),
            expected=repr(given[index]),
            advice="Change it in data/definitions/places, where it counts for every load.",
        )


def _left_blank(reading: Reading, held: Snapshot) -> Iterator[Problem]:
    """Details of groups and hubs that are held and stand blank in a row: they stay."""
    if reading.areas.empty:
        return
    known = run_query(held, "areas_described").set_index("area_code")
    known = known[known["area_type"] != "practice"]  # of practices files say more than people
    rows = reading.areas[reading.areas["area_code"].isin(known.index)]
    for heading, field in DETAILS.items():
        before = rows["area_code"].map(known[field])
        blank = rows[rows[field].isna() & before.notna()]
        if len(blank):
            yield told(
                "warning",
                f"{heading!r} of {counted(len(blank), 'area')} is left blank, and stays as it is "
                "held",
                blank,
                heading,
                found=f"nothing for {blank['area_code'].iloc[0]}",
                expected=f"{written(before[blank.index[0]])}, as it is held",
                advice="What a blank cell of this sheet does not say stays. Write what is right "
                "instead, or undo the load that gave it.",
            )


def _outside(values: pd.DataFrame, areas: pd.DataFrame) -> Iterator[Problem]:
    """Figures of practices that are, and never were, of the place."""
    inside = {*areas.index[areas["in_place"].astype(bool)]}
    practices = {*areas.index[areas["area_type"].eq("practice")]}
    rows = values[values["area_code"].isin(practices - inside)]
    if rows.empty or not inside:
        return
    codes = sorted({*rows["area_code"]})
    listed = ", ".join(codes[:NAMED])
    more = and_more(len(codes) - NAMED)
    yield told(
        "warning",
        f"{counted(len(codes), 'practice')} {verb(len(codes), 'is', 'are')} outside of the place",
        rows,
        CODE,
        found=f"{counted(len(rows), 'figure')} of {listed}{more}",
        advice="They are loaded, and count in none of the place's groups. Is another code meant?",
    )


def _names_of_others(beside: pd.DataFrame, held: pd.Series) -> Iterator[Problem]:
    """Codes beside the name of another area, which tells that codes were edited or sorted apart.

    Args:
        beside: The names in a file, in the columns of `pcdash.ingest.reading.NAMES`.
        held: The name of each area by its code.
    """
    plain = held.map(_plain)
    said = beside["area_name"].map({one: _plain(one) for one in beside["area_name"].unique()})
    wrong = beside[(said != beside["area_code"].map(plain)) & said.isin({*plain})]
    groups = [*wrong.groupby(["area_code", "area_name"], sort=False)]
    for (code, name), rows in groups[:LISTED]:
        codes = sorted(plain.index[plain == _plain(name)])
        more = f" or {len(codes) - MEANT} more" if len(codes) > MEANT else ""
        own = f", {held[code]}" if code in held.index else ""
        yield told(
            "warning",
            "the code of an edited row is not that of the name beside it",
            rows,
            CODE,
            found=f"{code} beside {name!r}",
            expected=" or ".join(codes[:MEANT]) + more,
            advice=f"It is read as {code}{own}. Write the code back if it is not meant.",
        )
    if len(groups) > LISTED:
        yield told(
            "warning",
            f"{len(groups) - LISTED:,} more codes beside names that are not theirs",
            pd.concat([rows for _, rows in groups[LISTED:]]),
            CODE,
            advice="Were the codes sorted without the other columns? Then export again.",
        )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
