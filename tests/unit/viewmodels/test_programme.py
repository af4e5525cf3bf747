"""The programme: milestones that moved, actions, estates, outcomes, risks and money."""

from dataclasses import replace
from datetime import date

import pytest

from pcdash.charts.theme import STATUSES as STYLES
from pcdash.errors import NoDataError
from pcdash.viewmodels.actions import build_actions, levels_of
from pcdash.viewmodels.estates import build_estates
from pcdash.viewmodels.funding import build_funding, published_funding
from pcdash.viewmodels.milestones import STATUSES, build_milestones, moved_text
from pcdash.viewmodels.outcomes import build_outcomes
from pcdash.viewmodels.programme import build_glance
from pcdash.viewmodels.risks import build_risks
from tests import programme_store as store
from tests.builders import NORTH, SOUTH
from tests.programme_store import SYSTEM, A, B, C, milestone


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    made = store.context(tmp_path_factory.mktemp("programme") / "store")
    yield made
    made.snapshot.close()


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The store without a record."""
    made = store.context(
        tmp_path_factory.mktemp("bare") / "store",
        **{kind: [] for kind in store.RECORDS if kind != "plans"},
    )
    yield made
    made.snapshot.close()


def row_of(table, first):
    labels = [column.label for column in table.columns]
    found = next(row for row in table.rows if row[0] == first)
    return dict(zip(labels, found, strict=True))


@pytest.mark.parametrize(
    ("planned", "now", "said"),
    [
        (date(2019, 4, 1), date(2019, 4, 1), "as planned"),
        (date(2019, 4, 1), date(2019, 4, 2), "1 day later"),
        (date(2019, 4, 1), date(2019, 3, 20), "12 days earlier"),
        (date(2019, 4, 1), date(2019, 5, 1), "4 weeks later"),
        (date(2019, 4, 1), date(2020, 9, 1), "17 months later"),
        (None, date(2019, 4, 1), "no day was planned"),
        (date(2019, 4, 1), None, "no day is expected"),
    ],
)
def test_how_far_a_date_has_moved_in_words(planned, now, said):
    assert moved_text(planned, now) == said


def test_a_milestone_says_its_status_in_words_and_how_far_it_moved(context):
    view = build_milestones(context, SYSTEM)
    found = row_of(view.table, "Hub opens")

    assert found["Status"] == "◆ Late"
    assert (found["Planned for"], found["Now expected"]) == ("1 Apr 2019", "15 Sep 2019")
    assert found["Moved"] == "5 months later"
    assert (found["Workstream"], found["Phase"]) == ("Quality", "Phase 2")
    assert row_of(view.table, "Visits done")["Moved"] == "4 weeks earlier"
    assert view.finding == "1 of 4 milestones is done"
    assert view.sentence.endswith("the most “Hub opens”: 5 months later.")


def test_milestones_are_in_the_order_of_their_dates_with_the_phases_first(context):
    view = build_milestones(context, SYSTEM)

    assert [*view.bars["label"]] == [
        "Phase 1", "Phase 2", "Phase 3", "Visits done", "Hub opens", "On time", "Unplanned",
    ]  # fmt: skip
    hub = view.bars.set_index("label").loc["Hub opens"]
    assert hub["last_day"] - hub["first_day"] == 167
    assert hub["status_text"] == "Late, 5 months later"


def test_a_workstream_counts_its_milestones_and_an_unknown_one_is_said(context):
    view = build_milestones(context, SYSTEM)

    assert row_of(view.workstreams, "Quality")["Milestones"] == "1 late, 1 on course and 1 done"
    assert row_of(view.workstreams, "Enablers")["Milestones"] == "none held"
    assert len(view.workstreams.rows) == 8
    assert "Workstreams that no definition has: Something else." in view.notes


def test_a_place_has_its_own_milestones_and_says_that_there_are_others(context):
    view = build_milestones(context, NORTH)

    assert [row[0] for row in view.table.rows] == ["On time"]
    assert any(note.startswith("3 milestones are of other") for note in view.notes)


def test_milestones_that_contradict_themselves_are_to_be_checked(tmp_path):
    odd = [
        milestone("No day", "Done", planned_date=date(2019, 1, 1)),
        milestone("Not marked", "At risk", planned_date=date(2019, 1, 1),
                  done_date=date(2019, 1, 1)),
        milestone("Slipping", "On course", planned_date=date(2019, 1, 1),
                  forecast_date=date(2019, 3, 1)),
    ]  # fmt: skip
    made = store.context(tmp_path / "store", milestones=odd)
    notes = " ".join(build_milestones(made, SYSTEM).notes)
    made.snapshot.close()

    assert "marked as done without a day: “No day”" in notes
    assert "and not marked as done: “Not marked”" in notes
    assert "now expected later than planned: “Slipping”" in notes


def test_a_place_without_definitions_says_so(context):
    known = replace(context.catalogue, phases={}, workstreams={})
    view = build_milestones(replace(context, catalogue=known), SYSTEM)

    assert any("No workstreams or phases are defined for this place" in one for one in view.notes)
    assert view.phases.rows == ()


def test_symbols_of_statuses_are_those_of_the_charts():
    assert {name: symbol for name, (symbol, _, _) in STYLES.items()} == STATUSES


def test_actions_are_counted_with_the_unknown(context):
    view = build_actions(context, SYSTEM, "practice")
    found = row_of(view.counts, "H8 Social prescribing")

    assert (found["Active"], found["Planned"], found["Unknown"]) == ("1", "0", "2")
    assert row_of(view.counts, "H2 New consultation types")["Unknown"] == "3"
    assert len(view.counts.rows) == 10
    assert "2 practices have recorded nothing, which is unknown." in view.sentence


def test_an_action_stands_where_it_was_last_active(context):
    view = build_actions(context, SYSTEM, "practice")
    found = row_of(view.table, f"Ash Surgery ({A})")

    assert found["H8 Social prescribing"] == "Active (Q3 2019/20, self-declared)"
    assert found["H2 New consultation types"] == "[x]"
    cells, rows = view.cells_of([A])
    assert set(cells["column"]) == {"H1", "H8"}
    assert rows == (f"Ash Surgery ({A})",)


def test_actions_can_be_seen_by_the_groups_that_record_them(context):
    assert levels_of(context).codes == ("cluster", "practice")
    view = build_actions(context, SYSTEM, "cluster")
    assert row_of(view.table, "Cluster 1")["H8 Social prescribing"].startswith("Active")


def test_nothing_recorded_is_unknown_and_no_definition_is_told(bare):
    view = build_actions(bare, SYSTEM, "practice")

    assert view.finding == "No practice here has recorded an action"
    assert "unknown, and not undone" in view.sentence
    with pytest.raises(NoDataError, match="high impact actions are not defined"):
        build_actions(replace(bare, catalogue=replace(bare.catalogue, frameworks={})), SYSTEM,
                      "practice")  # fmt: skip


def test_estates_have_every_practice_those_with_a_scheme_first(context):
    view = build_estates(context, SYSTEM)

    assert view.table.codes == (A, B, C)
    found = row_of(view.table, f"Ash Surgery ({A})")
    assert (found["Scheme"], found["Stage"], found["Cost"]) == (
        "Extension", "Business case", "£250,000",
    )  # fmt: skip
    assert found["Records digitised, Q3 2019/20"] == "25.0%"
    assert row_of(view.table, f"Cedar Surgery ({C})")["Premises"] == "[x]"
    assert view.finding == "Premises of 2 of 3 practices are recorded"


def test_a_scheme_without_a_cost_is_not_free(context):
    view = build_estates(context, SYSTEM)

    assert row_of(view.table, f"Birch Surgery ({B})")["Cost"] == "[x]"
    assert "£250,000 is the sum of the 1 with a cost; 1 has none yet, which is not zero" in (
        view.sentence
    )


def test_estates_that_nobody_recorded_are_unknown(bare):
    view = build_estates(bare, SOUTH)

    assert view.finding == "No premises are recorded"
    assert "known of 0 of 1 practice" in view.sentence


def test_outcomes_have_a_figure_an_indicator_or_no_collection(context):
    view = build_outcomes(context, NORTH)

    assert [row[1:4] for row in view.table.rows] == [
        ("Care given, % of people", "75.0% (2016/17)", "75.0% (2018/19)"),
        ("Nothing held, % of patients", "", "No figure of this place is held"),
        ("No collection known", "", ""),
    ]
    assert view.finding == "1 of 3 outcomes has a figure here"
    assert view.sentence == (
        "Of 1 no collection is known; of 1 there is an indicator and no figure of this place."
    )


def test_money_to_be_confirmed_is_not_zero_and_the_total_is_of_known_lines(context):
    view = build_funding(context, SYSTEM)

    assert view.finding == "Known lines of 2018/19 total £150,000.50"
    assert row_of(view.table, "Estates")["Amount"] == "To be confirmed"
    assert row_of(view.table, "Locality")["Who pays"] == "Two and three, half and half"
    assert view.years.rows == (("2018/19", "£150,000.50", "2", "1"),)
    assert "1 line is to be confirmed, which is not zero" in view.sentence


def test_an_amount_that_is_to_be_confirmed_is_not_counted(tmp_path):
    rows = [{"area_code": SYSTEM, "funding_line": "Digital", "period": "2018/19", "amount": 5.0,
             "amount_state": "To be confirmed"}]  # fmt: skip
    made = store.context(tmp_path / "store", funding=rows)
    view = build_funding(made, SYSTEM)
    made.snapshot.close()

    assert view.years.rows == (("2018/19", "[x]", "0", "1"),)
    assert "not counted as known: “Digital”, 2018/19" in view.notes[0]


def test_lines_of_blmk_make_the_same_total_from_a_workbook(tmp_path, context):
    lines = [
        {"area_code": SYSTEM, "funding_line": one.title, "period": one.period,
         "amount": one.amount_gbp, "funding_sources": " and ".join(one.funders),
         "amount_state": "To be confirmed" if one.amount_gbp is None else "Confirmed"}
        for one in context.catalogue.published_lines.values()
    ]  # fmt: skip
    made = store.context(tmp_path / "store", funding=lines)
    view = build_funding(made, SYSTEM)
    made.snapshot.close()

    assert view.finding == "Known lines of 2018/19 total £1,785,000"
    assert row_of(view.table, "International recruitment")["Amount"] == "To be confirmed"
    assert row_of(view.table, "NAPC programme")["Who pays"] == (
        "NHS England and BLMK transformation funding"
    )


def test_the_printed_lines_are_those_of_blmk(context):
    panel = published_funding(context)
    lines = {row[2]: row for row in panel.table.rows}

    assert "2018/19: known lines total £1,785,000 (8 lines); 1 line is to be confirmed" in (
        panel.sentence
    )
    assert lines["International recruitment (General practice workforce)"][4] == "To be confirmed"
    assert lines["NAPC programme (Primary care networks)"][5] == (
        "NHS England and BLMK transformation funding (half and half)"
    )
    assert panel.sources == (
        "General practice workforce and primary care networks update to the JHOSC, 10 December "
        "2018, table 2.",
    )


def test_risks_and_assumptions_are_apart(context):
    view = build_risks(context, SYSTEM)

    assert view.finding == "1 of 1 risk is open"
    assert row_of(view.assumptions, "Teams save time")["Status"] == "not said"
    assert "Of 1 open risk no owner is said" in view.sentence


def test_the_programme_at_a_glance(context):
    glance = build_glance(context, SYSTEM)

    assert glance.numbers == (
        ("Milestones done", "1 of 4"), ("Late or at risk", "2 of 4"), ("Risks open", "1 of 1"),
        ("Known funding", "£150,000.50"), ("Outcomes with a figure", "1 of 3"),
    )  # fmt: skip
    assert glance.note == "1 funding line is to be confirmed, and not in the sum."


def test_nothing_held_is_no_zero_at_a_glance(bare):
    glance = build_glance(bare, SYSTEM)

    assert [number for _, number in glance.numbers[:4]] == ["[x]"] * 4
    assert glance.note == "[x] nothing is held."
    assert build_milestones(bare, SYSTEM).finding == "No milestones are held"
    assert build_risks(bare, SYSTEM).finding == "No risks are held"
    assert build_funding(bare, SYSTEM).finding == "No funding lines are held"
