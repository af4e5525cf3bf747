"""A mean and standardised rates: agreement with the packages, with plain sums, and at the edges."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pcdash.errors import MethodInputError
from pcdash.stats import intervals
from tests import twins

LEVELS = {0.95: "95_0cl", 0.998: "99_8cl"}
bands = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 5000), st.integers(1, 9000)),
    min_size=1,
    max_size=10,
)


def test_standardised_rates_agree_with_calculate_dsr(vectors):
    rows = pd.read_csv(vectors / "04_dsr_input.csv")
    expected = pd.read_csv(vectors / "04_calculate_dsr_per1000.csv").set_index("practice")
    checked = 0
    for practice, of_practice in rows.groupby("practice"):
        theirs = expected.loc[practice]
        for confidence, suffix in LEVELS.items():
            ours = intervals.directly_standardised_rate(
                of_practice["events"],
                of_practice["population"],
                of_practice["esp2013"],
                multiplier=1000,
                confidence=confidence,
            ).iloc[0]

            wanted = theirs[["value", f"lower{suffix}", f"upper{suffix}"]].to_numpy(float)
            np.testing.assert_allclose(ours.to_numpy(float), wanted, rtol=1e-9)
            checked += not np.isnan(wanted).any()
    assert checked > 4


def test_a_mean_agrees_with_scipy_a_thousand_times():
    random = np.random.default_rng(6)
    for _ in range(1000):
        values = random.normal(50, 10, int(random.integers(2, 40)))
        confidence = float(random.choice([0.9, 0.95, 0.998]))

        ours = intervals.mean(values, confidence=confidence).iloc[0]

        limits = stats.t.interval(
            confidence, values.size - 1, loc=values.mean(), scale=stats.sem(values)
        )
        np.testing.assert_allclose(ours, [values.mean(), *limits], rtol=1e-9)


def test_standardised_figures_agree_with_plain_sums_a_thousand_times():
    random = np.random.default_rng(7)
    for _ in range(1000):
        size = int(random.integers(1, 12))
        x = random.integers(0, 30, size)
        n, people = random.integers(1, 5000, size), random.integers(1, 9000, size)
        events = random.integers(1, 90, size)
        total = int(x.sum())
        lower, upper = twins.poisson(total, 0.95)

        ratio = intervals.indirectly_standardised_ratio(x, n, events, people).iloc[0]
        rate = intervals.directly_standardised_rate(x, n, people, multiplier=100.0).iloc[0]

        expected = sum(a * b / c for a, b, c in zip(n, events, people, strict=True))
        np.testing.assert_allclose(
            ratio, [total / expected, lower / expected, upper / expected], rtol=1e-9
        )
        if total < 10:
            assert rate.isna().all()
            continue
        value = sum(w * a / b for a, b, w in zip(x, n, people, strict=True)) / people.sum()
        variance = sum(a * (w / b) ** 2 for a, b, w in zip(x, n, people, strict=True))
        stretch = (variance / people.sum() ** 2 / total) ** 0.5
        wanted = [value, value + stretch * (lower - total), value + stretch * (upper - total)]
        np.testing.assert_allclose(rate, [100 * one for one in wanted], rtol=1e-9)


@given(bands)
def test_a_standard_like_the_area_leaves_its_crude_rate(rows):
    x, n, _ = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    standardised = intervals.directly_standardised_rate(x, n, n, multiplier=1000.0).iloc[0]

    if x.sum() >= 10:
        crude = intervals.rate([x.sum()], [n.sum()], multiplier=1000.0).iloc[0]
        np.testing.assert_allclose(standardised, crude, rtol=1e-9)
    else:
        assert standardised.isna().all()


@given(bands)
def test_an_area_measured_by_its_own_rates_is_as_expected(rows):
    x, n, _ = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    ratio = intervals.indirectly_standardised_ratio(x, n, x, n).iloc[0]

    if x.sum():
        np.testing.assert_allclose(ratio["value"], 1.0)
        assert ratio["lower"] < 1 < ratio["upper"]
    else:
        assert ratio.isna().all()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([np.nan, 4.0], [4.0, np.nan, np.nan]),
        ([np.nan], [np.nan] * 3),
        ([5.0, 5.0, 5.0], [5.0] * 3),
    ],
    ids=["one value", "none", "all the same"],
)
def test_a_mean_at_the_edges(values, expected):
    np.testing.assert_allclose(intervals.mean(values).iloc[0], expected)


def test_a_band_that_misses_an_input_leaves_no_figure():
    given = ([20, np.nan], [100, 100], [5, 5])

    assert intervals.directly_standardised_rate(*given, multiplier=1).isna().all(axis=None)
    assert intervals.indirectly_standardised_ratio(*given, [9, 9]).isna().all(axis=None)


def test_all_faults_are_listed_at_once():
    with pytest.raises(MethodInputError) as refused:
        intervals.directly_standardised_rate([-1], [0], [0], multiplier=0, confidence=2)
    for part in ("confidence is 2", "below 0", "not above 0", "multiplier is 0", "population is 0"):
        assert part in str(refused.value)
    with pytest.raises(MethodInputError, match=r"reference count.*reference population"):
        intervals.indirectly_standardised_ratio([1], [1], [-1], [0])
    with pytest.raises(MethodInputError, match="confidence is 0"):
        intervals.mean([1.0], confidence=0)
