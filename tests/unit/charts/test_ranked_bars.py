"""Ranked bars: order, encodings, texts and lines, in both forms."""

import json

import pandas as pd
import pytest

from pcdash.charts.ranked_bars import MOST_ROWS, ranked_bars
from pcdash.charts.theme import DARK, LIGHT, PALETTES
from pcdash.viewmodels.labelled import Line

ENGLAND = Line("England", 6.0, "England 6.0%")
CCG = Line("Test CCG", 5.5, "Test CCG 5.5%")
VERDICTS = ("better_998", "better_95", "similar", "worse_95", "worse_998")


def areas(*values, **columns):
    """One row a value; a test names only the columns it is about."""
    series = pd.Series(values, dtype="float64")
    known = series.notna()
    frame = pd.DataFrame(
        {
            "area_code": [f"Z99{number:03}" for number in range(len(values))],
            "area_name": [f"Test Surgery {number}" for number in range(len(values))],
            "value": series,
            "lower_95": series - 1,
            "upper_95": series + 1,
            "verdict": "similar",
            "verdict_label": "similar to England",
            "value_text": [f"{value:.1f}%" for value in series],
            "interval_text": [f"{value - 1:.1f}% to {value + 1:.1f}%" for value in series],
        }
    )
    frame.loc[~known, "value_text"] = "Suppressed [c]"
    frame.loc[~known, "interval_text"] = ""
    frame.loc[~known, "verdict"] = "not_compared"
    return frame.assign(**columns)


def many(count):
    values = [float(number % 17 + 1) for number in range(count)]
    return areas(*values, verdict=[VERDICTS[number % 5] for number in range(count)])


def drawn(rows, palette=LIGHT, **options):
    """The specification, checked against Vega-Lite's schema, and its rows."""
    chart = ranked_bars(rows, unit="% of patients", palette=palette, **options)
    spec = chart.to_dict(validate=True)
    return spec, pd.DataFrame(spec["datasets"][spec["data"]["name"]])


def layers(spec, mark, field=None):
    """The layers of one mark, those that show a field if one is named."""
    return [
        each
        for each in spec["layer"]
        if each["mark"]["type"] == mark and (field is None or field in json.dumps(each["encoding"]))
    ]


def texts(spec):
    return [
        each["encoding"]["text"]["value"]
        for each in layers(spec, "text")
        if "value" in each["encoding"]["text"]
    ]


def dashed(spec):
    return [each for each in layers(spec, "rule") if "strokeDash" in each["mark"]]


def pick(spec):
    return next(each for each in spec["layer"] if "params" in each)


def test_rows_stand_from_high_to_low_and_without_a_value_at_the_foot():
    spec, rows = drawn(areas(3.0, None, 9.0, 0.0))

    assert rows["area_code"].tolist() == ["Z99002", "Z99000", "Z99003", "Z99001"]
    bars = layers(spec, "bar", '"value"')[0]["encoding"]
    assert bars["y"]["scale"]["domain"] == rows["label"].tolist()


def test_ties_stand_by_name():
    _, rows = drawn(areas(5.0, 5.0, area_name=["The Test Surgery", "A Test Surgery"]))

    assert rows["area_name"].tolist() == ["A Test Surgery", "The Test Surgery"]


def test_the_rows_given_are_not_changed():
    given = areas(3.0, 9.0)
    before = given.copy(deep=True)

    drawn(given)

    pd.testing.assert_frame_equal(given, before)


def test_bars_start_at_zero_and_the_axis_has_the_unit():
    spec, _ = drawn(areas(3.0, 9.0))

    bars = layers(spec, "bar", "colour")[0]["encoding"]
    assert bars["x"]["field"] == "value"
    assert bars["x"]["title"] == "% of patients"
    assert bars["x2"] == {"datum": 0}
    assert bars["x"]["scale"]["domain"][0] == 0


def test_whiskers_run_from_limit_to_limit():
    spec, _ = drawn(areas(3.0, 9.0))

    for whisker in layers(spec, "rule", "lower_95"):
        assert whisker["encoding"]["x"]["field"] == "lower_95"
        assert whisker["encoding"]["x2"] == {"field": "upper_95"}
    assert len(layers(spec, "rule", "lower_95")) == 2


def test_a_negative_value_has_room_on_the_left():
    spec, _ = drawn(areas(-3.0, 4.0))

    low, high = layers(spec, "bar", "colour")[0]["encoding"]["x"]["scale"]["domain"]
    assert low <= -4
    assert high >= 5


