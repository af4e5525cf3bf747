"""Finds a table within a sheet of a workbook, and gives it as text with the rows a person counts.

Sheets begin with titles and notes, so a table is found by its column names and not by its place.
What comes out is what `Document.table` gives for a CSV, so that readers treat both alike.
"""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

Cell = str | float | bool | None
Rows = Sequence[Sequence[Cell]]

# Nobody puts more titles above a table than this.
SEARCHED_ROWS = 60


def cell_text(cell: Cell) -> str:
    """A cell as it would stand in a CSV: '' for none, no '.0' after a whole number."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if cell == int(cell) else repr(float(cell))
    return cell.strip()


def column_name(cell: Cell) -> str:
    """A column's name without the line breaks and repeated blanks of a wrapped heading."""
    return re.sub(r"\s+", " ", cell_text(cell)).strip()


def find_header(rows: Rows, columns: Iterable[str], *, at_least: int = 2) -> int | None:
    """Which row (from 0) holds the most of the columns, the first if several do, or None.

    Not every column has to be there, so that a renamed one is missed by name and not the table.
    """
    wanted = {name.casefold() for name in columns}
    found = [
        len(wanted & {column_name(cell).casefold() for cell in row}) for row in rows[:SEARCHED_ROWS]
    ]
    most = max(found, default=0)
    return found.index(most) if most >= at_least else None


def rows_below(rows: Rows, header: int, *, columns: Iterable[str] = ()) -> pd.DataFrame:
    """The rows below a header as text, with `row` as a person counts it from 1.

    Args:
        rows: A sheet's rows from A1.
        header: The header's place in `rows`, from 0.
        columns: The only columns to give, where they are there; all if empty.

    Returns:
        One text column for each named one of the header ('' where blank), and `row`. Rows with
        nothing in them are left out. A name that comes again is given once, the first.
    """
    names = [column_name(cell) for cell in rows[header]]
    wanted = set(columns) or set(names)
    places = {name: names.index(name) for name in names if name and name in wanted}
    filled = [number for number, row in enumerate(rows) if number > header and any_filled(row)]
    content = {
        name: pd.Series(_texts(rows, filled, place), dtype="str") for name, place in places.items()
    }
    return pd.DataFrame(content).assign(row=pd.Series(filled, dtype="int64") + 1)


def any_filled(row: Sequence[Cell]) -> bool:
    """Whether a row holds anything."""
    return any(cell is not None and cell != "" for cell in row)


def _texts(rows: Rows, numbers: Sequence[int], place: int) -> list[str]:
    """A column as text; what is text already was stripped when it was read."""
    cells = [rows[number][place] if place < len(rows[number]) else None for number in numbers]
    return [cell if type(cell) is str else cell_text(cell) for cell in cells]
