"""Reads the BI team's sheets of figures: a row a figure, a column an indicator, or triggers."""

import re
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.figure_layouts import (
    AVERAGE,
    LEVEL_1,
    LEVEL_2,
    RAISED,
    RATING_DATES,
)
from pcdash.ingest.formats._bi_checks import LIMITS, NUMBERS, Marks, check, with_percentages
from pcdash.ingest.formats._bi_tables import Found, without_unread
from pcdash.ingest.formats._written_periods import written_period
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.spellings import read_dates
from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    FLAG,
    FLAGS,
    GIVEN,
    INDICATOR,
    NEEDED,
    PERIOD,
    VALUE,
)

CODES = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
KEY = ["indicator_id", "area_code", "period"]
EXAMPLES = "2018/19, Q3 2018/19, Apr 2019 or 2019"
TRIGGER_FAMILY = "gpos_"
CATEGORY_OF_PRACTICE = "gpos_category"


def long_values(found: Found, catalogue: Catalogue, inspection: Inspection) -> pd.DataFrame:
    """The figures of a table with a row a figure."""
    return _values(found.rows, found.marks, catalogue, inspection, settled=found.settled)


def wide_values(found: Found, catalogue: Catalogue, inspection: Inspection) -> pd.DataFrame:
    """The figures of a table with a column an indicator, or a column a part of one."""
    columns = [one for one in found.layout.columns if one.indicator]
    ids = dict.fromkeys(name for one in columns for name in one.indicator.split())
    made = []
    for indicator_id in ids:
        parts = {
            _heading_of(one.field): one.name
            for one in columns
            if indicator_id in one.indicator.split()
        }
        made.append(_one_indicator(found, indicator_id, parts, catalogue, inspection))
    return pd.concat(made, ignore_index=True)


def rating_dates(found: Found, inspection: Inspection) -> pd.DataFrame:
    """The dates beside ratings, as attributes of the practices."""
    rows = found.rows[(found.rows[[*RATING_DATES]] != "").any(axis=1)]
    made = []
    for heading, attribute in RATING_DATES.items():
        dates = read_dates(inspection, rows[heading], rows["row"], column=heading)
        codes = rows[CODE].str.strip().str.upper()  # one that is none was told with the figures
        made.append(
            pd.DataFrame(
                {
                    "area_code": codes.where(codes.str.fullmatch(CODES)),
                    "attribute": attribute,
                    "content": [None if pd.isna(one) else day_text(one) for one in dates],
                    "as_of": dates,
                    "row": rows["row"],
                    "sheet": found.sheet,
                }
            )
        )
    listed = pd.concat(made, ignore_index=True)
    return listed[listed[["area_code", "content"]].notna().all(axis=1)].reset_index(drop=True)


def day_text(when: date) -> str:
    """A date as the dashboard writes them: 31 Jan 2021."""
    return f"{when.day} {when:%b %Y}"


