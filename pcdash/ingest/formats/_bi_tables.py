"""Finds the tables in a workbook of the BI team, or in a file of text: by their headings.

What the cells do not tell (errors, formulas without a result, percentages) is given beside each
table, by the headings of its layout.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.grammar import counted
from pcdash.ingest.contents import content_of
from pcdash.ingest.files import Document
from pcdash.ingest.formats._bi_checks import Marks
from pcdash.ingest.formats._bi_headings import (
    names_indicators,
    read_names,
    tell_of_missing,
    tell_of_unread_figures,
    warn_of_others,
    warn_of_passed,
)
from pcdash.ingest.inspection import PUBLISHED, Inspection
from pcdash.ingest.layouts import header_of, layout_of
from pcdash.ingest.near_layouts import NearLayout, near_layout, nearer_layout
from pcdash.ingest.sheet_rows import Rows, column_name, rows_below
from pcdash.ingest.spellings import known_columns, renamed
from pcdash.ingest.workbook_layout import CODE, FIGURES, LISTS, NAME, NOTES, Layout
from pcdash.ingest.workbook_marks import SheetMarks


@dataclass(frozen=True)
class Found:
    """One table: its sheet (None in a file of text), its layout, its rows as text, its marks.

    Of the layout's headings `present` are in the file; the rows have every one, blank where it is
    not. `unread` are those that mean nothing here; they stand in the row `header` (from 1).
    `settled` says of each row of an export whether its numbers are as they were exported; None
    where it is none.
    """

    sheet: str | None
    layout: Layout
    rows: pd.DataFrame
    marks: Marks
    present: frozenset[str]
    unread: tuple[str, ...]
    header: int
    settled: pd.Series | None = None


def find_tables(
    document: Document, catalogue: Catalogue, inspection: Inspection
) -> Iterator[Found | str]:
    """Each table; of a foreign sheet its name. A sheet that lacks a heading is an error."""
    if content_of(document.path).kind == "table":
        yield from _in_text(document.table(), inspection)
        return
    with ThreadPoolExecutor(1) as beside:  # two processes read the file at once
        looking = beside.submit(document.marks)
        sheets, marks = document.sheets(), looking.result()
    for sheet, rows in sheets.items():
        inspection.sheet = sheet
        header = header_of(rows, sheet)
        if header is not None:
            if not _is_of_another(rows, sheet, *header, inspection):
                yield _in_sheet(sheet, rows, *header, marks.get(sheet, SheetMarks()), inspection)
            continue
        near = near_layout(rows, sheet)
        if near is None and _is_of_template(sheet, rows):
            continue
        if near is not None and near.is_sure and _is_ours(rows, near, catalogue):
            tell_of_missing(near, inspection)
            continue
        if near is not None:
            warn_of_passed(near, inspection)
        yield sheet


def _in_text(table: pd.DataFrame, inspection: Inspection) -> Iterator[Found]:
    """The table of a file of text, if it is of a layout."""
    names = [name for name in table.columns if name != "row"]
    layout = layout_of(names)
    rows: Rows = [names, *table[names].to_numpy().tolist()]
    if layout is None or _is_of_another(rows, None, 0, layout, inspection):
        return
    found = _found(None, layout, renamed(table, layout.spellings), {}, names, 1)
    if layout is FIGURES:
        tell_of_unread_figures(names, 0, found.rows, lambda columns: table[columns], inspection)
    yield found


def _is_of_another(
    rows: Rows, sheet: str | None, number: int, layout: Layout, inspection: Inspection
) -> bool:
    """Whether a table is of another layout than it fits, which is told."""
    near = nearer_layout(rows, sheet, number, layout)
    if near is None:
        return False
    (tell_of_missing if near.is_sure else warn_of_others)(near, inspection)
    return near.is_sure


def _is_ours(rows: Rows, near: NearLayout, catalogue: Catalogue) -> bool:
    """Whether a table that is nearly of a layout is one of ours: figures are of our indicators."""
    return near.layout is not FIGURES or names_indicators(rows, near, catalogue)


def _is_of_template(sheet: str, rows: Rows) -> bool:
    """Whether a sheet is one that the template has for explaining itself."""
    return sheet == NOTES or (
        sheet == LISTS and any([*row[:2]] == [CODE, NAME] for row in rows[:1])
    )


def _in_sheet(
    sheet: str,
    rows: Rows,
    number: int,
    layout: Layout,
    marks: SheetMarks,
    inspection: Inspection,
) -> Found:
    names = [column_name(cell) for cell in rows[number]]
    read = [one for one in names if known_columns([one], layout.spellings)]
    table = renamed(rows_below(rows, number, columns=read), layout.spellings)
    own = _by_name(layout, marks, table, names, number + 1)
    if layout is FIGURES:
        tell_of_unread_figures(
            names, number, table,
            lambda columns: rows_below(rows, number, columns=columns), inspection,
        )  # fmt: skip
    return _found(sheet, layout, table, own, names, number + 1)


def _found(
    sheet: str | None,
    layout: Layout,
    table: pd.DataFrame,
    marks: Marks,
    names: list[str],
    header: int,
) -> Found:
    unread = [one for one in names if one and not known_columns([one], layout.spellings)]
    absent = [name for name in layout.spellings if name not in table]
    filled = table.assign(**dict.fromkeys(absent, ""))
    filled.attrs = table.attrs
    present = known_columns(names, layout.spellings)
    return Found(sheet, layout, filled, marks, present, tuple(unread), header)


def hidden(document: Document, found: Found) -> Iterator[str]:
    """Says that what nobody sees was read as well."""
    if found.sheet is None:
        return
    if found.sheet in document.hidden_sheets():
        yield f"The sheet {found.sheet!r} is hidden, and was read as well."
    rows = document.marks().get(found.sheet, SheetMarks()).hidden & {*found.rows["row"]}
    if rows:
        were = "is hidden, and was" if len(rows) == 1 else "are hidden, and were"
        yield f"{counted(len(rows), 'row')} of the sheet {found.sheet!r} {were} read as well."


def without_unread(
    table: pd.DataFrame, marks: Marks, inspection: Inspection, *, needed: tuple[str, ...]
) -> pd.DataFrame:
    """Tell of errors and of formulas without a result; rows whose key has one are left out."""
    unread: set[int] = set()
    for column, found in marks.items():
        for cells, what, expected in (
            (found.errors, "an error, and no value", "a value; mend the formula"),
            (
                dict.fromkeys(sorted(found.not_worked_out), ""),
                "a formula whose result is not in the file",
                "a result: open the workbook in Excel or LibreOffice and save it",
            ),
        ):
            rows = pd.Series([*cells], dtype="int64")
            text = pd.Series([*cells.values()], dtype="str")
            inspection.refuse(
                pd.Series(True, rows.index), text, rows, column=column, what=what,
                expected=expected,
            )  # fmt: skip
            unread |= {*cells} if column in needed else set()
        # What an error is written as is no value, and no second problem.
        table = table.assign(**{column: table[column].mask(table["row"].isin(found.errors), "")})
    return table[~table["row"].isin(unread)]


def _by_name(
    layout: Layout, marks: SheetMarks, table: pd.DataFrame, names: list[str], header: int
) -> Marks:
    """The marks below the header (its row as a person counts it) in the columns that are read."""
    written = table.attrs.get(PUBLISHED, {})
    found = {}
    for name in read_names(layout):
        heading = written.get(name, name)
        if heading in names and names.index(heading) in marks.columns:
            found[name] = marks.columns[names.index(heading)].below(header)
    return found
