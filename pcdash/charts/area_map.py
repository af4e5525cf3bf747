"""The map of the page: areas, practices, hubs and events by deck.gl, on no basemap unless told.

Nothing else on it is fetched: outlines and icons come with the page. It decides no class and no
colour.
"""

import json
import math
from typing import Any

import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from pcdash.charts._map_marks import fill_of, icon_atlas
from pcdash.charts.theme import Palette, written_on

AREAS, POINTS = "areas", "points"
HEIGHT = 480
MOST_MARKED = 60  # areas with a digit on them; more are too small for one
OPACITY = 235  # of 255: what lies under a highlight shows
OPACITY_ON_BASEMAP = 150  # what lies under the areas is the reason to have one
LARGEST, SMALLEST_OTHER = 30, 26  # pixels of the icon of the largest practice; of hubs and events
WIDE, NARROW = 860, 330  # pixels that a map has on a projector, and on a phone
SMALLER = 0.7  # of points on a phone
TILE = 512  # pixels of the world at zoom 0, in deck.gl
SYMBOLS = "0123456789×●○≈◇◆▲△▽▼□ABCDEFGHIJKLMNOPQRSTUVWXYZ/()?"


class CompactDeck(pdk.Deck):
    """A map that is sent without the indentation that makes its outlines four times as long."""

    def to_json(self) -> str:
        """The specification as JSON on one line."""
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def area_map(
    areas: pd.DataFrame,
    points: pd.DataFrame,
    *,
    bounds: tuple[float, float, float, float],
    palette: Palette,
    frames: pd.DataFrame | None = None,
    highlighted: str | None = None,
    width: int = WIDE,
    height: int = HEIGHT,
    turn: int = 0,
    basemap: str | None = None,
) -> pdk.Deck:
    """Areas in the shades of their classes, with points on them.

    Args:
        areas: A row an area: `area_code`, `area_name`, `style`, `mark`, `polygons` (lists of rings
            of degrees), `longitude` and `latitude` of a place for its mark, and `said`.
        points: A row a point: `area_code`, `area_name`, `longitude`, `latitude`, `style`, `size`
            (0 to 1) and `said`.
        bounds: West, south, east and north of what is in sight at first, in degrees.
        palette: The colours of the background that the map stands on.
        frames: A row a frame inside an area: `lines`, lists of coordinates.
        highlighted: The code of the area or point to point out.
        width, height: The pixels that it is about to have.
        turn: How often it was clicked. Streamlit fades all that is not selected, and would leave
            shades that no legend has; a layer of another name has nothing selected in it.
        basemap: The address of a MapLibre style, which the browser will ask for; None for none.

    Returns:
        A map whose selectable layers are `AREAS` and `POINTS`, each with the turn behind its name;
        an object has `area_code`.
    """
    opacity = OPACITY if basemap is None else OPACITY_ON_BASEMAP
    layers = [_polygons(areas, palette, turn, opacity)]
    if frames is not None and len(frames):
        layers += _framed(frames, palette)
    if highlighted in set(areas["area_code"]):
        layers += _outlined(areas[areas["area_code"] == highlighted], palette)
    if 0 < len(areas) <= MOST_MARKED:
        layers.append(_marks(areas, palette))
    if len(points):
        chosen = points[points["area_code"] == highlighted]
        layers += [_ring(chosen, palette)] if len(chosen) else []
        scale = SMALLER if width <= NARROW else 1.0
        layers.append(_icons(points, palette, scale=scale, turn=turn))
    return CompactDeck(
        layers=layers,
        initial_view_state=view_of(bounds, width=width, height=height),
        **({"map_provider": "carto", "map_style": basemap} if basemap else {"map_provider": None}),
        tooltip={
            "text": "{said}",
            "style": {"backgroundColor": palette.text, "color": palette.background},
        },
    )


def view_of(
    bounds: tuple[float, float, float, float], *, width: int, height: int = HEIGHT
) -> pdk.ViewState:
    """The middle and zoom at which bounds fill a map of a size, in Web Mercator."""
    west, south, east, north = bounds
    top, bottom = _mercator(north), _mercator(south)
    across = max(east - west, 1e-6) / 360
    down = max(top - bottom, 1e-9) / (2 * math.pi)
    zoom = math.log2(min(width / across, height / down) / TILE)
    middle = math.degrees(2 * math.atan(math.exp((top + bottom) / 2)) - math.pi / 2)
    return pdk.ViewState(
        longitude=round((west + east) / 2, 5),
        latitude=round(middle, 5),
        zoom=round(zoom - 0.04, 2),
        min_zoom=7,
        max_zoom=16,
        bearing=0,
        pitch=0,
    )


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _rgb(colour: str, opacity: int = 255) -> list[int]:
    return [*(int(colour[start : start + 2], 16) for start in (1, 3, 5)), opacity]


