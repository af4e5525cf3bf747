"""A place on many indicators, since when it stands so, what to ask, and who is like it."""

from dataclasses import replace

import numpy as np
import pytest

from pcdash.charts.spine import COLUMNS
from pcdash.definitions.models import Break
from pcdash.errors import NoChartError
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.learning import build_learning
from pcdash.viewmodels.peers import build_peer_bars, build_peers, features_of
from pcdash.viewmodels.practice_figures import latest
from pcdash.viewmodels.profile import build_profile
from pcdash.viewmodels.questions import build_questions
from pcdash.viewmodels.verdicts import since_when, verdicts_of
from pcdash.viewmodels.words import VERDICTS
from tests.builders import NORTH, catalogue, in_ccg, indicator, lists, publish, reading

ASKED = ("condition_a", "care_b", "score_d", "rating_c", "registered_patients")


@pytest.fixture
def view(context):
    return build_profile(context, "Z99001", "Birch Surgery", ASKED)


def _cells(view, label):
    place = [column.label for column in view.table.columns].index(label)
    return dict(zip(view.table.codes, [row[place] for row in view.table.rows], strict=True))


def test_a_profile_has_what_has_a_scale(view):
    assert list(view.rows.columns) == [*COLUMNS]
    assert set(view.rows["indicator_id"]) == {"condition_a", "care_b", "score_d"}


def test_chart_and_table_have_the_verdicts_of_the_engine(context, view):
    figures = latest(context.series_of("Z99001"), context.catalogue).set_index("indicator_id")

    for row in view.rows.to_dict("records"):
        verdict = figures.loc[row["indicator_id"], "comparison"]
        assert row["verdict"] == verdict
        assert _cells(view, "Against England")[row["indicator_id"]] == VERDICTS[verdict].cell


def test_england_is_the_middle_and_the_further_end_reaches_the_edge(view):
    row = view.rows.set_index("indicator_id").loc["condition_a"]
    # Of 2.1, 5.0 and 11.0 per cent, England has 5.0: the highest is six away, and is this one.
    assert row["high"] == row["place"] == pytest.approx(1.0)
    assert row["low"] == pytest.approx(0.5 - (5.0 - 2.1) / (2 * 6.0))


def test_where_lower_is_better_the_row_is_turned(context):
    known = context.catalogue
    lower = known.indicators["care_b"].model_copy(update={"polarity": "lower"})
    turned = replace(
        context, catalogue=replace(known, indicators={**known.indicators, "care_b": lower})
    )
    straight = build_profile(context, "Z99001", "Birch", ("care_b",)).rows.iloc[0]
    other = build_profile(turned, "Z99001", "Birch", ("care_b",)).rows.iloc[0]

    assert other["place"] == pytest.approx(1 - straight["place"])


def test_without_england_nothing_stands_on_a_scale(view):
    row = view.rows.set_index("indicator_id").loc["score_d"]

    assert np.isnan(row["place"])
    assert row["verdict"] == "not_compared"
    assert _cells(view, "England")["score_d"] == "[x]"


def test_a_group_has_a_profile_as_a_practice_has(context):
    view = build_profile(context, "Z1N", "Northam", ("condition_a",))

    assert view.rows.iloc[0]["place"] > 0.5
    assert view.second == ""


def test_since_when_is_the_first_period_of_the_verdict_that_still_holds(context):
    series = context.series_of("Z99001")
    rows = series[series["indicator_id"] == "condition_a"]
    indicator = context.catalogue.indicators["condition_a"]

    assert [one.split("_")[0] for one in verdicts_of(rows, indicator)] == ["higher", "higher"]
    assert since_when(rows, indicator) == "higher since 2014/15"
    assert since_when(rows.tail(1), indicator) == ""
    changed = rows.assign(england_value=[10.0, 5.0])
    assert since_when(changed, indicator) == "higher now, similar in 2014/15"


def test_a_break_ends_the_search(context):
    series = context.series_of("Z99001")
    rows = series[series["indicator_id"] == "condition_a"]
    broken = context.catalogue.indicators["condition_a"].model_copy(
        update={"breaks": (Break(period="2016/17", reason="It changed."),)}
    )

    assert since_when(rows, broken) == "higher now, higher in 2014/15"


def test_questions_name_figure_period_and_england(context):
    asked = build_questions(context, "Z99001")

    texts = {one.indicator_id: one.text for one in asked}
    assert texts["condition_a"] == (
        "Condition A: how common is 11.0% here in 2016/17, higher than England's 5.0% (11.0% in "
        "its CCG); higher since 2014/15. What is behind it?"
    )


