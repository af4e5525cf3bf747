"""What the snapshot that is being made changes: figure by figure, for a load and for an undo.

Both leave the temporary tables `int_held_values`, what counted until now, and
`int_value_changes`, what is added, changed and removed.
"""

from dataclasses import dataclass, field

import duckdb
import pandas as pd

from pcdash.store.schema import KINDS
from pcdash.store.sql_files import read_sql
from pcdash.store.standing import record_undoing


@dataclass(frozen=True)
class Changes:
    """What a load changes: one row per indicator and change, with `figures` counted.

    `structure` counts rows on areas, memberships and outlines; `records` are as
    `pcdash.store.records.record_changes` gives them.
    """

    figures: pd.DataFrame
    structure: int
    records: pd.DataFrame = field(default_factory=pd.DataFrame)
    reworded: int = 0

    @property
    def nothing(self) -> bool:
        """Whether publishing would make a snapshot that shows nothing new."""
        return (
            self.figures.empty and self.structure == 0 and self.records.empty and self.reworded == 0
        )

    def count(self, change: str) -> int:
        """How many figures were added, changed or removed."""
        return int(self.figures.loc[self.figures["change"] == change, "figures"].sum())


@dataclass(frozen=True)
class Dependents:
    """What depends on a load that is to be undone.

    `superseded` counts its figures that later loads changed, which stay as those give them;
    `restated` pairs each later load that gave figures of it again, unchanged, with how many: they
    go with the load that gave them first. `structure` counts its rows by kind, but for figures.
    """

    superseded: int
    restated: tuple[tuple[int, int], ...]
    structure: dict[str, int]


def record_load(connection: duckdb.DuckDBPyConnection, load_key: int) -> pd.DataFrame:
    """Find and keep what the incoming figures change; the counts by indicator and change."""
    _compare(connection, "select distinct indicator_key from stg_values")
    _table(connection, "int_held_values", "int_held_values")
    _table(connection, "int_value_changes", "int_value_changes")
    connection.execute(
        "insert into loaded_values by name select * exclude (change), $load_key as load_key, "
        "change = 'removed' as is_removed from int_value_changes",
        {"load_key": load_key},
    )
    connection.execute(
        "insert into restatements by name select $load_key as load_key, * from "
        f"({read_sql('intermediate', 'int_restatements')})",
        {"load_key": load_key},
    )
    return _recorded(connection, load_key)


def record_undo(connection: duckdb.DuckDBPyConnection, load_key: int, of: int) -> pd.DataFrame:
    """Undo a load, and keep what that changes; the counts by indicator and change."""
    _compare(
        connection,
        "select distinct indicator_key from loaded_values "
        f"where load_key in ({', '.join(map(str, turning(connection, of)))})",
    )
    _table(connection, "int_held_values", "int_held_values")
    record_undoing(connection, load_key, of)
    _table(connection, "int_held_values", "int_returning_values")
    _table(connection, "int_undone_changes", "int_value_changes")
    return _recorded(connection, load_key)


def dependents(connection: duckdb.DuckDBPyConnection, of: int) -> Dependents:
    """What depends on a load that stands."""
    (superseded,) = connection.execute(
        "select count(*) from standing_values as this where load_key = $of and exists ("
        "    select 1 from standing_values as later where later.load_key > this.load_key "
        "    and later.indicator_key = this.indicator_key and later.area_key = this.area_key "
        "    and later.period_key = this.period_key)",
        {"of": of},
    ).fetchone()
    restated = connection.execute(
        "select load_key, sum(figures)::bigint from restatements where held_load_key = $of "
        "and load_key not in (select load_key from undone_loads) group by load_key order by 1",
        {"of": of},
    ).fetchall()
    structure = {kind: _rows(connection, kind, of) for kind in KINDS if kind != "values"}
    return Dependents(
        superseded, tuple(restated), {kind: rows for kind, rows in structure.items() if rows}
    )


def turning(connection: duckdb.DuckDBPyConnection, of: int) -> tuple[int, ...]:
    """The loads that stand no more, or stand again, once a load is undone."""
    rows = connection.execute("select load_key, undone_load_key from undoings").fetchall()
    found, asked = {of}, [of]
    while asked:
        one = asked.pop()
        undone_by_it = {target for by, target in rows if by == one} - found
        found |= undone_by_it
        asked += undone_by_it
    return tuple(sorted(found))


def _rows(connection: duckdb.DuckDBPyConnection, kind: str, load_key: int) -> int:
    (rows,) = connection.execute(
        f"select count(*) from loaded_{kind} where load_key = ?", [load_key]
    ).fetchone()
    return rows


def _compare(connection: duckdb.DuckDBPyConnection, indicators: str) -> None:
    connection.execute(f"create or replace temp table compared_indicators as {indicators}")


def _table(connection: duckdb.DuckDBPyConnection, file: str, name: str) -> None:
    connection.execute(f"create or replace temp table {name} as {read_sql('intermediate', file)}")


def _recorded(connection: duckdb.DuckDBPyConnection, load_key: int) -> pd.DataFrame:
    connection.execute(
        "insert into load_changes select $load_key, indicator_key, change, count(*) "
        "from int_value_changes group by indicator_key, change",
        {"load_key": load_key},
    )
    return connection.execute(
        "select indicator_id, change, figures from load_changes "
        "inner join indicator_definitions using (indicator_key) "
        "where load_key = $load_key order by indicator_id, change",
        {"load_key": load_key},
    ).df()
