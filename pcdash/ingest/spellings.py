"""The many spellings of published files, read as one: columns, dates, months, postcodes.

A publisher renames a column, or writes its dates otherwise, from one year to the next. Readers
say which names and forms mean the same; this module finds them. It knows no particular format.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import PurePosixPath

import pandas as pd

from pcdash.definitions.periods import MONTHS, month
from pcdash.ingest.inspection import EXAMPLE_DATE, PUBLISHED, Inspection

# A column's name here, and the other names under which it has been published.
Spellings = Mapping[str, tuple[str, ...]]

# CCGs and sub-ICB locations: 07L, 36L; from 2021 also A3A8R.
CCG_CODE = re.compile(r"\d{2}[A-Z]|[A-Z]\d[A-Z]\d[A-Z]")
PCN_CODE = re.compile(r"U\d{5}")

# The forms of dates in NHS files: 01JAN2021, 01-Sep-20, 01-Sep-2020, 2026-03-01, 20130401 …
DATE_FORMS = (
    (re.compile(r"\d{8}"), "%Y%m%d"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d"),
    (re.compile(r"\d{1,2}[A-Za-z]{3}\d{4}"), "%d%b%Y"),
    (re.compile(r"\d{1,2}-[A-Za-z]{3}-\d{4}"), "%d-%b-%Y"),
    (re.compile(r"\d{1,2}-[A-Za-z]{3}-\d{2}"), "%d-%b-%y"),
    (re.compile(r"\d{1,2} [A-Za-z]{3} \d{4}"), "%d %b %Y"),
    (re.compile(r"\d{1,2}/\d{1,2}/\d{4}"), "%d/%m/%Y"),
    # as people write them
    (re.compile(r"\d{1,2} [A-Za-z]{4,9} \d{4}"), "%d %B %Y"),
    (re.compile(r"\d{1,2}-[A-Za-z]{4,9}-\d{4}"), "%d-%B-%Y"),
    (re.compile(r"\d{1,2} [A-Za-z]{3} \d{2}"), "%d %b %y"),
    (re.compile(r"\d{1,2}/\d{1,2}/\d{2}"), "%d/%m/%y"),
    (re.compile(r"\d{1,2}-\d{1,2}-\d{4}"), "%d-%m-%Y"),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"), "%d.%m.%Y"),
)
ORDINAL = re.compile(r"(?i)^(\d{1,2})(st|nd|rd|th)\b")
SEPTEMBER = re.compile(r"(?i)\bsept\b")
IN_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")
ISO = "%Y-%m-%d"
YEARS = range(1900, 2100)  # a slip of the key makes a year that no period has a label for
MIDNIGHT = re.compile(r"[ T]00:00(:00)?(\.0+)?$")
# A month in a file's name: 2021-01, 2021_01, 01-2014, Aug_25, August 2025.
MONTH_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in calendar.month_name[1:])
MONTH_IN_NAME = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<number>0[1-9]|1[0-2])(?!\d)"),
    re.compile(r"(?<!\d)(?P<number>0[1-9]|1[0-2])[-_. ](?P<year>20\d\d)(?!\d)"),
    re.compile(rf"(?i)(?<![a-z])(?P<name>{MONTH_NAMES})[-_. ]?(?P<year>(?:20)?\d\d)(?!\d)"),
)


def plain(name: str) -> str:
    """A column's name without capitals, blanks and marks, for comparing."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def known_columns(header: Iterable[str], spellings: Spellings) -> frozenset[str]:
    """Which of the columns are there, under any of their names."""
    present = {plain(name) for name in header}
    return frozenset(
        name
        for name, others in spellings.items()
        if any(plain(one) in present for one in (name, *others))
    )


def renamed(table: pd.DataFrame, spellings: Spellings) -> pd.DataFrame:
    """The table with each column under its name here; columns of no known name stay."""
    published: dict[str, str] = {}
    for name in table.columns:
        published.setdefault(plain(name), name)
    names: dict[str, str] = {}
    for name, others in spellings.items():
        found = [published[plain(one)] for one in (name, *others) if plain(one) in published]
        if found and name not in table.columns:
            names[found[0]] = name
    result = table.rename(columns=names)
    # For messages, which name columns as the file does.
    result.attrs = {PUBLISHED: {ours: theirs for theirs, ours in names.items()}}
    return result


