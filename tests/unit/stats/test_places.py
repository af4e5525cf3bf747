"""Points in areas, distances against the haversine formula, and outlines of two vintages."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.places import areas_of_points, inner_points, nearest_places, not_covered

LEFT, RIGHT = shapely.box(0, 51, 1, 52), shapely.box(1, 51, 2, 52)
AREAS = pd.Series([RIGHT, LEFT], index=["R", "L"])
LONGITUDES = st.floats(-0.2, 0.4, allow_nan=False)
LATITUDES = st.floats(51.3, 51.7, allow_nan=False)


def test_points_are_in_their_areas():
    points = pd.DataFrame(
        {"longitude": [0.5, 1.5, 1.0, 3.0, np.nan], "latitude": [51.5] * 5},
        index=["a", "b", "border", "outside", "unknown"],
    )

    found = areas_of_points(points["longitude"], points["latitude"], AREAS)

    assert found.to_dict() == {
        "a": "L", "b": "R", "border": "L", "outside": None, "unknown": None
    }  # fmt: skip
    assert areas_of_points([0.5], [51.5], pd.Series(dtype=object)).tolist() == [None]


@given(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES)
def test_distances_agree_with_the_haversine_formula(x, y, to_x, to_y):
    place = pd.DataFrame({"area_code": ["P"], "longitude": [to_x], "latitude": [to_y]})

    found = nearest_places([x], [y], place)["distance_km"].iloc[0]

    assert found == pytest.approx(_haversine_km(x, y, to_x, to_y), rel=0.006, abs=1e-6)


def test_the_nearest_place_is_found_and_one_without_a_point_is_not():
    places = pd.DataFrame(
        {"area_code": ["N", "F", "U"], "longitude": [0.1, 0.4, np.nan],
         "latitude": [51.5, 51.5, 51.5]}
    )  # fmt: skip

    found = nearest_places([0.0, 0.5, np.nan], [51.5, 51.5, 51.5], places)

    assert found["nearest_code"].tolist() == ["N", "F", None]
    assert found["distance_km"].isna().tolist() == [False, False, True]
    assert nearest_places([0.0], [51.5], places.iloc[2:])["nearest_code"].tolist() == [None]


def test_inner_points_lie_inside():
    crescent = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 0, 3, 2))
    crescent = crescent.difference(shapely.box(0.9, 1, 3, 2.9))
    found = inner_points(pd.Series([crescent], index=["C"]))

    assert crescent.contains(shapely.Point(found.loc["C", "longitude"], found.loc["C", "latitude"]))
    with pytest.raises(MethodInputError, match="missing or empty"):
        inner_points(pd.Series([None], index=["C"]))


def test_of_two_vintages_the_later_is_drawn_where_it_is():
    areas = pd.Series([LEFT, RIGHT, LEFT], index=["OLD1", "OLD2", "NEW"])
    vintages = pd.Series(["2011", "2011", "2021"], index=areas.index)

    assert not_covered(areas, vintages).to_dict() == {"OLD1": False, "OLD2": True, "NEW": True}
    with pytest.raises(MethodInputError, match="differ in their index"):
        not_covered(areas, vintages.iloc[:2])


def _haversine_km(x, y, to_x, to_y):
    one, other = np.radians(y), np.radians(to_y)
    across = np.radians(to_x - x)
    half = np.sin((other - one) / 2) ** 2 + np.cos(one) * np.cos(other) * np.sin(across / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(half))
