"""A theme of maturity on a map: shades of states, ambitions as frames, and what is missing."""

from dataclasses import replace

import pytest
import shapely

from pcdash.definitions.models import Framework
from pcdash.errors import NoChartError, UserFacingError
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.map_choices import relations
from pcdash.viewmodels.state_map import (
    StateQuestion,
    build_state_map,
    state_levels,
    state_rounds,
    state_themes,
)
from tests import dashboard_store, map_store
from tests.builders import publish, reading

GROWTH = Framework(
    id="growth", title="Growth", kind="maturity", states=("A", "B", "C"), in_between=True,
    levels=("cluster", "federation"), evidence_months=12, note="It measures no performance.",
    source="Nobody",
    themes=(
        {"id": "1a", "group": "1 Roots", "title": "Depth"},
        {"id": "1b", "group": "1 Roots", "title": "Width"},
    ),
)  # fmt: skip
THEN, NOW = "2017-03-01", "2018-03-02"
DEPTH = StateQuestion("growth", "1a", level="cluster")


def _said(code, theme, day, state, **more):
    return {"area_code": code, "framework": "growth", "theme": theme, "assessed_on": day,
            "state": state, "row": 2} | more  # fmt: skip


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    folder = tmp_path_factory.mktemp("states") / "store"
    known = replace(dashboard_store.definitions(), frameworks={"growth": GROWTH})
    rows = [
        _said("ZC1", "1a", THEN, "A"),
        _said("ZC1", "1a", NOW, "A/B", ambition="C"),
        _said("ZC2", "1a", NOW, "C", ambition="B"),
        _said("ZC1", "1b", NOW, None, ambition="B"),
    ]
    map_store.build(folder)
    publish(folder, reading(assessments=rows), of=known, names=["rounds.xlsx"])
    return context_of(open_snapshot(Store(folder)), known)


def test_a_place_has_the_shade_and_letter_of_its_state(context):
    areas = build_state_map(context, DEPTH).areas.set_index("area_code")

    assert areas["style"].to_dict() == {"ZC1": "state_25", "ZC2": "state_100"}
    assert areas["mark"].to_dict() == {"ZC1": "A/B", "ZC2": "C"}
    assert "higher than before (A); aims higher (C)" in areas.at["ZC1", "said"]


def test_ambitions_are_frames_inside_the_areas(context):
    view = build_state_map(context, DEPTH)
    frames = view.frames.set_index("area_code")
    rings = view.areas.set_index("area_code")["polygons"]

    assert frames["kind"].to_dict() == {"ZC1": "full", "ZC2": "broken"}
    for code, lines in frames["lines"].items():
        area = shapely.union_all([shapely.Polygon(part[0]) for part in rings[code]])
        assert all(area.contains(shapely.LineString(line)) for line in lines)
    assert len(frames.at["ZC2", "lines"]) > 2
    ends = [(line[0], line[-1]) for line in frames.at["ZC2", "lines"]]
    assert all(first != last for first, last in ends)


def test_the_legend_has_states_in_order_and_what_frames_mean(context):
    view = build_state_map(context, DEPTH)

    assert [one.label for one in view.legend] == [
        "A/B (1 cluster)",
        "C (1 cluster)",
        "Framed: the ambition lies above the state (1 cluster)",
        "Broken frame: the ambition lies below the state (1 cluster)",
    ]
    assert all(one.label in view.alt for one in view.legend)
    assert "An ambition lies below the state" in " ".join(view.notes)
    assert view.derived.startswith("Derived, not official")


def test_an_older_round_is_drawn_without_what_came_after(context):
    assert state_rounds(context, "growth").labels == {NOW: "Mar 2018", THEN: "Mar 2017"}
    view = build_state_map(context, replace(DEPTH, round=THEN))
    areas = view.areas.set_index("area_code")

    assert areas["mark"].to_dict() == {"ZC1": "A", "ZC2": "×"}
    assert view.legend[-1].label == "×: Not assessed (1 cluster)"
    assert view.frames.empty
    assert "up to the round of Mar 2017" in view.subtitle


def test_an_ambition_without_a_state_stands_in_brackets(context):
    view = build_state_map(context, replace(DEPTH, theme="1b"))
    areas = view.areas.set_index("area_code")

    assert areas.at["ZC1", "mark"] == "(B)"
    assert areas.at["ZC1", "style"] == "none"
    assert [one.label for one in view.legend] == [
        "×: State not said (1 cluster)", "×: Not assessed (1 cluster)",
    ]  # fmt: skip


def test_the_table_has_every_place_with_its_evidence_and_the_same_codes(context):
    table = build_state_map(context, DEPTH).table

    assert table.codes == ("ZC1", "ZC2")
    assert {"State", "Ambition", "Evidence", "Assessed on"} <= {one.label for one in table.columns}


def test_only_levels_with_outlines_are_offered(context):
    assert state_levels(context, "growth").codes == ("cluster",)
    assert state_themes(context, "growth").labels["1a"] == "1a Depth"
    assert [one.selects["ask"] for one in relations(context)] == ["maturity", "distance"]


def test_without_outlines_the_table_has_all_and_says_so(tmp_path):
    known = replace(dashboard_store.definitions(), frameworks={"growth": GROWTH})
    publish(tmp_path / "store", dashboard_store.figures(), of=known)
    said = reading(assessments=[_said("ZC1", "1a", NOW, "B")])
    publish(tmp_path / "store", said, of=known, names=["rounds.xlsx"])
    view = build_state_map(context_of(open_snapshot(Store(tmp_path / "store")), known), DEPTH)

    assert view.areas.empty
    assert view.table.codes == ("ZC1", "ZC2")
    assert all(row[-1] == "Not drawn: no outline" for row in view.table.rows)
    assert "2 of 2 clusters have no outline here" in " ".join(view.notes)


def test_what_was_never_assessed_or_is_no_theme_is_said(context):
    with pytest.raises(UserFacingError, match=r"Growth has no theme '9z'. It has '?1a"):
        build_state_map(context, replace(DEPTH, theme="9z"))
    with pytest.raises(NoChartError, match=r"No cluster of .* has been assessed"):
        build_state_map(context, replace(DEPTH, theme="1b", round=THEN))
    with pytest.raises(UserFacingError, match="No maturity framework"):
        build_state_map(context, replace(DEPTH, framework="none"))
