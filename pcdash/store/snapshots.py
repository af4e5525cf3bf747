"""Writes to the folder of a store: publishes, goes back, sweeps, one process at a time.

`pcdash/store/folder.py` tells what is in the folder and how to read it.
"""

import contextlib
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pcdash.errors import StoreBusyError, StoreMissingError, StoreMovedError, UserFacingError
from pcdash.store.folder import Store
from pcdash.store.journal import add_to_journal, read_journal

log = logging.getLogger(__name__)
# On Windows a pointer cannot be replaced in the instant in which somebody reads it.
ATTEMPTS, PAUSE_SECONDS = 10, 0.05


def publish(store: Store, building: Path, *, by: str, note: str, kind: str = "load") -> int:
    """Give a finished file the next number and make it the current snapshot."""
    (store.folder / "snapshots").mkdir(parents=True, exist_ok=True)
    _fsync(building)
    number = store.next_number()
    os.link(building, store.file(number))
    _fsync(store.file(number).parent)
    _point_to(store, number, kind=kind, by=by, note=note)
    building.unlink()
    return number


def rollback(store: Store, number: int, *, by: str, note: str) -> bool:
    """Make an earlier snapshot the current one again; nothing is lost.

    It mends a damaged pointer too. Gives whether the pointer moved: False, and nothing is
    recorded, where the snapshot was the current one already.

    Raises:
        StoreMissingError: no store, or no such snapshot; lists those that are kept.
    """
    if not store.exists():
        store.current()  # raises, and makes no folder
    with lock(store):
        found = store.find(number)
        with contextlib.suppress(StoreMissingError):
            if store.current() == found:
                return False
        _point_to(store, found, kind="rollback", by=by, note=note)
    return True


@contextmanager
def lock(store: Store) -> Iterator[None]:
    """Hold the store for writing; sweeps first what a dead load left behind.

    The operating system lets go of the lock when its process dies, however it dies. A folder in
    which nothing was ever published is left as it was found.

    Raises:
        StoreBusyError: another process holds it.
        UserFacingError: the folder cannot be made or written to.
    """
    held = FileLock(store.folder / "lock", timeout=0)
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout:
        raise StoreBusyError(
            f"Another load is writing to the store {store.folder.name!r}. Wait until it has "
            "finished, then try again."
        ) from None
    except OSError as error:
        raise UserFacingError(
            f"The store {str(store.folder)!r} cannot be written to: {error.strerror}. Give a "
            "folder that you may write to with --store."
        ) from error
    try:
        sweep(store)
        yield
    finally:
        try:
            if not store.exists():
                _remove_if_empty(store)
        finally:
            held.release()


def require_current(store: Store, expected: int | None) -> None:
    """Refuse to go on where the current snapshot (0: none) is not the one expected.

    Raises:
        StoreMovedError: it is another one. None as expected takes any.
    """
    current = store.current() if store.exists() else 0
    if expected is not None and current != expected:
        raise StoreMovedError(
            f"Somebody published snapshot {current} meanwhile, so what was previewed is not what "
            "would happen now. Nothing was published. Look at the new preview, then publish again."
        )


def sweep(store: Store) -> tuple[str, ...]:
    """Delete what loads that died left behind; the names of what was deleted.

    Call it under the lock: no living load has files here then.
    """
    left = _left(store)
    for path in left:
        with contextlib.suppress(PermissionError):  # open somewhere, on Windows: the next time
            path.unlink(missing_ok=True)
            log.info("swept %s", path.name)
    return tuple(path.name for path in left if not path.exists())


def leftovers(store: Store) -> tuple[str, ...]:
    """What `sweep` would delete."""
    return tuple(path.name for path in _left(store))


def _left(store: Store) -> list[Path]:
    unpublished = [store.file(number) for number in store.unpublished()]
    return [*store.building.glob("*"), *store.folder.glob("*.new"), *unpublished]


def _remove_if_empty(store: Store) -> None:
    """Take away the folders and the lock that a load made which published nothing.

    Call it under the lock: after it, what is here may be another load's already.
    """
    for folder in (store.building, store.file(1).parent):
        with contextlib.suppress(OSError):  # it is not there, or something is in it
            folder.rmdir()
    with contextlib.suppress(OSError):  # Windows keeps a file that is open
        if not [path for path in store.folder.iterdir() if path.name != "lock"]:
            (store.folder / "lock").unlink()
            store.folder.rmdir()


def _point_to(store: Store, number: int, *, kind: str, by: str, note: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"snapshot": number, "kind": kind, "at": at, "by": by, "note": note}
    _settle_journal(store)
    new = store.pointer.with_suffix(".new")
    new.write_text(json.dumps(entry), encoding="utf-8")
    _fsync(new)
    _replace(new, store.pointer)
    _fsync(store.folder)
    add_to_journal(store.journal_file, entry)


def _settle_journal(store: Store) -> None:
    """Write what only the pointer says, since its process died, before the pointer is replaced."""
    written = read_journal(store.journal_file)
    for entry in store.journal():
        if entry not in written:
            add_to_journal(store.journal_file, entry)


def _replace(new: Path, old: Path) -> None:
    for _ in range(ATTEMPTS - 1):
        try:
            os.replace(new, old)
        except PermissionError:
            time.sleep(PAUSE_SECONDS)
        else:
            return
    os.replace(new, old)


def _fsync(path: Path) -> None:
    """Force a file or a folder to the disk; Windows cannot open a folder, and needs not."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
