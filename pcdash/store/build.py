"""Makes the next snapshot: a copy of the current one, a load appended, the marts made again.

The work is done on a file of its own under `building/`; nothing that a reader sees changes until
`publish`. Leaving the `with` block in any other way throws the file away.
"""

import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator, Place
from pcdash.errors import CheckFailedError, StoreMissingError, UserFacingError
from pcdash.grammar import counted
from pcdash.store import originals, snapshots
from pcdash.store.append import Appender, SourceFile
from pcdash.store.changes import Changes, Dependents, dependents, record_load, record_undo
from pcdash.store.connection import Snapshot, configuration, require_layout, unreadable
from pcdash.store.definitions import write_definitions, write_place
from pcdash.store.publications import Publication
from pcdash.store.records import create_current, keep_held, record_changes
from pcdash.store.snapshots import Store
from pcdash.store.sql_files import names, read_sql
from pcdash.store.standing import create_standing
from pcdash.store.tables import MARTS_BY_INDICATOR, create_incoming, create_tables

log = logging.getLogger(__name__)

# Two cores and little memory are what an analyst's machine gives beside Excel and a browser.
MEMORY_LIMIT = "1500MB"
LISTED = 2000  # changes of figures; there is a count of them all

STAGING = ("stg_areas", "stg_memberships", "stg_periods", "stg_values")
STRUCTURE = (
    "int_areas",
    "int_memberships",
    "int_practice_boroughs",
    "int_practice_groups",
    "int_group_members",
)
FIGURES = ("int_current_values", "int_lists", "int_group_values")
MARTS_MADE_ANEW = (
    "dim_area",
    "dim_period",
    "practice_groups",
    "group_members",
    "area_attributes",
    "memberships",
    "boundaries",
)
# The same figures as they may leave the store.
DISCLOSED = ("disclosed_values", "disclosed_values_by_area")


class Building:
    """The next snapshot while it is being made. Use `begin` to get one."""

    def __init__(
        self,
        store: Store,
        path: Path,
        connection: duckdb.DuckDBPyConnection,
        load_key: int,
        *,
        groups_moved: bool,
        reworded: Sequence[str],
    ) -> None:
        self._store = store
        self._path = path
        self._connection = connection
        self._load_key = load_key
        self._groups_moved = groups_moved
        self._reworded = [*reworded]
        self._appender = Appender(connection, load_key)
        self._originals: list[tuple[str, Path]] = []

    def append(
        self,
        source: SourceFile,
        frames: dict[str, pd.DataFrame],
        *,
        definitions: Sequence[Indicator] = (),
        warnings: Sequence[str] = (),
    ) -> None:
        """Add what one file says: its frames by kind, in the columns of `store.schema`."""
        self._reworded += write_definitions(self._connection, definitions, load_key=self._load_key)
        self._appender.append(source, frames, warnings=warnings)
        if source.path is not None:
            self._originals.append((source.sha256, source.path))

    def conflicts(self) -> pd.DataFrame:
        """Figures for one key that two files of this load give differently; a row a pair."""
        self._relation("staging", "stg_periods", "temp view")
        return self._connection.execute(read_sql("intermediate", "int_incoming_conflicts")).df()

    def unknown_practices(self) -> pd.DataFrame:
        """Files with practice codes that nothing names: `file_name, codes, area_code, row_number`,
        the last two of the first such code."""
        return self._connection.execute(read_sql("intermediate", "int_unknown_practices")).df()

    def settle(self) -> Changes:
        """Find out what the load changes, record it, and make the marts again.

        Raises:
            CheckFailedError: the result breaks a rule of sql/checks.
        """
        keep_held(self._connection)
        self._stage()
        figures = record_load(self._connection, self._load_key)
        return self._settled(figures, self._appender.structure_rows, (self._load_key,))

    def undo(self, load_key: int) -> Changes:
        """Settle on what counts without one of the loads; see `pcdash.store.standing`.

        Raises:
            CheckFailedError: the result breaks a rule of sql/checks.
        """
        keep_held(self._connection)
        figures, structure, turned = record_undo(self._connection, self._load_key, load_key)
        self._stage()
        return self._settled(figures, structure, turned)

    def dependents(self, load_key: int) -> Dependents:
        """What depends on a load that stands."""
        return dependents(self._connection, load_key)

    def value_changes(self, limit: int = LISTED) -> pd.DataFrame:
        """What was and what will be of each figure, the largest movements first."""
        return self._connection.execute(read_sql("queries", "value_changes"), {"limit": limit}).df()

    def held(self) -> Snapshot | None:
        """What was held before this load, until it is settled; None where nothing was."""
        return self.snapshot() if self._store.exists() else None

    def snapshot(self) -> Snapshot:
        """What is being made, once it is settled, as a reader of the store would see it."""
        return Snapshot(self._store.next_number(), self._connection)

    def loads(self) -> pd.DataFrame:
        """Every load that is held, latest first; see sql/queries/load_history.sql."""
        return self._connection.execute(read_sql("queries", "load_history")).df()

    def _settled(
        self, figures: pd.DataFrame, structure: int, load_keys: tuple[int, ...]
    ) -> Changes:
        self._rebuild(figures, structure)
        self._check()
        records = record_changes(self._connection, self._load_key, load_keys)
        return Changes(figures, structure, records, reworded=len(self._reworded))

    def publish(self, publication: Publication, *, kind: str = "load") -> int:
        """Make this the current snapshot; gives its number."""
        by, note, at = publication.by, publication.note, datetime.now(UTC).replace(tzinfo=None)
        self._connection.execute(
            "insert into loads values (?, ?, ?, ?, ?)",
            [self._load_key, at, by, note, publication.approved_by],
        )
        self._connection.execute("checkpoint")
        self._connection.close()
        originals.keep(self._store, self._originals)
        return snapshots.publish(self._store, self._path, by=by, note=note, kind=kind)

    def _stage(self) -> None:
        for name in STAGING:
            self._relation("staging", name, "temp view")

    def _rebuild(self, figures: pd.DataFrame, structure: int) -> None:
        self._mark_touched(figures, structure)
        for name in STRUCTURE + FIGURES:
            self._relation("intermediate", name, "temp table")
        for name in MARTS_MADE_ANEW:
            self._relation("marts", name, "table")
        create_current(self._connection)
        for name in MARTS_BY_INDICATOR:
            self._connection.execute(
                f"delete from {name} "
                "where indicator_key in (select indicator_key from touched_indicators)"
            )
            self._connection.execute(f"insert into {name} by name {read_sql('marts', name)}")
        for name in DISCLOSED:
            self._relation("marts", name, "view")

    def _mark_touched(self, figures: pd.DataFrame, structure: int) -> None:
        """List the indicators whose marts are made again: all, if groups or lists moved."""
        groups_moved = (
            self._groups_moved
            or structure > 0
            or figures["indicator_id"].eq("registered_patients").any()
        )
        ids = [*figures["indicator_id"], *self._reworded]
        self._connection.execute(
            "create or replace temp table touched_indicators as "
            "select indicator_key from indicator_definitions "
            "where $groups_moved or indicator_id = 'registered_patients' "
            "or list_contains($ids, indicator_id)",
            {"groups_moved": bool(groups_moved), "ids": ids},
        )

    def _check(self) -> None:
        failed = []
        for name in names("checks"):
            rows = self._connection.execute(read_sql("checks", name)).df()
            if not rows.empty:
                said = f"{name.replace('_', ' ')}: {counted(len(rows), 'row')}"
                first = ", ".join(f"{key} {value}" for key, value in rows.iloc[0].items())
                failed.append(f"{said}, first: {first}")
                log.error("check failed, %s", said)
        if failed:
            raise CheckFailedError(
                "The load was refused, and nothing was changed: its result breaks these rules.\n  "
                + "\n  ".join(failed)
            )

    def _relation(self, layer: str, name: str, kind: str) -> None:
        started = datetime.now(UTC)
        self._connection.execute(f"create or replace {kind} {name} as {read_sql(layer, name)}")
        log.debug("built %s in %s", name, datetime.now(UTC) - started)


