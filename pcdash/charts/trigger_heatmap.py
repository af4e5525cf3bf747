"""Practices by outcome standards: a mark where a trigger is raised, the larger at level 2."""

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import SMALL_SIZE, Palette, written_on

TOOLTIP = {
    "area_name": "Practice",
    "indicator": "Standard",
    "value_text": "Value",
    "said": "Trigger",
}
COLUMNS = ("area_code", "area_name", "indicator", "short", "level", "value_text")
ROW_HEIGHT = 22
NAME_LIMIT = {"expr": "max(90, min(260, 0.3 * containerSize()[0]))"}
SAID = {-1: "not available", 0: "no trigger", 1: "level 1", 2: "level 2"}
# A phone has no room for the numbers; size and depth still tell the levels apart.
NUMBER_OPACITY = {"expr": "containerSize()[0] < 600 ? 0 : 1"}


def trigger_heatmap(rows: pd.DataFrame, *, palette: Palette) -> Drawing:
    """A row a practice and a column an indicator.

    Args:
        rows: One row a practice and indicator, with the columns in `COLUMNS`, in the order shown;
            `level` is 0, 1, 2, or -1 where nothing is known.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    made = rows.loc[:, list(COLUMNS)].assign(
        said=rows["level"].map(SAID),
        description=rows["area_name"]
        + ", "
        + rows["indicator"]
        + ": "
        + rows["level"].map(SAID)
        + ", "
        + rows["value_text"],
    )
    names, columns = list(dict.fromkeys(made["area_name"])), list(dict.fromkeys(made["short"]))
    y = {
        "field": "area_name",
        "type": "nominal",
        "scale": {"domain": names, "paddingInner": 0.08},
        "axis": {"title": None, "labelLimit": NAME_LIMIT, "labelOverlap": False},
    }
    x = {
        "field": "short",
        "type": "nominal",
        "scale": {"domain": columns, "paddingInner": 0.08},
        "axis": {
            "title": "Outcome standard, by its number",
            "orient": "top",
            "labelAngle": 0,
            "labelFontSize": SMALL_SIZE,
            "labelOverlap": "greedy",
        },
    }
    first, second = (palette.verdicts[key].colour for key in ("worse_95", "worse_998"))
    cell = {"x": x, "y": y}
    layers = [
        layer("rect", cell, color=palette.grid),
        layer(
            "text",
            {**cell, "text": {"value": "x"}},
            transform=[{"filter": "datum.level === -1"}],
            color=palette.muted,
            fontSize=SMALL_SIZE,
        ),
        *(
            layer(
                "rect",
                cell,
                transform=[{"filter": f"datum.level === {level}"}],
                color=colour,
                **size,
            )
            for level, colour, size in (
                (1, first, {"width": {"band": 0.6}, "height": {"band": 0.6}}),
                (2, second, {}),
            )
        ),
        *(
            layer(
                "text",
                {**cell, "text": {"value": str(level)}},
                transform=[{"filter": f"datum.level === {level}"}],
                color=written_on(colour),
                fontWeight="bold",
                fontSize=SMALL_SIZE,
                opacity=NUMBER_OPACITY,
            )
            for level, colour in ((1, first), (2, second))
        ),
        reading(cell, TOOLTIP, mark="rect"),
    ]
    return drawing(made, layers, palette=palette, height=ROW_HEIGHT * max(len(names), 1))
