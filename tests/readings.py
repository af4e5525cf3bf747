"""Reads a small hand-made file as a load would: recognised by its content, then read."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import open_document, peek
from pcdash.ingest.formats.registry import Format
from pcdash.ingest.reading import KEYS, Reading

NO_DEFINITIONS = Catalogue({}, {}, {}, {}, {})


def write_rows(path: Path, rows: Iterable[Sequence[object]], *, encoding: str = "utf-8") -> Path:
    """A CSV of these rows, the header among them if there is one."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows(rows)
    return path


def known_as(path: Path, formats: Iterable[Format]) -> list[str]:
    """The ids of the formats that take the file for theirs."""
    seen = peek(open_document(path))
    return [one.id for one in formats if one.recognises(seen)]


def read_as(
    format_id: str,
    path: Path,
    formats: Iterable[Format],
    *,
    name: str | None = None,
    catalogue: Catalogue = NO_DEFINITIONS,
) -> Reading:
    """What the one format that knows the file reads in it."""
    document = open_document(path, name=name)
    seen = peek(document)
    knowing = {one.id: one for one in formats if one.recognises(seen)}
    assert list(knowing) == [format_id]
    reading = knowing[format_id].read(document, catalogue)
    for kind, frame in reading.frames.items():
        assert not frame.duplicated(KEYS[kind]).any(), f"{kind} are not one a key"
    return reading


def errors(reading: Reading) -> list[str]:
    """The sentences of what blocks the file."""
    return [one.sentence() for one in reading.problems if one.severity == "error"]


def warnings(reading: Reading) -> list[str]:
    """The sentences of what people should see and that blocks nothing."""
    return [one.sentence() for one in reading.problems if one.severity == "warning"]


def day(text: str) -> pd.Timestamp:
    """A day, as frames hold it."""
    return pd.Timestamp(text)


def parents(reading: Reading, child: str, parent_type: str) -> list[tuple]:
    """The memberships of one child in one kind of parent: code, start, end and as_of as text."""
    held = reading.memberships
    chosen = held[(held["child_code"] == child) & (held["parent_type"] == parent_type)]
    columns = ["start", "end", "as_of"]
    dates = chosen[columns].apply(lambda column: column.dt.strftime("%Y-%m-%d"))
    texts = dates.astype(object).where(dates.notna(), None)
    return list(zip(chosen["parent_code"], *(texts[name] for name in columns), strict=True))


def area(reading: Reading, code: str) -> pd.Series:
    """What is said of one area."""
    (row,) = reading.areas.index[reading.areas["area_code"] == code]
    return reading.areas.loc[row]


def figures(reading: Reading, indicator_id: str) -> dict[tuple[str, str], tuple[float, float]]:
    """Numerator and denominator of an indicator by area and period."""
    held = reading.values[reading.values["indicator_id"] == indicator_id]
    keys = zip(held["area_code"], held["period"], strict=True)
    parts = zip(held["numerator"], held["denominator"], strict=True)
    return dict(zip(keys, parts, strict=True))
