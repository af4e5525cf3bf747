"""The financial year of a file of the QOF raw data, which its name says and its content does not.

NHS Digital published the year only in the name of the file (`PREVALENCE_1617.csv`) or, to 2017/18,
of its zip (`qof-1617-csv.zip › PREVALENCE.csv`). The content can still contradict a wrong name:
readers pass what they saw that is true of some years only.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pcdash.definitions.periods import Period, financial_year
from pcdash.ingest.files import Document
from pcdash.ingest.inspection import Inspection

# 2016-17, 2016_2017, 201617, or 1617. The long form first: 2021-05 is a month and not 2020/21.
YEAR = re.compile(r"(?<!\d)(?:20(\d\d)[-_ ]?(?:20)?(\d\d)|(\d\d)(\d\d))(?!\d)")
LONG_YEAR = re.compile(r"20\d\d[-_ /](?:20)?\d\d")
FIRST_QOF = 2004


@dataclass(frozen=True)
class Sign:
    """What a file shows, and the first and last year (by their start) of which it is true."""

    seen: str
    first: int = FIRST_QOF
    last: int | None = None


def year_of(document: Document, inspection: Inspection, *, example: str) -> Period | None:
    """The year that a file's name says, the innermost part's first; None is told as an error."""
    outer = re.split(r" › |[/\\]", document.name)
    for depth, part in enumerate(reversed(outer)):
        years = years_in(part)
        # A folder called 2021 is the year 2021, and not 2020/21.
        if depth and not ("qof" in part.casefold() or LONG_YEAR.search(part)):
            continue
        if len(years) == 1:
            return years[0]
        if years:
            labels = " and ".join(year.label for year in years)
            inspection.error(
                "its name says more than one year",
                found=labels,
                expected=f"one, as in {example}",
                advice=f"Rename the file as it was published, e.g. {example}.",
            )
            return None
    inspection.error(
        "its content does not say which year it is of, and its name says none",
        found=repr(document.name),
        expected=f"a name with the financial year, as in {example}",
        advice=f"Rename the file as it was published, e.g. {example}.",
    )
    return None


def mapped_on(year: Period | None) -> date | None:
    """The day of which a year's organisations are: 1 April after it.

    The files of 2016/17, 2018/19 and 2019/20 hold the 207, 191 and 135 CCGs of the following
    1 April, after its mergers, and NHS England's public code names that day for 2023/24.
    """
    return year.end + timedelta(days=1) if year else None


def check_year(year: Period | None, signs: Iterable[Sign], inspection: Inspection) -> None:
    """Tell each sign in a file that the year of its name is wrong."""
    if year is None:
        return
    for sign in signs:
        start = year.start.year
        if start < sign.first:
            when = f"from {financial_year(sign.first).label} on"
        elif sign.last is not None and start > sign.last:
            when = f"to {financial_year(sign.last).label} only"
        else:
            continue
        inspection.error(
            "its content is not of the year that its name says",
            found=f"{sign.seen}, which is so {when}",
            expected=f"a file of {year.label}",
            advice="Is it another year's file? Rename it as it was published.",
        )


def years_in(text: str) -> tuple[Period, ...]:
    """The different financial years that a text names, in order."""
    found: dict[str, Period] = {}
    for parts in YEAR.findall(text):
        first, second = (int(part) for part in parts if part)
        if (first + 1) % 100 == second and 2000 + first >= FIRST_QOF:
            year = financial_year(2000 + first)
            found[year.label] = year
    return tuple(sorted(found.values()))
