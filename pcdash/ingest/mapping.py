"""Reads workbooks and tables that are of no known layout, as somebody said that they are to be.

A mapping says what each column of a sheet is. It is remembered by the shape of the sheet, which is
the headings that mean something: a later file with the same headings is read in the same way,
wherever they stand. A period that is written nowhere in the sheet is said for each file anew.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import parse_period
from pcdash.errors import UserFacingError
from pcdash.ingest import tables, workbooks
from pcdash.ingest.contents import content_of
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._bi_figures import KEY, values_under
from pcdash.ingest.formats._bi_totals import without_totals
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.sheet_rows import SEARCHED_ROWS, Cell, column_name, rows_below
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    DENOMINATOR,
    INDICATOR,
    NAME,
    NUMERATOR,
    PERIOD,
    VALUE,
)
from pcdash.ingest.workbook_marks import SheetMarks
from pcdash.store import mappings
from pcdash.store.snapshots import Store

# What a column may be; the parts of a figure may be of an indicator of their own.
KEYS = (CODE, PERIOD, INDICATOR)
PARTS = (NUMERATOR, DENOMINATOR, VALUE, CATEGORY)
TITLE = "A table of the BI team, read as it was said what its columns are"
FORMAT_ID = "bi_workbook"  # figures of it are the BI team's, in whatever shape they came


@dataclass(frozen=True)
class Meaning:
    """What a column is: one of `KEYS` or `PARTS`; of which indicator, where not of the row's."""

    is_a: str
    indicator: str = ""


@dataclass(frozen=True)
class SheetMapping:
    """What the columns of a sheet are, by their headings; columns that mean nothing are not there.

    `indicator` is that of the whole sheet, where no column says it. `periods` are those of whole
    files by their SHA-256, where no column says it.
    """

    columns: Mapping[str, Meaning]
    indicator: str = ""
    periods: Mapping[str, str] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        """What tells sheets of this shape from others."""
        named = "\n".join(sorted(plain(one) for one in self.columns))
        return hashlib.sha256(named.encode()).hexdigest()[:16]

    @property
    def has_period(self) -> bool:
        """Whether a column says the period."""
        return any(one.is_a == PERIOD for one in self.columns.values())

    def header_of(self, rows: Sequence[Sequence[Cell]]) -> int | None:
        """Which row (from 0) of a sheet is its header, or None."""
        wanted = {plain(one) for one in self.columns}
        for number, row in enumerate(rows[:SEARCHED_ROWS]):
            if wanted <= {plain(column_name(cell)) for cell in row if isinstance(cell, str)}:
                return number
        return None

    def parts_of(self, indicator_id: str) -> tuple[str, ...]:
        """The headings of the figures of an indicator: its own, or those of the row or sheet."""
        of_row = () if self.indicator not in ("", indicator_id) else ("",)
        return tuple(
            heading
            for heading, one in self.columns.items()
            if one.is_a in PARTS and one.indicator in (indicator_id, *of_row)
        )

    def as_facts(self) -> dict[str, Any]:
        """It as plain values, to be kept."""
        return asdict(replace(self, columns=dict(self.columns), periods=dict(self.periods)))


def checked(mapping: SheetMapping) -> SheetMapping:
    """The mapping, if it says enough.

    Raises:
        UserFacingError: no code, no indicator, no period or no figure; a column twice; a period
            that is none.
    """
    kinds = [one.is_a for one in mapping.columns.values()]
    lacking = []
    if CODE not in kinds:
        lacking.append("which column has the codes of practices or areas")
    if not any(one in PARTS for one in kinds):
        lacking.append("which columns have figures")
    of_row = [one for one in mapping.columns.values() if one.is_a in PARTS and not one.indicator]
    if of_row and INDICATOR not in kinds and not mapping.indicator:
        lacking.append("which indicator the figures are of")
    if not mapping.has_period and not mapping.periods:
        lacking.append("which period the figures are of")
    if lacking:
        raise UserFacingError(f"Say {'; '.join(lacking)}.")
    twice = {one for one in mapping.columns.values() if [*mapping.columns.values()].count(one) > 1}
    if twice:
        named = ", ".join(sorted({one.is_a for one in twice}))
        raise UserFacingError(f"Two columns are said to be the same: {named}. Leave one out.")
    for label in mapping.periods.values():
        parse_period(label)
    return mapping


def remember(store: Store, mapping: SheetMapping, headings: Iterable[str] = ()) -> None:
    """Keep a mapping for this and later files of its shape; periods that were said stay said.

    Args:
        headings: Of the sheet that it was said of: what was said of it before counts no more.
    """
    present = {plain(one) for one in headings}
    periods = dict(mapping.periods)
    for one in known(store):
        if one.shape == mapping.shape:
            periods = {**one.periods, **periods}
        elif {plain(name) for name in one.columns} <= present:
            mappings.forget(store, one.shape)
    mappings.remember(store, mapping.shape, replace(mapping, periods=periods).as_facts())


def known(store: Store) -> Iterator[SheetMapping]:
    """The mappings that a store remembers."""
    for facts in mappings.remembered(store):
        try:
            columns = {name: Meaning(**one) for name, one in facts["columns"].items()}
            yield SheetMapping(columns, facts["indicator"], facts["periods"])
        except (KeyError, TypeError, AttributeError):  # written by another version
            continue


