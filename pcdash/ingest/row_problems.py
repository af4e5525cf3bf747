"""A problem that is about rows of a reading, told with the sheet and rows that they came from."""

import pandas as pd

from pcdash.ingest.reading import Problem, Spot


def told(severity: str, what: str, rows: pd.DataFrame, column: str = "", **said: str) -> Problem:
    """A problem of some rows, with `sheet` and `row`; told of those on the sheet of the first."""
    first = rows.iloc[0]
    sheet = first["sheet"] if isinstance(first["sheet"], str) else None
    own = rows[rows["sheet"].eq(sheet)] if sheet else rows
    parts = [f"sheet {sheet!r}"] if sheet else []
    parts.append(f"row {int(first['row'])}")
    parts += [f"column {column}"] if column else []
    return Problem(
        severity,
        what,
        where=", ".join(parts),
        spot=Spot(sheet, tuple(int(row) for row in own["row"]), column),
        **said,
    )
