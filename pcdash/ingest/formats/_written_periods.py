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

    Args:
        frequency: That of the indicator: a date is the month, quarter or year of this kind that
            it lies in.
    """
    plain = TIME.sub("", " ".join(text.replace("–", "-").split()))
    for pattern, ours in SPELLINGS:
        if pattern.fullmatch(plain):
            plain = pattern.sub(ours, plain)
            break
    try:
        found = parse_period(plain)
    except UnknownPeriodError:
        found = None
    when = found.start if found and found.kind == "day" else None
    when = when or (None if found else read_day(plain))
    return found if when is None or (found and not frequency) else _around(when, frequency)


def day_text(when: date) -> str:
    """A date as the dashboard writes them: 31 Jan 2021."""
    return f"{when.day} {when:%b %Y}"


def _around(when: date, frequency: str) -> Period:
    first = when.year - (when.month < 4)
    if frequency == "month":
        return month(when.year, when.month)
    if frequency == "quarter":
        return quarter(first, (when.month - 4) % 12 // 3 + 1)
    if frequency == "day":
        return day(when)
    return calendar_year(when.year) if frequency == "calendar" else financial_year(first)
