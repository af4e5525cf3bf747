"""QOF workbooks of 2014/15 (HSCIC): prevalence, achievement, exceptions; by practice or by CCG.

One sheet a group of indicators, each with its own columns, for 2013/14 beside 2014/15. Columns
are known by what the three rows of headings say, never by their place. The codes of areas are
those of 2014/15 in both years.
"""

import re

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import Period, financial_year
from pcdash.errors import SourceFileError
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._hierarchy import CODES, checked_codes, observed
from pcdash.ingest.formats._qof import (
    ACHIEVEMENT,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    defined,
    known_groups,
    plain_code,
)
from pcdash.ingest.formats._qof_blocks import blocks_of
from pcdash.ingest.formats._qof_figures import figures_of_block, points_of_blocks
from pcdash.ingest.formats._qof_sheets import (
    Column,
    Sheet,
    column_named,
    headed_columns,
    required_columns,
    sheet_below,
)
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, empty, tidy
from pcdash.ingest.sheet_rows import Rows, column_name, find_header

CCG_COLUMNS = ("CCG Code", "CCG Name", "Region Code", "Region Name")
PRACTICE_COLUMNS = ("Practice Code", "Practice Name", *CCG_COLUMNS)
MARKS = {
    "-": NOT_AVAILABLE,
    "Increase from 0": NOT_AVAILABLE,
    "No patients in indicator": NOT_APPLICABLE,
}
TITLE = "quality and outcomes framework (qof) for"
TITLE_YEAR = re.compile(r"April (20\d\d) ?[-–] ?March 20\d\d")
LEAST_COLUMNS = 3


def _recognises(peek: Peek) -> bool:
    return any(
        TITLE in " ".join(_titles(rows)).casefold() and _header(rows) is not None
        for rows in peek.sheets.values()
    )


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    readings = []
    for name, rows in document.sheets().items():
        inspection.sheet = name
        header = _header(rows)
        if header is None:
            is_group = plain_code(name) in known_groups(catalogue, ACHIEVEMENT)
            tell = inspection.error if is_group else inspection.warn
            tell("no table of areas here: left out", where=inspection.place())
            continue
        try:
            reading = _read_sheet(name, rows, header, catalogue, inspection)
        except SourceFileError:  # told already, and the other sheets can be read
            continue
        readings.append(reading)
    inspection.sheet = None
    return _together(readings)


def _read_sheet(
    name: str, rows: Rows, header: int, catalogue: Catalogue, inspection: Inspection
) -> Reading:
    group = _group(name, catalogue, inspection)
    published = _published(rows[:header], inspection)
    columns = headed_columns(rows, header)
    level = _level(rows[:header], columns)
    table, sheet = _areas(rows, header, columns, level, inspection)
    blocks = blocks_of(columns, group, inspection)
    frames = [
        frame.assign(area_code=table[f"{level}_code"], row=table["row"])
        for block in blocks
        for frame in figures_of_block(sheet, block, group, published, inspection)
    ]
    values = pd.concat(frames, ignore_index=True) if frames else empty("values")
    values = values.dropna(subset="area_code")
    values = inspection.unique(values, ["indicator_id", "area_code", "period"])
    values = defined(values, catalogue, inspection, column="of its figures")
    seen = observed(table, as_of=published.end)
    points = points_of_blocks(blocks, published)
    return Reading(
        values=tidy("values", values.assign(sheet=name)),
        areas=seen.areas.assign(sheet=name),
        memberships=seen.memberships.assign(sheet=name),
        qof_points=tidy("qof_points", points.assign(qof_group=group, sheet=name, row=header + 1)),
    )


def _together(readings: list[Reading]) -> Reading:
    """One reading; every sheet names the same areas, so that the first to name one is kept."""
    if not readings:
        return Reading()
    kinds = {
        kind: pd.concat([getattr(one, kind) for one in readings], ignore_index=True)
        for kind in ("values", "areas", "memberships", "qof_points")
    }
    return Reading(
        values=kinds["values"],
        areas=kinds["areas"].drop_duplicates("area_code", ignore_index=True),
        memberships=kinds["memberships"].drop_duplicates(
            ["child_code", "parent_code"], ignore_index=True
        ),
        qof_points=kinds["qof_points"],
    )


def _header(rows: Rows) -> int | None:
    return find_header(rows, PRACTICE_COLUMNS, at_least=LEAST_COLUMNS)


def _titles(rows: Rows) -> list[str]:
    return [column_name(cell) for row in rows for cell in row if isinstance(cell, str)]


def _group(name: str, catalogue: Catalogue, inspection: Inspection) -> str:
    """The group of a sheet, which is its name: CVD-PP is the group CVDPP."""
    group = plain_code(name)
    known = known_groups(catalogue, ACHIEVEMENT)
    if group not in known:
        inspection.error(
            "the sheet is named after no QOF group that is known",
            where=inspection.place(),
            found=repr(name),
            expected=f"one of {', '.join(sorted(known))}",
            advice="A new one needs a definition in data/definitions before it is loaded.",
        )
        raise SourceFileError(f"No group {name!r}.")
    return group


def _published(titles: Rows, inspection: Inspection) -> Period:
    found = TITLE_YEAR.search(" ".join(_titles(titles)))
    if found is None:
        inspection.error(
            "the titles do not say the year",
            where=inspection.place(),
            expected="a title such as 'Quality and Outcomes Framework (QOF) for April 2014 - "
            "March 2015'",
        )
        raise SourceFileError("No year in the titles.")
    return financial_year(int(found[1]))


def _level(titles: Rows, columns: tuple[Column, ...]) -> str:
    """Whether the rows are practices or CCGs; either the title or a column is enough to tell."""
    named = any(column_named(columns, name) for name in PRACTICE_COLUMNS[:2])
    return "practice" if named or "PRACTICE LEVEL" in _titles(titles) else "ccg"


def _areas(
    rows: Rows, header: int, columns: tuple[Column, ...], level: str, inspection: Inspection
) -> tuple[pd.DataFrame, Sheet]:
    """Each row's codes and names, and the sheet of these rows."""
    wanted = PRACTICE_COLUMNS if level == "practice" else CCG_COLUMNS
    held = required_columns(columns, wanted, inspection)
    code, pattern = held[wanted[0]], CODES[level][0]
    sheet = sheet_below(rows, header, columns, code=code, pattern=pattern, marks=MARKS)
    table = pd.DataFrame({name: sheet.texts(column) for name, column in held.items()})
    table = table.assign(row=sheet.rows)
    kinds = [kind for kind in ("practice", "ccg", "region") if _column(kind, "Code") in wanted]
    table = checked_codes(table, inspection, {kind: _column(kind, "Code") for kind in kinds})
    names = {_column(kind, "Name"): f"{kind}_name" for kind in kinds}
    return table.rename(columns=names), sheet


def _column(kind: str, what: str) -> str:
    return f"{'CCG' if kind == 'ccg' else kind.title()} {what}"


FORMATS = (
    Format(
        id="qof_workbook",
        title="QOF 2014/15: prevalence, achievement and exceptions by practice or CCG",
        source="nhsd_qof",
        layout="workbook with a sheet a group (AST, CVD-PP …) and three rows of headings: Region "
        "Code, Region Name, CCG Code, CCG Name and, by practice, Practice Code, Practice Name; "
        "then List Size, Register, Prevalence, Total Achievement Score, Total Exceptions … for "
        "each year, and Numerator and Denominator for each indicator",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
