"""What the snapshot that is being made changes: figure by figure, for a load and for an undo.

Both leave the temporary tables `int_held_values`, the rows of `int_latest_values` as they were
until now, and `int_value_changes`, what is added, changed and removed. In between, the view
`int_other_values` is what `int_differences` compares with what was held.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from pcdash.store.records import records_of
from pcdash.store.schema import KINDS
from pcdash.store.sql_files import read_sql
from pcdash.store.standing import record_undoing, turning


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

    def count_records(self, change: str) -> int:
        """How many records were added or removed, or fields of others changed."""
        return int((self.records["change"] == change).sum()) if len(self.records) else 0


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
    _hold(connection, "select distinct indicator_key from stg_values")
    _compare_with(connection, "select * from stg_values")
    _keep(connection, read_sql("intermediate", "int_value_changes"), "int_value_changes")
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


def record_undo(
    connection: duckdb.DuckDBPyConnection, load_key: int, of: int
) -> tuple[pd.DataFrame, int, tuple[int, ...]]:
    """Undo a load, and keep what that changes; the counts by indicator and change, how many rows
    on areas, memberships and outlines count no more or again, and the loads that turn with it."""
    turned = turning(connection, load_key, of)
    _hold(
        connection,
        "select distinct indicator_key from loaded_values where list_contains($turned, load_key)",
        turned=turned,
    )
    record_undoing(connection, load_key, of)
    _compare_with(connection, "select * from int_latest_values where not is_removed")
    _keep(connection, "select * from int_differences", "int_value_changes")
    structure = sum(_structure_of(connection, turned).values())
    return _recorded(connection, load_key), structure, tuple(turned)


def dependents(connection: duckdb.DuckDBPyConnection, of: int) -> Dependents:
    """What depends on a load that stands."""
    ((superseded,),) = _asked(connection, "superseded_by_later_loads", load_key=of)
    restated = _asked(connection, "restated_by_later_loads", load_key=of)
    structure = _structure_of(connection, (of,)) | records_of(connection, of)
    return Dependents(superseded, tuple(restated), structure)


def _structure_of(
    connection: duckdb.DuckDBPyConnection, load_keys: Sequence[int]
) -> dict[str, int]:
    """How many rows some loads brought, by kind, but for figures."""
    counted = dict(_asked(connection, "structure_of_loads", load_keys=load_keys))
    return {kind: counted[kind] for kind in KINDS if kind in counted}


def _asked(connection: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> list[tuple]:
    return connection.execute(read_sql("queries", query), parameters).fetchall()


def _hold(connection: duckdb.DuckDBPyConnection, touched: str, **parameters: object) -> None:
    """Keep the figures of the touched indicators as they are before anything changes."""
    connection.execute(f"create or replace temp table touched_indicators as {touched}", parameters)
    _view(connection, read_sql("intermediate", "int_latest_values"), "int_latest_values")
    _keep(connection, "select * from int_latest_values", "int_held_values")


def _compare_with(connection: duckdb.DuckDBPyConnection, other: str) -> None:
    _view(connection, other, "int_other_values")
    _view(connection, read_sql("intermediate", "int_differences"), "int_differences")


def _keep(connection: duckdb.DuckDBPyConnection, select: str, name: str) -> None:
    connection.execute(f"create or replace temp table {name} as {select}")


def _view(connection: duckdb.DuckDBPyConnection, select: str, name: str) -> None:
    connection.execute(f"create or replace temp view {name} as {select}")


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
