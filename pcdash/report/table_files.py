"""A table as a CSV file and as a workbook: exactly what the page shows, and text never a formula.

Spreadsheets run a cell that begins with one of a few characters as a formula. A CSV file has no
types, so such text gets an apostrophe before it there; in a workbook it is written as text.
"""

import csv
import io
import re
from decimal import Decimal, InvalidOperation

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from pcdash.viewmodels.tables import Column, Provenance, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Characters that the format of a workbook has no place for.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What a row of a CSV file must say of itself: it has no second sheet, and rows are copied out.
IN_EVERY_ROW = ("Period", "Source", "Snapshot")
ILLUSTRATIVE = Column("Data")
ILLUSTRATIVE_CELL = "Illustrative data"
WIDEST = 60


def csv_bytes(table: Table, provenance: Provenance) -> bytes:
    """The table as CSV in UTF-8 with a byte-order mark, which Excel needs to know it by.

    Numbers stand without thousands separators. Every row has its period, source and snapshot;
    illustrative data say so in a column of their own.
    """
    columns, rows = _labelled(_with_source(table, provenance), provenance.is_illustrative)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_safe(column.label) for column in columns])
    for row in rows:
        writer.writerow(
            [
                str(number) if (number := _number(cell, column)) is not None else _safe(cell)
                for cell, column in zip(row, columns, strict=True)
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def workbook_bytes(table: Table, provenance: Provenance) -> bytes:
    """The table as a workbook: a sheet with it, and one that says where it comes from."""
    book = Workbook(write_only=True)
    fill_sheet(book.create_sheet("Table"), table, provenance.is_illustrative)
    _about(book, table, provenance)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fill_sheet(sheet, table: Table, is_illustrative: bool) -> None:
    """Write a table into an empty sheet of a write-only workbook, numbers as numbers."""
    columns, rows = _labelled(table, is_illustrative)
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns, start=1):
        cells = [column.label, *(row[place - 1] for row in rows)]
        width = min(max(len(cell) for cell in cells) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_heading(sheet, column.label) for column in columns])
    for row in rows:
        pairs = zip(row, columns, strict=True)
        sheet.append([_cell(sheet, cell, column) for cell, column in pairs])


def text_row(sheet, line: tuple[str, str]) -> None:
    """Write a label and what it says into the next row of a write-only workbook's sheet."""
    label, said = line
    sheet.append([_heading(sheet, label), _text(sheet, said)])


def _about(book: Workbook, table: Table, provenance: Provenance) -> None:
    sheet = book.create_sheet("About")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    for line in (
        ("Title", provenance.title), *provenance.about, *(("Symbol", one) for one in table.key)
    ):  # fmt: skip
        text_row(sheet, line)


def _with_source(table: Table, provenance: Provenance) -> Table:
    """The table with what holds for all of it in columns, but for what it has already."""
    held = {column.label for column in table.columns}
    said = dict(provenance.about)
    more = [label for label in IN_EVERY_ROW if label in said and label not in held]
    cells = tuple(said[label] for label in more)
    return Table((*table.columns, *map(Column, more)), tuple((*row, *cells) for row in table.rows))


def _labelled(
    table: Table, is_illustrative: bool
) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]:
    if not is_illustrative:
        return table.columns, table.rows
    rows = tuple((*row, ILLUSTRATIVE_CELL) for row in table.rows)
    return (*table.columns, ILLUSTRATIVE), rows


def _number(cell: str, column: Column) -> Decimal | None:
    """The number that a cell of a number column shows, or None for a symbol or text."""
    if not column.is_number or cell.endswith("%"):
        return None
    try:
        return Decimal(cell.replace(",", ""))
    except InvalidOperation:
        return None


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _cell(sheet, cell: str, column: Column) -> WriteOnlyCell:
    number = _number(cell, column)
    if number is None:
        return _text(sheet, cell)
    made = WriteOnlyCell(sheet, value=float(number))
    decimals = -number.as_tuple().exponent
    made.number_format = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    return made


def _text(sheet, text: str) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, value=UNWRITABLE.sub("", text))
    # openpyxl takes text that begins with an equals sign for a formula.
    made.data_type = "s"
    made.quotePrefix = text.startswith(FORMULA_STARTS)
    made.alignment = Alignment(vertical="top", wrap_text=len(text) > WIDEST)
    return made


def _heading(sheet, text: str) -> WriteOnlyCell:
    made = _text(sheet, text)
    made.font = Font(bold=True)
    return made
