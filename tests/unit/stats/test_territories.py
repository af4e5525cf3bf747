"""Service areas fill their outline, never overlap, and bear what data can bring."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.territories import areas_of_most_patients, voronoi_areas

BOROUGH = shapely.box(0.0, 51.5, 0.2, 51.6)


def places(*rows):
    return pd.DataFrame(rows, columns=["group_code", "longitude", "latitude"])


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C"]),
            st.floats(-0.05, 0.25, allow_nan=False),
            st.floats(51.45, 51.65, allow_nan=False),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_areas_fill_the_outline_and_do_not_overlap(rows):
    made = voronoi_areas(places(*rows), within=BOROUGH)

    assert set(made) <= {code for code, _, _ in rows}
    assert shapely.union_all([*made.values()]).area == pytest.approx(BOROUGH.area, rel=1e-6)
    assert sum(shape.area for shape in made.values()) == pytest.approx(BOROUGH.area, rel=1e-6)
    assert all(shapely.is_valid(shape) for shape in made.values())


def test_each_place_is_in_the_area_of_its_group():
    rows = [("A", 0.03, 51.52), ("B", 0.1, 51.58), ("A", 0.18, 51.55), ("C", 0.12, 51.51)]
    made = voronoi_areas(places(*rows), within=BOROUGH)

    assert all(made[code].contains(shapely.Point(x, y)) for code, x, y in rows)
    assert made["A"].geom_type == "MultiPolygon"


def test_practices_in_one_building_share_what_lies_around_it():
    made = voronoi_areas(places(("A", 0.1, 51.55), ("B", 0.1, 51.55)), within=BOROUGH)

    assert set(made) == {"A", "B"}
    assert min(shape.area for shape in made.values()) > 0.2 * BOROUGH.area


def test_what_has_no_place_or_group_is_left_out():
    rows = [("A", 0.1, 51.55), ("B", np.nan, 51.55), (None, 0.15, 51.55)]
    made = voronoi_areas(places(*rows), within=BOROUGH)

    assert list(made) == ["A"]
    assert made["A"].area == pytest.approx(BOROUGH.area)
    assert voronoi_areas(places(), within=BOROUGH) == {}


def test_three_in_a_row_and_an_outline_of_two_parts():
    rows = [("A", 0.05, 51.55), ("B", 0.1, 51.55), ("A", 0.15, 51.55)]
    islands = shapely.union_all(
        [shapely.box(0, 51.5, 0.08, 51.6), shapely.box(0.1, 51.5, 0.2, 51.6)]
    )

    made = voronoi_areas(places(*rows), within=islands)

    assert sum(shape.area for shape in made.values()) == pytest.approx(islands.area, rel=1e-6)


def test_faults_are_told():
    with pytest.raises(MethodInputError, match=r"'group_code' is missing; .*the outline is empty"):
        voronoi_areas(pd.DataFrame({"longitude": [], "latitude": []}), within=shapely.Polygon())
    with pytest.raises(MethodInputError, match="below 0"):
        areas_of_most_patients(
            pd.DataFrame({"lsoa_code": ["L"], "group_code": ["A"], "patients": [-1]}),
            pd.Series(dtype=object),
        )


def test_small_areas_go_to_the_group_with_most_of_their_patients():
    outlines = pd.Series(
        [shapely.box(at, 51, at + 1, 52) for at in range(4)], index=["L1", "L2", "L3", "L4"]
    )
    flows = pd.DataFrame(
        [("L1", "A", 10), ("L1", "B", 5), ("L1", "B", 6), ("L2", "B", 7), ("L2", "A", 7),
         ("L3", "A", 0), ("L9", "C", 50)],
        columns=["lsoa_code", "group_code", "patients"],
    )  # fmt: skip

    shapes, group_of = areas_of_most_patients(flows, outlines)

    assert group_of.to_dict() == {"L1": "B", "L2": "A"}
    assert {code: shape.bounds for code, shape in shapes.items()} == {
        "A": (1, 51, 2, 52), "B": (0, 51, 1, 52)
    }  # fmt: skip
