"""The verdict: the order of the limits, the polarity, and everything that is not compared."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats import comparison, intervals
from tests import twins

LIMITS = {"lower_95": 40.0, "upper_95": 60.0, "lower_998": 30.0, "upper_998": 70.0}


def verdict(benchmark, polarity="none", value=50.0, **limits):
    given = {**LIMITS, **limits}
    made = comparison.compare(
        [value], **{k: [v] for k, v in given.items()}, benchmark=benchmark, polarity=polarity
    )
    return made.iloc[0]


@pytest.mark.parametrize(
    ("benchmark", "none", "higher", "lower"),
    [
        pytest.param(20.0, "higher_998", "better_998", "worse_998", id="far above it"),
        pytest.param(30.0, "higher_95", "better_95", "worse_95", id="equal to lower 99.8"),
        pytest.param(35.0, "higher_95", "better_95", "worse_95", id="above it"),
        pytest.param(40.0, "similar", "similar", "similar", id="equal to lower 95"),
        pytest.param(50.0, "similar", "similar", "similar", id="equal to the value"),
        pytest.param(60.0, "similar", "similar", "similar", id="equal to upper 95"),
        pytest.param(65.0, "lower_95", "worse_95", "better_95", id="below it"),
        pytest.param(70.0, "lower_95", "worse_95", "better_95", id="equal to upper 99.8"),
        pytest.param(80.0, "lower_998", "worse_998", "better_998", id="far below it"),
    ],
)
def test_compare_by_where_the_benchmark_stands(benchmark, none, higher, lower):
    assert verdict(benchmark, "none") == none
    assert verdict(benchmark, "higher") == higher
    assert verdict(benchmark, "lower") == lower


@pytest.mark.parametrize(
    "absent",
    [{"value": np.nan}, {"benchmark": np.nan}, {"lower_95": np.nan}, {"upper_95": np.nan}],
    ids=lambda absent: f"no {next(iter(absent))}",
)
def test_what_lacks_a_part_is_not_compared(absent):
    assert verdict(**{"benchmark": 20.0, **absent}) == "not_compared"


def test_without_998_limits_the_verdict_stops_at_95():
    gone = {"lower_998": np.nan, "upper_998": np.nan}

    assert verdict(20.0, "higher", **gone) == "better_95"
    assert verdict(80.0, "higher", **gone) == "worse_95"


def test_compare_takes_a_benchmark_for_each_row_and_keeps_the_index():
    rows = pd.DataFrame([LIMITS] * 3, index=["A", "B", "C"])
    value = pd.Series(50.0, index=rows.index)
    benchmark = pd.Series([20.0, np.nan, 50.0], index=rows.index)

    made = comparison.compare(value, **rows, benchmark=benchmark, polarity="higher")

    assert made.to_dict() == {"A": "better_998", "B": "not_compared", "C": "similar"}
    assert made.name == "comparison"


def test_compare_of_no_rows_is_no_rows():
    assert comparison.compare([], [], [], [], [], 1.0, polarity="none").empty


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"polarity": "up"}, "polarity is 'up', expected one of"),
        ({"lower_95": 65.0}, "a lower limit is above its upper limit"),
        ({"value": 90.0}, "a value is outside its own 95% limits"),
        ({"lower_998": 45.0}, "the 99.8% limits do not hold the 95% limits"),
        ({"upper_998": np.inf}, "upper_998 holds an infinite value"),
    ],
)
def test_compare_refuses_limits_that_cannot_be(options, said):
    with pytest.raises(MethodInputError) as caught:
        verdict(20.0, **options)

    assert said in str(caught.value)


def test_compare_lists_every_fault_at_once():
    with pytest.raises(MethodInputError) as caught:
        verdict(20.0, polarity="up", value=90.0, lower_998=45.0)

    for said in ("polarity", "outside its own", "do not hold"):
        assert said in str(caught.value)


def test_compare_agrees_with_the_twin_on_1000_random_rows():
    random = np.random.default_rng(22)
    edges = np.sort(random.integers(0, 12, (1000, 5)).astype(float), axis=1)
    edges[random.uniform(size=edges.shape) < 0.05] = np.nan
    low998, low95, value, high95, high998 = edges.T
    benchmark = random.integers(0, 12, 1000).astype(float)

    for polarity in comparison.POLARITIES:
        made = comparison.compare(
            value, low95, high95, low998, high998, benchmark, polarity=polarity
        )
        rows = zip(value, low95, high95, low998, high998, benchmark, strict=True)
        assert made.tolist() == [twins.verdict(*row, polarity) for row in rows]
        assert set(made) <= set(comparison.VERDICTS)
        assert made.nunique() == 6


@given(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.floats(0, 1),
    st.sampled_from([("proportion", "none"), ("rate", "none")]),
)
def test_similar_exactly_where_the_interval_holds_the_benchmark(pair, benchmark, how):
    x, n = pair
    method, polarity = how
    limits = intervals.for_method(method, [x], [n])

    made = comparison.compare([x / n], **limits, benchmark=benchmark, polarity=polarity).iloc[0]

    row = limits.iloc[0]
    assert (made == "similar") == (row["lower_95"] <= benchmark <= row["upper_95"])
    assert made.endswith("_998") == (not row["lower_998"] <= benchmark <= row["upper_998"])
    assert made.startswith("higher") == (benchmark < row["lower_95"])


@given(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.floats(0.001, 0.999),
)
def test_similar_exactly_inside_the_funnel(pair, benchmark):
    """The funnel around p₀ is Wilson inverted, so a picture and a sentence cannot disagree."""
    x, n = pair
    limits = intervals.for_method("proportion", [x], [n])
    spread = twins.z(0.95) * (benchmark * (1 - benchmark) / n) ** 0.5
    if abs(abs(x / n - benchmark) - spread) < 1e-9:
        return  # on the line itself, where the last digit decides

    made = comparison.compare([x / n], **limits, benchmark=benchmark, polarity="none")

    assert (made.iloc[0] == "similar") == (abs(x / n - benchmark) < spread)


def test_scores_are_judged_by_the_levels_that_limits_are_drawn_at():
    edges = [1.95996, 1.95997, 3.0902, 3.0903]
    scores = pd.Series([*edges, *(-edge for edge in edges), np.nan], index=list("abcdefghi"))

    found = comparison.compare_scores(scores, polarity="lower")

    assert found.tolist() == [
        "similar", "worse_95", "worse_95", "worse_998",
        "similar", "better_95", "better_95", "better_998", "not_compared",
    ]  # fmt: skip
    assert found.index.tolist() == list("abcdefghi")


def test_scores_without_a_known_direction_are_refused():
    with pytest.raises(MethodInputError, match="polarity"):
        comparison.compare_scores([1.0], polarity="up")
