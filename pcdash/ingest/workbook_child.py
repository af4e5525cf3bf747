"""The process that opens a workbook, so that one made to do harm ends it and nothing else.

Run as `python -m pcdash.ingest.workbook_child FILE ROWS BYTES`: prints a JSON line for each
sheet and then lists of its rows, some a line, at most ROWS a sheet (0: all), within BYTES of
memory where the system can limit that. It imports nothing of the project and nothing heavy.
"""

import datetime as dt
import io
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

import python_calamine as calamine

try:
    import resource
except ImportError:  # Windows: the guard and the time limit have to do
    resource = None

CELLS_AT_ONCE = 5_000  # in a line: few lines cost little, and none is large
PASSWORD, UNREADABLE, MEMORY = 3, 4, 5  # exit codes that `workbooks` puts into words


def main(path: str, rows: int, memory_bytes: int) -> int:
    """Print the workbook; the exit code says what went wrong."""
    limit_memory(memory_bytes)
    try:
        for line in _lines(path, rows):
            sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    except calamine.PasswordError:
        return PASSWORD
    except (calamine.CalamineError, OSError, ValueError) as error:
        sys.stderr.write(str(error))
        return UNREADABLE
    except MemoryError:
        return MEMORY
    return 0


def limit_memory(memory_bytes: int) -> None:
    """Let this process have so much memory and leave no core behind, where the system can."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _lines(path: str, rows: int) -> Iterator[Any]:
    with _opened(path) as workbook:
        for number, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            yield {
                "sheet": sheet.name,
                "visible": sheet.visible == calamine.SheetVisibleEnum.Visible,
            }
            cells = workbook.get_sheet_by_index(number)
            found = cells.to_python(skip_empty_area=False, nrows=rows or None)
            at_once = max(CELLS_AT_ONCE // max(len(found[0]), 1), 1) if found else 1
            for first in range(0, len(found), at_once):
                listed = found[first : first + at_once]
                yield [[_plain(cell) for cell in row] for row in listed]


def _opened(path: str) -> calamine.CalamineWorkbook:
    """Calamine goes by the extension of a path; a file that was renamed is opened as bytes."""
    try:
        return calamine.load_workbook(path)
    except calamine.PasswordError:
        raise
    except calamine.CalamineError:
        with open(path, "rb") as file:
            return calamine.load_workbook(io.BytesIO(file.read()))


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time.min
        return (cell.date() if midnight else cell).isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        return str(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # Infinite or no number is nothing that a reader should meet as one.
        return float(cell) if math.isfinite(cell) else str(cell)
    return cell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
