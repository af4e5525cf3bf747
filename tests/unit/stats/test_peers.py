"""Peers: the nearest by a plain reckoning, and what must always hold."""

import math
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.peers import nearest

NAMES = ("imd_score", "log_list", "aged_75_share")
values = st.integers(-100, 100).map(float)
areas = st.lists(st.tuples(values, values, values), min_size=2, max_size=25)


def _frame(rows):
    codes = [f"Z{place:05}" for place in range(len(rows))]
    return pd.DataFrame(rows, columns=NAMES, index=codes, dtype=float)


def _plainly(features, area, k, weights):
    """Every distance on its own, then the smallest."""
    spread = {name: statistics.pstdev(features[name]) for name in NAMES}
    told = []
    for code in features.index:
        if code != area:
            parts = [
                weights[name]
                * ((features.at[code, name] - features.at[area, name]) / spread[name]) ** 2
                for name in NAMES
                if spread[name] > 0
            ]
            told.append((math.sqrt(sum(parts)), code))
    return sorted(told)[:k]


def test_a_plain_reckoning_agrees_a_thousand_times():
    random = np.random.default_rng(10)
    for _ in range(1000):
        features = _frame(random.normal(0, 1, (int(random.integers(2, 12)), 3)))
        area, k = str(random.choice(features.index)), int(random.integers(1, 12))
        weights = dict(zip(NAMES, random.uniform(0.1, 3, 3).tolist(), strict=True))

        ours = nearest(features, area=area, k=k, weights=weights)

        theirs = _plainly(features, area, k, weights)
        assert ours.index.tolist() == [code for _, code in theirs]
        np.testing.assert_allclose(ours["distance"], [far for far, _ in theirs], rtol=1e-9)


@given(areas)
def test_an_area_is_no_peer_of_its_own_and_the_reasons_make_up_the_distance(rows):
    features = _frame(rows)
    found = nearest(features, area="Z00000", k=30)

    assert "Z00000" not in found.index
    assert found["distance"].is_monotonic_increasing
    reasons = found.drop(columns="distance").to_numpy(float)
    np.testing.assert_allclose(np.sqrt((reasons**2).sum(axis=1)), found["distance"], atol=1e-9)
    assert np.isfinite(found.to_numpy(float)).all()


@given(areas, st.floats(0.1, 50), values)
def test_the_unit_of_a_feature_does_not_matter(rows, scale, shift):
    features = _frame(rows)
    other = features.assign(imd_score=features["imd_score"] * scale + shift)

    one = nearest(features, area="Z00001", k=30)["distance"].sort_index()
    two = nearest(other, area="Z00001", k=30)["distance"].sort_index()

    np.testing.assert_allclose(one, two, rtol=1e-6, atol=1e-6)


def test_a_feature_that_differs_by_rounding_alone_does_not_count():
    features = _frame([(0.1 + 0.2, 1, 0), (0.3, 2, 0), (0.3, 3, 0)])

    assert "imd_score" not in nearest(features, area="Z00000")


def test_ties_go_by_code():
    features = _frame([(0, 0, 0), (2, 0, 0), (-2, 0, 0), (2, 0, 0)]).iloc[::-1]

    assert nearest(features, area="Z00000", k=2).index.tolist() == ["Z00001", "Z00002"]


def test_what_is_missing_is_left_out():
    features = _frame([(1, np.nan, 5), (2, 3, 5), (np.nan, 1, 5), (4, 2, 5)])
    found = nearest(features, area="Z00000")

    assert found.columns.tolist() == ["distance", "imd_score"]  # the rest is missing, or alike
    assert found.index.tolist() == ["Z00001", "Z00003"]


def test_a_feature_of_no_weight_does_not_count():
    features = _frame([(0, 0, 0), (9, 1, 0), (1, 9, 0)])

    assert nearest(features, area="Z00000", k=1, weights={"imd_score": 0}).index[0] == "Z00001"
    assert nearest(features, area="Z00000", k=1, weights={"log_list": 0}).index[0] == "Z00002"


@pytest.mark.parametrize("rows", [[(1, 2, 3)], [(1, 1, 1), (1, 1, 1)]], ids=["alone", "all alike"])
def test_there_may_be_no_peers(rows):
    found = nearest(_frame(rows), area="Z00000")

    assert found.empty
    assert "distance" in found


def test_all_faults_are_listed_at_once():
    with pytest.raises(MethodInputError) as refused:
        nearest(_frame([(1, 2, 3)]), area="none", k=0, weights={"age": -1})

    for part in ("'none' is there 0 times", "k is 0", "weight for 'age'", "weight is not a number"):
        assert part in str(refused.value)
    with pytest.raises(MethodInputError, match="all weights are 0"):
        nearest(_frame([(1, 2, 3)]), area="Z00000", weights=dict.fromkeys(NAMES, 0))
