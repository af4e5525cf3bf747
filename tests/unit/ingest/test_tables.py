"""Delimited text comes back cell by cell, and each row knows its line."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import SourceFileError
from pcdash.ingest import tables
from pcdash.ingest.tables import first_rows, read_table
from tests import damaged


def read(tmp_path, content: bytes, *, header: bool = True) -> pd.DataFrame:
    return read_table(damaged.write(tmp_path / "a.csv", content), header=header)


def test_read_table_keeps_text_as_text(tmp_path):
    frame = read(tmp_path, b"CODE, VALUE ,NOTE\n007,1.50, NA \nZ99001,,null\n")
    assert frame.to_dict("list") == {
        "CODE": ["007", "Z99001"],
        "VALUE": ["1.50", ""],
        "NOTE": ["NA", "null"],
        "row": [2, 3],
    }
    assert frame.dtypes.map(str).tolist() == ["str", "str", "str", "int64"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_read_table_line_ends(tmp_path, end):
    frame = read(tmp_path, end.join([b"A,B", b"1,2", b"3,4", b""]))
    assert frame.to_dict("list") == {"A": ["1", "3"], "B": ["2", "4"], "row": [2, 3]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_read_table_encodings(tmp_path, encoding):
    frame = read(tmp_path, "NAME,CODE\nThe café’s surgery – 1,Z99001\n".encode(encoding))
    assert frame.columns.tolist() == ["NAME", "CODE", "row"]
    assert frame["NAME"].tolist() == ["The café’s surgery – 1"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_read_table_delimiters(tmp_path, delimiter):
    text = f'A{delimiter}B\n"1{delimiter}1"{delimiter}2\n'
    frame = read(tmp_path, text.encode())
    assert frame.to_dict("list") == {"A": [f"1{delimiter}1"], "B": ["2"], "row": [2]}


def test_read_table_rows_are_lines_of_the_file(tmp_path):
    frame = read(tmp_path, b'A,B\n1,"two\nlines"\n\n3,4\n,\n5,6\n\n\n')
    assert frame["row"].tolist() == [2, 5, 7]
    assert frame["B"].tolist() == ["two\nlines", "4", "6"]


def test_read_table_without_header(tmp_path):
    frame = read(tmp_path, b"Z99001,Test Surgery,\nZ99002,,\n", header=False)
    assert frame.to_dict("list") == {
        "0": ["Z99001", "Z99002"],
        "1": ["Test Surgery", ""],
        "2": ["", ""],
        "row": [1, 2],
    }


def test_read_table_names_columns_that_come_again_or_have_none(tmp_path):
    frame = read(tmp_path, b"A,A,,row,,A\n1,2,3,4,,5\n")
    assert frame.columns.tolist() == ["A", "A (2)", "column 3", "row (2)", "A (3)", "row"]


def test_read_table_allows_blank_cells_beyond_the_last_column(tmp_path):
    frame = read(tmp_path, b"A,B\n1,2,,\n3,4\n")
    assert frame.to_dict("list") == {"A": ["1", "3"], "B": ["2", "4"], "row": [2, 3]}


def test_read_table_header_alone(tmp_path):
    frame = read(tmp_path, b"A,B\n")
    assert frame.columns.tolist() == ["A", "B", "row"]
    assert frame.empty


@pytest.mark.parametrize("header", [True, False])
def test_read_table_tells_all_ragged_rows(tmp_path, header):
    content = b"A,B,C\n1,2\n1,2,3\n1,2,3,4\n5,6,7\n"
    with pytest.raises(SourceFileError) as caught:
        read(tmp_path, content, header=header)
    assert "found 2 in row 2, 4 in row 4; expected 3" in str(caught.value)


def test_read_table_counts_many_ragged_rows(tmp_path):
    with pytest.raises(SourceFileError, match=r"2 in row 11 and in 5 more rows; expected 3"):
        read(tmp_path, b"A,B,C\n" + b"1,2\n" * 15)


@pytest.mark.parametrize("rest", [b"\n", b"\n5,6\n", b"\n5,6\n" * 50])
def test_read_table_quotation_mark_never_closed(tmp_path, rest):
    with pytest.raises(SourceFileError, match=r"opened in row 3 is never closed"):
        read(tmp_path, b'A,B\n1,2\n3,"4' + rest)


def test_read_table_quotation_mark_inside_a_cell(tmp_path):
    assert read(tmp_path, b'A,B\n5" pipe,2\n')["A"].tolist() == ['5" pipe']


@pytest.mark.parametrize("content", [b"\n\n", b" ", b",,\n,,\n", b"\xef\xbb\xbf\n", b"\x1a"])
def test_read_table_blank_file(tmp_path, content):
    with pytest.raises(SourceFileError, match="nothing but blanks"):
        read(tmp_path, content)


def test_read_table_zero_byte_beyond_the_start(tmp_path):
    content = b"A,B\n" + b"1,2\n" * 40_000 + b"1,\0\n"
    with pytest.raises(SourceFileError, match="a byte of zero in line 40002"):
        read(tmp_path, content)


def test_read_table_garbage(tmp_path):
    with pytest.raises(SourceFileError, match="The file is not text"):
        read(tmp_path, damaged.GARBAGE)


def test_first_rows_of_a_large_file(tmp_path):
    content = b"NAME,CODE\n" + "Café,Z99001\n".encode() * 20_000
    rows = first_rows(damaged.write(tmp_path / "a.csv", content), 3)
    assert rows == (("NAME", "CODE"), ("Café", "Z99001"), ("Café", "Z99001"))


def test_first_rows_leaves_out_a_row_that_is_cut(tmp_path):
    content = b"NAME\n" + b"a" * 40_000 + b"\n" + b"b" * 40_000 + b"\n"
    rows = first_rows(damaged.write(tmp_path / "a.csv", content), 5)
    assert [len(row[0]) for row in rows] == [4, 40_000]


# Names, codes, and what upsets readers of CSV: quotes, delimiters, line breaks, blanks.
CELL = st.text(alphabet='ab1é",;\n ', max_size=6)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELL] * width), min_size=1)))
def test_read_table_gives_back_what_was_written(tmp_path_factory, rows):
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [["name"] * len(rows[0]), *rows]
    )
    path = tmp_path_factory.mktemp("tables") / "a.csv"
    frame = read_table(damaged.write(path, written.getvalue().encode()))
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    assert list(frame.drop(columns="row").itertuples(index=False, name=None)) == [
        row for row in wanted if any(row)
    ]


@given(st.text(alphabet='ab,,"\n\r ', min_size=1, max_size=30), st.booleans())
def test_regular_and_irregular_reading_agree(text, header):
    quick = tables._read_regular(text, ",", header=header)
    if quick is None or not text.strip(',"\r\n '):
        return
    slow = tables._read_irregular(text, ",", header=header)
    pd.testing.assert_frame_equal(
        tables._without_blank_rows(quick), tables._without_blank_rows(slow)
    )
