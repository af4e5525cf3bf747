"""Reports as definitions, and what people write for one."""

import pytest
from pydantic import ValidationError

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.papers import LONGEST_COMMENTARY, draft_of
from pcdash.definitions.reports import FigurePlan, ReportPlan, report_faults
from pcdash.errors import UserFacingError
from tests.dashboard_store import PLAN


def test_the_report_to_the_committee_has_the_agenda_in_its_order():
    report = load_catalogue().reports["jhosc"]

    ids = [one.id for one in report.sections]
    agenda = ["update", "cqc", "digitisation", "estates", "access", "survey", "diabetes"]
    assert ids[: len(agenda)] == agenda
    assert {"workforce", "networks", "variation", "maturity", "targets"} <= set(ids)


@pytest.mark.parametrize(
    "plan",
    [
        {"form": "differences"},
        {"form": "targets", "indicators": ["condition_a"]},
        {"form": "maturity"},
        {"form": "pie", "indicators": ["condition_a"]},
        {"form": "series", "indicators": ["condition_a"], "at_most": 0},
    ],
)
def test_a_figure_that_does_not_say_what_it_is_about_is_refused(plan):
    with pytest.raises(ValidationError):
        FigurePlan.model_validate(plan)


def test_an_indicator_that_nobody_defined_is_named_with_its_section():
    faults = list(report_faults([PLAN], indicators={"condition_a"}, frameworks=()))

    assert (("report", "paper"), "section 'empty': the indicator 'nothing_e' is not defined.") in (
        faults
    )
    assert len(faults) == 3


def test_a_section_is_there_once():
    raw = PLAN.model_dump(by_alias=True)

    with pytest.raises(ValidationError, match="two sections have one id"):
        ReportPlan.model_validate(raw | {"section": [raw["section"][0], raw["section"][0]]})


def test_what_is_written_loses_only_what_no_document_can_hold():
    written = "<b>Bold</b> 😀 =1+1\x00\x0b\ud800\r\nNext\u2028line"
    draft = draft_of({"commentary": {"condition": written}})

    assert draft.commentary["condition"] == "<b>Bold</b> 😀 =1+1\nNext\u2028line"


def test_twenty_thousand_characters_are_taken_and_one_more_is_refused_by_name():
    long = "x" * LONGEST_COMMENTARY

    assert len(draft_of({"commentary": {"a": long}}).commentary["a"]) == 20_000
    with pytest.raises(UserFacingError, match="commentary b"):
        draft_of({"commentary": {"a": long, "b": f"{long}x"}})


def test_every_fault_of_a_draft_is_told_at_once():
    with pytest.raises(UserFacingError) as error:
        draft_of({"front": {"purpose": ["Applause"], "is_for_publication": "perhaps"}})

    assert "front purpose 0" in str(error.value)
    assert "front is_for_publication" in str(error.value)


def test_what_a_later_version_wrote_is_passed_over():
    assert draft_of({"front": {"colour": "red", "agenda_item": "8"}}).front.agenda_item == "8"