def in_order(store: Store) -> list[SheetMapping]:
    """The mappings that a store remembers, in the order in which they are tried: of two shapes
    that a sheet has the one with more columns counts."""
    return sorted(known(store), key=lambda one: (-len(one.columns), one.shape))


def with_mapped(formats: Sequence[Format], store: Store) -> tuple[Format, ...]:
    """The formats, and the mappings of a store after them: a known layout is what it is."""
    found = [*formats]
    for one in in_order(store):
        found.append(_format(one, tuple(found)))
    return tuple(found)


def sheets_of(path: Path) -> dict[str, tuple[tuple[Cell, ...], ...]]:
    """The first rows of each sheet; those of a file of text as one of no name.

    Raises:
        SourceFileError: it cannot be read.
    """
    if content_of(path).kind == "table":
        return {"": tables.first_rows(path, SEARCHED_ROWS)}
    return workbooks.peek_sheets(path, SEARCHED_ROWS)


def _format(mapping: SheetMapping, others: Sequence[Format]) -> Format:
    return Format(
        id=FORMAT_ID,
        title=TITLE,
        source="bi_workbook",
        layout=", ".join(mapping.columns),
        recognises=partial(_recognises, mapping, others),
        read=inspected(partial(_read, mapping)),
        is_typed=True,
    )


def _recognises(mapping: SheetMapping, others: Sequence[Format], peek: Peek) -> bool:
    if not mapping.has_period and peek.sha256 not in mapping.periods:
        return False
    sheets = {"": (peek.header,)} if peek.kind == "table" else peek.sheets
    if not any(mapping.header_of(rows) is not None for rows in sheets.values()):
        return False
    return not any(one.recognises(peek) for one in others)


def _read(
    mapping: SheetMapping, document: Document, catalogue: Catalogue, inspection: Inspection
) -> Reading:
    made, notes = [], []
    for sheet, table, marks in _tables(mapping, document, notes):
        inspection.sheet = sheet or None
        code = next(name for name, one in mapping.columns.items() if one.is_a == CODE)
        table, totals = without_totals(table, inspection.sheet, code=code, name=NAME)
        table = table.assign(**_constants(mapping, document))
        notes += totals
        for headings in _groups(mapping):
            made.append(values_under(_of(table, headings, mapping), marks, headings, catalogue,
                                     inspection).assign(sheet=sheet or None))  # fmt: skip
    inspection.problems[:] = dict.fromkeys(inspection.problems)
    values = pd.concat(made, ignore_index=True)
    return Reading(
        values=tidy("values", inspection.unique(values, KEY)),
        notes=tuple(notes),
        part_of_whole=True,
        skipped="" if len(values) else "No row has a figure yet, so there is nothing to load.",
    )


def _tables(
    mapping: SheetMapping, document: Document, notes: list[str]
) -> Iterator[tuple[str, pd.DataFrame, dict[str, Any]]]:
    """Each sheet of the shape, with its rows under its own headings and the marks of columns."""
    ours = {plain(one): one for one in mapping.columns}
    if content_of(document.path).kind == "table":
        table = document.table()
        named = {name: ours[plain(name)] for name in table.columns if plain(name) in ours}
        yield "", table.rename(columns=named), {}
        return
    marks = document.marks()
    for sheet, rows in document.sheets().items():
        header = mapping.header_of(rows)
        if header is None:
            notes.append(f"The sheet {sheet!r} has another shape and was passed over.")
            continue
        names = [column_name(cell) for cell in rows[header]]
        named = {name: ours[plain(name)] for name in names if plain(name) in ours}
        found = marks.get(sheet, SheetMarks()).columns
        places = {named[name]: place for place, name in enumerate(names) if name in named}
        own = {
            name: found[place].below(header + 1) for name, place in places.items() if place in found
        }
        yield sheet, rows_below(rows, header, columns=named).rename(columns=named), own


def _constants(mapping: SheetMapping, document: Document) -> dict[str, str]:
    said = {INDICATOR: mapping.indicator} if mapping.indicator else {}
    if not mapping.has_period:
        said[PERIOD] = mapping.periods[document.sha256]
    return said


def _groups(mapping: SheetMapping) -> Iterator[dict[str, str]]:
    """The headings of each indicator that the columns are of; '' is that of the row or sheet."""
    key = {one.is_a: name for name, one in mapping.columns.items() if one.is_a in KEYS}
    if PERIOD not in key:
        key[PERIOD] = PERIOD
    for indicator_id in dict.fromkeys(
        one.indicator for one in mapping.columns.values() if one.is_a in PARTS
    ):
        parts = {
            one.is_a: name
            for name, one in mapping.columns.items()
            if one.is_a in PARTS and one.indicator == indicator_id
        }
        ordered = {part: parts[part] for part in PARTS if part in parts}
        own = {**key, **ordered}
        own.pop(INDICATOR, None) if indicator_id else own.setdefault(INDICATOR, INDICATOR)
        yield own


def _of(table: pd.DataFrame, headings: Mapping[str, str], mapping: SheetMapping) -> pd.DataFrame:
    """The table with the indicator that these headings are of."""
    if INDICATOR in headings:
        return table
    part = next(one for one in headings if one in PARTS)
    return table.assign(**{INDICATOR: mapping.columns[headings[part]].indicator})