def _parts(areas: pd.DataFrame, palette: Palette, opacity: int = OPACITY) -> list[dict[str, Any]]:
    """A record a polygon: an area of several parts has several."""
    colours = {style: _rgb(fill_of(style, palette), opacity) for style in set(areas["style"])}
    return [
        {"area_code": code, "said": said, "colour": colours[style], "polygon": polygon}
        for code, said, style, polygons in zip(
            areas["area_code"], areas["said"], areas["style"], areas["polygons"], strict=True
        )
        for polygon in polygons
    ]


def _polygons(areas: pd.DataFrame, palette: Palette, turn: int, opacity: int) -> pdk.Layer:
    return pdk.Layer(
        "PolygonLayer",
        _parts(areas, palette, opacity),
        id=f"{AREAS}_{turn}",
        get_polygon="polygon",
        get_fill_color="colour",
        get_line_color=_rgb(palette.muted),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1,
        stroked=True,
        filled=True,
        pickable=True,
        auto_highlight=True,
        highlight_color=_rgb(palette.text, 60),
    )


def _framed(frames: pd.DataFrame, palette: Palette) -> list[pdk.Layer]:
    """Frames inside areas, on a casing that shows on any shade."""
    rows = [{"path": line} for lines in frames["lines"] for line in lines]
    return [
        pdk.Layer(
            "PathLayer",
            rows,
            id=f"frames_{name}",
            get_path="path",
            get_color=_rgb(colour),
            width_units=pdk.types.String("pixels"),
            get_width=width,
            pickable=False,
        )
        for name, colour, width in (("casing", palette.background, 6), ("line", palette.text, 3))
    ]


def _outlined(chosen: pd.DataFrame, palette: Palette) -> list[pdk.Layer]:
    """The outline of what is pointed out, on a casing that shows on any shade."""
    return [
        pdk.Layer(
            "PolygonLayer",
            _parts(chosen, palette),
            id=f"chosen_{name}",
            get_polygon="polygon",
            get_line_color=_rgb(colour),
            line_width_units=pdk.types.String("pixels"),
            get_line_width=width,
            stroked=True,
            filled=False,
            pickable=False,
        )
        for name, colour, width in (
            ("casing", palette.background, 7),
            ("line", palette.second, 4),
        )
    ]


def _marks(areas: pd.DataFrame, palette: Palette) -> pdk.Layer:
    """The digit or symbol of each class, for who cannot tell the shades apart."""
    rows = [
        {
            "position": [longitude, latitude],
            "mark": mark,
            "ink": _rgb(written_on(fill_of(style, palette))),
        }
        for longitude, latitude, mark, style in zip(
            areas["longitude"], areas["latitude"], areas["mark"], areas["style"], strict=True
        )
    ]
    return pdk.Layer(
        "TextLayer",
        rows,
        id="marks",
        get_position="position",
        get_text="mark",
        get_color="ink",
        get_size=14,
        font_family=pdk.types.String("Arial, sans-serif"),
        font_weight=700,
        character_set=pdk.types.String(SYMBOLS),
        pickable=False,
    )


def _icons(points: pd.DataFrame, palette: Palette, *, scale: float, turn: int) -> pdk.Layer:
    styles = sorted(set(points["style"]))
    atlas, places = icon_atlas(styles, palette)
    # The largest first, so that small ones lie on top.
    ordered = points.sort_values("size", ascending=False, kind="stable")
    rows = [
        {
            "area_code": row["area_code"],
            "said": row["said"],
            "style": row["style"],
            "position": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "pixels": round(scale * _pixels(row["style"], row["size"])),
        }
        for row in ordered.to_dict("records")
    ]
    return pdk.Layer(
        "IconLayer",
        rows,
        id=f"{POINTS}_{turn}",
        icon_atlas=pdk.types.String(atlas),
        icon_mapping=places,
        get_icon="style",
        get_position="position",
        get_size="pixels",
        size_units=pdk.types.String("pixels"),
        pickable=True,
        auto_highlight=False,
    )


def _pixels(style: str, size: float) -> float:
    return SMALLEST_OTHER if style in ("hub", "event") else LARGEST * size


def _ring(chosen: pd.DataFrame, palette: Palette) -> pdk.Layer:
    rows = [
        {"position": [round(x, 5), round(y, 5)]}
        for x, y in zip(chosen["longitude"], chosen["latitude"], strict=True)
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id="chosen_point",
        get_position="position",
        get_fill_color=_rgb(palette.background, 200),
        get_line_color=_rgb(palette.second),
        radius_units=pdk.types.String("pixels"),
        get_radius=17,
        line_width_units=pdk.types.String("pixels"),
        get_line_width=4,
        stroked=True,
        filled=True,
        pickable=False,
    )
