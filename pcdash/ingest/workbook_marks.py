"""What the values of a workbook do not tell: errors, formulas, percentages and hidden rows.

An error and a formula that was never worked out read as blanks, and 45% reads as 0.45; a figure
must not be lost or a hundredth of itself without a word. Only workbooks in XML (.xlsx, .xlsm,
.ods) can be asked; of others nothing is known.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pcdash.ingest.workbooks import MEMORY_BYTES, child_lines, identity

MODULE = "pcdash.ingest.workbook_marks_child"


@dataclass(frozen=True)
class ColumnMarks:
    """The marked cells of one column, by row as a person counts it."""

    errors: dict[int, str] = field(default_factory=dict)
    not_worked_out: frozenset[int] = frozenset()
    percentages: frozenset[int] = frozenset()

    def below(self, row: int) -> "ColumnMarks":
        """The marks of the rows below one."""
        return ColumnMarks(
            {one: text for one, text in self.errors.items() if one > row},
            frozenset(one for one in self.not_worked_out if one > row),
            frozenset(one for one in self.percentages if one > row),
        )


@dataclass(frozen=True)
class SheetMarks:
    """The marked cells of one sheet, by column from 0, and the rows that are hidden."""

    columns: Mapping[int, ColumnMarks] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()


def read_marks(path: Path) -> dict[str, SheetMarks]:
    """The marks of each sheet by its name; none of a workbook that is not in XML.

    The result is shared between calls: not to be changed.

    Raises:
        SourceFileError: as `workbooks.read_sheets`.
    """
    return _read(*identity(path))


# Kept for the next call, as the cells are.
@lru_cache(maxsize=1)
def _read(path: Path, _mtime_ns: int, _size: int) -> dict[str, SheetMarks]:
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return {}
    found = map(json.loads, child_lines(path, MODULE, str(MEMORY_BYTES)))
    return {one["sheet"]: _sheet(one) for one in found}


def _sheet(found: dict[str, list]) -> SheetMarks:
    places = [*found["errors"], *found["not_worked_out"], *found["percentages"]]
    return SheetMarks(
        columns={
            column: ColumnMarks(
                errors={row: text for place, row, text in found["errors"] if place == column},
                not_worked_out=_rows(found["not_worked_out"], column),
                percentages=_rows(found["percentages"], column),
            )
            for column in {place[0] for place in places}
        },
        hidden=frozenset(found["hidden"]),
    )


def _rows(places: list[list[int]], column: int) -> frozenset[int]:
    return frozenset(row for place, row in places if place == column)
