"""The BI team's own figures: the template's sheet, or any table with its columns.

Every sheet that has the columns is read, wherever they stand and whatever is above them; other
sheets are said and passed over. A row without any figure is one that nobody has filled in yet.
"""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from difflib import get_close_matches

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.contents import content_of
from pcdash.ingest.figure_words import counted
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._bi_checks import LIMITS, NUMBERS, Marks, check, with_percentages
from pcdash.ingest.formats._bi_exported import Edited, edited_rows
from pcdash.ingest.formats._written_periods import written_period
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import PUBLISHED, Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.sheet_rows import Cell, column_name, find_header, rows_below
from pcdash.ingest.spellings import known_columns, plain, renamed
from pcdash.ingest.workbook_layout import (
    AS_EXPORTED,
    CATEGORY,
    CODE,
    FIGURES,
    FLAG,
    FLAGS,
    GIVEN,
    INDICATOR,
    LISTS,
    NEEDED,
    NOTES,
    PERIOD,
)
from pcdash.ingest.workbook_marks import SheetMarks

COLUMNS = {**FIGURES.spellings, **{name: () for name in (*LIMITS.values(), FLAG, AS_EXPORTED)}}
CODES = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
READ = (*NEEDED, *GIVEN, *LIMITS.values(), FLAG)
KEY = ["indicator_id", "area_code", "period"]
OTHERS = "not_read"  # the attribute of a table with the headings that are not read
NOTHING_YET = "No row has a figure yet, so there is nothing to load."
PASSED = f"{{}} as exported, and passed over. Without the column {AS_EXPORTED!r} all are read."
UNEDITED = f"No figure was edited: {PASSED}"


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    parts, notes, passed = [], [], 0
    for sheet, table, marks in _tables(document):
        if table is None:
            notes.append(f"The sheet {sheet!r} has no table of figures and was passed over.")
            continue
        inspection.sheet = sheet
        _tell_of_near_columns(table, inspection)
        edited = edited_rows(table, catalogue, inspection)
        passed += edited.passed
        parts.append(_values(edited, marks, catalogue, inspection).assign(sheet=sheet))
        notes += _hidden(document, sheet, edited.table)
    values = inspection.unique(pd.concat(parts, ignore_index=True), KEY)
    said = counted(passed, "row is", "rows are")
    notes += [PASSED.format(said)] if passed and len(values) else []
    return Reading(
        values=tidy("values", values),
        notes=tuple(notes),
        part_of_whole=True,
        skipped="" if len(values) else UNEDITED.format(said) if passed else NOTHING_YET,
    )


def _tables(
    document: Document,
) -> Iterator[tuple[str | None, pd.DataFrame | None, Marks]]:
    """Each sheet with its table, or None where it has none; a file of text is one table.

    What the cells do not tell is given by our names of the columns.
    """
    if content_of(document.path).kind == "table":
        yield None, renamed(document.table(), COLUMNS), {}
        return
    with ThreadPoolExecutor(1) as beside:  # two processes read the file at once
        looking = beside.submit(document.marks)
        sheets, marks = document.sheets(), looking.result()
    for sheet, rows in sheets.items():
        header = _header_of(rows)
        if header is not None:
            names = [column_name(cell) for cell in rows[header]]
            read = [one for one in names if known_columns([one], COLUMNS) & {*READ, AS_EXPORTED}]
            table = renamed(rows_below(rows, header, columns=read), COLUMNS)
            table.attrs[OTHERS] = [one for one in names if one and one not in read]
            yield sheet, table, _by_name(marks.get(sheet, SheetMarks()), table, names, header + 1)
        elif sheet not in (NOTES, LISTS):
            yield sheet, None, {}


def _tell_of_near_columns(table: pd.DataFrame, inspection: Inspection) -> None:
    """Warn of a column that is not read and is named nearly like one that is missing."""
    known = known_columns([*table.columns], COLUMNS)
    missing = {plain(name): name for name in READ if name not in known}
    for other in table.attrs.get(OTHERS, [*table.columns]):
        near = get_close_matches(plain(other), missing, n=1, cutoff=0.75)
        if near:
            inspection.warn(
                f"the column {other!r} is not read",
                where=inspection.place(),
                expected=repr(missing[near[0]]),
                advice="Correct the heading, if that is what it is.",
            )


def _by_name(marks: SheetMarks, table: pd.DataFrame, names: list[str], header: int) -> Marks:
    """The marks below the header (its row as a person counts it) in the columns that are read."""
    written = table.attrs.get(PUBLISHED, {})
    found = {}
    for name in READ:
        heading = written.get(name, name)
        if heading in names and names.index(heading) in marks.columns:
            found[name] = marks.columns[names.index(heading)].below(header)
    return found


def _hidden(document: Document, sheet: str | None, table: pd.DataFrame) -> Iterator[str]:
    """Says that what nobody sees was read as well."""
    if sheet is None:
        return
    if sheet in document.hidden_sheets():
        yield f"The sheet {sheet!r} is hidden, and was read as well."
    rows = document.marks().get(sheet, SheetMarks()).hidden & {*table["row"]}
    if rows:
        were = "is hidden, and was" if len(rows) == 1 else "are hidden, and were"
        yield f"{counted(len(rows), 'row')} of the sheet {sheet!r} {were} read as well."


