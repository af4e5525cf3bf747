"""What the chart of a history works out before it draws: what a line joins, and the two axes.

A page draws a dozen of these charts with some twenty points each, where a frame's operations cost
ten times what they would on plain rows; so the work is done on rows.
"""

import json
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from pcdash.viewmodels.labelled import Mark

COLUMNS = (
    "series", "role", "period", "date", "value",
    "lower_95", "upper_95", "value_text", "interval_text",
)  # fmt: skip
ROLES = ("benchmark", "second", "target", "area")  # drawn in this order, the place itself on top
EPOCH = date(1970, 1, 1).toordinal()
Row = dict[str, Any]


def day(when: date) -> int:
    """Days since 1970: a number has no time zone that could move a year's end into the next."""
    return when.toordinal() - EPOCH


def timed(points: pd.DataFrame, breaks: Sequence[Mark]) -> list[Row]:
    """The points in order of time, with `day`, `segment` (what one line joins) and `alone`.

    A line is cut by a missing value and by a break. Numbers are floats, or None where missing.
    """
    given = points.loc[:, list(COLUMNS)].to_dict("records")
    rows = [{**row, **_numbers(row), **_texts(row), "day": day(row["date"])} for row in given]
    rows.sort(key=lambda row: (ROLES.index(row["role"]), row["series"], row["day"]))
    cuts = sorted(day(mark.date) for mark in breaks)
    members: dict[str, list[Row]] = {}
    gaps = 0
    for row in rows:
        gaps += row["value"] is None
        after = sum(row["day"] >= cut for cut in cuts)
        segment = f"{row['role']}/{row['series']}/{gaps}/{after}"
        row["segment"] = segment
        if row["value"] is not None:
            members.setdefault(segment, []).append(row)
    for row in rows:
        row["alone"] = len(members.get(row["segment"], ())) == 1
        del row["date"]
    return rows


def time_domain(rows: Sequence[Row]) -> list[float]:
    """First to last day with a little room, so that no point sits on the edge."""
    days = [row["day"] for row in rows]
    low, high = min(days, default=0), max(days, default=0)
    room = 0.03 * (high - low) if high > low else 180
    return [float(low - room), float(high + room)]


def value_domain(rows: Sequence[Row]) -> list[float]:
    """All values, and the intervals of the place itself; from zero where zero is not far."""
    shown = [row["value"] for row in rows]
    shown += [row[end] for row in rows if row["role"] == "area" for end in ("lower_95", "upper_95")]
    known = [number for number in shown if number is not None]
    if not known:
        return [0.0, 1.0]
    low, high = min(known), max(known)
    room = 0.08 * (high - low) if high > low else max(abs(high) * 0.1, 0.5)
    if 0 <= low < 0.4 * high or low == 0:
        return [0.0, high + room]
    return [max(low - room, 0.0) if low > 0 else low - room, high + room]


def period_axis(rows: Sequence[Row], most: int) -> dict[str, Any]:
    """Ticks at the periods themselves, labelled as periods are written, the latest always."""
    labels = sorted({row["day"]: row["period"] for row in rows}.items())
    step = max(math.ceil(len(labels) / most), 1)
    shown = dict(labels[::-1][::step][::-1])
    return {
        "values": list(shown),
        "labelExpr": f"{json.dumps({str(when): name for when, name in shown.items()})}"
        "[datum.value] || ''",
        "labelOverlap": "greedy",
        "labelSeparation": 8,
        "labelFlush": False,
        "grid": False,
        "ticks": True,
        "domain": True,
    }


def _numbers(row: Row) -> Row:
    names = ("value", "lower_95", "upper_95")
    return {name: None if pd.isna(row[name]) else float(row[name]) for name in names}


def _texts(row: Row) -> Row:
    interval = "" if pd.isna(row["interval_text"]) else row["interval_text"]
    between = f"; 95% interval {interval}" if interval else ""
    said = f"{row['series']}, {row['period']}: {row['value_text']}{between}"
    return {"interval_text": interval, "description": said}