def test_one_very_wide_interval_does_not_flatten_the_others():
    spec, _ = drawn(areas(3.0, 9.0, upper_95=[400.0, 10.0]))

    _, high = layers(spec, "bar", "colour")[0]["encoding"]["x"]["scale"]["domain"]
    assert 10 <= high < 20
    assert all(each["mark"]["clip"] for each in layers(spec, "rule", "lower_95"))


def test_the_scale_holds_lines_beyond_every_bar():
    spec, _ = drawn(areas(3.0), benchmark=Line("England", 60.0, "England 60%"))

    assert layers(spec, "bar", "colour")[0]["encoding"]["x"]["scale"]["domain"][1] > 60


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colour_shape_and_fill_are_those_of_the_verdict(palette):
    given = areas(9.0, 8.0, 6.0, verdict=["better_998", "better_95", "similar"])

    spec, rows = drawn(given, palette)

    styles = [palette.verdicts[key] for key in ("better_998", "better_95", "similar")]
    assert rows["colour"].tolist() == [style.colour for style in styles]
    point = layers(spec, "point")[0]["encoding"]
    for part, name in {"shape": "shape", "stroke": "colour", "fill": "fill"}.items():
        scale = point[part]["scale"]
        assert scale["domain"] == [style.label for style in styles]
        assert scale["range"] == [getattr(style, name) for style in styles]
        assert point[part]["field"] == "shown"


def test_the_legend_names_the_benchmark_and_only_the_verdicts_there_are():
    spec, _ = drawn(
        areas(9.0, 8.0, None, verdict=["worse_95", "similar", "not_compared"]), benchmark=ENGLAND
    )

    shape = layers(spec, "point")[0]["encoding"]["shape"]
    assert shape["title"] == "Compared with England"
    assert shape["scale"]["domain"] == ["Similar", "Worse (95%)"]
    assert shape["legend"]["orient"] == "top"


def test_every_colour_drawn_is_of_the_palette():
    spec, _ = drawn(many(40), DARK, benchmark=ENGLAND, second=CCG, highlighted="Z99004")

    used = set(pd.Series(json.dumps(spec)).str.findall(r"#\w{6}")[0])
    assert used
    assert used <= set(pd.Series(repr(DARK)).str.findall(r"#\w{6}")[0])


@pytest.mark.parametrize("count", [12, MOST_ROWS + 1])
def test_lines_are_labelled_and_told_apart_by_dashes(count):
    spec, _ = drawn(many(count), benchmark=ENGLAND, second=CCG)

    assert {"England 6.0%", "Test CCG 5.5%"} <= set(texts(spec))
    rules = dashed(spec)
    assert sorted(each["data"]["values"][0]["value"] for each in rules) == [5.5, 6.0]
    assert len({tuple(each["mark"]["strokeDash"]) for each in rules}) == 2
    assert len({each["mark"]["color"] for each in rules}) == 2


def test_no_line_without_a_benchmark_and_none_for_a_missing_one():
    spec, _ = drawn(areas(3.0), second=Line("Test CCG", float("nan"), "no value"))

    assert dashed(spec) == []
    assert layers(spec, "point")[0]["encoding"]["shape"]["title"] is None


def test_a_label_is_turned_to_the_side_that_has_room():
    spec, _ = drawn(
        areas(100.0), benchmark=Line("England", 95.0, "high"), second=Line("", 5.0, "low")
    )

    sides = {
        each["encoding"]["text"]["value"]: each["mark"]["align"]
        for each in layers(spec, "text")
        if "value" in each["encoding"]["text"]
    }
    assert sides == {"high": "right", "low": "left"}


def test_figures_stand_beside_the_bars_and_reasons_where_there_is_none():
    _, rows = drawn(areas(3.0, None))

    assert rows["figure"].tolist() == ["3.0%", ""]
    assert rows["absence"].tolist() == ["", "Suppressed [c]"]


def test_lines_end_above_the_rows_without_a_value():
    spec, _ = drawn(areas(3.0, 2.0, None, None), benchmark=ENGLAND)

    (rule,) = dashed(spec)
    assert rule["encoding"]["y2"]["value"] == spec["height"] / 2


def test_two_areas_of_one_name_are_told_apart_by_code():
    _, rows = drawn(areas(3.0, 2.0, 1.0, area_name=["The Surgery", "The Surgery", "Other"]))

    assert rows["label"].tolist() == ["The Surgery (Z99000)", "The Surgery (Z99001)", "Other"]


def test_the_chosen_area_is_bold_and_has_a_band():
    spec, _ = drawn(areas(3.0, 2.0), highlighted="Z99001")

    band = layers(spec, "bar")[0]
    assert band["data"]["values"] == [{"label": "Test Surgery 1"}]
    assert band["mark"]["color"] == LIGHT.highlight
    weight = band["encoding"]["y"]["axis"]["labelFontWeight"]
    assert weight["condition"]["test"]["oneOf"] == ["Test Surgery 1"]
    assert weight["condition"]["value"] == "bold"


