"""A control chart: points by kind, limits that break at a rebase, words that do not meet."""

from datetime import date

import pandas as pd
import pytest

from pcdash.charts.icons import icon_matrix, icons
from pcdash.charts.spc import spc_chart
from pcdash.charts.theme import LIGHT, PALETTES
from pcdash.viewmodels.labelled import Icon, Mark

LABELS = {"mean": "Mean 5.0", "lower": "Lower 3.0", "upper": "Upper 7.0"}


def points(*values, **columns):
    months = pd.period_range("2019-01", periods=len(values), freq="M")
    frame = pd.DataFrame(
        {
            "period": [f"{one:%b %Y}" for one in months],
            "date": [one.end_time.date() for one in months],
            "value": pd.Series(values, dtype="float64"),
            "mean": 5.0,
            "lower": 3.0,
            "upper": 7.0,
            "kind": "common_cause",
            "kind_label": "Common cause",
            "value_text": [str(value) for value in values],
            "reason": "",
            "phase": 0,
        }
    )
    return frame.assign(**columns)


def drawn(rows, palette=LIGHT, **options):
    chart = spc_chart(rows, unit="%", palette=palette, labels=LABELS, **options)
    spec = chart.to_dict(validate=True)
    return spec, pd.DataFrame(spec["datasets"][spec["data"]["name"]])


def layers(spec, mark):
    return [one for one in spec["layer"] if one["mark"]["type"] == mark]


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_the_specification_is_valid_in_every_palette(palette):
    spec, _ = drawn(points(4, 5, 6), palette, target=(6.5, "Target 6.5"))

    assert spec["config"]["background"] == palette.background
    said = {one["encoding"]["text"]["value"] for one in layers(spec, "text")}
    assert said == {*LABELS.values(), "Target 6.5"}


def test_a_gap_and_a_rebase_break_the_lines():
    _, data = drawn(points(4, None, 6, 5, phase=[0, 0, 0, 1]))

    assert data["run"].nunique() == 4 - 1
    assert data.loc[0, "run"] != data.loc[2, "run"] != data.loc[3, "run"]


def test_kinds_differ_in_fill_and_shape_and_carry_their_reason():
    spec, data = drawn(
        points(4, 9, kind=["common_cause", "concern"], reason=["", "outside the limits"])
    )

    point = layers(spec, "point")[0]["encoding"]
    assert point["shape"]["scale"]["domain"] == ["Concern", "Common cause"]
    assert len(set(point["shape"]["scale"]["range"])) == 2
    assert data.loc[1, "description"].endswith("outside the limits")


def test_a_run_chart_has_no_limits_and_no_legend():
    rows = points(4, 5, mean=None, lower=None, upper=None, kind_label="")
    spec, _ = drawn(rows)

    assert not layers(spec, "text")
    assert layers(spec, "point")[0]["encoding"]["fill"]["legend"] is None


def test_the_words_of_levels_that_meet_are_moved_apart():
    spec, _ = drawn(points(4, 5), target=(5.01, "Target"))

    heights = [one["encoding"]["y"]["value"] for one in layers(spec, "text")]
    assert all(abs(one - other) > 10 for one in heights for other in heights if one != other)
    assert len(set(heights)) == 4


def test_events_are_marked_with_their_words():
    spec, _ = drawn(points(4, 5, 6), events=(Mark(date(2019, 2, 10), "A hub opens"),))

    assert "A hub opens" in {one["encoding"]["text"]["value"] for one in layers(spec, "text")}


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_icons_have_a_letter_words_and_a_form_of_their_own(palette):
    shown = (Icon("variation", "concern", "H", "Concern, high"),
             Icon("assurance", "improvement", "P", "Passes"))  # fmt: skip
    spec = icons(shown, palette=palette).to_dict(validate=True)

    said = [one["encoding"]["text"]["value"] for one in layers(spec, "text")]
    assert said == ["H", "Concern, high", "P", "Passes"]
    forms = {one["mark"]["shape"] for one in layers(spec, "point")}
    assert len(forms) == 2


def test_a_matrix_has_a_row_a_series_and_no_icon_where_there_is_none():
    rows = pd.DataFrame(
        {
            "title": ["A", "B"], "value_text": ["1%", "2%"], "kind": ["concern", ""],
            "letter": ["H", ""], "change": ["Concern, high", "Too short to say"],
            "assurance_kind": ["common_cause", ""], "assurance_letter": ["?", ""],
            "assurance": ["Hit or miss", ""],
        }
    )  # fmt: skip
    spec = icon_matrix(rows, palette=LIGHT).to_dict(validate=True)

    assert len(layers(spec, "point")) == 2
    said = [one["encoding"]["text"]["value"] for one in layers(spec, "text")]
    assert {"A", "B", "H", "?", "Too short to say"} <= set(said)
