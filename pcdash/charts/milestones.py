"""Milestones in time: a ring where each was planned, a line to where it is now, its status."""

import json
import math
from datetime import date

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import SMALL_SIZE, STATUSES, Palette

COLUMNS = (
    "label", "kind", "status", "first_day", "last_day", "shown_day", "status_text", "said",
)  # fmt: skip
ROW_HEIGHT = 27
NAME_LIMIT = {"expr": "max(90, min(330, 0.36 * containerSize()[0]))"}
TOOLTIP = {"label": "Milestone or phase", "said": "How it stands"}
EPOCH = date(1970, 1, 1).toordinal()
# Where the words at the marks have no room, the table under the chart has them.
WORDS_OPACITY = {"expr": "containerSize()[0] < 620 ? 0 : 1"}
ROOM_FOR_WORDS = 0.3  # of the time shown, behind the last mark


def milestones(rows: pd.DataFrame, *, palette: Palette) -> Drawing:
    """A row a phase and a milestone, in the order given.

    Args:
        rows: One row a phase or milestone, with the columns in `COLUMNS`; `kind` is phase or
            milestone, days are counted from 1970 and may be missing: `first_day` is where a phase
            starts or a milestone was planned, `last_day` where it ends or is now expected or done,
            `shown_day` where its status stands.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    made = rows.loc[:, list(COLUMNS)].assign(description=rows["label"] + ": " + rows["said"])
    made = made.assign(at=made["shown_day"].fillna(made["first_day"]))
    # A name may be there twice; a row is one all the same.
    made["row"] = [f"{place} {label}" for place, label in enumerate(made["label"])]
    y = {
        "field": "row",
        "type": "nominal",
        "scale": {"domain": made["row"].tolist()},
        "axis": {
            "title": None, "labelLimit": NAME_LIMIT, "labelOverlap": False,
            "labelExpr": "substring(datum.label, indexof(datum.label, ' ') + 1)",
        },
    }  # fmt: skip
    x, until = _axis(made, palette), "last_day"
    at = {"y": y, "x": {**x, "field": "first_day"}}
    is_phase, is_milestone = ({"filter": f"datum.kind === '{one}'"} for one in
                              ("phase", "milestone"))  # fmt: skip
    moved = {"filter": "isValid(datum.last_day) && isValid(datum.first_day)"}
    layers = [
        layer("bar", {**at, "x2": {"field": until}}, transform=[is_phase], color=palette.band,
              height={"band": 0.6}, stroke=palette.missing, strokeWidth=1),
        layer("rule", {**at, "x2": {"field": until}}, transform=[is_milestone, moved],
              color=palette.muted, strokeWidth=2),
        layer("point", at, transform=[is_milestone, {"filter": "isValid(datum.first_day)"}],
              color=palette.muted, fill=palette.background, size=90, shape="circle",
              strokeWidth=2, opacity=1),
        *_statuses(y, x, is_milestone, palette),
        layer(
            "text",
            {"y": y, "x": {**x, "field": "words_day"},
             "text": {"field": "status_text", "type": "nominal"}},
            transform=[is_milestone, {"calculate": "max(datum.at, datum.first_day || datum.at)",
                                      "as": "words_day"}],
            align="left", dx=11, color=palette.text, fontSize=SMALL_SIZE, opacity=WORDS_OPACITY,
        ),
    ]  # fmt: skip
    if made["at"].notna().any():  # else it would be a picture without words to a screen reader
        layers.append(reading({"y": y, "x": {**x, "field": "at"}}, TOOLTIP))
    return drawing(made, layers, palette=palette, height=ROW_HEIGHT * max(len(made), 1))


def _statuses(
    y: dict[str, object], x: dict[str, object], is_milestone: dict[str, str], palette: Palette
) -> list[dict[str, object]]:
    """A mark a status, each with its shape, outlined so that pale ones show."""
    return [
        layer(
            "point", {"y": y, "x": {**x, "field": "at"}},
            transform=[is_milestone, {"filter": f"datum.status === {json.dumps(name)}"}],
            shape=shape, fill=colours[palette.name], color=palette.text,
            size=130, strokeWidth=1, opacity=1,
        )
        for name, (_, shape, colours) in STATUSES.items()
    ]  # fmt: skip


def _axis(made: pd.DataFrame, palette: Palette) -> dict[str, object]:
    """Time, labelled at each first of April, with room for words behind the last mark."""
    days = pd.concat([made["first_day"], made["last_day"]]).dropna()
    low, high = (days.min(), days.max()) if len(days) else (0.0, 365.0)
    first = date.fromordinal(int(low) + EPOCH)
    last = date.fromordinal(math.ceil(high) + EPOCH)
    years = {
        str(date(year, 4, 1).toordinal() - EPOCH): f"Apr {year}"
        for year in range(first.year, last.year + 1)
    }
    span = max(high - low, 90)
    return {
        "type": "quantitative",
        "scale": {"domain": [low - 0.02 * span, high + ROOM_FOR_WORDS * span], "zero": False,
                  "nice": False},
        "axis": {
            "title": None, "orient": "top", "grid": True, "values": list(map(int, years)),
            "labelExpr": f"{json.dumps(years)}[datum.value] || ''", "labelOverlap": "greedy",
            "gridColor": palette.grid,
        },
    }  # fmt: skip
