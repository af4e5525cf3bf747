"""The records that count now, and what a load or an undo changes of them, row by row.

A record counts as the latest load that stands has it. The relation of a kind is named as the kind
and has its columns with the lineage of the row that counts.
"""

import duckdb
import pandas as pd

from pcdash.store.connection import Snapshot
from pcdash.store.record_kinds import RECORDS
from pcdash.store.sql_files import read_sql

# Also compared row by row, where few rows were stated: by hand, and not by a file of the country.
STATED = {
    "memberships": (("area_code", "parent_type", "start_date"), ("parent_code", "end_date")),
    "dim_area": (
        ("area_code",),
        ("area_name", "area_type", "opened_date", "closed_date", "postcode", "latitude",
         "longitude"),
    ),
    "attributes": (("area_code", "attribute"), ("content",)),
}  # fmt: skip
FEW = 5_000
# What is counted of records, as load_changes has it, by the change.
RECORD_CHANGES = {
    "added": "records added",
    "changed": "record fields changed",
    "removed": "records removed",
}
CHANGE_COLUMNS = ("kind", "area_code", "key", "change", "was", "will_be")
Named = tuple[tuple[str, str], ...]  # columns with what they hold, as text


def create_current(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the relation of each kind again, of the records that count."""
    for kind, one in RECORDS.items():
        columns = ", ".join(one.columns)
        connection.execute(
            f"create or replace table {kind} as "
            f"select {columns}, load_key, part_key, row_number from ("
            f"    select * from standing_{kind} qualify row_number() over ("
            f"        partition by {', '.join(one.key)} "
            "        order by load_key desc, part_key desc, row_number desc) = 1"
            ") as latest where not is_removed"
        )


def keep_held(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep what counts until now, for `record_changes`; before anything is made again."""
    for kind, one in RECORDS.items():
        connection.execute(
            f"create or replace temp table held_{kind} as select {', '.join(one.columns)} "
            f"from {kind}"
        )
    for name, (key, fields) in STATED.items():
        connection.execute(
            f"create or replace temp table held_{name} as "
            f"select {', '.join(key + fields)} from ({_stated(name)})"
        )


def record_changes(
    connection: duckdb.DuckDBPyConnection, load_key: int, load_keys: tuple[int, ...]
) -> pd.DataFrame:
    """Find what differs from what was kept, once all is made again, and keep the counts.

    Args:
        load_key: The load that changes it.
        load_keys: The loads that begin or cease to count.

    Returns:
        A row a record that is added or removed, and a row a field of one that is changed: `kind`,
        `area_code` (None where it has none), the other columns of its `key`, `change` (added,
        changed, removed), and the columns that it `was` and `will_be`. Columns are pairs of name
        and text, dates as 2021-01-31.
    """
    found = [
        _compared(connection, kind, kind, [*one.key], [*one.content])
        for kind, one in RECORDS.items()
    ]
    codes = _stated_codes(connection, load_keys)
    if 0 < len(codes) <= FEW:
        connection.execute("create or replace temp table stated_codes (area_code varchar)")
        connection.executemany("insert into stated_codes values (?)", [[one] for one in codes])
        found += [
            _compared(
                connection, name,
                f"({_stated(name)}) where area_code in (select area_code from stated_codes)",
                [*key], [*fields],
            )
            for name, (key, fields) in STATED.items()
        ]  # fmt: skip
    rows = [one for one in found if not one.empty]
    changes = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=CHANGE_COLUMNS)
    _count(connection, load_key, changes)
    return changes


def held_records(snapshot: Snapshot, kind: str) -> pd.DataFrame:
    """The records of a kind that count, with `load_key`, `part_key` and `row_number`."""
    key = ", ".join(RECORDS[kind].key)
    with snapshot.connection.cursor() as cursor:
        return cursor.execute(f"select * from {kind} order by {key}").df()


def records_of(connection: duckdb.DuckDBPyConnection, load_key: int) -> dict[str, int]:
    """How many records a load brought, by kind."""
    found = {}
    for kind in RECORDS:
        (rows,) = connection.execute(
            f"select count(*) from loaded_{kind} where load_key = ?", [load_key]
        ).fetchone()
        found |= {kind: rows} if rows else {}
    return found


def _count(connection: duckdb.DuckDBPyConnection, load_key: int, changes: pd.DataFrame) -> None:
    """Keep how many records are added and removed, and how many fields of others are changed."""
    connection.executemany(
        "insert into load_changes values (?, null, ?, ?)",
        [
            [load_key, name, int((changes["change"] == change).sum())]
            for change, name in RECORD_CHANGES.items()
        ],
    )


def _stated(name: str) -> str:
    """What a comparison of statements reads, with a column `area_code`."""
    if name == "memberships":
        return "select * exclude (child_code), child_code as area_code from memberships"
    if name == "attributes":
        return read_sql("queries", "attributes_stated")
    return f"select * from {name}"


def _stated_codes(
    connection: duckdb.DuckDBPyConnection, load_keys: tuple[int, ...]
) -> tuple[str, ...]:
    rows = connection.execute(
        "select area_code from loaded_areas where list_contains($keys, load_key) union "
        "select area_code from loaded_attributes where list_contains($keys, load_key) union "
        "select child_code from loaded_memberships where list_contains($keys, load_key) "
        f"limit {FEW + 1}",
        {"keys": list(load_keys)},
    ).fetchall()
    return tuple(code for (code,) in rows)


def _compared(
    connection: duckdb.DuckDBPyConnection, kind: str, now: str, key: list[str], fields: list[str]
) -> pd.DataFrame:
    """The rows of one relation that are not as they were."""
    columns = ", ".join(key + fields)
    where = " where area_code in (select area_code from stated_codes)" if now != kind else ""
    before = f"select {columns} from held_{kind}{where}"
    after = f"select {columns} from {now}"
    gone = _as_text(connection.execute(f"({before}) except ({after})").df())
    come = _as_text(connection.execute(f"({after}) except ({before})").df())
    if gone.empty and come.empty:
        return pd.DataFrame(columns=[*CHANGE_COLUMNS])
    both = gone.merge(come, on=key, how="outer", suffixes=("_was", "_is"), indicator="side")
    rows = [row for one in both.to_dict("records") for row in _changes(kind, one, key, fields)]
    return pd.DataFrame(rows, columns=[*CHANGE_COLUMNS])


def _changes(
    kind: str, row: dict[str, str], key: list[str], fields: list[str]
) -> list[tuple[str, str | None, Named, str, Named, Named]]:
    named = tuple((name, row[name]) for name in key if name != "area_code" and row[name])
    start = (kind, row.get("area_code") or None, named)
    if row["side"] == "both":
        moved = [name for name in fields if row[f"{name}_was"] != row[f"{name}_is"]]
        return [
            (*start, "changed", ((name, row[f"{name}_was"]),), ((name, row[f"{name}_is"]),))
            for name in moved
        ]
    when = "is" if row["side"] == "right_only" else "was"
    held = tuple((name, row[f"{name}_{when}"]) for name in fields if row[f"{name}_{when}"])
    return [(*start, "added", (), held) if when == "is" else (*start, "removed", held, ())]


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {name: [_text(one) for one in column] for name, column in frame.items()}, dtype="object"
    )


def _text(held: object) -> str:
    if held is None or held is pd.NaT or held != held:
        return ""
    if isinstance(held, pd.Timestamp):
        return held.date().isoformat()
    return f"{held:.12g}" if isinstance(held, float) else str(held)
