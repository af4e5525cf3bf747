"""Reads the BI team's sheets of figures: a row a figure, a column an indicator, or triggers."""

import re
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import day
from pcdash.grammar import counted
from pcdash.ingest.figure_layouts import (
    RATING_DATES,
)
from pcdash.ingest.formats._bi_checks import LIMITS, NUMBERS, Marks, check, with_percentages
from pcdash.ingest.formats._bi_dates import (
    typed_dates,
    warn_of_days,
    warn_of_moved,
    warn_of_order,
)
from pcdash.ingest.formats._bi_names import known_indicators, with_indicator_ids
from pcdash.ingest.formats._bi_tables import Found, without_unread
from pcdash.ingest.formats._written_periods import written_period
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    DENOMINATOR,
    FLAG,
    FLAGS,
    GIVEN,
    INDICATOR,
    NEEDED,
    PERIOD,
)

CODES = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
KEY = ["indicator_id", "area_code", "period"]
EXAMPLES = "2018/19, Q3 2018/19, Apr 2019 or 2019"


def long_values(found: Found, catalogue: Catalogue, inspection: Inspection) -> pd.DataFrame:
    """The figures of a table with a row a figure."""
    return figures_of(found.rows, found.marks, catalogue, inspection, settled=found.settled)


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
    """The dates beside the latest ratings of practices, as attributes of these."""
    rows = found.rows[(found.rows[[*RATING_DATES]] != "").any(axis=1)]
    codes = inspection.codes(
        rows[CODE], rows["row"], column=CODE, pattern=CODES, kind="an ODS code such as F82001"
    )
    read = {text: written_period(text, "month") for text in rows[PERIOD].unique()}
    ends = pd.to_datetime(rows[PERIOD].map(lambda text: read[text] and read[text].end))
    made = []
    for heading, attribute in RATING_DATES.items():
        dates = typed_dates(rows[heading], rows["row"], inspection, column=heading)
        made.append(
            pd.DataFrame(
                {
                    "area_code": codes,
                    "end": ends,
                    "attribute": attribute,
                    "content": [None if pd.isna(one) else day(one).label for one in dates],
                    "as_of": date.today(),  # an earlier date may correct a later one
                    "row": rows["row"],
                    "sheet": found.sheet,
                }
            )
        )
    listed = pd.concat(made, ignore_index=True)
    listed = listed[listed[["area_code", "end", "content"]].notna().all(axis=1)]
    return _of_latest(listed, inspection).drop(columns="end").reset_index(drop=True)


def _of_latest(dates: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    """The dates beside the latest rating of each practice, which are held; others are told."""
    if dates.empty:
        return dates
    is_earlier = dates["end"] < dates.groupby(["area_code", "attribute"])["end"].transform("max")
    latest, earlier = dates[~is_earlier], dates[is_earlier]
    said = {*zip(latest["area_code"], latest["attribute"], latest["content"], strict=True)}
    own = zip(earlier["area_code"], earlier["attribute"], earlier["content"], strict=True)
    other = earlier[pd.Series([one not in said for one in own], earlier.index, dtype=bool)]
    for heading, attribute in RATING_DATES.items():
        rows = other[other["attribute"] == attribute]
        if len(rows):
            inspection.warn(
                f"{counted(len(rows), 'date')} beside an earlier rating of the practice",
                where=inspection.place(int(rows["row"].iloc[0]), heading),
                found=rows["content"].iloc[0],
                advice="Left out: the date beside the latest rating is the one that is held.",
                spot=inspection.spot(rows["row"], heading),
            )
    return latest


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
        frequencies: Of what each row is about: a date is the month, quarter or year of
            this kind that it lies in.
        may_be_ahead: Whether the periods are of plans, which may end on any day, and be to come.
    """
    warn_of_order(text, rows, inspection, column=column)
    found = {
        key: written_period(*key) for key in dict.fromkeys(zip(text, frequencies, strict=True))
    }
    read = [found[key] for key in zip(text, frequencies, strict=True)]
    warn_of_moved(text, rows, read, inspection, column=column)
    labels = pd.Series([one and one.label for one in read], index=text.index, dtype="str")
    wrong = labels.isna() & (text != "") if may_be_ahead else labels.isna()
    inspection.refuse(wrong, text, rows, column=column, what="not a period", expected=EXAMPLES)
    if may_be_ahead:
        return labels
    warn_of_days(rows, read, frequencies, inspection, column=column)
    today = date.today()
    ahead = pd.Series([one is not None and one.start > today for one in read], labels.index)
    inspection.refuse(
        ahead.astype(bool), text, rows, column=column, what="a period that has not begun",
        expected="one that has",
    )  # fmt: skip
    return labels.mask(ahead.astype(bool))


def figures_of(
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
    ids = known_indicators(table[INDICATOR], rows, catalogue, inspection)
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
    """The figures of one indicator of a wide table.

    Args:
        parts: The heading of a long table for each part, with the one that it has here.
    """
    keys = {CODE: CODE, PERIOD: PERIOD}
    given = found.rows.assign(**{INDICATOR: indicator_id})
    return values_under(given, found.marks, keys | parts, catalogue, inspection)


def values_under(
    rows: pd.DataFrame,
    marks: Marks,
    headings: dict[str, str],
    catalogue: Catalogue,
    inspection: Inspection,
) -> pd.DataFrame:
    """The figures of a table whose columns have other headings, told of by these.

    Args:
        headings: Those of a long table, each with the one that it has here.
    """
    # A row that has the denominator alone says nothing of this indicator.
    parts = [one for one in headings if one in GIVEN and one != DENOMINATOR]
    blank = dict.fromkeys((one for one in GIVEN if one not in headings), "")
    table = rows.assign(**blank, **{one: rows[name] for one, name in headings.items()})
    table = with_indicator_ids(table, catalogue)
    table = table[(table[parts] != "").any(axis=1)]
    own = {one: marks[name] for one, name in headings.items() if name in marks}
    inspection.headings = {one: name for one, name in headings.items() if one != name}
    try:
        return figures_of(table, own, catalogue, inspection)
    finally:
        inspection.headings = {}
