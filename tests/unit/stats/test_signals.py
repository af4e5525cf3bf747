"""Which signals stand out, checked against the procedure done by hand, and their chances alone."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pcdash.errors import MethodInputError
from pcdash.stats import signals

chances = st.lists(
    st.one_of(st.floats(0, 1), st.floats(0, 0.01), st.just(float("nan"))), max_size=60
)


def _by_hand(chance, q):
    """Walk down the sorted chances to the last that is small enough for its rank."""
    ranked = sorted(p for p in chance if not np.isnan(p))
    cut = -1.0
    for rank, p in enumerate(ranked, start=1):
        if p * len(ranked) / rank <= q:
            cut = p
    return [bool(p <= cut) for p in chance]


def test_the_procedure_done_by_hand_agrees_a_thousand_times():
    random = np.random.default_rng(3)
    some = False
    for _ in range(1000):
        chance = random.random(int(random.integers(1, 80))) ** float(random.integers(1, 6))

        ours = signals.benjamini_hochberg(chance).tolist()

        assert ours == _by_hand(chance, 0.05)
        some = some or 0 < sum(ours) < len(ours)
    assert some


@given(chances, st.floats(0.01, 0.5))
def test_a_smaller_chance_stands_out_if_a_larger_one_does(chance, q):
    out = signals.benjamini_hochberg(chance, q=q)
    known = pd.Series(chance, dtype=float)

    if out.any():
        assert out[known <= known[out].max()].all()
    assert not out[known.isna()].any()


def test_a_missing_chance_is_not_counted():
    assert signals.benjamini_hochberg([0.03, np.nan, 0.04]).tolist() == [True, False, True]
    assert signals.benjamini_hochberg([np.nan]).tolist() == [False]


def test_chances_outside_their_range_are_refused():
    with pytest.raises(MethodInputError, match=r"a chance is not from 0 to 1.*q is 1"):
        signals.benjamini_hochberg([1.2], q=1)


def test_chances_are_those_of_their_distributions():
    np.testing.assert_allclose(
        signals.two_sided_p([-3.0, 0.0, 2.5, np.nan]),
        2 * stats.norm.sf([3.0, 0.0, 2.5, np.nan]),
        rtol=1e-12,
    )
    np.testing.assert_allclose(
        signals.trend_p([0.0, 9.5, np.nan]), stats.chi2.sf([0.0, 9.5, np.nan], 1), rtol=1e-12
    )
    with pytest.raises(MethodInputError, match="a χ² is below 0"):
        signals.trend_p([-1.0])


def test_runs_have_their_chance_under_no_change():
    assert signals.SHIFT_P == 2 / 128
    assert pytest.approx(2 / (1 * 2 * 3 * 4 * 5 * 6 * 7)) == signals.TREND_P


@pytest.mark.parametrize(("count", "of"), [(0, 40), (3, 40), (20, 40), (39, 40), (40, 40)])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_the_chance_of_a_share_is_that_of_the_binomial_tails(count, of, share):
    tails = stats.binom.cdf(count, of, share), stats.binom.sf(count - 1, of, share)

    found = signals.share_p([count], [of], share)

    assert found.iloc[0] == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("count", [0, 1, 7, 30])
@pytest.mark.parametrize("expected", [0.5, 7.0, 28.0])
def test_the_chance_of_a_count_is_that_of_the_poisson_tails(count, expected):
    tails = stats.poisson.cdf(count, expected), stats.poisson.sf(count - 1, expected)

    found = signals.rate_p([count], expected)

    assert found.iloc[0] == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-9)


def test_small_counts_are_not_called_rarer_than_they_are():
    # On the funnel's scale none of 100 where 4 are expected is 4 standard deviations away.
    assert signals.share_p([0], [100], 0.04).iloc[0] > 0.03


def test_chances_of_what_is_missing_are_missing():
    assert np.isnan(signals.share_p([float("nan")], [10], 0.5).iloc[0])
    assert np.isnan(signals.rate_p([3], [float("nan")]).iloc[0])


@pytest.mark.parametrize(("x", "n", "share"), [(5, 4, 0.5), (-1, 4, 0.5), (1, 4, 1.5)])
def test_counts_that_are_no_part_of_a_whole_are_refused(x, n, share):
    with pytest.raises(MethodInputError):
        signals.share_p([x], [n], share)


def test_negative_counts_are_refused():
    with pytest.raises(MethodInputError):
        signals.rate_p([-1], [2.0])
