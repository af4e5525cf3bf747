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
