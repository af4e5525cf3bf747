"""Opens snapshots: read-only for everybody, shut off from files and network.

DuckDB refuses two connections to one file with different configurations in one process, so this
is the only place that opens one for reading, and it always opens it the same way.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pcdash.errors import StoreMissingError
from pcdash.store.schema import SCHEMA_VERSION
from pcdash.store.snapshots import Store


@dataclass(frozen=True)
class Snapshot:
    """An open snapshot. Make a cursor for each query; never share one between threads."""

    number: int
    connection: duckdb.DuckDBPyConnection

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def configuration() -> dict[str, object]:
    """DuckDB's settings for every connection: nothing from outside, spills outside the store."""
    return {
        "enable_external_access": False,
        "python_enable_replacements": False,
        "temp_directory": str(Path(tempfile.gettempdir()) / "pcdash-spill"),
    }


def open_snapshot(store: Store, number: int | None = None) -> Snapshot:
    """The snapshot of a number, or the current one, opened read-only.

    Raises:
        StoreMissingError: there is no such snapshot, or a newer pcdash wrote it.
    """
    found = store.find(number)
    path = str(store.file(found))
    connection = duckdb.connect(path, read_only=True, config=configuration())
    (version,) = connection.execute("select schema_version from snapshot").fetchone()
    if version != SCHEMA_VERSION:
        connection.close()
        raise StoreMissingError(
            f"Snapshot {found} was written by another version of pcdash (layout {version}; this "
            f"one reads layout {SCHEMA_VERSION}). Load the files into a new store."
        )
    return Snapshot(found, connection)
