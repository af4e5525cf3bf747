"""A workbook of one sheet from the rows of a form."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from pcdash.ingest.record_layouts import ASSESSMENTS
from pcdash.report.sheet_file import sheet_bytes

ROW = {"Area code": "Z99001", "State": "A", "Assessed on": date(2020, 3, 2),
       "Evidence": "=1+1", "Note": "", "Ambition": None}  # fmt: skip


def _sheet(*rows):
    return load_workbook(BytesIO(sheet_bytes(ASSESSMENTS, rows)))[ASSESSMENTS.sheet]


def test_the_sheet_has_the_headings_of_its_layout_and_a_row_each():
    sheet = _sheet(ROW, ROW | {"State": "B"})

    assert [cell.value for cell in sheet[1]] == list(ASSESSMENTS.names)
    at = {cell.value: cell.column for cell in sheet[1]}
    assert [sheet.cell(row, at["State"]).value for row in (2, 3)] == ["A", "B"]
    assert sheet.cell(2, at["Assessed on"]).value.date() == date(2020, 3, 2)
    assert sheet.cell(2, at["Note"]).value is None
    assert sheet.cell(2, at["Ambition"]).value is None


def test_a_text_that_begins_like_a_formula_stays_text():
    sheet = _sheet(ROW)
    at = {cell.value: cell.column for cell in sheet[1]}

    cell = sheet.cell(2, at["Evidence"])
    assert (cell.value, cell.data_type) == ("=1+1", "s")
