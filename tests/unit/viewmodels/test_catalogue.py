from dataclasses import replace

import pytest

from pcdash.errors import UnknownIndicatorError
from pcdash.viewmodels.catalogue import build_catalogue
from pcdash.viewmodels.definition import build_definition
from pcdash.viewmodels.loads import build_loads
from pcdash.viewmodels.mismatches import build_mismatches


@pytest.fixture
def view(context):
    return build_catalogue(context)


def _row(table, code):
    labels = [column.label for column in table.columns]
    return dict(zip(labels, table.rows[table.codes.index(code)], strict=True))


def test_the_finding_says_how_many_have_data(view):
    assert view.finding == "5 of 6 indicators have data"


def test_a_row_has_periods_coverage_and_the_last_load(view):
    row = _row(view.indicators, "condition_a")

    assert (row["Periods held"], row["First"], row["Latest"]) == ("2", "2014/15", "2016/17")
    assert row["Practices with a figure"] == "3 of 4"
    assert row["Last load"]


def test_an_indicator_without_data_says_so(view):
    assert _row(view.indicators, "nothing_e")["Practices with a figure"] == "no data yet"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"domain": "empty"}, {"nothing_e"}),
        ({"held": "no"}, {"nothing_e"}),
        ({"held": "yes", "text": "condition COMMON"}, {"condition_a"}),
        ({"text": "nothing that is there"}, set()),
        ({"text": "score_d"}, {"score_d"}),
    ],
)
def test_find_narrows_by_domain_holding_and_words(view, asked, found):
    assert set(view.find(**{"domain": "all", "held": "all", "text": ""} | asked).codes) == found


def test_a_definition_is_in_words_with_caveats_and_periods(context):
    told = build_definition(context, "condition_a")
    lines = dict(told.lines)

    assert lines["Method"].startswith("Proportion")
    assert lines["Next review"] == "1 Jan 2030"
    assert told.caveats == ("Read condition A with care.",)
    assert [row[:2] for row in told.periods.rows[:2]] == [
        ("2016/17", "countries"),
        ("2016/17", "practices"),
    ]
    assert told.history.rows[-1][2] == "First definition"


def test_an_unknown_definition_names_the_nearest(context):
    with pytest.raises(UnknownIndicatorError, match="'condition_a'"):
        build_definition(context, "condition_b")


def test_loads_say_who_when_and_what_changed(context):
    told = build_loads(context)
    second, first = told.loads.rows

    assert told.finding == "2 loads of 2 files"
    assert (second[0], second[2], second[3]) == ("2", "A tester", "A revision")
    assert (second[5], second[6], second[7]) == ("0", "1", "0")
    assert first[3] == "First load"
    assert told.files.rows[0][1] == "revision.csv"
    assert told.files.rows[0][-1] == "sha of revision.csv"


def test_mismatches_say_published_and_computed(context):
    view = build_mismatches(context)

    assert view.finding.startswith(f"{len(view.table.rows)} published figure")
    by_key = {(row[0], row[1]): row for row in view.table.rows}
    assert by_key["Condition A: how common", "2014/15"][4:7] == ("5.0", "5.6", "0.60")


def test_an_illustrative_country_is_more_than_its_one_system(context, known):
    view = build_mismatches(replace(context, inside=replace(known, is_illustrative=True)))

    assert view.finding == "Every published figure of a group agrees with its practices"
