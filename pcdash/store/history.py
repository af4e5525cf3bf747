"""The history of a store: every snapshot that was published, and every return to an earlier one."""

import logging
from dataclasses import asdict, dataclass

import duckdb
import pandas as pd

from pcdash.errors import StoreMissingError
from pcdash.grammar import counted
from pcdash.store.connection import open_snapshot
from pcdash.store.folder import Store
from pcdash.store.queries import run_query

log = logging.getLogger(__name__)
FILES_NAMED = 3  # in a line; the others are counted


@dataclass(frozen=True)
class Entry:
    """One move of the pointer. The counts are of figures; None for a rollback, and where the
    file of the snapshot is gone or cannot be read. Those of records are None, too, where the load
    was published before they were counted."""

    snapshot: int
    kind: str
    at: str
    by: str
    note: str
    is_current: bool
    load: int | None = None
    undoes: int | None = None
    files: tuple[str, ...] = ()
    added: int | None = None
    changed: int | None = None
    removed: int | None = None
    records_added: int | None = None
    record_fields_changed: int | None = None
    records_removed: int | None = None

    def line(self) -> str:
        """The entry as one line of text."""
        mark = " (current)" if self.is_current else ""
        note = f" {self.note!r}" if self.note else ""
        if self.kind == "rollback":
            return f"{self.at} {self.by}: back to snapshot {self.snapshot}{mark}.{note}"
        if self.added is None:
            return (
                f"{self.at} {self.by}: snapshot {self.snapshot}{mark}, whose file is gone or "
                f"cannot be read (see: python -m pcdash doctor).{note}"
            )
        what = f"undo of load {self.undoes}" if self.undoes else self._files_in_words()
        return (
            f"{self.at} {self.by}: snapshot {self.snapshot}{mark}, load {self.load}, {what}; "
            f"{self.added:,} added, {self.changed:,} changed, {self.removed:,} removed"
            f"{self._records_in_words()}.{note}"
        )

    def _records_in_words(self) -> str:
        """What it changed of records; nothing where it changed none."""
        said = records_in_words(
            self.records_added, self.record_fields_changed, self.records_removed
        )
        return f"; {said}" if said else ""

    def _files_in_words(self) -> str:
        named = ", ".join(self.files[:FILES_NAMED])
        more = len(self.files) - FILES_NAMED
        also = f" and {more} more" if more > 0 else ""
        return f"{counted(len(self.files), 'file')}: {named}{also}" if self.files else "no file"

    def as_dict(self) -> dict[str, object]:
        """The entry for JSON."""
        return asdict(self)


def records_in_words(
    added: float | None, fields_changed: float | None, removed: float | None
) -> str:
    """What a load changed of records: '2 records added, 1 field changed'; empty for nothing."""
    counts = [
        (0 if pd.isna(number) else int(number), noun, change)
        for number, noun, change in (
            (added, "record", "added"),
            (fields_changed, "field", "changed"),
            (removed, "record", "removed"),
        )
    ]
    return ", ".join(f"{counted(one, noun)} {change}" for one, noun, change in counts if one)


def history(store: Store) -> tuple[Entry, ...]:
    """Every move of the pointer, oldest first.

    Raises:
        StoreMissingError: nothing was published here.
    """
    current = store.current()
    kept = store.numbers()
    entries = store.journal()
    last = {entry["snapshot"]: number for number, entry in enumerate(entries)}
    return tuple(
        _entry(store, entry, kept, is_current=last[current] == number)
        for number, entry in enumerate(entries)
    )


def _entry(
    store: Store, entry: dict[str, object], kept: tuple[int, ...], *, is_current: bool
) -> Entry:
    number = int(entry["snapshot"])
    facts: dict[str, object] = {}
    if entry["kind"] != "rollback" and number in kept:
        facts = _what_it_changed(store, number)
    return Entry(
        snapshot=number,
        kind=str(entry["kind"]),
        at=str(entry["at"]),
        by=str(entry["by"]),
        note=str(entry["note"]),
        is_current=is_current,
        **facts,
    )


def _what_it_changed(store: Store, number: int) -> dict[str, object]:
    """The last load of a snapshot is the one that made it; nothing, if it cannot be read."""
    try:
        snapshot = open_snapshot(store, number)
        try:
            load = run_query(snapshot, "load_history").iloc[0]
            files = run_query(snapshot, "files_of_loads")
        finally:
            snapshot.close()
    except (StoreMissingError, duckdb.Error) as error:
        log.error("snapshot %d cannot be read: %s", number, error)
        return {}
    names = files.loc[files["load_key"] == load["load_key"], "file_name"]
    return {
        "load": int(load["load_key"]),
        "undoes": None if pd.isna(load["undoes"]) else int(load["undoes"]),
        "files": tuple(names),
        "added": int(load["added"]),
        "changed": int(load["changed"]),
        "removed": int(load["removed"]),
        **{
            name: None if pd.isna(load[name]) else int(load[name])
            for name in ("records_added", "record_fields_changed", "records_removed")
        },
    }
