"""What a planned trajectory is at on a day: by hand."""

import pytest

from pcdash.errors import MethodInputError
from pcdash.stats.planned import gaps_of, planned_at

# Quarters from September 2017, then nothing until September 2020, in days.
QUARTERS = [0, 91, 181, 273, 1096]
PLANNED = [530.0, 531.0, 533.0, 534.0, 538.4]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (-1, None),
        (0, 530.0),
        (45.5, 530.5),
        (273, 534.0),
        (274, None),  # a gap stays a gap
        (800, None),
        (1096, 538.4),
        (1097, None),
    ],
)
def test_a_day_has_what_was_planned_for_it(when, expected):
    assert planned_at(when, QUARTERS, PLANNED) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(QUARTERS, (3,)), ([], ()), ([5], ()), ([0, 3000], ()), ([0, 28, 59, 89], ())],
)
def test_gaps_are_by_the_trajectorys_own_step(days, expected):
    assert gaps_of(days) == expected


@pytest.mark.parametrize(
    ("days", "planned", "said"),
    [
        ([0, 0], [1, 2], "do not follow"),
        ([0, 1], [1], "2 days and 1 values"),
        ([0, 1], [1, float("nan")], "planned value is not a number"),
        ([0, float("nan")], [1, 2], "a day is not a number"),
    ],
)
def test_what_is_no_trajectory_is_refused(days, planned, said):
    with pytest.raises(MethodInputError, match=said):
        planned_at(0, days, planned)
