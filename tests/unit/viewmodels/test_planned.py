"""Trajectories that were loaded: they are the way to a target, with their gaps and overlaps."""

from dataclasses import replace
from datetime import date

import pytest

from pcdash.charts.theme import LIGHT
from pcdash.charts.time_series import history
from pcdash.definitions.aims import Target
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.planned import planned_ways
from pcdash.viewmodels.trajectory import build_trajectories, build_trajectory
from tests.builders import catalogue, in_ccg, indicator, lists, publish, reading

CODE, AREA = "Z99001", "ZSYS"
STAFF = indicator(
    "staff", title="Staff", unit="FTE", method="count", denominator=None, multiplier=1,
    aggregation="none", polarity="higher", frequency="month",
)  # fmt: skip
KNOWN = catalogue(STAFF)
ACTUAL = {"Sep 2017": 500, "Dec 2017": 505, "Mar 2018": 509, "Jun 2018": 512}
PLANNED = {"Mar 2018": 511, "Jun 2018": 514, "Sep 2018": 519, "Sep 2020": 538.4}
SUBMITTED = {"Jun 2018": 510, "Sep 2018": 516, "Dec 2018": 520, "Mar 2019": 524, "Sep 2020": 537.5}


def points(name, values, *, start=2):
    return [
        {"area_code": AREA, "indicator_id": "staff", "trajectory": name, "period": period,
         "planned": value, "source": "A plan", "row": row}
        for row, (period, value) in enumerate(values.items(), start=start)
    ]  # fmt: skip


def build(folder, trajectories, known=KNOWN, **records):
    values = lists((CODE,), "2016/17")
    values += [
        {"indicator_id": "staff", "area_code": AREA, "period": period, "value": value,
         "numerator": value, "row": 2}
        for period, value in ACTUAL.items()
    ]  # fmt: skip
    targets = [
        {"area_code": AREA, "indicator_id": "staff", "due": "Sep 2020", "level": 537.5,
         "title": "Indicative", "owner": "Workforce team", "row": 2},
    ]  # fmt: skip
    given = reading(
        values=values, memberships=[in_ccg(CODE, "Z1N")],
        **({"targets": targets} | records | {"trajectories": trajectories}),
    )  # fmt: skip
    publish(folder, given, of=known)
    return context_of(open_snapshot(Store(folder)), known)


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return build(
        tmp_path_factory.mktemp("planned") / "store",
        points("Planned", PLANNED) + points("Submitted May 2018", SUBMITTED, start=20),
    )


@pytest.fixture(scope="module")
def view(context):
    return build_trajectory(context, AREA, "staff")


def test_the_trajectory_with_most_points_is_the_way_and_each_is_named(context, view):
    # Of one load: five points against four.
    said = "On course for the target: 512.0 in Jun 2018, Submitted May 2018 is at 510.0"
    assert view.finding == said
    assert [one.name for one in planned_ways(context, AREA, STAFF)] == [
        "Submitted May 2018",
        "Planned",
    ]
    assert "Judged by Submitted May 2018; 1 more loaded, drawn beside it." in view.notes


def test_a_gap_is_no_line_and_is_said(view):
    said = "has no planned value between Mar 2019 and Sep 2020: a gap, not a line."
    assert f"Submitted May 2018 {said}" in view.notes

    rows = history(**view.drawn, palette=LIGHT).data
    way = rows[rows["series"] == "Submitted May 2018"]
    known = way[way["value"].notna()]
    assert known["segment"].nunique() == 2
    assert known.groupby("segment").size().tolist() == [4, 1]
    assert rows[rows["series"] == "Planned"]["role"].unique().tolist() == ["second"]


def test_the_end_of_each_is_held_against_the_target(view):
    assert "Planned is at 538.4 in Sep 2020, 0.9 FTE above the target." in view.notes
    assert "Submitted May 2018 is at 537.5 in Sep 2020, which is the target." in view.notes


def test_the_table_has_every_trajectory_and_no_value_in_a_gap(view):
    assert [one.label for one in view.table.columns] == [
        "Period", "FTE", "95% interval", "Submitted May 2018", "Planned", "Target",
        "Gap to the target",
    ]  # fmt: skip
    rows = {row[0]: row for row in view.table.rows}
    assert rows["Jun 2018"] == ("Jun 2018", "512.0", "", "510.0", "514.0", "537.5", "25.5")
    assert rows["Sep 2017"][3:5] == ("[z]", "[z]")
    assert rows["Dec 2018"] == ("Dec 2018", "[x]", "", "520.0", "[z]", "537.5", "[z]")
    assert rows["Target, by Sep 2020"][3:5] == ("537.5", "538.4")


def test_the_owner_and_the_source_of_a_trajectory_are_said(view):
    assert "Owner: Workforce team." in view.notes[0]
    assert ("Trajectory Planned", "A plan") in view.provenance.about


def test_one_name_that_says_two_things_of_a_day_is_said_and_the_last_is_drawn(tmp_path):
    given = points("Planned", {"2018/19": 520, "Mar 2019": 522})
    given += points("planned ", {"Jun 2018": 511, "2019/20": 530}, start=9)
    context = build(tmp_path / "store", given)
    view = build_trajectory(context, AREA, "staff")

    (way,) = planned_ways(context, AREA, STAFF)
    assert way.on(date(2019, 3, 31)) == 522
    (same_day,) = [note for note in view.notes if "522.0" in note and "520.0" in note]
    assert same_day.endswith("The one loaded last, 522.0, is drawn.")
    assert any("511.0 for Jun 2018" in note and "Both are drawn" in note for note in view.notes)


def test_a_plan_that_begins_later_has_not_begun(tmp_path):
    context = build(tmp_path / "store", points("Planned", {"Sep 2018": 519, "Sep 2020": 538}))
    view = build_trajectory(context, AREA, "staff")

    assert view.finding == "Not begun: 512.0 in Jun 2018, against 537.5"


def test_every_target_has_its_way_the_next_one_first(tmp_path):
    targets = [
        {"area_code": AREA, "indicator_id": "staff", "due": due, "level": level, "row": row}
        for row, (due, level) in enumerate(
            {"Dec 2017": 503, "Sep 2020": 537.5, "Mar 2019": 520}.items(), start=2
        )
    ]  # fmt: skip
    defined = {
        "d": Target(id="d", indicator="staff", areas=(AREA,), level=1, by="Mar 2019", title="Old.",
                    source="Nobody"),
        "e": Target(id="e", indicator="staff", areas=(AREA,), level=550, by="Mar 2021",
                    title="Last.", source="Nobody"),
    }  # fmt: skip
    context = build(tmp_path / "store", [], replace(KNOWN, targets=defined), targets=targets)
    views = build_trajectories(context, AREA, "staff")

    dues = [one.subtitle.split("target by ")[1] for one in views]
    assert dues == ["Mar 2019.", "Dec 2017.", "Sep 2020.", "Mar 2021."]
    # what was loaded for a period stands in place of what is defined for it
    assert views[0].table.rows[-1][3] == "520.0"
    assert len({one.provenance.file_name for one in views}) == 4
