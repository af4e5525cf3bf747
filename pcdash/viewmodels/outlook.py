"""What if? The range of outcomes for the GPs of a place, from assumptions that a reader sets."""

from dataclasses import dataclass

import pandas as pd

from pcdash.stats.workforce_outlook import AgeBand, Flows, workforce_outlook
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Table, made_of

GPS = ("gp_fte_total", "gp_fte")
NO_START = (
    "The what-if begins with the full-time equivalent GPs of a place, and none are held of "
    "{place}. Load the workforce file, or the sheet 'Workforce' of the workbook."
)
METHOD = (
    ("Method", "A stock with yearly flows: those who leave and retire are taken from what there "
     "was at the start of the year, then starters and new roles join. Nobody grows older from one "
     "age band into the next, and who joins does not retire."),
    ("Range", "At the low end starters and new roles are fewer and leavers and retirements more, "
     "each by the share of doubt; at the high end the other way round. It is no confidence "
     "interval."),
    ("Source of the method", "This project's own: pcdash.stats.workforce_outlook."),
)  # fmt: skip


@dataclass(frozen=True)
class WhatIf:
    """What is assumed, in whole numbers as sliders have them: FTE a year and per cent a year."""

    starters: int
    leavers: int
    over_60: int
    retiring: int
    new_roles: int
    doubt: int
    years: int


def build_outlook(context: Context, area_code: str, asked: WhatIf) -> FormView | None:
    """The outlook, drawn by `pcdash.charts.time_series.history`; None without a start."""
    start = _start(context, area_code)
    if start is None:
        return None
    period, end, fte, indicator_id = start
    bands = (
        AgeBand("60 and under", fte * (1 - asked.over_60 / 100), 0.0),
        AgeBand("over 60", fte * asked.over_60 / 100, asked.retiring / 100),
    )
    flows = Flows(asked.starters, asked.leavers / 100, asked.new_roles, asked.doubt / 100)
    found = workforce_outlook(bands, flows, years=asked.years)
    last, place = found.iloc[-1], place_name(context, area_code)
    low, middle, high = (
        number_text(last[name], decimals=1) for name in ("low_fte", "central_fte", "high_fte")
    )
    finding = f"From {low} to {high} FTE after {asked.years} years, {middle} as assumed"
    said = (
        f"It begins with the {number_text(fte, decimals=1)} FTE of {period}. Assumed for every "
        f"year: {asked.starters} FTE start, {asked.new_roles} FTE come in new roles, "
        f"{asked.leavers}% leave, and {asked.retiring}% of those over 60 retire, who are taken to "
        f"be {asked.over_60}% of all; each flow may be {asked.doubt}% more or less. These are "
        "settings above, and no figures of this place."
    )
    subtitle = f"What if: full-time equivalent GPs; {place}; a what-if and no forecast."
    source = (("Start", f"{indicator_id}, {period}"), *METHOD)
    return FormView(
        finding=finding,
        sentence=said,
        subtitle=subtitle,
        notes=("The share of GPs over 60 is a setting: no loaded file holds the age of staff.",),
        drawn={"points": _points(found, end), "unit": "FTE"},
        alt=f"Line chart with a range. {subtitle} {finding}. {said}",
        table=_table(found),
        provenance=provenance(
            subtitle,
            (("Area", place), ("Assumptions", said), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"what_if_{area_code}",
        ),
        why=source,
    )


def no_start(context: Context, area_code: str) -> str:
    """What is said where nothing is held to begin with."""
    return NO_START.format(place=place_name(context, area_code))


def _start(context: Context, area_code: str) -> tuple[str, pd.Timestamp, float, str] | None:
    """The latest full-time equivalents that are held of a place."""
    series = context.series_of(area_code)
    for indicator_id in GPS:
        own = series[(series["indicator_id"] == indicator_id) & series["value"].notna()]
        if own.empty:
            continue
        row = own.iloc[-1]
        fte = row["value"] if indicator_id == GPS[0] else row["numerator"]
        if pd.notna(fte):
            return str(row["period"]), row["end_date"], float(fte), indicator_id
    return None


def _points(found: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    rows = []
    for row in found.to_dict("records"):
        low, middle, high = (
            number_text(row[name], decimals=1) for name in ("low_fte", "central_fte", "high_fte")
        )
        rows.append(
            {
                "series": "As assumed",
                "role": "area",
                "period": "Start" if row["year"] == 0 else f"Year {row['year']}",
                "date": start + pd.DateOffset(years=row["year"]),
                "value": row["central_fte"],
                "lower_95": row["low_fte"],
                "upper_95": row["high_fte"],
                "value_text": f"{middle} (range {low} to {high})",
                "interval_text": "",  # the range is no confidence interval
            }
        )
    return pd.DataFrame(rows)


def _table(found: pd.DataFrame) -> Table:
    columns = [Column("Year", is_number=True)]
    columns += [
        Column(label, is_number=True)
        for label in (
            "Low",
            "As assumed",
            "High",
            "Starters",
            "New roles",
            "Leavers",
            "Retirements",
        )
    ]
    names = [
        "low_fte", "central_fte", "high_fte", "starters_fte", "new_roles_fte", "leavers_fte",
        "retirements_fte",
    ]  # fmt: skip
    rows = [
        (number_text(row["year"]), *(number_text(row[name], decimals=1) for name in names))
        for row in found.to_dict("records")
    ]
    return made_of(columns, rows)
