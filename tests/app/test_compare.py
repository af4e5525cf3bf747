"""The Compare page: what it draws, and what it says to an address that it cannot show."""

import pytest


def test_a_pair_has_a_finding_a_chart_and_a_table(visit):
    app = visit("compare", x="condition_a", y="care_b")

    assert app.header[0].value
    assert len(app.get("vega_lite_chart")) == 1
    assert "Letter" in app.dataframe[0].value.columns


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Choose two indicators"),
        ({"x": "care_b"}, "Choose two indicators"),
        ({"x": "care_b", "y": "care_b"}, "chosen twice"),
        ({"x": "care_b", "y": "nothing_e"}, "Nothing is held of Nothing E"),
        ({"x": "care_b", "y": "nonsense"}, "nonsense"),
        ({"x": "care_b", "y": "condition_a", "period": "1999/00"}, "1999/00"),
        ({"x": "care_b", "y": "condition_a", "area": "nowhere"}, "nowhere"),
    ],
)
def test_what_cannot_be_shown_is_explained(visit, asked, said):
    app = visit("compare", **asked)

    assert any(said in one.value for one in [*app.info, *app.error])
    assert not app.dataframe


def test_without_a_choice_a_pair_that_is_held_is_offered(visit):
    app = visit("compare")

    assert any("x=" in one.proto.query_string for one in app.main.get("page_link"))


def test_places_side_by_side_have_a_finding_charts_and_tables(visit):
    app = visit("compare", by="places", places="Z99001,Z99002")

    assert app.header[0].value.startswith("Different from Birch Surgery")
    assert len(app.dataframe) == 2
    assert app.get("vega_lite_chart")
    assert app.multiselect[0].value == ["Z99001", "Z99002"]


def test_a_place_that_is_added_is_in_the_address_and_in_the_table(visit):
    app = visit("compare", by="places", places="Z99001,Z99002")
    app.multiselect[0].set_value(["Z99001", "Z99002", "Z99003"]).run()

    assert app.query_params["places"] == "Z99001,Z99002,Z99003"
    assert len(app.dataframe[1].value.columns) == 2 + 3 + 2 * 3 + 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"places": "Z99001"}, "Choose another place"),
        ({"places": "Z99001,nowhere"}, "nowhere"),
        ({"places": "Z99001,Z99002,Z99003,Z99004,Z1N"}, "4 can be shown"),
        ({"places": "Z99001,Z99002", "topic": "nonsense"}, "nonsense"),
        ({"by": "moonlight"}, "moonlight"),
    ],
)
def test_places_that_cannot_be_shown_are_explained(visit, asked, said):
    app = visit("compare", **{"by": "places", **asked})

    assert any(said in one.value for one in [*app.info, *app.error])
    assert not app.dataframe
