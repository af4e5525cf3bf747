"""Overdispersed rates: φ and τ² against a slow twin, and limits that agree with the scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats import rate_funnel
from pcdash.stats.comparison import compare_scores
from pcdash.stats.funnel import Overdispersion
from tests.twins import funnel as twin

WIDE = Overdispersion(phi=4.0, tau_squared=0.04, average=0.02, areas=40)


def test_a_slow_twin_agrees_on_a_thousand_groups():
    random = np.random.default_rng(8)
    over = 0
    for _ in range(1000):
        size = int(random.integers(1, 40))
        people = random.integers(100, 9000, size)
        share = 0.05 * np.exp(random.normal(0, random.choice([0.0, 0.3]), size))
        events = random.poisson(people * share)
        trim = float(random.choice([0.0, 0.1, 0.2]))
        if not events.sum():
            continue

        found = rate_funnel.rate_overdispersion(events, people, trim=trim)

        phi, tau_squared = twin.rate_overdispersion(events.tolist(), people.tolist(), trim)
        np.testing.assert_allclose(found.phi, phi, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(found.tau_squared, tau_squared, rtol=1e-7, atol=1e-12)
        assert found.average == pytest.approx(events.sum() / people.sum())
        over += found.tau_squared > 0
    assert 100 < over < 900


@given(st.integers(0, 5000), st.integers(1, 100_000))
def test_a_rate_is_outside_the_limits_exactly_when_its_score_is(count, people):
    score = rate_funnel.rate_z(WIDE, [count], [people])
    verdict = compare_scores(score, polarity="none").iloc[0]
    rate = max(count, rate_funnel.NO_EVENTS) / people

    for name, level in (("95", 0.95), ("998", 0.998)):
        lower, upper = rate_funnel.adjusted_rate_limits(
            WIDE, [people], multiplier=1, confidence=level
        ).iloc[0]
        if min(abs(rate - lower), abs(rate - upper)) < 1e-12:
            continue
        beyond = verdict in (f"higher_{name}", f"lower_{name}", "higher_998", "lower_998")
        assert beyond == (rate < lower or rate > upper)


def test_without_events_nothing_is_known_of_how_they_spread():
    found = rate_funnel.rate_overdispersion([0, 0], [10, 20])

    assert np.isnan(found.phi)
    assert (found.average, found.tau_squared, found.areas) == (0.0, 0.0, 2)
    with pytest.raises(MethodInputError, match="average"):
        rate_funnel.rate_z(found, [1], [10])


def test_a_row_with_a_missing_part_is_left_out():
    whole = rate_funnel.rate_overdispersion([10, 50, 90], [100, 100, 100])

    assert rate_funnel.rate_overdispersion([10, None, 50, 90], [100, 5, 100, 100]) == whole


def test_all_faults_are_listed_at_once():
    with pytest.raises(MethodInputError) as caught:
        rate_funnel.rate_overdispersion([-1, 5], [10, 0], trim=0.7)

    for fault in ("negative", "not above 0", "trim"):
        assert fault in str(caught.value)
