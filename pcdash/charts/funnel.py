"""A funnel: each area's figure over its size, between the limits that chance would keep it in.

The chart draws the limits it is given, adjusted or not, and decides for no point by itself.
"""

from typing import Any

import pandas as pd

from pcdash.charts._ranking import LEGEND_COLUMNS, shapes
from pcdash.charts._timeline_labels import spread
from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import BENCHMARK_DASH, LABEL_SIZE, SECOND_DASH, SMALL_SIZE, Palette
from pcdash.viewmodels.labelled import Line

COLUMNS = (
    "area_code", "area_name", "size", "value", "verdict",
    "verdict_label", "value_text", "size_text", "limits_text",
)  # fmt: skip
CURVES = ("size", "lower_95", "upper_95", "lower_998", "upper_998")
TOOLTIP = {
    "area_name": "Area",
    "area_code": "Code",
    "value_text": "Value",
    "size_text": "Size",
    "limits_text": "95% limits at this size",
    "verdict_label": "Against the average",
}
HEIGHT = 400
# Names beside points: how far apart they must be, as shares of the plot's width and height.
NAME_WIDTH, NAME_HEIGHT = 0.24, 0.055
MOST_NAMED = 6
# On a phone names would cover the points; the table has them all.
NAME_OPACITY = {"expr": "containerSize()[0] < 600 ? 0 : 1"}


def funnel(
    points: pd.DataFrame,
    curves: pd.DataFrame,
    *,
    unit: str,
    size_label: str,
    palette: Palette,
    average: Line,
    benchmark: Line | None = None,
    named: tuple[str, ...] = (),
    highlighted: str | None = None,
) -> Drawing:
    """Areas as points over their size, with the average and the limits around it.

    Args:
        points: One row an area with a value, with the columns in `COLUMNS`; `verdict` is a key of
            the palette's verdicts.
        curves: The limits, with the columns in `CURVES`, by rising size.
        unit: What the value axis measures.
        size_label: What the size axis counts, e.g. "Patients".
        palette: The colours of the background that the chart stands on.
        average: What the limits are around.
        benchmark: Another level, as a dashed line.
        named: Codes of the areas to name, the most important first; those whose names would meet
            are left out.
        highlighted: The code of the area to point out.

    Returns:
        A chart without selections.
    """
    rows = points.loc[:, list(COLUMNS)].assign(
        shown=points["verdict"].map({key: one.label for key, one in palette.verdicts.items()}),
        description=points["area_name"]
        + ": "
        + points["value_text"]
        + "; "
        + points["size_text"]
        + "; "
        + points["verdict_label"],
    )
    x_domain, y_domain = _domains(rows, [average, benchmark])
    x = {
        "type": "quantitative",
        "title": size_label,
        "scale": {"domain": x_domain, "nice": False},
        "axis": {"tickCount": 5, "grid": False, "format": ",.0f", "labelOverlap": True},
    }
    y = {
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": y_domain, "nice": False, "zero": False},
        "axis": {"tickCount": 5},
    }
    levels = [(average, palette.text, (1, 0))]
    levels += [(benchmark, palette.second, BENCHMARK_DASH)] if benchmark else []
    order = [code for code in (highlighted, *named) if code]
    layers = [
        *_limits(curves, x=x, y=y, palette=palette),
        *(_level(line, y=y, dash=dash, colour=colour) for line, colour, dash in levels),
        _points(rows, x=x, y=y, palette=palette),
        *_highlight(rows[rows["area_code"] == highlighted], x=x, y=y, palette=palette),
        *_names(rows, order, (x_domain, y_domain), x=x, y=y, palette=palette),
        *_words(curves, [level[:2] for level in levels], (x_domain, y_domain), palette),
        reading({"x": {**x, "field": "size"}, "y": {**y, "field": "value"}}, TOOLTIP),
    ]
    return drawing(rows, layers, palette=palette, height=HEIGHT)


