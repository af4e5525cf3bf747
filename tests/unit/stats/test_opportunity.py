"""Opportunity, contribution and the parts of a change: plain sums agree, parts sum to wholes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.opportunity import contribution, decompose, to_level

counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 3000)), min_size=1, max_size=30)
both = st.lists(
    st.tuples(*[st.integers(0, 500), st.integers(1, 3000)] * 2), min_size=1, max_size=20
)
polarities = st.sampled_from(["higher", "lower"])


def _columns(rows):
    return (np.array(column, dtype=float) for column in zip(*rows, strict=True))


def test_plain_sums_agree_a_thousand_times():
    random = np.random.default_rng(9)
    for _ in range(1000):
        size = int(random.integers(1, 20))
        n = random.integers(1, 3000, size)
        x = random.binomial(n, random.uniform(0, 1, size))
        level, polarity = float(random.uniform(0, 1)), str(random.choice(["higher", "lower"]))

        ours = to_level(x, n, level, polarity=polarity)
        found = contribution(x, n, level, polarity=polarity)

        excess = []
        for events, people, change in zip(x, n, ours, strict=True):
            is_worse = events / people < level if polarity == "higher" else events / people > level
            expected = level * people - events if is_worse else 0.0
            assert change == pytest.approx(expected, abs=1e-9)
            excess.append(abs(expected))
        ranked = sorted(excess, reverse=True)
        half = next((i for i in range(size + 1) if sum(ranked[:i]) >= sum(ranked) / 2 - 1e-9), 0)
        np.testing.assert_allclose(found.rows["excess"], ranked, atol=1e-9)
        assert found.half == half


@given(counts, st.floats(0, 1), polarities)
def test_shares_of_the_excess_rise_to_one(rows, level, polarity):
    x, n = _columns(rows)
    found = contribution(x, n, level, polarity=polarity)

    assert found.total == pytest.approx(to_level(x, n, level, polarity=polarity).abs().sum())
    if found.total > 0:
        assert found.rows["cumulative_share"].is_monotonic_increasing
        assert found.rows["cumulative_share"].iloc[-1] == pytest.approx(1.0)
        assert 1 <= found.half <= len(rows)
    else:
        assert found.half == 0
        assert found.rows["cumulative_share"].isna().all()


@given(counts, st.floats(0, 1), st.floats(0, 1))
def test_a_more_ambitious_level_is_no_smaller_an_opportunity(rows, one, other):
    x, n = _columns(rows)
    low, high = sorted((one, other))

    assert (to_level(x, n, high, polarity="higher") >= to_level(x, n, low, polarity="higher")).all()


@given(both)
def test_the_parts_of_a_change_sum_to_it(rows):
    x0, n0, x1, n1 = _columns(rows)
    made = decompose(
        pd.DataFrame({"numerator": x0, "denominator": n0}),
        pd.DataFrame({"numerator": x1, "denominator": n1}),
    )

    assert made.rate + made.size + made.mix == pytest.approx(made.total, abs=1e-6)
    assert made.total == pytest.approx(x1.sum() - x0.sum())


def test_each_part_stands_alone_where_only_it_changes():
    def period(numerator, denominator):
        return pd.DataFrame({"numerator": numerator, "denominator": denominator})

    start = period([10, 40], [100, 100])
    grown = decompose(start, period([20, 80], [200, 200]))
    moved = decompose(start, period([5, 60], [50, 150]))

    assert (grown.rate, grown.size, grown.mix) == (0.0, 50.0, 0.0)
    assert (moved.rate, moved.size, moved.mix) == pytest.approx((0.0, 0.0, 15.0))


def test_practices_that_miss_an_input_are_left_out():
    found = contribution([30, np.nan, 60], [100, 100, 100], 0.2, polarity="lower")
    gone = pd.DataFrame({"numerator": [5, np.nan], "denominator": [10, 10]}, dtype=float)
    none = pd.DataFrame({"numerator": [np.nan], "denominator": [10.0]})

    assert found.rows.index.tolist() == [2, 0]
    assert to_level([np.nan], [10], 0.5, polarity="higher").isna().all()
    assert decompose(gone, gone.fillna(9)).total == 0
    assert decompose(none, none).total == 0


def test_all_faults_are_listed_at_once():
    with pytest.raises(MethodInputError) as refused:
        to_level([-1], [0], -0.5, polarity="none")
    for part in ("level is -0.5", "polarity is 'none'", "below 0", "not above 0"):
        assert part in str(refused.value)
    one = pd.DataFrame({"numerator": [1], "denominator": [2]})
    with pytest.raises(MethodInputError, match="differ in their practices"):
        decompose(one, one.rename(index={0: "A"}))
