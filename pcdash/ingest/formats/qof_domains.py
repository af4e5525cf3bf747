"""QOF practice workbook of achievement by domain (NHS Digital, 2022/23 on): points achieved.

A sheet for all points, of this year and the one before, and one for each domain with a column a
group. The publisher's empty template of it is known and skipped.
"""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import Period
from pcdash.errors import SourceFileError
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._hierarchy import CODES, checked_codes, observed
from pcdash.ingest.formats._qof import (
    ACHIEVEMENT,
    GROUP,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    POINTS,
    defined,
    label_of,
)
from pcdash.ingest.formats._qof_sheets import (
    Column,
    Figures,
    Sheet,
    check_percentages,
    headed_columns,
    proportion,
    required_columns,
    sheet_below,
)
from pcdash.ingest.formats._years import mapped_on, year_of, years_in
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, empty, tidy
from pcdash.ingest.sheet_rows import Rows, any_filled, column_name, find_header
from pcdash.ingest.spellings import plain

TITLE = "quality and outcomes framework"
TITLE_ROWS = 12
EXAMPLE = "qof-2324-prac-dom-ach.xlsx"
LEAST_COLUMNS = 3
AREAS = {
    "practice": ("Practice code", "Practice name"),
    "pcn": ("PCN ODS code", "PCN name"),
    "ccg": ("Sub ICB Loc ODS code", "Sub ICB Loc name"),
}
AREA_COLUMNS = tuple(name for pair in AREAS.values() for name in pair)
# The workbook's own symbols, and what it leaves blank: a practice that was not there last year.
MARKS = {":": NOT_AVAILABLE, "z": NOT_APPLICABLE, "": NOT_AVAILABLE}
OVERALL = "Overall achievement"
SCORE, GROUP_SCORE = "Achievement score", "Total achievement score"
AVAILABLE = "Total points for indicators where register exists"
PERCENT = "Points achieved/ max. QOF points available"


def _recognises(peek: Peek) -> bool:
    headers = [rows[at] for rows in peek.sheets.values() if (at := _header(rows)) is not None]
    names = [column_name(cell) for header in headers for cell in header]
    return any(_begins(name, SCORE) or _begins(name, GROUP_SCORE) for name in names)


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    sheets = document.sheets()
    tables = {name: at for name, rows in sheets.items() if (at := _header(rows)) is not None}
    if not any(_has_areas(sheets[name], header) for name, header in tables.items()):
        return Reading(skipped="An empty template of a QOF workbook: it holds no practices.")
    year = _year(sheets, tables, document, inspection)
    readings = []
    for name, header in tables.items():
        inspection.sheet = name
        try:
            reading = _read_sheet(name, sheets[name], header, year, catalogue, inspection)
        except SourceFileError:  # told already, and the other sheets can be read
            continue
        readings.append(reading)
    inspection.sheet = None
    if not readings:
        return Reading()
    values = pd.concat([one.values for one in readings], ignore_index=True)
    # Every sheet names the same practices and what they are under.
    return replace(readings[0], values=values)


def _read_sheet(
    name: str,
    rows: Rows,
    header: int,
    year: Period | None,
    catalogue: Catalogue,
    inspection: Inspection,
) -> Reading:
    columns = headed_columns(rows, header)
    held = required_columns(columns, AREA_COLUMNS, inspection)
    code, pattern = held["Practice code"], CODES["practice"][0]
    sheet = sheet_below(rows, header, columns, code=code, pattern=pattern, marks=MARKS)
    table = pd.DataFrame({name: sheet.texts(column) for name, column in held.items()})
    table = table.assign(row=sheet.rows)
    table = checked_codes(table, inspection, {kind: code for kind, (code, _) in AREAS.items()})
    table = table.rename(columns={pair[1]: f"{kind}_name" for kind, pair in AREAS.items()})
    frames = [
        frame.assign(area_code=table["practice_code"], row=table["row"])
        for frame in (*_all_points(sheet, year, inspection), *_groups(sheet, year, inspection))
    ]
    values = pd.concat(frames, ignore_index=True) if frames else empty("values")
    values = inspection.unique(
        values.dropna(subset="area_code"), ["indicator_id", "area_code", "period"]
    )
    values = defined(values, catalogue, inspection, column="of its figures")
    seen = observed(table.dropna(subset="practice_code"), as_of=mapped_on(year))
    return Reading(
        values=tidy("values", values.assign(sheet=name)),
        areas=seen.areas.assign(sheet=name),
        memberships=seen.memberships.assign(sheet=name),
        notes=seen.notes,
    )


