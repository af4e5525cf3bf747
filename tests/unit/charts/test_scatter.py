"""The scatter: points, lines, letters that do not meet, on every background."""

import pandas as pd
import pytest

from pcdash.charts.scatter import scatter
from pcdash.charts.theme import LIGHT, PALETTES
from pcdash.viewmodels.labelled import Line


def points(*places, letters=()):
    named = [*letters, *[""] * (len(places) - len(letters))]
    return pd.DataFrame(
        {
            "area_code": [f"Z99{number:03}" for number in range(len(places))],
            "area_name": [f"Test Surgery {number}" for number in range(len(places))],
            "x": [float(x) for x, _ in places],
            "y": [float(y) for _, y in places],
            "x_text": [f"Across {x}" for x, _ in places],
            "y_text": [f"Up {y}" for _, y in places],
            "letter": named,
        }
    )


def drawn(rows, palette=LIGHT, **options):
    chart = scatter(rows, x_title="Score", y_title="Rate", palette=palette, **options)
    return chart.to_dict(validate=True)


def texts(spec):
    return {
        one["encoding"]["text"]["value"]: one["mark"]
        for one in spec["layer"]
        if one["mark"]["type"] == "text"
    }


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_it_is_valid_on_every_background(palette):
    spec = drawn(points((1, 2), (3, 4), letters=("A",)), palette, highlighted="Z99001")

    assert "A" in texts(spec)
    assert any(one["mark"].get("stroke") == palette.second for one in spec["layer"])


def test_levels_are_labelled_and_inside_the_plot():
    spec = drawn(
        points((1, 2), (3, 4)),
        x_line=Line("England", 9.0, "England 9.0"),
        y_line=Line("England", 20.0, "England 20.0"),
    )

    assert {"England 9.0", "England 20.0"} <= set(texts(spec))
    reading = spec["layer"][-1]["encoding"]
    assert reading["x"]["scale"]["domain"][1] > 9
    assert reading["y"]["scale"]["domain"][1] > 20


def test_letters_of_one_place_stand_on_different_sides():
    spec = drawn(points((1, 2), (1, 2), (5, 9), letters=("A", "B")))
    sides = {(mark["dx"], mark["dy"]) for mark in texts(spec).values()}

    assert len(sides) == 2


def test_constant_values_have_an_axis():
    domain = drawn(points((1, 2), (1, 2)))["layer"][-1]["encoding"]["x"]["scale"]["domain"]

    assert domain[0] < 1 < domain[1]
