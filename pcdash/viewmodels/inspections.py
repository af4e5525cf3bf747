"""When practices were last inspected, and for which of them that is long ago."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcdash.definitions.periods import Period
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.tables import Column, Table, made_of

INSPECTED, PUBLISHED = "cqc_last_inspected", "cqc_rating_published"
YEARS = Choices({str(one): counted(one, "year") for one in (1, 2, 3, 4, 5, 7)})
USUAL_YEARS = "3"
DAYS_A_YEAR = 365.25
NO_DATE = "[x]"


@dataclass(frozen=True)
class Inspections:
    """The practices without an inspection for long, in words and as a table.

    `by_code` has the two dates of each practice in words: inspected, and rating published.
    """

    finding: str
    notes: tuple[str, ...]
    table: Table
    by_code: Mapping[str, tuple[str, str]]


def build_inspections(
    context: Context, practices: pd.DataFrame, period: Period, years: int
) -> Inspections:
    """Who has not been inspected for some years at the end of a period.

    The date that the rating was published stands in where that of the inspection is not held,
    and is said to. A date after the period says nothing of what was known then.

    Args:
        practices: Rows with `area_code` and `area_name`.
        years: From how many years on it is long.
    """
    dates = _dates(context, practices)
    later, undated, long_ago = 0, 0, []
    for row in practices.to_dict("records"):
        inspected, published = dates.get(row["area_code"], (None, None))
        known = [one for one in (inspected, published) if one is not None]
        when = next((one for one in known if one <= period.end), None)
        if not known:
            undated += 1
        elif when is None:
            later += 1
        elif (period.end - when).days > years * DAYS_A_YEAR:
            basis = "Inspected" if when == inspected else "Rating published"
            long_ago.append((when, row, basis))
    long_ago.sort(key=lambda one: (one[0], one[1]["area_name"]))
    dated = len(practices) - undated - later
    return Inspections(
        finding=_finding(len(long_ago), dated, years, period),
        notes=tuple(_notes(practices, dates, undated, later, period)),
        table=_table(long_ago, period.end),
        by_code={code: tuple(date_text(one) or NO_DATE for one in both)
                 for code, both in dates.items()},
    )  # fmt: skip


def _dates(context: Context, practices: pd.DataFrame) -> dict[str, tuple[date | None, date | None]]:
    """When each practice was inspected and its rating published, where held."""
    held = run_query(
        context.snapshot,
        "attributes_of_areas",
        area_codes=sorted(practices["area_code"]),
        attributes=[INSPECTED, PUBLISHED],
    )
    found: dict[str, dict[str, date]] = {}
    for row in held.itertuples():
        read = pd.to_datetime(row.content, errors="coerce")
        if not pd.isna(read):
            found.setdefault(row.area_code, {})[row.attribute] = read.date()
    return {code: (one.get(INSPECTED), one.get(PUBLISHED)) for code, one in found.items()}


def _finding(count: int, dated: int, years: int, period: Period) -> str:
    if not dated:
        return "Dates of inspections are not held"
    have = "has" if count == 1 else "have"
    return (
        f"{number_text(count)} of {counted(dated, 'practice')} with a date {have} had no "
        f"inspection for more than {counted(years, 'year')} at the end of {period.label}"
    )


def _notes(
    practices: pd.DataFrame,
    dates: Mapping[str, tuple[date | None, date | None]],
    undated: int,
    later: int,
    period: Period,
) -> list[str]:
    said = []
    by_publication = sum(dates[code][0] is None for code in practices["area_code"] if code in dates)
    if by_publication:
        said.append(
            f"Of {counted(by_publication, 'practice')} the date of the inspection is not held; the "
            "date on which the rating was published stands in its place, some weeks later."
        )
    if undated:
        said.append(f"Of {counted(undated, 'practice')} neither date is held: not counted here.")
    if later:
        said.append(
            f"Of {counted(later, 'practice')} the only dates held lie after {period.label}, so "
            "what was known then cannot be said: not counted here."
        )
    return said


def _table(long_ago: list[tuple[date, dict, str]], end: date) -> Table:
    columns = (Column("Practice"), Column("Rating"), Column("Last date"), Column("What it is of"),
               Column("Years since", is_number=True), Column("Code"))  # fmt: skip
    rows = [
        (
            display_name(row["area_name"]),
            row["category"] if isinstance(row["category"], str) else "[x] none held",
            date_text(when),
            basis,
            number_text((end - when).days / DAYS_A_YEAR, decimals=1),
            row["area_code"],
        )
        for when, row, basis in long_ago
    ]
    return made_of(columns, rows, codes=[row["area_code"] for _, row, _ in long_ago])
