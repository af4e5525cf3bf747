"""The grid of delivery: depth, letter and coverage in a cell, blank where nothing is known."""

import itertools

import pandas as pd
import pytest

from pcdash.charts.delivery_grid import delivery_grid
from pcdash.charts.theme import LIGHT, PALETTES, STAGES, written_on
from tests.unit.charts.test_theme import contrast

QUARTERS = ("Q4 2017/18", "Q1 2018/19", "Q2 2018/19")


def spec(palette=LIGHT, *, coverage="40", **more):
    cells = pd.DataFrame(
        {
            "row": ["P1 One", "A1 Two"], "column": ["Q1 2018/19", "Q2 2018/19"], "stage": [2, 3],
            "letter": ["Ac", "D"], "coverage_text": [coverage, ""], "said": ["Active", "Delivered"],
        }
    )  # fmt: skip
    chart = delivery_grid(
        cells, rows=("P1 One", "A1 Two", "A2 Three"), columns=QUARTERS, groups=("P1 One", "A1 Two"),
        today="Q1 2018/19", palette=palette, **more,
    )  # fmt: skip
    return chart.to_dict(validate=True)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_it_is_valid_in_every_palette(palette):
    assert spec(palette)["config"]["background"] == palette.background


def test_rows_and_columns_without_a_cell_are_there():
    layer = spec()["layer"][-1]

    assert layer["encoding"]["y"]["scale"]["domain"] == ["P1 One", "A1 Two", "A2 Three"]
    assert layer["encoding"]["x"]["scale"]["domain"] == [*QUARTERS]


def test_a_cell_is_read_with_what_it_is_of():
    made = spec()
    rows = made["datasets"][made["data"]["name"]]

    assert [one["description"] for one in rows] == [
        "P1 One, Q1 2018/19: Active", "A1 Two, Q2 2018/19: Delivered",
    ]  # fmt: skip


def test_lines_stand_between_groups_and_behind_the_last_quarter_reported_on():
    rules = [one for one in spec()["layer"] if one["mark"]["type"] == "rule"]
    lines = [one["data"]["values"] for one in rules]

    assert [{"row": "A1 Two"}] in lines
    assert lines[-1] == [{"column": "Q1 2018/19"}]


def test_rows_are_lower_where_nothing_covers_anything():
    assert spec(coverage="")["height"] < spec()["height"]


def test_columns_that_are_no_quarters_keep_their_own_labels():
    axis = spec(are_quarters=False)["layer"][-1]["encoding"]["x"]["axis"]

    assert "labelExpr" not in axis


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_states_differ_in_depth_and_letters_are_legible_on_each(palette):
    fills = STAGES[palette.name]

    for one, other in itertools.pairwise(fills):
        assert contrast(one, other) >= 1.4
    for fill in fills:
        assert contrast(written_on(fill), fill) >= 4.5
    assert contrast(palette.missing, palette.background) >= 3


def test_where_nothing_is_known_no_layer_is_without_a_mark():
    nothing = pd.DataFrame(columns=["row", "column", "stage", "letter", "coverage_text", "said"])
    made = delivery_grid(nothing, rows=("P1 One",), columns=QUARTERS, palette=LIGHT)

    assert {one["mark"]["type"] for one in made.to_dict(validate=True)["layer"]} == {"rule"}
