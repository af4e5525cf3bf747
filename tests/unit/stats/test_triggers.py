"""Triggers: the rule of the outcome standards, one indicator and many."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.triggers import REVIEW_IDENTIFIED, Threshold, level_raised, practice_category

MISSING = -1  # a level that is not known, for comparing
raised = st.lists(
    st.lists(st.sampled_from([0, 1, 2, None]), min_size=26, max_size=26), min_size=1, max_size=8
)


def _category(levels):
    """The rule told for one practice."""
    known = [level for level in levels if level is not None]
    is_review = sum(level > 0 for level in known) >= 9 or known.count(2) >= 3
    return "review identified" if is_review else "none"


def test_the_rule_told_for_one_practice_agrees_on_a_thousand():
    random = np.random.default_rng(8)
    odds = np.where(random.random((1000, 1)) < 0.5, 0.05, 0.15)
    draws = random.random((1000, 26))
    levels = np.select([draws < odds / 2, draws < 2 * odds, draws > 0.97], [2, 1, np.nan], 0)

    ours = practice_category(pd.DataFrame(levels))["category"].fillna("none").tolist()

    theirs = [_category([None if np.isnan(v) else int(v) for v in row]) for row in levels]
    assert ours == theirs
    assert 100 < theirs.count("none") < 900


@given(raised)
def test_more_triggers_never_make_a_practice_better(levels):
    before = practice_category(pd.DataFrame(levels, dtype="Int64"))
    worse = [[2 if level == 1 else level for level in row] for row in levels]
    after = practice_category(pd.DataFrame(worse, dtype="Int64"))

    assert (after["category"].notna() >= before["category"].notna()).all()
    assert (before["at_level_2"] <= before["triggers"]).all()
    assert (before["triggers"] <= before["available"]).all()


def test_either_number_of_triggers_is_enough():
    nine, eight = [1] * 9 + [0] * 17, [1] * 8 + [0] * 18
    three, two = [2] * 3 + [0] * 23, [2] * 2 + [1] * 6 + [0] * 18

    category = practice_category(pd.DataFrame([nine, eight, three, two]))["category"]

    assert category.notna().tolist() == [True, False, True, False]


def test_the_most_severe_category_that_is_reached_counts():
    listed = (
        REVIEW_IDENTIFIED,
        Threshold("approaching review", triggers=6),
        Threshold("achieving", triggers=0),
    )
    rows = pd.DataFrame([[1] * 9, [1] * 6 + [0] * 3, [0] * 9, [None] * 9], index=list("abcd"))

    found = practice_category(rows, thresholds=listed)

    assert found["category"].fillna("-").to_dict() == {
        "a": "review identified",
        "b": "approaching review",
        "c": "achieving",
        "d": "-",
    }
    assert found["available"].tolist() == [9, 9, 9, 0]


@pytest.mark.parametrize(("polarity", "sign"), [("higher", 1), ("lower", -1)])
def test_a_figure_raises_the_more_severe_trigger_that_it_reaches(polarity, sign):
    values = sign * np.array([71.0, 70.0, 61.0, 60.0, 10.0, np.nan])

    level = level_raised(values, sign * 70.0, sign * 60.0, polarity=polarity)

    assert level.fillna(MISSING).tolist() == [0, 1, 1, 2, 2, MISSING]


def test_a_level_that_was_not_published_is_not_raised():
    level = level_raised(
        [5.0, 5.0, 5.0], [6.0, np.nan, np.nan], [np.nan, 6.0, np.nan], polarity="higher"
    )

    assert level.fillna(MISSING).tolist() == [1, 2, MISSING]


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e3))
def test_a_worse_figure_raises_no_lower_trigger(value, level_1, apart):
    level_2 = level_1 - apart
    levels = level_raised([value, value - 1.0], level_1, level_2, polarity="higher")

    assert levels[1] >= levels[0]


def test_what_cannot_be_a_trigger_is_refused():
    with pytest.raises(MethodInputError, match=r"polarity is 'up'.*good side of its level 1"):
        level_raised([1.0], 1.0, 2.0, polarity="up")
    with pytest.raises(MethodInputError, match=r"'some' is below 0.*not 0, 1 or 2"):
        practice_category(pd.DataFrame([[3]]), thresholds=[Threshold("some", triggers=-1)])
