"""Periods as people write them in a workbook: by label, by hand, or as a date in a cell."""

import re
from datetime import date

from pcdash.definitions.periods import (
    Period,
    calendar_year,
    day,
    financial_year,
    month,
    parse_period,
    quarter,
)
from pcdash.errors import UnknownPeriodError
from pcdash.ingest.spellings import read_day

TIME = re.compile(r"(?<=\d{4}-\d{2}-\d{2})T.*")  # of a date in a cell
# What people write, and how this project writes it: 2018-19, Apr-19, April 2019.
SPELLINGS = (
    (re.compile(r"((?:19|20)\d\d)-(\d\d)"), r"\1/\2"),
    (re.compile(r"(Q[1-4]),? ((?:19|20)\d\d)-(\d\d)", re.IGNORECASE), r"\1 \2/\3"),
    (re.compile(r"([A-Za-z]{3})[a-z]*[- ](\d\d)"), r"\1 20\2"),
    (re.compile(r"([A-Za-z]{3})[a-z]*[- ]((?:19|20)\d\d)"), r"\1 \2"),
)


def written_period(text: str, frequency: str) -> Period | None:
    """The period that a text means; None for none.

    A label of this project is what it says, a day such as 27 Nov 2015 among them. A date in any
    other spelling, or in a cell of dates, is the month, quarter or year that it lies in.

    Args:
        frequency: That of the indicator.
    """
    try:
        return parse_period(_plain(text))
    except UnknownPeriodError:
        when = read_day(_plain(text))
        return around(when, frequency) if when else None


def is_moved(text: str, found: Period) -> bool:
    """Whether a text is a date that was read as the period that it lies in; the first day of a
    month is what a spreadsheet makes of the month itself."""
    when = None if found.label == _plain(text) else read_day(_plain(text))
    is_same = when == found.start and found.kind in ("month", "day")
    return when is not None and not is_same


def around(when: date, frequency: str) -> Period:
    """The period of a kind that a day lies in; a financial year where none is said."""
    first = when.year - (when.month < 4)
    if frequency == "month":
        return month(when.year, when.month)
    if frequency == "quarter":
        return quarter(first, (when.month - 4) % 12 // 3 + 1)
    if frequency == "day":
        return day(when)
    return calendar_year(when.year) if frequency == "calendar" else financial_year(first)


def _plain(text: str) -> str:
    plain = TIME.sub("", " ".join(text.replace("–", "-").split()))
    for pattern, ours in SPELLINGS:
        if pattern.fullmatch(plain):
            return pattern.sub(ours, plain)
    return plain
