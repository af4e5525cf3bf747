"""Figures that people typed, beside what is held: what hardly can be meant is told, cell by cell.

A code that no area has is an error, with the nearest one that there is. Practices that had closed,
figures that another file published differently, jumps, practices that were left out and small
counts are warned of.
"""

from collections.abc import Iterator
from difflib import get_close_matches

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import PRACTICE_CODE, Indicator
from pcdash.definitions.periods import parse_period
from pcdash.grammar import verb
from pcdash.ingest.figure_words import counted, figure
from pcdash.ingest.reading import Problem, Reading, Spot
from pcdash.ingest.record_layouts import AREA_NAME, GROUP, KIND_OF_AREA, KIND_OF_GROUP
from pcdash.ingest.vocabularies import AREA_TYPES
from pcdash.ingest.workbook_layout import CODE, NUMERATOR
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query

JUMP = 3  # times, up or down, from one period to the next
WHOLE = 0.5  # of the practices held: with fewer, a sheet is a part and none is missed
SMALL = 7  # the most that the small-number rule hides
NAMED = 5
# Kinds that a code has as long as no file says more of it.
UNSURE = ("prescriber",)
PLACES = 9  # decimals to which two figures are the same


def problems_beside_held(
    reading: Reading, held: Snapshot, catalogue: Catalogue, *, format_id: str
) -> tuple[Problem, ...]:
    """What is wrong with, or hardly can be meant by, the figures of a reading.

    Args:
        format_id: The format that it was read as; figures held of it are revised, not contradicted.
    """
    areas = run_query(held, "areas_known").set_index("area_code")
    named = pd.concat([areas, _new_areas(reading)])
    problems = [
        problem
        for rows, column in _naming(reading)
        for problem in _unknown(rows, column, named, is_known=areas["status"].notna().any())
    ]
    problems += [*_kinds(reading, named), *_fixed(reading, held, catalogue)]
    if reading.values.empty:
        return tuple(problems)
    rows = _with_value(reading.values, catalogue)
    figures = run_query(
        held,
        "figures_held",
        area_codes=sorted({*rows["area_code"]} | {*areas.index[areas["in_place"]]}),
        indicator_ids=sorted({*rows["indicator_id"]}),
    ).join(areas[["area_type", "in_place", "status"]], on="area_code")
    problems += _closed(rows, areas)
    for indicator_id, own in rows.groupby("indicator_id", sort=True):
        one = catalogue.indicators.get(str(indicator_id))
        if one is None:
            continue
        before = figures[figures["indicator_id"] == indicator_id]
        if one.hides_small_counts:
            problems += _small(one, own)
        else:
            problems += _contradicted(one, own, before[before["format_id"] != format_id])
            problems += _jumps(one, own, before)
        problems += _left_out(one, own, before)
    return tuple(problems)


