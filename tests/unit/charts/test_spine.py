"""A spine: England in the middle of every row, everything else where the view-model puts it."""

import json

import pandas as pd
import pytest

from pcdash.charts.spine import COLUMNS, ROW_HEIGHT, spine
from pcdash.charts.theme import LIGHT, PALETTES


def rows(count=2, **columns):
    made = pd.DataFrame(
        {
            "indicator_id": [f"share_{at}" for at in range(count)],
            "title": [f"Share {at}" for at in range(count)],
            "period": "2018/19",
            "low": 0.1, "high": 0.9, "lower_quartile": 0.4, "upper_quartile": 0.6,
            "place": 0.7, "second": 0.55, "level_1": float("nan"), "level_2": float("nan"),
            "verdict": "better_95", "value_text": "70.0%", "benchmark_text": "50.0%",
            "range_text": "10.0% to 90.0%",
        }
    )  # fmt: skip
    return made.assign(**columns)


def drawn(given, palette=LIGHT, second="Northam CCG"):
    chart = spine(given, palette=palette, second=second, benchmark="England")
    return chart.to_dict(validate=True)


def layers(spec, mark):
    return [one for one in spec["layer"] if one["mark"]["type"] == mark]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_the_specification_is_valid_in_every_palette(palette):
    spec = drawn(rows(), palette)

    assert spec["config"]["background"] == palette.background
    assert spec["height"] == 2 * ROW_HEIGHT
    assert set(rows().columns) == set(COLUMNS)


def test_the_benchmark_stands_in_the_middle_and_is_named():
    spec = drawn(rows())

    (rule,) = layers(spec, "rule")
    assert rule["encoding"]["x"]["datum"] == 0.5
    said = [one["encoding"]["text"].get("value") for one in layers(spec, "text")]
    assert {"England", "◇ Northam CCG", "Better or higher"} <= set(said)


def test_without_a_second_comparator_no_diamond_is_explained():
    said = [
        one["encoding"]["text"].get("value") for one in layers(drawn(rows(), second=""), "text")
    ]

    assert not any(text and text.startswith("◇") for text in said)


def test_trigger_levels_are_ticks_where_there_are_any():
    spec = drawn(rows(level_1=[0.3, float("nan")], level_2=[0.2, float("nan")]))

    ticks = layers(spec, "tick")
    assert [one["encoding"]["x"]["field"] for one in ticks] == ["level_1", "level_2"]
    assert ticks[1]["mark"]["thickness"] > ticks[0]["mark"]["thickness"]


def test_the_legend_has_the_verdicts_that_occur_and_a_row_is_read_whole():
    spec = drawn(rows(verdict=["better_95", "similar"]))

    place = next(one for one in layers(spec, "point") if "shape" in one["encoding"])
    assert place["encoding"]["shape"]["scale"]["domain"] == ["Better (95%)", "Similar"]
    assert "Share 1, 2018/19: 70.0%; England 50.0%; Similar" in json.dumps(spec["datasets"])
