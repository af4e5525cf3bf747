"""The export of every loaded figure as a workbook that can be edited and loaded back.

What the columns are is in `pcdash.ingest.workbook_layout`, which the reader goes by as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from pcdash.ingest.export_marks import marks_of
from pcdash.ingest.sheet_rows import cell_text
from pcdash.ingest.workbook_guard import UNPACKED_BYTES
from pcdash.ingest.workbook_layout import (
    AS_EXPORTED,
    CATEGORY,
    CODE,
    DENOMINATOR,
    EXPORT,
    FIGURES,
    FLAG,
    INDICATOR,
    LIMITS,
    NAME,
    NOTES,
    NUMERATOR,
    PERIOD,
    TITLE,
    VALUE,
)
from pcdash.report.long_sheets import LongSheets, text_cell
from pcdash.report.table_files import UNWRITABLE
from pcdash.viewmodels.export import Export

Progress = Callable[[str, float], None]  # what is being done, and the share of all that is done
PROTECTED = "Protected figures"
WRITING_SHARE = 0.97  # of the time; the rest closes the workbook
FIELDS = {
    CODE: "area_code", NAME: "area_name", INDICATOR: "indicator_id", TITLE: "indicator_title",
    PERIOD: "period", NUMERATOR: "numerator", DENOMINATOR: "denominator", VALUE: "value",
    CATEGORY: "category", **dict(zip(LIMITS, ("lower_95", "upper_95", "lower_998", "upper_998"),
                                     strict=True)),
    FLAG: "flag", "File": "file_name", "Sheet": "sheet", "Row": "row_number", "Load": "load_key",
    "Loaded by": "by", "Loaded on": "on",
}  # fmt: skip
# Protected figures stand under other headings, so that no layout takes them for its own: each has
# a code first.
AS_SHOWN = {
    CODE: f"{CODE} (not read)",
    **{name: f"{name} as shown" for name in (NUMERATOR, DENOMINATOR, VALUE, CATEGORY, *LIMITS)},
}
BACK = (
    ("What this is", "Figures as they were loaded, a row an area, indicator and period, on the "
     f"sheets {FIGURES.sheet!r}. Edit the cells and load the file: python -m pcdash load FILE "
     "--dry-run says all that is wrong and what would change; so does the page “What is new?”."),
    ("What is not edited", "A row that is as it was exported is passed over, and what was loaded "
     f"of it meanwhile stays. The column {AS_EXPORTED!r} tells which: leave it as it is. A row "
     "that is deleted takes nothing away."),
    ("To change a figure", "Where numerator and denominator are given, edit these: the value is "
     "worked out from them."),
    ("To take a figure away", "Clear its numbers or its category: it becomes not available."),
    ("Published figures", "What you load takes the place of what was published, with a warning. "
     "Undo the load to get that back."),
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What an export came to: figures that can be loaded back on so many sheets, and others."""

    figures: int
    sheets: int
    protected: int


def write_export(
    content: Export,
    path: Path | BinaryIO,
    *,
    progress: Progress = lambda what, share: None,
    rows_a_sheet: int | None = None,
) -> Written:
    """Write the workbook to a file.

    Args:
        rows_a_sheet: After how many rows a further sheet begins; None is the usual number.
    """
    book = Workbook(write_only=True)
    _notes(book, content)
    room = {"rows_a_sheet": rows_a_sheet} if rows_a_sheet else {}
    widths = {column.name: column.width for column in EXPORT.columns}
    figures = LongSheets(book, FIGURES.sheet, widths, as_text=(PERIOD,), **room)
    total = max(content.figures + content.protected, 1)
    shown: LongSheets | None = None
    for one in sorted(content.indicators, key=lambda one: one.hides_small_counts):
        done = figures.rows + (shown.rows if shown else 0)
        progress(f"Writing {one.title}", WRITING_SHARE * min(done / total, 1))
        table = _table(content.rows_of(one))
        if not one.hides_small_counts:
            figures.write(table.assign(**{AS_EXPORTED: _marks(table)}))
            continue
        shown = shown or LongSheets(book, PROTECTED, _shown_widths(), **room)
        shown.write(table.rename(columns=AS_SHOWN))
    progress("Closing the workbook", WRITING_SHARE)
    book.save(path)
    return Written(figures.rows, figures.sheets, shown.rows if shown else 0)


def unreadable(path: Path) -> str | None:
    """Why an export cannot be loaded back in one piece; None where it can."""
    with ZipFile(path) as book:
        unpacked = sum(member.file_size for member in book.infolist())
    if unpacked <= UNPACKED_BYTES:
        return None
    return (
        f"It unpacks to {unpacked:,} bytes, and a workbook of {UNPACKED_BYTES:,} at most is read. "
        "To load figures back, export fewer at a time with --indicator, --level or --period."
    )


def export_bytes(content: Export) -> bytes:
    """The workbook as a download."""
    held = BytesIO()
    write_export(content, held)
    return held.getvalue()


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under the headings of the workbook, text as it can be written."""
    table = pd.DataFrame({name: rows[field] for name, field in FIELDS.items()})
    for name in FIELDS:
        if pd.api.types.is_numeric_dtype(table[name]):
            table[name] = table[name].astype("float64")
        else:
            texts = table[name].astype(object).where(table[name].notna(), "").tolist()
            written = {one: UNWRITABLE.sub("", one).strip() for one in {*texts}}
            table[name] = pd.Series([written[one] for one in texts], table.index, dtype=object)
    return table


def _marks(table: pd.DataFrame) -> pd.Series:
    """What each row holds, as its cells are read again."""
    text = {
        name: [
            one if isinstance(one, str) else "" if one != one else cell_text(one)
            for one in table[name].tolist()
        ]
        for name in FIELDS
    }
    return marks_of(pd.DataFrame(text, index=table.index))


def _shown_widths() -> dict[str, int]:
    return {
        AS_SHOWN.get(column.name, column.name): column.width
        for column in EXPORT.columns
        if column.name != AS_EXPORTED
    }


def _notes(book: Workbook, content: Export) -> None:
    sheet = book.create_sheet(NOTES)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    columns = [(column.name, column.help) for column in EXPORT.columns]
    for label, said in (*content.about, *BACK, *columns):
        first, second = text_cell(sheet, label), text_cell(sheet, said)
        first.font = Font(bold=True)
        second.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([first, second])
