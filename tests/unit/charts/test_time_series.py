"""A history: time to scale, lines that break where figures do, labels that do not collide."""

import itertools
import json
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.charts._timeline_labels import LINE_OF_TEXT, spread
from pcdash.charts.theme import DARK, LIGHT, PALETTES
from pcdash.charts.time_series import FULL, SMALL, history
from pcdash.viewmodels.labelled import Mark

NAMES = {"area": "This practice", "second": "Test CCG", "benchmark": "England"}


def points(*values, role="area", first=2014, **columns):
    """One year a value, from 2014/15; a test names only the columns it is about."""
    years = range(first, first + len(values))
    series = pd.Series(values, dtype="float64")
    frame = pd.DataFrame(
        {
            "series": NAMES[role],
            "role": role,
            "period": [f"{year}/{(year + 1) % 100:02}" for year in years],
            "date": [date(year + 1, 3, 31) for year in years],
            "value": series,
            "lower_95": series - 0.5,
            "upper_95": series + 0.5,
            "value_text": [f"{value:.1f}%" for value in series],
            "interval_text": [f"{value - 0.5:.1f}% to {value + 0.5:.1f}%" for value in series],
        }
    )
    return frame.assign(**columns)


def three(*values):
    return pd.concat([points(*values, role=role) for role in NAMES], ignore_index=True)


def drawn(given, palette=LIGHT, **options):
    chart = history(given, unit="% of patients", palette=palette, **options)
    spec = chart.to_dict(validate=True)
    return spec, pd.DataFrame(spec["datasets"][spec["data"]["name"]])


def layers(spec, mark, text=""):
    return [
        each for each in spec["layer"] if each["mark"]["type"] == mark and text in json.dumps(each)
    ]


def written(spec):
    return [each["encoding"]["text"]["value"] for each in layers(spec, "text")]


def axis(spec, name):
    return layers(spec, "line")[0]["encoding"][name]


@pytest.mark.parametrize("size", [FULL, SMALL], ids=["full", "small"])
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("count", [1, 2, 7, 40])
def test_a_history_of_any_length_is_a_chart(count, palette, size):
    spec, rows = drawn(three(*[5.0 + n % 3 for n in range(count)]), palette, size=size)

    assert len(rows) == 3 * count
    assert spec["height"] == size.height
    assert spec["width"] == "container"


def test_three_lines_are_told_apart_by_dashes_colour_and_label():
    spec, _ = drawn(three(5.0, 6.0))

    lines = layers(spec, "line")
    assert len({tuple(each["mark"]["strokeDash"]) for each in lines}) == 3
    assert {each["mark"]["color"] for each in lines} == {
        LIGHT.focus,
        LIGHT.second,
        LIGHT.benchmark,
    }
    assert set(written(spec)) == {"6.0% This practice", "6.0% Test CCG", "6.0% England"}


def test_the_place_itself_is_drawn_last():
    spec, _ = drawn(three(5.0, 6.0))

    assert layers(spec, "line")[-1]["mark"]["color"] == LIGHT.focus


def test_periods_stand_in_time_and_are_labelled_as_they_are_written():
    spec, rows = drawn(points(5.0, 6.0, 7.0).iloc[[0, 2, 1]])

    days = [(date(year, 3, 31) - date(1970, 1, 1)).days for year in (2015, 2016, 2017)]
    assert rows["day"].tolist() == days
    x = axis(spec, "x")
    assert x["field"] == "day"
    assert x["axis"]["values"] == days
    labels = json.loads(x["axis"]["labelExpr"].split("[datum")[0])
    assert list(labels.values()) == ["2014/15", "2015/16", "2016/17"]


def test_a_date_may_be_a_pandas_timestamp():
    _, plain = drawn(points(5.0))
    _, stamped = drawn(points(5.0).assign(date=pd.Timestamp("2015-03-31 23:59")))

    assert stamped["day"].tolist() == plain["day"].tolist()


def test_labels_thin_out_and_keep_the_latest():
    spec, rows = drawn(points(*range(1, 31)), size=SMALL)

    values = axis(spec, "x")["axis"]["values"]
    assert len(values) <= SMALL.periods
    assert values[-1] == rows["day"].max()
    assert axis(spec, "x")["axis"]["labelOverlap"] == "greedy"


def test_the_value_axis_has_the_unit_and_holds_every_limit():
    spec, _ = drawn(points(50.0, 60.0, lower_95=[44.0, 52.0], upper_95=[55.0, 66.0]))

    y = axis(spec, "y")
    assert y["title"] == "% of patients"
    low, high = y["scale"]["domain"]
    assert 0 < low < 44
    assert high > 66


@pytest.mark.parametrize(
    ("values", "from_zero"),
    [((0.0, 3.0), True), ((1.0, 9.0), True), ((8.0, 9.0), False), ((-4.0, 5.0), False)],
)
def test_the_value_axis_starts_at_zero_where_zero_is_near(values, from_zero):
    spec, _ = drawn(points(*values, lower_95=None, upper_95=None))

    assert (axis(spec, "y")["scale"]["domain"][0] == 0) == from_zero


@pytest.mark.parametrize("values", [(5.0, 5.0, 5.0), (0.0,), (-3.0,), (None,)])
def test_a_constant_or_missing_series_still_has_an_axis(values):
    spec, _ = drawn(points(*values, lower_95=None, upper_95=None))

    low, high = axis(spec, "y")["scale"]["domain"]
    assert low < high


