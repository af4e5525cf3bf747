"""Limits of published figures: clean, dirty and supplied."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats import comparison, intervals

NO_LIMITS = [True] * 4


def missing(frame):
    return frame.isna().iloc[0].tolist()


@pytest.mark.parametrize(
    ("method", "x", "n", "value"),
    [
        pytest.param("proportion", np.nan, 100, np.nan, id="suppressed"),
        pytest.param("proportion", 5, np.nan, 5.0, id="denominator not published"),
        pytest.param("proportion", 5, 0, np.nan, id="nobody eligible"),
        pytest.param("proportion", 5, -1, np.nan, id="negative denominator"),
        pytest.param("proportion", -5, 100, -5.0, id="negative numerator"),
        pytest.param("proportion", 101, 100, 101.0, id="more cases than people"),
        pytest.param("rate", -5, 100, -5.0, id="negative events"),
        pytest.param("rate", 5, 0, np.nan, id="no person-time"),
        pytest.param("proportion", 5, 100, np.nan, id="value withheld, parts known"),
        pytest.param("proportion", 5, 100, 55.0, id="value of something else"),
        pytest.param("score", 500, 559, 89.4, id="points have no interval"),
        pytest.param("ratio", 3.2, 8000, 0.4, id="FTE has no interval"),
        pytest.param("count", 40, np.nan, 40, id="a plain count"),
        pytest.param("category", np.nan, np.nan, np.nan, id="a rating"),
    ],
)
def test_a_row_that_cannot_have_limits_has_none(method, x, n, value):
    made = intervals.for_method(method, [x], [n], multiplier=100, value=[value])

    assert missing(made) == NO_LIMITS


def test_a_dirty_row_leaves_the_others_as_they_were():
    alone = intervals.for_method("proportion", [12], [100], multiplier=100)
    among = intervals.for_method("proportion", [101, 12, np.nan], [100, 100, 100], multiplier=100)

    assert among.iloc[1].tolist() == alone.iloc[0].tolist()
    assert among.isna().all(axis=1).tolist() == [True, False, True]


def test_limits_are_in_the_unit_of_the_value():
    made = intervals.for_method("proportion", [12], [100], multiplier=100)

    assert made["upper_95"][0] == pytest.approx(19.81, abs=0.005)


def test_a_value_rounded_at_publication_keeps_its_limits():
    made = intervals.for_method("proportion", [512_345], [10_000_000], multiplier=100, value=[5.1])

    assert missing(made) == [False] * 4


SUPPLIED = pd.DataFrame(
    {"lower_95": [4.0], "upper_95": [8.0], "lower_998": [3.0], "upper_998": [9.0]}
)


def test_supplied_limits_win():
    made = intervals.for_method(
        "proportion", [6], [100], multiplier=100, value=[6.0], supplied=SUPPLIED
    )

    assert made.iloc[0].tolist() == [4.0, 8.0, 3.0, 9.0]


def test_supplied_limits_stand_where_no_parts_are_known():
    made = intervals.for_method("mean", [np.nan], [np.nan], value=[6.0], supplied=SUPPLIED)

    assert made.iloc[0].tolist() == [4.0, 8.0, 3.0, 9.0]


def test_supplied_95_limits_of_another_method_get_no_computed_998_limits():
    supplied = pd.DataFrame({"lower_95": [5.9], "upper_95": [6.1]})

    made = intervals.for_method(
        "proportion", [6], [100], multiplier=100, value=[6.0], supplied=supplied
    )

    assert made.iloc[0, :2].tolist() == [5.9, 6.1]
    assert made.iloc[0, 2:].isna().all()


def test_supplied_95_limits_of_our_method_get_computed_998_limits():
    ours = intervals.for_method("proportion", [6], [100], multiplier=100)

    made = intervals.for_method(
        "proportion",
        [6],
        [100],
        multiplier=100,
        supplied=ours[["lower_95", "upper_95"]].round(2),
    )

    assert made.iloc[0, :2].tolist() == ours.iloc[0, :2].round(2).tolist()
    assert made.iloc[0, 2:].tolist() == ours.iloc[0, 2:].tolist()


@pytest.mark.parametrize(
    ("supplied", "expected"),
    [
        pytest.param({"lower_95": [4.0]}, "computed", id="half a pair"),
        pytest.param({"lower_95": [8.0], "upper_95": [4.0]}, "computed", id="swapped"),
        pytest.param({}, "computed", id="no such columns"),
        pytest.param({"lower_95": [20.0], "upper_95": [30.0]}, "none", id="of another value"),
    ],
)
def test_supplied_limits_that_cannot_be_used(supplied, expected):
    frame = pd.DataFrame(supplied, index=[0])
    ours = intervals.for_method("proportion", [6], [100], multiplier=100)

    made = intervals.for_method(
        "proportion", [6], [100], multiplier=100, value=[6.0], supplied=frame
    )

    assert made.iloc[0].tolist() == (
        ours.iloc[0].tolist()
        if expected == "computed"
        else pytest.approx([np.nan] * 4, nan_ok=True)
    )


def test_supplied_998_limits_inside_the_95_limits_are_left_out():
    made = intervals.for_method(
        "mean",
        [np.nan],
        [np.nan],
        supplied=SUPPLIED.assign(lower_998=5.0, upper_998=7.0),
    )

    assert missing(made) == [False, False, True, True]


def test_a_withheld_value_shows_no_supplied_limits_either():
    made = intervals.for_method("mean", [np.nan], [np.nan], value=[np.nan], supplied=SUPPLIED)

    assert missing(made) == NO_LIMITS


def test_a_multiplier_of_nothing_is_refused():
    with pytest.raises(MethodInputError, match="the multiplier is 0"):
        intervals.for_method("rate", [1], [2], multiplier=0)


MAYBE = st.one_of(st.just(np.nan), st.floats(-5, 150))


@given(
    st.sampled_from(["proportion", "rate", "mean"]),
    st.lists(st.tuples(*[MAYBE] * 7), min_size=1, max_size=8),
    st.booleans(),
)
def test_whatever_is_published_the_comparison_accepts_its_limits(method, rows, given_value):
    frame = pd.DataFrame(rows, columns=["x", "n", "value", *intervals.LIMITS])
    value = 100 * frame["x"] / frame["n"].where(frame["n"] > 1e-6)  # else beyond all numbers
    value = value if given_value else frame["value"]

    made = intervals.for_method(
        method, frame["x"], frame["n"], multiplier=100, value=value, supplied=frame
    )
    verdicts = comparison.compare(value, **made, benchmark=20.0, polarity="none")

    assert not np.isinf(made.to_numpy()).any()
    assert (verdicts == "not_compared").equals(made["lower_95"].isna())


def test_computed_998_limits_that_do_not_hold_the_supplied_95_limits_are_left_out():
    supplied = pd.DataFrame({"lower_95": [-0.01], "upper_95": [3.70]})

    made = intervals.for_method(
        "proportion", [0], [100], multiplier=100, value=[0.0], supplied=supplied
    )

    assert missing(made) == [False, False, True, True]
