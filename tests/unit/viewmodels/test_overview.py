"""The first page: how practices stand, as the pages that it leads to say it."""

from dataclasses import replace

import pytest

from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.overview import build_overview
from pcdash.viewmodels.variation import build_variation


@pytest.fixture
def apart(context):
    """Every indicator in a subject of its own, so that each is among those to begin with."""
    indicators = {
        one.id: one.model_copy(update={"domain": one.title})
        for one in context.catalogue.indicators.values()
    }
    return replace(context, catalogue=replace(context.catalogue, indicators=indicators))


@pytest.fixture
def view(apart):
    return build_overview(apart)


def test_it_counts_what_is_open_and_says_of_when(view):
    assert view.title == "Northam and Southam"
    assert dict(view.numbers)["Practices open"] == "4"
    assert view.numbers_note == "As of 2016/17, the latest lists held."
    assert view.sentence.endswith("by A tester: 1 file. Note: A revision.")


def test_it_says_what_is_held(context):
    view = build_overview(context)

    assert ("Empty", "0 of 1", "no data yet") in view.held.rows


def test_every_question_has_the_finding_and_period_of_the_page_it_leads_to(view, context):
    assert len(view.ready) > 2
    for one in view.ready:
        period = usual_period(context.holdings, one.indicator_id)
        question = Question(one.indicator_id, period=period)
        leads_to = build_variation(context, question)
        assert one.finding == leads_to.finding
        assert one.label == f"{context.catalogue.indicator(one.indicator_id).title}, {period}"


def test_the_heading_is_the_indicator_on_which_most_practices_are_worse(view):
    assert view.finding == "1 of 4 practices is worse than England: Care B: given, 2016/17"


def test_without_figures_the_heading_says_how_many_there_are_to_begin_with(context):
    nothing = build_overview(replace(context, holdings=context.holdings.iloc[:0]))

    assert nothing.ready == ()
    assert nothing.finding == "0 indicators to begin with"
