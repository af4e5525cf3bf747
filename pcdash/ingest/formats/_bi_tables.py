"""Finds the tables in a workbook of the BI team, or in a file of text: by their headings.

What the cells do not tell (errors, formulas without a result, percentages) is given beside each
table, by the headings of its layout.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd

from pcdash.grammar import counted
from pcdash.ingest.contents import content_of
from pcdash.ingest.files import Document
from pcdash.ingest.formats._bi_checks import Marks
from pcdash.ingest.inspection import PUBLISHED, Inspection
from pcdash.ingest.layouts import header_of, layout_of
from pcdash.ingest.near_layouts import (
    NearLayout,
    meant_by,
    near_layout,
    nearer_layout,
    unread_figures,
)
from pcdash.ingest.sheet_rows import Rows, column_name, rows_below
from pcdash.ingest.spellings import known_columns, renamed
from pcdash.ingest.workbook_layout import CODE, FIGURES, LISTS, NAME, NOTES, TITLE, Layout
from pcdash.ingest.workbook_marks import SheetMarks

LOOKED_UP = (NAME, TITLE)


@dataclass(frozen=True)
class Found:
    """One table: its sheet (None in a file of text), its layout, its rows as text, its marks.

    Of the layout's headings `present` are in the file; the rows have every one, blank where it is
    not. `unread` are the headings that mean nothing here. `settled` says of each row of an export
    whether its numbers are as they were exported; None where it is none.
    """

    sheet: str | None
    layout: Layout
    rows: pd.DataFrame
    marks: Marks
    present: frozenset[str]
    unread: tuple[str, ...]
    settled: pd.Series | None = None


def find_tables(document: Document, inspection: Inspection) -> Iterator[Found | str]:
    """Each table; of a foreign sheet its name. A sheet that lacks a heading is an error."""
    if content_of(document.path).kind == "table":
        table = document.table()
        layout = layout_of(table.columns)
        if layout is not None:
            found = _found(None, layout, renamed(table, layout.spellings), {}, [*table.columns])
            _tell_of_unread_figures(found, [*table.columns], 0, lambda: table, inspection)
            yield found
        return
    with ThreadPoolExecutor(1) as beside:  # two processes read the file at once
        looking = beside.submit(document.marks)
        sheets, marks = document.sheets(), looking.result()
    for sheet, rows in sheets.items():
        inspection.sheet = sheet
        header = header_of(rows, sheet)
        if header is None and _is_of_template(sheet, rows):
            continue
        near = nearer_layout(rows, sheet, *header) if header else near_layout(rows, sheet)
        if near is not None:
            _tell_of_missing(near, inspection)
        elif header is not None:
            yield _in_sheet(sheet, rows, *header, marks.get(sheet, SheetMarks()), inspection)
        else:
            yield sheet


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
    found = _found(sheet, layout, table, own, names)
    _tell_of_unread_figures(found, names, number, lambda: rows_below(rows, number), inspection)
    return found


def _found(
    sheet: str | None, layout: Layout, table: pd.DataFrame, marks: Marks, names: list[str]
) -> Found:
    unread = [one for one in names if one and not known_columns([one], layout.spellings)]
    absent = [name for name in layout.spellings if name not in table]
    filled = table.assign(**dict.fromkeys(absent, ""))
    filled.attrs = table.attrs
    present = known_columns(names, layout.spellings)
    return Found(sheet, layout, filled, marks, present, tuple(o for o in unread if o != "row"))


def _tell_of_missing(near: NearLayout, inspection: Inspection) -> None:
    """An error for each heading that a sheet lacks, without which its rows would be lost."""
    held = ", ".join(near.found)
    for name, meant in near.missing.items():
        inspection.error(
            f"the heading {name!r} is missing",
            where=inspection.place(),
            found=f"the headings {held}",
            expected=f"those of the sheet {near.layout.sheet!r} of the template",
            advice=f"Did you mean {meant!r}? Then name it {name!r}."
            if meant
            else f"Write {name!r} above the column that has it; a sheet that is to be passed over "
            "needs another name and headings.",
            spot=inspection.spot([near.header + 1], meant),
        )


def _tell_of_unread_figures(
    found: Found,
    names: list[str],
    header: int,
    whole: Callable[[], pd.DataFrame],
    inspection: Inspection,
) -> None:
    """An error where rows are begun, and their figures stand under headings that mean nothing."""
    if found.layout is FIGURES:
        near = unread_figures(names, header, found.rows, whole)
        if near is not None:
            _tell_of_missing(near, inspection)


def tell_of_near_columns(found: Found, inspection: Inspection) -> None:
    """Warn of a column that is not read and is named nearly like one that is missing."""
    missing = [one for one in _read_names(found.layout) if one not in found.present]
    for other, ours in meant_by(found.unread, missing).items():
        inspection.warn(
            f"the column {other!r} is not read",
            where=inspection.place(),
            expected=repr(ours),
            advice="Correct the heading, if that is what it is.",
        )


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


def _read_names(layout: Layout) -> list[str]:
    """The headings that are read: all but the names beside codes."""
    columns = (*layout.columns, *layout.optional)
    return [one.name for one in columns if one.field or one.name not in LOOKED_UP]


def _by_name(
    layout: Layout, marks: SheetMarks, table: pd.DataFrame, names: list[str], header: int
) -> Marks:
    """The marks below the header (its row as a person counts it) in the columns that are read."""
    written = table.attrs.get(PUBLISHED, {})
    found = {}
    for name in _read_names(layout):
        heading = written.get(name, name)
        if heading in names and names.index(heading) in marks.columns:
            found[name] = marks.columns[names.index(heading)].below(header)
    return found
