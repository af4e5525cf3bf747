"""The folder of a store: numbered, immutable snapshot files and the pointer to the current one.

    store/
      current.json            {"snapshot": 3, "kind": "load", "at": …, "by": …, "note": …}
      journal.jsonl           one line each time the pointer moved: who, when, why
      snapshots/000003.duckdb never written again once it has its name
      building/               what a load is making; swept if that load died
      lock                    held by the load that is writing

A snapshot is published by a hard link (which fails if the number is taken) and an atomically
replaced pointer, so a reader sees the old state or the new one and nothing between. The number
of a snapshot is never used again, even after a rollback.
"""

import contextlib
import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pcdash.errors import StoreBusyError, StoreMissingError

log = logging.getLogger(__name__)
_NAME = re.compile(r"(\d{6,})\.duckdb")


@dataclass(frozen=True)
class Store:
    """A folder that is, or may become, a store."""

    folder: Path

    @property
    def pointer(self) -> Path:
        return self.folder / "current.json"

    @property
    def building(self) -> Path:
        return self.folder / "building"

    def file(self, number: int) -> Path:
        """Where the snapshot of a number is kept."""
        return self.folder / "snapshots" / f"{number:06d}.duckdb"

    def numbers(self) -> tuple[int, ...]:
        """The numbers of all snapshots that are kept, rising."""
        names = (_NAME.fullmatch(path.name) for path in (self.folder / "snapshots").glob("*"))
        return tuple(sorted(int(name[1]) for name in names if name))

    def exists(self) -> bool:
        """Whether anything was ever published here."""
        return self.pointer.is_file()

    def current(self) -> int:
        """The number of the snapshot that readers see.

        Raises:
            StoreMissingError: nothing was published here.
        """
        try:
            return int(json.loads(self.pointer.read_text(encoding="utf-8"))["snapshot"])
        except FileNotFoundError:
            raise StoreMissingError(
                f"There is no store in {str(self.folder)!r}. Load files with: "
                f"python -m pcdash load PATH --store {self.folder}"
            ) from None

    def find(self, number: int | None = None) -> int:
        """The number asked for, or the current one, proved to be kept.

        Raises:
            StoreMissingError: no store, or no such snapshot; lists those that are kept.
        """
        wanted = self.current() if number is None else number
        kept = self.numbers()
        if wanted not in kept:
            listed = ", ".join(map(str, kept)) or "none"
            raise StoreMissingError(
                f"Snapshot {wanted} is not in the store {self.folder.name!r}; it keeps {listed}."
            )
        return wanted

    def journal(self) -> tuple[dict[str, object], ...]:
        """Every move of the pointer, oldest first: snapshot, kind, at, by, note."""
        path = self.folder / "journal.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        entries = [json.loads(line) for line in lines if line.endswith("}")]
        last = json.loads(self.pointer.read_text(encoding="utf-8")) if self.exists() else None
        if last is not None and last not in entries:
            entries.append(last)  # the pointer moved and its process died before it said so here
        return tuple(entries)


def publish(store: Store, building: Path, *, by: str, note: str) -> int:
    """Give a finished file the next number and make it the current snapshot."""
    (store.folder / "snapshots").mkdir(parents=True, exist_ok=True)
    _fsync(building)
    number = max(store.numbers(), default=0) + 1
    os.link(building, store.file(number))
    _fsync(store.file(number).parent)
    _point_to(store, number, kind="load", by=by, note=note)
    building.unlink()
    return number


def rollback(store: Store, number: int, *, by: str, note: str) -> int:
    """Make an earlier snapshot the current one again; nothing is lost. Gives its number."""
    with lock(store):
        found = store.find(number)
        _point_to(store, found, kind="rollback", by=by, note=note)
    return found


@contextmanager
def lock(store: Store) -> Iterator[None]:
    """Hold the store for writing; sweeps first what a dead load left behind.

    The operating system lets go of the lock when its process dies, however it dies. A folder in
    which nothing was ever published is left as it was found.

    Raises:
        StoreBusyError: another process holds it.
    """
    store.folder.mkdir(parents=True, exist_ok=True)
    held = FileLock(store.folder / "lock", timeout=0)
    try:
        held.acquire()
    except Timeout:
        raise StoreBusyError(
            f"Another load is writing to the store {store.folder.name!r}. Wait until it has "
            "finished, then try again."
        ) from None
    try:
        sweep(store)
        yield
    finally:
        held.release()
        if not store.exists():
            _remove_if_empty(store)


def sweep(store: Store) -> tuple[str, ...]:
    """Delete what loads that died left behind; the names of what was deleted.

    Call it under the lock: no living load has files here then.
    """
    left = [*store.building.glob("*"), *store.folder.glob("*.new")]
    for path in left:
        path.unlink(missing_ok=True)
        log.info("swept %s", path.name)
    return tuple(path.name for path in left)


def leftovers(store: Store) -> tuple[str, ...]:
    """What `sweep` would delete."""
    return tuple(path.name for path in [*store.building.glob("*"), *store.folder.glob("*.new")])


def _remove_if_empty(store: Store) -> None:
    """Take away the folders and the lock that a load made which published nothing."""
    with contextlib.suppress(OSError):  # something is in them, or another load holds the lock
        store.building.rmdir()
        (store.folder / "lock").unlink(missing_ok=True)
        store.folder.rmdir()


def _point_to(store: Store, number: int, *, kind: str, by: str, note: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"snapshot": number, "kind": kind, "at": at, "by": by, "note": note}
    new = store.pointer.with_suffix(".new")
    new.write_text(json.dumps(entry), encoding="utf-8")
    _fsync(new)
    os.replace(new, store.pointer)
    _fsync(store.folder)
    with (store.folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(entry) + "\n")


def _fsync(path: Path) -> None:
    """Force a file or a folder to the disk; Windows cannot open a folder, and needs not."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
