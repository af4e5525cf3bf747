"""Looks a store over: what it keeps, whether each snapshot can be read, what dead loads left."""

from dataclasses import dataclass

import duckdb

from pcdash.errors import StoreBusyError, UserFacingError
from pcdash.store import snapshots
from pcdash.store.connection import open_snapshot
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store


@dataclass(frozen=True)
class Examination:
    """What was found, a line each, and whether the store can be used."""

    lines: tuple[str, ...]
    is_healthy: bool


def examine(store: Store) -> Examination:
    """Examine a store and sweep it, unless a load is writing to it.

    Raises:
        StoreMissingError: nothing was published here.
    """
    current = store.current()
    lines, is_healthy = [], True
    for number in store.numbers():
        try:
            lines.append(_readable(store, number))
        except (duckdb.Error, UserFacingError) as error:
            is_healthy = False
            lines.append(f"Snapshot {number} cannot be read: {error}")
    if current not in store.numbers():
        is_healthy = False
        lines.append(
            f"The current snapshot, {current}, is gone. Go back to one that is kept: "
            "python -m pcdash rollback N"
        )
    else:
        lines.append(f"The current snapshot is {current}.")
    lines.append(_swept(store))
    return Examination(tuple(lines), is_healthy)


def _readable(store: Store, number: int) -> str:
    snapshot = open_snapshot(store, number)
    try:
        loads = run_query(snapshot, "load_history")
        holdings = run_query(snapshot, "holdings_of_all")
    finally:
        snapshot.close()
    megabytes = store.file(number).stat().st_size / 1e6
    return (
        f"Snapshot {number}: {megabytes:,.0f} MB, {len(loads)} load(s), "
        f"{holdings['areas'].sum():,} figures of {holdings['indicator_id'].nunique()} indicators."
    )


def _swept(store: Store) -> str:
    left = snapshots.leftovers(store)
    try:
        with snapshots.lock(store):  # sweeps
            pass
    except StoreBusyError:
        return "A load is writing to the store now."
    return f"Swept what dead loads left: {', '.join(left)}." if left else "Nothing was left over."
