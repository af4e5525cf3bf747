"""Delimited text in, a frame of text out, with the line that each row begins on.

Arrow reads what is regular; whatever it cannot vouch for line by line (blank lines, line breaks
inside quotation marks, rows too short or too long) is read again by the standard library, which
knows the line numbers. Cells stay text here: numbers and dates are the business of readers.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from pcdash.errors import SourceFileError
from pcdash.ingest.contents import START_BYTES, UTF16, decode_start

DELIMITERS = ",\t;|"  # in the order in which they win a tie
BLOCK = 1 << 24  # bytes that Arrow takes at once
END_OF_DOS_FILE = b"\x1a"
LISTED = 10  # ragged rows named in one message; the rest are counted


def first_rows(path: Path, count: int) -> tuple[tuple[str, ...], ...]:
    """The first rows of a table, cells stripped, blank rows left out.

    Raises:
        SourceFileError: the file is not text, or blank.
    """
    with path.open("rb") as file:
        start = file.read(START_BYTES)
    text = decode_start(start)
    if text is None:
        raise _not_text()
    if len(start) == START_BYTES:  # the last line is likely to be cut
        text = text[: text.rfind("\n") + 1] or text
    rows = (tuple(cell.strip() for cell in row) for _, row in _records(text, _delimiter(text)))
    first = tuple(islice((row for row in rows if any(row)), count))
    if not first:
        raise _nothing()
    return first


def read_table(path: Path, *, header: bool = True) -> pd.DataFrame:
    """Every row of a delimited file as text.

    Reads UTF-8 and UTF-16 with their marks, UTF-8 without, and otherwise Windows-1252; comma,
    tab, semicolon or bar, whichever divides the first line most. Rows with nothing in them are
    left out. Blank cells beyond the last column are allowed, any other difference is refused.

    Args:
        path: The file.
        header: Whether the first row names the columns; if not, they are '0', '1', '2' …

    Returns:
        One text column for each of the file (names stripped; a name that comes again gets
        ' (2)'; a blank one becomes 'column 5'), '' where blank, and `row`: the line of the file
        that the row begins on, counted from 1, so the first row below a header is usually 2.

    Raises:
        SourceFileError: not text, no rows, or rows of differing length, naming them.
    """
    text = _decode(path.read_bytes())
    delimiter = _delimiter(text)
    frame = _read_regular(text, delimiter, header=header)
    if frame is None:
        frame = _read_irregular(text, delimiter, header=header)
    return _without_blank_rows(frame)


def _decode(content: bytes) -> str:
    content = content.removesuffix(END_OF_DOS_FILE)
    if not content.strip():
        raise _nothing()
    try:
        if content.startswith(UTF16):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise _not_text() from error
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise SourceFileError(
            f"The file is not text: found a byte of zero in line {line}; expected a table in "
            "UTF-8 or Windows-1252. It may be damaged, or no table."
        )
    return text


def _nothing() -> SourceFileError:
    return SourceFileError("The file holds nothing but blanks; expected a table.")


def _not_text() -> SourceFileError:
    return SourceFileError(
        "The file is not text: found bytes that are neither UTF-8 nor Windows-1252; expected a "
        "table. It may be damaged, or no table."
    )


def _delimiter(text: str) -> str:
    start = text.lstrip("\r\n")[:START_BYTES]
    counts = {mark: len(next(_records(start, mark), (0, [""]))[1]) for mark in DELIMITERS}
    return max(DELIMITERS, key=counts.__getitem__)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise SourceFileError(
            f"The table cannot be read from line {before + 1}: {error}."
        ) from error


def _read_regular(text: str, delimiter: str, *, header: bool) -> pd.DataFrame | None:
    """The table as Arrow reads it, or None where its lines and rows may not agree."""
    text = text.rstrip("\r\n")
    lines = text.count("\n") + 1
    if text.count("\r") != text.count("\r\n"):
        return None
    names = next(_records(text, delimiter), (0, []))[1]
    if not any(map(str.strip, names)) or text.count('"') % 2:
        return None  # a blank first line; a quotation mark that may never be closed
    columns = [str(number) for number in range(len(names))]
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(text.encode("utf-8")),
            read_options=arrow_csv.ReadOptions(column_names=columns, block_size=BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.large_string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != lines:  # a blank line, or a line break inside quotation marks
        return None
    frame = _stripped(table)
    rows = pd.Series(range(1, lines + 1), dtype="int64")
    if not header:
        return frame.assign(row=rows)
    return _named(frame.iloc[1:], names).assign(row=rows.iloc[1:])


def _read_irregular(text: str, delimiter: str, *, header: bool) -> pd.DataFrame:
    records = [one for one in _records(text, delimiter) if any(map(str.strip, one[1]))]
    if not records:
        raise _nothing()
    if text.count('"') % 2 and "\n" in "".join(records[-1][1]):
        raise SourceFileError(
            f"A quotation mark that is opened in row {records[-1][0]} is never closed; expected "
            "one at the end of the cell. The file may be cut off."
        )
    if header:
        names = records[0][1]
        width, shortest = len(names), len(_without_blank_end(names))
        records = records[1:]
    else:
        names = []
        width = shortest = Counter(len(row) for _, row in records).most_common(1)[0][0]
    _refuse_ragged(records, shortest, width)
    rows = (row[:width] + [""] * (width - len(row)) for _, row in records)
    columns = list(zip(*rows, strict=True)) or [()] * width
    arrays = [pa.array(column, pa.large_string()) for column in columns]
    frame = _stripped(pa.table(arrays, names=[str(number) for number in range(width)]))
    lines = pd.Series([line for line, _ in records], dtype="int64")
    return (_named(frame, names) if header else frame).assign(row=lines)


def _stripped(table: pa.Table) -> pd.DataFrame:
    columns = [pc.utf8_trim_whitespace(column) for column in table.columns]
    return pa.table(columns, names=table.column_names).to_pandas().astype("str")


def _refuse_ragged(records: Sequence[tuple[int, list[str]]], shortest: int, width: int) -> None:
    ragged = [
        (line, len(row))
        for line, row in records
        if not shortest <= len(row) <= width
        and not (len(row) > width and shortest <= len(_without_blank_end(row)) <= width)
    ]
    if not ragged:
        return
    named = ", ".join(f"{length} in row {line}" for line, length in ragged[:LISTED])
    more = f" and in {len(ragged) - LISTED:,} more rows" if len(ragged) > LISTED else ""
    raise SourceFileError(
        f"Rows have another number of columns than the table: found {named}{more}; expected "
        f"{width}. A row that is cut off, or a comma outside of quotation marks, does this."
    )


def _without_blank_end(row: list[str]) -> list[str]:
    length = len(row)
    while length and not row[length - 1].strip():
        length -= 1
    return row[:length]


def _named(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The frame with its header as column names, without columns that have neither."""
    frame = frame.set_axis(_column_names(names), axis="columns")
    blank = [
        column
        for column, name in zip(frame.columns, names, strict=True)
        if not name.strip() and not frame[column].any()
    ]
    return frame.drop(columns=blank)


def _column_names(names: Sequence[str]) -> list[str]:
    taken = {"row"}  # ours
    columns = []
    for number, name in enumerate(names, start=1):
        name = plain = name.strip() or f"column {number}"
        again = 2
        while name in taken:
            name, again = f"{plain} ({again})", again + 1
        taken.add(name)
        columns.append(name)
    return columns


def _without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    filled = pd.Series(False, index=frame.index)
    for column in frame.columns.drop("row"):
        if filled.all():
            break
        filled |= frame[column] != ""
    return frame[filled].reset_index(drop=True)
