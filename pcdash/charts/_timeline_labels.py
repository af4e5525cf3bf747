"""The words on the chart of a history: what a line is, at its end, and what happened, above.

Every label has a place of its own, worked out here, since Vega lets texts cover each other.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from pcdash.charts._timeline import Row, day, time_domain
from pcdash.charts.drawing import layer
from pcdash.charts.theme import Palette
from pcdash.viewmodels.labelled import Mark

LINE_OF_TEXT = 15
LETTERS = 24  # in a line of a marker's words, so that they fit a phone
END_LABEL_LIMIT = {"expr": "max(90, min(230, 0.38 * containerSize()[0]))"}


def marker_layers(
    rows: Sequence[Row],
    breaks: Sequence[Mark],
    events: Sequence[Mark],
    *,
    x: Mapping[str, Any],
    palette: Palette,
    font: int,
) -> list[dict[str, Any]]:
    """A rule for each marker within the time shown, its words above the plot on their own lines."""
    domain = time_domain(rows)
    markers = _within(rows, breaks, events, domain)
    # From the foot up: in this order no rule runs through the words of another marker.
    onwards = [marker for marker in markers if _rightwards(marker[0], domain)]
    back = [marker for marker in markers if not _rightwards(marker[0], domain)]
    layers = []
    row = 0
    for when, label, dash in (*reversed(onwards), *back):
        lines = textwrap.wrap(label, LETTERS)
        layers += _marker(when, lines, row, dash, x=x, palette=palette, font=font)
        row += len(lines)
    return layers


def end_label_layers(
    rows: Sequence[Row],
    *,
    colours: Mapping[str, str],
    x: Mapping[str, Any],
    domain: list[float],
    height: int,
    font: int,
) -> list[dict[str, Any]]:
    """Each line's last value and name, to the right of its end; `colours` by role, in order."""
    ends = {(row["role"], row["series"]): row for row in rows if row["value"] is not None}
    order = list(colours)
    last = sorted(ends.values(), key=lambda row: (-row["value"], order.index(row["role"])))
    scale = height / (domain[1] - domain[0])
    heights = spread([(domain[1] - row["value"]) * scale for row in last], height)
    return [
        layer(
            "text",
            {
                "x": x,
                "y": {"value": pixel},
                "text": {"value": f"{row['value_text']} {row['series']}"},
            },
            values=[{"day": row["day"]}],
            align="left",
            baseline="middle",
            # a point that stands alone is a stroke, which is wider than a dot
            dx=14 if row["alone"] and row["role"] != "area" else 9,
            limit=END_LABEL_LIMIT,
            fontSize=font,
            fontWeight="bold" if row["role"] == "area" else "normal",
            color=colours[row["role"]],
        )
        for row, pixel in zip(last, heights, strict=True)
    ]


def spread(pixels: list[float], height: float) -> list[float]:
    """Heights from the top down, moved as little as needed to stand a line of text apart."""
    placed = list(pixels)
    for number in range(1, len(placed)):
        placed[number] = max(placed[number], placed[number - 1] + LINE_OF_TEXT)
    # What was pushed off the foot comes back up, and pushes in turn.
    limit = height - LINE_OF_TEXT / 2
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], limit)
        limit = placed[number] - LINE_OF_TEXT
    return placed


def _within(
    rows: Sequence[Row],
    breaks: Sequence[Mark],
    events: Sequence[Mark],
    domain: list[float],
) -> list[tuple[float, str, list[int]]]:
    """Day, words and dashes of the markers within the time shown, oldest first.

    A break stands half-way between the last period before it and the first one after.
    """
    found = []
    for mark in breaks:
        before = [row["day"] for row in rows if row["day"] < day(mark.date)]
        after = [row["day"] for row in rows if row["day"] >= day(mark.date)]
        if before and after:
            found.append(((max(before) + min(after)) / 2, mark.label, [1, 0]))
    for mark in events:
        if domain[0] <= day(mark.date) <= domain[1]:
            found.append((float(day(mark.date)), mark.label, [2, 2]))
    return sorted(found)


def _rightwards(when: float, domain: list[float]) -> bool:
    """Whether a label goes to the right of its rule, where the labels of the lines make room."""
    return when - domain[0] < 0.7 * (domain[1] - domain[0])


def _marker(
    when: float,
    lines: list[str],
    row: int,
    dash: list[int],
    *,
    x: Mapping[str, Any],
    palette: Palette,
    font: int,
) -> list[dict[str, Any]]:
    rightwards = _rightwards(when, x["scale"]["domain"])
    top = -6 - LINE_OF_TEXT * (row + len(lines))
    values = [{"day": when}]
    rule = layer(
        "rule",
        {"x": x, "y": {"value": top + 4}, "y2": {"value": "height"}},
        values=values,
        color=palette.muted,
        strokeWidth=1.5,
        strokeDash=dash,
    )
    words = [
        layer(
            "text",
            {
                "x": x,
                "y": {"value": top + LINE_OF_TEXT * number},
                "text": {"value": line},
            },
            values=values,
            align="left" if rightwards else "right",
            baseline="bottom",
            dx=5 if rightwards else -5,
            fontSize=font,
            color=palette.muted,
        )
        for number, line in enumerate(lines, start=1)
    ]
    return [rule, *words]
