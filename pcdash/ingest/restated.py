"""Leaves out of what people wrote that which is held as they wrote it.

A template filled with what is held and loaded again then changes nothing. Figures and records are
compared by the store: a record that is said again is kept again, so that it stays when the load
that said it first is undone.
"""

from dataclasses import replace

import pandas as pd

from pcdash.definitions.periods import ALWAYS
from pcdash.ingest.reading import Reading
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.store.record_kinds import RECORDS
from pcdash.store.records import held_records

DETAILS = ["area_type", "area_name", "opened", "closed", "postcode", "latitude", "longitude"]
ATTRIBUTE = ["area_code", "attribute", "content"]
MEMBERSHIP = ["child_code", "child_type", "parent_code", "parent_type", "start", "end"]


def without_restated(reading: Reading, held: Snapshot) -> Reading:
    """The reading without areas, memberships and attributes that are held so already, and without
    records that are to be removed and are not held."""
    records = {kind: _records(kind, rows, held) for kind, rows in reading.records.items()}
    return replace(
        reading,
        records={kind: rows for kind, rows in records.items() if len(rows)},
        areas=_areas(reading.areas, held),
        memberships=_memberships(reading.memberships, held),
        attributes=_attributes(reading.attributes, held),
    )


def _records(kind: str, rows: pd.DataFrame, held: Snapshot) -> pd.DataFrame:
    now = held_records(held, kind)
    key = [*RECORDS[kind].key]
    is_gone = rows["is_removed"] & ~_is_in(rows[key], now[key])
    return rows[~is_gone].reset_index(drop=True)


def _areas(rows: pd.DataFrame, held: Snapshot) -> pd.DataFrame:
    """Areas of which every detail that is given is known."""
    if rows.empty:
        return rows
    known = run_query(held, "areas_described").set_index("area_code")
    known = known.reindex(rows["area_code"]).reset_index(drop=True)
    is_known = pd.Series(True, rows.index)
    for name in DETAILS:
        given = rows[name].map(as_text)
        is_known &= (given == "") | (given == known[name].map(as_text))
    return rows[~is_known].reset_index(drop=True)


def _memberships(rows: pd.DataFrame, held: Snapshot) -> pd.DataFrame:
    if rows.empty:
        return rows
    now = run_query(held, "memberships_held")
    now = now.rename(columns={"start_date": "start", "end_date": "end"})
    now["start"] = pd.to_datetime(now["start"]).fillna(pd.Timestamp(ALWAYS))
    return rows[~_is_in(rows[MEMBERSHIP], now[MEMBERSHIP])].reset_index(drop=True)


def _attributes(rows: pd.DataFrame, held: Snapshot) -> pd.DataFrame:
    if rows.empty:
        return rows
    now = run_query(held, "attributes_stated")
    return rows[~_is_in(rows[ATTRIBUTE], now[ATTRIBUTE])].reset_index(drop=True)


def _is_in(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Whether each row is among others, column by column."""
    known = {*zip(*(others[name].map(as_text) for name in others), strict=True)}
    own = zip(*(rows[name].map(as_text) for name in rows), strict=True)
    return pd.Series([one in known for one in own], rows.index, dtype=bool)


def as_text(held: object) -> str:
    """What a column holds as text for comparing, a date as 2021-01-31; empty for nothing."""
    if held is None or held != held:
        return ""
    if hasattr(held, "isoformat"):
        return pd.Timestamp(held).date().isoformat()
    return f"{held:.12g}" if isinstance(held, float) else str(held)
