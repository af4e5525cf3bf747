"""A difference: the published example, a slow twin, and what must hold of any two figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.change import difference
from pcdash.stats.intervals import proportion, rate
from tests.twins import change as twin

Z = {0.95: 1.959963984540054, 0.998: 3.0902323061678132}
shares = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
rates = st.tuples(st.integers(0, 500), st.integers(1, 20_000))


def of(one, two):
    return difference(
        one["value"], one["lower"], one["upper"], two["value"], two["lower"], two["upper"]
    )


def test_newcombe_s_example():
    found = of(proportion([56], [70]), proportion([48], [80])).iloc[0]

    assert found.round(4).tolist() == [0.2, 0.0524, 0.3339]


@pytest.mark.parametrize("confidence", Z)
def test_a_thousand_random_pairs_agree_with_the_slow_twin(confidence):
    random = np.random.default_rng(1998)
    n1, n2 = random.integers(1, 20_000, (2, 1_000))
    x1, x2 = random.binomial(n1, random.random(1_000)), random.binomial(n2, random.random(1_000))

    found = of(proportion(x1, n1, confidence=confidence), proportion(x2, n2, confidence=confidence))

    expected = [
        twin.newcombe(*row, Z[confidence])
        for row in zip(x1.tolist(), n1.tolist(), x2.tolist(), n2.tolist(), strict=True)
    ]
    # A root near 0 or 1 loses digits that its variance magnifies.
    np.testing.assert_allclose(found.to_numpy(), expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("confidence", Z)
def test_a_thousand_random_pairs_of_rates_agree_with_the_slow_twin(confidence):
    random = np.random.default_rng(2008)
    n1, n2 = random.integers(100, 20_000, (2, 1_000))
    x1, x2 = random.poisson(n1 * random.random(1_000)), random.poisson(30 * random.random(1_000))

    given_both = (rate(x, n, multiplier=1_000, confidence=confidence)
                  for x, n in ((x1, n1), (x2, n2)))  # fmt: skip
    found = of(*given_both)

    expected = [
        twin.mover(*row, Z[confidence], 1_000)
        for row in zip(x1.tolist(), n1.tolist(), x2.tolist(), n2.tolist(), strict=True)
    ]
    np.testing.assert_allclose(found.to_numpy(), expected, rtol=1e-9, atol=1e-9)


@given(rates, rates)
def test_the_other_way_round_is_the_same_with_the_other_sign(one, two):
    one, two = rate([one[0]], [one[1]], multiplier=1000), rate([two[0]], [two[1]], multiplier=1000)

    there, back = of(one, two).iloc[0], of(two, one).iloc[0]

    np.testing.assert_allclose(
        there[["value", "lower", "upper"]], -back[["value", "upper", "lower"]]
    )


@given(shares, shares)
def test_limits_hold_the_difference_and_stay_possible(one, two):
    found = of(proportion([one[0]], [one[1]]), proportion([two[0]], [two[1]])).iloc[0]

    assert found["lower"] <= found["value"] <= found["upper"]
    assert found["lower"] >= -1 - 1e-12
    assert found["upper"] <= 1 + 1e-12


@given(shares)
def test_a_figure_does_not_differ_from_itself(one):
    same = proportion([one[0]], [one[1]])
    found = of(same, same).iloc[0]

    assert found["value"] == 0
    assert found["lower"] < 0 < found["upper"]


def test_a_missing_input_gives_nothing_and_the_index_stays():
    one = proportion(pd.Series([5.0, np.nan], index=["a", "b"]), [10, 10])

    found = of(one, one)

    assert found.index.tolist() == ["a", "b"]
    assert found.loc["b"].isna().all()
    assert found.loc["a"].notna().all()


def test_faults_are_named_all_at_once():
    with pytest.raises(MethodInputError, match=r"a value is outside.*an earlier value is outside"):
        difference([5.0], [6.0], [7.0], [5.0], [1.0], [4.0])
