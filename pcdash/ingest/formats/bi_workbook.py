"""The BI team's own figures: the template's sheet, or any table with its columns.

Every sheet that has the columns is read, wherever they stand and whatever is above them; other
sheets are said and passed over. A row without any figure is one that nobody has filled in yet.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.ingest.contents import content_of
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._written_periods import written_period
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.sheet_rows import Cell, column_name, find_header, rows_below
from pcdash.ingest.spellings import known_columns, renamed
from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    DENOMINATOR,
    FIGURES,
    GIVEN,
    INDICATOR,
    LISTS,
    NEEDED,
    NOTES,
    NUMERATOR,
    PERIOD,
    VALUE,
)

CODES = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
NUMBERS = {"numerator": NUMERATOR, "denominator": DENOMINATOR, "value": VALUE}
KEY = ["indicator_id", "area_code", "period"]
NOTHING_YET = "No row has a figure yet, so there is nothing to load."


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    parts, notes = [], []
    for sheet, table in _tables(document):
        if table is None:
            notes.append(f"The sheet {sheet!r} has no table of figures and was passed over.")
            continue
        inspection.sheet = sheet
        parts.append(_values(table, catalogue, inspection).assign(sheet=sheet))
    values = inspection.unique(pd.concat(parts, ignore_index=True), KEY)
    return Reading(
        values=tidy("values", values),
        notes=tuple(notes),
        part_of_whole=True,
        skipped="" if len(values) else NOTHING_YET,
    )


def _tables(document: Document) -> Iterator[tuple[str | None, pd.DataFrame | None]]:
    """Each sheet with its table, or None where it has none; a file of text is one table."""
    if content_of(document.path).kind == "table":
        yield None, renamed(document.table(), FIGURES.spellings)
        return
    for sheet, rows in document.sheets().items():
        header = _header_of(rows)
        if header is not None:
            yield sheet, renamed(rows_below(rows, header), FIGURES.spellings)
        elif sheet not in (NOTES, LISTS):
            yield sheet, None


def _header_of(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Which row is the header of a table of figures, or None."""
    every = [name for one in FIGURES.columns for name in (one.name, *one.others)]
    found = find_header(rows, every, at_least=len(NEEDED) + 1)
    return found if found is not None and _is_ours(map(column_name, rows[found])) else None


def _is_ours(header: Iterator[str]) -> bool:
    known = known_columns(header, FIGURES.spellings)
    return known >= {*NEEDED} and bool(known & {*GIVEN})


def _values(table: pd.DataFrame, catalogue: Catalogue, inspection: Inspection) -> pd.DataFrame:
    """The figures of one table; what is wrong with them is told to the inspection."""
    absent = [name for name in GIVEN if name not in table]
    table = table.assign(**dict.fromkeys(absent, ""))
    table = table[(table[list(GIVEN)] != "").any(axis=1)].reset_index(drop=True)
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
                for name, column in NUMBERS.items()
            },
            "category": table[CATEGORY].mask(table[CATEGORY] == "", None),
            "row": rows,
        }
    )
    made = made[made[KEY].notna().all(axis=1)]
    for indicator_id, part in made.groupby("indicator_id", sort=False):
        _check(known[str(indicator_id)], part, table.loc[part.index], inspection)
    return made


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


def _check(one: Indicator, part: pd.DataFrame, text: pd.DataFrame, inspection: Inspection) -> None:
    """What the definition of an indicator says of its figures."""
    rows = part["row"]
    if one.categories:
        wrong = part["category"].notna() & ~part["category"].isin(one.categories)
        inspection.refuse(
            wrong, text[CATEGORY], rows, column=CATEGORY,
            what=f"not a category of {one.title!r}", expected=", ".join(one.categories),
        )  # fmt: skip
    else:
        inspection.refuse(
            part["category"].notna(), text[CATEGORY], rows, column=CATEGORY,
            what=f"a category, and {one.title!r} is a number", expected="nothing",
        )  # fmt: skip
    if one.method == "proportion":
        inspection.refuse(
            part["numerator"] > part["denominator"], text[NUMERATOR], rows, column=NUMERATOR,
            what="more than its denominator", expected="at most the denominator",
        )  # fmt: skip
    for name, column in (("numerator", NUMERATOR), ("denominator", DENOMINATOR)):
        if one.method in ("proportion", "rate", "count"):
            inspection.refuse(
                part[name] < 0, text[column], rows, column=column, what="too small",
                expected="0 or more",
            )  # fmt: skip
    _warn_of_shares(one, part, inspection)


def _warn_of_shares(one: Indicator, part: pd.DataFrame, inspection: Inspection) -> None:
    """Percentages that are all of 1 or less are likely to be shares: 0.45 for 45%."""
    alone = part.loc[part["numerator"].isna() | part["denominator"].isna(), "value"].dropna()
    if one.unit.startswith("%") and len(alone) > 1 and alone.max() <= 1 and alone.max() > 0:
        inspection.warn(
            f"all values of {one.title!r} are 1 or less, and its unit is {one.unit!r}",
            where=inspection.place(int(part["row"].iloc[0]), VALUE),
            found=f"values up to {alone.max():g}",
            expected="45 for 45%",
            advice="They are taken as they stand. Multiply them by 100 if they are shares of 1.",
        )


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
    ),
)
