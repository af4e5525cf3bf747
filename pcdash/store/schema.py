"""What a snapshot holds of its own: the tables that loads append to, and their columns.

Everything else in a snapshot is a relation of `sql/`, built from these. The kinds of rows that a
reader gives (`KINDS`) are defined here once, for the readers and for the tables alike.
"""

from pcdash.store.record_kinds import RECORDS

# Rose whenever a snapshot of the older shape could no longer be read or added to.
SCHEMA_VERSION = 4

SQL_TYPES = {
    "text": "varchar",
    "number": "double",
    "date": "date",
    "bytes": "blob",
    "truth": "boolean",
}

# The columns of each kind of row that a reader gives. Text columns hold None where nothing is
# known; numbers NaN; dates NaT.
# Records are of `pcdash.store.record_kinds`.
KINDS: dict[str, dict[str, str]] = {
    # One figure: an indicator, an area and a period. Parts, value and limits as the file gives
    # them; a value that follows from its parts may be left out. `flag`: suppressed, not_available,
    # not_applicable, provisional, revised, estimated, or None.
    "values": {
        "indicator_id": "text",
        "area_code": "text",
        "period": "text",
        "numerator": "number",
        "denominator": "number",
        "value": "number",
        "lower_95": "number",
        "upper_95": "number",
        "lower_998": "number",
        "upper_998": "number",
        "category": "text",
        "flag": "text",
    },
    # What a file says of an area, true on `as_of`. `status`: open, closed, or None.
    "areas": {
        "area_code": "text",
        "area_type": "text",
        "area_name": "text",
        "status": "text",
        "opened": "date",
        "closed": "date",
        "address": "text",
        "postcode": "text",
        "latitude": "number",
        "longitude": "number",
        "as_of": "date",
    },
    # That a child belongs to a parent: from `start` to `end` where the file says so (a history),
    # or, with no start, as seen on `as_of` (an observation). A statement with a start and no
    # `as_of` is one that people wrote: it stands above files, and is no whole history.
    "memberships": {
        "child_code": "text",
        "child_type": "text",
        "parent_code": "text",
        "parent_type": "text",
        "start": "date",
        "end": "date",
        "as_of": "date",
    },
    # Anything else worth showing of an area, by name: contract_type, clinical_system …
    "attributes": {
        "area_code": "text",
        "attribute": "text",
        "content": "text",
        "as_of": "date",
    },
    # An outline in WGS84 as well-known binary.
    "boundaries": {
        "area_code": "text",
        "area_type": "text",
        "area_name": "text",
        "vintage": "text",
        "geometry": "bytes",
    },
    # The most points that a practice could earn for a QOF indicator in a year.
    "qof_points": {
        "period": "text",
        "qof_indicator": "text",
        "qof_group": "text",
        "points": "number",
    },
    # Patients of a practice who live in an LSOA.
    "flows": {
        "practice_code": "text",
        "lsoa_code": "text",
        "period": "text",
        "patients": "number",
    },
    **{kind: one.columns | {"is_removed": "truth"} for kind, one in RECORDS.items()},
}
LINEAGE = {"sheet": "text", "row": "number"}
