"""On course or not: by hand, and what must hold of any figure and target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.course import STANDINGS, Course, course

NONE = float("nan")
values = st.floats(0, 100)


def of(value, *, low=NONE, high=NONE, level=75.0, share=0.5, baseline=40.0, polarity="higher",
       planned=None):  # fmt: skip
    return course(value, low, high, level=level, share=share, baseline=baseline,
                  polarity=polarity, planned=planned)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (of(60.0, low=58.0, high=62.0), Course("ahead", 57.5, 15.0)),
        (of(58.0, low=56.0, high=60.0), Course("on_course", 57.5, 17.0)),
        (of(57.0, low=56.0, high=58.0), Course("on_course", 57.5, 18.0)),
        (of(57.5, low=57.5, high=58.0), Course("on_course", 57.5, 17.5)),
        (of(50.0, low=48.0, high=52.0), Course("behind", 57.5, 25.0)),
        (of(60.0), Course("on_course", 57.5, 15.0)),
        (of(57.5), Course("on_course", 57.5, 17.5)),
        # a tenth of the 35 from 40 to 75 is 3.5
        (of(57.4), Course("near", 57.5, pytest.approx(17.6))),
        (of(54.0), Course("near", 57.5, 21.0)),
        (of(53.9), Course("behind", 57.5, pytest.approx(21.1))),
        # what was planned counts instead of the straight way, also where there is no baseline
        (of(60.0, planned=60.0), Course("on_course", 60.0, 15.0)),
        (of(60.0, planned=65.0), Course("behind", 65.0, 15.0)),
        (of(60.0, planned=65.0, share=None, baseline=None), Course("behind", 65.0, 15.0)),
        (of(60.0, planned=65.0, share=1.0), Course("missed", 75.0, 15.0)),
        (of(75.0), Course("met", 57.5, 0.0)),
        (of(74.9, low=70.0, high=78.0, share=1.0), Course("missed", 75.0, pytest.approx(0.1))),
        (of(60.0, share=2.5), Course("missed", 75.0, 15.0)),
        (of(80.0, share=2.5), Course("met", 75.0, 0.0)),
        (of(60.0, share=None, baseline=None), Course(None, None, 15.0)),
        (of(80.0, share=None, baseline=None), Course("met", None, 0.0)),
        (of(60.0, share=1.2, baseline=None), Course("missed", 75.0, 15.0)),
        # fewer is better
        (of(6.0, low=5.5, high=6.5, level=5.0, baseline=8.0, polarity="lower"),
         Course("on_course", 6.5, 1.0)),
        (of(6.0, low=5.5, high=6.4, level=5.0, baseline=8.0, polarity="lower"),
         Course("ahead", 6.5, 1.0)),
        (of(7.0, low=6.6, high=7.4, level=5.0, baseline=8.0, polarity="lower"),
         Course("behind", 6.5, 2.0)),
        (of(4.0, level=5.0, baseline=8.0, polarity="lower"), Course("met", 6.5, 0.0)),
    ],
)  # fmt: skip
def test_standings_by_hand(found, expected):
    assert found == expected


@given(values, values, values, st.floats(0, 3), st.sampled_from(["higher", "lower"]))
def test_every_figure_has_a_standing_and_a_gap(value, level, baseline, share, polarity):
    found = of(value, level=level, share=share, baseline=baseline, polarity=polarity)

    assert found.standing in STANDINGS
    assert found.gap >= 0
    assert (found.standing == "met") == (found.gap == 0)
    assert min(baseline, level) - 1e-9 <= found.expected <= max(baseline, level) + 1e-9


@given(values, values, values, st.floats(0, 3))
def test_the_other_way_up_is_the_same(value, level, baseline, share):
    there = of(value, level=level, share=share, baseline=baseline, polarity="higher")
    back = of(-value, level=-level, share=share, baseline=-baseline, polarity="lower")

    assert there.standing == back.standing
    assert there.gap == back.gap


@given(values, values, values, st.floats(0, 0.99))
def test_a_better_figure_never_stands_worse(value, level, baseline, share):
    order = ["behind", "near", "on_course", "met"]
    lower = of(value, level=level, share=share, baseline=baseline).standing
    higher = of(value + 1, level=level, share=share, baseline=baseline).standing

    assert order.index(higher) >= order.index(lower)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"polarity": "none"}, "polarity is 'none'"),
        ({"level": NONE}, "expected numbers"),
        ({"level": float("inf")}, "expected numbers"),
        ({"share": -0.1}, "share is -0.1"),
        ({"share": NONE}, "share is nan"),
        ({"planned": NONE}, "planned is nan"),
    ],
)
def test_what_cannot_be_answered_is_refused(asked, said):
    with pytest.raises(MethodInputError, match=said):
        of(60.0, **asked)
