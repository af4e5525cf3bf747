"""A scatter of two indicators: a point an area, with the line of England across and up.

The few areas that are named have a letter each, which the page explains, so that nothing covers
the points on a phone. The chart measures nothing.
"""

from typing import Any

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import BENCHMARK_DASH, LABEL_SIZE, SMALL_SIZE, Palette
from pcdash.viewmodels.labelled import Line

COLUMNS = ("area_code", "area_name", "x", "y", "x_text", "y_text", "letter")
TOOLTIP = {
    "area_name": "Area",
    "area_code": "Code",
    "x_text": "Across",
    "y_text": "Up",
}
HEIGHT = 400
# A letter takes this share of the plot of a phone; where it would meet another it moves around its
# point.
LETTER_WIDTH, LETTER_HEIGHT = 0.06, 0.045
SIDES = ((11, 0), (-11, 0), (0, -13), (0, 13))
PHONE_WIDTH = 270
Place = tuple[float, float]


def scatter(
    points: pd.DataFrame,
    *,
    x_title: str,
    y_title: str,
    palette: Palette,
    x_line: Line | None = None,
    y_line: Line | None = None,
    highlighted: str | None = None,
) -> Drawing:
    """Areas by two indicators.

    Args:
        points: One row an area with both figures, with the columns in `COLUMNS`; `letter` is
            empty where an area has none.
        x_title: What the axis across measures.
        y_title: What the axis up measures.
        palette: The colours of the background that the chart stands on.
        x_line: A level of the indicator across, as a line up the plot.
        y_line: A level of the indicator up, as a line across the plot.
        highlighted: The code of the area to point out.

    Returns:
        A chart without selections.
    """
    rows = points.loc[:, list(COLUMNS)].assign(
        description=points["area_name"] + ": " + points["x_text"] + "; " + points["y_text"]
    )
    domains = _domain(rows["x"], x_line), _domain(rows["y"], y_line)
    x, y = (
        {
            "type": "quantitative",
            "title": title,
            "scale": {"domain": list(domain), "nice": False, "zero": False},
            "axis": {"tickCount": 5, "grid": True, "labelOverlap": True, "titleLimit": limit},
        }
        for title, domain, limit in zip((x_title, y_title), domains, (330, HEIGHT), strict=True)
    )
    layers = [
        *_level(x_line, x, channel="x", palette=palette),
        *_level(y_line, y, channel="y", palette=palette),
        layer(
            "point",
            _at(x, y),
            size=64,
            shape="circle",
            filled=True,
            color=palette.focus,
            opacity=0.75,
        ),
        *_highlight(rows[rows["area_code"] == highlighted], x, y, palette),
        *_letters(rows[rows["letter"] != ""], domains, x, y, palette),
        reading(_at(x, y), TOOLTIP),
    ]
    return drawing(rows, layers, palette=palette, height=HEIGHT)


def _at(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}}


def _domain(values: pd.Series, line: Line | None) -> Place:
    """All values and the level, with some room around them."""
    shown = [*values, *([line.value] if line else [])]
    low, high = float(min(shown)), float(max(shown))
    room = 0.09 * (high - low) if high > low else max(abs(high) * 0.2, 0.5)
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _level(
    line: Line | None, axis: dict[str, Any], *, channel: str, palette: Palette
) -> list[dict[str, Any]]:
    """A level with its name: at the right end of one across, at the top of one up."""
    if line is None:
        return []
    at = {channel: {**axis, "field": "level"}}
    values = [{"level": line.value}]
    if channel == "x":
        low, high = axis["scale"]["domain"]
        is_left = line.value < (low + high) / 2
        end = {"y": {"value": -9}}
        options = {"align": "left" if is_left else "right"}
    else:
        end, options = {"x": {"value": "width"}}, {"align": "right", "dy": -7}
    return [
        layer(
            "rule",
            at,
            values=values,
            color=palette.benchmark,
            strokeDash=list(BENCHMARK_DASH),
            strokeWidth=1.5,
        ),
        layer(
            "text",
            {**at, **end, "text": {"value": line.label}},
            values=values,
            fontWeight="bold",
            fontSize=SMALL_SIZE,
            color=palette.benchmark,
            **options,
        ),
    ]


def _highlight(
    chosen: pd.DataFrame, x: dict[str, Any], y: dict[str, Any], palette: Palette
) -> list[dict[str, Any]]:
    """A ring around the area that is pointed out, and its name above the plot's foot."""
    values = chosen[["x", "y"]].to_dict("records")
    if not values:
        return []
    return [
        layer(
            "point",
            _at(x, y),
            values=values,
            shape="circle",
            filled=False,
            size=420,
            opacity=1,
            stroke=palette.second,
            strokeWidth=3,
        )
    ]


def _letters(
    named: pd.DataFrame,
    domains: tuple[Place, Place],
    x: dict[str, Any],
    y: dict[str, Any],
    palette: Palette,
) -> list[dict[str, Any]]:
    """The letters, each on the first side of its point where it meets none before it."""
    placed: list[Place] = []
    layers = []
    for row in named.to_dict("records"):
        own = tuple(
            (row[name] - low) / (high - low)
            for name, (low, high) in zip(("x", "y"), domains, strict=True)
        )
        dx, dy, where = _free(own, placed)
        placed.append(where)
        layers.append(
            layer(
                "text",
                {**_at(x, y), "text": {"value": row["letter"]}},
                values=[{"x": row["x"], "y": row["y"]}],
                dx=dx,
                dy=dy,
                baseline="middle",
                align="center",
                fontWeight="bold",
                fontSize=LABEL_SIZE,
                color=palette.text,
            )
        )
    return layers


def _free(own: Place, placed: list[Place]) -> tuple[int, int, Place]:
    tried = [(dx, dy, (own[0] + dx / PHONE_WIDTH, own[1] - dy / HEIGHT)) for dx, dy in SIDES]
    for one in tried:
        across, up = one[2]
        if not any(
            abs(across - other) < LETTER_WIDTH and abs(up - height) < LETTER_HEIGHT
            for other, height in placed
        ):
            return one
    return tried[0]
