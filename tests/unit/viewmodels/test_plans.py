"""Priorities of localities: progress from a baseline, and each reason why it cannot be told."""

import pytest

from pcdash.viewmodels.plans import build_plans
from tests import programme_store as store
from tests.builders import SOUTH
from tests.programme_store import LOCALITY, plan


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    extra = [
        plan("Reached", indicator_id="care", baseline=60, baseline_period="2016/17", target=70),
        plan("Away", indicator_id="care", baseline=80, baseline_period="2016/17", target=90,
             due="2015/16"),
        plan("Same", indicator_id="care", baseline=80, baseline_period="2016/17", target=80),
        plan("No target", indicator_id="care", baseline=70, baseline_period="2016/17"),
        plan("Too early", indicator_id="care", baseline=70, baseline_period="2018/19", target=80),
        plan("Neither", indicator_id="care"),
        plan("Gone", indicator_id="care_of_old", target=5),
        plan("Without a period", indicator_id="care", baseline=72, target=78, due="2018/19"),
    ]  # fmt: skip
    made = store.context(
        tmp_path_factory.mktemp("plans") / "store", plans=store.RECORDS["plans"] + extra
    )
    yield made
    made.snapshot.close()


@pytest.fixture(scope="module")
def view(context):
    return build_plans(context, LOCALITY)


def row_of(view, priority):
    labels = [column.label for column in view.table.columns]
    found = next(row for row in view.table.rows if row[0] == priority)
    return dict(zip(labels, found, strict=True))


def test_a_priority_has_its_baseline_target_owner_and_where_it_stands(view):
    found = row_of(view, "Care")

    assert found["Baseline"] == "70.0% (2016/17)"
    assert found["Target"] == "80.0% by 2020/21"
    assert found["Now"] == "75.0% (2018/19)"
    assert (found["Owner"], found["Status"]) == ("Locality lead", "● On course")
    assert found["Progress"] == (
        "50% of the way: up 5.0 percentage points since the baseline. 50% of the time had gone by "
        "then."
    )


@pytest.mark.parametrize(
    ("priority", "said"),
    [
        ("No baseline", "No baseline: progress cannot be told; the target is not met."),
        ("No figure", "No figure of this place is held."),
        ("Counted anew", "Not comparable with the baseline. It is counted in another way."),
        ("Without an indicator", "No indicator chosen: it cannot be followed by a figure."),
        ("Reached", "Target reached: up 15.0 percentage points since the baseline."),
        ("Away", "Away from the target: down 5.0 percentage points since the baseline. The target "
         "is due before the baseline: one of the two dates is not right."),
        ("Same", "Baseline and target are the same: there is no way to go."),
        ("No target", "up 5.0 percentage points; no target is set."),
        ("Too early", "No figure after the baseline of 2018/19 is held."),
        ("Neither", "No baseline and no target: progress cannot be told."),
        ("Gone", "No definition has the indicator 'care_of_old' any more."),
        ("Without a period", "50% of the way: up 3.0 percentage points since the baseline."),
    ],
)  # fmt: skip
def test_progress_or_the_reason_why_there_is_none(view, priority, said):
    assert row_of(view, priority)["Progress"] == said


def test_what_is_not_said_is_said_to_be_so(view):
    found = row_of(view, "No baseline")

    assert (found["Baseline"], found["Owner"], found["Status"]) == ("none", "not said", "not said")
    assert row_of(view, "Gone")["Target"] == "5, period not said"


def test_a_baseline_that_is_not_what_is_held_is_to_be_checked(view):
    assert view.notes[0] == (
        "To check: the baseline of “Away” is written as 80.0%, and 75.0% is held for 2016/17."
    )


def test_priorities_of_what_is_inside_follow_those_of_the_place(view):
    places = [row[1] for row in view.table.rows]

    assert places == sorted(places, key=lambda one: one != "Locality 1")
    assert row_of(view, "Of a cluster")["Place"] == "Cluster 1"
    assert "Of a cluster" not in " ".join(one.heading for one in view.own)


def test_the_finding_counts_those_nearer_the_target(context):
    view = build_plans(context, "ZC1")

    assert view.finding == "0 of 1 priority is nearer the target"
    assert view.sentence == "1 moved away from it. By their owners: 1 status not said."


def test_without_priorities_it_is_unknown(context):
    view = build_plans(context, SOUTH)

    assert view.finding == "Southam CCG has no priorities recorded"
    assert "until then it is unknown" in view.sentence
    assert view.table.rows == ()
