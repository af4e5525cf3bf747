"""The BI team's workbook to fill in: a sheet a kind of content, with drop-downs and look-ups.

What the sheets and columns are is in `pcdash.ingest.layouts`, which the reader goes by as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.layouts import LAYOUTS
from pcdash.ingest.vocabularies import terms_of
from pcdash.ingest.workbook_layout import (
    CODE,
    FIGURES,
    INDICATOR,
    LISTS,
    NAME,
    NOTES,
    TITLE,
    Column,
)
from pcdash.report.template_rows import rows_by_sheet
from pcdash.report.template_sheets import write_cell, write_sheet
from pcdash.viewmodels.template import TemplateContent

# Rows that have drop-downs and look-ups, or as many as are filled in and more.
ROWS = {FIGURES.sheet: 5_000}
FEW_ROWS = 500
SPARE = 300


def write_template(content: TemplateContent, catalogue: Catalogue, path: Path) -> None:
    """Write the workbook to a file."""
    _made(content, catalogue).save(path)


def template_bytes(content: TemplateContent, catalogue: Catalogue) -> bytes:
    """The workbook as a download."""
    held = BytesIO()
    _made(content, catalogue).save(held)
    return held.getvalue()


def _made(content: TemplateContent, catalogue: Catalogue) -> Workbook:
    """Write the workbook."""
    book = Workbook()
    notes = book.active
    notes.title = NOTES
    rows = rows_by_sheet(content, catalogue)
    sheets = {layout.sheet: book.create_sheet(layout.sheet) for layout in LAYOUTS}
    ranges = _lists(book.create_sheet(LISTS), content, catalogue)
    for layout in LAYOUTS:
        own = rows[layout.sheet]
        last = max(ROWS.get(layout.sheet, FEW_ROWS), len(own) + SPARE)
        needed = tuple(one for one in layout.optional if one.name in own)
        drawn = replace(layout, columns=(*layout.columns, *needed))
        write_sheet(sheets[layout.sheet], drawn, own, ranges, last)
    _notes(notes, content)
    book.active = 1
    return book


def _lists(sheet: Worksheet, content: TemplateContent, catalogue: Catalogue) -> dict[str, str]:
    """What the drop-downs and look-ups refer to: the ranges, by the heading or vocabulary."""
    indicators = [(one.id, f"{one.title} ({one.unit})") for one in content.indicators]
    offered = {one.id for one in content.indicators}
    # A target may be of any indicator, also one that is published; those of the sheet come first.
    indicators += [
        (one.id, f"{one.title} ({one.unit})")
        for one in catalogue.indicators.values()
        if one.id not in offered
    ]
    areas = [*content.areas.items(), *content.groups.items()]
    blocks: list[tuple[str, str, Sequence[tuple[str, ...]]]] = [
        (CODE, NAME, areas), (INDICATOR, TITLE, indicators),
    ]  # fmt: skip
    for name, column in _vocabularies().items():
        terms = terms_of(column, catalogue)
        if name == "categories":
            own = {one for indicator in content.indicators for one in indicator.categories}
            terms = tuple(one for one in terms if one.label in own)
        blocks.append((name, "", [(one.label,) for one in terms]))
    ranges: dict[str, str] = {}
    place = 1
    for first, second, listed in blocks:
        ranges |= _list(sheet, place, first, second, listed)
        place += 3
    sheet.protection.sheet = True
    return ranges


def _vocabularies() -> dict[str, Column]:
    """The named vocabularies of all sheets, each with a column that it is of."""
    return {
        column.choices: column
        for layout in LAYOUTS
        for column in layout.columns
        if isinstance(column.choices, str)
    }


def _list(
    sheet: Worksheet, place: int, first: str, second: str, listed: Iterable[tuple[str, ...]]
) -> dict[str, str]:
    """One list, in a column, or in two where a name stands beside each."""
    rows = list(listed)
    sheet.cell(1, place, _heading(first)).font = Font(bold=True)
    if second:
        sheet.cell(1, place + 1, second).font = Font(bold=True)
    for number, cells in enumerate(rows, start=2):
        for offset, text in enumerate(cells):
            write_cell(sheet, number, place + offset, text)
    last = max(len(rows) + 1, 2)
    one, two = get_column_letter(place), get_column_letter(place + 1)
    found = {first: f"{LISTS}!${one}$2:${one}${last}"} if rows else {}
    return found | ({second: f"{LISTS}!${one}$2:${two}${last}"} if second else {})


def _heading(name: str) -> str:
    return name[0].upper() + name[1:].replace("_", " ")


def _notes(sheet: Worksheet, content: TemplateContent) -> None:
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    lines = [
        ("What this is", f"What no national file has of {content.place}. Fill in the sheets that "
         "you have something for, and load the file: python -m pcdash load FILE --dry-run, or the "
         "page 'What is new?', says all that is wrong and what would change."),
        ("What is not given", "A row that says nothing is passed over, and takes nothing away. To "
         "take a record back write Yes in its column Remove; a figure goes back with an undo. A "
         "blank cell of a record clears it; of the sheet Areas it takes nothing away."),
        ("Names", "Write roles and organisations. Names of persons do not belong here."),
        *((layout.sheet, layout.about) for layout in LAYOUTS),
        *((f"{FIGURES.sheet}: {column.name}", column.help) for column in FIGURES.columns),
        *(("Note", one) for one in content.notes),
    ]  # fmt: skip
    for number, (label, said) in enumerate(lines, start=1):
        sheet.cell(number, 1, label).font = Font(bold=True)
        write_cell(sheet, number, 2, said)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.protection.sheet = True
