"""The points and the table of a way to a target, as `pcdash.viewmodels.trajectory` shows it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from pcdash.viewmodels import words
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.planned import PlannedWay
from pcdash.viewmodels.tables import Column, Table, made_of
from pcdash.viewmodels.target_ways import TargetWay, day_of

NONE = float("nan")


def points_of(way: TargetWay, name: str) -> pd.DataFrame:
    """The figures, the trajectories, and the straight way where there are none, or its end."""
    one = way.indicator
    points = [
        {
            "series": name,
            "role": "area",
            "period": row["period"],
            "date": row["end_date"],
            **{key: row[key] for key in ("value", "lower_95", "upper_95")},
            "value_text": figure_text(row["value"], one),
            "interval_text": range_text(row["lower_95"], row["upper_95"], decimals=one.decimals),
        }
        for row in way.rows
    ]
    for planned in way.ways:
        points += _trajectory(way, planned)
    return pd.DataFrame([*points, *_straight(way)])


def _straight(way: TargetWay) -> Iterator[dict[str, Any]]:
    """The target, after the baseline where the way between them is straight."""
    series = f"target, {way.aim.by}"
    if way.baseline is not None and not way.ways and way.is_comparable:
        start = way.baseline
        yield _point(way, series, "target", way.start, float(start["value"]), start["period"])
    yield _point(way, series, "target", way.aim.due.end, way.aim.level, way.aim.by)


def _trajectory(way: TargetWay, planned: PlannedWay) -> Iterator[dict[str, Any]]:
    """The points of one, the one that counts told apart; nothing in its gaps."""
    role = "target" if planned is way.planned else "second"
    gaps = set(planned.gaps)
    for at, (period, value) in enumerate(zip(planned.periods, planned.values, strict=True)):
        yield _point(way, planned.name, role, period.end, value, period.label)
        if at in gaps:
            after = period.end + timedelta(days=1)
            yield _point(way, planned.name, role, after, NONE, "")


def _point(
    way: TargetWay, series: str, role: str, when: date, value: float, period: str
) -> dict[str, Any]:
    return {
        "series": series,
        "role": role,
        "period": period,
        "date": pd.Timestamp(when),
        "value": value,
        "lower_95": NONE,
        "upper_95": NONE,
        "value_text": figure_text(value, way.indicator),
        "interval_text": "",
    }


def table_of(way: TargetWay) -> Table:
    """Figures and what was planned, a row a period, and the target at the end."""
    one = way.indicator
    names = [planned.name for planned in way.ways] or ["Straight way to the target"]
    columns = (
        Column("Period"),
        Column(words.capitalised(one.unit), is_number=True),
        Column("95% interval"),
        *(Column(name, is_number=True) for name in names),
        Column("Gap to the target", is_number=True),
    )
    rows = [*_rows(way)]
    target = number_text(way.aim.level, decimals=one.decimals)
    on_date = [planned.on(way.aim.due.end) for planned in way.ways]
    at_end = [number_text(value, decimals=one.decimals, missing="[z]") for value in on_date]
    rows.append((f"Target, by {way.aim.by}", "[z]", "", *(at_end or [target]), "[z]"))
    if way.ways:
        columns = (*columns[:-1], Column("Target", is_number=True), columns[-1])
        rows = [(*row[:-1], target, row[-1]) for row in rows]
    return made_of(columns, rows)


def _rows(way: TargetWay) -> Iterator[tuple[str, ...]]:
    one = way.indicator
    held = {day_of(row): row for row in way.rows}
    to_come = {period.end: period for planned in way.ways for period in planned.periods}
    for day in sorted({*held, *to_come}):
        planned = [known.on(day) for known in way.ways]
        if day not in held:
            shown = [number_text(value, decimals=one.decimals, missing="[z]") for value in planned]
            yield (to_come[day].label, "[x]", "", *shown, "[z]")
            continue
        row = held[day]
        found = way.course_of(row)
        shown = [
            number_text(value, decimals=one.decimals, missing="[z]")
            for value in (planned or [found.expected])
        ]
        yield (
            row["period"],
            number_text(row["value"], decimals=one.decimals),
            range_text(row["lower_95"], row["upper_95"], decimals=one.decimals),
            *shown,
            number_text(found.gap, decimals=one.decimals),
        )
