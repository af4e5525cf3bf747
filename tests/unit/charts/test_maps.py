"""Maps draw what they are given, in the colours of the theme, and fetch nothing."""

import json
import re

import pandas as pd
import pytest

from pcdash.charts._map_marks import fill_of, icon_atlas, mark_of
from pcdash.charts.area_map import AREAS, NARROW, POINTS, WIDE, area_map, view_of
from pcdash.charts.still_map import map_legend, still_map
from pcdash.charts.theme import DARK, LIGHT, PALETTES, PRINT
from pcdash.stats.comparison import VERDICTS
from pcdash.viewmodels.map_classes import LegendEntry

BOUNDS = (0.0, 51.5, 0.2, 51.6)
SQUARE = [[[0.0, 51.5], [0.0, 51.6], [0.1, 51.6], [0.1, 51.5], [0.0, 51.5]]]
STYLES = (*VERDICTS, "class_1_1", "class_5_3", "none", "place", "hub", "event")
BOTH = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)


@pytest.fixture
def areas():
    return pd.DataFrame(
        {
            "area_code": ["A", "B"],
            "area_name": ["Alder", "*Birch* <b>"],
            "style": ["class_2_1", "none"],
            "mark": ["1", "×"],
            "polygons": [[SQUARE], [SQUARE, SQUARE]],
            "longitude": [0.05, 0.15],
            "latitude": [51.55, 51.55],
            "said": ["Alder\n4.0%", "*Birch* <b>\n[x]"],
        }
    )


@pytest.fixture
def points():
    return pd.DataFrame(
        {
            "area_code": ["P1", "P2", "far"],
            "area_name": ["Elm", "Hub", "Far"],
            "longitude": [0.02, 0.12, 2.0],
            "latitude": [51.52, 51.58, 53.0],
            "style": ["better_95", "hub", "worse_998"],
            "size": [1.0, 1.0, 0.4],
            "said": ["Elm", "Hub", "Far"],
        }
    )


def _layers(deck):
    return {one["id"].removesuffix("_0"): one for one in json.loads(deck.to_json())["layers"]}


@BOTH
def test_the_map_needs_no_other_host_and_no_basemap(areas, points, palette):
    made = area_map(areas, points, bounds=BOUNDS, palette=palette)
    spec = json.loads(made.to_json())

    assert spec.get("mapProvider") is None
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", made.to_json()) == []
    assert _layers(made)[POINTS]["iconAtlas"].startswith("data:image/svg+xml")


def test_a_basemap_is_asked_for_by_its_address_alone_and_shows_through(areas, points):
    style = "https://maps.example.org/style.json"
    made = area_map(areas, points, bounds=BOUNDS, palette=LIGHT, basemap=style)
    spec = json.loads(made.to_json())
    without = _layers(area_map(areas, points, bounds=BOUNDS, palette=LIGHT))

    assert (spec["mapProvider"], spec["mapStyle"]) == ("carto", style)
    assert _layers(made)[AREAS]["data"][0]["colour"][3] < without[AREAS]["data"][0]["colour"][3]


def test_what_is_hovered_over_is_text_and_not_markup(areas, points):
    deck = area_map(areas, points, bounds=BOUNDS, palette=LIGHT)

    assert deck._tooltip["text"] == "{said}"
    assert "html" not in deck._tooltip


def test_each_polygon_has_the_colour_of_its_class(areas, points):
    rows = _layers(area_map(areas, points, bounds=BOUNDS, palette=LIGHT))[AREAS]["data"]

    assert [row["area_code"] for row in rows] == ["A", "B", "B"]
    red = int(LIGHT.shades[1][1:3], 16)
    assert rows[0]["colour"][0] == red


def test_only_areas_and_points_can_be_picked(areas, points):
    made = _layers(area_map(areas, points, bounds=BOUNDS, palette=LIGHT, highlighted="A"))

    assert {name for name, one in made.items() if one["pickable"]} == {AREAS, POINTS}
    assert {"chosen_casing", "chosen_line", "marks"} <= set(made)
    ringed = _layers(area_map(areas, points, bounds=BOUNDS, palette=DARK, highlighted="P1"))
    assert "chosen_point" in ringed


def test_layers_have_another_name_after_a_click(areas, points):
    """What is selected by Streamlit would be faded else, to shades that no legend has."""
    made = _layers(area_map(areas, points, bounds=BOUNDS, palette=LIGHT, turn=3))

    assert {"areas_3", "points_3"} <= set(made)


def test_a_map_of_nothing_is_drawn(areas, points):
    made = _layers(area_map(areas.iloc[:0], points.iloc[:0], bounds=BOUNDS, palette=LIGHT))

    assert list(made) == [AREAS]


def test_many_areas_have_no_digits(areas, points):
    many = pd.concat([areas] * 40, ignore_index=True)

    assert "marks" not in _layers(area_map(many, points, bounds=BOUNDS, palette=LIGHT))


