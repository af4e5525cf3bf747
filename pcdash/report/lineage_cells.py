"""The very cells that a figure was read from, found again in the file that is kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from openpyxl.utils import get_column_letter

from pcdash.errors import SourceFileError
from pcdash.ingest.contents import content_of
from pcdash.ingest.figure_layouts import CATEGORY_OF_PRACTICE, TRIGGERS
from pcdash.ingest.layouts import header_of
from pcdash.ingest.mapping import in_order
from pcdash.ingest.sheet_rows import Rows, any_filled, column_name
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_layout import CATEGORY, GIVEN, VALUE, Layout
from pcdash.ingest.workbooks import read_sheets
from pcdash.store import originals
from pcdash.store.snapshots import Store
from pcdash.viewmodels.lineage import COLUMNS, Lineage, Said
from pcdash.viewmodels.tables import Column, Table

FORMAT_ID = "bi_workbook"
CELLS = Column("Cells", help="Where it stands in the file that was loaded")
AFTER = [column.label for column in COLUMNS].index("Row") + 1


def with_cells(found: Lineage, store: Store, indicator_id: str) -> Lineage:
    """The lineage with the cells of figures that came in the BI team's workbook.

    Of other files the row says enough: they have a figure a row, or a sheet an indicator.
    """
    cells = [", ".join(_cells(one, store, indicator_id)) for one in found.said]
    if not any(cells):
        return found
    columns = (*found.table.columns[:AFTER], CELLS, *found.table.columns[AFTER:])
    rows = tuple(
        (*row[:AFTER], cell, *row[AFTER:])
        for row, cell in zip(found.table.rows, cells, strict=True)
    )
    return replace(found, table=Table(columns, rows, found.table.codes))


def _cells(said: Said, store: Store, indicator_id: str) -> Iterator[str]:
    path = originals.find(store, said.sha256) if said.sha256 else None
    if path is None or said.format_id != FORMAT_ID or said.row is None:
        return
    try:
        yield from _in_workbook(path, said.sheet, said.row, indicator_id, store)
    except SourceFileError:  # it was read once; that it cannot be now is told on the Load page
        return


def _in_workbook(
    path: Path, sheet: str, row: int, indicator_id: str, store: Store
) -> Iterator[str]:
    if content_of(path).kind != "workbook":
        return
    rows = read_sheets(path).get(sheet, [])
    if row > len(rows) or not any_filled(rows[row - 1]):
        return
    number, headings = _header(rows, sheet, indicator_id, store)
    wanted = {plain(one) for one in headings}
    for place, cell in enumerate(rows[number]):
        held = rows[row - 1][place] if place < len(rows[row - 1]) else None
        if plain(column_name(cell)) in wanted and held not in (None, ""):
            yield f"{get_column_letter(place + 1)}{row}"


def _header(rows: Rows, sheet: str, indicator_id: str, store: Store) -> tuple[int, tuple[str, ...]]:
    """Which row (from 0) has the headings, and those of the figure: of a layout that is known, or
    as somebody said of this shape; none where nobody knows it any more."""
    found = header_of(rows, sheet)
    if found is not None:
        number, layout = found
        return number, tuple(one for names in _headings(layout, indicator_id) for one in names)
    for mapping in in_order(store):
        header = mapping.header_of(rows)
        if header is not None:
            return header, mapping.parts_of(indicator_id)
    return 0, ()


def _headings(layout: Layout, indicator_id: str) -> Iterator[tuple[str, ...]]:
    """The headings of the parts of a figure, each with the others that mean it."""
    parts = GIVEN
    if layout is TRIGGERS:  # its rows have a figure of the standard and the practice's category
        parts = (CATEGORY,) if indicator_id == CATEGORY_OF_PRACTICE else (VALUE,)
    for column in layout.columns:
        is_part = column.name in parts and not column.indicator
        if is_part or indicator_id in column.indicator.split():
            yield column.name, *column.others
