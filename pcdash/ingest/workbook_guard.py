"""Refuses a workbook that would not fit into memory, before anything tries to open it.

A workbook of a few kilobytes can hold one cell in its last row and column, or unpack to
gigabytes; either ends the process that reads it. The zip is streamed and counted here, and what
it says of rows and columns is looked at as text, which costs no memory whatever it says.
"""

import re
import zipfile
import zlib
from pathlib import Path

import numpy as np

from pcdash.errors import SourceFileError

# The largest published one (GP Patient Survey by practice: 6,500 rows of 1,105 columns) unpacks
# to about 300 MB and has 7 million cells.
UNPACKED_BYTES = 1024**3
CELLS = 20_000_000  # rows × columns of one sheet, filled or not: so much is kept in memory
# Published workbooks unpack to 4 to 10 times their size.
RATIO = 200
RATIO_FROM_BYTES = 64 * 1024**2
CHUNK = 1024**2
LETTERS, DIGITS = 7, 10  # of a reference at most: far beyond XFD1048576
REFERENCE_BYTES = 40  # an attribute like r="XFD1048576" is shorter, so none is lost between chunks
BLANKS = np.frombuffer(b" \t\r\n", np.uint8)
QUOTES = np.frombuffer(b"\"'", np.uint8)
ODS_CELL = re.compile(rb"<(table:table|table:table-row|table:(?:covered-)?table-cell)(\s[^>]*)?>")
ODS_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated=["'](\d{1,10})["']""")
ODS_TAG_BYTES = 64 * 1024


def check_workbook(path: Path) -> None:
    """Pass a workbook in a zip (.xlsx, .xlsm, .xlsb, .ods) that is of a size that can be read.

    Raises:
        SourceFileError: it unpacks to too much, a sheet is too large, or the zip is damaged.
    """
    size = path.stat().st_size
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                extent = _OdsExtent() if info.filename == "content.xml" else _Extent()
                with archive.open(info) as member:
                    while chunk := member.read(CHUNK):
                        unpacked += len(chunk)
                        _refuse_heavy(size, unpacked)
                        extent.add(chunk)
                        _refuse_wide(info.filename, extent)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise SourceFileError(
            "The workbook is cut off or damaged. Download or copy it again."
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise SourceFileError(
            "The workbook is packed or protected in a way that cannot be read here. Open it in "
            "Excel and save it as a plain .xlsx file."
        ) from error


class _Extent:
    """The furthest row and column that the text of an Excel sheet refers to."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.rest = b""

    def add(self, chunk: bytes) -> None:
        text = self.rest + chunk
        self.rest = text[-REFERENCE_BYTES:]
        # Rows ascend, but nothing makes a hostile file keep to that: all of them are looked at.
        rows, columns = _furthest(text)
        self.rows, self.columns = max(self.rows, rows), max(self.columns, columns)


def _furthest(text: bytes) -> tuple[int, int]:
    """The highest row and column of all r="B7", on a cell, and r="7", on a row, in a text.

    A sheet has a million of them, so the text is looked at as numbers, all references at once.
    """
    letters = np.frombuffer(text + b" " * REFERENCE_BYTES, np.uint8)
    named = (letters[1:-REFERENCE_BYTES] == ord("r")) & (
        letters[2 : 1 - REFERENCE_BYTES] == ord("=")
    )
    at = np.flatnonzero(named)
    at = at[np.isin(letters[at], BLANKS) & np.isin(letters[at + 3], QUOTES)] + 4
    rows, columns = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    in_letters = in_digits = np.ones(len(at), bool)
    is_reference = np.zeros(len(at), bool)
    for place in range(LETTERS + DIGITS):
        one = letters[at + place].astype(np.int64)
        letter, digit = (one | 32) - ord("a") + 1, one - ord("0")
        in_letters = in_letters & (letter >= 1) & (letter <= 26) & (place < LETTERS)
        in_digits = in_letters | (in_digits & (digit >= 0) & (digit <= 9))
        columns = np.where(in_letters, columns * 26 + letter, columns)
        in_number = in_digits & ~in_letters
        rows = np.where(in_number, rows * 10 + digit, rows)
        is_reference |= in_number
    return int(rows.max(initial=0)), int(columns[is_reference].max(initial=0))


class _OdsExtent:
    """The furthest filled row and column of any sheet of an OpenDocument workbook.

    Cells have no references there: rows and cells say how often they are repeated, and the blank
    ones, commonly repeated to the end of the sheet, count only if a filled one comes after.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.row = 0
        self.column = 0
        self.repeated = 0
        self.rest = b""

    def add(self, chunk: bytes) -> None:
        text = self.rest + chunk
        cut = text.rfind(b"<")
        self.rest = text[cut:][:ODS_TAG_BYTES] if cut >= 0 else b""
        for tag, attributes in ODS_CELL.findall(text[:cut] if cut >= 0 else b""):
            times = int(next(iter(ODS_REPEATED.findall(attributes)), 1))
            if tag == b"table:table":
                self.row = self.column = self.repeated = 0
            elif tag == b"table:table-row":
                self.row += self.repeated
                self.repeated, self.column = times, 0
            else:
                self.column += times
                if b"value-type=" in attributes or not attributes.endswith(b"/"):
                    self.rows = max(self.rows, self.row + self.repeated)
                    self.columns = max(self.columns, self.column)


def _refuse_heavy(packed: int, unpacked: int) -> None:
    if unpacked > UNPACKED_BYTES or unpacked > max(RATIO_FROM_BYTES, RATIO * packed):
        raise SourceFileError(
            f"The workbook was not opened: its {packed:,} bytes unpack to more than "
            f"{unpacked:,}; expected {UNPACKED_BYTES // 1024**3} GiB and {RATIO} times its size "
            "at most. It may be made to fill the memory."
        )


def _refuse_wide(name: str, extent: _Extent | _OdsExtent) -> None:
    if extent.rows * extent.columns > CELLS:
        raise SourceFileError(
            f"The workbook was not opened: a sheet ({name}) has a cell in row {extent.rows:,} and "
            f"one in column {extent.columns:,}; expected {CELLS:,} cells at most. Delete the "
            "empty rows and columns beyond the data."
        )
