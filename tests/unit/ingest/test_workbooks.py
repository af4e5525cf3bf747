"""Workbooks are read whole, and one made to do harm ends in a sentence."""

import datetime as dt
import functools
import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash import paths
from pcdash.errors import SourceFileError
from pcdash.ingest import workbook_child, workbook_guard, workbooks
from pcdash.ingest.workbook_guard import check_workbook
from pcdash.ingest.workbooks import peek_sheets, read_sheets, read_workbook
from tests import damaged

CELL = (
    '<table:table-cell office:value-type="float" office:value="7"{0}>'
    "<text:p>7</text:p></table:table-cell>"
)
REFERENCES = st.from_regex(rb"""r=["'][A-Za-z]{0,8}[0-9]{0,10}["']""", fullmatch=True)
BLANK = '<table:table-cell table:number-columns-repeated="{0}"/>'


@pytest.fixture
def no_child(monkeypatch):
    """Fails a test in which a process is started: the guard has to come first."""

    def refuse(*args, **kwargs):
        pytest.fail("the child was started before the guard had passed the file")

    monkeypatch.setattr(subprocess, "Popen", refuse)


def test_read_sheets_keeps_rows_and_columns_where_they_are(tmp_path):
    rows = [[], [None, None, " Name ", 1.5], [], [None, None, "", True]]
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": rows, "Two": []})
    sheets = read_sheets(path)
    assert sheets["One"][:2] == [[None] * 4, [None, None, "Name", 1.5]]
    assert sheets["One"][3] == [None, None, None, True]
    assert sheets["Two"] == []


def test_read_sheets_gives_dates_as_iso_text(tmp_path):
    values = [dt.date(2024, 3, 1), dt.datetime(2024, 3, 1, 9, 30), dt.time(9, 30)]
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [values]})
    assert read_sheets(path)["One"] == [["2024-03-01", "2024-03-01T09:30:00", "09:30:00"]]


def test_read_workbook_names_hidden_sheets(tmp_path):
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [[1]], "Two": [[2]]}, hidden="Two")
    workbook = read_workbook(path)
    assert (list(workbook.sheets), workbook.hidden) == (["One", "Two"], ("Two",))


def test_read_sheets_again_after_the_file_changed(tmp_path):
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [["before"]]})
    assert read_sheets(path)["One"] == [["before"]]
    damaged.workbook(path, {"One": [["after, and longer"]]})
    assert read_sheets(path)["One"] == [["after, and longer"]]


@pytest.mark.parametrize("suffix", [".xls", ".csv", ".ods", ""])
def test_read_sheets_under_another_name(tmp_path, suffix):
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [["x"]]})
    assert read_sheets(path.rename(tmp_path / f"b{suffix}")) == {"One": [["x"]]}


@pytest.mark.parametrize("written", ["NaN", "inf", "1e999"])
def test_read_sheets_gives_no_infinite_numbers(tmp_path, written):
    path = damaged.far_cell(tmp_path / "a.xlsx", "A2", value=written)
    assert read_sheets(path)["Sheet1"][1] in (["nan"], ["inf"], [written])


def test_peek_sheets_stops_early(tmp_path):
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [[row] for row in range(100)]})
    assert peek_sheets(path, 3) == {"One": ((0,), (1,), (2,))}


def test_read_sheets_open_document(tmp_path):
    rows = f"<table:table-row>{BLANK.format(2)}{CELL.format('')}</table:table-row>"
    assert read_sheets(damaged.open_document_sheet(tmp_path / "a.ods", rows)) == {
        "Sheet1": [[None, None, 7]]
    }


@pytest.mark.parametrize(
    ("build", "name"),
    [(damaged.protected_workbook, "a.xlsx"), (damaged.protected_old_workbook, "a.xls")],
)
def test_read_sheets_with_password(tmp_path, build, name):
    path = build(tmp_path / name)
    for read in (read_sheets, lambda path: peek_sheets(path, 5)):
        with pytest.raises(SourceFileError, match="protected with a password; expected one"):
            read(path)


def test_read_sheets_truncated(tmp_path):
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [[1, 2, 3]] * 100})
    with pytest.raises(SourceFileError, match="cut off or damaged"):
        read_sheets(damaged.truncated(path))


def test_read_sheets_truncated_old_workbook(tmp_path):
    path = damaged.ole(tmp_path / "a.xls", {"Workbook": bytes(4096)})
    with pytest.raises(SourceFileError, match="cut off or damaged"):
        read_sheets(damaged.truncated(path, share=0.3))


def test_read_sheets_of_what_is_no_workbook(tmp_path):
    path = damaged.write(tmp_path / "a.xlsx", b"CODE,NAME\nZ99001,Test Surgery\n")
    with pytest.raises(SourceFileError, match="cannot be read as one"):
        read_sheets(path)


def test_read_sheets_with_a_cell_in_the_last_row_and_column(tmp_path, no_child):
    path = damaged.far_cell(tmp_path / "a.xlsx")
    assert path.stat().st_size < 8_000
    with pytest.raises(SourceFileError, match="row 1,048,576 and one in column 16,384"):
        read_sheets(path)


def test_child_ends_alone_where_the_guard_is_blind(tmp_path, monkeypatch):
    path = damaged.far_cell(tmp_path / "a.xlsx")
    monkeypatch.setattr(workbooks, "check_workbook", lambda path: None)
    with pytest.raises(SourceFileError, match="needs more memory than is allowed"):
        read_sheets(path)


