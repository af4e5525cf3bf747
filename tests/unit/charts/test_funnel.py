"""A funnel: points with shapes, limits that run through, names that do not meet."""

import json
from itertools import pairwise

import pandas as pd
import pytest

from pcdash.charts._timeline_labels import LINE_OF_TEXT
from pcdash.charts.funnel import MOST_NAMED, funnel
from pcdash.charts.theme import DARK, LIGHT, PALETTES
from pcdash.viewmodels.labelled import Line

AVERAGE = Line("Average", 5.0, "Average of these practices 5.0%")
CURVES = pd.DataFrame(
    {
        "size": [100.0, 2000.0],
        "lower_95": [2.0, 4.5], "upper_95": [9.0, 5.5],
        "lower_998": [1.0, 4.0], "upper_998": [12.0, 6.0],
    }
)  # fmt: skip


def points(*values, verdict="similar", size=1000.0):
    count = len(values)
    return pd.DataFrame(
        {
            "area_code": [f"Z9900{place}" for place in range(count)],
            "area_name": [f"Practice {place}" for place in range(count)],
            "size": size,
            "value": values,
            "verdict": verdict,
            "verdict_label": "Similar",
            "value_text": [f"{value}%" for value in values],
            "size_text": "1,000",
            "limits_text": "4.0 to 6.0",
        }
    )


def drawn(rows, palette=LIGHT, **options):
    chart = funnel(
        rows, CURVES, unit="% of patients", size_label="Patients", palette=palette,
        average=AVERAGE, **options,
    )  # fmt: skip
    return chart.to_dict(validate=True)


def written(spec):
    return [
        one["encoding"]["text"]["value"] for one in spec["layer"] if one["mark"]["type"] == "text"
    ]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_the_specification_is_valid_in_every_palette(palette):
    rows = points(4.0, 5.0, 6.5, size=2000.0)
    spec = drawn(rows, palette, benchmark=Line("England", 6.0, "England 6.0%"))

    assert spec["config"]["background"] == palette.background
    assert {"95% limit", "99.8% limit", AVERAGE.label, "England 6.0%"} <= set(written(spec))


def test_the_words_of_the_lines_stand_apart():
    rows = points(4.0, 5.0, 6.5, size=2000.0)
    spec = drawn(rows, benchmark=Line("England", 5.02, "England 5.0%"))
    heights = sorted(
        one["encoding"]["y"]["value"]
        for one in spec["layer"]
        if one["mark"]["type"] == "text" and "value" in one["encoding"]["y"]
    )

    assert len(heights) == 4
    apart = [later - first for first, later in pairwise(heights)]
    assert min(apart) >= LINE_OF_TEXT


def test_both_sides_of_both_limits_are_drawn():
    lines = [one for one in drawn(points(4.0, 5.0))["layer"] if one["mark"]["type"] == "line"]

    fields = {one["encoding"]["y"]["field"] for one in lines}
    assert fields == {"lower_95", "upper_95", "lower_998", "upper_998"}
    assert all(one["data"]["values"] == CURVES.to_dict("records") for one in lines)


def test_names_that_would_meet_give_way_to_the_more_important_one():
    rows = points(9.0, 9.01, 2.0)

    spec = drawn(rows, named=("Z99001", "Z99000", "Z99002"))

    assert "Practice 1" in written(spec)
    assert "Practice 0" not in written(spec)
    assert "Practice 2" in written(spec)


def test_a_few_names_are_enough():
    rows = points(*range(20))

    spec = drawn(rows, named=tuple(rows["area_code"]))

    assert len([one for one in written(spec) if one.startswith("Practice")]) == MOST_NAMED


def test_the_chosen_area_is_ringed_and_named_first():
    spec = drawn(points(9.0, 9.01), DARK, named=("Z99001",), highlighted="Z99000")

    rings = [one for one in spec["layer"] if one["mark"].get("filled") is False]
    assert [one["data"]["values"] for one in rings] == [[{"size": 1000.0, "value": 9.0}]]
    assert "Practice 0" in written(spec)


def test_a_point_is_read_with_its_figure_size_and_verdict():
    spec = drawn(points(4.0))

    assert "Practice 0: 4.0%; 1,000; Similar" in json.dumps(spec["datasets"])
