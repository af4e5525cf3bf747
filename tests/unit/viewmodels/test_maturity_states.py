"""Letters, steps, rounds and ages, without a store."""

from datetime import date

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.viewmodels.maturity_states import (
    age_text,
    descriptors_of,
    months_between,
    place_of,
    rounds_of,
    share_of,
    shorts_of,
    steps_between,
    steps_text,
)

KNOWN = load_catalogue().frameworks
LONDON, MATRIX = KNOWN["larger_scale_general_practice"], KNOWN["pcn_matrix_2018"]


@pytest.mark.parametrize(
    ("states", "letters"),
    [
        (("A", "A/B", "B"), ["A", "A/B", "B"]),
        (("Foundation", "Step 1", "Step 2"), ["F", "1", "2"]),
        (("Foundation", "Foundation/Step 1", "Step 1"), ["F", "F/1", "1"]),
        (("Not in place", "Partly in place", "In place"), ["N", "P", "I"]),
        (("Planned", "Progressing"), ["1", "2"]),
    ],
)
def test_shorts_of_tells_the_states_apart(states, letters):
    assert list(shorts_of(states).values()) == letters


def test_steps_are_whole_states_and_half_of_one_where_a_place_stands_between():
    assert [place_of(LONDON, "1a", one) for one in ("A", "A/B", "D", "E", None)] == [
        0, 1, 6, None, None,
    ]  # fmt: skip
    assert steps_between(LONDON, "1a", 1, 6) == 2.5
    assert steps_between(MATRIX, "overall", 0, 2) == 2
    assert share_of(LONDON, "1a", 6) == 1
    assert share_of(MATRIX, "f1", 1) == 0.5
    assert share_of(LONDON, "1a", None) is None


@pytest.mark.parametrize(("steps", "said"), [(1, "1 step"), (2.0, "2 steps"), (0.5, "0.5 steps")])
def test_steps_text(steps, said):
    assert steps_text(steps) == said


def test_days_close_to_each_other_are_one_round():
    days = [date(2019, 3, 20), date(2018, 8, 1), date(2018, 9, 10), date(2018, 8, 1)]

    found = rounds_of(days)

    assert [one.label for one in found] == ["Aug 2018 to Sep 2018", "Mar 2019"]
    assert found[0].has(date(2018, 8, 20))
    assert not found[0].has(date(2019, 3, 20))
    assert rounds_of([]) == ()


@pytest.mark.parametrize(
    ("day", "until", "months"),
    [
        (date(2019, 3, 31), date(2019, 4, 30), 0),
        (date(2019, 3, 31), date(2020, 3, 31), 12),
        (date(2019, 4, 1), date(2020, 3, 31), 11),
        (date(2020, 4, 1), date(2020, 3, 31), 0),
    ],
)
def test_months_between_counts_whole_months(day, until, months):
    assert months_between(day, until) == months


def test_age_text():
    assert [age_text(one) for one in (None, 0, 1, 14)] == [
        "", "less than a month old", "1 month old", "14 months old",
    ]  # fmt: skip


def test_descriptors_are_one_a_state():
    assert list(descriptors_of(LONDON, "7c")) == ["A", "B", "C", "D"]
    assert list(descriptors_of(MATRIX, "overall")) == ["Foundation", "Step 1", "Step 2", "Step 3"]
    assert descriptors_of(MATRIX, "f1") == {}
    assert descriptors_of(LONDON, "9z") == {}
