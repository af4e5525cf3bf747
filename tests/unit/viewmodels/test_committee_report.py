"""A report before it has a format: what its figures say, what it asks to load, what has moved."""

from datetime import date

import pytest

from pcdash.definitions.papers import draft_of
from pcdash.errors import UserFacingError
from pcdash.viewmodels.committee_report import (
    Asked,
    account_facts,
    build_preview,
    build_report,
    report_periods,
    report_places,
)
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.indicator_figures import Wanted, differences, series
from pcdash.viewmodels.variation import build_variation
from tests.builders import NORTH
from tests.dashboard_store import PLAN

TODAY = date(2026, 12, 1)


def _report(context, *, draft=None, before=None, **asked):
    wanted = Asked(**({"area": context.inside.system_code} | asked))
    return build_report(context, PLAN, wanted, draft_of(draft or {}), today=TODAY, before=before)


def test_sections_stand_in_the_order_of_the_agenda_whatever_the_order_asked_for(context):
    report = _report(context, sections=("rating", "condition"))

    assert [one.id for one in report.sections] == ["condition", "rating"]


def test_a_figure_says_and_shows_what_its_page_does(context):
    report = _report(context)
    figure = report.figures[0]
    page = build_variation(context, Question("condition_a", period="2016/17"))

    assert figure.finding == f"Condition A: how common: {page.finding}"
    assert figure.sentence.endswith(page.sentence)
    assert figure.table == page.table_by("highest")
    assert figure.alt == page.alt
    assert figure.source == page.source.lines


def test_an_indicator_without_figures_gives_way_to_the_next(context):
    assert _report(context).figures[0].key == "condition.differences.condition_a"


def test_an_empty_section_says_what_to_load(context):
    empty = _report(context).sections[1]

    assert not empty.figures
    assert empty.nothing == (
        "Nothing is held of Northam and Southam on this. Load the file of nothing."
    )


def test_each_figure_names_its_own_period(context):
    assert [one.period for one in _report(context).figures] == ["2016/17"] * 3


def test_with_a_period_asked_for_nothing_else_stands_in(context):
    report = _report(context, period="2014/15")

    assert {one.period for one in report.figures} == {"2014/15"}
    assert report.sections[2].nothing.startswith(
        "Nothing is held of Northam and Southam on this for 2014/15."
    )


def test_a_period_of_which_few_practices_have_a_figure_is_said_to_be_partly_loaded(context):
    # 2016/17 of condition A: three of four open practices, the fourth is suppressed
    figure = _report(context).figures[0]

    assert figure.sentence.startswith(
        "Partly loaded: 3 of 4 practices have a figure for 2016/17, and the others may differ."
    )


def test_the_summary_says_of_how_few_practices_a_finding_is(context):
    first = _report(context).summary[0]

    assert first.endswith(" (partly loaded: 3 of 4 practices have a figure for 2016/17)")


def test_what_is_suppressed_stays_suppressed(context):
    figure = _report(context).figures[0]
    row = next(one for one in figure.table.rows if "Z99004" in one)

    assert "[c]" in row
    assert "48" not in row


def test_a_report_is_of_the_place_or_of_a_borough_and_of_nothing_else(context):
    places = report_places(context)

    assert places.codes[0] == context.inside.system_code
    with pytest.raises(UserFacingError, match="No report is made of 'Z99001'; there are ZSYS"):
        _report(context, area="Z99001")


@pytest.mark.parametrize("sections", [("nowhere",), ()])
def test_a_section_that_does_not_exist_is_named_with_those_that_do(context, sections):
    with pytest.raises(UserFacingError, match="there are condition, empty, rating"):
        _report(context, sections=sections)


def test_a_period_that_is_none_is_refused(context):
    with pytest.raises(UserFacingError, match="'soon' is not a period"):
        _report(context, period="soon")


def test_ids_of_figures_are_short_unlike_and_the_same_again(context):
    first, again = (_report(context) for _ in range(2))
    ids = [one.link.id for one in first.figures]

    assert len(set(ids)) == len(ids)
    assert ids == [one.link.id for one in again.figures]
    assert all(one.startswith("F-") and len(one) == 9 for one in ids)


def test_a_link_has_the_filters_and_the_snapshot(context):
    link = _report(context).figures[0].link

    assert link.path == (
        "/variation?indicator=condition_a&period=2016%2F17&level=practice&area=ZSYS&snapshot=2"
    )


def test_figures_that_have_not_moved_since_the_last_report_are_said_not_to_have(context):
    before = account_facts(_report(context))

    assert _report(context, before=before).since.finding == (
        "Nothing has moved since the report of 1 Dec 2026 (snapshot 2)"
    )
    assert _report(context).since is None


def test_what_has_moved_since_the_last_report_stands_beside_what_it_was(context):
    before = account_facts(_report(context, period="2014/15"))
    since = _report(context, before=before).since

    assert since.table.rows
    row = next(one for one in since.table.rows if one[1] == "England")
    assert row == ("Condition A: how common", "England", "5.0%", "2014/15", "5.0%", "2016/17")


def test_commentary_stands_beside_what_it_is_on(context):
    key = "condition.boroughs.condition_a"
    draft = {"commentary": {"condition": "On the section.", key: "Up."}}
    report = _report(context, draft=draft)

    assert report.sections[0].commentary == "On the section."
    assert report.said_of(report.figures[1].key) == "Up."
    assert report.said_of(report.figures[0].key) == ""


def test_the_preview_of_a_section_is_what_the_report_has(context):
    preview = build_preview(context, PLAN.id, "condition", context.inside.system_code, None)

    assert [one.link for one in preview.figures] == [
        one.link for one in _report(context).sections[0].figures
    ]


def test_financial_years_can_be_asked_for_the_latest_first(context):
    assert report_periods(context).codes == ("", "2016/17", "2014/15")


def test_one_practice_with_a_figure_differs_from_nobody(context):
    assert differences(context, "score_d", Wanted(NORTH)) is None
    assert differences(context, "score_d", Wanted(context.inside.system_code)) is not None


def test_a_series_ends_with_the_period_that_is_asked_for(context):
    figure = series(context, "condition_a", Wanted(NORTH))

    assert [row[0] for row in figure.table.rows] == ["2014/15", "2016/17"]
    assert [text for _, text in figure.numbers] == [figure.table.rows[-1][1]]
    assert series(context, "condition_a", Wanted(NORTH, "2014/15")) is None


def test_every_source_is_told_once_with_the_numbers_of_its_figures(context):
    assert _report(context).sources == (
        "Figures 1, 2 and 3: Nobody: Invented figures. None. "
        "Files: revision.csv and figures.csv; figures.csv.",
    )


def test_a_series_leads_to_the_page_that_draws_the_same_one(context):
    of_subject = series(context, "registered_patients", Wanted(NORTH)).link
    of_other = series(context, "condition_a", Wanted(NORTH)).link

    assert of_subject.path == "/population?area=Z1N&snapshot=2"
    assert of_other.path == "/trends?indicator=condition_a&place=Z1N&snapshot=2"
