"""The map as a still picture, for print and reports, and the legend of both kinds of map.

The same shades, marks and classes as on the map of the page (`pcdash.charts.area_map`).
"""

from collections.abc import Sequence
from typing import Any, Protocol

import pandas as pd

from pcdash.charts._map_marks import BROKEN, FRAME, fill_of, mark_of
from pcdash.charts.drawing import Drawing, drawing, layer
from pcdash.charts.theme import LABEL_SIZE, SMALL_SIZE, Palette, written_on

HEIGHT = 480
MOST_MARKED = 60
LARGEST = 420  # square pixels of the point of the largest practice
OTHER = 200  # of hubs and events
ROW = 26  # pixels of a line of the legend
TOOLTIP = {"said": "Here"}


class Entry(Protocol):
    """A line of a legend: the key of a style, and its words."""

    key: str
    label: str


def still_map(
    areas: pd.DataFrame,
    points: pd.DataFrame,
    *,
    bounds: tuple[float, float, float, float],
    palette: Palette,
    frames: pd.DataFrame | None = None,
    highlighted: str | None = None,
    height: int = HEIGHT,
) -> Drawing:
    """Areas in the shades of their classes with points on them, as wide as there is room.

    Args:
        areas, points, bounds, frames: As `pcdash.charts.area_map` asks for them. Points beyond the
            bounds are left out: one far away would make everything else small.
        palette: The colours of the background; of print for print.
        highlighted: The code of the area or point to point out.
        height: Pixels.

    Returns:
        A chart without selections.
    """
    west, south, east, north = bounds
    points = points[
        points["longitude"].between(west, east) & points["latitude"].between(south, north)
    ]
    layers = [_areas(areas, palette, width=0.8)]
    if frames is not None and len(frames):
        layers += [
            _frames(frames, stroke=palette.background, width=5.0),
            _frames(frames, stroke=palette.text, width=2.5),
        ]
    chosen = areas[areas["area_code"] == highlighted]
    if len(chosen):
        layers.append(_areas(chosen, palette, width=4.0, stroke=palette.second, filled=False))
    if 0 < len(areas) <= MOST_MARKED:
        layers.append(_digits(areas, palette))
    ordered = points.sort_values("size", ascending=False, kind="stable")
    layers += [
        _points(part, str(style), palette) for style, part in ordered.groupby("style", sort=True)
    ]
    ring = points[points["area_code"] == highlighted]
    if len(ring):
        layers.append(_ring(ring, palette))
    made = drawing(pd.DataFrame({"nothing": []}), layers, palette=palette, height=height)
    made["projection"] = {"type": "mercator"}
    return made


def map_legend(entries: Sequence[Entry], *, palette: Palette, of_areas: bool) -> Drawing:
    """The classes of areas, or the marks of points, a line each, from the top."""
    rows = pd.DataFrame(
        [
            {"key": one.key, "label": one.label, "text": _text(one.label), "line": at}
            for at, one in enumerate(entries)
        ]
    )
    y = {
        "field": "line",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-0.5, len(rows) - 0.5], "reverse": True, "nice": False, "zero": False},
    }
    layers = []
    for row in rows.to_dict("records"):
        layers += _swatch(row, y, palette) if of_areas else _symbol(row, y, palette)
    layers.append(
        layer(
            "text",
            {
                "x": {"value": 34},
                "y": y,
                "text": {"field": "text", "type": "nominal"},
                "description": {"field": "label", "type": "nominal"},
            },
            aria=True,
            align="left",
            baseline="middle",
            limit={"expr": "width - 36"},
        )
    )
    return drawing(rows, layers, palette=palette, height=ROW * max(len(rows), 1))


def _text(label: str) -> str:
    """The words of a class without the digit or symbol, which stands on its swatch."""
    mark, _, rest = label.partition(": ")
    return rest if rest and len(mark) == 1 else label


def _swatch(row: dict[str, Any], y: dict[str, Any], palette: Palette) -> list[dict[str, Any]]:
    if row["key"].startswith(FRAME):
        return [_framed(row, y, palette)]
    fill = fill_of(row["key"], palette)
    mark = row["label"].split(":")[0].split(" ")[0]
    values = [{"line": row["line"], "mark": mark}]
    at = {"x": {"value": 14}, "y": y}
    return [
        layer("point", at, values=values, shape="square", filled=True, size=400, opacity=1,
              color=fill, stroke=palette.muted, strokeWidth=1),
        layer("text", {**at, "text": {"field": "mark", "type": "nominal"}}, values=values,
              color=written_on(fill), fontWeight="bold", fontSize=SMALL_SIZE, baseline="middle",
              align="center"),
    ]  # fmt: skip


