"""The brief's list, walked through the view-models over a store that a workbook was loaded into.

It fails when a definition is deleted; and what the pages say changes with the workbook.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.actions import build_actions
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.declarations import build_aspect
from pcdash.viewmodels.estates import build_estates
from pcdash.viewmodels.funding import build_funding, published_funding
from pcdash.viewmodels.milestones import build_milestones
from pcdash.viewmodels.outcomes import NO_COLLECTION, build_outcomes
from pcdash.viewmodels.plans import build_plans
from pcdash.viewmodels.published import planned_panel
from pcdash.viewmodels.risks import build_risks
from pcdash.viewmodels.specification import build_specification
from tests import programme_store
from tests import workbook_sheets as sheets
from tests.workbook_sheets import PLACE, A

# What the brief lists, in the words of the definitions.
OUTCOMES = (
    "Fewer unplanned A&E attendances", "Fewer emergency admissions",
    "Fewer re-admissions to hospital", "Longer lives", "Fewer assessments and tests done twice",
    "More support for managing one's own health", "Better access to the right urgent care",
    "More satisfied patients", "Good access to GP services", "More of GPs' time with patients",
    "Productive and financially sustainable practices", "Better morale and teamwork of staff",
    "Benefits from investment in digital tools and business intelligence",
    "Resources targeted to local need",
)  # fmt: skip
NOT_COLLECTED = (
    "Fewer re-admissions to hospital", "Longer lives", "Fewer assessments and tests done twice",
    "More support for managing one's own health", "More of GPs' time with patients",
    "Better morale and teamwork of staff",
)  # fmt: skip
ASPECTS = ("P1", "P2", "P3", "P4", "P5", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "C1", "C2",
           "C3", "C4", "C5")  # fmt: skip
ACTIONS = (
    "Active signposting", "New consultation types", "Fewer appointments not attended",
    "Develop the team", "Productive work flows", "Personal productivity", "Partnership working",
    "Social prescribing", "Support for self-care", "Quality improvement expertise",
)  # fmt: skip
PHASES = (
    ("Phase 1", "1 Apr 2016", "30 Sep 2017"), ("Phase 2", "1 Apr 2017", "30 Apr 2021"),
    ("Phase 3", "1 Apr 2018", "30 Apr 2021"),
)  # fmt: skip
WORKSTREAMS = (
    "Provider development", "Quality", "Locality pathways", "Governance and intelligence",
    "Quality and efficiency", "Recruit and retain workforce",
    "New models of provider development and digital innovation", "Enablers",
)  # fmt: skip
LINES = {
    "Local GP retention": "£134,000", "International recruitment": "To be confirmed",
    "Ten-point plan for practice nursing": "£185,000", "Practice manager development": "£16,000",
    "Training of nurses, assistants and pharmacists": "£100,000",
    "Business fundamentals for GPs": "£20,000", "NAPC programme": "£330,000",
    "Primary care incentive scheme": "£730,000", "Pilots of new roles": "£270,000",
}  # fmt: skip
# Aspects of which the text of the delivery plan has activities, and how many are marked.
PLANNED = {"P1": 3, "P2": 0, "P3": 1, "P4": 0, "P5": 1, "C1": 0, "C2": 0, "C3": 0, "C4": 0, "C5": 0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store of BHR with the workbook of `tests.workbook_sheets` loaded."""
    store = sheets.begin(tmp_path_factory.mktemp("walk"))
    _load(store, sheets.FILLED)
    return store


@pytest.fixture(scope="module")
def context(folder):
    made = _context(folder)
    yield made
    made.snapshot.close()


def _context(folder):
    return context_of(open_snapshot(Store(folder)), load_catalogue())


def _load(store, filled):
    book = sheets.template(store)
    sheets.write(book, filled)
    done = sheets.run(store, "load", book, "--by", "A tester")
    assert done.exit_code == 0, done.output


def missing(context) -> Iterator[str]:
    """What the brief lists and no view-model has."""
    outcomes = build_outcomes(context, PLACE).table.rows
    yield from _lacking("outcome", OUTCOMES, [row[0] for row in outcomes])
    without = [row[0] for row in outcomes if row[1] == NO_COLLECTION]
    yield from _lacking("outcome without a collection", NOT_COLLECTED, without)
    aspects = build_specification(context, PLACE).rows
    yield from _lacking("aspect", ASPECTS, [row.split()[0] for row in aspects])
    actions = build_actions(context, PLACE, "practice").counts.rows
    yield from _lacking("action", ACTIONS, [row[0].split(" ", 1)[1] for row in actions])
    programme = build_milestones(context, PLACE)
    yield from _lacking("phase", PHASES, [row[:3] for row in programme.phases.rows])
    yield from _lacking("workstream", WORKSTREAMS, [row[0] for row in programme.workstreams.rows])
    plans = {one: planned_panel(context.catalogue, one) for one in ASPECTS}
    marked = [(one, sum(row[2] != "" for row in panel.table.rows))
              for one, panel in plans.items() if panel]  # fmt: skip
    yield from _lacking("planned aspect", PLANNED.items(), marked)
    panel = published_funding(context)
    printed = [(row[2].split(" (")[0], row[4]) for row in (panel.table.rows if panel else ())]
    yield from _lacking("funding line", LINES.items(), printed)