def test_the_bounds_fill_the_map_and_fit_it():
    wide, narrow = (view_of(BOUNDS, width=width) for width in (WIDE, NARROW))

    assert narrow.zoom < wide.zoom
    pixels = 0.2 / 360 * 512 * 2**narrow.zoom
    assert 0.9 * NARROW < pixels <= NARROW
    assert (wide.longitude, wide.latitude) == pytest.approx((0.1, 51.55), abs=1e-3)


@BOTH
@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_a_mark_and_a_fill(palette, style):
    assert mark_of(style, palette).path.startswith("M")
    assert re.fullmatch("#[0-9A-F]{6}", fill_of(style, palette))


def test_marks_differ_in_form_and_not_in_colour_alone():
    marks = [mark_of(style, PRINT) for style in (*VERDICTS, "hub", "event")]
    forms = {(one.path, one.fill == PRINT.background) for one in marks}

    assert len(forms) == len(marks)


def test_the_picture_of_marks_has_each_at_its_place():
    atlas, places = icon_atlas(["better_95", "class_1_1", "similar"], LIGHT)

    assert [one["x"] for one in places.values()] == [0, 64, 128]
    assert "%3Csvg" in atlas


@BOTH
def test_the_still_map_is_valid_and_has_the_same_colours(areas, points, palette):
    made = still_map(areas, points, bounds=BOUNDS, palette=palette, highlighted="A")
    spec = made.to_dict(validate=True)
    shapes = [one for one in spec["layer"] if one["mark"]["type"] == "geoshape"]

    fills = [one["fill"] for one in shapes[0]["data"]["values"]]
    assert fills == [palette.shades[1], palette.absent]
    assert shapes[1]["mark"]["stroke"] == palette.second
    drawn = [one for one in spec["layer"] if one["mark"]["type"] == "point"]
    said = [row.get("said") for one in drawn for row in one["data"]["values"]]
    assert "Elm" in said
    assert "Far" not in said, "one far away would make everything else small"


def test_the_still_map_is_read_aloud_area_by_area(areas, points):
    layers = still_map(areas, points, bounds=BOUNDS, palette=LIGHT).to_dict()["layer"]

    assert layers[0]["mark"]["aria"]
    assert layers[0]["encoding"]["description"]["field"] == "said"


@BOTH
@pytest.mark.parametrize("of_areas", [True, False])
def test_the_legend_is_valid_and_has_the_words(palette, of_areas):
    entries = (
        LegendEntry("class_1_1", "1: 2.0% to 3.0%, lowest (3 wards)", 3),
        LegendEntry("none", "×: No figure (1 ward)", 1),
        LegendEntry("better_95", "○ Better (95%) (4 wards)", 4),
    )
    spec = map_legend(entries, palette=palette, of_areas=of_areas).to_dict(validate=True)

    (rows,) = spec["datasets"].values()
    assert [row["text"] for row in rows] == [
        "2.0% to 3.0%, lowest (3 wards)", "No figure (1 ward)", "○ Better (95%) (4 wards)"
    ]  # fmt: skip


FRAMES = pd.DataFrame(
    {
        "area_code": ["A", "B"],
        "kind": ["full", "broken"],
        "lines": [[SQUARE[0]], [SQUARE[0][:2], SQUARE[0][2:4]]],
    }
)


@BOTH
def test_frames_lie_on_a_casing_that_shows_on_any_shade(areas, points, palette):
    layers = _layers(area_map(areas, points, bounds=BOUNDS, palette=palette, frames=FRAMES))
    casing, line = layers["frames_casing"], layers["frames_line"]

    assert len(line["data"]) == len(casing["data"]) == 3
    assert casing["getWidth"] > line["getWidth"]
    assert casing["getColor"] != line["getColor"]
    drawn = still_map(areas, points, bounds=BOUNDS, palette=palette, frames=FRAMES).to_dict()
    strokes = [one["mark"].get("stroke") for one in drawn["layer"][1:3]]
    assert strokes == [palette.background, palette.text]


def test_states_have_the_colours_of_the_heatmap(areas):
    assert fill_of("state_0", LIGHT) == LIGHT.states[0]
    assert fill_of("state_50", LIGHT) == LIGHT.states[3]
    assert fill_of("state_100", DARK) == DARK.states[-1]


def test_the_legend_draws_frames_and_dashes_the_broken_one():
    entries = [
        LegendEntry("state_0", "A (1 PCN)", 1),
        LegendEntry("frame_full", "Framed: above (1 PCN)", 1),
        LegendEntry("frame_broken", "Broken frame: below (1 PCN)", 1),
    ]
    layers = map_legend(entries, palette=LIGHT, of_areas=True).to_dict()["layer"]
    dashes = [one["mark"].get("strokeDash") for one in layers if not one["mark"].get("filled")]

    assert [4, 3] in dashes
