"""The dates beside ratings: one of each practice, in the row of its latest rating."""

from datetime import date, datetime

import openpyxl
import pytest

from tests.workbook_sheets import A, begin, run, template, write

RATED = [
    {"Area code": A, "Period": "Oct 2020", "Overall": "Inadequate", "Published on":
     date(2020, 3, 4)},
    {"Area code": A, "Period": "Oct 2019", "Safe": "Good", "Published on": date(2020, 3, 4),
     "Inspected on": date(2019, 1, 15)},
]  # fmt: skip


def _loaded(store, rows, *words):
    made = template(store)
    write(made, {"Ratings": rows})
    return run(store, "load", made, *words)


@pytest.fixture
def store(tmp_path):
    begun = begin(tmp_path)
    done = _loaded(begun, RATED, "--by", "A tester")
    assert done.exit_code == 0, done.output
    return begun


def test_the_template_has_them_once_and_an_edit_of_one_is_one_change(store):
    made = template(store, "--current")
    book = openpyxl.load_workbook(made)
    sheet = book["Ratings"]
    places = {cell.value: cell.column for cell in sheet[1]}
    at = {sheet.cell(row, places["Period"]).value: row for row in (2, 3)}
    published = places["Published on"]
    assert sheet.cell(at["Oct 2020"], published).value == datetime(2020, 3, 4)
    assert sheet.cell(at["Oct 2020"], places["Inspected on"]).value == datetime(2019, 1, 15)
    assert sheet.cell(at["Oct 2019"], published).value is None

    sheet.cell(at["Oct 2020"], published, date(2020, 5, 5))
    book.save(made)
    done = run(store, "load", made, "--dry-run")

    assert done.exit_code == 0, done.output
    assert "Records: 0 added, 1 field changed, 0 removed." in done.output
    assert "4 Mar 2020 to 5 May 2020" in done.output


def test_a_rating_that_is_added_brings_its_dates_and_the_earlier_ones_are_told(store):
    added = {"Area code": A, "Period": "Oct 2021", "Overall": "Good", "Published on":
             date(2021, 6, 7)}  # fmt: skip

    done = _loaded(store, [added, *RATED], "--dry-run")

    assert done.exit_code == 0, done.output
    assert "4 Mar 2020 to 7 Jun 2021" in done.output
    assert "column Published on: 2 dates beside an earlier rating of the practice" in done.output


def test_two_dates_of_one_rating_are_told_by_their_heading_without_the_day_of_the_load(store):
    twice = [RATED[0], RATED[0] | {"Published on": date(2020, 5, 5), "Safe": "Good"}]

    done = _loaded(store, twice, "--dry-run")

    assert done.exit_code == 1
    assert (
        "two different details for the same key (Z99001, Published on); found rows 2 and 3, with "
        "content 4 Mar 2020 and 5 May 2020"
    ) in done.output
