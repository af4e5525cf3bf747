"""Finds sheets that are nearly of a layout: one of its headings was renamed or left out.

Passed over as foreign, their rows would be lost without a word. What shares a name or some
headings with a layout and may as well be the author's own is found, and not sure to be of it. What
is foreign (notes, a sheet that shares codes and names with many) is not found here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from pcdash.ingest.figure_layouts import LEVEL_1, LEVEL_2, RAISED, TRIGGERS
from pcdash.ingest.inspection import NUMBER
from pcdash.ingest.layouts import LAYOUTS, figure_headings, lacking, needed_headings
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
OF_TRIGGERS = {LEVEL_1, LEVEL_2, RAISED}  # what no sheet of figures has
EVERY_NAME = frozenset(name for layout in LAYOUTS for name in layout.names)
LINEAGE_NAMES = tuple(column.name for column in LINEAGE)
NUMBERED = re.compile(r"[\W\d_]+$")  # Targets 2025, Figures (2)


@dataclass(frozen=True)
class NearLayout:
    """A table that is nearly of a layout: its header (from 0) with the headings `found` there, and
    those `missing` of the layout, each with the found one that may be meant ('' where none is).

    `is_sure` is False where it may as well be a table of the author's own.
    """

    layout: Layout
    header: int
    found: tuple[str, ...]
    missing: Mapping[str, str]
    is_sure: bool = True

    @property
    def row(self) -> int:
        """The row of its headings as a person counts it."""
        return self.header + 1

    @classmethod
    def of_figures(cls, names: Sequence[str], header: int) -> "NearLayout":
        """A long table without a figure under a heading that is read; the headings that are there
        and blank are not missing."""
        known = known_columns(names, FIGURES.spellings)
        others = " or ".join(one for one in GIVEN if one not in known)
        missing = _missing(FIGURES, tuple(names)) or ({others: ""} if others else {})
        return cls(FIGURES, header, tuple(names), missing)

    def sentence(self, sheet: str | None) -> str:
        """What it lacks, of a sheet or a file of text."""
        named = ", ".join(
            f"{name!r} (did you mean {meant!r}?)" if meant else quoted(name)
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
        names = _headings(row)
        shared, layout = _nearest(names, sheet)
        if layout is not None and (best is None or shared > best[0]):
            best = shared, _near(layout, number, names)
    if best is None:
        best = _of_that_name(rows, sheet)
    return best[1] if best and _has_rows(rows, best[1]) else None


def nearer_layout(
    rows: Sequence[Sequence[Cell]], sheet: str | None, header: int, layout: Layout
) -> NearLayout | None:
    """A layout of which a sheet has more headings than of the one that it fits, and lacks some.

    One of figures, and with figures, is likely to have more columns than are asked for; it is sure
    to be of another layout only by its name, or with headings of triggers.
    """
    names = _headings(rows[header])
    shared, nearer = _nearest(names, sheet)
    if nearer is None or shared <= len(known_columns(names, layout.spellings)):
        return None
    is_said = _called(sheet) == plain(nearer.sheet)
    is_said |= nearer is TRIGGERS and bool(known_columns(names, nearer.spellings) & OF_TRIGGERS)
    is_sure = is_said or layout is not FIGURES or not _has_figures(rows, header)
    found = _near(nearer, header, names, is_sure=is_sure)
    return found if _has_rows(rows, found) else None


def begun_without_figures(
    names: Sequence[str], table: pd.DataFrame, whole: Callable[[list[str]], pd.DataFrame]
) -> tuple[list[int], list[str]]:
    """The rows of a long table that are begun, without a figure in the columns that are read and
    with a number in others; and those columns.

    Args:
        names: Its headings.
        table: Its rows under the headings of the layout.
        whole: Gives the same rows with some other columns of the file.
    """
    unread = _unread(FIGURES, names)
    begun = table[(table[list(NEEDED)] != "").all(axis=1) & ~_has_figure(table)]
    if begun.empty or not unread:
        return [], []
    others = whole(unread)
    others = others.loc[begun.index, [one for one in unread if one in others]]
    numbers = others.map(_is_number)
    return (
        [int(row) for row in begun.loc[numbers.any(axis=1), "row"]],
        [*numbers.columns[numbers.any()]],
    )


def lacks_figures(table: pd.DataFrame) -> bool:
    """Whether no row of a long table has a figure."""
    return not _has_figure(table).any()


def quoted(name: str) -> str:
    """A missing heading for a sentence; of several, one of which would do, what they have."""
    return "a column of figures" if name not in EVERY_NAME else repr(name)


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
    called = _called(sheet)
    known = [(known_columns(names, one.spellings), one) for one in LAYOUTS]
    near = [
        (len(have), one)
        for have, one in known
        if lacking(one, have) and _is_near(one, have, called)
    ]
    return max(near, key=lambda pair: pair[0], default=(0, None))


def _is_near(layout: Layout, known: frozenset[str], called: str) -> bool:
    code, needed = layout.columns[0].name, {*needed_headings(layout)}
    if called == plain(layout.sheet) and code in known:
        return len(known) >= OWN and len(known & needed) >= len(needed) / 2
    if layout is FIGURES and known >= needed:
        return True
    if code not in known and not known >= needed - {code}:
        return False
    known = known & {*layout.names}
    is_half = len(known) >= max(SHARED, len(layout.names) / 2)
    return is_half and len(known - {code, *COMMON}) >= OWN


def _of_that_name(
    rows: Sequence[Sequence[Cell]], sheet: str | None
) -> tuple[int, NearLayout] | None:
    """A sheet with the name of a layout and some of its headings, which may be another's."""
    for layout in LAYOUTS:
        if _called(sheet) == plain(layout.sheet):
            for number, row in enumerate(rows[:SEARCHED_ROWS]):
                names = _headings(row)
                shared = len(known_columns(names, layout.spellings))
                if shared >= OWN and lacking(layout, known_columns(names, layout.spellings)):
                    return shared, _near(layout, number, names, is_sure=False)
    return None


def _near(
    layout: Layout, header: int, names: tuple[str, ...], *, is_sure: bool = True
) -> NearLayout:
    return NearLayout(layout, header, names, _missing(layout, names), is_sure)


def _called(sheet: str | None) -> str:
    """The name of a sheet without capitals, marks and the number of its copy."""
    return plain(NUMBERED.sub("", sheet or ""))


def _headings(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(column_name(cell) for cell in row if isinstance(cell, str) and cell)


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


def _has_figures(rows: Sequence[Sequence[Cell]], header: int) -> bool:
    """Whether anything is under the headings of figures."""
    names = [column_name(cell) for cell in rows[header]]
    read = {one for one in names if known_columns([one], FIGURES.spellings) & {*GIVEN}}
    cells = (pair for row in rows[header + 1 :] for pair in zip(names, row, strict=False))
    return any(name in read and cell not in (None, "") for name, cell in cells)


def _has_figure(table: pd.DataFrame) -> pd.Series:
    """Which rows of a long table have a figure, or a flag in the place of one."""
    read = [one for one in (*GIVEN, FLAG) if one in table]
    return (table[read] != "").any(axis=1)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or bool(cell and NUMBER.fullmatch(cell.rstrip("% ")))


def _abbreviates(short: str, name: str) -> bool:
    return len(short) >= SHORT and name.startswith(short)
