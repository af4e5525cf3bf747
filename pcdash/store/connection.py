"""Opens snapshots: read-only for everybody, shut off from files and network.

DuckDB refuses two connections to one file with different configurations in one process, so this
is the only place that opens one for reading, and it always opens it the same way.
"""

import getpass
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from pcdash.errors import StoreMissingError
from pcdash.store.folder import Store
from pcdash.store.schema import SCHEMA_VERSION

log = logging.getLogger(__name__)
# What DuckDB raises where it meets a damaged part of a file.
DAMAGE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
)


@dataclass(frozen=True)
class Snapshot:
    """An open snapshot. Make a cursor for each query; never share one between threads.

    `file` is None where the snapshot is being made, and has no file of its own yet.
    """

    number: int
    connection: duckdb.DuckDBPyConnection
    file: Path | None = None

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def configuration() -> dict[str, object]:
    """DuckDB's settings for every connection: nothing from outside, spills outside the store."""
    return {
        "enable_external_access": False,
        "python_enable_replacements": False,
        "temp_directory": _spill_folder(),
    }


@cache  # one value in a process, whatever becomes of its environment
def _spill_folder() -> str:
    """A folder of this user's own: another's could not be written to, and must not be read."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name: a container, a service
        user = str(os.getuid()) if hasattr(os, "getuid") else "nobody"
    return str(Path(tempfile.gettempdir()) / f"pcdash-spill-{Path(user).name}")


def open_snapshot(store: Store, number: int | None = None) -> Snapshot:
    """The snapshot of a number, or the current one, opened read-only.

    Raises:
        StoreMissingError: there is no such snapshot, it is damaged, or another version of
            pcdash wrote it.
    """
    found = store.find(number)
    try:
        return Snapshot(found, _opened(store.file(found), found), store.file(found))
    except duckdb.ConnectionException:  # not the file's fault: it is open in another way
        raise
    except duckdb.Error as error:
        log.error("snapshot %d cannot be opened: %s", found, error)
        raise StoreMissingError(unreadable(store, found)) from error


def require_layout(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Refuse a snapshot that another version of pcdash wrote.

    Raises:
        StoreMissingError: its tables are laid out in another way.
    """
    (version,) = connection.execute("select max(schema_version) from snapshot").fetchone()
    if version != SCHEMA_VERSION:
        raise StoreMissingError(
            f"Snapshot {number} was written by another version of pcdash (layout {version}; this "
            f"one reads layout {SCHEMA_VERSION}). Load the files into a new store."
        )


@contextmanager
def open_for_reading(store: Store, number: int | None = None) -> Iterator[Snapshot]:
    """A snapshot for one piece of work; damage that only the work finds is told as damage.

    Raises:
        StoreMissingError: as `open_snapshot`, or a part of the file is damaged.
    """
    snapshot = open_snapshot(store, number)
    try:
        yield snapshot
    except DAMAGE as error:
        log.error("snapshot %d cannot be read: %s", snapshot.number, error)
        raise StoreMissingError(unreadable(store, snapshot.number)) from error
    finally:
        snapshot.close()


def unreadable(store: Store, number: int) -> str:
    """What is wrong where the file of a snapshot is damaged, and what to do."""
    others = ", ".join(str(one) for one in store.numbers() if one != number)
    back = f"go back to another, with: python -m pcdash rollback N (there are {others}); or "
    return (
        f"Snapshot {number} cannot be read: its file {str(store.file(number))!r} is damaged, or "
        f"you may not read it. To mend it, {back if others else ''}put the file back from a "
        "back-up."
    )


def _opened(path: Path, number: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=True, config=configuration())
    try:
        require_layout(connection, number)
    except (duckdb.Error, StoreMissingError):
        connection.close()
        raise
    return connection
