"""One place's indicator over its periods, with its CCG and England beside it.

A line an area, told apart by colour, dashes and a label at its end; a band for the interval of the
place itself. A break in comparability cuts every line. Not for control charts, which draw limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.charts._timeline import (
    ROLES,
    period_axis,
    time_domain,
    timed,
    value_domain,
)
from pcdash.charts._timeline_labels import end_label_layers, marker_layers
from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import (
    BENCHMARK_DASH,
    LABEL_SIZE,
    SECOND_DASH,
    SMALL_SIZE,
    Palette,
)
from pcdash.viewmodels.labelled import Mark

TOOLTIP = {
    "series": "Area",
    "period": "Period",
    "value_text": "Value",
    "interval_text": "95% interval",
}


@dataclass(frozen=True)
class Size:
    """How large a chart is drawn: plot height, most ticks on each axis, points and letters."""

    height: int
    periods: int
    values: int
    point: int
    font: int


FULL = Size(height=300, periods=12, values=5, point=60, font=LABEL_SIZE)
SMALL = Size(height=120, periods=3, values=3, point=36, font=SMALL_SIZE)


def history(
    points: pd.DataFrame,
    *,
    unit: str,
    palette: Palette,
    breaks: Sequence[Mark] = (),
    events: Sequence[Mark] = (),
    size: Size = FULL,
    domain: tuple[float, float] | None = None,
) -> Drawing:
    """The values of a place and of what it is compared with, period by period.

    Args:
        points: One row a series and period, with the columns in `_timeline.COLUMNS`. `series` is
            the short name at the line's end, `role` one of `area`, `second`,
            `benchmark` and `target` (the way to it),
            `date` where the period stands in time. A missing value leaves a gap.
        unit: What the value axis measures.
        palette: The colours of the background that the chart stands on.
        breaks: Dates from which figures are not comparable with those before: lines stop there.
        events: Dates to mark without a break.
        size: `FULL`, or `SMALL` for one of many on a page.
        domain: Where the value axis starts and ends, for charts that share one; else as the
            values ask for.

    Returns:
        A chart without selections.
    """
    rows = timed(points, breaks)
    domain = list(domain) if domain else value_domain(rows)
    x = {
        "field": "day",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": time_domain(rows), "nice": False, "zero": False},
        "axis": {**period_axis(rows, size.periods), "labelFontSize": size.font},
    }
    y = {
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": domain, "nice": False, "zero": False},
        "axis": {
            "tickCount": size.values,
            "labelFontSize": size.font,
            "titleFontSize": size.font,
        },
    }
    layers = _interval(x=x, y=y, palette=palette)
    layers += marker_layers(rows, breaks, events, x=x, palette=palette, font=size.font)
    held = {row["role"] for row in rows}
    for role in filter(held.__contains__, ROLES):
        layers += _lines(role, x=x, y=y, palette=palette, size=size)
    layers += end_label_layers(
        rows,
        colours={role: _look(role, palette)[0] for role in ROLES},
        x=x,
        domain=domain,
        height=size.height,
        font=size.font,
    )
    return drawing(
        pd.DataFrame(rows),
        [
            *layers,
            reading(
                {"x": x, "y": {**y, "field": "value"}},
                TOOLTIP,
                transform=[{"filter": "isValid(datum.value)"}],
            ),
        ],
        palette=palette,
        height=size.height,
    )


def _interval(*, x: dict[str, Any], y: dict[str, Any], palette: Palette) -> list[dict[str, Any]]:
    """The place's own interval: a band, or a bar where a point stands alone."""
    low, high = {**y, "field": "lower_95"}, {"field": "upper_95"}
    known = "datum.role === 'area' && isValid(datum.lower_95)"
    own, lone = [{"filter": known}], [{"filter": f"{known} && datum.alone"}]
    along = {"x": x, "y": low, "y2": high}
    pieces = {**along, "detail": {"field": "segment", "type": "nominal"}}
    return [
        layer("area", pieces, transform=own, color=palette.band, opacity=1),
        layer("rule", along, transform=lone, color=palette.band, strokeWidth=8),
    ]


def _lines(
    role: str, *, x: dict[str, Any], y: dict[str, Any], palette: Palette, size: Size
) -> list[dict[str, Any]]:
    """One kind of line: the place with a point a period, the others where a point stands alone."""
    colour, dash, width = _look(role, palette)
    at = {"x": x, "y": {**y, "field": "value"}}
    is_role = f"datum.role === '{role}' && isValid(datum.value)"
    is_pointed = is_role if role == "area" else f"{is_role} && datum.alone"
    return [
        layer(
            "line",
            {**at, "detail": {"field": "segment", "type": "nominal"}},
            transform=[{"filter": is_role}],
            color=colour,
            strokeDash=dash,
            strokeWidth=width,
        ),
        layer(
            "point",
            at,
            transform=[{"filter": is_pointed}],
            **(
                {"shape": "circle", "filled": True, "size": size.point}
                if role == "area"
                else {"shape": "stroke", "strokeWidth": 2.5, "size": 4 * size.point}
            ),
            color=colour,
            opacity=1,
        ),
    ]


def _look(role: str, palette: Palette) -> tuple[str, list[int], float]:
    return {
        "area": (palette.focus, [1, 0], 2.5),
        "second": (palette.second, list(SECOND_DASH), 2.0),
        "target": (palette.target, list(BENCHMARK_DASH), 2.0),
        "benchmark": (palette.benchmark, list(BENCHMARK_DASH), 1.5),
    }[role]
