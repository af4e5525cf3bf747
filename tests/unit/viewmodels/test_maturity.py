"""Maturity by place and theme: states, moves, ambitions, ages, and everything odd said."""

from dataclasses import replace

import pytest

from pcdash.definitions.models import Framework
from pcdash.errors import NoChartError, UnknownAreaError, UserFacingError
from pcdash.ingest.undo import undo
from pcdash.store.connection import open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.maturity import build_maturity, groups_of
from pcdash.viewmodels.maturity_place import build_place
from pcdash.viewmodels.maturity_rounds import (
    frameworks_of,
    held_of,
    latest_of,
    levels_of,
    places_at,
)
from tests.builders import NORTH, SOUTH, catalogue, in_ccg, lists, publish, reading

GROWTH = Framework(
    id="growth", title="Growth", kind="maturity", states=("A", "B", "C"), in_between=True,
    levels=("cluster",), evidence_months=12, note="It measures no performance.", source="Nobody",
    themes=(
        {"id": "1a", "group": "1 Roots", "title": "Depth",
         "descriptors": ("Shallow.", "Deeper.", "Deep.")},
        {"id": "1b", "group": "1 Roots", "title": "Width"},
        {"id": "2a", "group": "2 Leaves", "title": "Green"},
    ),
)  # fmt: skip
EMPTY = GROWTH.model_copy(update={"id": "empty", "title": "Empty"})
ONE, TWO = "ZC1", "ZC2"
THEN, NOW = "2019-03-01", "2020-03-02"


def said(code, theme, day, state, **more):
    return {"area_code": code, "framework": "growth", "theme": theme, "assessed_on": day,
            "state": state, "row": 2} | more  # fmt: skip


