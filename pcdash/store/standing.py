"""Which loads stand. A load that a standing load undoes counts for nothing: its rows stay where
they are, and every relation reads the rows of the loads that stand.

An undo is a load of its own, so it can be undone too, and what it undid stands again.
"""

from collections.abc import Iterable

import duckdb

from pcdash.store.schema import KINDS


def create_standing(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views `standing_values`, `standing_areas` … of the rows that count."""
    for kind in KINDS:
        connection.execute(
            f"create or replace temp view standing_{kind} as select * from loaded_{kind} "
            "where load_key not in (select load_key from undone_loads)"
        )


def turning(connection: duckdb.DuckDBPyConnection, load_key: int, of: int) -> tuple[int, ...]:
    """The loads that stand no more, or stand again, once the load `load_key` undoes another."""
    undoings = _undoings(connection)
    return tuple(sorted({*_undone(undoings)} ^ {*_undone([*undoings, (load_key, of)])}))


def record_undoing(connection: duckdb.DuckDBPyConnection, load_key: int, of: int) -> None:
    """Keep that a load undoes another, and settle which loads stand from now on."""
    connection.execute("insert into undoings values (?, ?)", [load_key, of])
    connection.execute("delete from undone_loads")
    for key, by in _undone(_undoings(connection)).items():
        connection.execute("insert into undone_loads values (?, ?)", [key, by])


def _undone(undoings: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The loads that do not stand, each with the load that undid it.

    Args:
        undoings: Pairs of a load and the load that it undoes.
    """
    found: dict[int, int] = {}
    # the latest first: what it undoes is undone, unless it is undone itself
    for by, of in sorted(undoings, reverse=True):
        if by not in found:
            found.setdefault(of, by)
    return found


def _undoings(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    return connection.execute("select load_key, undone_load_key from undoings").fetchall()
