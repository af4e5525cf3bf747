"""Outlines as charts draw them: rings of coordinates, a middle for a mark, and the frame of all."""

import pandas as pd
import shapely

from pcdash.stats.places import inner_points

DECIMALS = 5  # of a degree: about a metre
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


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return max(parts, key=shapely.area) if len(parts) > 1 else shape


def _ring(ring: shapely.LinearRing) -> Ring:
    return shapely.get_coordinates(ring).round(DECIMALS).tolist()
