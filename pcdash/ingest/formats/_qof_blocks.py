"""What the headings of a sheet of the QOF workbooks of 2014/15 say: blocks of columns.

A block is a year's columns (prevalence, achievement and exceptions of the group) or those of one
indicator. Sheets differ in what they have, in the ages that they count and in how they write it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pcdash.definitions.periods import Period
from pcdash.ingest.formats._qof import group_of, plain_code
from pcdash.ingest.formats._qof_sheets import Column
from pcdash.ingest.formats._years import years_in
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.spellings import plain

YEAR_HEADING = re.compile(r"20\d\d ?[-/] ?(20)?\d\d")
INDICATOR_HEADING = re.compile(r"\b[A-Z]{2,6}(-[A-Z]+)? ?\d{3}$")
CHANGE_HEADING = "year on year change"

REGISTER, PREVALENCE_PERCENT = "Register", "Prevalence"
LIST, FULL_LIST, BAND = "List Size", "Full List Size", "Estimated List Size"
TOTAL, AVERAGE = "Total Achievement Score", "Average Achievement Score per Practice"
ACHIEVEMENT_PERCENT, PRACTICES = "Achievement (per cent)", "Number of Practices"
TOTAL_EXCEPTIONS, TOTAL_DENOMINATORS = "Total Exceptions", "Total Denominators"
EXCEPTION_PERCENT = "Overall Exception Rate"
SCORE, NUMERATOR, DENOMINATOR = "Achievement Score", "Numerator", "Denominator"
NET_PERCENT = "Underlying achievement net of exceptions"
# How names begin; ages and the most points follow. Of two that fit, the longer is meant.
BEGINNINGS = (
    REGISTER, PREVALENCE_PERCENT, LIST, FULL_LIST, BAND, TOTAL, AVERAGE, ACHIEVEMENT_PERCENT,
    PRACTICES, TOTAL_EXCEPTIONS, TOTAL_DENOMINATORS, EXCEPTION_PERCENT, SCORE, NUMERATOR,
    DENOMINATOR, NET_PERCENT,
    # These are understood and not needed.
    "Percentage", "Estimated percentage", "Achievement rate", "Exceptions", "Exception rate",
    "Denominator plus exceptions",
)  # fmt: skip
PLAIN_BEGINNINGS = {plain(one): one for one in BEGINNINGS}
# Columns that are there together or not at all; a year always has its achievement.
YEAR_SETS = (
    (TOTAL, ACHIEVEMENT_PERCENT),
    (REGISTER, PREVALENCE_PERCENT),
    (TOTAL_EXCEPTIONS, TOTAL_DENOMINATORS, EXCEPTION_PERCENT),
)
INDICATOR_SETS = ((NUMERATOR, DENOMINATOR, NET_PERCENT),)


@dataclass(frozen=True)
class Block:
    """Columns of one year (then `indicator` is '') or of one indicator (then `year` is None).

    `columns` has them by how their names begin, with '' for what is not known.
    """

    heading: str
    year: Period | None
    indicator: str
    columns: Mapping[str, tuple[Column, ...]]

    def all(self, beginning: str) -> tuple[Column, ...]:
        """The columns whose names begin so."""
        return self.columns.get(beginning, ())

    def first(self, beginning: str) -> Column | None:
        """The first column whose name begins so."""
        return next(iter(self.all(beginning)), None)


def blocks_of(columns: Sequence[Column], group: str, inspection: Inspection) -> tuple[Block, ...]:
    """The blocks of a sheet that can be read; what is wrong with the others is told."""
    found: dict[tuple[Period | None, str], list[Column]] = {}
    for column in columns:
        if not column.subject or column.subject.casefold().startswith(CHANGE_HEADING):
            continue
        key = (_year(column.subject), _indicator(column.subject))
        found.setdefault(key, []).append(column)
    blocks = [
        Block(_heading(columns), year, indicator, _by_beginning(columns))
        for (year, indicator), columns in found.items()
    ]
    return tuple(one for one in blocks if _is_whole(one, group, inspection))


def _year(subject: str) -> Period | None:
    years = years_in(subject) if YEAR_HEADING.fullmatch(subject) else ()
    return years[0] if years else None


def _indicator(subject: str) -> str:
    found = INDICATOR_HEADING.search(subject)
    return plain_code(found[0]) if found else ""


def _heading(columns: Iterable[Column]) -> str:
    return ", ".join(dict.fromkeys(column.subject for column in columns))


def _by_beginning(columns: Iterable[Column]) -> dict[str, tuple[Column, ...]]:
    found: dict[str, tuple[Column, ...]] = {}
    for column in columns:
        name = plain(column.name)
        fitting = (one for one in PLAIN_BEGINNINGS if name.startswith(one))
        beginning = PLAIN_BEGINNINGS.get(max(fitting, key=len, default=""), "")
        found[beginning] = (*found.get(beginning, ()), column)
    return found


def _is_whole(block: Block, group: str, inspection: Inspection) -> bool:
    if block.year is None and group_of(block.indicator) != group:
        inspection.error(
            "a heading names neither a year nor an indicator of this sheet's group",
            where=inspection.place(),
            found=repr(block.heading),
            expected=f"a heading such as '2014-15' or '{group}002'",
        )
        return False
    missing = _missing(set(block.columns), YEAR_SETS if block.year else INDICATOR_SETS)
    spare = block.all("")
    for name in missing:
        inspection.error(
            f"the column {name!r} is missing below {block.heading!r}",
            where=inspection.place(),
            found=_listed(spare or [one for same in block.columns.values() for one in same]),
            expected=repr(name),
            advice="Was a column renamed? Load the file as it was published.",
        )
    if spare and not missing:
        inspection.warn(
            f"columns below {block.heading!r} are not known and are left out",
            where=inspection.place(),
            found=_listed(spare),
        )
    return not missing


def _missing(present: set[str], sets: Iterable[Sequence[str]]) -> list[str]:
    missing = [
        name
        for names in sets
        if TOTAL in names or present & set(names)
        for name in names
        if name not in present
    ]
    if REGISTER in present and not present & {LIST, BAND}:
        missing.append(LIST)
    if AVERAGE in present and PRACTICES not in present:
        missing.append(PRACTICES)
    return missing


def _listed(columns: Iterable[Column]) -> str:
    return ", ".join(repr(column.name) for column in columns)
