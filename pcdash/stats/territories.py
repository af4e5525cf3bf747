"""Service areas of groups that have no official boundary, made from their practices.

Either from where the practices stand, or from where their patients live. Both are derived, and
whoever shows them says so: no patient is bound to the practice that is nearest.
"""

import numpy as np
import pandas as pd
import shapely

from pcdash.stats._inputs import refuse
from pcdash.stats._plane import Plane

# Practices in one building share what lies around it: each is moved by this much, in kilometres,
# in a direction of its own, which is less than a map can show.
APART_KM = 0.01


def voronoi_areas(points: pd.DataFrame, *, within: shapely.Geometry) -> dict[str, shapely.Geometry]:
    """What lies nearer to a practice of a group than to one of another, for each group.

    Args:
        points: A row a practice: `group_code`, `longitude` and `latitude` (degrees, WGS84).
            Practices without a group or a point are left out.
        within: The outline that the areas end at, in degrees: of a borough.

    Returns:
        The area of each group by its code, in degrees; areas do not overlap, and together they
        fill the outline. A group is missing where no part of the outline is nearest to it. Nothing
        where there is no point.

    Raises:
        MethodInputError: columns are missing, or the outline is empty or no surface.

    Source:
        Voronoi (1908) cells of the practices, dissolved by group and clipped to the outline; this
        project's own choice for areas without an official boundary.

    Example:
        >>> west_and_east = pd.DataFrame({"group_code": ["W", "E"], "longitude": [0.1, 0.3],
        ...                               "latitude": [51.5, 51.5]})
        >>> made = voronoi_areas(west_and_east, within=shapely.box(0.0, 51.4, 0.4, 51.6))
        >>> {code: [round(one, 3) for one in area.bounds] for code, area in made.items()}
        {'E': [0.2, 51.4, 0.4, 51.6], 'W': [0.0, 51.4, 0.2, 51.6]}
    """
    refuse(_faults(points, within), what="Places for service areas")
    known = points.dropna(subset=["group_code", "longitude", "latitude"])
    if known.empty:
        return {}
    longitude, latitude = (known[name].to_numpy(float) for name in ("longitude", "latitude"))
    west, south, east, north = within.bounds
    plane = Plane((west + east) / 2, (south + north) / 2)
    outline = plane.to_plane(np.array([within]))[0]
    places = _apart(plane.points(longitude, latitude))
    cells = _cells(places, outline)
    clipped = pd.Series(shapely.intersection(cells, outline), dtype=object)
    return {
        str(code): shape
        for code, shape in _dissolved(clipped, known["group_code"], plane).items()
        if not shapely.is_empty(shape)
    }


def areas_of_most_patients(
    flows: pd.DataFrame, outlines: pd.Series
) -> tuple[dict[str, shapely.Geometry], pd.Series]:
    """The small areas of which a group has more of the registered patients than any other group.

    Args:
        flows: A row a small area and group: `lsoa_code`, `group_code`, `patients` (a count).
        outlines: The outline of each small area, in degrees, by its code.

    Returns:
        The area of each group by its code, in degrees, dissolved; and the group of each small area
        that has patients and an outline, by the code of the small area. Of groups with equally
        many patients it is the first by code. A group that leads nowhere has no area.

    Raises:
        MethodInputError: columns are missing, or a number of patients is negative.

    Source:
        Plurality of registered patients, NHS Digital, Patients registered at a GP practice by
        LSOA; this project's own choice for areas without an official boundary.

    Example:
        >>> flows = pd.DataFrame({"lsoa_code": ["L1", "L1"], "group_code": ["A", "B"],
        ...                       "patients": [40, 60]})
        >>> shapes, group_of = areas_of_most_patients(
        ...     flows, pd.Series([shapely.box(0, 51, 1, 52)], index=["L1"]))
        >>> group_of.to_dict(), list(shapes)
        ({'L1': 'B'}, ['B'])
    """
    faults = _missing(flows, ("lsoa_code", "group_code", "patients"))
    if not faults and (flows["patients"] < 0).any():
        faults.append("a number of patients is below 0")
    refuse(faults, what="Flows for service areas")
    counts = flows[flows["patients"] > 0].groupby(["lsoa_code", "group_code"])["patients"].sum()
    counts = counts.reset_index().sort_values(
        ["lsoa_code", "patients", "group_code"], ascending=[True, False, True]
    )
    first = counts.drop_duplicates("lsoa_code").set_index("lsoa_code")["group_code"]
    first = first[first.index.isin(outlines.index)]
    shapes = outlines.reindex(first.index)
    return {
        str(code): shapely.union_all(part.to_numpy())
        for code, part in shapes.groupby(first.to_numpy(), sort=True)
    }, first


def _cells(places: np.ndarray, outline: shapely.Geometry) -> np.ndarray:
    """The cell of each place, in the order of the places, reaching over the whole outline."""
    if len(places) == 1:
        return np.array([outline])
    around = shapely.union(outline, shapely.multipoints(places))
    cells = shapely.voronoi_polygons(
        shapely.multipoints(places), extend_to=around.envelope.buffer(1.0), ordered=True
    )
    return shapely.get_parts(cells)


def _apart(places: np.ndarray) -> np.ndarray:
    """Places of which no two are one: the second and later ones go around the first."""
    moved, seen = places.copy(), {}
    for row, place in enumerate(np.round(places, 4).tolist()):
        turn = seen.get(tuple(place), 0)
        seen[tuple(place)] = turn + 1
        if turn:
            angle = 2.4 * turn  # radians; no two of a dozen come near each other
            moved[row] += APART_KM * np.array([np.cos(angle), np.sin(angle)])
    return moved


def _dissolved(shapes: pd.Series, groups: pd.Series, plane: Plane) -> dict[str, shapely.Geometry]:
    by_group = {
        code: shapely.union_all(part.to_numpy())
        for code, part in shapes.groupby(groups.to_numpy(), sort=True)
    }
    made = plane.to_degrees(np.array([*by_group.values()]))
    return dict(zip(by_group, made, strict=True))


def _faults(points: pd.DataFrame, within: shapely.Geometry) -> list[str]:
    faults = _missing(points, ("group_code", "longitude", "latitude"))
    if shapely.is_empty(within) or shapely.area(within) == 0:
        faults.append("the outline is empty, expected a surface")
    return faults


def _missing(frame: pd.DataFrame, names: tuple[str, ...]) -> list[str]:
    absent = [name for name in names if name not in frame]
    return [f"the column {name!r} is missing" for name in absent]
