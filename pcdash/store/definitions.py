"""Writes the definitions that a snapshot was made with into it, and keeps their wordings.

The store needs to know how each indicator is aggregated; a page that opens an old snapshot needs
the definition as it was then.
"""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from pcdash.definitions.models import Indicator, Place

_TEXTS = pa.list_(pa.string())
_DEFINED = pa.schema(
    {
        "indicator_id": pa.string(),
        "method": pa.string(),
        "multiplier": pa.float64(),
        "aggregation": pa.string(),
        "categories": _TEXTS,
        "favourable": _TEXTS,
        "rated": _TEXTS,
        "suppression": pa.string(),
        "definition": pa.string(),
    }
)


def write_definitions(
    connection: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator], *, load_key: int
) -> tuple[str, ...]:
    """Write the definitions as they are now; a wording that is new is kept with its load.

    Gives the ids of those that are new or reworded: their figures are to be made again.
    """
    rows = [_facts(one) for one in indicators]
    connection.register("defined", pa.Table.from_pylist(rows, schema=_DEFINED))
    connection.execute(
        "create or replace temp table reworded as select defined.* from defined "
        "left join indicator_definitions as held using (indicator_id) "
        "where defined.definition is distinct from held.definition"
    )
    connection.unregister("defined")
    connection.execute(
        "insert into definition_history select indicator_id, $load_key, definition from reworded",
        {"load_key": load_key},
    )
    changing = [name for name in _DEFINED.names if name != "indicator_id"]
    connection.execute(
        f"update indicator_definitions set {', '.join(f'{one} = r.{one}' for one in changing)} "
        "from reworded as r where indicator_definitions.indicator_id = r.indicator_id"
    )
    connection.execute(
        "insert into indicator_definitions by name "
        "select (select count(*) from indicator_definitions) "
        "    + row_number() over (order by indicator_id) as indicator_key, reworded.* "
        "from reworded "
        "where indicator_id not in (select indicator_id from indicator_definitions)"
    )
    reworded = connection.execute("select indicator_id from reworded order by 1").fetchall()
    return tuple(indicator_id for (indicator_id,) in reworded)


def _facts(one: Indicator) -> dict[str, object]:
    facts = {name: getattr(one, name) for name in _DEFINED.names if hasattr(one, name)}
    return facts | {"indicator_id": one.id, "definition": one.model_dump_json()}


def write_place(connection: duckdb.DuckDBPyConnection, place: Place) -> bool:
    """Write the place as its file has it now; True where that differs from what was there."""
    types = {area.code: area.type for area in place.areas}
    memberships = [
        (child, types.get(child, "practice"), one.parent, types[one.parent], one.start, one.end)
        for one in place.memberships
        for child in one.children
    ]
    rows = {
        "place": [(place.id, place.name, place.system, place.illustrative)],
        "place_areas": [(area.code, area.type, area.name) for area in place.areas],
        "place_memberships": memberships,
    }
    changed = [_replace(connection, table, wanted) for table, wanted in rows.items()]
    _add_area_keys(connection, sorted({*types, *(child for child, *_ in memberships)}))
    return any(changed)


def _replace(
    connection: duckdb.DuckDBPyConnection, table: str, wanted: list[tuple[object, ...]]
) -> bool:
    held = connection.execute(f"select * from {table}").fetchall()
    if sorted(held, key=repr) == sorted(wanted, key=repr):
        return False
    connection.execute(f"delete from {table}")
    columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
    rows = [dict(zip(columns, row, strict=True)) for row in wanted]
    connection.register("wanted", pa.Table.from_pylist(rows))
    connection.execute(f"insert into {table} by name select * from wanted")
    connection.unregister("wanted")
    return True


def _add_area_keys(connection: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> None:
    connection.execute(
        "insert into keyed_areas "
        "select (select coalesce(max(area_key), 0) from keyed_areas) "
        "    + row_number() over (order by code), code "
        "from (select unnest($codes) as code) as wanted "
        "where code not in (select area_code from keyed_areas)",
        {"codes": list(codes)},
    )
