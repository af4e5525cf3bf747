"""The cells of a workbook, read by calamine in a process of its own behind a guard.

The guard refuses what would not fit into memory, the child process bears what the guard did not
foresee, and this module puts either into a sentence. Values only: formulas, formats and colours
are not looked at.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from pcdash import paths
from pcdash.errors import SourceFileError
from pcdash.ingest import workbook_child
from pcdash.ingest.workbook_guard import check_workbook

log = logging.getLogger(__name__)

Cell = str | float | bool | None

# A workbook of 7 million cells needs about 1 GB in the child.
MEMORY_BYTES = 2 * 1024**3
CHILD = "pcdash.ingest.workbook_child"
SECONDS = 120
# What the child may print: a cell repeated from the shared texts costs nothing in the file.
OUTPUT_BYTES = 1024**3


@dataclass(frozen=True)
class Workbook:
    """The cells of every sheet from A1 on, by sheet name, and the names of the hidden sheets."""

    sheets: dict[str, list[list[Cell]]]
    hidden: tuple[str, ...]


def read_sheets(path: Path) -> dict[str, list[list[Cell]]]:
    """Every sheet's rows from A1: blank None, text stripped, dates as ISO text.

    Raises:
        SourceFileError: protected with a password, damaged, no workbook, or too large.
    """
    return read_workbook(path).sheets


def peek_sheets(path: Path, rows: int) -> dict[str, tuple[tuple[Cell, ...], ...]]:
    """The first rows of every sheet.

    Raises:
        SourceFileError: as `read_sheets`.
    """
    sheets = _read(*identity(path), rows=rows).sheets
    return {name: tuple(tuple(row) for row in cells) for name, cells in sheets.items()}


def read_workbook(path: Path) -> Workbook:
    """Every sheet with its visibility. The lists are shared between calls: not to be changed.

    Raises:
        SourceFileError: as `read_sheets`.
    """
    return _read_all(*identity(path))


def identity(path: Path) -> tuple[Path, int, int]:
    """A path, and what changes when its content does."""
    stat = path.stat()
    return path, stat.st_mtime_ns, stat.st_size


# One workbook is read at a time, perhaps by several calls: keeping one is enough.
@lru_cache(maxsize=1)
def _read_all(path: Path, mtime_ns: int, size: int) -> Workbook:
    return _read(path, mtime_ns, size, rows=0)


def _read(path: Path, _mtime_ns: int, _size: int, *, rows: int) -> Workbook:
    sheets: dict[str, list[list[Cell]]] = {}
    hidden = []
    cells: list[list[Cell]] = []
    for line in child_lines(path, CHILD, str(rows), str(MEMORY_BYTES)):
        content = json.loads(line)
        if isinstance(content, dict):
            cells = sheets.setdefault(content["sheet"], [])
            hidden += [] if content["visible"] else [content["sheet"]]
        else:
            cells.extend(content)
    return Workbook(sheets, tuple(hidden))


@lru_cache(maxsize=256)
def _guard(path: Path, _mtime_ns: int, _size: int) -> None:
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    if packed:  # an .xls is not: for it the child's memory limit is the guard
        check_workbook(path)


def child_lines(path: Path, module: str, *words: str) -> Iterator[bytes]:
    """The lines that a child prints of a workbook, once the guard has passed it.

    Raises:
        SourceFileError: it is too large, or what ended the child early, as a sentence.
    """
    _guard(*identity(path))
    command = [sys.executable, "-m", module, str(path.resolve()), *words]
    expired = threading.Event()
    with subprocess.Popen(
        command,
        cwd=paths.ROOT,
        env=os.environ | {"RUST_BACKTRACE": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:

        def end() -> None:
            expired.set()
            process.kill()

        clock = threading.Timer(SECONDS, end)
        clock.start()
        try:
            yield from _bounded(process.stdout)
            code = process.wait()
            details = process.stderr.read().decode("utf-8", errors="replace")
        finally:
            clock.cancel()
            process.kill()  # where the caller has stopped; one that has ended is left alone
    if expired.is_set():
        raise SourceFileError(
            f"The workbook was given up: reading it took more than {SECONDS} seconds."
        )
    if code:
        log.info("the child that read a workbook ended with %d: %s", code, details.strip()[:500])
        raise _failure(code)


def _bounded(lines: IO[bytes]) -> Iterator[bytes]:
    printed = 0
    for line in lines:
        printed += len(line)
        if printed > OUTPUT_BYTES:
            raise SourceFileError(_too_much(f"its cells hold more than {OUTPUT_BYTES:,} bytes"))
        yield line


def _failure(code: int) -> SourceFileError:
    if code == workbook_child.PASSWORD:
        return SourceFileError(
            "The workbook is protected with a password; expected one that opens without. Open it "
            "in Excel, remove the password (File, Info, Protect Workbook) and save it."
        )
    if code == workbook_child.UNREADABLE:
        return SourceFileError(
            "The file looks like a workbook and cannot be read as one: it is cut off or damaged. "
            "Download or copy it again, or open it in Excel and save it as .xlsx."
        )
    return SourceFileError(_too_much("reading it needs more memory than is allowed"))


def _too_much(why: str) -> str:
    return f"The workbook was not read: {why}; expected a workbook of published figures."
