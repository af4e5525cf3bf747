"""What to say where two files of one load give different figures for the same thing."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from pcdash.definitions.models import HOSPITAL_COUNTS
from pcdash.grammar import counted
from pcdash.ingest.figure_words import figure

REMEDY = "Load the one that is right, or the older first and the newer after it."
# One after the other would take back what was edited in the first.
OF_COPIES = (
    "says what is held already. If both were made from one template, delete from each the rows "
    "that nobody edited in it, and load both again."
)


class _Said(NamedTuple):
    """What one of the two files says, and where."""

    file: str
    sheet: str | None
    row: float
    value: float
    category: str | None
    numerator: float
    denominator: float

    def place(self) -> str:
        sheet = f" sheet {self.sheet!r}" if pd.notna(self.sheet) else ""
        row = f" row {int(self.row)}" if pd.notna(self.row) else ""
        return f"{self.file!r}{sheet}{row}"

    def figure(self) -> str:
        return figure(self.category if pd.notna(self.category) else self.value)

    def parts(self) -> str:
        return f"{figure(self.numerator)} of {figure(self.denominator)}"

    def exactly(self) -> str:
        return repr(float(self.value))


def remedy(as_held: str | None) -> str:
    """What to do about two files; `as_held` is the one that says what is held already."""
    return f"{as_held!r} {OF_COPIES}" if as_held else REMEDY


def sentences(conflicts: pd.DataFrame, titles: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each pair of files in the rows of `int_incoming_conflicts`."""
    return tuple(_sentence(row, titles) for _, row in conflicts.iterrows())


def of_unknown_practices(files: pd.DataFrame) -> tuple[str, ...]:
    """A sentence for each file in the rows of `int_unknown_practices`."""
    return tuple(
        f"{row.file_name!r} row {int(row.row_number)} has the practice code {row.area_code!r}, "
        f"which no file of practices, membership or figure held names"
        f"{f' (and {row.codes - 1:,} more such codes)' if row.codes > 1 else ''}. If it is a new "
        "practice, load a later ODS file, list-size file or mapping with it; else correct it."
        for row in files.itertuples()
    )


def _sentence(row: pd.Series, titles: Mapping[str, str]) -> str:
    first, second = _said(row, "first"), _said(row, "second")
    about = f"{titles.get(row['indicator_id'], row['indicator_id'])} of {row['area_code']} in "
    about += row["period_label"]
    others = int(row["figures"]) - 1
    more = f" (and {counted(others, 'other figure differs', 'other figures differ')})"
    told = _told(first, second, about, is_hidden=row["suppression"] == HOSPITAL_COUNTS)
    as_held = {"first": first.file, "second": second.file}.get(row["held_by"])
    return f"{told}{more if others else ''}. {remedy(as_held)}"


def _told(first: _Said, second: _Said, about: str, *, is_hidden: bool) -> str:
    if is_hidden:  # a message goes to logs and to e-mails
        return f"{first.place()} and {second.place()} give different figures for {about}"
    said = first.figure(), second.figure()
    if said[0] == said[1]:
        said = first.parts(), second.parts()
    if said[0] == said[1]:
        said = first.exactly(), second.exactly()
    return f"{first.place()} says {said[0]} and {second.place()} says {said[1]} for {about}"


def _said(row: pd.Series, which: str) -> _Said:
    return _Said(**{name: row[f"{which}_{name}"] for name in _Said._fields})