def test_a_missing_value_leaves_a_gap():
    _, rows = drawn(points(5.0, 6.0, None, 7.0, None, 8.0))

    known = rows[rows["value"].notna()]
    assert known.groupby("segment").size().tolist() == [2, 1, 1]
    assert known["alone"].tolist() == [False, False, True, True]


def test_a_point_that_stands_alone_has_its_interval_as_a_bar():
    spec, _ = drawn(points(5.0))

    (bar,) = layers(spec, "rule", "lower_95")
    assert "datum.alone" in bar["transform"][0]["filter"]


def test_a_break_cuts_every_line_and_is_named():
    broken = Mark(date(2016, 4, 1), "New definition")

    spec, rows = drawn(three(5.0, 6.0, 7.0, 8.0), breaks=[broken])

    assert rows.groupby("segment").size().tolist() == [2] * 6
    assert "New definition" in written(spec)
    (rule,) = layers(spec, "rule", "strokeDash")
    days = sorted(set(rows["day"]))
    assert rule["data"]["values"] == [{"day": (days[1] + days[2]) / 2}]


def test_a_break_before_or_after_all_that_is_shown_is_not_drawn():
    outside = [Mark(date(1999, 4, 1), "before"), Mark(date(2030, 4, 1), "after")]

    spec, rows = drawn(points(5.0, 6.0), breaks=outside)

    assert rows["segment"].nunique() == 1
    assert not {"before", "after"} & set(written(spec))


def test_an_event_is_named_and_cuts_nothing():
    spec, rows = drawn(points(5.0, 6.0), events=[Mark(date(2015, 9, 1), "Hub opened")])

    assert rows["segment"].nunique() == 1
    assert "Hub opened" in written(spec)


def test_an_event_outside_the_time_shown_is_left_out():
    spec, _ = drawn(points(5.0, 6.0), events=[Mark(date(2025, 9, 1), "Hub opened")])

    assert "Hub opened" not in written(spec)


def test_break_and_event_are_told_apart_by_their_rule():
    spec, _ = drawn(
        points(5.0, 6.0, 7.0),
        breaks=[Mark(date(2015, 4, 1), "break")],
        events=[Mark(date(2016, 9, 1), "event")],
    )

    dashes = [tuple(each["mark"]["strokeDash"]) for each in layers(spec, "rule", "strokeDash")]
    assert len(set(dashes)) == 2


def test_markers_words_stand_on_lines_of_their_own_and_are_all_there():
    label = "Register now counts patients aged six and over"
    events = [Mark(date(2015, 6, 1), "Hub opened"), Mark(date(2015, 7, 1), label)]

    spec, _ = drawn(points(5.0, 6.0, 7.0), events=events)

    above = [
        each["encoding"] for each in layers(spec, "text") if each["encoding"]["y"]["value"] < 0
    ]
    heights = [each["y"]["value"] for each in above]
    assert len(set(heights)) == len(heights)
    words = [each["text"]["value"] for each in sorted(above, key=lambda each: each["y"]["value"])]
    assert " ".join(words) == f"Hub opened {label}"


def test_the_label_is_that_of_the_last_value_known():
    spec, rows = drawn(points(5.0, 6.5, None))

    label = layers(spec, "text", "This practice")[0]
    assert label["encoding"]["text"]["value"] == "6.5% This practice"
    assert label["data"]["values"] == [{"day": int(rows["day"][1])}]


@given(
    st.lists(st.floats(0, 300), max_size=8).map(sorted),
)
def test_labels_keep_their_order_and_a_line_of_text_apart(pixels):
    made = spread(pixels, 300)

    assert len(made) == len(pixels)
    assert all(b - a >= LINE_OF_TEXT - 1e-9 for a, b in itertools.pairwise(made))
    assert all(pixel <= 300 for pixel in made)


def test_labels_that_do_not_meet_stay_where_they_are():
    assert spread([10.0, 100.0, 200.0], 300) == [10.0, 100.0, 200.0]


def test_one_layer_speaks_and_says_everything():
    spec, rows = drawn(three(5.0, 6.0))

    speaking = [each for each in spec["layer"] if each["mark"].get("aria") is not False]
    assert len(speaking) == 1
    fields = [tip["field"] for tip in speaking[0]["encoding"]["tooltip"]]
    assert fields == ["series", "period", "value_text", "interval_text"]
    said = rows.loc[rows["role"] == "area", "description"].tolist()
    assert said[0] == "This practice, 2014/15: 5.0%; 95% interval 4.5% to 5.5%"


def test_without_an_interval_none_is_spoken_of():
    _, rows = drawn(points(5.0, lower_95=None, upper_95=None, interval_text=None))

    assert rows["description"].tolist() == ["This practice, 2014/15: 5.0%"]


def test_every_colour_drawn_is_of_the_palette():
    spec, _ = drawn(three(5.0, 6.0), DARK, breaks=[Mark(date(2015, 4, 1), "break")])

    used = set(pd.Series(json.dumps(spec)).str.findall(r"#\w{6}")[0])
    assert used
    assert used <= set(pd.Series(repr(DARK)).str.findall(r"#\w{6}")[0])


def test_the_points_given_are_not_changed():
    given = three(5.0, 6.0)
    before = given.copy(deep=True)

    drawn(given, breaks=[Mark(date(2015, 4, 1), "break")])

    pd.testing.assert_frame_equal(given, before)


def test_a_period_s_label_cannot_end_the_expression_it_stands_in():
    spec, _ = drawn(points(5.0).assign(period="2014'\"]\\ || alert(1)"))

    expression = axis(spec, "x")["axis"]["labelExpr"]
    assert json.loads(expression.split("[datum")[0]) == {"16525": "2014'\"]\\ || alert(1)"}
