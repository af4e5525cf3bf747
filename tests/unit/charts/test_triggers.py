"""Stacked categories and the heatmap of triggers: counts in words and letters, levels by size."""

import json

import pandas as pd
import pytest

from pcdash.charts.stacked_categories import initials, stacked_categories
from pcdash.charts.theme import LIGHT, PALETTES, written_on
from pcdash.charts.trigger_heatmap import trigger_heatmap
from tests.unit.charts.test_theme import contrast

CATEGORIES = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated")
RATED = CATEGORIES[:4]


def stacks():
    return pd.DataFrame(
        {
            "place": ["North", "North", "South", "South"],
            "category": ["Good", "Inadequate", "Good", "Not rated"],
            "count": [39, 1, 5, 5],
            "share": [0.975, 0.025, 0.5, 0.5],
            "count_text": ["39", "1", "5", "5"],
            "share_text": ["97.5%", "2.5%", "50.0%", "50.0%"],
        }
    )


def stacked(palette=LIGHT):
    chart = stacked_categories(
        stacks(), categories=CATEGORIES, favourable=CATEGORIES[:2], rated=RATED, palette=palette
    )
    spec = chart.to_dict(validate=True)
    return spec, pd.DataFrame(spec["datasets"][spec["data"]["name"]])


def heatmap(palette=LIGHT):
    rows = pd.DataFrame(
        {
            "area_code": ["A", "A", "B", "B"], "area_name": ["Ash", "Ash", "Birch", "Birch"],
            "indicator": ["GPOS 2: x", "GPOS 3: y"] * 2, "short": ["2", "3"] * 2,
            "level": [2, 1, 0, -1], "value_text": ["1%", "2%", "3%", "[x]"],
        }
    )  # fmt: skip
    return trigger_heatmap(rows, palette=palette).to_dict(validate=True)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_both_are_valid_in_every_palette(palette):
    assert stacked(palette)[0]["config"]["background"] == palette.background
    assert heatmap(palette)["config"]["background"] == palette.background


def test_segments_follow_each_other_to_the_whole():
    _, data = stacked()

    for _, bar in data.groupby("place"):
        assert bar["start"].iloc[0] == 0
        assert bar["end"].iloc[-1] == pytest.approx(1)
        assert bar["start"].tolist()[1:] == bar["end"].tolist()[:-1]


def test_a_segment_has_its_count_and_letters_where_there_is_room():
    _, data = stacked()

    said = data.set_index(["place", "category"])["said"]
    assert said["North", "Good"] == "39 G"
    assert said["North", "Inadequate"] == ""


def test_the_good_are_blue_the_poor_orange_and_the_unrated_grey():
    spec, _ = stacked()

    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    fills = dict(zip(scale["domain"], scale["range"], strict=True))
    assert fills == {
        "G: Good": LIGHT.verdicts["better_95"].colour,
        "I: Inadequate": LIGHT.verdicts["worse_998"].colour,
        "NR: Not rated": LIGHT.missing,
    }


@pytest.mark.parametrize(
    ("name", "letters"), [("Requires improvement", "RI"), ("Good", "G"), ("[x] none held", "NH")]
)
def test_categories_have_letters(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
@pytest.mark.parametrize("key", ["better_998", "better_95", "worse_95", "worse_998"])
def test_letters_on_a_fill_are_legible(palette, key):
    fill = palette.verdicts[key].colour

    assert contrast(written_on(fill), fill) >= 4.5


def test_levels_differ_in_size_and_number_and_the_unknown_is_said():
    spec = heatmap()

    filters = [json.dumps(one.get("transform")) for one in spec["layer"]]
    small = next(one for one, text in zip(spec["layer"], filters, strict=True)
                 if "=== 1" in text and one["mark"]["type"] == "rect")  # fmt: skip
    large = next(one for one, text in zip(spec["layer"], filters, strict=True)
                 if "=== 2" in text and one["mark"]["type"] == "rect")  # fmt: skip
    assert small["mark"]["width"] == {"band": 0.6}
    assert "width" not in large["mark"]
    texts = [one["encoding"]["text"]["value"] for one in spec["layer"]
             if one["mark"]["type"] == "text"]  # fmt: skip
    assert texts == ["x", "1", "2"]
    assert "Birch, GPOS 3: y: not available, [x]" in json.dumps(spec["datasets"])
