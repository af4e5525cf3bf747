"""What a programme is made of: the shipped definitions, and the faults that are told."""

from datetime import date

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.programme import (
    Outcome,
    Phase,
    PlannedAspect,
    Proxy,
    Workstream,
    plan_faults,
    programme_faults,
    proxy_faults,
)
from tests.builders import indicator

SOURCE = "Nobody"


@pytest.fixture(scope="module")
def shipped():
    return load_catalogue()


def proxy(**facts):
    made = {"id": "one", "aspect": "A3", "indicator": "hours", "question": "Is it so?",
            "source": SOURCE}  # fmt: skip
    return Proxy(**made | facts)


def told(*, of, framework, **facts):
    known = {of.id: of}
    found = proxy_faults({"one": proxy(**facts)}, known, [framework], known=known)
    return [what for _, what in found]


@pytest.fixture(scope="module")
def framework(shipped):
    return shipped.frameworks["service_specification"]


def test_the_phases_are_those_of_the_strategy_and_overlap(shipped):
    spans = [(one.starts, one.ends) for one in shipped.phases.values()]

    assert spans == [
        (date(2016, 4, 1), date(2017, 9, 30)),
        (date(2017, 4, 1), date(2021, 4, 30)),
        (date(2018, 4, 1), date(2021, 4, 30)),
    ]


def test_the_lines_of_blmk_make_the_total_and_one_is_to_be_confirmed(shipped):
    lines = shipped.published_lines.values()

    assert sum(one.amount_gbp for one in lines if one.amount_gbp is not None) == 1_785_000
    assert [one.id for one in lines if one.amount_gbp is None] == ["blmk_international"]
    assert {one.id: one.funders for one in lines if len(one.funders) > 1} == {
        "blmk_nursing": ("NHS England", "BLMK CCGs"),
        "blmk_napc": ("NHS England", "BLMK transformation funding"),
    }


def test_every_outcome_has_indicators_or_none_is_known(shipped):
    without = {one.id for one in shipped.outcomes.values() if not one.indicators}

    assert without == {
        "readmissions", "life_expectancy", "duplicates", "self_management",
        "patient_facing_time", "staff_morale",
    }  # fmt: skip


def test_a_workstream_is_known_by_title_or_id():
    one = Workstream(id="quality", title="Quality", aims=("It is good.",), begun="2016",
                     places=("bhr",), source=SOURCE)  # fmt: skip

    assert one.is_meant(" quality ")
    assert not one.is_meant("Quality and efficiency")


def test_faults_of_a_programme_are_told():
    phase = Phase(id="p", title="P", starts=date(2020, 1, 1), ends=date(2019, 1, 1), aim="Any.",
                  places=("nowhere",), source=SOURCE)  # fmt: skip
    outcome = Outcome(id="o", title="O", about="All", indicators=("none",), source=SOURCE)

    found = programme_faults({"p": phase}, {}, {"o": outcome}, indicators=(), places=())

    assert [what for _, what in found] == [
        "the place 'nowhere' is not defined.",
        "it ends on 2019-01-01, before it starts on 2020-01-01.",
        "the indicator 'none' is not defined.",
    ]


@pytest.mark.parametrize(
    ("facts", "polarity", "said"),
    [
        ({"aspect": "Z9"}, "higher", "the aspect 'Z9' is in no framework."),
        ({"indicator": "other"}, "higher", "the indicator 'other' is not defined."),
        ({"fits": ("Open",)}, "higher", "'fits' belongs to indicators of categories, and they "
         "need it."),
        ({}, "none", "'hours' has no good side, so it can fit nothing."),
    ],
)  # fmt: skip
def test_faults_of_a_marker_are_told(framework, facts, polarity, said):
    hours = indicator("hours", polarity=polarity)

    assert said in told(of=hours, framework=framework, **facts)


def test_what_fits_is_a_category(framework):
    hours = indicator("hours", method="category", categories=("Open",), polarity="higher",
                      aggregation="none")  # fmt: skip

    assert told(of=hours, framework=framework, fits=("Shut",)) == [
        "'Shut' is not among the categories of 'hours'."
    ]


def test_faults_of_a_delivery_plan_are_told(framework):
    one = PlannedAspect(id="one", place="Nowhere", aspect="Z9", place_in_source="p. 1",
                        activities=({"title": "Any", "delivered": "spring"},),
                        source=SOURCE)  # fmt: skip

    said = [what for _, what in plan_faults({"one": one}, [framework])]

    assert said[0] == "the aspect 'Z9' is in no framework."
    assert "'spring' is not a period" in said[1]
