"""Deciles over time: how practices spread, period by period, with one place on top."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pcdash.charts._timeline import day, period_axis, time_domain
from pcdash.charts._timeline_labels import marker_layers, spread
from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import BENCHMARK_DASH, LABEL_SIZE, SECOND_DASH, Palette
from pcdash.viewmodels.labelled import Mark

COLUMNS = ("line", "role", "period", "date", "value", "value_text")
ROLES = ("decile", "median", "place")
HEIGHT = 340
PERIODS = 10
TOOLTIP = {"line": "Line", "period": "Period", "value_text": "Value"}
LABEL_LIMIT = {"expr": "max(80, min(220, 0.34 * containerSize()[0]))"}


def decile_bands(
    points: pd.DataFrame,
    *,
    unit: str,
    palette: Palette,
    breaks: Sequence[Mark] = (),
    events: Sequence[Mark] = (),
    highlighted: str | None = None,
) -> Drawing:
    """The deciles as thin dotted lines, the median dashed, the place solid.

    Args:
        points: One row a line and period, with the columns in `COLUMNS`; `role` is one of
            `ROLES`, `line` the short name of the line.
        unit: What the value axis measures.
        palette: The colours of the background that the chart stands on.
        breaks: Dates from which figures are not comparable with those before: lines stop there.
        events: Dates to mark without a break.

    Returns:
        A chart without selections.
    """
    rows = _rows(points, breaks)
    values = [row["value"] for row in rows if row["value"] is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.06 * (high - low) if high > low else max(abs(high) * 0.1, 0.5)
    domain = [max(low - room, 0.0) if low >= 0 else low - room, high + room]
    x = {
        "field": "day",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": time_domain(rows), "nice": False, "zero": False},
        "axis": period_axis(rows, PERIODS),
    }
    y = {
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": domain, "nice": False, "zero": False},
        "axis": {"tickCount": 5},
    }
    looks = {
        "decile": (palette.missing, SECOND_DASH, 1.2),
        "median": (palette.benchmark, BENCHMARK_DASH, 2.0),
        "place": (palette.focus, (1, 0), 3.0),
    }
    layers = marker_layers(rows, breaks, events, x=x, palette=palette, font=LABEL_SIZE)
    for role in ROLES:
        layers += _lines(role, *looks[role], x=x, y=y)
    layers += _ends(rows, x=x, domain=domain, looks=looks)
    layers.append(
        reading(
            {"x": x, "y": {**y, "field": "value"}},
            TOOLTIP,
            transform=[{"filter": "isValid(datum.value)"}],
        )
    )
    return drawing(pd.DataFrame(rows), layers, palette=palette, height=HEIGHT)


def _rows(points: pd.DataFrame, breaks: Sequence[Mark]) -> list[dict[str, Any]]:
    rows = points.loc[:, list(COLUMNS)].to_dict("records")
    cuts = sorted(day(mark.date) for mark in breaks)
    gaps: dict[str, int] = {}
    for row in rows:
        row["value"] = None if pd.isna(row["value"]) else float(row["value"])
        row["day"] = day(row.pop("date"))
        gaps[row["line"]] = gaps.get(row["line"], 0) + (row["value"] is None)
        after = sum(row["day"] >= cut for cut in cuts)
        row["segment"] = f"{row['line']}/{gaps[row['line']]}/{after}"
        row["description"] = f"{row['line']}, {row['period']}: {row['value_text']}"
    return rows


def _lines(
    role: str,
    colour: str,
    dash: tuple[int, int],
    width: float,
    *,
    x: dict[str, Any],
    y: dict[str, Any],
) -> list[dict[str, Any]]:
    at = {"x": x, "y": {**y, "field": "value"}}
    own = [{"filter": f"datum.role === '{role}' && isValid(datum.value)"}]
    made = [
        layer(
            "line", {**at, "detail": {"field": "segment", "type": "nominal"}}, transform=own,
            color=colour, strokeDash=list(dash), strokeWidth=width,
        )
    ]  # fmt: skip
    shape = {"shape": "circle", "size": 60} if role == "place" else {"shape": "stroke", "size": 90}
    return [*made, layer("point", at, transform=own, filled=True, color=colour, opacity=1, **shape)]


def _ends(
    rows: Sequence[dict[str, Any]],
    *,
    x: dict[str, Any],
    domain: list[float],
    looks: dict[str, tuple[str, tuple[int, int], float]],
) -> list[dict[str, Any]]:
    """The name of a line at its end: the outer deciles, the median and the place."""
    last = {row["line"]: row for row in rows if row["value"] is not None}
    deciles = [row for row in last.values() if row["role"] == "decile"]
    outer = (deciles[0]["line"], deciles[-1]["line"]) if deciles else ()
    shown = [row for row in last.values() if row["role"] != "decile" or row["line"] in outer]
    shown.sort(key=lambda row: -row["value"])
    scale = HEIGHT / (domain[1] - domain[0])
    heights = spread([(domain[1] - row["value"]) * scale for row in shown], HEIGHT)
    return [
        layer(
            "text",
            {
                "x": x,
                "y": {"value": pixel},
                "text": {"value": f"{row['line']} {row['value_text']}"},
            },
            values=[{"day": row["day"]}],
            align="left",
            baseline="middle",
            dx=10,
            limit=LABEL_LIMIT,
            fontWeight="bold" if row["role"] == "place" else "normal",
            color=looks[row["role"]][0],
        )
        for row, pixel in zip(shown, heights, strict=True)
    ]
