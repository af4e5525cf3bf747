"""One sheet of a template: its headings, rows, look-ups and drop-downs, from its layout."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pcdash.ingest.workbook_layout import CODE, INDICATOR, NAME, TITLE, Column, Layout
from pcdash.report.table_files import UNWRITABLE

HEADING = PatternFill("solid", fgColor="12436D")
LOOKED_UP = PatternFill("solid", fgColor="F0F4F5")
ALLOWED = ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter")
FORBIDDEN = "=+-@\t\r\n"  # a text that begins so would be run as a formula
DAY = "d mmm yyyy"
LONGEST_LIST = 250  # letters that a list written in a cell may have
LOOK_UPS = {NAME: CODE, TITLE: INDICATOR}


def write_sheet(
    sheet: Worksheet, layout: Layout, rows: pd.DataFrame, ranges: Mapping[str, str], last: int
) -> None:
    """Fill a sheet.

    Args:
        rows: Under the headings of the layout.
        ranges: Where the sheet of lists has what, by heading or name of a vocabulary.
        last: The last row that has look-ups and drop-downs.
    """
    _headings(sheet, layout)
    for number, row in enumerate(rows.to_dict("records"), start=2):
        for place, name in enumerate(layout.names, start=1):
            if not _is_missing(row[name]):
                write_cell(sheet, number, place, row[name])
    _look_ups(sheet, layout, ranges, last)
    for column in layout.columns:
        _validate(sheet, layout, column, ranges, last)


def write_cell(sheet: Worksheet, row: int, column: int, held: object) -> None:
    """Write a value; a text is text, whatever it begins with."""
    held = held.date() if isinstance(held, pd.Timestamp) else held
    held = UNWRITABLE.sub("", held) if isinstance(held, str) else held
    cell = sheet.cell(row, column, held)
    cell.protection = Protection(locked=False)
    if isinstance(held, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = held[:1] in FORBIDDEN
        cell.number_format = "@"
    elif isinstance(held, date):
        cell.number_format = DAY


def _is_missing(held: object) -> bool:
    return held is None or held is pd.NaT or held != held


def _headings(sheet: Worksheet, layout: Layout) -> None:
    sheet.freeze_panes = "C2"
    for place, column in enumerate(layout.columns, start=1):
        cell = sheet.cell(1, place, column.name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = HEADING
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.comment = Comment(column.help, "pcdash")
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = column.width
        # What is below the headings may be written in; they alone are protected.
        dimension.protection = Protection(locked=False)
    sheet.protection.sheet = True
    for allowed in ALLOWED:
        setattr(sheet.protection, allowed, False)  # False: not protected against


def _look_ups(sheet: Worksheet, layout: Layout, ranges: Mapping[str, str], last: int) -> None:
    """The names beside the codes; a period is text, or Excel would make dates of some."""
    for place, column in enumerate(layout.columns, start=1):
        key = LOOK_UPS.get(column.name) if not column.field else None
        if key in layout.names and column.name in ranges:
            _look_up(sheet, layout, place, key, ranges[column.name], last)
        elif column.kind == "period":
            for row in range(2, last + 1):
                cell = sheet.cell(row, place)
                cell.number_format = "@"
                cell.protection = Protection(locked=False)


def _look_up(
    sheet: Worksheet, layout: Layout, place: int, key: str, listed: str, last: int
) -> None:
    of = get_column_letter(layout.names.index(key) + 1)
    for row in range(2, last + 1):
        cell = sheet.cell(row, place)
        cell.value = f'=IF({of}{row}="","",IFERROR(VLOOKUP({of}{row},{listed},2,0),"?"))'
        cell.fill = LOOKED_UP


def _validate(
    sheet: Worksheet, layout: Layout, column: Column, ranges: Mapping[str, str], last: int
) -> None:
    made = _validation(column, ranges)
    if made is None:
        return
    made.showErrorMessage = True
    made.errorTitle = column.name
    letter = get_column_letter(layout.names.index(column.name) + 1)
    made.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(made)


def _validation(column: Column, ranges: Mapping[str, str]) -> DataValidation | None:
    if column.kind == "number":
        return DataValidation(
            type="decimal", operator="between", formula1="-1E+12", formula2="1E+12",
            allow_blank=True, error="A number is expected here, or nothing.",
        )  # fmt: skip
    if column.kind == "date":
        return DataValidation(
            type="date", operator="between", formula1="DATE(1900,1,1)", formula2="DATE(2099,12,31)",
            allow_blank=True, error="A date is expected here, such as 31/03/2021, or nothing.",
        )  # fmt: skip
    listed = _list_of(column, ranges)
    if listed is None:
        return None
    made = DataValidation(type="list", formula1=listed, allow_blank=True)
    # A practice that has closed may be right; an indicator without a definition never is.
    made.errorStyle = "warning" if column.kind == "code" or column.name == "Category" else "stop"
    made.error = "This is not in the list. The sheet Lists has what is known."
    return made


def _list_of(column: Column, ranges: Mapping[str, str]) -> str | None:
    """What a drop-down lists: a range of the sheet of lists, or the choices themselves."""
    if column.kind == "yes":
        return '"Yes"'
    if column.kind == "code":
        return ranges.get(CODE)
    if column.kind == "indicator":
        return ranges.get(INDICATOR)
    if isinstance(column.choices, str):
        return ranges.get(column.choices)
    listed = ",".join(column.choices)
    return f'"{listed}"' if 0 < len(listed) <= LONGEST_LIST else None