@pytest.mark.parametrize("count", [12, MOST_ROWS + 1])
def test_an_unknown_chosen_area_changes_nothing(count):
    with_it, _ = drawn(many(count), highlighted="Z00000")
    without, _ = drawn(many(count))

    assert with_it == without


@pytest.mark.parametrize("count", [12, MOST_ROWS + 1, 300])
def test_a_click_gives_the_code_of_the_area(count):
    spec, _ = drawn(many(count))

    (param,) = [each for layer in spec["layer"] for each in layer.get("params", [])]
    assert param["name"] == "area"
    assert param["select"] == {"type": "point", "fields": ["area_code"]}


@pytest.mark.parametrize("count", [12, MOST_ROWS + 1])
def test_one_layer_speaks_and_says_everything(count):
    spec, rows = drawn(many(count))

    speaking = [each for each in spec["layer"] if each["mark"].get("aria") is not False]
    assert speaking == [pick(spec)]
    assert pick(spec)["encoding"]["description"]["field"] == "description"
    first = rows.iloc[0]
    for part in ("area_name", "value_text", "interval_text", "verdict_label"):
        assert first[part] in first["description"]
    fields = [tip["field"] for tip in pick(spec)["encoding"]["tooltip"]]
    assert fields == ["area_name", "area_code", "value_text", "interval_text", "verdict_label"]


def test_what_is_said_of_a_missing_value_is_its_reason():
    _, rows = drawn(areas(None, verdict_label="not compared"))

    assert rows["description"].tolist() == ["Test Surgery 0: Suppressed [c]"]


def test_a_missing_interval_is_not_spoken_of():
    _, rows = drawn(areas(4.0, lower_95=None, upper_95=None, interval_text=""))

    assert "interval" not in rows["description"][0]


def test_a_row_is_as_high_for_three_areas_as_for_sixty():
    few, _ = drawn(many(3))
    most, _ = drawn(many(MOST_ROWS))

    assert few["height"] / 3 == most["height"] / MOST_ROWS


def test_more_areas_than_rows_stand_as_columns():
    spec, rows = drawn(pd.concat([many(MOST_ROWS), areas(None, area_code="Z98000")]))

    bars = layers(spec, "bar", "colour")[0]["encoding"]
    assert bars["y"]["field"] == "value"
    assert bars["y"]["title"] == "% of patients"
    assert bars["x"]["scale"]["domain"] == rows["label"].tolist()
    assert bars["x"]["axis"] is None
    assert "Z98000" not in rows["area_code"].tolist()


def test_columns_name_the_chosen_area():
    spec, _ = drawn(many(MOST_ROWS + 20), highlighted="Z99003")

    named = [
        each["data"]["values"][0]["said"]
        for each in layers(spec, "text")
        if "said" in json.dumps(each["encoding"])
    ]
    assert named == ["Test Surgery 3"]


def test_columns_keep_shapes_and_whiskers_until_there_is_no_room():
    some, _ = drawn(many(130))
    nation, _ = drawn(many(300))

    assert layers(some, "point")
    assert layers(some, "rule", "lower_95")
    assert not layers(nation, "point")
    assert not layers(nation, "rule", "lower_95")
    assert layers(nation, "bar")[0]["encoding"]["color"]["legend"]["orient"] == "top"


def test_labels_of_two_lines_that_meet_stand_on_either_side():
    spec, _ = drawn(many(MOST_ROWS + 1), benchmark=ENGLAND, second=Line("", 5.9, "near"))

    sides = {
        each["encoding"]["text"]["value"]: each["mark"]["baseline"]
        for each in layers(spec, "text")
        if "value" in each["encoding"]["text"]
    }
    assert sides == {"England 6.0%": "bottom", "near": "top"}


@pytest.mark.parametrize("rows", [areas(), areas(None), areas(0.0), areas(5.0)])
def test_nothing_or_one_area_is_still_a_chart(rows):
    spec = ranked_bars(rows, unit="%", palette=LIGHT).to_dict(validate=True)

    low, high = layers(spec, "bar", "colour")[0]["encoding"]["x"]["scale"]["domain"]
    assert low == 0
    assert high > 0
    assert spec["height"] > 0


def test_text_of_the_data_stays_text():
    name = "</script><img src=x onerror=alert(1)> ${7*7} 'quoted' \"twice\""

    spec, rows = drawn(areas(5.0, area_name=name))

    assert rows["area_name"].tolist() == [name]
    expressions = [
        part for part in json.dumps(spec).split('"expr": ')[1:] if "onerror" in part[:200]
    ]
    assert expressions == []
