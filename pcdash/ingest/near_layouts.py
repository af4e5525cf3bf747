"""Finds sheets that are nearly of a layout: one of its headings was renamed or left out.

Passed over as foreign, their rows would be lost without a word. What is foreign (notes, a sheet
that shares codes and names with many) is not found here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from pcdash.ingest.inspection import NUMBER
from pcdash.ingest.layouts import LAYOUTS, figure_headings, lacking
from pcdash.ingest.sheet_rows import SEARCHED_ROWS, Cell, column_name
from pcdash.ingest.spellings import known_columns, plain
from pcdash.ingest.workbook_layout import (
    FIGURES,
    FLAG,
    GIVEN,
    INDICATOR,
    LINEAGE,
    NAME,
    NEEDED,
    PERIOD,
    TITLE,
    Layout,
)

COMMON = (NAME, TITLE, INDICATOR, PERIOD)  # with the code, headings of many tables
SHARED = 4  # headings, and at least half of a layout's
OWN = 2  # of them such as are not common
SHORT = 3  # letters that an abbreviation has at least
ALIKE = 0.75
EVERY_HEADING = frozenset(
    plain(one)
    for layout in LAYOUTS
    for pair in layout.spellings.items()
    for one in (pair[0], *pair[1])
)
LINEAGE_NAMES = tuple(column.name for column in LINEAGE)
NUMBERED = re.compile(r"[\W\d_]+$")  # Targets 2025, Figures (2)


@dataclass(frozen=True)
class NearLayout:
    """A table that is nearly of a layout: its header (from 0) with the headings `found` there, and
    those `missing` of the layout, each with the found one that may be meant ('' where none is)."""

    layout: Layout
    header: int
    found: tuple[str, ...]
    missing: Mapping[str, str]

    def sentence(self, sheet: str | None) -> str:
        """What it lacks, of a sheet or a file of text."""
        named = ", ".join(
            f"{name!r} (did you mean {meant!r}?)" if meant else repr(name)
            for name, meant in self.missing.items()
        )
        what = f"The sheet {sheet!r}" if sheet else "The table"
        return (
            f"{what} is nearly the sheet {self.layout.sheet!r} of the template; it lacks {named}."
        )


def near_layout(rows: Sequence[Sequence[Cell]], sheet: str | None) -> NearLayout | None:
    """What a sheet of no layout is nearly; None where it is foreign, or has nothing below.

    Args:
        sheet: Its name; None for a file of text.
    """
    best: tuple[int, NearLayout] | None = None
    for number, row in enumerate(rows[:SEARCHED_ROWS]):
        names = tuple(column_name(cell) for cell in row if isinstance(cell, str) and cell)
        shared, layout = _nearest(names, sheet)
        if layout is not None and (best is None or shared > best[0]):
            best = shared, NearLayout(layout, number, names, _missing(layout, names))
    return best[1] if best and _has_rows(rows, best[1]) else None


def nearer_layout(
    rows: Sequence[Sequence[Cell]], sheet: str, header: int, layout: Layout
) -> NearLayout | None:
    """A layout of which a sheet has more headings than of the one that it fits, and lacks some."""
    names = tuple(column_name(cell) for cell in rows[header] if isinstance(cell, str) and cell)
    shared, nearer = _nearest(names, sheet)
    if nearer is None or shared <= len(known_columns(names, layout.spellings)):
        return None
    found = NearLayout(nearer, header, names, _missing(nearer, names))
    return found if _has_rows(rows, found) else None


def unread_figures(
    names: Sequence[str], header: int, table: pd.DataFrame, whole: Callable[[], pd.DataFrame]
) -> NearLayout | None:
    """A long table without a figure in the columns that are read, and with numbers in others.

    Args:
        names: Its headings, in the row `header` (from 0).
        table: Its rows under the headings of the layout.
        whole: Gives its rows with every column of the file.
    """
    read = [one for one in (*GIVEN, FLAG) if one in table]
    known = known_columns(names, FIGURES.spellings)
    is_begun = (table[list(NEEDED)] != "").all(axis=1)
    if known >= {*GIVEN} or not is_begun.any() or (table[read] != "").any(axis=None):
        return None
    cells = whole()
    if not any(map(_is_number, cells[_unread(FIGURES, names)].to_numpy().ravel())):
        return None
    missing = _missing(FIGURES, tuple(names)) or {
        " or ".join(one for one in GIVEN if one not in known): ""
    }
    return NearLayout(FIGURES, header, tuple(names), missing)


def meant_by(headings: Iterable[str], missing: Iterable[str]) -> dict[str, str]:
    """Which heading is likely to be meant by each that is not known; those alone that are."""
    left = [*missing]
    found = {}
    for heading in headings:
        by_plain = {plain(name): name for name in left}
        near = get_close_matches(plain(heading), by_plain, n=1, cutoff=ALIKE)
        near = near or [name for name in by_plain if _abbreviates(plain(heading), name)]
        if near:
            found[heading] = by_plain[near[0]]
            left.remove(found[heading])
    return found


def _nearest(names: Sequence[str], sheet: str | None) -> tuple[int, Layout | None]:
    """How many headings a row shares with the layout that it is nearly of, and which that is."""
    if len({plain(one) for one in names} & EVERY_HEADING) < OWN:
        return 0, None
    called = plain(NUMBERED.sub("", sheet or ""))
    known = [(known_columns(names, one.spellings), one) for one in LAYOUTS]
    near = [
        (len(have), one)
        for have, one in known
        if lacking(one, have) and _is_near(one, have, called)
    ]
    return max(near, key=lambda pair: pair[0], default=(0, None))


def _is_near(layout: Layout, known: frozenset[str], called: str) -> bool:
    if called == plain(layout.sheet):
        return len(known) >= OWN
    if layout is FIGURES and known >= {*NEEDED}:
        return True
    known = known & {*layout.names}
    common = {layout.columns[0].name, *COMMON}
    is_half = len(known) >= max(SHARED, len(layout.names) / 2)
    return is_half and len(known - common) >= OWN


def _missing(layout: Layout, names: tuple[str, ...]) -> dict[str, str]:
    known = known_columns(names, layout.spellings)
    unread = _unread(layout, names)
    absent = [one for one in layout.names if one not in known and one not in (NAME, TITLE)]
    meant = {ours: theirs for theirs, ours in meant_by(unread, absent).items()}
    has_figures = not {*figure_headings(layout)}.isdisjoint(meant)
    needed = [one for one in lacking(layout, known) if one in layout.names or not has_figures]
    left = [one for one in unread if one not in meant.values()]
    unmatched = [one for one in needed if one not in meant]
    if len(left) == len(unmatched) == 1 and unmatched[0] in layout.names:  # what else can it be
        meant[unmatched[0]] = left[0]
    return {one: meant.get(one, "") for one in dict.fromkeys((*needed, *meant))}


def _unread(layout: Layout, names: Iterable[str]) -> list[str]:
    """The headings that mean nothing here; `row` is ours."""
    passed = ("", "row", *LINEAGE_NAMES, NAME, TITLE)
    return [
        one for one in names if one not in passed and not known_columns([one], layout.spellings)
    ]


def _has_rows(rows: Sequence[Sequence[Cell]], near: NearLayout) -> bool:
    """Whether anything is written below the headings; where none of a figure is known, a number,
    or anything under a heading that may be one."""
    names = [column_name(cell) for cell in rows[near.header]]
    is_long = near.layout is FIGURES and known_columns(names, FIGURES.spellings) >= {*NEEDED}
    meant = {*near.missing.values()}
    read = meant | {*_unread(FIGURES, names)} if is_long else {*names} - {"", NAME, TITLE}
    cells = (pair for row in rows[near.header + 1 :] for pair in zip(names, row, strict=False))
    return any(
        name in read
        and cell not in (None, "")
        and (not is_long or name in meant or _is_number(cell))
        for name, cell in cells
    )


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or bool(cell and NUMBER.fullmatch(cell.rstrip("% ")))


def _abbreviates(short: str, name: str) -> bool:
    return len(short) >= SHORT and name.startswith(short)
