"""The first page: how practices stand, as the pages that it leads to say it."""

from dataclasses import replace

import pandas as pd
import pytest

from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.overview import build_overview
from pcdash.viewmodels.variation import build_variation


@pytest.fixture
def apart(catalogue):
    """Every indicator in a subject of its own, so that each is among those to begin with."""
    indicators = {
        one.id: one.model_copy(update={"domain": one.title})
        for one in catalogue.indicators.values()
    }
    return replace(catalogue, indicators=indicators)


@pytest.fixture
def view(snapshot, apart, known, holdings):
    return build_overview(snapshot, apart, known, holdings)


def test_it_counts_what_is_open_and_says_of_when(view):
    assert view.title == "Northam and Southam"
    assert dict(view.numbers)["Practices open"] == "4"
    assert view.numbers_note == "As of 2016/17, the latest lists held."
    assert view.sentence.endswith("by A tester: 1 file. Note: A revision.")


def test_it_says_what_is_held(snapshot, catalogue, known, holdings):
    view = build_overview(snapshot, catalogue, known, holdings)

    assert ("Empty", "0 of 1", "no data yet") in view.held.rows


def test_every_question_has_the_finding_and_period_of_the_page_it_leads_to(
    view, snapshot, catalogue, known, holdings
):
    assert len(view.ready) > 2
    for one in view.ready:
        period = usual_period(holdings, one.indicator_id)
        question = Question(one.indicator_id, period=period)
        leads_to = build_variation(snapshot, catalogue, question, known)
        assert one.finding == leads_to.finding
        assert one.label == f"{catalogue.indicator(one.indicator_id).title}, {period}"


def test_the_heading_is_the_indicator_on_which_most_practices_are_worse(view):
    assert view.finding == "1 of 4 practices is worse than England: Care B: given, 2016/17"


def test_without_figures_the_heading_says_how_many_there_are_to_begin_with(
    snapshot, catalogue, known, holdings
):
    nothing = build_overview(snapshot, replace(catalogue), known, holdings.iloc[:0])

    assert nothing.ready == ()
    assert nothing.finding == "0 indicators to begin with"
    assert isinstance(nothing.held.rows, tuple)
    assert not pd.isna(nothing.numbers_note)
