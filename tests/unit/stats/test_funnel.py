"""Funnels: agreement with the NHS's packages and slow twins, and with each point's own interval."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import ndtr

from pcdash.errors import MethodInputError
from pcdash.stats import funnel, intervals
from tests.twins import funnel as twin

# FunnelPlotR draws its limits at these quantiles, rounded.
ROUNDED = {"OD95": 1.959964, "OD99": 3.090232}
levels = st.sampled_from([0.95, 0.998])
shares = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def _confidence(z):
    return float(2 * ndtr(z) - 1)


@pytest.mark.parametrize(("theirs", "confidence"), [("2s", 0.95), ("3s", 0.998)])
def test_proportion_limits_agree_with_calculate_funnel_limits(vectors, theirs, confidence):
    expected = pd.read_csv(vectors / "07b_funnel_proportion_limits.csv")

    ours = funnel.proportion_limits(
        expected["baseline"].iloc[0] / 100, expected["Population"], confidence=confidence
    )

    for edge in ("lower", "upper"):
        np.testing.assert_allclose(
            100 * ours[edge], expected[f"{edge}_{theirs}_limit"], rtol=1e-6, atol=1e-9
        )


def test_rate_limits_agree_with_assign_funnel_significance(vectors):
    expected = pd.read_csv(vectors / "08_funnel_crude_rate_significance.csv")
    events, people = expected["events"], expected["population"]
    average = 1000 * events.sum() / people.sum()
    for confidence, marks in ((0.95, ("(0.025)", "(0.001)")), (0.998, ("(0.001)",))):
        limits = funnel.rate_limits(average, people, multiplier=1000, confidence=confidence)
        is_outside = (expected["rate"] < limits["lower"]) | (expected["rate"] > limits["upper"])

        theirs = expected["significance"].str.endswith(marks)
        assert is_outside.tolist() == theirs.tolist()
        assert is_outside.any()


def test_overdispersion_agrees_with_funnelplotr(vectors):
    expected = pd.read_csv(vectors / "20_funnelplotr_PR_over__trim0.1__adjusted.csv")

    found = funnel.overdispersion(expected["numerator"], expected["denominator"])

    np.testing.assert_allclose(found.phi, (expected["Wuzscore"] ** 2).mean(), rtol=1e-9)
    np.testing.assert_allclose(
        np.arcsin(np.sqrt(found.average)), expected["target_transformed"], rtol=1e-9
    )
    for name, rounded in ROUNDED.items():
        ours = funnel.adjusted_proportion_limits(
            found, expected["denominator"], confidence=_confidence(rounded)
        )
        for edge, theirs in (("lower", "LCL"), ("upper", "UCL")):
            np.testing.assert_allclose(ours[edge], expected[f"{name}{theirs}"], rtol=2e-8)


def test_a_slow_twin_agrees_on_a_thousand_groups():
    random = np.random.default_rng(4)
    over = 0
    for _ in range(1000):
        size = int(random.integers(1, 40))
        people = random.integers(1, 3000, size)
        share = np.clip(random.normal(0.4, random.choice([0.0, 0.1]), size), 0, 1)
        events = random.binomial(people, share)
        trim = float(random.choice([0.0, 0.1, 0.2]))

        found = funnel.overdispersion(events, people, trim=trim)

        phi, tau_squared = twin.overdispersion(events.tolist(), people.tolist(), trim)
        np.testing.assert_allclose(found.phi, phi, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(found.tau_squared, tau_squared, rtol=1e-7, atol=1e-12)
        over += found.tau_squared > 0
    assert 100 < over < 900


@given(shares, st.floats(0.001, 0.999), levels)
def test_a_proportion_is_outside_exactly_when_its_own_interval_leaves_the_average_out(
    counts, average, confidence
):
    x, n = counts
    own = intervals.proportion([x], [n], confidence=confidence).iloc[0]
    # On the very edge the two may round to different sides.
    assume(min(abs(own["lower"] - average), abs(own["upper"] - average)) > 1e-12)

    limits = funnel.proportion_limits(average, [n], confidence=confidence).iloc[0]

    is_outside = x / n < limits["lower"] or x / n > limits["upper"]
    assert is_outside == (not own["lower"] <= average <= own["upper"])


@given(st.integers(0, 3000), st.floats(0.01, 3000), levels)
def test_a_count_is_outside_exactly_when_its_own_interval_leaves_the_expected_one_out(
    count, expected, confidence
):
    people = 1000.0
    own = intervals.rate([count], [people], multiplier=people, confidence=confidence).iloc[0]
    assume(min(abs(own["lower"] - expected), abs(own["upper"] - expected)) > 1e-9 * expected)

    limits = funnel.rate_limits(expected, [people], multiplier=people, confidence=confidence)

    lower, upper = limits.iloc[0]
    assert (count < lower or count > upper) == (not own["lower"] <= expected <= own["upper"])


def test_a_slow_twin_agrees_on_which_counts_are_outside():
    random = np.random.default_rng(5)
    sides = set()
    for _ in range(1000):
        expected = float(random.uniform(0.1, 60))
        count = int(random.poisson(expected * random.choice([0.4, 1.0, 2.0])))

        lower, upper = funnel.rate_limits(expected, [1.0], multiplier=1.0, confidence=0.95).iloc[0]

        side = twin.outside(count, expected, 0.95)
        assert side == (1 if count > upper else -1 if count < lower else 0)
        sides.add(side)
    assert sides == {-1, 0, 1}


@given(st.floats(0, 1), levels)
def test_limits_of_proportions_narrow_as_lists_grow(average, confidence):
    people = np.array([1, 5, 50, 500, 5000, 50_000])
    found = funnel.Overdispersion(phi=3.0, tau_squared=0.002, average=average, areas=6)
    for limits in (
        funnel.proportion_limits(average, people, confidence=confidence),
        funnel.adjusted_proportion_limits(found, people, confidence=confidence),
    ):
        assert limits["lower"].is_monotonic_increasing
        assert limits["upper"].is_monotonic_decreasing
        assert limits.stack().between(0, 1).all()
        assert (limits["lower"] <= average + 1e-12).all()
        assert (limits["upper"] >= average - 1e-12).all()


def test_limits_of_rates_are_smooth_and_narrow_as_lists_grow():
    people = np.arange(200, 20_000, 10)

    limits = funnel.rate_limits(5.0, people, multiplier=1000, confidence=0.95)

    assert (limits["upper"].diff().dropna() < 0).all()
    steps = limits["upper"].diff().dropna()
    # Each step like the one before it: a line, and no stairs at the whole counts.
    assert (steps / steps.shift()).dropna().between(0.5, 2).all()
    assert (limits["lower"] <= 5.0).all()


def test_adjusted_limits_without_overdispersion_are_those_of_chance_on_the_same_scale():
    found = funnel.overdispersion([50, 51, 49], [100, 100, 100])
    limits = funnel.adjusted_proportion_limits(found, [100], confidence=0.95).iloc[0]

    assert found.tau_squared == 0
    np.testing.assert_allclose(limits, [0.403, 0.597], atol=2e-3)


def test_a_point_on_an_adjusted_limit_is_as_many_deviations_away():
    found = funnel.overdispersion([10, 500, 90, 300], [100, 1000, 100, 700])
    people = 10_000
    upper = funnel.adjusted_proportion_limits(found, [people], confidence=0.95)["upper"].iloc[0]

    z = funnel.proportion_z(found, [upper * people, np.nan], [people, 5])

    np.testing.assert_allclose(z, [1.959964, np.nan], rtol=1e-6)


def test_nothing_known_leaves_no_average_to_draw():
    found = funnel.overdispersion([np.nan], [10])

    assert np.isnan([found.phi, found.average]).all()
    assert (found.tau_squared, found.areas) == (0.0, 0)
    with pytest.raises(MethodInputError, match="average is nan"):
        funnel.adjusted_proportion_limits(found, [10], confidence=0.95)


def test_areas_that_do_not_differ_are_not_overdispersed():
    for events in ([0, 0, 0], [10, 10, 10], [3, 3, 3]):
        found = funnel.overdispersion(events, [10, 10, 10])

        assert found.phi == pytest.approx(0, abs=1e-12)
        assert found.tau_squared == 0
    assert funnel.overdispersion([3], [10]).tau_squared == 0


def test_a_missing_size_has_no_limits():
    rates = funnel.rate_limits(5.0, [np.nan, 1000], multiplier=1000, confidence=0.95)
    shares = funnel.proportion_limits(0.5, [np.nan, 1000], confidence=0.95)

    for limits in (rates, shares):
        assert limits.isna().all(axis=1).tolist() == [True, False]


def test_all_faults_are_listed_at_once():
    with pytest.raises(MethodInputError) as refused:
        funnel.proportion_limits(1.5, [0], confidence=95)

    for part in ("confidence is 95", "average is 1.5", "a denominator is not above 0"):
        assert part in str(refused.value)
    with pytest.raises(MethodInputError, match="multiplier is 0"):
        funnel.rate_limits(5.0, [10], multiplier=0, confidence=0.95)
    with pytest.raises(MethodInputError, match=r"above its denominator.*trim is 0\.5"):
        funnel.overdispersion([3], [2], trim=0.5)
