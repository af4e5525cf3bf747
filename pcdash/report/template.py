"""The BI team's workbook to fill in: a sheet of figures with drop-downs, look-ups and notes.

What the columns are is in `pcdash.ingest.workbook_layout`, which the reader goes by as well.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    DENOMINATOR,
    FIGURES,
    FLAG,
    INDICATOR,
    LIMITS,
    LISTS,
    NAME,
    NOTES,
    NUMERATOR,
    OPTIONAL,
    PERIOD,
    TITLE,
    VALUE,
    Column,
)
from pcdash.viewmodels.template import OPTIONAL as MORE_FIELDS
from pcdash.viewmodels.template import TemplateContent

ROWS = 5_000  # that have drop-downs and look-ups, or as many as are filled in and more
SPARE = 500
HEADING = PatternFill("solid", fgColor="12436D")
LOOKED_UP = PatternFill("solid", fgColor="F0F4F5")
ALLOWED = ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter")
NUMBERS = (NUMERATOR, DENOMINATOR, VALUE)
# The optional columns, each with the field of a row that is written in it.
MORE = dict(zip((*LIMITS, FLAG), MORE_FIELDS, strict=True))
FORBIDDEN = "=+-@\t\r\n"  # a text that begins so would be run as a formula


def write_template(content: TemplateContent, path: Path) -> None:
    """Write the workbook to a file."""
    _made(content).save(path)


def template_bytes(content: TemplateContent) -> bytes:
    """The workbook as a download."""
    held = BytesIO()
    _made(content).save(held)
    return held.getvalue()


def _made(content: TemplateContent) -> Workbook:
    """Write the workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = FIGURES.sheet
    lists = book.create_sheet(LISTS)
    ranges = _lists(lists, content)
    has_more = content.rows.reindex(columns=list(MORE.values())).notna().any(axis=None)
    _headings(sheet, (*FIGURES.columns, *(OPTIONAL if has_more else ())))
    last = max(ROWS, len(content.rows) + SPARE)
    _fill(sheet, content.rows, MORE if has_more else {})
    _look_ups(sheet, ranges, last)
    _validations(sheet, ranges, last)
    _notes(book.create_sheet(NOTES, 0), content)
    book.active = 1
    return book


def _headings(sheet: Worksheet, columns: Sequence[Column]) -> None:
    sheet.freeze_panes = "C2"
    for place, column in enumerate(columns, start=1):
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
    for allowed in (
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(sheet.protection, allowed, False)  # False: not protected against


def _fill(sheet: Worksheet, rows: pd.DataFrame, more: dict[str, str]) -> None:
    fields = {
        CODE: "area_code", INDICATOR: "indicator_id", PERIOD: "period", NUMERATOR: "numerator",
        DENOMINATOR: "denominator", VALUE: "value", CATEGORY: "category", **more,
    }  # fmt: skip
    names = (*FIGURES.names, *more)
    places = {name: names.index(name) + 1 for name in fields}
    for number, row in enumerate(rows.to_dict("records"), start=2):
        for name, field in fields.items():
            held = row[field]
            if held is None or held != held:
                continue
            _write(sheet, number, places[name], held)


def _write(sheet: Worksheet, row: int, column: int, held: object) -> None:
    cell = sheet.cell(row, column, held)
    cell.protection = Protection(locked=False)
    if isinstance(held, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = held[:1] in FORBIDDEN
        cell.number_format = "@"


def _look_ups(sheet: Worksheet, ranges: dict[str, str], last: int) -> None:
    """The names beside the codes; a period is text, or Excel would make dates of some."""
    for name, key in ((NAME, CODE), (TITLE, INDICATOR)):
        place, of = FIGURES.names.index(name) + 1, get_column_letter(FIGURES.names.index(key) + 1)
        for row in range(2, last + 1):
            cell = sheet.cell(row, place)
            cell.value = f'=IF({of}{row}="","",IFERROR(VLOOKUP({of}{row},{ranges[name]},2,0),"?"))'
            cell.fill = LOOKED_UP
    period = FIGURES.names.index(PERIOD) + 1
    for row in range(2, last + 1):
        cell = sheet.cell(row, period)
        cell.number_format = "@"
        cell.protection = Protection(locked=False)


def _validations(sheet: Worksheet, ranges: dict[str, str], last: int) -> None:
    for name in (CODE, INDICATOR, CATEGORY):
        if name not in ranges:
            continue
        made = DataValidation(type="list", formula1=ranges[name], allow_blank=True)
        # A practice that has closed may be right; an indicator without a definition never is.
        made.errorStyle = "stop" if name == INDICATOR else "warning"
        made.showErrorMessage = True
        made.errorTitle = name
        made.error = "This is not in the list. The sheet Lists has what is known."
        _apply(sheet, made, name, last)
    for name in NUMBERS:
        made = DataValidation(type="decimal", operator="between", formula1="-1E+12",
                              formula2="1E+12", allow_blank=True)  # fmt: skip
        made.showErrorMessage = True
        made.errorTitle, made.error = name, "A number is expected here, or nothing."
        _apply(sheet, made, name, last)


def _apply(sheet: Worksheet, made: DataValidation, name: str, last: int) -> None:
    letter = get_column_letter(FIGURES.names.index(name) + 1)
    made.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(made)


def _lists(sheet: Worksheet, content: TemplateContent) -> dict[str, str]:
    """What the drop-downs and look-ups refer to; the ranges, by the heading that they serve."""
    indicators = [(one.id, f"{one.title} ({one.unit})") for one in content.indicators]
    categories = dict.fromkeys(name for one in content.indicators for name in one.categories)
    blocks: Sequence[tuple[str, str, Iterable[tuple[str, ...]]]] = (
        (CODE, NAME, content.areas.items()),
        (INDICATOR, TITLE, indicators),
        (CATEGORY, "", ((name,) for name in categories)),
    )
    ranges = {}
    place = 1
    for first, second, rows in blocks:
        listed = list(rows)
        sheet.cell(1, place, first).font = Font(bold=True)
        if second:
            sheet.cell(1, place + 1, second).font = Font(bold=True)
        for number, cells in enumerate(listed, start=2):
            for offset, text in enumerate(cells):
                _write(sheet, number, place + offset, text)
        last = max(len(listed) + 1, 2)
        one, two = get_column_letter(place), get_column_letter(place + 1)
        if listed:
            ranges[first] = f"{LISTS}!${one}$2:${one}${last}"
        if second:
            ranges[second] = f"{LISTS}!${one}$2:${two}${last}"
        place += 3
    sheet.protection.sheet = True
    return ranges


def _notes(sheet: Worksheet, content: TemplateContent) -> None:
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    lines = [
        ("What this is", f"Figures of {content.place} that no national file has. Write them on the "
         f"sheet {FIGURES.sheet!r}, a row an area, indicator and period, and load the file: "
         "python -m pcdash load FILE --dry-run says all that is wrong and what would change."),
        ("What is not given", "A row without a figure is passed over, and takes nothing away."),
        *((column.name, column.help) for column in FIGURES.columns),
        *(("Note", one) for one in content.notes),
    ]  # fmt: skip
    for number, (label, said) in enumerate(lines, start=1):
        sheet.cell(number, 1, label).font = Font(bold=True)
        _write(sheet, number, 2, said)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.protection.sheet = True
