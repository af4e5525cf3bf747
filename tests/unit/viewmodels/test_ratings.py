"""Ratings: both denominators, movement, the target, and inspections that are long ago."""

from dataclasses import replace

import pytest

from pcdash.definitions.aims import Target
from pcdash.errors import NoDataError
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.ratings import build_ratings
from pcdash.viewmodels.ratings_held import Asked, earlier_than, held_ratings, periods_of
from tests.builders import NORTH, SOUTH, catalogue, in_ccg, indicator, lists, publish, reading

CODES = ("Z99001", "Z99002", "Z99003", "Z99004", "Z99005")
NOW, BEFORE = "Oct 2019", "Mar 2018"
GOOD, POOR, BAD, NOT = "Good", "Requires improvement", "Inadequate", "Not rated"
RATINGS = {
    ("cqc_overall", BEFORE): (GOOD, POOR, BAD, None, GOOD),
    ("cqc_overall", NOW): (POOR, GOOD, BAD, NOT, None),
    ("cqc_safe", NOW): (GOOD, BAD, BAD, NOT, None),
}
# Inspected, published: long ago, lately, only published, after the period, and nothing.
DATES = (("2015-01-15", "2015-03-04"), ("2019-01-15", "2019-03-04"), (None, "2014-05-06"),
         ("2021-01-15", "2021-03-04"), (None, None))  # fmt: skip


def _rating(indicator_id):
    return indicator(
        indicator_id, title=f"CQC: {indicator_id[4:]}", method="category", polarity="higher",
        frequency="month", aggregation="share", categories=("Outstanding", GOOD, POOR, BAD, NOT),
        favourable=("Outstanding", GOOD), rated=("Outstanding", GOOD, POOR, BAD),
        unit="% of rated practices",
    )  # fmt: skip


def _context(folder, ratings):
    target = Target(id="aim", indicator="cqc_overall", areas=("ZSYS",), level=95, by="Mar 2021",
                    title="95% by March 2021.", source="A paper")  # fmt: skip
    defined = replace(
        catalogue(*(_rating(one) for one in ("cqc_overall", "cqc_safe"))), targets={"aim": target}
    )
    values = lists(CODES, "2017/18", NOW, BEFORE)
    values += [
        {"indicator_id": one, "area_code": code, "period": period, "category": name, "row": 3}
        for (one, period), names in ratings.items()
        for code, name in zip(CODES, names, strict=True) if name
    ]  # fmt: skip
    names = ("cqc_last_inspected", "cqc_rating_published")
    attributes = [
        {"area_code": code, "attribute": attribute, "content": when, "as_of": "2021-04-01"}
        for code, both in zip(CODES, DATES, strict=True)
        for attribute, when in zip(names, both, strict=True)
        if when
    ]  # fmt: skip
    memberships = [in_ccg(code, SOUTH if code == "Z99005" else NORTH) for code in CODES]
    publish(folder, reading(values=values, memberships=memberships, attributes=attributes),
            of=defined)  # fmt: skip
    return context_of(open_snapshot(Store(folder)), defined)


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return _context(tmp_path_factory.mktemp("ratings") / "store", RATINGS)


@pytest.fixture(scope="module")
def view(context):
    return build_ratings(context, Asked("cqc_overall", NOW, "ZSYS", BEFORE, 3))


def test_good_ratings_are_said_with_both_denominators(view):
    assert view.finding == "1 of 3 rated practices is good or outstanding"
    assert "33.3% of the practices with a rating" in view.sentence
    assert "20.0% of all 5 that are open" in view.sentence
    assert "1 with no rating held" in view.sentence


def test_the_table_has_a_row_a_borough_with_both_shares(view):
    rows = {row[0]: row[2:4] for row in view.by_place.table.rows}

    assert rows["Northam and Southam"] == ("1 of 3 (33.3%)", "1 of 5 (20.0%)")
    assert rows["Southam"] == ("[z]", "0 of 1 (0.0%)")


def test_the_gap_to_the_target_is_in_practices_of_both_denominators(view):
    assert "2 more to reach 95% of 3 practices with a rating" in view.notes[0]
    assert "4 more to reach 95% of 5 open practices" in view.notes[0]


def test_an_area_without_a_target_says_so(context):
    view = build_ratings(context, Asked("cqc_overall", NOW, NORTH, BEFORE, 3))

    assert view.notes[0] == "No target is set for Northam CCG on 'CQC: overall'."


def test_movement_counts_up_down_and_what_cannot_be_compared(view):
    assert "of 3 practices rated both times, 1 moved to a better rating, 1 to a less good" in (
        view.moved
    )
    assert "2 cannot be compared" in view.moved
    assert [row[3][0] for row in view.moves.rows] == ["↓", "↑"]


def test_the_first_period_has_nothing_to_compare_with(context):
    view = build_ratings(context, Asked("cqc_overall", BEFORE, "ZSYS", None, 3))

    assert "cannot be said what has moved" in view.moved
    assert "No earlier period is held" in view.others[0].finding


def test_questions_stand_beside_each_other_and_missing_ones_are_named(view):
    assert [one.key for one in view.others] == ["period", "question"]
    assert view.others[1].finding.startswith("Fewest are good or outstanding on 'Overall'")
    assert "effective, caring, responsive and well_led" in view.notes[1]


def test_inspections_are_counted_by_the_setting_and_by_what_is_known(view, context):
    found = view.inspections

    assert found.finding.startswith("2 of 3 practices with a date have had no inspection")
    assert [row[3] for row in found.table.rows] == ["Rating published", "Inspected"]
    assert any("after Oct 2019" in one for one in found.notes)
    assert any("Of 1 practice neither date is held" in one for one in found.notes)
    later = build_ratings(context, Asked("cqc_overall", NOW, "ZSYS", BEFORE, 5)).inspections
    assert later.finding.startswith("1 of 3 practices with a date has")


def test_a_practice_has_its_questions_earlier_ratings_and_dates(view):
    columns = [one.label for one in view.practices.columns]
    row = next(row for row in view.practices.rows if row[-1] == "Z99001")

    assert columns == ["Practice", "Overall", "Safe", "In Mar 2018", "Inspected",
                       "Rating published", "Code"]  # fmt: skip
    assert row[1:-1] == (POOR, GOOD, GOOD, "15 Jan 2015", "4 Mar 2015")


def test_an_area_without_ratings_is_explained(context):
    with pytest.raises(NoDataError, match="Choose another period"):
        build_ratings(context, Asked("cqc_overall", NOW, SOUTH, None, 3))


def test_choices_are_what_is_held(context):
    assert held_ratings(context).codes == ("cqc_overall", "cqc_safe")
    assert periods_of(context, "cqc_overall").codes == (NOW, BEFORE)
    assert earlier_than(context, "cqc_overall", NOW).codes == (BEFORE,)
    assert earlier_than(context, "cqc_safe", NOW).first is None
