"""What it costs to read and check a large workbook of the BI team, beside openpyxl's reading it."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.export_marks import marks_of
from pcdash.ingest.files import open_document, peek
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.recognition import recognise
from pcdash.ingest.workbook_layout import AS_EXPORTED, FIGURES

ROWS, PRACTICES, YEARS = 100_000, 120, range(2005, 2020)
LIMIT = 0.5  # of the time that openpyxl needs in read-only mode
COMMENT_LETTERS = 220  # make the file about 20 MB


@dataclass(frozen=True)
class WorkbookCost:
    """The times in seconds, and the size of the workbook in bytes."""

    size: int
    ours: float
    openpyxl: float
    what: str = "Workbook"

    @property
    def within_limits(self) -> bool:
        return self.ours <= LIMIT * self.openpyxl

    @property
    def lines(self) -> tuple[str, ...]:
        ratio = self.ours / self.openpyxl
        return (
            f"{self.what} of {ROWS:,} rows, {self.size / 1e6:.0f} MB, read and checked: "
            f"{self.ours:.1f} s, {ratio:.2f} of openpyxl's {self.openpyxl:.1f} s (limit {LIMIT})",
        )


def measure_workbook(folder: Path) -> WorkbookCost:
    """Make a workbook, read it in both ways, and compare."""
    return _measured(folder / "large.xlsx", is_export=False)


def measure_export(folder: Path) -> WorkbookCost:
    """The same of an export in which every second figure was edited."""
    return _measured(folder / "edited.xlsx", is_export=True)


def _measured(path: Path, *, is_export: bool) -> WorkbookCost:
    catalogue = load_catalogue()
    proportions = [one.id for one in catalogue.indicators.values() if one.method == "proportion"]
    _write(path, proportions, is_export=is_export)
    started = time.perf_counter()
    document = open_document(path)
    reading = recognise(peek(document), FORMATS).read(document, catalogue)
    ours = time.perf_counter() - started
    expected = ROWS // 2 if is_export else ROWS
    if len(reading.values) != expected or reading.problems:
        raise AssertionError(f"{len(reading.values)} figures, {reading.problems[:1]}")
    what = "Export, half of it edited," if is_export else "Workbook"
    return WorkbookCost(path.stat().st_size, ours, _with_openpyxl(path), what)


def _with_openpyxl(path: Path) -> float:
    started = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    rows = sum(1 for _ in book[FIGURES.sheet].iter_rows(values_only=True))
    if rows != ROWS + 1:
        raise AssertionError(f"openpyxl read {rows} rows")
    return time.perf_counter() - started


def _write(path: Path, indicator_ids: list[str], *, is_export: bool) -> None:
    rows = pd.DataFrame(_rows(indicator_ids), columns=[*FIGURES.names, "Comment"])
    if is_export:
        marks = marks_of(rows.drop(columns="Comment").fillna("").astype("str"))
        other = (rows["Numerator"] + 1) % rows["Denominator"]
        numerators = rows["Numerator"].where(rows.index % 2 == 1, other)
        rows = rows.assign(Numerator=numerators, **{AS_EXPORTED: marks})
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(FIGURES.sheet)
    sheet.append([*rows.columns])
    for row in rows.astype("object").where(rows.notna(), None).itertuples(index=False):
        sheet.append(row)
    book.save(path)


def _rows(indicator_ids: list[str]) -> Iterator[list[object]]:
    draw = random.Random(1)
    for number in range(ROWS):
        rest, practice = divmod(number, PRACTICES)
        which, year = divmod(rest, len(YEARS))
        first = YEARS[year]
        whole = draw.randint(100, 9_999)
        comment = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz ", k=COMMENT_LETTERS))
        yield [
            f"Z{practice:05}", f"Practice {practice}", indicator_ids[which], "A title",
            f"{first}/{(first + 1) % 100:02}", draw.randint(0, whole), whole, None, None, comment,
        ]  # fmt: skip
