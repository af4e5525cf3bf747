import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from pcdash.report.table_files import FORMULA_STARTS, csv_bytes, workbook_bytes
from pcdash.viewmodels.tables import Column, Provenance, Table

ABOUT = Provenance("Title", (("Source", "Nobody"),), is_illustrative=False, file_name="test")
TABLE = Table(
    (Column("Practice"), Column("Value", is_number=True), Column("Note")),
    (
        ("Birch Surgery", "1,234.50", ""),
        ("=HYPERLINK(1)", "[c]", "[c] suppressed"),
        ("Ash & Elm, Partners", "0.0", 'says "hello"'),
    ),
    ("Z99001", "Z99002", "Z99003"),
)


def _csv(table, provenance=ABOUT):
    text = csv_bytes(table, provenance).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def _sheet(table, provenance=ABOUT):
    return load_workbook(io.BytesIO(workbook_bytes(table, provenance)))


def test_a_csv_holds_what_the_table_shows_without_separators():
    header, *rows = _csv(TABLE)

    assert header == ["Practice", "Value", "Note", "Source"]
    assert rows[0] == ["Birch Surgery", "1234.50", "", "Nobody"]
    assert rows[2] == ["Ash & Elm, Partners", "0.0", 'says "hello"', "Nobody"]


def test_a_row_of_a_csv_has_period_source_and_snapshot_once():
    about = (("Period", "2014/15"), ("Source", "Somebody"), ("Files", "a.csv"), ("Snapshot", "3"))
    table = Table((Column("Practice"), Column("Period")), (("Birch Surgery", "2013/14"),))

    header, row = _csv(table, replace(ABOUT, about=about))

    assert header == ["Practice", "Period", "Source", "Snapshot"]
    assert row == ["Birch Surgery", "2013/14", "Somebody", "3"]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_text_is_a_formula(start):
    table = Table((Column("Name"),), ((f"{start}1+1",),))

    cell = _sheet(table)["Table"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.lstrip() == f"{start}1+1".lstrip()  # XML makes a line's end of \r
    if start in "=+-@":
        assert _csv(table)[1][0] == f"'{start}1+1"


def test_a_heading_is_no_formula_either():
    table = Table((Column("=1+1"),), (("a",),))

    assert _csv(table)[0][0] == "'=1+1"
    assert _sheet(table)["Table"]["A1"].data_type == "s"


def test_a_negative_number_stays_a_number():
    table = Table((Column("Difference", is_number=True),), (("-12.26",),))

    assert _csv(table)[1][0] == "-12.26"
    assert _sheet(table)["Table"]["A2"].value == -12.26


def test_a_workbook_holds_numbers_with_their_decimals_and_symbols_as_text():
    sheet = _sheet(TABLE)["Table"]

    assert (sheet["B2"].value, sheet["B2"].number_format) == (1234.5, "#,##0.00")
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("[c]", "s")
    assert sheet["B4"].value == 0


def test_a_workbook_says_where_it_comes_from_and_what_symbols_mean():
    rows = [[cell.value for cell in row] for row in _sheet(TABLE)["About"].rows]

    assert ["Title", "Title"] in rows
    assert ["Source", "Nobody"] in rows
    assert ["Symbol", "[c] suppressed, to protect people in small numbers"] in rows


def test_characters_that_a_workbook_cannot_hold_are_left_out():
    table = Table((Column("Name"),), (("Bell\x07 Surgery",),))

    assert _sheet(table)["Table"]["A2"].value == "Bell Surgery"


def test_illustrative_data_say_so_in_every_row_and_in_the_workbook():
    illustrative = replace(
        ABOUT, is_illustrative=True, about=(("Illustrative data", "Not real."), *ABOUT.about)
    )

    assert [row[-1] for row in _csv(TABLE, illustrative)] == ["Data", *["Illustrative data"] * 3]
    sheet = _sheet(TABLE, illustrative)
    assert sheet["Table"]["D2"].value == "Illustrative data"
    assert [cell.value for cell in sheet["About"][2]] == ["Illustrative data", "Not real."]