def _framed(row: dict[str, Any], y: dict[str, Any], palette: Palette) -> dict[str, Any]:
    dash = {"strokeDash": [4, 3]} if row["key"].endswith(BROKEN) else {}
    return layer(
        "point", {"x": {"value": 14}, "y": y}, values=[{"line": row["line"]}], shape="square",
        filled=False, size=260, opacity=1, stroke=palette.text, strokeWidth=2.5, **dash,
    )  # fmt: skip


def _symbol(row: dict[str, Any], y: dict[str, Any], palette: Palette) -> list[dict[str, Any]]:
    mark = mark_of(row["key"], palette)
    values = [{"line": row["line"]}]
    at = {"x": {"value": 14}, "y": y}
    made = [_shape(at, values, mark.path, mark.stroke, mark.fill, size=190)]
    return [*made, *_digit_on(at, values, mark.digit, mark.fill)] if mark.digit else made


def _digit_on(
    at: dict[str, Any], values: list[dict[str, Any]], digit: str, fill: str
) -> list[dict[str, Any]]:
    return [
        layer("text", {**at, "text": {"value": digit}}, values=values, color=written_on(fill),
              fontWeight="bold", fontSize=10, baseline="middle", align="center")
    ]  # fmt: skip


def _shape(
    at: dict[str, Any],
    values: list[dict[str, Any]],
    path: str,
    stroke: str,
    fill: str,
    *,
    size: float | None = None,
    tooltip: bool = False,
) -> dict[str, Any]:
    encoding = dict(at)
    options: dict[str, Any] = {} if size is None else {"size": size}
    if size is None:
        encoding["size"] = {"field": "pixels", "type": "quantitative", "scale": None,
                            "legend": None}  # fmt: skip
    if tooltip:
        encoding |= _told()
    return layer(
        "point", encoding, values=values, shape=path, fill=fill, stroke=stroke, strokeWidth=1.8,
        opacity=1, aria=tooltip, **options,
    )  # fmt: skip


def _told() -> dict[str, Any]:
    return {
        "description": {"field": "said", "type": "nominal"},
        "tooltip": [{"field": "said", "type": "nominal", "title": "Here"}],
    }


def _areas(
    areas: pd.DataFrame,
    palette: Palette,
    *,
    width: float,
    stroke: str | None = None,
    filled: bool = True,
) -> dict[str, Any]:
    values = [
        {
            "type": "Feature",
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            "properties": {},
            "said": said.replace("\n", "; "),
            "fill": fill_of(style, palette),
        }
        for polygons, said, style in zip(
            areas["polygons"], areas["said"], areas["style"], strict=True
        )
    ]
    encoding: dict[str, Any] = {}
    if filled:
        encoding = {
            "fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            **_told(),
        }
    return layer(
        "geoshape", encoding, values=values, aria=filled, stroke=stroke or palette.muted,
        strokeWidth=width, strokeJoin="round", **({} if filled else {"fill": None}),
    )  # fmt: skip


def _frames(frames: pd.DataFrame, *, stroke: str, width: float) -> dict[str, Any]:
    values = [
        {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": lines},
         "properties": {}}
        for lines in frames["lines"]
    ]  # fmt: skip
    return layer(
        "geoshape", {}, values=values, aria=False, filled=False, stroke=stroke, strokeWidth=width,
        strokeCap="butt",
    )  # fmt: skip


def _digits(areas: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    values = [
        {"x": x, "y": y, "mark": mark, "ink": written_on(fill_of(style, palette))}
        for x, y, mark, style in zip(
            areas["longitude"], areas["latitude"], areas["mark"], areas["style"], strict=True
        )
    ]
    return layer(
        "text",
        {
            **_at("x", "y"),
            "text": {"field": "mark", "type": "nominal"},
            "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
        },
        values=values,
        fontWeight="bold",
        fontSize=LABEL_SIZE,
    )


def _points(part: pd.DataFrame, style: str, palette: Palette) -> dict[str, Any]:
    mark = mark_of(style, palette)
    values = [
        {
            "x": row["longitude"],
            "y": row["latitude"],
            "said": row["said"].replace("\n", "; "),
            "pixels": OTHER if style in ("hub", "event") else LARGEST * row["size"] ** 2,
        }
        for row in part.to_dict("records")
    ]
    return _shape(_at("x", "y"), values, mark.path, mark.stroke, mark.fill, tooltip=True)


def _ring(chosen: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    values = [
        {"x": x, "y": y} for x, y in zip(chosen["longitude"], chosen["latitude"], strict=True)
    ]
    return layer(
        "point", _at("x", "y"), values=values, shape="circle", filled=False, size=900, opacity=1,
        stroke=palette.second, strokeWidth=4,
    )  # fmt: skip


def _at(x: str, y: str) -> dict[str, Any]:
    return {
        "longitude": {"field": x, "type": "quantitative"},
        "latitude": {"field": y, "type": "quantitative"},
    }
