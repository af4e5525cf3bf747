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


def lacking(layout: Layout, known: frozenset[str]) -> tuple[str, ...]:
    """The headings without which a table is none of this layout, and that it has not.

    Args:
        known: The headings of the layout that it has.
    """
    absent = tuple(name for name in needed_headings(layout) if name not in known)
    figures = figure_headings(layout)
    # A code and a month alone are those of many tables.
    has_figures = not figures or bool(known & {*figures})
    return absent if has_figures else (*absent, " or ".join(figures))


def needed_headings(layout: Layout) -> tuple[str, ...]:
    """The headings that a table of this layout has, whatever others it has."""
    code = layout.columns[0].name  # every layout begins with one
    needed = NEEDED if layout is FIGURES else layout.needed
    return tuple(dict.fromkeys((code, *needed)))


def figure_headings(layout: Layout) -> tuple[str, ...]:
    """The headings of figures, of which a table has one at least; none on a sheet of records."""
    if layout is FIGURES:
        return GIVEN
    return tuple(column.name for column in layout.columns if column.indicator)


def _fitting(names: Sequence[str]) -> Iterator[Layout]:
    present = {plain(name) for name in names}
    for one in LAYOUTS:
        first = one.columns[0]  # most tables are told apart by it
        if any(plain(name) in present for name in (first.name, *first.others)):
            known = known_columns(names, one.spellings)
            if not lacking(one, known):
                yield one
