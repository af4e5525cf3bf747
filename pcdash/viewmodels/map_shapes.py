"""Outlines as charts draw them: rings of coordinates, a middle for a mark, and the frame of all."""

from collections.abc import Mapping

import pandas as pd
import shapely
from shapely.ops import substring

from pcdash.stats.places import inner_points

DECIMALS = 5  # of a degree: about a metre
FULL, BROKEN = "full", "broken"
FRAME_COLUMNS = ["area_code", "kind", "lines"]
FRAME_INSET = 0.008  # of the height of the map: some pixels
Line = list[list[float]]
Ring = list[list[float]]


def polygons_of(shape: shapely.Geometry) -> list[list[Ring]]:
    """The polygons of a shape, each its outer ring (clockwise, as Vega wants it) and its holes."""
    turned = shapely.orient_polygons(shape, exterior_cw=True)
    return [
        [_ring(part.exterior), *(_ring(hole) for hole in part.interiors)]
        for part in shapely.get_parts(turned)
        if part.geom_type == "Polygon" and not part.is_empty
    ]


def drawn_shapes(shapes: pd.DataFrame) -> pd.DataFrame:
    """A row an area: `area_code`, `polygons`, and `longitude` and `latitude` of a point inside."""
    if shapes.empty:
        names = ["area_code", "polygons", "longitude", "latitude"]
        return pd.DataFrame({name: pd.Series(dtype=object) for name in names})
    largest = [_largest(shape) for shape in shapes["geometry"]]
    points = inner_points(pd.Series(largest, shapes["area_code"], dtype=object))
    return pd.DataFrame(
        {
            "area_code": shapes["area_code"].to_numpy(object),
            "polygons": [polygons_of(shape) for shape in shapes["geometry"]],
            "longitude": points["longitude"].round(DECIMALS).to_numpy(),
            "latitude": points["latitude"].round(DECIMALS).to_numpy(),
        }
    )


def frame_of(shapes: pd.DataFrame, points: pd.DataFrame) -> tuple[float, float, float, float]:
    """West, south, east and north of all outlines, in degrees; of the points where there are none.

    Points far outside of the outlines do not make a map smaller; pages say that they are there.
    """
    if len(shapes):
        west, south, east, north = shapely.total_bounds(shapes["geometry"].to_numpy())
    elif len(points):
        west, east = points["longitude"].min(), points["longitude"].max()
        south, north = points["latitude"].min(), points["latitude"].max()
    else:
        return (-6.0, 50.0, 2.0, 56.0)
    room = 0.005
    return float(west) - room, float(south) - room, float(east) + room, float(north) + room


def frames_in(shapes: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Frames just inside the borders of some areas, so that neighbours' do not lie on each other.

    Args:
        shapes: `area_code` and `geometry`, degrees.
        kinds: `FULL` or `BROKEN`, by the code of each area that has a frame.

    Returns:
        A row an area: `area_code`, `kind`, and `lines`, lists of coordinates.
    """
    own = shapes[shapes["area_code"].isin(kinds)]
    if own.empty:
        return no_frames()
    _, south, _, north = shapely.total_bounds(shapes["geometry"].to_numpy())
    inset = FRAME_INSET * (north - south)
    rows = [
        (code, kinds[code], _frame_lines(shape, inset, is_broken=kinds[code] == BROKEN))
        for code, shape in zip(own["area_code"], own["geometry"], strict=True)
    ]
    return pd.DataFrame(rows, columns=FRAME_COLUMNS)


def no_frames() -> pd.DataFrame:
    """No frames, with the columns of some."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in FRAME_COLUMNS})


def _frame_lines(shape: shapely.Geometry, inset: float, *, is_broken: bool) -> list[Line]:
    inner = shapely.buffer(shape, -inset)
    rings = [
        ring
        for part in shapely.get_parts(inner if not inner.is_empty else shape)
        for ring in (part.exterior, *part.interiors)
    ]
    lines = [piece for ring in rings for piece in (_dashes(ring, inset) if is_broken else [ring])]
    return [shapely.get_coordinates(line).round(DECIMALS).tolist() for line in lines]


def _dashes(ring: shapely.LinearRing, inset: float) -> list[shapely.LineString]:
    """A ring in dashes with gaps between them of the same length."""
    count = max(round(ring.length / (6 * inset)), 3)
    length = ring.length / count
    return [substring(ring, at * length, (at + 0.5) * length) for at in range(count)]


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return max(parts, key=shapely.area) if len(parts) > 1 else shape


def _ring(ring: shapely.LinearRing) -> Ring:
    return shapely.get_coordinates(ring).round(DECIMALS).tolist()
