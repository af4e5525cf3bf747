"""A small workbook of one sheet of the BI team's, with the rows that a form gave."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

from pcdash.ingest.workbook_layout import Layout
from pcdash.report.template_sheets import write_cell


def sheet_bytes(layout: Layout, rows: Sequence[Mapping[str, object]]) -> bytes:
    """The workbook, to be read as any other.

    Args:
        rows: By the headings of the layout; what is missing, None or "" stays blank.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = layout.sheet
    sheet.append(list(layout.names))
    for number, row in enumerate(rows, start=2):
        for place, name in enumerate(layout.names, start=1):
            if row.get(name) not in (None, ""):
                write_cell(sheet, number, place, row[name])
    held = BytesIO()
    book.save(held)
    return held.getvalue()
