"""A spine chart: one place on many indicators, each on a scale of its own around the benchmark.

The benchmark is the vertical line in the middle of every row, and right is better. The chart puts
nothing on a scale by itself: positions come from the view-model, from 0 to 1.
"""

from typing import Any

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import SMALL_SIZE, Palette

COLUMNS = (
    "indicator_id", "title", "period", "low", "high", "lower_quartile", "upper_quartile", "place",
    "second", "level_1", "level_2", "verdict", "value_text", "benchmark_text", "range_text",
)  # fmt: skip
ROW_HEIGHT = 30
NAME_LIMIT = {"expr": "max(120, min(330, 0.42 * containerSize()[0]))"}
# Beyond the benchmark's text there is no room on a phone; the table has it.
WIDE_ONLY = {"expr": "containerSize()[0] < 600 ? 0 : 1"}
TOOLTIP = {
    "title": "Indicator",
    "period": "Period",
    "value_text": "This place",
    "benchmark_text": "Benchmark",
    "range_text": "Lowest to highest practice",
    "shown": "Comparison",
}


def spine(
    rows: pd.DataFrame,
    *,
    palette: Palette,
    second: str,
    benchmark: str,
) -> Drawing:
    """The rows of a spine chart, from the top.

    Args:
        rows: One row an indicator, with the columns in `COLUMNS`. `low` to `level_2` are
            positions from 0 (worst or lowest) to 1, with the benchmark at 0.5; a missing one is
            not drawn. `verdict` is a key of the palette's verdicts.
        palette: The colours of the background that the chart stands on.
        second: What the diamond of the second comparator is called.
        benchmark: What the line in the middle is called.

    Returns:
        A chart without selections.
    """
    labels = {key: one.label for key, one in palette.verdicts.items()}
    made = rows.loc[:, list(COLUMNS)].assign(
        shown=rows["verdict"].map(labels),
        description=rows["title"]
        + ", "
        + rows["period"]
        + ": "
        + rows["value_text"]
        + "; "
        + benchmark
        + " "
        + rows["benchmark_text"]
        + "; "
        + rows["verdict"].map(labels),
    )
    y = {
        "field": "title",
        "type": "nominal",
        "scale": {"domain": made["title"].tolist(), "paddingInner": 0.25},
        "axis": {"title": None, "labelLimit": NAME_LIMIT, "labelOverlap": False},
    }
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False}}
    height = ROW_HEIGHT * max(len(made), 1)
    layers = [
        _bar(y, x, "low", "high", colour=palette.grid, size=16),
        _bar(y, x, "lower_quartile", "upper_quartile", colour=palette.missing, size=16),
        layer(
            "rule",
            {"x": {**x, "datum": 0.5}, "y": {"value": -2}, "y2": {"value": height}},
            values=[{}],
            color=palette.benchmark,
            strokeWidth=2,
        ),
        *_levels(y, x, palette),
        _diamond(y, x, palette),
        _casing(y, x, palette),
        _place(made, y, x, palette, title=f"Compared with {benchmark}"),
        *_heads(x, benchmark, second, palette),
        *_texts(y, palette),
        reading({"y": y, "x": {"value": 0}, "x2": {"value": "width"}}, TOOLTIP, mark="bar"),
    ]
    return drawing(made, layers, palette=palette, height=height)


def _bar(
    y: dict[str, Any], x: dict[str, Any], start: str, end: str, *, colour: str, size: int
) -> dict[str, Any]:
    return layer(
        "bar",
        {"y": y, "x": {**x, "field": start}, "x2": {"field": end}},
        transform=[{"filter": f"isValid(datum.{start}) && isValid(datum.{end})"}],
        color=colour,
        height=size,
    )


def _levels(y: dict[str, Any], x: dict[str, Any], palette: Palette) -> list[dict[str, Any]]:
    """Trigger levels as ticks, level 2 the thicker."""
    return [
        layer(
            "tick",
            {"y": y, "x": {**x, "field": name}},
            transform=[{"filter": f"isValid(datum.{name})"}],
            color=palette.target,
            thickness=thickness,
            size=22,
        )
        for name, thickness in (("level_1", 2), ("level_2", 4))
    ]


def _diamond(y: dict[str, Any], x: dict[str, Any], palette: Palette) -> dict[str, Any]:
    return layer(
        "point",
        {"y": y, "x": {**x, "field": "second"}},
        transform=[{"filter": "isValid(datum.second)"}],
        shape="M0,-1L.7,0L0,1L-.7,0Z",
        filled=True,
        fill=palette.background,
        stroke=palette.second,
        strokeWidth=2,
        size=90,
        opacity=1,
    )


def _casing(y: dict[str, Any], x: dict[str, Any], palette: Palette) -> dict[str, Any]:
    """A disc of the background behind the place's mark, so that it shows on any bar."""
    return layer(
        "point",
        {"y": y, "x": {**x, "field": "place"}},
        transform=[{"filter": "isValid(datum.place)"}],
        shape="circle",
        filled=True,
        fill=palette.background,
        size=300,
        opacity=1,
    )


def _place(
    made: pd.DataFrame, y: dict[str, Any], x: dict[str, Any], palette: Palette, *, title: str
) -> dict[str, Any]:
    held = set(made.loc[made["place"].notna(), "verdict"])
    styles = [style for key, style in palette.verdicts.items() if key in held]
    legend = {
        "orient": "bottom",
        "direction": "horizontal",
        "columns": {"expr": "containerSize()[0] < 600 ? 1 : 6"},
        "symbolStrokeWidth": 2,
    }
    parts = {
        part: {
            "field": "shown",
            "type": "nominal",
            "title": title,
            "legend": legend if styles else None,
            "scale": {"domain": [style.label for style in styles], "range": values},
        }
        for part, values in (
            ("shape", [style.shape for style in styles]),
            ("stroke", [style.colour for style in styles]),
            ("fill", [style.fill for style in styles]),
        )
    }
    return layer(
        "point",
        {"y": y, "x": {**x, "field": "place"}, **parts},
        transform=[{"filter": "isValid(datum.place)"}],
        size=130,
        strokeWidth=2.2,
        opacity=1,
    )


def _heads(
    x: dict[str, Any], benchmark: str, second: str, palette: Palette
) -> list[dict[str, Any]]:
    """What the columns are, above the first row."""
    texts = (
        ({**x, "datum": 0.5}, benchmark, "center", 0, "bold", palette.benchmark),
        ({"value": 0}, "Worse or lower", "left", 0, "normal", palette.muted),
        ({"value": "width"}, "Better or higher", "right", 0, "normal", palette.muted),
    )
    made = [
        layer(
            "text",
            {"x": at, "y": {"value": -10}, "text": {"value": said}},
            values=[{}],
            align=align,
            dx=dx,
            fontSize=SMALL_SIZE,
            fontWeight=weight,
            color=colour,
            **({} if said == benchmark else {"opacity": WIDE_ONLY}),
        )
        for at, said, align, dx, weight, colour in texts
    ]
    if second:
        made.append(
            layer(
                "text",
                {"x": {"value": "width"}, "y": {"value": -26}, "text": {"value": f"◇ {second}"}},
                values=[{}],
                align="right",
                fontSize=SMALL_SIZE,
                color=palette.second,
            )
        )
    return made


def _texts(y: dict[str, Any], palette: Palette) -> list[dict[str, Any]]:
    at = {"y": y, "x": {"value": "width"}}
    return [
        layer(
            "text",
            {**at, "text": {"field": "value_text", "type": "nominal"}},
            align="left",
            dx=10,
            fontWeight="bold",
            color=palette.text,
        ),
    ]
