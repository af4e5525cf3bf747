"""What a reader of a published format gives back: tidy frames and problems, nothing else.

A reader never touches the store and never decides what to do about a problem; the load does.
Every frame has exactly the columns of `pcdash.store.schema` (`tidy` adds missing ones), codes as
upper-case text, one row a fact, with the sheet (None for a CSV) and the row as a person counts
it in the file: the header is row 1, so the first row of data below it is row 2.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.store.record_kinds import RECORDS
from pcdash.store.schema import KINDS, LINEAGE

COLUMNS = KINDS
KEYS = {
    "values": ["indicator_id", "area_code", "period"],
    "areas": ["area_code", "as_of"],
    "memberships": ["child_code", "parent_code", "start", "as_of"],
    "attributes": ["area_code", "attribute", "as_of"],
    "boundaries": ["area_code"],
    "qof_points": ["period", "qof_indicator"],
    "flows": ["practice_code", "lsoa_code", "period"],
    **{kind: [*one.key] for kind, one in RECORDS.items()},
}

# What an export's rows say of the names beside their codes, with where.
NAMES = ("area_code", "area_name", "sheet", "row")


@dataclass(frozen=True)
class Spot:
    """The cells that a problem is about: a sheet (None for a file of text), rows and a column.

    Rows count as in `Reading`; `column` is the heading, empty where the whole row is meant.
    """

    sheet: str | None
    rows: tuple[int, ...]
    column: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file, in words. An `error` blocks the file, a `warning` is shown.

    `where` is the sheet, row and column or cell ("sheet 'AST', cell T412"; "row 12, column
    REGISTER"); `found` and `expected` finish the sentence, and `advice` says what to do. `spot` is
    the same place for programs, where there is one.
    """

    severity: str
    what: str
    where: str = ""
    found: str = ""
    expected: str = ""
    advice: str = ""
    spot: Spot | None = None

    def sentence(self) -> str:
        """The problem as one or two sentences."""
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.found:
            parts.append(f"found {self.found}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        advice = f" {self.advice}" if self.advice else ""
        return "; ".join(parts).rstrip(".") + "." + advice


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems, errors first, as they stand in the file: sheet after sheet, row after row."""
    listed = [*problems]
    sheets = [*dict.fromkeys(one.spot and one.spot.sheet for one in listed)]

    def order(one: Problem) -> tuple[str, int, int]:
        row = min(one.spot.rows, default=0) if one.spot else 0
        return one.severity, sheets.index(one.spot and one.spot.sheet), row

    return tuple(sorted(listed, key=order))


@dataclass(frozen=True)
class Reading:
    """Everything that one file (or one member of a zip) says.

    `skipped` is the reason, as a sentence, why a file that was understood holds nothing to load.
    `notes` say, as sentences, what was left out because it is not for this project (care homes in
    a file of practices), how much of it, and what was decided: nothing is wrong with the file.
    `definitions` are of indicators that only the file itself describes (OHID Fingertips exports).
    `part_of_whole` is True where other files may hold the rest of the same figures (a region's
    file), so that what is not in this one was not removed. `records` are by kind; a kind of which
    nothing is said is not there. `names` stand beside the codes of an export's edited rows, and are
    compared, not stored.
    """

    values: pd.DataFrame = field(default_factory=lambda: empty("values"))
    areas: pd.DataFrame = field(default_factory=lambda: empty("areas"))
    memberships: pd.DataFrame = field(default_factory=lambda: empty("memberships"))
    attributes: pd.DataFrame = field(default_factory=lambda: empty("attributes"))
    boundaries: pd.DataFrame = field(default_factory=lambda: empty("boundaries"))
    qof_points: pd.DataFrame = field(default_factory=lambda: empty("qof_points"))
    flows: pd.DataFrame = field(default_factory=lambda: empty("flows"))
    records: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    definitions: tuple[Indicator, ...] = ()
    skipped: str = ""
    notes: tuple[str, ...] = ()
    part_of_whole: bool = False
    names: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=[*NAMES]))

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Every frame that says something, by its kind."""
        named = {kind: getattr(self, kind) for kind in COLUMNS if kind not in RECORDS}
        return {kind: one for kind, one in (named | {**self.records}).items() if not one.empty}


def empty(kind: str) -> pd.DataFrame:
    """A frame of one kind with no rows."""
    return tidy(kind, pd.DataFrame())


def tidy(kind: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with exactly the columns of its kind and the lineage, in order and by type."""
    wanted = COLUMNS[kind] | LINEAGE
    extra = sorted(set(frame.columns) - set(wanted))
    if extra:
        raise ValueError(f"a frame of {kind} has no column {extra}; it has {list(wanted)}")
    columns = {name: _column(frame, name, held) for name, held in wanted.items()}
    return pd.DataFrame(columns, index=frame.index).reset_index(drop=True)


def _column(frame: pd.DataFrame, name: str, held: str) -> pd.Series:
    given = frame[name] if name in frame else pd.Series(None, frame.index, dtype=object)
    if held == "number":
        return pd.to_numeric(given).astype("float64")
    if held == "date":
        return pd.to_datetime(given).astype("datetime64[s]")
    if held == "truth":
        return given.fillna(False).astype("bool")
    return given.astype(object if held == "bytes" else "str")
