"""Dates that people typed: read day first, which is said where they could be other days."""

from dataclasses import replace

import pandas as pd

from pcdash.ingest.formats._written_periods import day_text
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
        found=f"{first}, which is {day_text(read_day(first))}",
        advice="Write the month as a word, or as a date of Excel, to be sure.",
        spot=spot,
    )