def read_dates(
    inspection: Inspection,
    text: pd.Series,
    rows: pd.Series,
    *,
    column: str,
    missing: Iterable[str] = ("",),
    example: str = "",
) -> pd.Series:
    """Dates from text in any published form; a mark in `missing` is no date, else a problem.

    With nothing in `missing` a blank is a problem too. A problem shows a date as the column
    writes them, or the `example` of how it is published.
    """
    text = text.astype("str").str.strip()
    marks = list(missing)
    text = text.mask(text.isin(marks), "")
    iso = {one: _iso(one) for one in text.unique()}
    return inspection.dates(
        text.map(iso),
        rows,
        column=column,
        form=ISO,
        missing=("",) if marks else (),
        example=example or _example(text),
    )


def _example(text: pd.Series) -> str:
    """A date as this column writes them; ours where it writes none."""
    written = next((one for one in text.unique() if _form(one)), "")
    found = EXAMPLE_DATE.strftime(_form(written) or ISO)
    return found.upper() if written.isupper() else found


def read_day(text: str) -> date | None:
    """The day that a text means, in any of the forms; None for none."""
    form = _form(text)
    return datetime.strptime(_bare(text), form).date() if form else None


def could_be_another_day(text: str) -> bool:
    """Whether a date is read day first (UK order), and would be another one month first."""
    parts = {*_parts_of_day(text)}
    return len(parts) == 2 and max(parts) <= 12


def is_day_first(text: str) -> bool:
    """Whether a date in numbers can be read day first alone: 13/04/2019."""
    parts = _parts_of_day(text)
    return bool(parts) and parts[0] > 12 >= parts[1]


def _parts_of_day(text: str) -> tuple[int, ...]:
    """The first two numbers of a date in numbers; none of any other text."""
    found = IN_NUMBERS.fullmatch(_bare(text))
    return tuple(int(one) for one in found.groups()) if found else ()


def _iso(text: str) -> str:
    """The date as 2021-01-31, or the text itself where it is none."""
    when = read_day(text)
    return when.isoformat() if when else text


def _bare(text: str) -> str:
    """A date without midnight, without the letters of 1st, and with one blank between words."""
    plain = " ".join(MIDNIGHT.sub("", text).replace(",", " ").split())
    return SEPTEMBER.sub("Sep", ORDINAL.sub(r"\1", plain))


def _form(text: str) -> str:
    """The form in which a text is a date; empty where it is none."""
    short = _bare(text)
    for pattern, form in DATE_FORMS:
        if pattern.fullmatch(short):
            try:
                return form if datetime.strptime(short, form).year in YEARS else ""
            except ValueError:
                return ""
    return ""


def month_labels(dates: pd.Series) -> pd.Series:
    """The label of the month that each date is in ('Apr 2015'), None for no date."""
    labels = {one: month(one.year, one.month).label for one in dates.dropna().unique()}
    return dates.map(labels).astype("str")


def month_in_name(name: str) -> date | None:
    """The first day of the month that a file's name says, the innermost part's first.

    Only for files whose content does not say when they are from.
    """
    for part in reversed(name.split(" › ")):
        stem = PurePosixPath(part).name
        for pattern in MONTH_IN_NAME:
            found = pattern.search(stem)
            if found:
                return _first_of_month(found.groupdict())
    return None


def _first_of_month(parts: dict[str, str]) -> date:
    year = int(parts["year"])
    name = parts.get("name")
    number = MONTHS.index(name[:3].title()) + 1 if name else int(parts["number"])
    return date(year if year > 99 else 2000 + year, number, 1)


def postcodes(text: pd.Series) -> pd.Series:
    """Postcodes in capitals with one blank before the last three characters, None for none."""
    solid = text.astype("str").str.upper().str.replace(r"\s+", "", regex=True)
    spaced = solid.str[:-3] + " " + solid.str[-3:]
    return spaced.where(solid.str.len() >= 5)
