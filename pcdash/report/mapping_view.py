"""What is asked about a workbook of no known layout, and what is offered for an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.contents import content_of
from pcdash.ingest.files import open_document
from pcdash.ingest.likely_meanings import likely_header, likely_meaning
from pcdash.ingest.load import LoadReport
from pcdash.ingest.mapping import (
    KEYS,
    PARTS,
    TITLE,
    Meaning,
    SheetMapping,
    headings_of,
    sheets_of,
)
from pcdash.ingest.sheet_rows import Cell, cell_text, column_name
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_layout import PERIOD
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.tables import Column, Table, made_of

NOT_READ = "Not read"
OF_ROW = "The indicator of the row or sheet"
BY_COLUMN = "A column says it"
EXAMPLES = 3
SHOWN_COLUMNS = 12
WHOLE_FILE = "The table"

AGAIN = "Say again what the columns of {name} are"
HEADING = "What are the columns of {name}?"
ABOUT = (
    "This file has a layout that is not known here. Say what its columns are, once: later files "
    "with the same headings are read in the same way."
)
SHEET, HEADER = "Sheet", "Row with the headings"
INDICATOR, PERIOD_OF_FILE = "Indicator of the whole sheet", "Period of the whole sheet"
PERIOD_HELP = "2018/19, Q3 2018/19, Apr 2019 or 2019. It is asked anew for each file."
READ_SO = "Read it so"
WHAT, WHICH = "What “{heading}” is", "Of which indicator “{heading}” is"


@dataclass(frozen=True)
class AskedColumn:
    """One column: its heading, its first cells, and what it is likely to be."""

    heading: str
    examples: str
    likely: str


@dataclass(frozen=True)
class AskedSheet:
    """A sheet with a header chosen: its first rows as a table, and what is asked of each column."""

    name: str
    header: int
    rows: int
    first: Table
    columns: tuple[AskedColumn, ...]


def asked_files(report: LoadReport, paths: Iterable[Path]) -> tuple[tuple[Path, bool], ...]:
    """The uploaded tables and workbooks that nobody knows, or that are read by a mapping (True)."""
    named = {path.name: path for path in paths}
    return tuple(
        (named[one.name], one.format_title == TITLE)
        for one in report.files
        if one.name in named and (one.format_title == TITLE or one.is_unknown)
        if content_of(named[one.name]).kind in ("table", "workbook")
    )


def sha256_of(path: Path) -> str:
    """The checksum of a file, as loads know it."""
    return open_document(path).sha256


def sheets(path: Path) -> dict[str, tuple[tuple[Cell, ...], ...]]:
    """The sheets that hold anything, by the name that people see.

    Raises:
        SourceFileError: the file cannot be read.
    """
    found = sheets_of(path)
    return {name or WHOLE_FILE: rows for name, rows in found.items() if any(map(any, rows))}


def ask(name: str, rows: tuple[tuple[Cell, ...], ...], header: int | None) -> AskedSheet:
    """What is asked of a sheet.

    Args:
        header: The row (from 1) that was said to hold the headings; None is the likely one.
    """
    at = likely_header(rows) if header is None else min(max(header, 1), len(rows)) - 1
    names = headings_of(rows[at])
    below = rows[at + 1 : at + 1 + EXAMPLES]
    places = {one: [column_name(cell) for cell in rows[at]].index(one) for one in names}
    columns = tuple(
        AskedColumn(
            one,
            ", ".join(filter(None, (_at(row, places[one]) for row in below))),
            likely_meaning(one),
        )
        for one in names
    )
    shown = names[:SHOWN_COLUMNS]
    table = made_of(
        [Column(one) for one in shown],
        [tuple(_at(row, places[one]) for one in shown) for row in below],
    )
    return AskedSheet(name, at + 1, len(rows), table, columns)


def meanings() -> tuple[str, ...]:
    """What a column may be."""
    return (NOT_READ, *KEYS, *PARTS)


def indicators(catalogue: Catalogue) -> dict[str, str]:
    """The indicators by id, in their order, with their titles and units."""
    ordered = in_order(catalogue.indicators.values())
    return {one.id: f"{one.title} ({one.unit})" for one in ordered}


def is_part(meaning: str) -> bool:
    """Whether a column of this meaning may be of an indicator of its own."""
    return meaning in PARTS


def mapping_of(
    said: Iterable[tuple[str, str, str]], *, indicator: str, period: str, sha256: str
) -> SheetMapping:
    """The mapping that somebody said.

    Args:
        said: Each column's heading, meaning and indicator (empty for that of the row).
    """
    columns = {
        heading: Meaning(is_a, which if is_a in PARTS else "")
        for heading, is_a, which in said
        if is_a != NOT_READ
    }
    says_period = any(one.is_a == PERIOD for one in columns.values())
    periods = {} if says_period or not period else {sha256: period}
    return SheetMapping(columns, indicator, periods)


def remembered(
    known: Iterable[SheetMapping], columns: Iterable[AskedColumn]
) -> Mapping[str, Meaning]:
    """What was said of these headings before: of the shape that has most of them."""
    present = {plain(one.heading): one.heading for one in columns}
    fitting = [one for one in known if {plain(name) for name in one.columns} <= {*present}]
    if not fitting:
        return {}
    best = max(fitting, key=lambda one: len(one.columns))
    return {present[plain(name)]: meaning for name, meaning in best.columns.items()}


def _at(row: tuple[Cell, ...], place: int) -> str:
    return cell_text(row[place])[:40] if place < len(row) else ""
