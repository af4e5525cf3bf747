"""Which loads stand. A load that a standing load undoes counts for nothing: its rows stay where
they are, and every relation reads the rows of the loads that stand.

An undo is a load of its own, so it can be undone too, and what it undid stands again.
"""

import duckdb

from pcdash.store.schema import KINDS


def create_standing(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views `standing_values`, `standing_areas` … of the rows that count."""
    for kind in KINDS:
        connection.execute(
            f"create or replace temp view standing_{kind} as select * from loaded_{kind} "
            "where load_key not in (select load_key from undone_loads)"
        )


def undone(connection: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """The loads that do not stand, each with the load that undid it."""
    rows = connection.execute(
        "select load_key, undone_load_key from undoings order by load_key desc"
    ).fetchall()
    found: dict[int, int] = {}
    for by, of in rows:  # the latest first: what it undoes is undone, unless it is undone itself
        if by not in found:
            found.setdefault(of, by)
    return found


def record_undoing(connection: duckdb.DuckDBPyConnection, load_key: int, of: int) -> None:
    """Keep that a load undoes another, and settle which loads stand from now on."""
    connection.execute("insert into undoings values (?, ?)", [load_key, of])
    connection.execute("delete from undone_loads")
    for key, by in undone(connection).items():
        connection.execute("insert into undone_loads values (?, ?)", [key, by])