def _domains(
    rows: pd.DataFrame, lines: list[Line | None]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Sizes from none to a little more than the largest; all values and levels with some room."""
    most = float(rows["size"].max())
    shown = [*rows["value"], *(line.value for line in lines if line)]
    low, high = min(shown), max(shown)
    room = 0.12 * (high - low) if high > low else max(abs(high) * 0.2, 0.5)
    return (0.0, most * 1.06), (max(low - room, 0.0) if low >= 0 else low - room, high + room)


def _limits(
    curves: pd.DataFrame, *, x: dict[str, Any], y: dict[str, Any], palette: Palette
) -> list[dict[str, Any]]:
    values = curves.loc[:, list(CURVES)].to_dict("records")
    return [
        layer(
            "line",
            {"x": {**x, "field": "size"}, "y": {**y, "field": f"{side}_{level}"}},
            values=values,
            clip=True,
            color=palette.muted,
            strokeDash=list(dash),
            strokeWidth=1.5,
        )
        for level, dash in (("95", SECOND_DASH), ("998", (1, 0)))
        for side in ("lower", "upper")
    ]


def _level(line: Line, *, y: dict[str, Any], dash: tuple[int, int], colour: str) -> dict[str, Any]:
    at = {"y": {**y, "field": "level"}}
    values = [{"level": line.value}]
    return layer("rule", at, values=values, color=colour, strokeDash=list(dash), strokeWidth=1.5)


def _words(
    curves: pd.DataFrame,
    lines: list[tuple[Line, str]],
    domains: tuple[tuple[float, float], tuple[float, float]],
    palette: Palette,
) -> list[dict[str, Any]]:
    """The words above the right end of each line, moved apart where they would meet."""
    (_, right), (low, high) = domains
    last = curves[curves["size"] <= right].iloc[-1]
    ends = [(line.value, line.label, colour, "bold") for line, colour in lines]
    ends += [
        (last[f"upper_{level}"], said, palette.muted, "normal")
        for level, said in (("95", "95% limit"), ("998", "99.8% limit"))
    ]
    ends = sorted((end for end in ends if low <= end[0] <= high), key=lambda end: -end[0])
    heights = spread([HEIGHT * (high - end[0]) / (high - low) - 8 for end in ends], HEIGHT)
    return [
        layer(
            "text",
            {"x": {"value": "width"}, "y": {"value": pixel}, "text": {"value": said}},
            values=[{}],
            align="right",
            baseline="middle",
            fontSize=LABEL_SIZE if weight == "bold" else SMALL_SIZE,
            fontWeight=weight,
            color=colour,
        )
        for (_, said, colour, weight), pixel in zip(ends, heights, strict=True)
    ]


def _points(
    rows: pd.DataFrame, *, x: dict[str, Any], y: dict[str, Any], palette: Palette
) -> dict[str, Any]:
    verdicts = shapes(rows, palette, title="Compared with the average", legend_offset=12)
    for part in verdicts.values():
        if part["legend"]:
            part["legend"]["columns"] = {"expr": LEGEND_COLUMNS}
    return layer(
        "point",
        {"x": {**x, "field": "size"}, "y": {**y, "field": "value"}, **verdicts},
        size=70,
        strokeWidth=1.8,
        opacity=1,
    )


def _highlight(
    chosen: pd.DataFrame, *, x: dict[str, Any], y: dict[str, Any], palette: Palette
) -> list[dict[str, Any]]:
    """A ring around the area that is pointed out."""
    at = {"x": {**x, "field": "size"}, "y": {**y, "field": "value"}}
    values = chosen[["size", "value"]].to_dict("records")
    return [
        layer(
            "point", at, values=values, shape="circle", filled=False, size=420, opacity=1,
            stroke=palette.text, strokeWidth=2.5,
        )
    ] if values else []  # fmt: skip


def _names(
    rows: pd.DataFrame,
    order: list[str],
    domains: tuple[tuple[float, float], tuple[float, float]],
    *,
    x: dict[str, Any],
    y: dict[str, Any],
    palette: Palette,
) -> list[dict[str, Any]]:
    """Names beside points, in order of importance, left out where they would meet another."""
    (_, right), (low, high) = domains
    placed: list[tuple[float, float]] = []
    layers = []
    for code in order:
        found = rows[rows["area_code"] == code]
        if found.empty or len(placed) == MOST_NAMED:
            continue
        row = found.iloc[0]
        across, up = row["size"] / right, (row["value"] - low) / (high - low)
        onwards = across + NAME_WIDTH < 1
        at = across if onwards else across - NAME_WIDTH
        meets = any(
            abs(at - other) < NAME_WIDTH and abs(up - height) < NAME_HEIGHT
            for other, height in placed
        )
        if meets:
            continue
        placed.append((at, up))
        layers.append(
            layer(
                "text",
                {
                    "x": {**x, "field": "size"},
                    "y": {**y, "field": "value"},
                    "text": {"value": row["area_name"]},
                },
                values=[{"size": row["size"], "value": row["value"]}],
                align="left" if onwards else "right",
                dx=10 if onwards else -10,
                limit=190,
                fontSize=SMALL_SIZE,
                opacity=NAME_OPACITY,
                color=palette.text,
            )
        )
    return layers
