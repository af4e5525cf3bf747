"""A table within a sheet, found by its columns and given as text."""

import pytest

from pcdash.ingest.sheet_rows import cell_text, find_header, rows_below

SHEET = [
    ["A title", None],
    [None, "Code", "Number of\n  people", "Code"],
    [None, None, None],
    [None, "Z99001", 12.0, "again"],
    [None, "Z99002"],
]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(4967.0, "4967"), (0.5, "0.5"), (-3, "-3"), (None, ""), (True, "TRUE"), (" a ", "a")],
)
def test_cell_text_is_as_in_a_csv(cell: object, text: str):
    assert cell_text(cell) == text


def test_find_header_takes_the_row_with_most_columns():
    assert find_header(SHEET, ["Code", "Number of people"]) == 1


def test_find_header_needs_more_than_one_column():
    assert find_header(SHEET, ["Code", "Place"]) is None
    assert find_header(SHEET, ["Code", "Place"], at_least=1) == 1


def test_rows_below_counts_rows_as_a_person_does():
    table = rows_below(SHEET, 1)
    assert table.to_dict("list") == {
        "Code": ["Z99001", "Z99002"],
        "Number of people": ["12", ""],
        "row": [4, 5],
    }


def test_rows_below_gives_only_the_columns_asked_for():
    assert list(rows_below(SHEET, 1, columns=["Code"])) == ["Code", "row"]


def test_rows_below_of_nothing_is_an_empty_table():
    assert rows_below(SHEET[:2], 1).empty
