"""Deciles, percentile and quantile group: twins, ties, and too few to say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats import position
from tests import twins

VALUES = st.lists(
    st.one_of(st.integers(0, 20).map(float), st.just(np.nan)), min_size=1, max_size=60
)


@given(VALUES)
def test_deciles_agree_with_the_twin(values):
    made = position.deciles(values)

    if np.isnan(values).all():
        assert made.empty
    else:
        expected = [twins.decile(values, tenth) for tenth in made["decile"]]
        np.testing.assert_allclose(made["value"], expected, rtol=1e-12)


def test_deciles_of_one_value_are_that_value():
    made = position.deciles([7.5, None])

    assert made["decile"].tolist() == [10, 20, 30, 40, 50, 60, 70, 80, 90]
    assert made["value"].tolist() == [7.5] * 9


def test_deciles_of_nothing_are_no_rows():
    assert position.deciles([np.nan, np.nan]).shape == (0, 2)
    assert position.deciles([]).shape == (0, 2)


@given(VALUES)
def test_percentile_agrees_with_the_twin(values):
    made = position.percentile(values)

    known = sum(not np.isnan(value) for value in values)
    for value, place in zip(values, made, strict=True):
        if np.isnan(value) or known < 2:
            assert np.isnan(place)
        else:
            assert place == pytest.approx(twins.percentile(values, value))


def test_percentile_gives_ties_the_lower_place():
    made = position.percentile(pd.Series([2.0, 2.0, 5.0], index=["A", "B", "C"]))

    assert made.to_dict() == {"A": 0.0, "B": 0.0, "C": 100.0}


def test_percentile_of_one_practice_is_missing():
    assert position.percentile([3.0]).isna().tolist() == [True]


@given(VALUES, st.integers(2, 12))
def test_quantile_group_agrees_with_the_twin(values, k):
    made = position.quantile_group(values, k)

    known = sum(not np.isnan(value) for value in values)
    for value, group in zip(values, made, strict=True):
        if np.isnan(value) or known < k:
            assert pd.isna(group)
        else:
            assert group == twins.quantile_group(values, value, k)
            assert 1 <= group <= k


def test_quantile_group_of_too_few_is_missing():
    assert position.quantile_group([1.0, 2.0], 5).isna().all()


@pytest.mark.parametrize("k", [1, 0, -3, 2.5])
def test_quantile_group_refuses_a_number_of_groups_that_is_none(k):
    with pytest.raises(MethodInputError, match="expected a whole number of 2 or more"):
        position.quantile_group([1.0, 2.0], k)


def test_positions_refuse_text():
    for function in (position.deciles, position.percentile):
        with pytest.raises(MethodInputError, match="not numbers"):
            function(["high", "low"])
