"""Averages of groups, each with the range of its practices."""

from typing import Any

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import Palette

TOOLTIP = {"place": "Group", "average_text": "Average", "range_text": "Lowest to highest"}
COLUMNS = ("place", "average", "lowest", "highest", "average_text", "range_text", "printed")
ROW_HEIGHT = 36
NAME_LIMIT = {"expr": "max(105, min(280, 0.36 * containerSize()[0]))"}


def ranges(
    rows: pd.DataFrame,
    *,
    unit: str,
    domain: tuple[float, float],
    palette: Palette,
    highlighted: str | None = None,
) -> Drawing:
    """A bar a group from its lowest to its highest practice, with the average as a mark.

    Args:
        rows: One row a group, with the columns in `COLUMNS`; `printed` is what a document prints
            of the group, or missing.
        unit: What the axis measures.
        domain: Where the axis starts and ends; a range that is longer runs off the edge.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    made = rows.loc[:, list(COLUMNS)].assign(
        description=rows["place"] + ": " + rows["average_text"] + "; " + rows["range_text"]
    )
    y = {
        "field": "place",
        "type": "nominal",
        "scale": {"domain": made["place"].tolist(), "paddingInner": 0.4},
        "axis": {"title": None, "labelLimit": NAME_LIMIT, "labelOverlap": False},
    }
    x = {
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": list(domain), "nice": False, "zero": False},
        "axis": {"tickCount": 5},
    }
    layers = [
        layer(
            "bar",
            {"y": y, "x": {**x, "field": "lowest"}, "x2": {"field": "highest"}},
            transform=[{"filter": "isValid(datum.lowest)"}],
            color=palette.band,
            height=16,
            clip=True,
        ),
        _mark(y, x, "printed", shape="diamond", colour=palette.second, filled=False),
        _mark(y, x, "average", shape="circle", colour=palette.focus, filled=True),
        layer(
            "text",
            {
                "y": y,
                "x": {"value": "width"},
                "text": {"field": "average_text", "type": "nominal"},
            },
            align="left",
            dx=8,
            fontWeight="bold",
            color=palette.text,
        ),
        reading({"y": y, "x": {"value": 0}, "x2": {"value": "width"}}, TOOLTIP, mark="bar"),
    ]
    return drawing(made, layers, palette=palette, height=ROW_HEIGHT * max(len(made), 1))


def _mark(
    y: dict[str, Any], x: dict[str, Any], field: str, *, shape: str, colour: str, filled: bool
) -> dict[str, Any]:
    return layer(
        "point",
        {"y": y, "x": {**x, "field": field}},
        transform=[{"filter": f"isValid(datum.{field})"}],
        shape=shape,
        filled=filled,
        color=colour,
        size=110 if filled else 150,
        strokeWidth=2,
        opacity=1,
    )
