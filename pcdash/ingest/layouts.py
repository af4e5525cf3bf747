"""Every sheet of the BI team's workbook, in the order of the template, and which a table is."""

from collections.abc import Iterable, Iterator, Sequence

from pcdash.ingest.figure_layouts import TRIGGERS, WIDE
from pcdash.ingest.record_layouts import AREAS, MEMBERSHIPS, RECORD_LAYOUTS
from pcdash.ingest.sheet_rows import SEARCHED_ROWS, Cell, column_name
from pcdash.ingest.spellings import known_columns, plain
from pcdash.ingest.workbook_layout import FIGURES, GIVEN, NEEDED, Layout

LAYOUTS: tuple[Layout, ...] = (FIGURES, TRIGGERS, *WIDE, AREAS, MEMBERSHIPS, *RECORD_LAYOUTS)

# The other headings of each column, whatever sheet it is on.
SPELLINGS: dict[str, tuple[str, ...]] = {
    name: tuple(other for one in LAYOUTS for other in one.spellings.get(name, ()))
    for name in dict.fromkeys(name for one in LAYOUTS for name in one.names)
}


def layout_of(header: Iterable[str], sheet: str | None = None) -> Layout | None:
    """The layout that a header is of: the one with most of its columns; by the name of the sheet
    where several have as many. None where it is of none."""
    names = [name for name in header if name]
    found = [(len(known_columns(names, one.spellings)), one) for one in _fitting(names)]
    if not found:
        return None
    return max(found, key=lambda pair: (pair[0], plain(pair[1].sheet) == plain(sheet or "")))[1]


def header_of(
    rows: Sequence[Sequence[Cell]], sheet: str | None = None
) -> tuple[int, Layout] | None:
    """Which row (from 0) of a sheet is the header of which layout, the first there is; or None."""
    for number, row in enumerate(rows[:SEARCHED_ROWS]):
        names = [column_name(cell) for cell in row if isinstance(cell, str)]
        found = layout_of(names, sheet) if len(names) > 2 else None
        if found is not None:
            return number, found
    return None


def _fitting(names: Sequence[str]) -> Iterator[Layout]:
    present = {plain(name) for name in names}
    for one in LAYOUTS:
        if plain(one.columns[0].name) not in present and not present & {
            plain(other) for other in one.columns[0].others
        }:
            continue  # every layout begins with a code: most tables are told apart by it
        known = known_columns(names, one.spellings)
        if one is FIGURES:
            if known >= {*NEEDED} and known & {*GIVEN}:
                yield one
        elif known >= {*one.needed} and _has_figures(one, known):
            yield one


def _has_figures(one: Layout, known: frozenset[str]) -> bool:
    """Whether a table of this layout has a column of what it is for: a code and a month alone are
    those of many tables."""
    figures = {column.name for column in one.columns if column.indicator}
    return not figures or bool(figures & known)