def _lacking(kind, wanted, found):
    for one in wanted:
        if one not in found:
            yield f"{kind} {one!r}"


def test_all_of_the_briefs_list_is_there(context):
    assert [*missing(context)] == []


@pytest.mark.parametrize(
    "kind", ["outcomes", "phases", "workstreams", "published_lines", "planned_aspects"]
)
def test_a_definition_that_is_deleted_is_missed(context, kind):
    defined = getattr(context.catalogue, kind)

    for name in defined:
        if name == "outcomes_of_people":  # the strategy has it, and the brief does not
            continue
        less = {one: held for one, held in defined.items() if one != name}
        poorer = replace(context, catalogue=replace(context.catalogue, **{kind: less}))
        assert [*missing(poorer)], name


@pytest.mark.parametrize("name", ["service_specification", "high_impact_actions"])
def test_an_aspect_or_action_that_is_deleted_is_missed(context, name):
    for theme_id, poorer in programme_store.without_each_theme(context, name):
        assert [*missing(poorer)], theme_id


def test_every_sheet_of_the_programme_is_on_a_page(context):
    aspect = build_aspect(context, "07L", "A3")
    declared = dict(zip(aspect.declared.codes, aspect.declared.rows, strict=True))
    assert declared[A][1] == "Active, 50% (Q3 2015/16)"
    assert build_aspect(context, "07L", "C1").activities.rows[0][0] == "Risk stratification"
    assert build_milestones(context, PLACE).table.rows[0][0] == "Training hub open"
    assert build_funding(context, PLACE).finding == "Known lines of 2018/19 total £100,000"
    assert build_risks(context, PLACE).risks.rows[0][0] == "Too few nurses"
    assert build_estates(context, PLACE).table.rows[0][4] == "Extension"
    assert build_plans(context, "07L-L1").table.rows[0][0] == "Diabetes"
    actions = build_actions(context, PLACE, "practice")
    assert {row[0] for row in actions.counts.rows if row[1] == "1"} == {"H8 Social prescribing"}


def test_what_a_page_says_changes_with_the_workbook(folder, tmp_path_factory):
    store = sheets.begin(tmp_path_factory.mktemp("changed"))
    _load(store, sheets.FILLED)
    changed = {
        "Milestones": [sheets.FILLED["Milestones"][0] | {"Status": "On course",
                                                         "Now expected": None}],
        "Specification": [sheets.FILLED["Specification"][0] | {"State": "Delivered"}],
        "Funding": [sheets.FILLED["Funding"][1] | {"Amount is": "Confirmed", "Amount": 40000}],
        "Risks": [sheets.FILLED["Risks"][0] | {"Status": "Closed"}],
        "Local activities": [sheets.FILLED["Local activities"][0] | {"Status": "Delivered"}],
        "Locality plans": [sheets.FILLED["Locality plans"][0] | {"Status": "Late"}],
        "Estates": [sheets.FILLED["Estates"][1] | {"Remove": "Yes"}],
    }  # fmt: skip
    _load(store, changed)
    now = _context(store)
    milestones, funding = build_milestones(now, PLACE), build_funding(now, PLACE)
    aspect = build_aspect(now, "07L", "A3")
    said = {
        "milestone": milestones.table.rows[0][1],
        "moved": milestones.table.rows[0][5],
        "declared": aspect.declared.rows[aspect.declared.codes.index(A)][1],
        "funding": funding.finding,
        "risk": build_risks(now, PLACE).finding,
        "activity": build_aspect(now, "07L", "C1").activities.rows[0][4],
        "plan": build_plans(now, "07L-L1").table.rows[0][2],
        "scheme": build_estates(now, PLACE).table.rows[0][4],
    }
    now.snapshot.close()

    assert said == {
        "milestone": "● On course", "moved": "as planned",
        "declared": "Delivered, 50% (Q3 2015/16)",
        "funding": "Known lines of 2018/19 total £140,000", "risk": "0 of 1 risk is open",
        "activity": "Delivered", "plan": "◆ Late", "scheme": "None recorded",
    }  # fmt: skip
