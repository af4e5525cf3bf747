"""Intervals: worked examples, edge cases in words, twins, and what must always hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from pcdash.errors import MethodInputError
from pcdash.stats import intervals
from tests import twins

CONFIDENCE = st.sampled_from([0.8, 0.95, 0.998])


@st.composite
def counts(draw):
    """A numerator and a denominator, from a handful of people to a nation."""
    n = draw(st.one_of(st.integers(1, 60), st.integers(1, 70_000_000)))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [
        pytest.param(0, 4, 0.0, 0.48989, id="none of four"),
        pytest.param(4, 4, 0.51011, 1.0, id="all of four"),
        pytest.param(1, 97, 0.0018222, 0.0561050, id="one of many"),
        pytest.param(96, 97, 0.9438950, 0.9981778, id="all but one of many"),
        pytest.param(0, 1, 0.0, 0.7934507, id="one person, without"),
        pytest.param(1, 1, 0.2065493, 1.0, id="one person, with"),
    ],
)
def test_proportion_of_worked_examples(x, n, lower, upper):
    row = intervals.proportion([x], [n]).iloc[0]

    assert row["value"] == x / n
    assert row["lower"] == pytest.approx(lower, abs=5e-6)
    assert row["upper"] == pytest.approx(upper, abs=5e-6)


@pytest.mark.parametrize(
    ("x", "n", "value", "lower", "upper"),
    [
        pytest.param(9, 210, 42.857, 19.597, 81.356, id="nine events are exact"),
        pytest.param(10, 480, 20.833, 9.974, 38.316, id="ten events are Byar's"),
        pytest.param(0, 980, 0.0, 0.0, 3.764, id="no events have an upper limit"),
    ],
)
def test_rate_of_worked_examples(x, n, value, lower, upper):
    row = intervals.rate([x], [n], multiplier=1000).iloc[0]

    assert row.round(3).tolist() == [value, lower, upper]


def test_proportion_keeps_the_index_and_passes_missing_through():
    x = pd.Series([1, None, 3], index=["A", "B", "C"])
    n = pd.Series([10, 10, None], index=["A", "B", "C"])

    made = intervals.proportion(x, n)

    assert made.columns.tolist() == ["value", "lower", "upper"]
    assert made.notna().all(axis=1).to_dict() == {"A": True, "B": False, "C": False}


def test_intervals_take_the_nullable_integers_that_duckdb_gives():
    x = pd.Series([5, None], dtype="Int32")
    n = pd.Series([50, 60], dtype="Int32")

    assert intervals.proportion(x, n)["value"].tolist()[0] == 0.1
    assert intervals.rate(x, n).isna().all(axis=1).tolist() == [False, True]


def test_intervals_do_not_change_what_they_are_given():
    x, n = pd.Series([1.0, 2.0]), pd.Series([3.0, 4.0])

    intervals.proportion(x, n)
    intervals.rate(x, n)
    intervals.for_method("rate", x, n, value=x / n)

    assert x.tolist() == [1.0, 2.0]
    assert n.tolist() == [3.0, 4.0]


def test_intervals_of_no_rows_are_no_rows():
    assert intervals.proportion([], []).shape == (0, 3)
    assert intervals.rate([], []).shape == (0, 3)
    assert intervals.for_method("proportion", [], []).shape == (0, 4)


@pytest.mark.parametrize(
    ("x", "n", "said"),
    [
        ([-1, 2], [5, 5], "a numerator is below 0 (1 row, 0: numerator -1"),
        ([1, 2], [5, 0], "a denominator is not above 0"),
        ([1, 2], [5, -5], "a denominator is not above 0"),
        ([6, 2], [5, 5], "a numerator is above its denominator"),
        ([1, 2], [5, 5, 5], "the columns differ in length (numerator 2, denominator 3)"),
        (["1", "2"], [5, 5], "numerator holds values that are not numbers"),
        ([np.inf, 2], [5, 5], "numerator holds an infinite value"),
        ([1, 2], [1e16, 5], "a count is too large to be exact"),
        ([[1], [2]], [5, 5], "numerator has 2 dimensions"),
    ],
)
def test_proportion_says_what_it_cannot_answer(x, n, said):
    with pytest.raises(MethodInputError) as caught:
        intervals.proportion(x, n)

    assert said in str(caught.value)


def test_proportion_lists_every_fault_at_once():
    with pytest.raises(MethodInputError) as caught:
        intervals.proportion([-1, 9, 9, 1], [5, 5, 5, 0], confidence=95)

    message = str(caught.value)
    assert "confidence is 95, expected a share such as 0.95" in message
    assert "a numerator is below 0" in message
    assert "a numerator is above its denominator (2 rows, first 1:" in message
    assert "a denominator is not above 0" in message


@pytest.mark.parametrize(
    ("x", "n", "options", "said"),
    [
        ([-1], [5], {}, "a count is below 0"),
        ([1], [0], {}, "a denominator is not above 0"),
        ([1], [1e-300], {}, "a denominator is too small to divide by"),
        ([1], [5], {"multiplier": 0}, "the multiplier is 0, expected a number above 0"),
        ([1], [5], {"confidence": 1.0}, "confidence is 1.0"),
        ([1], [5], {"multiplier": np.inf}, "the multiplier is inf"),
    ],
)
def test_rate_says_what_it_cannot_answer(x, n, options, said):
    with pytest.raises(MethodInputError) as caught:
        intervals.rate(x, n, **options)

    assert said in str(caught.value)


def test_columns_of_differing_index_are_refused():
    with pytest.raises(MethodInputError, match="differ in their index"):
        intervals.rate(pd.Series([1], index=["A"]), pd.Series([2], index=["B"]))


def test_a_rate_may_have_more_events_than_people():
    assert intervals.rate([300], [210], multiplier=1000)["value"][0] > 1000


@given(counts(), CONFIDENCE)
def test_proportion_lies_inside_its_limits_and_they_inside_0_and_1(pair, confidence):
    row = intervals.proportion(*([part] for part in pair), confidence=confidence).iloc[0]

    assert 0 <= row["lower"] <= row["value"] <= row["upper"] <= 1


@given(counts(), st.sampled_from([1, 100, 1000, 100_000]), CONFIDENCE)
def test_rate_lies_inside_its_limits(pair, multiplier, confidence):
    x, n = pair
    row = intervals.rate([x], [n], multiplier=multiplier, confidence=confidence).iloc[0]

    assert 0 <= row["lower"] <= row["value"] <= row["upper"] < np.inf


@given(counts(), st.sampled_from(["proportion", "rate"]))
def test_the_998_limits_hold_the_95_limits(pair, method):
    made = intervals.for_method(method, [pair[0]], [pair[1]]).iloc[0]

    assert made["lower_998"] <= made["lower_95"] <= made["upper_95"] <= made["upper_998"]


@given(counts(), CONFIDENCE)
def test_wilson_is_the_same_seen_from_the_other_side(pair, confidence):
    x, n = pair
    one = intervals.proportion([x], [n], confidence=confidence).iloc[0]
    other = intervals.proportion([n - x], [n], confidence=confidence).iloc[0]

    assert one["lower"] == pytest.approx(1 - other["upper"], abs=1e-12)
    assert one["upper"] == pytest.approx(1 - other["lower"], abs=1e-12)


@given(st.integers(1, 3000), CONFIDENCE, st.sampled_from(["proportion", "rate"]))
def test_limits_rise_with_the_count(n, confidence, name):
    x = np.arange(n + 1)
    made = getattr(intervals, name)(x, np.full(n + 1, n), confidence=confidence)

    assert (np.diff(made["lower"]) > 0).all()
    assert (np.diff(made["upper"]) > 0).all()


@given(counts(), st.integers(2, 50), CONFIDENCE)
def test_proportion_narrows_as_the_same_share_is_seen_in_more_people(pair, k, confidence):
    x, n = pair
    made = intervals.proportion([x, k * x], [n, k * n], confidence=confidence)
    few, many = made["upper"] - made["lower"]

    assert many < few


def test_proportion_agrees_with_the_twin_on_1000_random_rows():
    random = np.random.default_rng(20)
    n = random.integers(1, 20_000, 1000)
    x = random.binomial(n, random.uniform(0, 1, 1000))

    made = intervals.proportion(x, n, confidence=0.998)

    expected = [twins.wilson(int(a), int(b), 0.998) for a, b in zip(x, n, strict=True)]
    np.testing.assert_allclose(made[["lower", "upper"]], expected, rtol=1e-9, atol=1e-15)


def test_rate_agrees_with_the_twin_on_1000_random_rows():
    random = np.random.default_rng(21)
    x = np.r_[np.arange(0, 20), random.poisson(random.uniform(0, 400, 980))]

    made = intervals.rate(x, np.ones(1000))

    expected = [twins.poisson(int(count), 0.95) for count in x]
    np.testing.assert_allclose(made[["lower", "upper"]], expected, rtol=1e-9)


def test_exact_limits_are_scipys_own_quantiles():
    x = np.arange(1, 10)
    made = intervals.rate(x, np.ones(9), confidence=0.998)

    np.testing.assert_allclose(made["lower"], scipy_stats.chi2.ppf(0.001, 2 * x) / 2, rtol=1e-9)
    np.testing.assert_allclose(made["upper"], scipy_stats.chi2.ppf(0.999, 2 * x + 2) / 2, rtol=1e-9)


@given(st.floats(0, 9.999), CONFIDENCE)
@example(5e-324, 0.8)
def test_a_part_count_below_ten_still_has_finite_limits(x, confidence):
    row = intervals.rate([x], [1.0], confidence=confidence).iloc[0]

    assert 0 <= row["lower"] <= x <= row["upper"] < np.inf
