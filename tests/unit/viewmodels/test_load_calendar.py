"""The load calendar: what is due by a day, from what is held and how often a source comes out."""

from dataclasses import dataclass
from datetime import date

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import Source
from pcdash.definitions.periods import parse_period
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.due import next_period, published_text, standing
from pcdash.viewmodels.load_calendar import build_calendar
from tests import dashboard_store

TODAY = date(2026, 12, 1)


@dataclass(frozen=True)
class Layout:
    source: str
    title: str = "A file"
    layout: str = "Columns A and B."


def _source(published=None, days=None, **facts):
    return Source(id="tests", publisher="Nobody", title="Invented figures", licence="None",
                  published=published, days_after_end=days, **facts)  # fmt: skip


@pytest.mark.parametrize(
    ("published", "held", "expected"),
    [
        ("month", "Sep 2020", "Oct 2020"),
        ("month", "Dec 2020", "Jan 2021"),
        ("month", "27 Nov 2015", "Dec 2015"),
        ("month", "2014/15", "Apr 2015"),
        ("quarter", "Q4 2015/16", "Q1 2016/17"),
        ("quarter", "Feb 2016", "Q1 2016/17"),
        ("quarter", "Apr 2016", "Q2 2016/17"),
        ("year", "2019/20", "2020/21"),
        ("year", "2019", "2020"),
        ("year", "Mar 2020", "2020/21"),
        ("year", "Apr 2020", "2021/22"),
    ],
)
def test_the_next_period_follows_the_latest_one_held(published, held, expected):
    assert next_period(_source(published, 0), parse_period(held)).label == expected


@pytest.mark.parametrize(
    ("today", "state", "said"),
    [
        (date(2020, 11, 29), "Up to date",
         "Last held: Sep 2020; the next, Oct 2020, is due in Nov 2020."),
        (date(2020, 11, 30), "Due",
         "Last held: Sep 2020; the next, Oct 2020, is usually out in Nov 2020."),
        (date(2020, 12, 31), "Due",
         "Last held: Sep 2020; the next, Oct 2020, is usually out in Nov 2020."),
        (date(2021, 1, 1), "Overdue",
         "Last held: Sep 2020; the next, Oct 2020, was due in Nov 2020."),
        (TODAY, "Overdue", "Last held: Sep 2020; the next, Oct 2020, was due in Nov 2020."),
    ],
)  # fmt: skip
def test_a_file_is_due_on_its_usual_day_and_overdue_a_month_later(today, state, said):
    found = standing(_source("month", 30), parse_period("Sep 2020"), is_loaded=True, today=today)

    assert (found.state, found.said) == (state, said)
    assert found.on == date(2020, 11, 30)


def test_a_survey_is_out_before_its_year_ends():
    survey = _source("year", -172)

    found = standing(survey, parse_period("2019"), is_loaded=True, today=date(2020, 8, 1))

    assert (found.state, found.on) == ("Due", date(2020, 7, 12))
    assert published_text(survey) == ("Every year, about 172 days before its end (unconfirmed)")


@pytest.mark.parametrize(
    ("source", "held", "is_loaded", "state"),
    [
        (_source("irregular"), "2012", True, "No calendar"),
        (_source("irregular"), None, True, "No calendar"),
        (_source("irregular"), None, False, "Never loaded"),
        (_source(), "2012", True, "No calendar"),
        (_source("month", 30), None, False, "Never loaded"),
        (_source("month", 30), None, True, "Due"),
        (_source("month", 30), "Sep 2026", False, "Due"),  # its figures came in a workbook
    ],
    ids=["irregular", "irregular, no period", "never", "not said", "regular, never",
         "no figures of it", "by another file"],
)  # fmt: skip
def test_a_state_for_everything_that_can_be(source, held, is_loaded, state):
    last = parse_period(held) if held else None

    assert standing(source, last, is_loaded=is_loaded, today=TODAY).state == state


def test_the_calendar_of_a_store_says_what_is_held_and_who_loaded_it(context):
    sources = {"tests": _source("year", 210, timing_confirmed=True)}

    view = build_calendar(context, sources, [Layout("tests")], today=TODAY)

    assert view.finding == "Of 1 source, 1 overdue"
    (entry,) = view.entries
    assert entry.last_held == "2016/17"
    assert entry.last_file == "revision.csv"
    assert entry.loaded_by == "A tester"
    assert entry.as_dict()["due_on"] == "2018-10-27"
    assert dict(zip([one.label for one in view.table.columns], view.table.rows[0],
                    strict=True))["What is held, and what comes next"] == (
        "Last held: 2016/17; the next, 2017/18, was due in Oct 2018."
    )  # fmt: skip
    assert view.shown.rows[0][1] == "Invented figures (Nobody)"
    assert view.layouts.rows == (("Invented figures", "A file", "Columns A and B."),)
    assert any("A tester" in line for line in view.lines())


def test_what_needs_doing_first_stands_first(context):
    def named(one, published=None, days=None):
        return Source(id=one, publisher="Nobody", title=one, licence="None", published=published,
                      days_after_end=days)  # fmt: skip

    sources = {
        "never": named("never", "month", 30),
        "irregular": named("irregular", "irregular"),
        "tests": named("tests", "year", 210),
        "no_file_known": named("no_file_known", "month", 30),
    }
    layouts = [Layout("never"), Layout("irregular"), Layout("tests")]

    view = build_calendar(context, sources, layouts, today=TODAY)

    assert [one.standing.state for one in view.entries] == [
        "Overdue", "Never loaded", "Never loaded",
    ]  # fmt: skip
    assert view.entries[0].source.id == "tests"
    assert view.sentence == "2 never loaded."

    before = build_calendar(context, sources, layouts, today=date(2018, 1, 1))
    assert [one.standing.state for one in before.entries] == [
        "Never loaded", "Never loaded", "Up to date",
    ]  # fmt: skip
    assert before.finding == "No source is due"


def test_nothing_is_awaited_in_a_store_of_illustrative_data(tmp_path):
    dashboard_store.build(tmp_path / "store", illustrative=True)
    snapshot = open_snapshot(Store(tmp_path / "store"))
    context = context_of(snapshot, dashboard_store.definitions(illustrative=True))

    view = build_calendar(context, {"tests": _source("year", 210)}, [Layout("tests")], today=TODAY)
    snapshot.close()

    assert view.finding == "Illustrative data: no file is due"
    assert [one.standing.state for one in view.entries] == ["No calendar"]
    assert view.entries[0].standing.said == "Made for illustration, to 2016/17: no file is awaited."
    assert view.provenance.is_illustrative


def test_every_source_that_has_files_says_how_often_it_comes_out():
    catalogue = load_catalogue()

    for source in {one.source for one in FORMATS}:
        defined = catalogue.sources[source]
        assert defined.published is not None, source
        assert defined.timing_note, source
    assert catalogue.sources["bi_workbook"].published == "irregular"