def test_what_is_worse_is_asked_first(context):
    asked = build_questions(context, "Z99002")

    assert asked[0].indicator_id == "care_b"
    assert "lower than England's 80.0%" in asked[0].text


def test_peers_are_found_by_what_is_held(context):
    features, periods = features_of(context)
    assert [*features.columns] == ["registered_patients"]
    assert periods == {"registered_patients": "2016/17"}


def test_practices_that_do_not_differ_have_no_peers_to_tell(context):
    with pytest.raises(NoChartError, match="do not differ"):
        build_peers(context, "Z99001")


def test_a_practice_of_which_nothing_is_known_has_no_peers(context):
    with pytest.raises(NoChartError, match="neither is held"):
        build_peers(context, "Z00000")


@pytest.fixture(scope="module")
def unlike(tmp_path_factory):
    """Five practices with lists of 1,000 to 16,000, and deprivation for four of them."""
    codes = [f"Z9900{at}" for at in range(1, 6)]
    values = [
        row for at, code in enumerate(codes) for row in lists([code], "2018/19", size=1000 * 2**at)
    ]
    values += [
        {"indicator_id": "imd_score", "area_code": code, "period": "2018/19", "value": score}
        for code, score in zip(codes[:4], (20.0, 40.0, 21.0, 30.0), strict=True)
    ]
    values += [
        {"indicator_id": "care_b", "area_code": code, "period": "2018/19", "numerator": some,
         "denominator": 1000}
        for code, some in (*zip(codes, (600, 500, 790, 810, 850), strict=True),
                           ("E92000001", 800))
    ]  # fmt: skip
    defined = catalogue(
        indicator("care_b", title="Care B: given", polarity="higher"),
        indicator("imd_score", title="Deprivation", method="mean", denominator=None),
        indicator("registered_patients", title="Registered patients", method="count",
                  denominator=None, multiplier=1, decimals=0, unit="patients"),
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("peers") / "store"
    memberships = [in_ccg(code, NORTH) for code in codes]
    publish(
        folder, reading(values=values, memberships=memberships), of=defined, names=["lists.csv"],
        note="Lists",
    )  # fmt: skip
    snapshot = open_snapshot(Store(folder))
    yield context_of(snapshot, defined)
    snapshot.close()


def test_peers_are_the_nearest_by_deprivation_and_list_and_say_on_what(unlike):
    view = build_peers(unlike, "Z99001")

    assert view.codes[:2] == ("Z99003", "Z99004")
    assert "Z99005" not in view.codes
    first = dict(zip([one.label for one in view.table.columns], view.table.rows[0], strict=True))
    assert first["Deprivation (2018/19)"] == "21.0"
    assert first["Registered patients (2018/19)"] == "4,000"
    assert first["Closest on"] == "Deprivation"
    assert "this project's own" in view.method


def test_weights_change_who_is_near(unlike):
    assert build_peers(unlike, "Z99001", (0, 1)).codes[0] == "Z99002"
    with pytest.raises(NoChartError, match="All weights are 0"):
        build_peers(unlike, "Z99001", (0, 0))


def test_a_practice_without_deprivation_is_compared_by_its_list_alone(unlike):
    assert build_peers(unlike, "Z99005").codes[0] == "Z99004"


def test_a_learning_pair_is_a_worse_practice_and_the_nearest_that_does_well(unlike):
    view = build_learning(unlike, NORTH, ("care_b",))
    rows = [dict(zip([one.label for one in view.table.columns], row, strict=True))
            for row in view.table.rows]  # fmt: skip

    assert view.table.codes == ("Z99002", "Z99001")
    assert rows[0]["Would change by"] == "300 more"
    # Z99003 is nearer, and not worse than England's 80.0% by more than chance, but stands below it.
    assert rows[1]["A practice like it"].endswith("Z99004")
    assert rows[1]["That figure"] == "81.0%"
    assert "could talk about care B" in view.finding


def test_a_practice_stands_among_its_peers_and_no_others(unlike):
    view = build_peer_bars(unlike, Question("care_b", period="2018/19"), "Z99001")

    assert set(view.drawn["rows"]["area_code"]) == {"Z99001", "Z99002", "Z99003", "Z99004"}
    assert set(view.table.codes) == set(view.drawn["rows"]["area_code"])
