"""Sheets of QOF workbooks as columns of cells, with what their headings say and marks as flags.

Both layouts (2014/15; 2022/23 on) have titles, merged headings above the names of the columns,
the most points inside a name, and notes below the last row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.ingest.formats._qof import NOT_APPLICABLE
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.sheet_rows import Cell, Rows, any_filled, cell_text, column_name
from pcdash.ingest.spellings import plain

# "(Max 45)", "(Max 6 per practice)", "(max 27)", "(635 max)"
MAXIMUM = re.compile(r"\((?:max (\d+(?:\.\d+)?)\b[^)]*|(\d+(?:\.\d+)?) max)\)", re.IGNORECASE)
LONGEST_CODE = 10
# The publisher's own percentages are rounded to ten places.
PERCENTAGE_POINTS = 1e-6


@dataclass(frozen=True)
class Column:
    """A column: its place from 0, the two headings above it, and its own name in one line."""

    place: int
    section: str
    subject: str
    name: str

    @property
    def title(self) -> str:
        """The column in words: its headings and its name."""
        return ", ".join(part for part in (self.section, self.subject, self.name) if part)

    @property
    def maximum(self) -> float | None:
        """The most points, where the name says them."""
        found = MAXIMUM.search(self.name)
        return float(found[1] or found[2]) if found else None


@dataclass(frozen=True)
class Figures:
    """The numbers of a column, NaN where a mark stands, which `flags` then says."""

    numbers: pd.Series
    flags: pd.Series


@dataclass(frozen=True)
class Sheet:
    """A table of areas: its columns, the cells of each place, its rows as people count them.

    `marks` are the texts that stand for a missing number, each with the flag that it becomes.
    """

    columns: tuple[Column, ...]
    cells: dict[int, list[Cell]]
    rows: pd.Series
    marks: Mapping[str, str]

    def texts(self, column: Column) -> pd.Series:
        """The cells of a column as text."""
        return pd.Series([cell_text(cell) for cell in self.cells[column.place]], dtype="str")

    def figures(self, column: Column, inspection: Inspection) -> Figures:
        """The cells of a column as numbers and marks; anything else is told."""
        cells = self.cells[column.place]
        exact = [_is_number(cell) and cell >= 0 for cell in cells]
        numbers = pd.Series(
            [cell if ok else np.nan for cell, ok in zip(cells, exact, strict=True)], dtype="float64"
        )
        flags = pd.Series(None, numbers.index, dtype=object)
        if not all(exact):
            others = ~pd.Series(exact)
            text = self.texts(column)[others]
            read = inspection.numbers(
                text, self.rows[others], column=column.title, missing=self.marks
            )
            numbers = numbers.where(~others, read.reindex(numbers.index))
            flags = text.map(self.marks).reindex(flags.index).astype(object)
        return Figures(numbers, flags.where(flags.notna(), None))


def headed_columns(rows: Rows, header: int) -> tuple[Column, ...]:
    """The columns of a header and of the two rows above it, in which cells are merged."""
    sections, subjects = (_filled_right(rows, header - above) for above in (2, 1))
    return tuple(
        Column(place, _at(sections, place) or "", _at(subjects, place) or "", column_name(cell))
        for place, cell in enumerate(rows[header])
    )


def sheet_below(
    rows: Rows,
    header: int,
    columns: Sequence[Column],
    *,
    code: Column,
    pattern: re.Pattern[str],
    marks: Mapping[str, str],
) -> Sheet:
    """The rows of areas below a header, without the totals and notes that end a sheet.

    The last area is the last row whose code is a code; a row below it is left out where its code
    is blank or without a digit ("England", "Source: …"), and kept, to be told of, where not.
    """
    filled = [at for at in range(header + 1, len(rows)) if any_filled(rows[at])]
    codes = {at: cell_text(_at(rows[at], code.place)) for at in filled}
    last = max((at for at in filled if pattern.fullmatch(codes[at].upper())), default=header)
    kept = [at for at in filled if at <= last or _like_code(codes[at])]
    cells = {column.place: [_at(rows[at], column.place) for at in kept] for column in columns}
    return Sheet(tuple(columns), cells, pd.Series(kept, dtype="int64") + 1, marks)


def column_named(columns: Sequence[Column], name: str) -> Column | None:
    """The first column of a name, in any spelling of capitals and blanks."""
    return next((one for one in columns if plain(one.name) == plain(name)), None)


def required_columns(
    columns: Sequence[Column], names: Sequence[str], inspection: Inspection
) -> dict[str, Column]:
    """The columns of these names.

    Raises:
        SourceFileError: one is missing, which is told.
    """
    held = {name: column for name in names if (column := column_named(columns, name))}
    others = [one.name for one in columns if one.name and one not in held.values()]
    inspection.require(names, [*held, *dict.fromkeys(others)])
    return held


def proportion(
    numerator: Figures, denominator: pd.Series, parts: Sequence[Figures] = ()
) -> pd.DataFrame:
    """`numerator`, `denominator`, and as `flag` the mark that stands for either of them.

    Args:
        numerator: The numerators and their marks.
        denominator: The denominators.
        parts: What the denominators were made of, for its marks.
    """
    flags = numerator.flags
    for part in parts:
        flags = flags.where(flags.notna(), part.flags)
    nobody = flags.isna() & (denominator == 0)
    return pd.DataFrame(
        {
            "numerator": numerator.numbers,
            "denominator": denominator,
            "flag": flags.mask(nobody, NOT_APPLICABLE),
        }
    )


def check_percentages(
    sheet: Sheet, column: Column, frame: pd.DataFrame, inspection: Inspection
) -> pd.Series:
    """The file's own percentages, after telling where numerator and denominator say otherwise."""
    computed = 100 * frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    published = pd.Series(
        [cell if _is_number(cell) else np.nan for cell in sheet.cells[column.place]],
        dtype="float64",
    )
    apart = (published - computed).abs() > PERCENTAGE_POINTS * published.abs().clip(lower=1)
    if apart.any():
        first = apart.idxmax()
        inspection.warn(
            f"{apart.sum():,} percentages are not what the figures beside them make",
            where=inspection.place(sheet.rows[first], column.title),
            found=f"{published[first]:.6g}",
            expected=f"{computed[first]:.6g}",
        )
    return published


def _filled_right(rows: Rows, at: int) -> list[str]:
    texts: list[str] = []
    for cell in rows[at] if at >= 0 else ():
        texts.append(column_name(cell) or (texts[-1] if texts else ""))
    return texts


def _like_code(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and len(text) <= LONGEST_CODE


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None
