"""Classes hold every value, in order, however few values there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.classes import class_edges, classes_of

VALUES = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=60)


@given(VALUES, st.sampled_from(["quantile", "equal"]), st.integers(1, 7))
def test_every_value_is_in_a_class_between_its_edges(values, method, count):
    edges = class_edges(values, method=method, count=count)
    found = classes_of(values, edges)

    assert list(edges) == sorted(edges)
    assert 2 <= len(edges) <= count + 1
    assert edges[0] == min(values)
    for value, place in zip(values, found, strict=True):
        assert 0 <= place < len(edges) - 1
        assert value >= edges[place] or np.isclose(value, edges[place])
        assert value <= edges[place + 1] or np.isclose(value, edges[place + 1])


def test_quantile_classes_have_equally_many():
    values = np.arange(100.0)
    counts = np.bincount(classes_of(values, class_edges(values, method="quantile")))

    assert counts.tolist() == [20, 20, 20, 20, 20]


def test_missing_values_have_no_class_and_no_values_no_edges():
    edges = class_edges([1.0, np.nan, 3.0], method="equal", count=2)

    assert classes_of([1.0, np.nan, 3.0], edges).tolist() == [0, -1, 1]
    assert class_edges([np.nan], method="quantile") == ()


def test_one_value_is_one_class():
    assert class_edges([4.0, 4.0], method="quantile") == (4.0, 4.0)
    assert classes_of([4.0, 4.0], (4.0, 4.0)).tolist() == [0, 0]


def test_faults_are_told():
    with pytest.raises(MethodInputError, match=r"'jenks'.*the count is 0"):
        class_edges([1.0], method="jenks", count=0)
    with pytest.raises(MethodInputError, match="expected two or more"):
        classes_of([1.0], (1.0,))
