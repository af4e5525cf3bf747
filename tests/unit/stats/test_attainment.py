"""Pace and chance: by hand, and against many simulated futures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.attainment import FEWEST, Chance, Pace, chance_of_meeting, pace

NONE = float("nan")
WALK, DAYS = [0, 1, 3, 4, 6, 7], [0, 1, 2, 3, 4, 5]


def chance(values=WALK, days=DAYS, *, level=9.8, due=7, polarity="higher"):
    return chance_of_meeting(values, days, level=level, due=due, polarity=polarity)


@pytest.mark.parametrize(
    ("level", "polarity", "expected"),
    [
        # Drift 1.4; s² = (3 × 0.4² + 2 × 0.6²) / 4 = 0.3; two days on 9.8 with a squared scale of
        # 0.3 × (2 + 4 / 5) = 0.84. Of t with 4 degrees of freedom 0.186950 lie beyond 1.
        (9.8, "higher", 0.5),
        (9.8 + 0.84**0.5, "higher", 0.186950),
        (9.8 - 0.84**0.5, "higher", 0.813050),
        (9.8 + 0.84**0.5, "lower", 0.813050),
    ],
)
def test_the_chance_by_hand(level, polarity, expected):
    assert chance(level=level, polarity=polarity).probability == pytest.approx(expected, abs=1e-6)


def test_steps_of_differing_length_count_by_their_length():
    # Changes of 1, 1, 3, 1 and 2 in 1, 1, 3, 1 and 1 days, drift 8/7: left are −1/7 three times,
    # −3/7 in three days and 6/7. One scale above the middle, t(4) leaves 0.186950.
    values, days = [0, 1, 2, 5, 6, 8], [0, 1, 2, 5, 6, 7]
    drift = 8 / 7
    squares = 3 * (1 / 7) ** 2 + (3 / 7) ** 2 / 3 + (6 / 7) ** 2
    scale = (squares / 4 * (2 + 4 / 7)) ** 0.5

    level = 8 + 2 * drift + scale
    found = chance(values, days, level=level, due=9)
    assert found.probability == pytest.approx(0.186950, abs=1e-6)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"values": [1, 3, 2, 4, 5], "days": [0, 1, 2, 3, 4], "due": 5}, Chance(None, "few", 5)),
        ({"values": [], "days": []}, Chance(None, "few", 0)),
        ({"values": [50] * 6}, Chance(None, "still", 6)),
        ({"values": [50, 51, 52, 53, 54, 55]}, Chance(None, "still", 6)),
        ({"due": 5}, Chance(None, "due", 6)),
        ({"due": 10.5}, Chance(None, "far", 6)),
    ],
)
def test_there_is_none_where_the_figures_do_not_bear_one(asked, expected):
    assert chance(**asked) == expected


def test_the_probability_is_what_comes_true_in_simulated_futures():
    """If walks are walks, a fifth of what has a chance of a fifth comes about, and so on."""
    random = np.random.default_rng(20261201)
    ranks = []
    for _ in range(4_000):
        count = int(random.integers(FEWEST, 16))
        days = np.cumsum(random.choice([30, 31, 91, 182], count)).astype(float)
        ahead = random.uniform(0.05, 1) * (days[-1] - days[0])
        drift, spread = random.normal(0, 0.05), random.uniform(0.05, 0.5)
        gaps = np.diff(np.append(days, days[-1] + ahead))
        steps = drift * gaps + spread * np.sqrt(gaps) * random.standard_normal(count)
        walk = 50 + np.append(0, np.cumsum(steps))
        found = chance_of_meeting(
            walk[:-1].tolist(), days.tolist(), level=float(walk[-1]), due=days[-1] + ahead,
            polarity="higher",
        )  # fmt: skip
        ranks.append(found.probability)
    # The chance given to what then happened is spread evenly from 0 to 1: three standard errors.
    shares = np.histogram(ranks, bins=10, range=(0, 1))[0] / len(ranks)
    assert np.abs(shares - 0.1).max() < 3.3 * (0.1 * 0.9 / len(ranks)) ** 0.5


@given(st.lists(st.floats(0, 100), min_size=6, max_size=12), st.floats(0, 100), st.floats(0, 50))
def test_a_lower_level_is_never_less_likely(values, level, more):
    days = [*range(len(values))]
    easy = chance(values, days, level=level, due=len(values) + 1).probability
    hard = chance(values, days, level=level + more, due=len(values) + 1).probability

    assert easy is None or hard is None or 0 <= hard <= easy <= 1


@given(st.lists(st.floats(0, 100), min_size=6, max_size=12), st.floats(0, 100))
def test_the_other_way_up_is_the_same_chance(values, level):
    days = [*range(len(values))]
    there = chance(values, days, level=level, due=len(values))
    back = chance([-one for one in values], days, level=-level, due=len(values), polarity="lower")

    assert there == back


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # 10 in 730.5 days are 5 a year; 15 are left for a year. 10 of 25 are done.
        (pace(60, 50, 75, days_gone=730.5, days_left=365.25, polarity="higher"),
         Pace(5.0, 15.0, 0.4)),
        (pace(45, 50, 75, days_gone=365.25, days_left=365.25, polarity="higher"),
         Pace(-5.0, 30.0, -0.2)),
        (pace(6, 8, 5, days_gone=365.25, days_left=730.5, polarity="lower"),
         Pace(-2.0, -0.5, pytest.approx(2 / 3))),
        (pace(80, 76, 75, days_gone=365.25, days_left=0, polarity="higher"), Pace(4.0, None, None)),
        (pace(50, 50, 75, days_gone=0, days_left=365.25, polarity="higher"), Pace(None, 25.0, 0.0)),
    ],
)  # fmt: skip
def test_paces_by_hand(found, expected):
    assert found == expected


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"polarity": "none"}, "polarity is 'none'"),
        ({"level": NONE}, "is not a number"),
        ({"values": [0, 1]}, "2 values and 6 days"),
        ({"days": [0, 1, 2, 2, 3, 4]}, "do not follow each other"),
    ],
)
def test_what_cannot_be_answered_is_refused(asked, said):
    with pytest.raises(MethodInputError, match=said):
        chance(**asked)


def test_a_pace_of_nothing_is_refused():
    with pytest.raises(MethodInputError, match="not a number"):
        pace(NONE, 1, 2, days_gone=1, days_left=1, polarity="higher")
