"""The tables that a snapshot's loads append to, and the keys that its relations are joined by."""

import duckdb

from pcdash.store.record_kinds import RECORDS
from pcdash.store.schema import KINDS, SCHEMA_VERSION, SQL_TYPES

# Column names that SQL would rather not have.
RENAMED = {"start": "start_date", "end": "end_date"}
_LOADED = {"load_key": "integer", "part_key": "integer", "row_number": "integer"}
_FIGURES = {
    "load_key": "integer",
    "part_key": "integer",
    "row_number": "integer",
    "indicator_key": "smallint",
    "area_key": "integer",
    "period_key": "smallint",
    **{name: SQL_TYPES[held] for name, held in list(KINDS["values"].items())[3:]},
}

TABLES: dict[str, dict[str, str]] = {
    "snapshot": {"schema_version": "integer"},
    # Who loaded what, when; one row a publish.
    "loads": {
        "load_key": "integer primary key",
        "loaded_at": "timestamp",
        "loaded_by": "varchar",
        "note": "varchar",
        "approved_by": "varchar",
    },
    "files": {
        "file_key": "integer primary key",
        "load_key": "integer",
        "file_name": "varchar",
        "sha256": "varchar",
        "size_bytes": "bigint",
        "format_id": "varchar",
        "format_title": "varchar",
        "source_id": "varchar",
        "is_part": "boolean",
    },
    "file_warnings": {"file_key": "integer", "warning": "varchar"},
    "parts": {"part_key": "integer primary key", "file_key": "integer", "sheet": "varchar"},
    # How many figures each load changed, by indicator and change; and what it changed of records,
    # with no indicator, as `pcdash.store.records.RECORD_CHANGES` names it.
    "load_changes": {
        "load_key": "integer",
        "indicator_key": "smallint",
        "change": "varchar",
        "figures": "bigint",
    },
    # That a load is the undo of another; which loads that leaves undone, and by which.
    "undoings": {"load_key": "integer", "undone_load_key": "integer"},
    "undone_loads": {"load_key": "integer primary key", "undone_by": "integer"},
    # How many figures of an earlier load a load gave again, unchanged.
    "restatements": {
        "load_key": "integer",
        "held_load_key": "integer",
        "indicator_key": "smallint",
        "figures": "bigint",
    },
    "keyed_areas": {"area_key": "integer primary key", "area_code": "varchar unique"},
    "keyed_periods": {
        "period_key": "smallint primary key",
        "period_label": "varchar unique",
        "period_kind": "varchar",
        "start_date": "date",
        "end_date": "date",
    },
    # The definitions as they were when the snapshot was made.
    "indicator_definitions": {
        "indicator_key": "smallint primary key",
        "indicator_id": "varchar unique",
        "method": "varchar",
        "multiplier": "double",
        "aggregation": "varchar",
        "categories": "varchar[]",
        "favourable": "varchar[]",
        "rated": "varchar[]",
        "suppression": "varchar",
        "definition": "varchar",
    },
    # Each wording of a definition, and the load that first saw it.
    "definition_history": {
        "indicator_id": "varchar",
        "load_key": "integer",
        "definition": "varchar",
    },
    "place": {
        "place_id": "varchar",
        "place_name": "varchar",
        "system_code": "varchar",
        "is_illustrative": "boolean",
    },
    "place_areas": {"area_code": "varchar", "area_type": "varchar", "area_name": "varchar"},
    "place_memberships": {
        "child_code": "varchar",
        "child_type": "varchar",
        "parent_code": "varchar",
        "parent_type": "varchar",
        "start_date": "date",
        "end_date": "date",
    },
    "loaded_values": {**_FIGURES, "is_removed": "boolean"},
    **{
        f"loaded_{kind}": _LOADED
        | {RENAMED.get(name, name): SQL_TYPES[held] for name, held in columns.items()}
        for kind, columns in KINDS.items()
        if kind != "values"
    },
    # The records that count: one a key.
    **{
        kind: {name: SQL_TYPES[held] for name, held in one.columns.items()} | _LOADED
        for kind, one in RECORDS.items()
    },
}
# The marts of which a load makes only the rows of the indicators that it touched again.
_AREA_VALUE = {
    "basis": "varchar",
    "indicator_key": "smallint",
    "period_key": "smallint",
    "area_key": "integer",
    **{name: SQL_TYPES[held] for name, held in list(KINDS["values"].items())[3:]},
    "part_key": "integer",
    "row_number": "integer",
    "disclosure": "varchar",
}
MARTS_BY_INDICATOR: dict[str, dict[str, str]] = {
    "area_values": {
        **_AREA_VALUE,
        "lowest": "double",
        "highest": "double",
        "practices_with_data": "integer",
        "practices": "integer",
        "coverage_share": "double",
    },
    "area_values_by_area": _AREA_VALUE,
    "area_spreads": {
        "indicator_key": "smallint",
        "period_key": "smallint",
        "area_key": "integer",
        "practices": "bigint",
        "lowest": "double",
        "highest": "double",
        "lower_quartile": "double",
        "upper_quartile": "double",
        "deciles": "double[]",
    },
    "holdings": {
        "indicator_key": "smallint",
        "period_key": "smallint",
        "area_type": "varchar",
        "areas": "bigint",
        "areas_with_value": "bigint",
        "last_load_key": "integer",
    },
}
# Of marts that are made anew, the columns that a load compares before it makes them.
_COMPARED = {
    "dim_area": {
        "area_key": "integer", "area_code": "varchar", "area_type": "varchar",
        "area_name": "varchar", "opened_date": "date", "closed_date": "date",
        "postcode": "varchar", "latitude": "double", "longitude": "double",
    },
    "memberships": {
        "child_code": "varchar", "child_type": "varchar", "parent_code": "varchar",
        "parent_type": "varchar", "start_date": "date", "end_date": "date",
    },
    "area_attributes": {
        "area_key": "integer", "attribute": "varchar", "content": "varchar", "as_of": "date",
    },
}  # fmt: skip
INCOMING = {name: held for name, held in _FIGURES.items() if name != "load_key"}


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of an empty snapshot."""
    for name, columns in (TABLES | MARTS_BY_INDICATOR).items():
        connection.execute(f"create table {name} ({_listed(columns)})")
    # A load compares with what is held; in a first load nothing is.
    for name, columns in _COMPARED.items():
        connection.execute(f"create table {name} ({_listed(columns)})")
    connection.execute("insert into snapshot values (?)", [SCHEMA_VERSION])


def create_incoming(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table that holds a load's figures until it is known what they change."""
    connection.execute(f"create temp table incoming_values ({_listed(INCOMING)})")


def _listed(columns: dict[str, str]) -> str:
    return ", ".join(f"{name} {held}" for name, held in columns.items())