def _with_value(values: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    multipliers = {one.id: one.multiplier for one in catalogue.indicators.values()}
    by = values["indicator_id"].map(multipliers)
    derived = by * values["numerator"] / values["denominator"].where(lambda size: size > 0)
    return values.assign(value=values["value"].fillna(derived))


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
        near = get_close_matches(code, near_by, n=1) or get_close_matches(code, areas.index, n=1)
        meant = f"{near[0]}, {areas['area_name'][near[0]]}" if near else ""
        yield _told(
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
            yield _told(
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
        yield _told(
            "error",
            "this area is named in the file of the place",
            row,
            AREA_NAME,
            found=repr(row["area_name"].iloc[0]),
            expected=repr(given[index]),
            advice="Change it in data/definitions/places, where it counts for every load.",
        )


def _closed(rows: pd.DataFrame, areas: pd.DataFrame) -> Iterator[Problem]:
    closed = rows["area_code"].map(pd.to_datetime(areas["closed_date"]))
    starts = pd.to_datetime(rows["period"].map(lambda label: parse_period(label).start))
    for code, own in rows[closed < starts].groupby("area_code"):
        when = pd.Timestamp(areas.loc[code, "closed_date"])
        yield _told(
            "warning",
            "the practice had closed before this period",
            own,
            CODE,
            found=f"{code}, closed on {when.day} {when:%B %Y}",
            advice="Is another practice meant, perhaps the one that took its patients on?",
        )


def _contradicted(one: Indicator, own: pd.DataFrame, published: pd.DataFrame) -> Iterator[Problem]:
    both = own.merge(published, on=["area_code", "period"], suffixes=("", "_held"))
    as_text = both["category"].fillna("") != both["category_held"].fillna("")
    as_number = (both["value"] - both["value_held"]).abs().round(PLACES) > 0
    differ = both[as_text | as_number]
    if differ.empty:
        return
    first = differ.iloc[0]
    yield _told(
        "warning",
        f"{counted(len(differ), 'figure')} of {one.title!r} "
        f"{verb(len(differ), 'contradicts', 'contradict')} what another file published",
        differ,
        found=f"{_figure(first)} of {first['area_code']} in {first['period']}",
        expected=f"{_figure(first, '_held')}, as {first['file_name']!r} has it",
        advice="If you publish, yours take the place of those. Undo the load to get them back.",
    )


def _jumps(one: Indicator, own: pd.DataFrame, before: pd.DataFrame) -> Iterator[Problem]:
    own = own.assign(end_date=_ends(own))
    known = pd.concat(
        [
            before[["area_code", "period", "end_date", "value"]],
            own[["area_code", "period", "end_date", "value"]],
        ]
    ).assign(end_date=lambda frame: pd.to_datetime(frame["end_date"]))
    known = known[known["value"] > 0].drop_duplicates(["area_code", "period"], keep="last")
    known = known.sort_values(["area_code", "end_date"])
    known["earlier"] = known.groupby("area_code")["value"].shift()
    known["earlier_period"] = known.groupby("area_code")["period"].shift()
    beside = own.merge(
        known[["area_code", "period", "earlier", "earlier_period"]], on=["area_code", "period"]
    )
    times = beside["value"] / beside["earlier"]
    far = beside[(times >= JUMP) | (times <= 1 / JUMP)]
    if far.empty:
        return
    first = far.iloc[0]
    yield _told(
        "warning",
        f"{counted(len(far), 'figure')} of {one.title!r} {verb(len(far), 'is', 'are')} at least "
        f"{JUMP} times, or at most a third of, the one before",
        far,
        found=f"{figure(first['value'])} of {first['area_code']} in {first['period']}",
        expected=f"near {figure(first['earlier'])}, as in {first['earlier_period']}",
        advice="Look for a wrong unit, a shifted row or a digit too many.",
    )


def _left_out(one: Indicator, own: pd.DataFrame, before: pd.DataFrame) -> Iterator[Problem]:
    before = before[(before["area_type"] == "practice") & before["in_place"]]
    for period, given in own.groupby("period", sort=False):
        start = parse_period(str(period)).start
        earlier = before[pd.to_datetime(before["end_date"]) < pd.Timestamp(start)]
        if earlier.empty:
            continue
        last = earlier.loc[earlier["end_date"] == earlier["end_date"].max()]
        last = last[last["status"] != "closed"]
        absent = {*last["area_code"]} - {*given["area_code"]}
        # What is held of the period itself is not missing: a sheet may give what changes alone.
        missing = sorted(absent - {*before.loc[before["period"] == period, "area_code"]})
        if not missing or len(absent) > WHOLE * len(last):
            continue
        named = ", ".join(missing[:NAMED])
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        yield Problem(
            "warning",
            f"{counted(len(missing), 'practice')} of {one.title!r} in {last['period'].iloc[0]} "
            f"{verb(len(missing), 'has', 'have')} no figure in {period}",
            where=f"sheet {given['sheet'].iloc[0]!r}" if given["sheet"].notna().any() else "",
            found=f"none of {named}{more}",
            advice="Leave it so if there is none to give: it is shown as not available.",
        )


def _small(one: Indicator, own: pd.DataFrame) -> Iterator[Problem]:
    small = own[own["numerator"].between(1, SMALL)]
    if len(small):
        yield _told(
            "warning",
            f"{counted(len(small), 'count')} of {one.title!r} {verb(len(small), 'is', 'are')} "
            f"from 1 to {SMALL}",
            small,
            NUMERATOR,
            advice="They are held, and hidden on every page and in every export.",
        )


def _told(severity: str, what: str, rows: pd.DataFrame, column: str = "", **said: str) -> Problem:
    """A problem of some rows of one sheet."""
    first = rows.iloc[0]
    sheet = first["sheet"] if isinstance(first["sheet"], str) else None
    own = rows[rows["sheet"].eq(sheet)] if sheet else rows
    parts = [f"sheet {sheet!r}"] if sheet else []
    parts.append(f"row {int(first['row'])}")
    parts += [f"column {column}"] if column else []
    return Problem(
        severity,
        what,
        where=", ".join(parts),
        spot=Spot(sheet, tuple(int(row) for row in own["row"]), column),
        **said,
    )


def _figure(row: pd.Series, of: str = "") -> str:
    category = row[f"category{of}"]
    return category if isinstance(category, str) else figure(row[f"value{of}"])


def _ends(rows: pd.DataFrame) -> pd.Series:
    return rows["period"].map(lambda label: parse_period(label).end)
