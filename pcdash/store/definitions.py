"""Writes the definitions that a snapshot was made with into it, and keeps their wordings.

The store needs to know how each indicator is aggregated; a page that opens an old snapshot needs
the definition as it was then.
"""

from collections.abc import Sequence

import duckdb

from pcdash.definitions.models import Indicator, Place


def write_definitions(
    connection: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator], *, load_key: int
) -> None:
    """Write the definitions as they are now; a wording that is new is kept with its load."""
    held = dict(
        connection.execute("select indicator_id, definition from indicator_definitions").fetchall()
    )
    new = [one for one in indicators if held.get(one.id) != one.model_dump_json()]
    next_key = len(held) + 1
    for one in new:
        text = one.model_dump_json()
        facts = [
            one.method,
            one.multiplier,
            one.aggregation,
            list(one.categories),
            list(one.favourable),
            list(one.rated),
            one.suppression,
            text,
        ]
        if one.id in held:
            connection.execute(
                "update indicator_definitions set method = ?, multiplier = ?, aggregation = ?, "
                "categories = ?, favourable = ?, rated = ?, suppression = ?, definition = ? "
                "where indicator_id = ?",
                [*facts, one.id],
            )
        else:
            connection.execute(
                "insert into indicator_definitions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [next_key, one.id, *facts],
            )
            next_key += 1
        connection.execute(
            "insert into definition_history values (?, ?, ?)", [one.id, load_key, text]
        )


def write_place(connection: duckdb.DuckDBPyConnection, place: Place) -> bool:
    """Write the place as its file has it now; True where that differs from what was there."""
    areas = [(area.code, area.type, area.name) for area in place.areas]
    types = {area.code: area.type for area in place.areas}
    memberships = [
        (child, types.get(child, "practice"), one.parent, types[one.parent], one.start, one.end)
        for one in place.memberships
        for child in one.children
    ]
    rows = {
        "place": [(place.id, place.name, place.system, place.illustrative)],
        "place_areas": areas,
        "place_memberships": memberships,
    }
    changed = False
    for table, wanted in rows.items():
        held = connection.execute(f"select * from {table}").fetchall()
        if sorted(held, key=repr) == sorted(wanted, key=repr):
            continue
        changed = True
        connection.execute(f"delete from {table}")
        marks = ", ".join("?" * len(wanted[0]))
        connection.executemany(f"insert into {table} values ({marks})", wanted)
    codes = sorted({*types, *(child for child, *_ in memberships)})
    _add_area_keys(connection, codes)
    return changed


def _add_area_keys(connection: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> None:
    connection.execute(
        "insert into keyed_areas "
        "select (select coalesce(max(area_key), 0) from keyed_areas) "
        "    + row_number() over (order by code), code "
        "from (select unnest($codes) as code) as wanted "
        "where code not in (select area_code from keyed_areas)",
        {"codes": list(codes)},
    )
