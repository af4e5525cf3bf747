"""Looks a store over: what it keeps, whether each snapshot can be read, what dead loads left."""

import logging
from dataclasses import dataclass

import duckdb

from pcdash.errors import StoreBusyError, StoreMissingError, UserFacingError
from pcdash.grammar import counted
from pcdash.store import snapshots
from pcdash.store.connection import open_snapshot, unreadable
from pcdash.store.folder import Store
from pcdash.store.queries import run_query

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Examination:
    """What was found, a line each, and whether the store can be used."""

    lines: tuple[str, ...]
    is_healthy: bool


def examine(store: Store) -> Examination:
    """Examine a store and sweep it, unless a load is writing to it.

    Raises:
        StoreMissingError: nothing was published here, nor left by a load that died.
    """
    if not store.exists() and not snapshots.leftovers(store):
        store.current()  # raises
    lines = []
    for number in store.numbers():
        line, is_readable = _read(store, number)
        lines.append((line, is_readable))
    lines.append(_pointed(store))
    lines += [(line, True) for line in _unexplained(store)]
    lines.append((_swept(store), True))
    return Examination(tuple(line for line, _ in lines), all(is_well for _, is_well in lines))


def _pointed(store: Store) -> tuple[str, bool]:
    """What is to be said of the pointer, and whether it is well."""
    try:
        current = store.current()
    except StoreMissingError as error:
        return str(error), False
    if current in store.numbers():
        return f"The current snapshot is {current}.", True
    return (
        f"The current snapshot, {current}, is gone. Go back to one that is kept: "
        "python -m pcdash rollback N",
        False,
    )


def _unexplained(store: Store) -> list[str]:
    """The files of snapshots that are neither published nor what one dead load left."""
    known = {*store.numbers(), *store.unpublished()}
    return [
        f"{store.file(number).name} is in neither journal nor pointer; it is left alone."
        for number in store.numbers_of_files()
        if number not in known
    ]


def _read(store: Store, number: int) -> tuple[str, bool]:
    try:
        return _readable(store, number), True
    except duckdb.Error as error:
        log.error("snapshot %d cannot be read: %s", number, error)
        return unreadable(store, number), False
    except UserFacingError as error:
        return str(error), False


def _readable(store: Store, number: int) -> str:
    snapshot = open_snapshot(store, number)
    try:
        loads = run_query(snapshot, "load_history")
        holdings = run_query(snapshot, "holdings_of_all")
    finally:
        snapshot.close()
    megabytes = store.file(number).stat().st_size / 1e6
    return (
        f"Snapshot {number}: {megabytes:,.0f} MB, {counted(len(loads), 'load')}, "
        f"{counted(int(holdings['areas'].sum()), 'figure')} of "
        f"{counted(holdings['indicator_id'].nunique(), 'indicator')}."
    )


def _swept(store: Store) -> str:
    left = snapshots.leftovers(store)
    try:
        with snapshots.lock(store):  # sweeps
            pass
    except StoreBusyError:
        return "A load is writing to the store now."
    except UserFacingError as error:
        return str(error)
    return f"Swept what dead loads left: {', '.join(left)}." if left else "Nothing was left over."
