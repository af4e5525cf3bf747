"""The subjects of a page about places: domains, sets that have any, and all."""

from dataclasses import replace

import pandas as pd
import pytest

from pcdash.definitions.aims import IndicatorSet
from pcdash.stats.trend import YEARS
from pcdash.viewmodels.recent import recent_of
from pcdash.viewmodels.topics import ALL, topics_of
from tests.builders import catalogue, indicator


@pytest.fixture
def known():
    made = catalogue(*(indicator(f"share_{name}") for name in "abc"))
    sets = {
        "two": IndicatorSet(id="two", title="A pair", indicators=("share_c", "share_a"),
                            note="Ours.", source="Nobody"),
        "none": IndicatorSet(id="none", title="Another", indicators=("share_b",), source="Nobody"),
    }  # fmt: skip
    return replace(made, sets=sets)


def test_a_set_has_what_is_held_of_it_in_its_own_order(known):
    whole, part = topics_of(known, ["share_a", "share_c"]), topics_of(known, ["share_a"])

    assert whole.indicators["a-pair"] == ("share_c", "share_a")
    assert part.indicators["a-pair"] == ("share_a",)
    assert part.choices.labels["a-pair"] == "A pair (1 of 2 held)"
    assert part.notes["a-pair"] == "Ours. Source: Nobody."


def test_a_set_of_which_nothing_is_held_is_not_offered_and_all_always_is(known):
    found = topics_of(known, ["share_a"])

    assert "another" not in found.choices.labels
    assert found.choices.codes == ("tests", "a-pair", ALL)
    assert found.usual == found.indicators[ALL] == ("share_a",)
    assert topics_of(known, []).usual == ()


def _years(*firsts):
    return pd.DataFrame(
        {
            "period": [f"{first}/{first - 1999}" for first in firsts],
            "numerator": [100.0 * (at + 1) for at in range(len(firsts))],
            "denominator": 1000.0,
            "value": [10.0 * (at + 1) for at in range(len(firsts))],
            "lower_95": float("nan"),
            "upper_95": float("nan"),
        }
    )


@pytest.mark.parametrize(
    ("years", "direction"),
    [
        (range(2014, 2014 + YEARS), "increasing"),
        (range(2012, 2014 + YEARS), "increasing"),
        ((2012, 2014, 2015, 2016, 2017), "not_calculated"),  # a gap within the last years
        ((2010, 2014, 2015, 2016, 2017, 2018), "increasing"),  # a gap before them
        (range(2014, 2013 + YEARS), "not_calculated"),
    ],
)
def test_a_recent_trend_takes_five_years_without_a_gap(years, direction):
    assert recent_of(_years(*years), indicator("share_a")).direction == direction
