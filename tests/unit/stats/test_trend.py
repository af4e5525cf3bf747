"""The recent trend: agreement with Fingertips, with a slow twin, and what must always hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats import trend
from tests.twins import trend as twin

MARKERS = {
    "Increasing": "increasing",
    "Decreasing": "decreasing",
    "NoChange": "no_change",
    "CannotBeCalculated": "not_calculated",
}
OPPOSITE = {"increasing": "decreasing", "decreasing": "increasing"}

years = st.lists(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=8,
)


def test_trends_agree_with_fingertips(vectors):
    rows = pd.read_csv(vectors / "40_trend_input.csv")
    expected = pd.read_csv(vectors / "40_trend_expected.csv")
    for case in expected.itertuples():
        of_case = rows[(rows["series"] == case.series) & (rows["method"] == case.method)]
        if case.method == "proportion":
            ours = trend.recent_trend(of_case["count"], of_case["denominator"])
        else:
            ours = trend.recent_trend_of_rates(
                of_case["value"], of_case["lower95"], of_case["upper95"]
            )

        assert ours.direction == MARKERS[case.marker_corrected_direction], case.series
        if ours.direction != "not_calculated":
            np.testing.assert_allclose(ours.chi_squared, case.chi_square, rtol=1e-9)
    assert expected["marker_corrected_direction"].nunique() > 2


def test_a_slow_twin_agrees_on_a_thousand_proportions():
    random = np.random.default_rng(1)
    seen = set()
    for _ in range(1000):
        size = int(random.integers(4, 9))
        people = random.integers(20, 600, size).astype(float)
        share = np.clip(0.5 + random.normal(0, 0.1) * np.arange(size), 0, 1)
        events = random.binomial(people.astype(int), share).astype(float)
        events[random.random(size) < 0.02] = np.nan

        ours = trend.recent_trend(events, people)

        direction, chi = twin.of_proportion(events.tolist(), people.tolist())
        assert ours.direction == direction
        np.testing.assert_allclose(ours.chi_squared, chi, rtol=1e-9)
        seen.add(direction)
    assert seen == set(MARKERS.values())


def test_a_slow_twin_agrees_on_a_thousand_rates():
    random = np.random.default_rng(2)
    seen = set()
    for _ in range(1000):
        size = int(random.integers(4, 9))
        value = 50 + random.normal(0, 3) * np.arange(size) + random.normal(0, 3, size)
        below, above = random.uniform(1, 6, size), random.uniform(1, 6, size)
        value[random.random(size) < 0.02] = np.nan

        ours = trend.recent_trend_of_rates(value, value - below, value + above)

        direction, chi = twin.of_rates(
            value.tolist(), (value - below).tolist(), (value + above).tolist()
        )
        assert ours.direction == direction
        np.testing.assert_allclose(ours.chi_squared, chi, rtol=1e-8)
        seen.add(direction)
    assert seen == set(MARKERS.values())


@given(years)
@example([(82, 230), (1, 2), (1, 2), (82, 230), (37, 38)])  # four of the years balance
def test_counting_those_without_the_outcome_turns_the_trend(rows):
    x, n = (np.array(column, dtype=float) for column in zip(*rows, strict=True))

    one, other = trend.recent_trend(x, n), trend.recent_trend(n - x, n)

    assert other.direction == OPPOSITE.get(one.direction, one.direction)
    assert not np.isinf(one.chi_squared)


@given(years)
def test_only_the_last_five_years_count(rows):
    x, n = (np.array(column, dtype=float) for column in zip(*rows, strict=True))

    assert trend.recent_trend(x, n) == trend.recent_trend(x[-5:], n[-5:]) or len(x) < 5


def test_a_gap_among_the_last_five_years_leaves_no_trend():
    events, people = [1.0, 20, np.nan, 30, 40, 50], [100.0] * 6

    assert trend.recent_trend(events, people) == trend.NOT_CALCULATED
    assert trend.recent_trend([np.nan, *events[3:], 60, 70], people).direction == "increasing"


def test_years_without_change_show_none():
    assert trend.recent_trend([30] * 5, [100] * 5).direction == "no_change"
    assert trend.recent_trend_of_rates([3] * 5, [2] * 5, [4] * 5).chi_squared == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "fault"),
    [
        ([-1, 2], [3, 3], "a numerator is below 0"),
        ([4, 2], [3, 3], "a numerator is above its denominator"),
        ([0, 0], [0, 3], "a denominator is not above 0"),
    ],
)
def test_counts_of_no_proportion_are_refused(numerator, denominator, fault):
    with pytest.raises(MethodInputError, match=fault):
        trend.recent_trend(numerator, denominator)


def test_limits_that_do_not_hold_their_value_are_refused():
    with pytest.raises(MethodInputError, match="limits do not hold their value"):
        trend.recent_trend_of_rates([5.0], [6.0], [7.0])
