"""Rows of any number on the sheets of one workbook, written as they come and never held together.

Text is never a formula, and a number is written so that the very same number is read again.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pcdash.report.table_files import FORMULA_STARTS, UNWRITABLE

ERROR_START = "#"  # openpyxl writes #N/A as an error and not as the text that it is
HEADING = PatternFill("solid", fgColor="12436D")
# Excel has 1,048,576 rows a sheet; fewer need less memory where a workbook is read sheet by sheet.
ROWS_A_SHEET = 250_000


class LongSheets:
    """A table that goes on on further sheets where one is full: "Name", "Name (2)" …

    Args:
        widths: The headings, in order, each with the width of its column.
        as_text: Headings of columns in which Excel must not make dates of what is typed.
    """

    def __init__(
        self,
        book: Workbook,
        name: str,
        widths: Mapping[str, int],
        *,
        as_text: Sequence[str] = (),
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:
        self.rows = 0
        self.sheets = 0
        self._book, self._name, self._widths = book, name, widths
        self._as_text, self._room = frozenset(as_text), rows_a_sheet
        self._marked: dict[str, WriteOnlyCell] = {}  # cells of texts that come again and again
        self._begin()

    def write(self, table: pd.DataFrame) -> None:
        """Write rows: columns under the headings, text or numbers, None or NaN where blank."""
        columns = [self._cells(table[name], name in self._as_text) for name in self._widths]
        for row in zip(*columns, strict=True):
            if self.rows == self.sheets * self._room:
                self._begin()
            self._sheet.append(row)
            self.rows += 1

    def _begin(self) -> None:
        self.sheets += 1
        name = self._name if self.sheets == 1 else f"{self._name} ({self.sheets})"
        self._sheet = sheet = self._book.create_sheet(name)
        sheet.freeze_panes = "C2"
        last = get_column_letter(len(self._widths))
        sheet.auto_filter.ref = f"A1:{last}{self._room + 1}"
        for place, width in enumerate(self._widths.values(), start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_heading(sheet, name) for name in self._widths])

    def _cells(self, column: pd.Series, is_text: bool) -> list[object]:
        if pd.api.types.is_numeric_dtype(column):
            return [None if one != one else self._number(one) for one in column.tolist()]
        return [
            self._text(one, is_text) if isinstance(one, str) and one else None
            for one in column.tolist()
        ]

    def _number(self, number: float) -> object:
        """The number, or a cell with all its digits: openpyxl writes 16, and some need 17."""
        if float(f"{number:.16g}") == number:
            return number
        cell = WriteOnlyCell(self._sheet, value=repr(number))
        cell.data_type = "n"
        return cell

    def _text(self, text: str, is_text: bool) -> object:
        """The text, or a cell for one that would be taken for something else."""
        if not is_text and not text.startswith((*FORMULA_STARTS, ERROR_START)):
            return text
        if text not in self._marked:
            cell = text_cell(self._sheet, text)
            cell.number_format = "@"
            self._marked[text] = cell
        return self._marked[text]


def text_cell(sheet: Worksheet, text: str) -> WriteOnlyCell:
    """A cell with text that is text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=UNWRITABLE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    return cell


def _heading(sheet: Worksheet, name: str) -> WriteOnlyCell:
    cell = text_cell(sheet, name)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = HEADING
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
