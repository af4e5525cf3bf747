import pandas as pd
import pytest

from pcdash.charts._timeline import COLUMNS as POINT_COLUMNS
from pcdash.errors import UnknownAreaError
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.histories import build_history
from pcdash.viewmodels.practice import build_practice, require_practice
from pcdash.viewmodels.practice_figures import latest
from pcdash.viewmodels.topics import ALL
from pcdash.viewmodels.words import VERDICTS


@pytest.fixture
def series(context):
    return context.series_of


@pytest.fixture
def ask(context):
    def ask(code="Z99001"):
        return build_practice(context, code)

    return ask


def _row(view, indicator_id):
    table = view.table_of(view.topics.indicators[ALL])
    labels = [column.label for column in table.columns]
    return dict(zip(labels, table.rows[table.codes.index(indicator_id)], strict=True))


def test_heading_and_summary_say_who_it_is_and_that_it_is_open(ask):
    view = ask()

    assert view.heading == "Birch Surgery (Z99001)"
    assert view.summary.startswith("Open since 1 Apr 1974; 1,000 registered patients (2016/17)")
    assert "Northam CCG" in view.summary


def test_a_closed_practice_works_and_says_since_when(ask):
    view = ask("Z99005")

    assert view.summary.startswith("Closed on 31 Mar 2016")
    assert _row(view, "condition_a")["Period"] == "2014/15"


def test_details_have_address_list_contract_and_their_dates(ask):
    details = dict(ask().details)

    assert details["Postcode"] == "ZZ1 1AA"
    assert details["Registered patients"] == "1,000 (2016/17)"
    assert details["Contract"] == "GMS (31 Mar 2015)"


def test_memberships_have_dates_present_ones_first(ask):
    rows = [row for row in ask("Z99002").memberships.rows if row[0] == "CCG"]

    assert rows == [
        ("CCG", "Southam CCG", "Z1S", "1 Apr 2016", "today"),
        ("CCG", "Northam CCG", "Z1N", "1 Apr 2013", "31 Mar 2016"),
    ]


def test_a_row_has_the_figure_its_ccg_and_england(ask):
    row = _row(ask(), "condition_a")

    assert (row["Period"], row["Practice"], row["England"]) == ("2016/17", "11.0", "5.0")
    assert row["Against England"] == VERDICTS["higher_998"].cell
    assert row["Read from"] == "revision.csv, row 2"


def test_the_ccg_is_that_of_the_time(series):
    rows = series("Z99002")
    rows = rows[rows["indicator_id"] == "condition_a"]

    assert dict(zip(rows["period"], rows["ccg_code"], strict=True)) == {
        "2014/15": "Z1N",
        "2016/17": "Z1S",
    }


@pytest.mark.parametrize("code", ["Z99001", "Z99002", "Z99003", "Z99004", "Z99005"])
def test_the_page_of_a_practice_and_that_of_all_give_the_same_verdicts(
    context, catalogue, series, code
):
    for row in latest(series(code), catalogue).itertuples():
        asked = Question(row.indicator_id, area=code, period=row.period)
        found = answer(context, asked).figures.set_index("area_code").loc[code]

        assert row.comparison == found["comparison"]
        for name in ("value", "lower_95", "upper_95", "lower_998", "upper_998"):
            assert getattr(row, name) == found[name] or (
                pd.isna(getattr(row, name)) and pd.isna(found[name])
            )


def test_the_finding_counts_the_verdicts_against_england(ask):
    assert ask().finding == "Against England: 1 better and 1 higher"


def test_a_rating_is_shown_by_name(ask):
    assert _row(ask(), "rating_c")["Practice"] == "Good"


def test_a_suppressed_figure_is_a_symbol(ask):
    assert _row(ask("Z99004"), "condition_a")["Practice"] == "[c]"


def test_domains_narrow_the_table_and_name_their_number(ask):
    view = ask()

    assert view.topics.choices.labels == {
        "tests": "Tests (5 indicators)",
        "all": "All subjects (5 indicators)",
    }
    assert view.table_of(view.topics.usual).codes == view.topics.indicators[ALL]
    assert view.table_of(("care_b",)).codes == ("care_b",)


def test_only_what_has_two_periods_has_a_history(ask):
    view = ask()

    assert view.histories_of(view.topics.usual) == ("condition_a", "registered_patients")


def test_a_history_has_the_practice_its_ccg_and_england(context):
    told = build_history(context, "Z99001", "condition_a", "Birch Surgery")

    assert list(told.points.columns) == list(POINT_COLUMNS)
    assert set(told.points["role"]) == {"area", "second", "benchmark"}
    assert told.finding == (
        "% of patients: 10.0% in 2014/15, 11.0% in 2016/17; Northam CCG 11.0%; England 5.0%. "
        "Against England: higher since 2014/15."
    )
    assert told.alt.startswith("Line chart of Condition A: how common")


def test_a_history_of_counts_has_no_country_beside_it(context):
    told = build_history(context, "Z99001", "registered_patients", "Birch")

    assert set(told.points["role"]) == {"area"}


def test_an_unknown_code_names_the_nearest(snapshot, known):
    with pytest.raises(UnknownAreaError, match=r"'Z9900'.*nearest.*\(Z9900\d\)"):
        require_practice(snapshot, "Z9900", known)


def test_the_code_of_a_group_is_said_to_be_one(snapshot, known):
    with pytest.raises(UnknownAreaError, match=r"'Z1N' is the code of Northam CCG \(CCG\)"):
        require_practice(snapshot, "Z1N", known)


def test_a_move_to_another_ccg_is_marked_where_it_shows(context):
    told = build_history(context, "Z99002", "condition_a", "Ash")
    (move,) = told.events

    assert move.label == "In Southam CCG"
    assert str(move.date) == "2017-03-31"
    assert build_history(context, "Z99001", "condition_a", "Birch").events == ()
