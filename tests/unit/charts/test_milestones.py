"""Milestones in time: phases as bars, a ring where planned, a shape and words for the status."""

import itertools
import json

import pandas as pd
import pytest

from pcdash.charts.milestones import milestones
from pcdash.charts.theme import LIGHT, PALETTES, STATUSES
from tests.unit.charts.test_theme import contrast

NONE = float("nan")


def spec(palette=LIGHT):
    rows = pd.DataFrame(
        [
            ("Phase 1", "phase", "", 17000.0, 17500.0, NONE, "", "A year"),
            ("Hub", "milestone", "Late", 17100.0, 17600.0, 17600.0, "Late, 16 months later", "x"),
            ("Hub", "milestone", "At risk", 17100.0, NONE, 17100.0, "At risk", "y"),
            ("No date", "milestone", "At risk", NONE, NONE, NONE, "At risk", "z"),
        ],
        columns=["label", "kind", "status", "first_day", "last_day", "shown_day", "status_text",
                 "said"],
    )  # fmt: skip
    return milestones(rows, palette=palette).to_dict(validate=True)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_it_is_valid_in_every_palette(palette):
    assert spec(palette)["config"]["background"] == palette.background


def test_two_of_one_name_have_a_row_each_and_are_read_with_their_own_words():
    made = spec()
    rows = made["datasets"][made["data"]["name"]]

    assert made["layer"][0]["encoding"]["y"]["scale"]["domain"] == [
        "0 Phase 1", "1 Hub", "2 Hub", "3 No date",
    ]  # fmt: skip
    assert [one["description"] for one in rows][1:3] == ["Hub: x", "Hub: y"]


def test_each_status_has_a_shape_and_its_words_stand_at_the_mark():
    layers = spec()["layer"]
    shapes = {
        json.dumps(one["transform"]): (one["mark"]["shape"], one["mark"]["fill"])
        for one in layers
        if one["mark"]["type"] == "point" and "datum.status" in json.dumps(one.get("transform"))
    }

    assert len(set(shapes.values())) == len(STATUSES)
    assert any(one["encoding"].get("text", {}).get("field") == "status_text" for one in layers)


def test_years_are_labelled_in_april():
    axis = spec()["layer"][0]["encoding"]["x"]["axis"]

    assert "Apr 2017" in axis["labelExpr"]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_statuses_of_one_shape_differ_in_depth(palette):
    for (_, shape, one), (_, same, other) in itertools.combinations(STATUSES.values(), 2):
        if shape == same:
            assert contrast(one[palette.name], other[palette.name]) >= 3


def test_the_statuses_have_symbols_of_their_own():
    assert len({symbol for symbol, _, _ in STATUSES.values()}) == len(STATUSES)
