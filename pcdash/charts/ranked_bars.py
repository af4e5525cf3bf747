"""Ranked bars: how areas differ on one indicator, each with its interval and its verdict.

Up to sixty areas have a row each, with name, bar, interval, shape and figure; more of them become
slim columns. The chart puts areas in order, and decides and computes nothing else.
"""

from typing import Any

import pandas as pd

from pcdash.charts._ranked_columns import as_columns
from pcdash.charts._ranking import (
    BAR_COLOUR,
    PlacedLine,
    pick,
    ranked,
    shapes,
    value_domain,
    whiskers,
)
from pcdash.charts.drawing import Drawing, drawing, layer
from pcdash.charts.theme import BENCHMARK_DASH, SECOND_DASH, Palette
from pcdash.viewmodels.labelled import Line

MOST_ROWS = 60
ROW_HEIGHT = 21
# Names may take this share of the chart, so that a phone keeps room for the bars.
NAME_LIMIT = "max(110, min(280, 0.38 * containerSize()[0]))"
LINE_OF_TEXT = 17


def ranked_bars(
    rows: pd.DataFrame,
    *,
    unit: str,
    palette: Palette,
    benchmark: Line | None = None,
    second: Line | None = None,
    highlighted: str | None = None,
) -> Drawing:
    """Areas from the highest value to the lowest, those without a value at the foot.

    Above sixty areas the names give way to columns; those without a value are then only in the
    table, and the page says how many.

    Args:
        rows: One row an area, with the columns in `_ranking.COLUMNS`. `verdict` is a key of the
            palette's verdicts; the texts are ready to be read. Where the value is missing,
            `value_text` says why.
        unit: What the axis measures, e.g. "% of patients".
        palette: The colours of the background that the chart stands on.
        benchmark: What the verdicts compare with, as a labelled line.
        second: Another level, as a second labelled line.
        highlighted: The code of the area to point out.

    Returns:
        A chart whose selection `area` holds the `area_code` that was clicked.
    """
    given = ((benchmark, palette.benchmark, BENCHMARK_DASH), (second, palette.second, SECOND_DASH))
    lines = tuple(
        PlacedLine(line, colour, dash)
        for line, colour, dash in given
        if line is not None and pd.notna(line.value)
    )
    title = f"Compared with {benchmark.name}" if benchmark else None
    form = _as_rows if len(rows) <= MOST_ROWS else as_columns
    return form(
        ranked(rows, palette),
        lines,
        unit=unit,
        palette=palette,
        legend_title=title,
        highlighted=highlighted,
    )


def _as_rows(
    data: pd.DataFrame,
    lines: tuple[PlacedLine, ...],
    *,
    unit: str,
    palette: Palette,
    legend_title: str | None,
    highlighted: str | None,
) -> Drawing:
    chosen = data.loc[data["area_code"] == highlighted, "label"].tolist()
    domain = value_domain(data, lines)
    y = _names(data, chosen)
    x = {"type": "quantitative", "title": unit, "scale": {"domain": domain, "nice": False}}
    start, end = {"value": 0}, {"value": "width"}
    valued = [{"filter": "isValid(datum.value)"}]
    layers = [
        layer(
            "bar",
            {"y": y, "x": start, "x2": end},
            values=[{"label": label} for label in chosen],
            color=palette.highlight,
        ),
        layer(
            "bar",
            {
                "y": y,
                "x": {**x, "field": "value", "axis": {"tickCount": 5, "grid": True}},
                "x2": {"datum": 0},
                "color": BAR_COLOUR,
            },
        ),
        *whiskers(
            {"y": y, "x": {**x, "field": "lower_95"}, "x2": {"field": "upper_95"}},
            palette,
            width=1.5,
            casing=4,
        ),
    ]
    height = ROW_HEIGHT * max(len(data), 1)
    foot = height * data["value"].notna().mean()  # lines end where rows without a value begin
    for place, placed in enumerate(lines):
        above = 10 + LINE_OF_TEXT * place
        layers += _labelled_line(
            placed, x=x, domain=domain, above=above, foot=foot, palette=palette
        )
    offset = 14 + LINE_OF_TEXT * len(lines)
    verdicts = shapes(data, palette, title=legend_title, legend_offset=offset)
    layers += [
        # Where nothing is compared, a mark that says so beside every figure says nothing.
        *(
            [
                layer(
                    "point",
                    {"y": y, "x": end, **verdicts},
                    transform=valued,
                    xOffset=14,
                    size=80,
                    strokeWidth=1.8,
                    opacity=1,
                )
            ]
            if (data["verdict"] != "not_compared").any()
            else []
        ),
        layer(
            "text",
            {"y": y, "x": end, "text": {"field": "figure", "type": "nominal"}},
            align="left",
            dx=28,
        ),
        layer(
            "text",
            {"y": y, "x": start, "text": {"field": "absence", "type": "nominal"}},
            align="left",
            dx=4,
            fontStyle="italic",
            color=palette.muted,
        ),
        pick({"y": y, "x": start, "x2": end}),
    ]
    return drawing(data, layers, palette=palette, height=height)


def _names(data: pd.DataFrame, chosen: list[str]) -> dict[str, Any]:
    """The axis of names, in the order of the rows."""
    bold = {"condition": {"test": {"field": "value", "oneOf": chosen}, "value": "bold"}}
    return {
        "field": "label",
        "type": "nominal",
        "scale": {"domain": data["label"].tolist(), "paddingInner": 0.3},
        "axis": {
            "title": None,
            "labelLimit": {"expr": NAME_LIMIT},
            "labelOverlap": False,
            "labelFontWeight": {**bold, "value": "normal"} if chosen else "normal",
        },
    }


def _labelled_line(
    placed: PlacedLine,
    *,
    x: dict[str, Any],
    domain: list[float],
    above: int,
    foot: float,
    palette: Palette,
) -> list[dict[str, Any]]:
    """A line down the rows, its label above the plot and turned to the side with room."""
    line = placed.line
    rightwards = line.value - domain[0] < 0.55 * (domain[1] - domain[0])
    at = {"x": {**x, "field": "value"}}
    return [
        *placed.rules({**at, "y": {"value": 0}, "y2": {"value": foot}}, palette),
        layer(
            "text",
            {**at, "y": {"value": -above}, "text": {"value": line.label}},
            values=[{"value": line.value}],
            align="left" if rightwards else "right",
            dx=-3 if rightwards else 3,
            fontWeight="bold",
            color=placed.colour,
        ),
    ]
