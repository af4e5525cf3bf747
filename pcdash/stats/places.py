"""Where points lie: in which area, how far from the nearest other, and what lies under newer ones.

Distances are straight lines: roads, rivers and buses are not known here.
"""

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from pcdash.stats._inputs import Column, columns, refuse
from pcdash.stats._plane import EARTH_KM, plane_around


def areas_of_points(longitude: Column, latitude: Column, areas: pd.Series) -> pd.Series:
    """The area that each point lies in.

    Args:
        longitude, latitude: Degrees, WGS84, length n, one index; missing where not known.
        areas: Outlines in degrees, by the code of the area.

    Returns:
        Codes, length n, the index of the points; None for a point in no area or without a place.
        A point on a border is in the first area by code that it touches.

    Raises:
        MethodInputError: text, infinite values or columns that do not align.

    Source:
        Point in polygon, GEOS by Shapely 2.

    Example:
        >>> square = pd.Series([shapely.box(0, 51, 1, 52)], index=["E09000002"])
        >>> areas_of_points([0.5, 3.0], [51.5, 51.5], square).tolist()
        ['E09000002', None]
    """
    index, given = columns(longitude=longitude, latitude=latitude)
    ordered = areas.dropna().sort_index()
    found = np.full(len(index), None, dtype=object)
    if len(ordered):
        known = ~(np.isnan(given["longitude"]) | np.isnan(given["latitude"]))
        rows = np.flatnonzero(known)
        points = shapely.points(given["longitude"][rows], given["latitude"][rows])
        tree = shapely.STRtree(ordered.to_numpy())
        at_point, at_area = tree.query(points, predicate="intersects")
        # The last that is written is the first by code.
        for point, area in sorted(zip(at_point, at_area, strict=True), reverse=True):
            found[rows[point]] = str(ordered.index[area])
    return pd.Series(found, index, name="area_code", dtype=object)


def nearest_places(longitude: Column, latitude: Column, places: pd.DataFrame) -> pd.DataFrame:
    """The nearest of some places to each point, and how far it is in a straight line.

    Args:
        longitude, latitude: Of the points, degrees, WGS84, length n, one index.
        places: A row a place: `area_code`, `longitude`, `latitude` (degrees).

    Returns:
        Frame of length n, the index of the points: `nearest_code` and `distance_km`; None and NaN
        for a point without a place, and for all where there is no place.

    Raises:
        MethodInputError: text, infinite values or columns that do not align.

    Source:
        Euclidean distance on an equirectangular plane around the points (mean Earth radius, IUGG
        1980): right to about half a per cent within 25 km of their middle.

    Example:
        >>> hubs = pd.DataFrame({"area_code": ["H1"], "longitude": [0.0], "latitude": [51.5]})
        >>> nearest_places([0.0], [51.51], hubs).round(2).to_dict("records")
        [{'nearest_code': 'H1', 'distance_km': 1.11}]
    """
    index, given = columns(longitude=longitude, latitude=latitude)
    held = places.dropna(subset=["longitude", "latitude"]).sort_values("area_code")
    known = ~(np.isnan(given["longitude"]) | np.isnan(given["latitude"]))
    codes, distance = np.full(len(index), None, dtype=object), np.full(len(index), np.nan)
    if len(held) and known.any():
        plane = plane_around(given["longitude"], given["latitude"])
        ends = plane.points(held["longitude"].to_numpy(float), held["latitude"].to_numpy(float))
        starts = plane.points(given["longitude"][known], given["latitude"][known])
        far, at = cKDTree(ends).query(starts)
        distance[known] = far
        codes[known] = held["area_code"].to_numpy(object)[at]
    return pd.DataFrame(
        {"nearest_code": pd.Series(codes, index, dtype=object), "distance_km": distance}
    )


def distances_apart(
    longitude: Column, latitude: Column, to_longitude: Column, to_latitude: Column
) -> pd.Series:
    """How far each point is from its own other point, in a straight line.

    Args:
        longitude, latitude, to_longitude, to_latitude: Degrees, WGS84, length n, one index.

    Returns:
        Kilometres, length n, the index of the points; NaN where a coordinate is missing.

    Raises:
        MethodInputError: text, infinite values or columns that do not align.

    Source:
        Great-circle distance by the haversine formula (mean Earth radius, IUGG 1980).

    Example:
        >>> distances_apart([0.0], [51.5], [0.0], [52.5]).round(1).tolist()
        [111.2]
    """
    index, given = columns(
        longitude=longitude, latitude=latitude, to_longitude=to_longitude, to_latitude=to_latitude
    )
    turned = {name: np.radians(held) for name, held in given.items()}
    up = turned["to_latitude"] - turned["latitude"]
    across = turned["to_longitude"] - turned["longitude"]
    half = np.sin(up / 2) ** 2 + (
        np.cos(turned["latitude"]) * np.cos(turned["to_latitude"]) * np.sin(across / 2) ** 2
    )
    return pd.Series(2 * EARTH_KM * np.arcsin(np.sqrt(half)), index, name="distance_km")


def inner_points(areas: pd.Series) -> pd.DataFrame:
    """A point inside each area: its centroid, or where that lies outside, one that does not.

    Args:
        areas: Outlines in degrees, by the code of the area.

    Returns:
        Frame with the index of the areas: `longitude` and `latitude` (degrees).

    Raises:
        MethodInputError: an outline is missing or empty.

    Source:
        Centroid on the plane, and GEOS' point on surface; not weighted by population.

    Example:
        >>> inner_points(pd.Series([shapely.box(0, 51, 1, 52)], index=["L1"])).to_dict("records")
        [{'longitude': 0.5, 'latitude': 51.5}]
    """
    shapes = areas.to_numpy()
    if shapely.is_missing(shapes).any() or shapely.is_empty(shapes).any():
        refuse(["an outline is missing or empty"], what="Areas")
    centres = shapely.centroid(shapes)
    outside = ~shapely.intersects(shapes, centres)
    centres[outside] = shapely.point_on_surface(shapes[outside])
    return pd.DataFrame(
        {"longitude": shapely.get_x(centres), "latitude": shapely.get_y(centres)},
        index=areas.index,
    )


def not_covered(areas: pd.Series, vintages: pd.Series) -> pd.Series:
    """Whether an area is to be drawn: not, where it lies under areas of a later vintage.

    Args:
        areas: Outlines in degrees, by code.
        vintages: The vintage of each, as text that sorts by time, same index.

    Returns:
        Truth values, the index of the areas.

    Raises:
        MethodInputError: the indexes differ.

    Source:
        An area is covered if its inner point lies in one of a later vintage; this project's own.

    Example:
        >>> shapes = pd.Series([shapely.box(0, 51, 1, 52)] * 2, index=["OLD", "NEW"])
        >>> not_covered(shapes, pd.Series(["2011", "2021"], index=["OLD", "NEW"])).tolist()
        [False, True]
    """
    if not areas.index.equals(vintages.index):
        refuse(["areas and vintages differ in their index"])
    kept = pd.Series(True, areas.index)
    points = inner_points(areas)
    for vintage in sorted(vintages.unique())[:-1]:
        own = vintages == vintage
        later = areas[vintages > vintage]
        inside = areas_of_points(points.loc[own, "longitude"], points.loc[own, "latitude"], later)
        kept[own] = inside.isna()
    return kept