FIRST = [
    said(ONE, "1a", THEN, "A", ambition="C", evidence="Minutes", evidence_date="2019-01-02"),
    said(ONE, "1b", THEN, "B"),
    said(TWO, "1a", THEN, "B"),
]
SECOND = [
    said(ONE, "1a", NOW, "A/B", ambition="C", ambition_due="Mar 2021", basis="Moderated",
         assessed_by="Peer panel", evidence="Agreement", evidence_date="2020-01-02", note="Soon"),
    said(ONE, "1b", NOW, "A", ambition="A", evidence="Rota", evidence_date="2018-11-30"),
    said(ONE, "2a", NOW, "C", ambition="B", basis="Self-assessed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def defined():
    return replace(catalogue(), frameworks={"empty": EMPTY, "growth": GROWTH})


def _store(folder, defined, *loads):
    codes = ("Z99001", "Z99002", "Z99003")
    practices = [
        {"area_code": code, "area_type": "practice", "area_name": f"Practice {code}",
         "status": "open", "as_of": "2020-03-31"}
        for code in codes
    ]  # fmt: skip
    members = [in_ccg("Z99001", NORTH), in_ccg("Z99002", NORTH), in_ccg("Z99003", SOUTH)]
    values = lists(codes, "2018/19", "2019/20")
    start = reading(values=values, memberships=members, areas=practices)
    publish(folder, start, of=defined, names=["practices.csv"])
    for number, rows in enumerate(loads, start=2):
        publish(folder, reading(assessments=rows), of=defined, names=[f"round {number}.xlsx"])
    return Store(folder)


def _context(store, defined):
    return context_of(open_snapshot(store), defined)


@pytest.fixture(scope="module")
def context(tmp_path_factory, defined):
    made = _context(_store(tmp_path_factory.mktemp("m") / "store", defined, FIRST, SECOND), defined)
    yield made
    made.snapshot.close()


def _view(context, **asked):
    asked = {"framework_id": "growth", "level": "cluster", "area_code": "ZSYS", "group": "all",
             "order": "name"} | asked  # fmt: skip
    return build_maturity(context, **asked)


@pytest.fixture(scope="module")
def view(context):
    return _view(context)


def _cell(view, code, theme):
    cells = view.cells.set_index(["area_code", "theme_id"])
    return cells.loc[(code, theme)]


def test_a_cell_has_the_latest_state_the_move_and_the_ambition(view):
    first = _cell(view, ONE, "1a")

    assert (first["short"], first["arrow"], first["aim"]) == ("A/B", "↑", "above")
    assert first["share"] == 0.25
    assert "2 Mar 2020; higher than before (A); aims higher (C); moderated" in first["description"]
    assert _cell(view, ONE, "1b")["arrow"] == "↓"
    assert _cell(view, ONE, "1b")["aim"] == "reached"
    assert _cell(view, ONE, "2a")["arrow"] == ""


def test_what_was_not_assessed_is_a_cell_that_says_so(view):
    assert len(view.cells) == 2 * 3
    assert _cell(view, TWO, "2a")["state"] == "not assessed"
    assert view.matrix.rows[1] == ("Cluster 2", "Southam", "B", "–", "–")


def test_evidence_has_an_age_and_fades(context):
    held = held_of(context, "growth")
    until = held["assessed_on"].max().date()
    found = latest_of(GROWTH, held, until)

    assert (found[ONE, "1a"].age_months, found[ONE, "1a"].is_stale) == (2, False)
    assert (found[ONE, "1b"].age_months, found[ONE, "1b"].is_stale) == (15, True)
    # Without a date evidence is as old as its round.
    assert (found[TWO, "1a"].age_months, found[TWO, "1a"].is_stale) == (12, True)


def test_finding_and_sentence_count_and_average_nothing(view):
    assert view.finding == "1 of 2 states is higher than before, 1 lower"
    assert "2 of 3 ambitions are reached." in view.sentence
    assert "2 of 6 are not assessed." in view.sentence
    assert view.about == "It measures no performance."
    assert "average" not in f"{view.finding} {view.sentence} {view.subtitle}"


def test_notes_say_what_is_missing_and_what_is_odd(view):
    told = "\n".join(view.notes)

    assert "Not assessed in the round of Mar 2020: Cluster 2." in told
    assert "Themes not assessed: Cluster 2 (1b, 2a)." in told
    assert "An ambition lies below the state: Cluster 1 on 2a (ambition B, state C)." in told
    assert "Of 4 states: 2 of no stated basis, 1 moderated and 1 self-assessed." in told
    assert "From 12 months on, evidence is stale" in told


def test_ambitions_are_listed_by_how_far_they_lie_above_the_state(view):
    assert view.gaps.rows == (
        ("Cluster 1", "1a Depth", "A/B", "C", "1.5 steps", "Mar 2021", view.gaps.rows[0][6]),
    )
    assert view.gaps.codes == ("ZC1 1a",)
    assert view.apart.startswith("1 ambition is not reached yet; 1 lies 1.5 steps above")


def test_counts_and_stacks_say_the_same(view):
    assert view.counts.rows[0] == ("1a Depth", "0", "1", "1", "0", "0", "0")
    drawn = view.stacks[view.stacks["place"] == "1a Depth"].set_index("state")
    assert drawn["count"].to_dict() == {"A/B": 1, "B": 1}
    assert view.stacks.groupby("place")["part"].sum().eq(1).all()


def test_every_assessment_is_a_row_with_who_and_what(view):
    labels = [column.label for column in view.every.columns]
    row = dict(zip(labels, view.every.rows[0], strict=True))

    assert row["Assessed by"] == "Peer panel"
    assert (row["Evidence"], row["Evidence of"], row["Note"]) == ("Agreement", "2 Jan 2020", "Soon")
    assert len(view.every.rows) == 6
    assert all(len(row) == len(labels) for row in view.every.rows)


def test_places_stand_by_name_or_by_borough_and_are_narrowed_to_an_area(context):
    assert places_at(context, "cluster", "ZSYS") == {ONE: "Cluster 1", TWO: "Cluster 2"}
    assert places_at(context, "cluster", "ZBS") == {TWO: "Cluster 2"}
    assert [*_view(context, order="borough").labels] == [ONE, TWO]
    assert [*_view(context, area_code="ZBS").labels] == [TWO]


def test_a_group_of_themes_can_be_looked_at_alone(context):
    assert groups_of(context, "growth").labels == {
        "all": "All themes", "1-roots": "1 Roots", "2-leaves": "2 Leaves",
    }  # fmt: skip
    assert set(_view(context, group="2-leaves").cells["theme_id"]) == {"2a"}


def test_frameworks_with_assessments_come_first_and_levels_are_those_with_places(context):
    assert [*frameworks_of(context).codes] == ["growth", "empty"]
    assert levels_of(context, "growth").labels == {"cluster": "Clusters"}


def test_an_unknown_framework_and_one_that_nobody_used_are_explained(context):
    with pytest.raises(UserFacingError, match=r"'grwoth'.*'growth' and 'empty'"):
        _view(context, framework_id="grwoth")
    with pytest.raises(NoChartError, match="sheet 'Maturity'"):
        _view(context, framework_id="empty")
    with pytest.raises(NoChartError, match="There is no PCN"):
        _view(context, level="pcn")


def test_source_and_download_name_the_files_and_the_load(view):
    source = dict(view.source)

    assert source["Files"] == "round 3.xlsx and round 2.xlsx"
    assert "A tester" in source["Loaded"]
    assert dict(view.provenance.about)["What it is"] == "It measures no performance."


def test_a_place_over_time_has_a_column_a_round_and_says_what_is_behind_a_theme(context):
    place = build_place(context, "growth", ONE, "1a")

    assert place.heading == "Cluster 1: 1 higher, 0 as before, 1 lower"
    assert list(dict.fromkeys(place.cells["column"])) == ["Mar 2019", "Mar 2020"]
    facts = dict(place.facts)
    assert facts["State"] == ("A/B, assessed on 2 Mar 2020; higher than before (A on 1 Mar 2019)")
    assert (facts["What A looks like"], facts["What B looks like"]) == ("Shallow.", "Deeper.")
    assert facts["Ambition"] == "C by Mar 2021: aims higher"
    assert facts["Evidence"].startswith("Agreement (")
    assert facts["Recorded"].endswith("by A tester: round 3.xlsx, row 2")
    assert [row[2] for row in place.history.rows] == ["A/B", "A"]


def test_a_theme_that_was_not_assessed_and_a_place_without_rounds(context):
    assert dict(build_place(context, "growth", TWO, "2a").facts)["State"] == "not assessed"
    never = build_place(context, "empty", ONE, None)
    assert "has not been assessed" in never.heading
    assert never.cells.empty
    with pytest.raises(UnknownAreaError, match="ZC9"):
        build_place(context, "growth", "ZC9", None)
    with pytest.raises(UserFacingError, match="1a, 1b, 2a"):
        build_place(context, "growth", ONE, "9z")


def test_two_assessments_of_one_day_and_strange_words_are_said(tmp_path, defined):
    others = [
        said(ONE, "1a", NOW, "B"),
        said(ONE, "9z", NOW, "A"),
        said(ONE, "1b", NOW, "Z"),
        said(TWO, "1a", NOW, "A") | {"framework": "gone"},
    ]
    context = _context(_store(tmp_path / "store", defined, SECOND, others), defined)
    view = _view(context)
    told = "\n".join(view.notes)

    assert "Cluster 1 on 1a, 2 Mar 2020: B, and A/B before" in told
    assert "1 assessment is of 'gone'" in told
    assert "not shown: 9z." in told
    assert "Cluster 1 on 1b, 2 Mar 2020: 'Z' is not a state" in told
    assert _cell(view, ONE, "1b")["short"] == "?"
    assert _cell(view, ONE, "1a")["short"] == "B"
    standing = [row[-1] for row in build_place(context, "growth", ONE, "1a").history.rows]
    assert standing == ["counts", "replaced by load 3"]
    context.snapshot.close()


def test_an_undone_assessment_counts_no_more_and_stays_in_the_history(tmp_path, defined):
    store = _store(tmp_path / "store", defined, FIRST, SECOND)
    undo(3, store=store, catalogue=defined, publication=Publication("A tester", ""))
    context = _context(store, defined)

    assert _cell(_view(context), ONE, "1a")["short"] == "A"
    standing = [row[-1] for row in build_place(context, "growth", ONE, "1a").history.rows]
    assert standing == ["undone by load 4", "counts"]
    context.snapshot.close()
