"""What both forms of the ranked bars share: order, texts, verdict encodings and the click layer."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.charts.drawing import layer
from pcdash.charts.theme import Palette
from pcdash.viewmodels.labelled import Line

COLUMNS = (
    "area_code", "area_name", "value", "lower_95", "upper_95",
    "verdict", "verdict_label", "value_text", "interval_text",
)  # fmt: skip
TEXTS = ("area_code", "area_name", "verdict_label", "value_text", "interval_text")
SELECTION = "area"
TOOLTIP = {
    "area_name": "Area",
    "area_code": "Code",
    "value_text": "Value",
    "interval_text": "95% interval",
    "verdict_label": "Comparison",
}
# A limit may stretch the scale by this much beyond the highest value; a whisker that is longer
# (a handful of patients) runs off the edge rather than flattening every other area.
STRETCH = 1.6
LEGEND_COLUMNS = "containerSize()[0] < 600 ? 2 : 6"


@dataclass(frozen=True)
class PlacedLine:
    """A line with the colour and dashes that tell it from the other."""

    line: Line
    colour: str
    dash: tuple[int, int]

    def rules(self, along: dict[str, Any], palette: Palette) -> list[dict[str, Any]]:
        """The line, on a casing of the background so that it shows across any bar."""
        values = [{"value": self.line.value}]
        dash = list(self.dash)
        return [
            layer("rule", along, values=values, color=palette.background, strokeWidth=4),
            layer("rule", along, values=values, color=self.colour, strokeWidth=2, strokeDash=dash),
        ]


def ranked(rows: pd.DataFrame, palette: Palette) -> pd.DataFrame:
    """The rows from high to low, those without a value last, with the texts their marks carry."""
    # Columns without a row, or with nothing but gaps, are not text until they are told to be.
    made = rows.loc[:, list(COLUMNS)].astype(dict.fromkeys(TEXTS, "str"))
    made = made.sort_values(
        ["value", "area_name"], ascending=[False, True], kind="stable", ignore_index=True
    )
    name, known = made["area_name"], made["value"].notna()
    with_code = name + " (" + made["area_code"] + ")"
    interval = made["interval_text"].fillna("")
    between = ("; 95% interval " + interval).where(interval != "", "")
    return made.assign(
        label=name.where(~name.duplicated(keep=False), with_code),
        shown=made["verdict"].map({key: s.label for key, s in palette.verdicts.items()}),
        colour=made["verdict"].map({key: s.colour for key, s in palette.verdicts.items()}),
        figure=made["value_text"].where(known, ""),
        absence=made["value_text"].where(~known, ""),
        interval_text=interval,
        description=name
        + ": "
        + made["value_text"]
        + between
        + ("; " + made["verdict_label"]).where(known, ""),
    )


def value_domain(data: pd.DataFrame, lines: tuple[PlacedLine, ...]) -> list[float]:
    """Where the value axis starts and ends: zero, every value and line, and most of the limits."""
    points = [*data["value"].dropna(), *(placed.line.value for placed in lines), 0.0]
    low, high = min(points), max(points)
    room = (STRETCH - 1) * max(high - low, 1e-9)
    deepest, widest = data["lower_95"].min(), data["upper_95"].max()
    if low < 0 and pd.notna(deepest):
        low = max(min(low, deepest), low - room)
    if pd.notna(widest):
        high = min(max(high, widest), high + room)
    return [low, (high - low) * 1.03 + low if high > low else 1.0]


# The colour of a bar is taken as it stands: a second scale of the verdict that has no legend
# would take the legend from the first.
BAR_COLOUR = {"field": "colour", "type": "nominal", "scale": None, "legend": None}


def shapes(
    data: pd.DataFrame, palette: Palette, *, title: str | None, legend_offset: int
) -> dict[str, Any]:
    """Encodings of the verdict by shape, outline and fill, with one legend above the plot."""
    held = set(data.loc[data["value"].notna(), "verdict"])
    styles = [style for key, style in palette.verdicts.items() if key in held]
    ranges = {
        "shape": [style.shape for style in styles],
        "stroke": [style.colour for style in styles],
        "fill": [style.fill for style in styles],
    }
    legend = {
        "orient": "top",
        "direction": "horizontal",
        "columns": {"expr": LEGEND_COLUMNS},
        "offset": legend_offset,
        "symbolStrokeWidth": 2,
    }
    return {
        part: {
            "field": "shown",
            "type": "nominal",
            "title": title,
            # Where nothing is compared there is nothing to explain.
            "legend": legend if held - {"not_compared"} else None,
            "scale": {"domain": [style.label for style in styles], "range": values},
        }
        for part, values in ranges.items()
    }


def whiskers(
    along: dict[str, Any],
    palette: Palette,
    *,
    width: float | dict[str, str],
    casing: float | dict[str, str],
) -> list[dict[str, Any]]:
    """The intervals, on a casing of the background so that they show on any bar."""
    return [
        layer("rule", along, color=palette.background, strokeWidth=casing, clip=True),
        layer("rule", along, color=palette.text, strokeWidth=width, clip=True),
    ]


def pick(across: dict[str, Any]) -> dict[str, Any]:
    """The layer that is clicked, hovered over and read aloud: one mark an area, full width."""
    return layer(
        "bar",
        {
            **across,
            "description": {"field": "description", "type": "nominal"},
            "tooltip": [
                {"field": field, "type": "nominal", "title": title}
                for field, title in TOOLTIP.items()
            ],
        },
        params=[{"name": SELECTION, "select": {"type": "point", "fields": ["area_code"]}}],
        aria=True,
        opacity=0,
        cursor="pointer",
    )