def test_child_has_no_more_memory_than_it_is_given(tmp_path, monkeypatch):
    path = damaged.heavy_workbook(tmp_path / "a.xlsx", unpacked=48 * 1024**2)
    monkeypatch.setattr(workbooks, "MEMORY_BYTES", 200 * 1024**2)
    with pytest.raises(SourceFileError, match="needs more memory than is allowed"):
        read_sheets(path)


def test_check_workbook_reads_references_across_chunks(tmp_path, monkeypatch):
    path = damaged.far_cell(tmp_path / "a.xlsx", "ZZ60000")
    for size in (7, 8, 64):  # r="ZZ60000" is longer than the first two, so they always cut it
        monkeypatch.setattr(workbook_guard, "CHUNK", size)
        with pytest.raises(SourceFileError, match="row 60,000 and one in column 702"):
            check_workbook(path)


@given(st.lists(st.text(" \tr=\"'aBZ0179<", max_size=12).map(str.encode) | REFERENCES, max_size=9))
def test_the_furthest_reference_is_that_of_a_plain_search(parts):
    text = b"<" + b" ".join(parts)
    found = re.findall(rb"""\sr=["']([A-Za-z]{0,7})([0-9]{1,17})""", text)
    rows, columns = [int(one) for _, one in found], [_column(letters) for letters, _ in found]

    assert workbook_guard._furthest(text) == (max(rows, default=0), max(columns, default=0))


def _column(letters):
    return functools.reduce(lambda so_far, one: so_far * 26 + one - 64, letters.upper(), 0)


def test_check_workbook_passes_a_long_and_a_wide_sheet(tmp_path):
    check_workbook(damaged.far_cell(tmp_path / "long.xlsx", "B1048576"))
    check_workbook(damaged.far_cell(tmp_path / "wide.xlsx", "XFD1000"))


def test_check_workbook_that_unpacks_to_much_more_than_its_size(tmp_path, no_child, monkeypatch):
    monkeypatch.setattr(workbook_guard, "RATIO_FROM_BYTES", 4 * 1024**2)
    path = damaged.heavy_workbook(tmp_path / "a.xlsx", unpacked=16 * 1024**2)
    with pytest.raises(SourceFileError, match="made to fill the memory"):
        read_sheets(path)


def test_check_workbook_that_unpacks_to_more_than_is_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_guard, "UNPACKED_BYTES", 2_000)
    with pytest.raises(SourceFileError, match="unpack to more than"):
        check_workbook(damaged.workbook(tmp_path / "a.xlsx", {"One": [[1]]}))


def test_check_workbook_open_document_repeated_to_the_end(tmp_path):
    many = ' table:number-columns-repeated="16384"'
    row = '<table:table-row table:number-rows-repeated="1048576">'
    rows = f"{row}{CELL.format(many)}</table:table-row>"
    with pytest.raises(SourceFileError, match="row 1,048,576 and one in column 16,384"):
        check_workbook(damaged.open_document_sheet(tmp_path / "a.ods", rows))


def test_check_workbook_open_document_far_cell_after_blanks(tmp_path):
    rows = (
        f'<table:table-row table:number-rows-repeated="1048575">{BLANK.format(16384)}'
        f"</table:table-row><table:table-row>{BLANK.format(16383)}{CELL.format('')}"
        f"</table:table-row>"
    )
    with pytest.raises(SourceFileError, match="row 1,048,576 and one in column 16,384"):
        check_workbook(damaged.open_document_sheet(tmp_path / "a.ods", rows))


def test_check_workbook_open_document_blank_to_the_end(tmp_path, monkeypatch):
    rows = (
        f"<table:table-row>{CELL.format('')}{BLANK.format(16383)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{BLANK.format(16384)}'
        f"</table:table-row>"
    )
    path = damaged.open_document_sheet(tmp_path / "a.ods", rows)
    for size in (50, 1024**2):
        monkeypatch.setattr(workbook_guard, "CHUNK", size)
        check_workbook(path)
    assert read_sheets(path) == {"Sheet1": [[7]]}


def test_read_sheets_gives_up_after_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "SECONDS", 0.001)
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [[1]]})
    with pytest.raises(SourceFileError, match="took more than"):
        read_sheets(path)


def test_read_sheets_gives_up_on_endless_output(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "OUTPUT_BYTES", 100)
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [["text"] * 10] * 10})
    with pytest.raises(SourceFileError, match="hold more than 100 bytes"):
        read_sheets(path)


def test_child_prints_json_lines(tmp_path):
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": [["é", 1]]})
    command = [sys.executable, "-m", workbook_child.__name__, str(path), "0", str(2**31)]
    printed = subprocess.run(command, cwd=paths.ROOT, capture_output=True, check=True).stdout
    assert [json.loads(line) for line in printed.splitlines()] == [
        {"sheet": "One", "visible": True},
        [["é", 1]],
    ]


def test_child_imports_nothing_heavy():
    code = (
        "import sys, pcdash.ingest.workbook_child; "
        "print([name for name in ('pandas', 'numpy', 'pydantic') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, cwd=paths.ROOT, capture_output=True, check=True).stdout
    assert printed.strip() == b"[]"


def test_rows_come_in_the_order_of_the_sheet_however_many_there_are(tmp_path):
    rows = [[number, f"row {number}"] for number in range(7_001)]
    path = damaged.workbook(tmp_path / "a.xlsx", {"One": rows, "Two": [["only"]], "Three": []})

    found = read_sheets(path)

    assert found["One"] == [[float(number), text] for number, text in rows]
    assert found["Two"] == [["only"]]
    assert found["Three"] == []
