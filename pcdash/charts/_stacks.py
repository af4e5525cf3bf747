"""What bars of 100 per cent have in common: where segments lie, and how they are drawn and read."""

from typing import Any

import pandas as pd

from pcdash.charts.drawing import layer, reading


def with_spans(rows: pd.DataFrame, share: str) -> pd.DataFrame:
    """Rows with `start`, `end` and `middle` of each segment, in order within its `place`."""
    ends = rows.groupby("place", sort=False)[share].cumsum()
    return rows.assign(start=ends - rows[share], end=ends, middle=ends - rows[share] / 2)


def stack_layers(
    places: list[str],
    *,
    title: str,
    name_limit: dict[str, str],
    padding: float,
    colour: dict[str, Any],
    tooltip: dict[str, str],
    bar: dict[str, Any],
    text: dict[str, Any],
) -> list[dict[str, Any]]:
    """Segments, what is written in them, and what is read of them.

    Args:
        places: The bars from the top. Rows have `place`, the columns of `with_spans`, `said` (what
            is written in a segment), `ink` (in which colour) and `description`.
        title: Of the axis of shares.
        name_limit: How wide the names of bars may be.
        padding: Between bars, as a share of a bar.
        colour: The encoding of the colour of segments.
        tooltip: What is told of a segment: columns and their headings.
        bar, text: Options of the marks.
    """
    y = {
        "field": "place",
        "type": "nominal",
        "scale": {"domain": places, "paddingInner": padding},
        "axis": {"title": None, "labelLimit": name_limit, "labelOverlap": False},
    }
    x = {
        "type": "quantitative",
        "title": title,
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"format": "%", "tickCount": 5, "grid": False},
    }
    span = {"y": y, "x": {**x, "field": "start"}, "x2": {"field": "end"}}
    written = {
        "y": y,
        "x": {**x, "field": "middle"},
        "text": {"field": "said", "type": "nominal"},
        "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
    }
    return [
        layer("bar", {**span, "color": colour}, **bar),
        layer("text", written, **text),
        reading(span, tooltip, mark="bar"),
    ]