def trigger_results(
    found: Found, catalogue: Catalogue, inspection: Inspection
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """The figures and categories of a sheet of triggers; and its levels and raised triggers."""
    rows = found.rows[(found.rows[[VALUE, LEVEL_1, LEVEL_2, RAISED, CATEGORY]] != "").any(axis=1)]
    standards = rows.assign(**dict.fromkeys(("Numerator", "Denominator", CATEGORY), ""))
    values = _values(standards, found.marks, catalogue, inspection)
    categories = rows[rows[CATEGORY] != ""].drop_duplicates([CODE, PERIOD, CATEGORY])
    blank = dict.fromkeys(("Numerator", "Denominator", VALUE), "")
    categories = categories.assign(**blank, **{INDICATOR: CATEGORY_OF_PRACTICE})
    given = _values(categories, {}, catalogue, inspection)
    records = _levels(rows, catalogue, inspection)
    return pd.concat([values, given], ignore_index=True), records


def periods(
    text: pd.Series,
    rows: pd.Series,
    frequencies: list[str],
    inspection: Inspection,
    *,
    column: str,
    may_be_ahead: bool = False,
) -> pd.Series:
    """The label of the period of each cell; one that is none, or has not begun, is a problem.

    Args:
        frequencies: Of what each row is about: a date in a cell is the month, quarter or year of
            this kind that it lies in.
    """
    found = {
        key: written_period(*key) for key in dict.fromkeys(zip(text, frequencies, strict=True))
    }
    read = [found[key] for key in zip(text, frequencies, strict=True)]
    labels = pd.Series([one and one.label for one in read], index=text.index, dtype="str")
    wrong = labels.isna() & (text != "") if may_be_ahead else labels.isna()
    inspection.refuse(wrong, text, rows, column=column, what="not a period", expected=EXAMPLES)
    if may_be_ahead:
        return labels
    today = date.today()
    ahead = pd.Series([one is not None and one.start > today for one in read], labels.index)
    inspection.refuse(
        ahead.astype(bool), text, rows, column=column, what="a period that has not begun",
        expected="one that has",
    )  # fmt: skip
    return labels.mask(ahead.astype(bool))


def _values(
    table: pd.DataFrame,
    marks: Marks,
    catalogue: Catalogue,
    inspection: Inspection,
    *,
    settled: pd.Series | None = None,
) -> pd.DataFrame:
    """The figures of one table; what is wrong with them is told to the inspection.

    Args:
        settled: Whose numbers are as they were published, and not judged like what people type.
    """
    absent = [name for name in (*LIMITS.values(), FLAG) if name not in table]
    table = table.assign(**dict.fromkeys(absent, ""))
    table = without_unread(table, marks, inspection, needed=NEEDED)
    table, is_percentage = with_percentages(table, marks, inspection)
    table = table[(table[[*GIVEN, FLAG]] != "").any(axis=1)]
    rows, known = table["row"], catalogue.indicators
    ids = inspection.known(
        table[INDICATOR].str.casefold(), rows, known, column=INDICATOR, kind="an indicator"
    )
    of = [known[one].frequency if isinstance(one, str) else "" for one in ids]
    made = pd.DataFrame(
        {
            "area_code": inspection.codes(
                table[CODE], rows, column=CODE, pattern=CODES, kind="an ODS code such as F82001"
            ),
            "indicator_id": ids,
            "period": periods(table[PERIOD], rows, of, inspection, column=PERIOD),
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
    judged = made
    if settled is not None:
        own = settled.reindex(made.index)
        judged = made.assign(**{name: made[name].mask(own) for name in NUMBERS | LIMITS})
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


def _heading_of(part: str) -> str:
    return CATEGORY if part == "category" else NUMBERS[part]


def _one_indicator(
    found: Found,
    indicator_id: str,
    parts: dict[str, str],
    catalogue: Catalogue,
    inspection: Inspection,
) -> pd.DataFrame:
    """The figures of one indicator of a wide table, read as a long one is.

    Args:
        parts: The heading of a long table for each part, with the one that it has here.
    """
    own = {one: found.rows[name] for one, name in parts.items()}
    blank = dict.fromkeys((one for one in GIVEN if one not in own), "")
    table = found.rows.assign(**{INDICATOR: indicator_id}, **blank, **own)
    # A row that has the denominator alone says nothing of this indicator.
    table = table[found.rows[next(iter(parts.values()))] != ""]
    marks = {
        **{name: found.marks[name] for name in (CODE, PERIOD) if name in found.marks},
        **{one: found.marks[name] for one, name in parts.items() if name in found.marks},
    }
    inspection.headings = parts
    try:
        return _values(table, marks, catalogue, inspection)
    finally:
        inspection.headings = {}


def _levels(
    rows: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> dict[str, pd.DataFrame]:
    """The trigger values, a row an indicator and period; and the triggers as they were raised."""
    ids = rows[INDICATOR].str.casefold()
    ids = ids.where(ids.isin([*catalogue.indicators]))
    wrong = ids.notna() & ~ids.fillna("").str.startswith(TRIGGER_FAMILY)
    inspection.refuse(
        wrong, rows[INDICATOR], rows["row"], column=INDICATOR, what="not an outcome standard",
        expected="one whose id begins with gpos_",
    )  # fmt: skip
    labels = [
        one and one.label
        for one in (
            written_period(
                text, catalogue.indicators[id_].frequency if isinstance(id_, str) else ""
            )
            for text, id_ in zip(rows[PERIOD], ids, strict=True)
        )
    ]
    made = pd.DataFrame({"indicator_id": ids, "period": labels, "row": rows["row"]}, rows.index)
    for name, column in (("average", AVERAGE), ("level_1", LEVEL_1), ("level_2", LEVEL_2)):
        made[name] = inspection.numbers(rows[column], rows["row"], column=column, minimum=None)
    is_whole = made[["indicator_id", "period"]].notna().all(axis=1) & ~wrong
    _check_sides(made[is_whole], rows, catalogue, inspection)
    given = made[is_whole & made[["average", "level_1", "level_2"]].notna().any(axis=1)]
    levels = inspection.unique(given, ["indicator_id", "period"])
    states = {one.casefold(): one for one in ("None", "Level 1", "Level 2")}
    said = rows[RAISED].str.strip()
    raised = said.str.casefold().replace({"0": "none", "1": "level 1", "2": "level 2"}).map(states)
    inspection.refuse(
        (said != "") & raised.isna(), said, rows["row"], column=RAISED,
        what="not a trigger", expected="None, Level 1 or Level 2",
    )  # fmt: skip
    triggers = made[["indicator_id", "period", "row"]].assign(
        area_code=rows[CODE].str.strip().str.upper(), raised=raised
    )
    triggers = triggers[is_whole & raised.notna()]
    _check_raised(triggers, made, rows, catalogue, inspection)
    key = ["area_code", "indicator_id", "period"]
    return {"trigger_values": levels, "raised_triggers": inspection.unique(triggers, key)}


def _check_sides(
    made: pd.DataFrame, rows: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> None:
    """Level 2 lies further from the good side than level 1."""
    is_higher = made["indicator_id"].map(
        {one.id: one.polarity == "higher" for one in catalogue.indicators.values()}
    )
    further = made["level_2"] > made["level_1"]
    nearer = made["level_2"] < made["level_1"]
    wrong = further.where(is_higher.astype(bool), nearer)
    own = rows.loc[made.index]
    inspection.refuse(
        wrong.astype(bool), own[LEVEL_2], own["row"], column=LEVEL_2,
        what="on the good side of level 1", expected="a value further from the good side",
    )  # fmt: skip


def _check_raised(
    triggers: pd.DataFrame,
    made: pd.DataFrame,
    rows: pd.DataFrame,
    catalogue: Catalogue,
    inspection: Inspection,
) -> None:
    """Warn of a trigger that is not what the value and the levels beside it give."""
    for place, raised in triggers["raised"].items():
        value = pd.to_numeric(rows.at[place, VALUE], errors="coerce")
        first, second = made.at[place, "level_1"], made.at[place, "level_2"]
        if pd.isna(value) or pd.isna(first) or pd.isna(second):
            continue
        sign = (
            1 if catalogue.indicators[made.at[place, "indicator_id"]].polarity == "higher" else -1
        )
        gives = 2 if sign * value <= sign * second else 1 if sign * value <= sign * first else 0
        expected = ("None", "Level 1", "Level 2")[gives]
        if raised != expected:
            row = int(rows.at[place, "row"])
            inspection.warn(
                "not the trigger that the value and its levels give",
                where=inspection.place(row, RAISED),
                found=repr(raised),
                expected=repr(expected),
                advice="It is kept as supplied.",
                spot=inspection.spot([row], RAISED),
            )
