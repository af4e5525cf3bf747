"""How few make up how much: areas by what they contribute, and the share of all so far."""

from typing import Any

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import BENCHMARK_DASH, Palette

COLUMNS = ("area_code", "area_name", "amount", "share", "amount_text", "share_text")
HEIGHT = 320
TOOLTIP = {
    "area_name": "Area",
    "area_code": "Code",
    "amount_text": "Contributes",
    "share_text": "Share of all so far",
}


def pareto(
    rows: pd.DataFrame,
    *,
    unit: str,
    half: int,
    half_label: str,
    palette: Palette,
    highlighted: str | None = None,
) -> Drawing:
    """Columns from the largest amount down, with the cumulative share as a line above them.

    Args:
        rows: One row an area, the largest amount first, with the columns in `COLUMNS`; `share` is
            cumulative, from 0 to 1.
        unit: What the amounts count.
        half: How many of the first areas make up half of all; those columns stand out.
        half_label: The words at the line that ends them.
        palette: The colours of the background that the chart stands on.
        highlighted: The code of the area to point out.

    Returns:
        A chart without selections.
    """
    made = rows.loc[:, list(COLUMNS)].reset_index(drop=True)
    made = made.assign(
        place=range(len(made)),
        is_first=[at < half for at in range(len(made))],
        description=made["area_name"] + ": " + made["amount_text"] + "; " + made["share_text"],
    )
    x = {
        "field": "place",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-0.6, max(len(made), 1) - 0.4], "nice": False},
    }
    amount = {
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": [0, float(made["amount"].max() or 1) * 1.05], "nice": False},
        "axis": {"tickCount": 5},
    }
    share = {
        "type": "quantitative",
        "title": "Share of all, %",
        "scale": {"domain": [0, 105], "nice": False},
        "axis": {"tickCount": 5, "orient": "right", "grid": False},
    }
    columns = layer(
        "bar",
        {
            "x": {**x, "bandPosition": 0},
            "y": {**amount, "field": "amount"},
            "y2": {"datum": 0},
            "color": {
                "condition": {"test": "datum.is_first", "value": palette.focus},
                "value": palette.missing,
            },
        },
        width={"expr": f"max(1, 0.8 * width / {max(len(made), 1)})"},
    )
    line = layer(
        "line",
        {"x": x, "y": {**share, "field": "percent"}},
        transform=[{"calculate": "100 * datum.share", "as": "percent"}],
        color=palette.second,
        strokeWidth=2,
        point={"filled": True, "fill": palette.second, "size": 22},
    )
    layers = [
        _group([columns, *_half(half, len(made), half_label, x, palette)]),
        _group([line]),
        *_named(made[made["area_code"] == highlighted], x, palette),
        reading(
            {"x": x, "y": {"value": 0}, "y2": {"value": "height"}},
            TOOLTIP,
            mark="rule",
            strokeWidth=8,
        ),
    ]
    chart = drawing(made, layers, palette=palette, height=HEIGHT)
    chart["resolve"] = {"scale": {"y": "independent"}}
    return chart


def _group(layers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"layer": layers}


def _half(
    half: int, count: int, label: str, x: dict[str, Any], palette: Palette
) -> list[dict[str, Any]]:
    if not half:
        return []
    at = {"x": {**x, "field": "edge"}}
    values = [{"edge": half - 0.5}]
    onwards = half < 0.6 * count
    return [
        layer(
            "rule", at, values=values, color=palette.text, strokeDash=list(BENCHMARK_DASH),
            strokeWidth=1.5,
        ),
        layer(
            "text", {**at, "y": {"value": 12}, "text": {"value": label}}, values=values,
            align="left" if onwards else "right", dx=6 if onwards else -6, fontWeight="bold",
            color=palette.text,
        ),
    ]  # fmt: skip


def _named(chosen: pd.DataFrame, x: dict[str, Any], palette: Palette) -> list[dict[str, Any]]:
    """The area that is pointed out, named at its column."""
    if chosen.empty:
        return []
    row = chosen.iloc[0]
    values = [{"place": int(row["place"])}]
    return [
        layer(
            "rule",
            {"x": x, "y": {"value": "height"}, "y2": {"value": 44}},
            values=values,
            color=palette.text,
            strokeWidth=1,
        ),
        layer(
            "text",
            {"x": x, "y": {"value": 40}, "text": {"value": row["area_name"]}},
            values=values,
            align="left",
            fontWeight="bold",
            color=palette.text,
            limit={"expr": "0.5 * containerSize()[0]"},
        ),
    ]
