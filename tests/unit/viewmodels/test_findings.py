"""The wording of a finding, case by case."""

import pandas as pd
import pytest

from pcdash.viewmodels import words
from pcdash.viewmodels.findings import finding, names_of, reasons, sentence, untested
from tests.builders import indicator

NAN = float("nan")
NOUN = words.LEVELS["practice"]


def _figures(*verdicts, values=None, flags=None, kind="practice"):
    count = len(verdicts)
    shown = values or [float(place + 1) for place in range(count)]
    return pd.DataFrame(
        {
            "area_code": [f"Z9900{place}" for place in range(count)],
            "area_name": [f"Practice {'ABCDEFGH'[place]}" for place in range(count)],
            "area_type": kind,
            "value": shown,
            "lower_95": shown,
            "benchmark": 2.0,
            "comparison": verdicts,
            "category": [None] * count,
            "flag": flags or [None] * count,
        }
    )


@pytest.mark.parametrize(
    ("verdicts", "polarity", "said"),
    [
        (["lower_95", "lower_998"], "none", "All 2 practices are lower than England"),
        (
            ["lower_95", "higher_95", "lower_998"],
            "none",
            "2 of 3 practices are lower than England, 1 higher",
        ),
        (
            ["better_95", "worse_95", "similar"],
            "higher",
            "1 of 3 practices is better than England, 1 worse",
        ),
        (["worse_95", "similar"], "lower", "1 of 2 practices is worse than England, none better"),
        (["similar", "similar"], "higher", "All 2 practices are similar to England"),
        (["not_compared", "not_compared"], "none", "Practices range from 1.0% to 2.0%"),
    ],
)
def test_finding_counts_and_leads_with_the_larger(verdicts, polarity, said):
    defined = indicator("test", polarity=polarity)

    assert finding(_figures(*verdicts), defined, NOUN, benchmark="England") == said


def test_finding_of_equal_values():
    same = _figures("not_compared", "not_compared", values=[3.0, 3.0])

    assert finding(same, indicator("test"), NOUN, benchmark="England") == (
        "All 2 practices stand at 3.0%"
    )


def test_finding_where_nobody_has_a_figure():
    none = _figures("not_compared", values=[NAN])

    assert finding(none, indicator("test"), NOUN, benchmark="England") == "No practice has a figure"


def test_sentence_shares_an_end_among_those_who_stand_there():
    tied = _figures(*["similar"] * 6, values=[1.0, 5.0, 5.0, 5.0, 5.0, 2.0])

    said = sentence(tied, indicator("test"), NOUN, benchmark="England", level_of_benchmark=None)

    assert said == "The highest is shared by 4 at 5.0%, the lowest Practice A (Z99000) at 1.0%."


@pytest.mark.parametrize(
    ("facts", "frame", "said"),
    [
        ({}, _figures("similar"), ""),
        ({"method": "count", "denominator": None}, _figures("not_compared"), "these are counts"),
        ({}, _figures("not_compared").assign(lower_95=NAN), "have no intervals"),
        ({}, _figures("not_compared").assign(benchmark=NAN), "no figure of England is held"),
        ({}, _figures("similar", "not_compared"), "1 of these could not be compared"),
    ],
)
def test_untested_says_why(facts, frame, said):
    found = untested(frame, indicator("test", **facts), benchmark="England")

    assert said in found
    assert bool(said) == bool(found)


def test_reasons_say_each_reason_with_its_count_most_frequent_first():
    missing = _figures(
        *["not_compared"] * 3, values=[NAN] * 3, flags=["suppressed", None, "not_available"]
    )

    told = reasons(missing, NOUN)

    assert told[0].startswith("2 practices: not available")
    assert told[1].startswith("1 practice: suppressed")


def test_names_of_many_are_cut_and_groups_have_no_code():
    rows = _figures(*["similar"] * 6)

    assert names_of(rows).endswith("Practice C (Z99002) and 3 more")
    assert names_of(_figures("similar", kind="ccg")) == "Practice A"
