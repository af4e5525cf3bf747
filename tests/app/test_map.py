"""The Map page without a browser: what is drawn, pointed out, filtered, and said of nothing."""

import json

import pytest

from tests import map_store


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    return map_store.build(tmp_path_factory.mktemp("app_maps") / "store", map_store.flows())


@pytest.fixture
def visit_map(visit, drawn):
    return lambda **query: visit("map", of=drawn, **{"indicator": "condition_a", **query})


def _decks(app):
    return [one.proto for one in app.get("deck_gl_json_chart")]


def _layers(app):
    layers = json.loads(_decks(app)[0].json)["layers"]
    return {one["id"].removesuffix("_0"): one for one in layers}


def test_the_map_has_words_legend_table_and_alt_text(visit_map):
    app = visit_map()

    assert not app.error
    assert app.header[0].value
    assert _decks(app)[0].alt.startswith("Map of Condition A")
    assert len(_layers(app)["areas"]["data"]) == 4
    assert [one.value for one in app.subheader] == [
        "The same as a table", "The points on the map", "Source and caveats",
        "Other maps worth a look",
    ]  # fmt: skip
    assert len(app.dataframe[0].value) == 4
    legends = [one.proto.alt for one in app.get("vega_lite_chart")]
    assert all(one.startswith("Legend. ") for one in legends)


def test_derived_areas_are_said_to_be_under_the_map(visit_map):
    app = visit_map(areas="cluster")

    assert any("Derived, not official" in one.value for one in app.caption)


def test_a_place_that_is_pointed_out_stands_out_and_leads_to_its_page(visit_map):
    app = visit_map(spot="Z99001")

    assert "chosen_point" in _layers(app)
    links = {one.proto.label: one.proto.query_string for one in app.main.get("page_link")}
    assert "practice=Z99001" in links[r"Open Birch Surgery \(Z99001\)"]
    assert len(app.dataframe[0].value) == 4


def test_a_group_that_is_pointed_out_leads_to_its_page(visit_map):
    app = visit_map(areas="cluster", spot="ZC1")

    links = {one.proto.label: one.proto.query_string for one in app.main.get("page_link")}
    assert "area=ZC1" in links["Open Cluster 1"]
    assert "chosen_line" in _layers(app)


def test_a_place_that_was_clicked_filters_the_tables_until_all_are_wanted(visit_map):
    app = visit_map(spot="ZWNU", only="yes")
    assert app.dataframe[0].value["Code"].tolist() == ["ZWNU"]
    assert app.dataframe[1].value["Code"].tolist() == ["Z99001"]

    app.button(key="all_1").click().run()

    assert len(app.dataframe[0].value) == 4
    assert "chosen_line" in _layers(app)


def test_the_still_map_is_drawn_instead(visit_map):
    app = visit_map(drawn="still")

    assert not _decks(app)
    assert app.get("vega_lite_chart")[0].proto.alt.startswith("Map of Condition A")


def test_two_periods_stand_side_by_side(visit_map):
    app = visit_map(beside="period")

    assert len(_decks(app)) == 2
    assert "higher in 2016/17 than in 2014/15" in app.header[0].value


def test_two_indicators_stand_side_by_side(visit_map):
    app = visit_map(beside="indicator", other="care_b")

    assert len(_decks(app)) == 2
    assert "in the upper half of" in app.header[0].value


def test_distances_are_shown(visit_map):
    app = visit_map(ask="distance", to="hub", within="5")

    assert "of registered patients live within 5 km of a hub" in app.header[0].value
    assert len(_layers(app)["areas"]["data"]) == 8


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"areas": "planet"}, "planet"),
        ({"classes": "jenks"}, "jenks"),
        ({"points": "nobody"}, "nobody"),
        ({"beside": "sideways"}, "sideways"),
        ({"beside": "period", "then": "2031/32"}, "2031/32"),
        ({"drawn": "by hand"}, "by hand"),
        ({"ask": "why"}, "why"),
        ({"ask": "distance", "within": "7"}, "7"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_explained(visit_map, query, said):
    app = visit_map(**query)

    assert said in app.error[0].value
    assert not _decks(app)


def test_without_outlines_the_page_says_what_to_load(visit):
    app = visit("map", indicator="condition_a")

    assert "No outlines are held" in app.info[0].value


def test_nothing_chosen_asks_and_offers_maps(visit, drawn):
    app = visit("map", of=drawn)

    assert "Choose an indicator" in app.info[0].value
    labels = [one.proto.label for one in app.main.get("page_link")]
    assert "Distance to the nearest practice or hub" in labels


def test_an_indicator_without_data_is_explained(visit_map):
    assert "Nothing is held of" in visit_map(indicator="nothing_e").info[0].value


def test_states_of_maturity_are_offered_and_nothing_is_drawn_where_nobody_was_assessed(visit_map):
    app = visit_map(ask="maturity", framework="pcn_matrix_2018")

    assert not app.error
    assert not app.get("deck_gl_json_chart")
    assert any("has been assessed" in one.value for one in app.info)


def test_a_basemap_is_drawn_only_where_it_is_set_and_then_said(visit_map, monkeypatch):
    monkeypatch.delenv("PCDASH_BASEMAP", raising=False)
    assert json.loads(_decks(visit_map())[0].json).get("mapProvider") is None

    monkeypatch.setenv("PCDASH_BASEMAP", "https://maps.example.org/style.json")
    app = visit_map()
    assert json.loads(_decks(app)[0].json)["mapStyle"] == "https://maps.example.org/style.json"
    assert any("Basemap of maps.example.org" in one.value.replace("\\", "") for one in app.caption)
