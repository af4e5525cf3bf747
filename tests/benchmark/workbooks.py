"""What it costs to read and check a large workbook of the BI team, beside openpyxl's reading it."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.files import open_document, peek
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.recognition import recognise
from pcdash.ingest.workbook_layout import FIGURES

ROWS, PRACTICES, YEARS = 100_000, 120, range(2005, 2020)
LIMIT = 0.5  # of the time that openpyxl needs in read-only mode
COMMENT_LETTERS = 220  # make the file about 20 MB


@dataclass(frozen=True)
class WorkbookCost:
    """The times in seconds, and the size of the workbook in bytes."""

    size: int
    ours: float
    openpyxl: float

    @property
    def within_limits(self) -> bool:
        return self.ours <= LIMIT * self.openpyxl

    @property
    def lines(self) -> tuple[str, ...]:
        ratio = self.ours / self.openpyxl
        return (
            f"Workbook of {ROWS:,} rows, {self.size / 1e6:.0f} MB, read and checked: "
            f"{self.ours:.1f} s, {ratio:.2f} of openpyxl's {self.openpyxl:.1f} s (limit {LIMIT})",
        )


def measure_workbook(folder: Path) -> WorkbookCost:
    """Make a workbook, read it in both ways, and compare."""
    path = folder / "large.xlsx"
    catalogue = load_catalogue()
    proportions = [one.id for one in catalogue.indicators.values() if one.method == "proportion"]
    _write(path, proportions)
    started = time.perf_counter()
    document = open_document(path)
    reading = recognise(peek(document), FORMATS).read(document, catalogue)
    ours = time.perf_counter() - started
    if len(reading.values) != ROWS or reading.problems:
        raise AssertionError(f"{len(reading.values)} figures, {reading.problems[:1]}")
    return WorkbookCost(path.stat().st_size, ours, _with_openpyxl(path))


def _with_openpyxl(path: Path) -> float:
    started = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    rows = sum(1 for _ in book[FIGURES.sheet].iter_rows(values_only=True))
    if rows != ROWS + 1:
        raise AssertionError(f"openpyxl read {rows} rows")
    return time.perf_counter() - started


def _write(path: Path, indicator_ids: list[str]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(FIGURES.sheet)
    sheet.append([*FIGURES.names, "Comment"])
    draw = random.Random(1)
    for number in range(ROWS):
        rest, practice = divmod(number, PRACTICES)
        which, year = divmod(rest, len(YEARS))
        first = YEARS[year]
        whole = draw.randint(100, 9_999)
        comment = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz ", k=COMMENT_LETTERS))
        sheet.append(
            [f"Z{practice:05}", f"Practice {practice}", indicator_ids[which], "A title",
             f"{first}/{(first + 1) % 100:02}", draw.randint(0, whole), whole, None, None, comment]
        )  # fmt: skip
    book.save(path)
