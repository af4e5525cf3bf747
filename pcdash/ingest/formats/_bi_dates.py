"""Dates that people typed: what they are read as is said where something else could be meant."""

from dataclasses import replace

import pandas as pd

from pcdash.definitions.periods import Period, day
from pcdash.grammar import counted, verb
from pcdash.ingest.formats._written_periods import around, is_moved
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.spellings import could_be_another_day, is_day_first, read_dates, read_day

DAY_FIRST = "dates in numbers are read day first"


def typed_dates(
    text: pd.Series, rows: pd.Series, inspection: Inspection, *, column: str
) -> pd.Series:
    """The dates of a column; a blank is none, and what is no date a problem."""
    warn_of_order(text, rows, inspection, column=column)
    return read_dates(inspection, text, rows, column=column)


def warn_of_order(text: pd.Series, rows: pd.Series, inspection: Inspection, *, column: str) -> None:
    """Say that dates are read day first, where some would be other days month first and none of the
    column has a day that is no month. Of a column that is read more than once it is said once."""
    if any(map(is_day_first, text.unique())):
        return
    unsure = text.map({one: could_be_another_day(one) for one in text.unique()}).astype(bool)
    if not unsure.any():
        return
    first = text[unsure].iloc[0]
    spot = inspection.spot(rows[unsure], column)
    for before in [one for one in inspection.problems if one.what == DAY_FIRST and one.spot]:
        if (before.spot.sheet, before.spot.column) == (spot.sheet, spot.column):
            inspection.problems.remove(before)
            spot = replace(spot, rows=tuple(sorted({*before.spot.rows, *spot.rows})))
    inspection.warn(
        DAY_FIRST,
        where=inspection.place(int(rows[unsure].iloc[0]), column),
        found=f"{first}, which is {day(read_day(first)).label}",
        advice="Write the month as a word, or as a date of Excel, to be sure.",
        spot=spot,
    )


def warn_of_moved(
    text: pd.Series,
    rows: pd.Series,
    read: list[Period | None],
    inspection: Inspection,
    *,
    column: str,
) -> None:
    """Say that dates are read as the months, quarters or years that they lie in."""
    moved = [
        found is not None and is_moved(one, found) for one, found in zip(text, read, strict=True)
    ]
    if not any(moved):
        return
    first = moved.index(True)
    number = sum(moved)
    inspection.warn(
        f"{counted(number, 'date')} {verb(number, 'is', 'are')} read as the period "
        f"{verb(number, 'that it lies', 'that they lie')} in",
        where=inspection.place(int(rows.iloc[first]), column),
        found=f"{text.iloc[first]}, which is read as {read[first].label}",
        advice="Write the period itself to be sure, or a day like 27 Nov 2015 where one is meant.",
        spot=inspection.spot(rows[moved], column),
    )


def warn_of_days(
    rows: pd.Series,
    read: list[Period | None],
    frequencies: list[str],
    inspection: Inspection,
    *,
    column: str,
) -> None:
    """Say that figures are of days, where the others of their indicators are of longer periods."""
    is_day = [
        found is not None and found.kind == "day" and frequency not in ("", "day")
        for found, frequency in zip(read, frequencies, strict=True)
    ]
    if not any(is_day):
        return
    first = is_day.index(True)
    longer = around(read[first].start, frequencies[first]).label
    inspection.warn(
        "a day, where the other periods of the indicator are longer",
        where=inspection.place(int(rows.iloc[first]), column),
        found=read[first].label,
        expected=f"a period such as {longer}",
        advice=f"Read as that day, beside {longer}. Write the period if it is meant.",
        spot=inspection.spot(rows[is_day], column),
    )
