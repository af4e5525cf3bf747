"""The latest point of a series: how often its chance is small where nothing goes on."""

import numpy as np
import pytest

from pcdash.errors import MethodInputError
from pcdash.stats import signals, trend
from pcdash.stats.latest_point import latest_point
from pcdash.stats.spc import xmr

SERIES = 4000
CALM = [4.0, 6.0] * 8


@pytest.mark.parametrize("points", [13, 24])
@pytest.mark.parametrize("chance", [0.05, 0.005])
def test_a_small_chance_is_no_more_frequent_than_it_says(points, chance):
    random = np.random.default_rng(points)
    found = [latest_point(one).distance_p for one in random.standard_normal((SERIES, points))]

    share = np.mean(np.array(found) < chance)

    # three standard errors of the simulation above it; and not so careful that nothing is found
    assert share < chance + 3 * np.sqrt(chance / SERIES)
    assert share > chance / 4


def test_a_far_point_has_a_small_chance_and_its_side():
    above, below = latest_point([*CALM, 15.0]), latest_point([*CALM, -5.0])

    assert above.distance_p < 0.001
    assert below.distance_p < 0.001
    assert (above.side, below.side) == (1, -1)
    assert above.mean == pytest.approx(5.0)


def test_runs_are_those_of_the_chart():
    rising = [5.0, 4.0, 6.0, 5.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]

    assert latest_point(rising).trend == 1
    assert xmr(rising, direction="none").points["rule"].iloc[-1] == "trend"
    high = [1.0, 2.0] * 5 + [5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0]
    assert latest_point(high).shift == 1


@pytest.mark.parametrize(
    "values",
    [[], [1.0], [1.0, 2.0, 3.0], [5.0] * 20, [*CALM, float("nan")]],
    ids=["nothing", "one", "three", "constant", "no latest value"],
)
def test_what_cannot_be_told_has_no_chance(values):
    assert np.isnan(latest_point(values).distance_p)


def test_a_gap_breaks_runs_and_ranges():
    values = [*CALM, 1.0, 2.0, 3.0, float("nan"), 4.0, 5.0, 6.0, 7.0]

    assert latest_point(values).trend == 0


def test_text_is_refused():
    with pytest.raises(MethodInputError):
        latest_point(["a", "b"])


def test_scores_of_many_trends_are_those_of_each():
    random = np.random.default_rng(5)
    people = random.integers(50, 5000, (200, 5))
    events = random.binomial(people, random.uniform(0.01, 0.99, (200, 1)))

    scores = trend.trend_scores(events, people)

    for x, n, score in zip(events, people, scores, strict=True):
        each = trend.recent_trend(x.tolist(), n.tolist())
        if np.isnan(each.chi_squared):
            assert np.isnan(score)
        else:
            assert abs(score) == pytest.approx(each.chi_squared, rel=1e-9)
            assert each.direction in ("no_change", "increasing" if score > 0 else "decreasing")


def test_scores_of_other_than_five_years_are_refused():
    with pytest.raises(MethodInputError):
        trend.trend_scores(np.ones((2, 4)), np.ones((2, 4)))


def test_runs_have_the_chances_that_counting_gives():
    assert signals.SHIFT_P == 2 * 0.5**7
    assert pytest.approx(2 / (7 * 6 * 5 * 4 * 3 * 2)) == signals.TREND_P
