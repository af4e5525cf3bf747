"""Ranked bars of many areas: slim columns, the highest on the left.

Only the chosen area is named; every name is in the table beneath the chart.
"""

from typing import Any

import pandas as pd

from pcdash.charts._ranking import (
    BAR_COLOUR,
    PlacedLine,
    pick,
    shapes,
    value_domain,
    whiskers,
)
from pcdash.charts.drawing import Drawing, drawing, layer
from pcdash.charts.theme import LABEL_SIZE, Palette

# Beyond this a column is thinner than its own whisker, and shapes would cover each other.
MOST_WITH_INTERVALS = 250
HEIGHT = 360
# A phone gives a column two or three pixels, a projector eight or nine.
WHISKER_WIDTH = {"expr": "containerSize()[0] < 600 ? 0.6 : 1.2"}
CASING_WIDTH = {"expr": "containerSize()[0] < 600 ? 0 : 2.8"}
SHAPE_SIZE = {"expr": "containerSize()[0] < 600 ? 9 : 34"}
NAME_ABOVE = 10
NAME_LIMIT = {"expr": "0.55 * containerSize()[0]"}


def as_columns(
    data: pd.DataFrame,
    lines: tuple[PlacedLine, ...],
    *,
    unit: str,
    palette: Palette,
    legend_title: str | None,
    highlighted: str | None,
) -> Drawing:
    """The areas that have a value, as columns."""
    data = data[data["value"].notna()].reset_index(drop=True)
    few = len(data) <= MOST_WITH_INTERVALS
    domain = value_domain(data, lines)
    x = {
        "field": "label",
        "type": "nominal",
        "scale": {"domain": data["label"].tolist(), "paddingInner": 0.15 if few else 0},
        "axis": None,
    }
    y = {"type": "quantitative", "title": unit, "scale": {"domain": domain, "nice": False}}
    chosen = data[data["area_code"] == highlighted]
    offset = 14 if chosen.empty else 16 + NAME_ABOVE
    verdicts = shapes(data, palette, title=legend_title, legend_offset=offset)
    value = {**y, "field": "value", "axis": {"tickCount": 5, "grid": True}}
    bar = {"x": x, "y": value, "y2": {"datum": 0}}
    if few:
        areas = [
            layer("bar", {**bar, "color": BAR_COLOUR}),
            *whiskers(
                {"x": x, "y": {**y, "field": "lower_95"}, "y2": {"field": "upper_95"}},
                palette,
                width=WHISKER_WIDTH,
                casing=CASING_WIDTH,
            ),
            layer(
                "point",
                {"x": x, "y": value, **verdicts},
                size=SHAPE_SIZE,
                strokeWidth=1.3,
                opacity=1,
            ),
        ]
    else:
        areas = [layer("bar", {**bar, "color": verdicts["stroke"]})]
    layers = [
        *areas,
        *_labelled_lines(lines, y=y, domain=domain, palette=palette),
        *_named(chosen, len(data), x=x, y=y, palette=palette),
        pick({"x": x, "y": {"value": 0}, "y2": {"value": "height"}}),
    ]
    return drawing(data, layers, palette=palette, height=HEIGHT)


def _labelled_lines(
    lines: tuple[PlacedLine, ...],
    *,
    y: dict[str, Any],
    domain: list[float],
    palette: Palette,
) -> list[dict[str, Any]]:
    """Lines across the columns, labelled over the low columns on the right, apart if they meet."""
    layers = []
    by_value = sorted(lines, key=lambda placed: placed.line.value)
    for place, placed in enumerate(by_value):
        at = {"y": {**y, "field": "value"}}
        gap = (by_value[-1].line.value - by_value[0].line.value) / (domain[1] - domain[0])
        meets = len(lines) > 1 and gap * HEIGHT < LABEL_SIZE + 6
        below = meets and place == 0
        values = [{"value": placed.line.value}]
        layers += placed.rules(at, palette)
        text = {**at, "x": {"value": "width"}, "text": {"value": placed.line.label}}
        position = {
            "align": "right",
            "baseline": "top" if below else "bottom",
            "dy": 4 if below else -4,
            "fontWeight": "bold",
        }
        # A casing of the background keeps the label legible where it crosses a whisker.
        casing = {"stroke": palette.background, "strokeWidth": 4, "strokeJoin": "round"}
        layers += [
            layer("text", text, values=values, **position, **casing, color=palette.background),
            layer("text", text, values=values, **position, color=placed.colour),
        ]
    return layers


def _named(
    chosen: pd.DataFrame,
    of: int,
    *,
    x: dict[str, Any],
    y: dict[str, Any],
    palette: Palette,
) -> list[dict[str, Any]]:
    """The column of the chosen area, pointed at by its name above the plot."""
    if chosen.empty:
        return []
    row = chosen.iloc[0]
    values = [{"label": row["label"], "value": row["value"], "said": row["area_name"]}]
    on_the_left = chosen.index[0] < of / 2
    at = {"x": x, "y": {**y, "field": "value"}, "y2": {"value": -4}}
    return [
        layer("rule", at, values=values, color=palette.text, strokeWidth=1.5),
        layer(
            "text",
            {
                "x": x,
                "y": {"value": -NAME_ABOVE},
                "text": {"field": "said", "type": "nominal"},
            },
            values=values,
            align="left" if on_the_left else "right",
            dx=-4 if on_the_left else 4,
            limit=NAME_LIMIT,
            fontWeight="bold",
        ),
    ]
