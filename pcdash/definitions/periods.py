"""Periods: how they are written, when they start and end.

A period is known by its label, in one spelling everywhere: `2014/15` (financial year), `Q4 2015/16`
(financial quarter), `Apr 2015` (month), `2019` (calendar or survey year), `27 Nov 2015` (a day).
Reading the many spellings of published files belongs to `pcdash.ingest`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from pcdash.errors import UnknownPeriodError

MONTHS = tuple(calendar.month_abbr)[1:]
# The first day of what was so at all times that are known of; as the SQL files have it.
ALWAYS = date(1900, 1, 1)
EXAMPLES = "'2014/15', 'Q4 2015/16', 'Apr 2015', '2019' or '27 Nov 2015'"


@dataclass(frozen=True, order=True)
class Period:
    """One period; sorts by end, then start. `kind`: year, quarter, month, calendar, day."""

    end: date
    start: date
    kind: str
    label: str


def financial_year(first: int) -> Period:
    """The NHS financial year that starts on 1 April of `first`."""
    label = f"{first}/{(first + 1) % 100:02d}"
    return Period(date(first + 1, 3, 31), date(first, 4, 1), "year", label)


def quarter(first: int, number: int) -> Period:
    """Quarter 1 to 4 of the financial year that starts in `first`; quarter 1 is April to June."""
    year, month = (first, 1 + 3 * number) if number < 4 else (first + 1, 1)
    label = f"Q{number} {financial_year(first).label}"
    return Period(_last_day(year, month + 2), date(year, month, 1), "quarter", label)


def month(year: int, number: int) -> Period:
    """Month 1 to 12 of a calendar year."""
    label = f"{MONTHS[number - 1]} {year}"
    return Period(_last_day(year, number), date(year, number, 1), "month", label)


def calendar_year(year: int) -> Period:
    """A calendar year, or the year of a survey."""
    return Period(date(year, 12, 31), date(year, 1, 1), "calendar", str(year))


def day(when: date) -> Period:
    """One day, for what is true on a date."""
    label = f"{when.day} {MONTHS[when.month - 1]} {when.year}"
    return Period(when, when, "day", label)


def parse_period(label: str) -> Period:
    """The period that a label names.

    Raises:
        UnknownPeriodError: the text is not a period as this project writes them.
    """
    text = " ".join(str(label).split())
    for pattern, build in _PATTERNS:
        found = re.fullmatch(pattern, text)
        period = build(*found.groups()) if found else None
        if period is not None:
            return period
    raise UnknownPeriodError(f"{label!r} is not a period. Periods are written like {EXAMPLES}.")


def _last_day(year: int, number: int) -> date:
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _year(first: str, second: str) -> Period | None:
    follows = (int(first) + 1) % 100 == int(second)
    return financial_year(int(first)) if follows else None


def _quarter(number: str, first: str, second: str) -> Period | None:
    return quarter(int(first), int(number)) if _year(first, second) else None


def _month(name: str, year: str) -> Period | None:
    known = name.title() in MONTHS
    return month(int(year), MONTHS.index(name.title()) + 1) if known else None


def _day(number: str, name: str, year: str) -> Period | None:
    if name.title() not in MONTHS:
        return None
    in_month = MONTHS.index(name.title()) + 1
    if not 1 <= int(number) <= _last_day(int(year), in_month).day:
        return None
    return day(date(int(year), in_month, int(number)))


_PATTERNS = (
    (r"((?:19|20)\d\d)/(\d\d)", _year),
    (r"[Qq]([1-4]) ((?:19|20)\d\d)/(\d\d)", _quarter),
    (r"([A-Za-z]{3}) ((?:19|20)\d\d)", _month),
    (r"((?:19|20)\d\d)", lambda year: calendar_year(int(year))),
    (r"(\d{1,2}) ([A-Za-z]{3}) ((?:19|20)\d\d)", _day),
)


def following(period: Period) -> Period:
    """The period of the same kind that begins where one ends.

    A day is followed by the next day.
    """
    start = period.end + timedelta(days=1)
    if period.kind == "year":
        return financial_year(start.year)
    if period.kind == "quarter":
        first = start.year if start.month > 3 else start.year - 1
        return quarter(first, (start.month - 1) // 3 or 4)
    if period.kind == "month":
        return month(start.year, start.month)
    return calendar_year(start.year) if period.kind == "calendar" else day(start)


def between(first: Period, last: Period) -> tuple[Period, ...]:
    """Every period of the kind of the first, from it to the last."""
    made = [first]
    while made[-1].end < last.end:
        made.append(following(made[-1]))
    return tuple(made)