def _header_of(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Which row is the header of a table of figures, or None."""
    every = [name for one in FIGURES.columns for name in (one.name, *one.others)]
    found = find_header(rows, every, at_least=len(NEEDED) + 1)
    return found if found is not None and _is_ours(map(column_name, rows[found])) else None


def _is_ours(header: Iterator[str]) -> bool:
    known = known_columns(header, FIGURES.spellings)
    return known >= {*NEEDED} and bool(known & {*GIVEN})


def _values(
    edited: Edited, marks: Marks, catalogue: Catalogue, inspection: Inspection
) -> pd.DataFrame:
    """The figures of one table; what is wrong with them is told to the inspection."""
    table = edited.table
    absent = [name for name in READ if name not in table]
    table = table.assign(**dict.fromkeys(absent, ""))
    table = _without_unread(table, marks, inspection)
    table, is_percentage = with_percentages(table, marks, inspection)
    table = table[(table[[*GIVEN, FLAG]] != "").any(axis=1)]
    rows, known = table["row"], catalogue.indicators
    ids = inspection.known(
        table[INDICATOR].str.casefold(), rows, known, column=INDICATOR, kind="an indicator"
    )
    made = pd.DataFrame(
        {
            "area_code": inspection.codes(
                table[CODE], rows, column=CODE, pattern=CODES, kind="an ODS code such as F82001"
            ),
            "indicator_id": ids,
            "period": _periods(table, ids, catalogue, inspection),
            **{
                name: inspection.numbers(table[column], rows, column=column, minimum=None)
                for name, column in (NUMBERS | LIMITS).items()
            },
            "flag": _flags(table, inspection),
            "category": table[CATEGORY].mask(table[CATEGORY] == "", None),
            "row": rows,
            "is_percentage": is_percentage.reindex(table.index),
        }
    )
    made = made[made[KEY].notna().all(axis=1)]
    # Numbers that are as they were published are not judged like what people type.
    settled = edited.settled.reindex(made.index)
    judged = made.assign(**{name: made[name].mask(settled) for name in NUMBERS | LIMITS})
    for indicator_id, part in judged.groupby("indicator_id", sort=False):
        check(known[str(indicator_id)], part, table.loc[part.index], inspection)
    return made.drop(columns="is_percentage").reset_index(drop=True)


def _flags(table: pd.DataFrame, inspection: Inspection) -> pd.Series:
    """The flags as the store has them; one that is none of them is a problem."""
    flags = table[FLAG].str.casefold().str.replace(r"[\s-]+", "_", regex=True)
    wrong = (flags != "") & ~flags.isin(FLAGS)
    inspection.refuse(
        wrong, table[FLAG], table["row"], column=FLAG, what="not a flag",
        expected=f"{', '.join(FLAGS)}, or nothing",
    )  # fmt: skip
    return flags.mask(wrong | (flags == ""), None)


def _without_unread(table: pd.DataFrame, marks: Marks, inspection: Inspection) -> pd.DataFrame:
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
            unread |= {*cells} if column in NEEDED else set()
    return table[~table["row"].isin(unread)]


def _periods(
    table: pd.DataFrame, ids: pd.Series, catalogue: Catalogue, inspection: Inspection
) -> pd.Series:
    """The label of the period of each row; one that is none, or has not begun, is a problem."""
    frequencies = [
        catalogue.indicators[one].frequency if isinstance(one, str) else "" for one in ids
    ]
    written = dict.fromkeys(zip(table[PERIOD], frequencies, strict=True))
    found = {key: written_period(*key) for key in written}
    periods = [found[key] for key in zip(table[PERIOD], frequencies, strict=True)]
    labels = pd.Series([one and one.label for one in periods], index=table.index, dtype="str")
    inspection.refuse(
        labels.isna(), table[PERIOD], table["row"], column=PERIOD, what="not a period",
        expected="2018/19, Q3 2018/19, Apr 2019 or 2019",
    )  # fmt: skip
    today = date.today()
    ahead = pd.Series([one is not None and one.start > today for one in periods], labels.index)
    inspection.refuse(
        ahead.astype(bool), table[PERIOD], table["row"], column=PERIOD,
        what="a period that has not begun", expected="one that has",
    )  # fmt: skip
    return labels.mask(ahead.astype(bool))


def _recognises(peek: Peek) -> bool:
    if peek.kind == "table":
        return _is_ours(iter(peek.header))
    return any(_header_of(rows) is not None for rows in peek.sheets.values())


FORMATS = (
    Format(
        id="bi_workbook",
        title="The BI team's own workbook",
        source="bi_workbook",
        layout="A workbook or CSV with the columns Area code, Indicator, Period and one or more of "
        "Numerator, Denominator, Value, Category; `python -m pcdash template` makes an empty one.",
        recognises=_recognises,
        read=inspected(_read),
        is_typed=True,
    ),
)
