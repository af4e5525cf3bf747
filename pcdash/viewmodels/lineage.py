"""Where one figure comes from: every load that gave it, with file, sheet and row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.store.queries import run_query
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.loads import by_text
from pcdash.viewmodels.numbers import date_text, is_missing, number_text
from pcdash.viewmodels.tables import Column, Table, made_of

COLUMNS = (
    Column("Load", is_number=True),
    Column("When"),
    Column("By"),
    Column("File"),
    Column("Sheet"),
    Column("Row", is_number=True),
    Column("Figure", is_number=True),
    Column("State"),
    Column("Note"),
)
WHERE = "Where its figure comes from"
MORE_DECIMALS = 2  # than pages show, so that a small revision is seen


@dataclass(frozen=True)
class Said:
    """Where a load read a figure: the file by checksum and format, the sheet and the row."""

    sha256: str
    format_id: str
    sheet: str
    row: int | None


@dataclass(frozen=True)
class Lineage:
    """The loads that gave a figure, latest first, under a heading; where each row was `said`.

    `notes` say what there is to say where no load gave one.
    """

    heading: str
    table: Table
    said: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()


def build_lineage(context: Context, code: str, indicator_id: str, period: str) -> Lineage:
    """Every load that gave, changed or removed a figure."""
    indicator = context.catalogue.indicator(indicator_id)
    said = run_query(
        context.snapshot, "lineage", area_code=code, indicator_id=indicator_id, period=period
    )
    states = [*_states(said)]
    decimals = 0 if indicator.method == "count" else indicator.decimals + MORE_DECIMALS
    rows = [
        (
            number_text(row.load_key),
            f"{date_text(row.loaded_at)}, {row.loaded_at:%H:%M}",
            by_text(row.loaded_by, row.approved_by),
            _text(row.file_name),
            _text(row.sheet),
            number_text(row.row_number, missing=""),
            _figure(row, decimals),
            state,
            row.note or "",
        )
        for row, state in zip(said.itertuples(), states, strict=True)
    ]
    places = tuple(
        Said(
            _text(row.sha256),
            _text(row.format_id),
            _text(row.sheet),
            None if is_missing(row.row_number) or row.is_removed else int(row.row_number),
        )
        for row in said.itertuples()
    )
    heading = f"{indicator.title}, {period}: where it comes from"
    notes = () if rows else (f"No load gave a figure of {indicator.title} for {period}.",)
    return Lineage(heading, made_of(COLUMNS, rows), places, notes)


def _states(said: pd.DataFrame) -> Iterator[str]:
    """What became of each load's figure, the latest load first."""
    replaced_by = None
    for row in said.itertuples():
        if not is_missing(row.undone_by):
            yield f"undone by load {row.undone_by:.0f}"
        elif replaced_by is not None:
            yield f"replaced by load {replaced_by}"
        else:
            replaced_by = row.load_key
            yield "removed: not in a later file" if row.is_removed else "counts"


def _figure(row: Any, decimals: int) -> str:
    if row.is_hidden:
        return "not shown: small numbers"
    if isinstance(row.category, str):
        return row.category
    return "" if row.is_removed else number_text(row.value, decimals=decimals)


def _text(held: object) -> str:
    return held if isinstance(held, str) else ""