@contextmanager
def begin(
    store: Store, place: Place, catalogue: Catalogue, *, expected: int | None = None
) -> Iterator[Building]:
    """A building of the next snapshot, under the store's lock.

    Args:
        expected: The snapshot that must be the current one, 0 for a store that is not there yet;
            None for any.

    Raises:
        StoreBusyError: another load is writing.
        StoreMovedError: the current snapshot is not the one expected.
        UserFacingError: the store is about another place.
    """
    with snapshots.lock(store):
        snapshots.require_current(store, expected)
        store.building.mkdir(parents=True, exist_ok=True)
        path = store.building / f"{os.getpid()}.duckdb"
        try:
            connection = _copied(store, path)
            try:
                yield _prepare(connection, store, path, place, catalogue)
            finally:
                connection.close()
        finally:
            for left in store.building.glob(f"{path.name}*"):
                left.unlink(missing_ok=True)


def _copied(store: Store, path: Path) -> duckdb.DuckDBPyConnection:
    """A copy of the current snapshot, or an empty file, open for writing."""
    current = store.find() if store.exists() else None
    if current is not None:
        shutil.copyfile(store.file(current), path)
    try:
        return duckdb.connect(str(path), config=configuration() | {"memory_limit": MEMORY_LIMIT})
    except duckdb.Error as error:
        if current is None:
            raise
        raise StoreMissingError(unreadable(store, current)) from error


def _prepare(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    path: Path,
    place: Place,
    catalogue: Catalogue,
) -> Building:
    # Rows keep no order of their own: sorting is asked for where it matters, and costs memory.
    connection.execute("set preserve_insertion_order = false")
    if not store.exists():
        create_tables(connection)
    require_layout(connection, store.current() if store.exists() else 0)
    create_incoming(connection)
    create_standing(connection)
    _refuse_other_place(connection, place)
    (load_key,) = connection.execute("select coalesce(max(load_key), 0) + 1 from loads").fetchone()
    defined = tuple(catalogue.indicators.values())
    reworded = write_definitions(connection, defined, load_key=load_key)
    place_changed = write_place(connection, place)
    return Building(
        store, path, connection, load_key, groups_moved=place_changed, reworded=reworded
    )


def _refuse_other_place(connection: duckdb.DuckDBPyConnection, place: Place) -> None:
    held = connection.execute("select place_id, place_name from place").fetchone()
    if held is not None and held[0] != place.id:
        raise UserFacingError(
            f"This store is about {held[1]} ({held[0]!r}), not about {place.name} "
            f"({place.id!r}). Load into another store with --store."
        )