def _all_points(
    sheet: Sheet, year: Period | None, inspection: Inspection
) -> Iterator[pd.DataFrame]:
    """All points of each year, of those for indicators that the practice has a register for."""
    overall = [one for one in sheet.columns if plain(one.section) == plain(OVERALL)]
    scores = [one for one in overall if _begins(one.name, SCORE)]
    for score in scores:
        block = [one for one in overall if one.subject == score.subject]
        of_year = years_in(score.subject)
        if not of_year and len(scores) > 1:
            inspection.error(
                "the heading does not say which year the points are of",
                where=inspection.place(column=score.title),
                found=repr(score.subject),
                expected="a year such as '2022-23' above the names of the columns",
            )
            continue
        points = sheet.figures(score, inspection)
        available = next((one for one in block if _begins(one.name, AVAILABLE)), None)
        if available:
            most = sheet.figures(available, inspection)
            frame = proportion(points, most.numbers, [most])
        else:
            inspection.warn(
                f"the column {AVAILABLE!r} is missing: the year's full points stand for it",
                where=inspection.place(column=score.title),
            )
            frame = _of_maximum(points, score, inspection)
        percent = next((one for one in block if _begins(one.name, PERCENT)), None)
        if percent:
            check_percentages(sheet, percent, frame, inspection)
        yield frame.assign(
            indicator_id=POINTS, period=of_year[0].label if of_year else label_of(year)
        )


def _groups(sheet: Sheet, year: Period | None, inspection: Inspection) -> Iterator[pd.DataFrame]:
    """The points of each group; a domain's own total has no code above it."""
    for column in sheet.columns:
        if GROUP.fullmatch(column.subject) and _begins(column.name, GROUP_SCORE):
            frame = _of_maximum(sheet.figures(column, inspection), column, inspection)
            yield frame.assign(
                indicator_id=f"{ACHIEVEMENT}{column.subject.lower()}", period=label_of(year)
            )


def _of_maximum(points: Figures, column: Column, inspection: Inspection) -> pd.DataFrame:
    """Points of the most points that the column's name says."""
    if column.maximum is None:
        inspection.error(
            "the name of the column does not say the most points",
            where=inspection.place(),
            found=repr(column.title),
            expected="'(max 27)' in the name",
        )
    most = pd.Series(column.maximum, points.numbers.index, dtype="float64")
    return proportion(points, most.where(points.numbers.notna()))


def _year(
    sheets: dict[str, Rows],
    tables: dict[str, int],
    document: Document,
    inspection: Inspection,
) -> Period | None:
    """The later of the years above the points, else that of the title, else that of the name."""
    headed = [
        year
        for name, header in tables.items()
        for column in headed_columns(sheets[name], header)
        for year in years_in(column.subject)
    ]
    titles = [
        year
        for rows in sheets.values()
        for row in rows[:TITLE_ROWS]
        for cell in row
        if isinstance(cell, str) and TITLE in cell.casefold()
        for year in years_in(cell)
    ]
    found = headed or titles
    return max(found) if found else year_of(document, inspection, example=EXAMPLE)


def _header(rows: Rows) -> int | None:
    return find_header(rows, AREA_COLUMNS, at_least=LEAST_COLUMNS)


def _has_areas(rows: Rows, header: int) -> bool:
    return any(any_filled(row) for row in rows[header + 1 :])


def _begins(name: str, beginning: str) -> bool:
    return plain(name).startswith(plain(beginning))


FORMATS = (
    Format(
        id="qof_domain_workbook",
        title="QOF 2022/23 on: points achieved by practice, overall and by group",
        source="nhsd_qof",
        layout="workbook with a sheet 'Overall domain achievement' and one a domain: Sub ICB Loc "
        "ODS code, Sub ICB Loc name, PCN ODS code, PCN name, Practice code, Practice name; then "
        "Achievement score (635 max), Total points for indicators where register exists, and "
        "below each group's code Total achievement score (max 27)",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
