"""A tartan rug: places down, indicators across, each cell a figure with its verdict.

A cell says its verdict by fill or outline and by a symbol beside the figure. The chart decides and
computes nothing.
"""

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer
from pcdash.charts.theme import SMALL_SIZE, Palette, VerdictStyle

COLUMNS = ("place", "column", "indicator", "value_text", "verdict", "verdict_label")
ROW_HEIGHT = 26
NAME_LIMIT = "max(105, min(280, 0.3 * containerSize()[0]))"


def tartan_rug(cells: pd.DataFrame, *, palette: Palette) -> Drawing:
    """The cells in the order given.

    Args:
        cells: A row a cell, with the columns in `COLUMNS`: `place` the name of its row, `column`
            the short heading of its column, `verdict` a key of the palette's verdicts, the texts
            ready to be read.
        palette: The colours of the background that the chart stands on.
    """
    rows = cells.loc[:, list(COLUMNS)].to_dict("records")
    for row in rows:
        style = palette.verdicts[row["verdict"]]
        is_judged = row["verdict"] != "not_compared"
        row["fill"], row["stroke"] = style.fill if is_judged else palette.background, style.colour
        row["ink"] = ink(style, palette) if is_judged else palette.text
        row["shown"] = f"{style.symbol} {row['value_text']}" if is_judged else row["value_text"]
        row["description"] = (
            f"{row['place']}, {row['indicator']}: {row['value_text']}; {row['verdict_label']}"
        )
    data = pd.DataFrame(rows)
    y = {
        "field": "place",
        "type": "nominal",
        "scale": {"domain": list(dict.fromkeys(data["place"])), "paddingInner": 0.12},
        "axis": {"title": None, "labelLimit": {"expr": NAME_LIMIT}, "labelOverlap": False},
    }
    x = {
        "field": "column",
        "type": "nominal",
        "scale": {"domain": list(dict.fromkeys(data["column"])), "paddingInner": 0.06},
        "axis": {"title": None, "orient": "top", "labelAngle": 0, "labelFontWeight": "bold"},
    }
    plain = {"type": "nominal", "scale": None, "legend": None}
    layers = [
        layer(
            "rect",
            {
                "x": x,
                "y": y,
                "fill": {"field": "fill", **plain},
                "stroke": {"field": "stroke", **plain},
                "description": {"field": "description", "type": "nominal"},
                "tooltip": [
                    {"field": "place", "type": "nominal", "title": "Place"},
                    {"field": "indicator", "type": "nominal", "title": "Indicator"},
                    {"field": "value_text", "type": "nominal", "title": "Value"},
                    {"field": "verdict_label", "type": "nominal", "title": "Against England"},
                ],
            },
            aria=True,
            strokeWidth=2,
        ),
        layer(
            "text",
            {
                "x": x,
                "y": y,
                "text": {"field": "shown", "type": "nominal"},
                "color": {"field": "ink", **plain},
            },
            fontSize=SMALL_SIZE,
        ),
    ]
    height = ROW_HEIGHT * max(data["place"].nunique(), 1)
    return drawing(data, layers, palette=palette, height=height)


def ink(style: VerdictStyle, palette: Palette) -> str:
    """The colour to write in on a cell of a verdict: that of the page on a full one."""
    return palette.text if style.fill == palette.background else palette.background
