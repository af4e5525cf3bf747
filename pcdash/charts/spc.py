"""A control chart (XmR): the points of a series by what they say, its mean, limits and target.

Lines break at a rebase and at a gap. The chart decides for no point by itself.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pcdash.charts._timeline import day, period_axis, time_domain
from pcdash.charts._timeline_labels import marker_layers, spread
from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import BENCHMARK_DASH, LABEL_SIZE, SECOND_DASH, Palette
from pcdash.viewmodels.labelled import Mark

COLUMNS = (
    "period", "date", "value", "mean", "lower", "upper", "kind", "kind_label",
    "value_text", "reason", "phase",
)  # fmt: skip
HEIGHT = 320
PERIODS = 10  # ticks at most
TOOLTIP = {"period": "Period", "value_text": "Value", "kind_label": "Point", "reason": "Why"}
LEGEND_COLUMNS = {"expr": "containerSize()[0] < 600 ? 2 : 5"}
Target = tuple[float, str]


def spc_chart(
    points: pd.DataFrame,
    *,
    unit: str,
    palette: Palette,
    labels: dict[str, str],
    target: Target | None = None,
    breaks: Sequence[Mark] = (),
    events: Sequence[Mark] = (),
) -> Drawing:
    """The points of one series, period by period.

    Args:
        points: One row a period without gaps in time, with the columns in `COLUMNS`. `kind` is a
            key of the palette's kinds, `reason` the rule in words, `phase` counts the rebases
            before. A missing value leaves a gap; missing limits are not drawn (a run chart).
        unit: What the value axis measures.
        palette: The colours of the background that the chart stands on.
        labels: Words at the end of the lines of `mean`, `lower` and `upper` of the last phase.
        target: A level and its words.
        breaks: Dates at which a phase begins, each with its reason in a few words.
        events: Dates to mark without a rebase.

    Returns:
        A chart without selections.
    """
    rows = _rows(points, palette)
    domain = _value_domain(rows, target)
    x = {
        "field": "day",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": time_domain(rows), "nice": False, "zero": False},
        "axis": period_axis(rows, PERIODS),
    }
    y = {
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": domain, "nice": False, "zero": False},
        "axis": {"tickCount": 5},
    }
    layers = marker_layers(rows, breaks, events, x=x, palette=palette, font=LABEL_SIZE)
    for name, dash, colour in (
        ("lower", SECOND_DASH, palette.muted),
        ("upper", SECOND_DASH, palette.muted),
        ("mean", (1, 0), palette.text),
    ):
        layers.append(_line(name, "phase", x, y, colour=colour, dash=dash, width=1.5))
    if target:
        layers.append(_target(target[0], rows[-1]["day"], x, y, palette))
    layers += [
        _line("value", "run", x, y, colour=palette.missing, dash=(1, 0), width=1.5),
        _points(rows, x, y, palette),
        *_ends(rows, labels, target, x=x, domain=domain, palette=palette),
        reading(
            {"x": x, "y": {**y, "field": "value"}},
            TOOLTIP,
            transform=[{"filter": "isValid(datum.value)"}],
        ),
    ]
    return drawing(pd.DataFrame(rows), layers, palette=palette, height=HEIGHT)


def _rows(points: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    rows = points.loc[:, list(COLUMNS)].to_dict("records")
    gaps = 0
    for row in rows:
        for name in ("value", "mean", "lower", "upper"):
            row[name] = None if pd.isna(row[name]) else float(row[name])
        gaps += row["value"] is None
        row["day"] = day(row.pop("date"))
        row["run"] = f"{row['phase']}/{gaps}"
        style = palette.kinds[row["kind"]]
        row["shown"] = style.label
        reason = f"; {row['reason']}" if row["reason"] else ""
        row["description"] = f"{row['period']}: {row['value_text']}; {row['kind_label']}{reason}"
    return rows


def _value_domain(rows: Sequence[dict[str, Any]], target: Target | None) -> list[float]:
    known = [
        row[name] for row in rows for name in ("value", "lower", "upper") if row[name] is not None
    ]
    known += [target[0]] if target else []
    low, high = min(known, default=0.0), max(known, default=1.0)
    room = 0.06 * (high - low) if high > low else max(abs(high) * 0.1, 0.5)
    return [low - room, high + room]


def _line(
    name: str,
    cut_by: str,
    x: dict[str, Any],
    y: dict[str, Any],
    *,
    colour: str,
    dash: tuple[int, int],
    width: float,
) -> dict[str, Any]:
    return layer(
        "line",
        {
            "x": x,
            "y": {**y, "field": name},
            "detail": {"field": cut_by, "type": "nominal"},
        },
        transform=[{"filter": f"isValid(datum.{name})"}],
        color=colour,
        strokeDash=list(dash),
        strokeWidth=width,
    )


def _target(
    level: float, last: int, x: dict[str, Any], y: dict[str, Any], palette: Palette
) -> dict[str, Any]:
    """From the edge to the last point, beyond which its words stand."""
    return layer(
        "rule",
        {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": {**y, "field": "level"}},
        values=[{"level": level, "from": x["scale"]["domain"][0], "to": last}],
        color=palette.target,
        strokeDash=list(BENCHMARK_DASH),
        strokeWidth=2,
    )


def _points(
    rows: Sequence[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], palette: Palette
) -> dict[str, Any]:
    held = {row["kind"] for row in rows if row["value"] is not None}
    styles = [style for key, style in palette.kinds.items() if key in held]
    is_judged = any(row["kind_label"] for row in rows)  # not on a run chart
    legend = {
        "orient": "bottom",  # above are the words of events
        "direction": "horizontal",
        "columns": LEGEND_COLUMNS,
        "offset": 8,
        "symbolStrokeColor": palette.text,
    }
    parts = {
        part: {
            "field": "shown",
            "type": "nominal",
            "title": None,
            "legend": legend if is_judged else None,
            "scale": {
                "domain": [style.label for style in styles],
                "range": [getattr(style, part) for style in styles],
            },
        }
        for part in ("fill", "shape")
    }
    return layer(
        "point",
        {"x": x, "y": {**y, "field": "value"}, **parts},
        transform=[{"filter": "isValid(datum.value)"}],
        stroke=palette.text,
        strokeWidth=1,
        size=80,
        opacity=1,
    )


def _ends(
    rows: Sequence[dict[str, Any]],
    labels: dict[str, str],
    target: Target | None,
    *,
    x: dict[str, Any],
    domain: list[float],
    palette: Palette,
) -> list[dict[str, Any]]:
    """The words of each line, to the right of its end, moved apart where they would meet."""
    last = rows[-1]
    ends = [
        (last[name], said, palette.text if name == "mean" else palette.muted)
        for name, said in labels.items()
        if last[name] is not None
    ]
    ends += [(target[0], target[1], palette.target)] if target else []
    ends.sort(key=lambda end: -end[0])
    scale = HEIGHT / (domain[1] - domain[0])
    heights = spread([(domain[1] - level) * scale for level, _, _ in ends], HEIGHT)
    return [
        layer(
            "text",
            {"x": x, "y": {"value": pixel}, "text": {"value": said}},
            values=[{"day": last["day"]}],
            align="left",
            baseline="middle",
            dx=10,
            color=colour,
        )
        for (_, said, colour), pixel in zip(ends, heights, strict=True)
    ]
