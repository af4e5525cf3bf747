"""Correlation of two indicators: twins, SciPy, properties, and what cannot be said."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pcdash.errors import MethodInputError
from pcdash.stats.correlation import distances, pearson, spearman
from tests.twins import correlation as twins

VALUE = st.one_of(st.integers(-30, 30).map(float), st.just(math.nan))
PAIRS = st.lists(st.tuples(VALUE, VALUE), max_size=40).map(
    lambda pairs: ([a for a, _ in pairs], [b for _, b in pairs])
)


@given(PAIRS)
def test_coefficients_and_limits_agree_with_the_twins(pairs):
    x, y = pairs
    for made, twin, widened in (
        (pearson(x, y), twins.pearson, 0.0),
        (spearman(x, y), twins.spearman, 0.5),
    ):
        value, count = twin(x, y)
        assert made.pairs == count
        assert made.value == pytest.approx(value, abs=1e-9, nan_ok=True)
        if count >= 4 and abs(value) < 1 - 1e-9:
            expected = twins.limits(value, count, 1 + widened * value**2)
            assert (made.lower, made.upper) == pytest.approx(expected, abs=1e-9)


@given(PAIRS, st.sampled_from([pearson, spearman]))
def test_it_lies_inside_its_limits_and_turns_with_the_sign(pairs, method):
    x, y = pairs
    made, turned, swapped = method(x, y), method(x, [-b for b in y]), method(y, x)

    assert turned.value == pytest.approx(-made.value, abs=1e-9, nan_ok=True)
    assert swapped.value == pytest.approx(made.value, abs=1e-9, nan_ok=True)
    if not math.isnan(made.lower):
        assert -1 <= made.lower < made.value < made.upper <= 1


def test_it_is_what_scipy_says():
    made = np.random.default_rng(3)
    x = made.normal(size=50)
    y = x + made.normal(size=50)

    reference = stats.pearsonr(x, y)
    low, high = reference.confidence_interval(0.95)
    found = pearson(x, y)
    assert (found.value, found.lower, found.upper) == pytest.approx(
        (reference.statistic, low, high)
    )
    assert spearman(x, y).value == pytest.approx(stats.spearmanr(x, y).statistic)


@pytest.mark.parametrize("method", [pearson, spearman])
@pytest.mark.parametrize(
    ("x", "y"), [([1.0, 2.0], [1.0, 2.0]), ([5.0] * 6, [1.0, 2, 3, 4, 5, 6]), ([], [])]
)
def test_too_few_and_constant_values_have_none(method, x, y):
    made = method(x, y)

    assert math.isnan(made.value)
    assert math.isnan(made.lower)
    assert made.pairs == len(x)


def test_a_perfect_line_has_no_limits_and_no_distances():
    made = pearson([1.0, 2, 3, 4, 5], [3.0, 5, 7, 9, 11])

    assert made.value == pytest.approx(1.0)
    assert math.isnan(made.lower)
    assert distances([1.0, 2, 3, 4, 5], [3.0, 5, 7, 9, 11]).isna().all()


@pytest.mark.parametrize("method", [pearson, spearman])
def test_it_refuses_what_is_no_number(method):
    with pytest.raises(MethodInputError):
        method(["a", "b", "c"], [1.0, 2.0, 3.0])
    with pytest.raises(MethodInputError):
        method([1.0, 2.0, 3.0], [1.0, 2.0])
    with pytest.raises(MethodInputError, match="confidence"):
        method([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], confidence=95)


@given(PAIRS)
def test_distances_balance_and_miss_where_a_figure_does(pairs):
    x, y = pairs
    made = distances(x, y)

    assert len(made) == len(x)
    known = made.dropna()
    if len(known):
        assert known.sum() == pytest.approx(0, abs=1e-6)
        assert (known**2).sum() == pytest.approx(len(known) - 2)
        both = [not math.isnan(a + b) for a, b in zip(x, y, strict=True)]
        assert made.notna().tolist() == both
