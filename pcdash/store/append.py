"""Appends what files say to the snapshot that is being made: text codes in, integer keys kept."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from pcdash.definitions.periods import parse_period
from pcdash.errors import UserFacingError
from pcdash.store.record_kinds import RECORDS
from pcdash.store.schema import KINDS
from pcdash.store.tables import INCOMING, RENAMED

log = logging.getLogger(__name__)

# Which columns of which kinds of row name an area.
AREA_COLUMNS = {
    "values": ("area_code",),
    "areas": ("area_code",),
    "memberships": ("child_code", "parent_code"),
    "attributes": ("area_code",),
    "boundaries": ("area_code",),
    "flows": ("practice_code", "lsoa_code"),
}


@dataclass(frozen=True)
class SourceFile:
    """The file that rows came from, as history and lineage show it."""

    name: str
    sha256: str
    size_bytes: int
    format_id: str
    format_title: str
    source_id: str
    is_part: bool = False
    path: Path | None = None  # where it is; None for what no file says


class Appender:
    """Appends the files of one load; counts the rows that are not figures."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, load_key: int) -> None:
        self._connection = connection
        self._load_key = load_key
        self.structure_rows = 0

    def append(
        self, source: SourceFile, frames: dict[str, pd.DataFrame], *, warnings: Sequence[str]
    ) -> None:
        """Append the frames of one file. Rows that are not figures are skipped where the very
        same file was loaded before, and none of its format since: they would say the same again."""
        is_known = self._is_known(source)
        file_key = self._add_file(source, warnings)
        for kind, frame in frames.items():
            if frame.empty or (is_known and kind != "values"):
                continue
            self._connection.register("said", frame)
            try:
                self._add_parts(file_key)
                self._add_areas(AREA_COLUMNS.get(kind, ()))
                if kind == "values":
                    self._add_periods()
                    self._add_values(file_key)
                else:
                    self._add_rows(kind, file_key)
                    self.structure_rows += len(frame) if kind not in RECORDS else 0
            finally:
                self._connection.unregister("said")
            log.info("appended %d rows of %s from %s", len(frame), kind, source.name)

    def _is_known(self, source: SourceFile) -> bool:
        found = self._connection.execute(
            "with standing as (select * from files "
            "    where load_key not in (select load_key from undone_loads)) "
            "select 1 from standing as this where sha256 = $sha256 and format_id = $format_id "
            "and not exists (select 1 from standing as later "
            "    where later.format_id = this.format_id and later.load_key > this.load_key) "
            "limit 1",
            {"sha256": source.sha256, "format_id": source.format_id},
        ).fetchone()
        return found is not None

    def _add_file(self, source: SourceFile, warnings: Iterable[str]) -> int:
        (file_key,) = self._connection.execute(
            "select coalesce(max(file_key), 0) + 1 from files"
        ).fetchone()
        self._connection.execute(
            "insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                file_key,
                self._load_key,
                source.name,
                source.sha256,
                source.size_bytes,
                source.format_id,
                source.format_title,
                source.source_id,
                source.is_part,
            ],
        )
        for warning in warnings:
            self._connection.execute("insert into file_warnings values (?, ?)", [file_key, warning])
        return file_key

    def _add_parts(self, file_key: int) -> None:
        self._connection.execute(
            "insert into parts "
            "select (select coalesce(max(part_key), 0) from parts) "
            "    + row_number() over (order by sheet), $file_key, sheet "
            "from (select distinct sheet from said) as sheets "
            "where not exists (select 1 from parts where parts.file_key = $file_key "
            "    and parts.sheet is not distinct from sheets.sheet)",
            {"file_key": file_key},
        )

    def _add_areas(self, columns: Iterable[str]) -> None:
        for column in columns:
            self._connection.execute(
                "insert into keyed_areas "
                "select (select coalesce(max(area_key), 0) from keyed_areas) "
                "    + row_number() over (order by area_code), area_code "
                f"from (select distinct {column}::varchar as area_code from said) as codes "
                "where area_code is not null "
                "and area_code not in (select area_code from keyed_areas)"
            )

    def _add_periods(self) -> None:
        new = self._connection.execute(
            "select distinct period::varchar from said "
            "where period::varchar not in (select period_label from keyed_periods)"
        ).fetchall()
        (last,) = self._connection.execute(
            "select coalesce(max(period_key), 0) from keyed_periods"
        ).fetchone()
        for key, (label,) in enumerate(sorted(new), start=last + 1):
            period = parse_period(label)
            if period.label != label:
                raise UserFacingError(f"The period {label!r} is written {period.label!r} here.")
            self._connection.execute(
                "insert into keyed_periods values (?, ?, ?, ?, ?)",
                [key, label, period.kind, period.start, period.end],
            )

    def _add_values(self, file_key: int) -> None:
        unknown = self._connection.execute(
            "select distinct indicator_id::varchar from said where indicator_id::varchar "
            "not in (select indicator_id from indicator_definitions) order by 1"
        ).fetchall()
        if unknown:
            listed = ", ".join(repr(one) for (one,) in unknown)
            raise UserFacingError(
                f"No definition has the indicator id {listed}. Add one in data/definitions."
            )
        figures = [name for name in INCOMING if name in KINDS["values"]]
        self._connection.execute(
            "insert into incoming_values by name "
            "select parts.part_key, said.row::integer as row_number, "
            "    indicator_definitions.indicator_key, keyed_areas.area_key, "
            f"    keyed_periods.period_key, {', '.join(f'said.{name}' for name in figures)} "
            "from said "
            "inner join parts on parts.file_key = $file_key "
            "    and parts.sheet is not distinct from said.sheet "
            "inner join indicator_definitions "
            "    on said.indicator_id::varchar = indicator_definitions.indicator_id "
            "inner join keyed_areas on said.area_code::varchar = keyed_areas.area_code "
            "inner join keyed_periods on said.period::varchar = keyed_periods.period_label",
            {"file_key": file_key},
        )

    def _add_rows(self, kind: str, file_key: int) -> None:
        columns = ", ".join(
            f"said.{_quoted(name)} as {RENAMED.get(name, name)}" for name in KINDS[kind]
        )
        self._connection.execute(
            f"insert into loaded_{kind} by name "
            "select $load_key as load_key, parts.part_key, said.row::integer as row_number, "
            f"    {columns} "
            "from said "
            "inner join parts on parts.file_key = $file_key "
            "    and parts.sheet is not distinct from said.sheet",
            {"load_key": self._load_key, "file_key": file_key},
        )


def _quoted(name: str) -> str:
    return f'"{name}"'
