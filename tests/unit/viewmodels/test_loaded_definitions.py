"""Targets, events and trigger values that were loaded stand beside those that are defined."""

from dataclasses import replace
from datetime import date

import pytest

from pcdash.definitions.aims import Target, TriggerLevel
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.marks import events_between
from pcdash.viewmodels.targets import aim_of
from pcdash.viewmodels.trigger_levels import level_ticks, levels_of
from pcdash.viewmodels.triggers import build_triggers, trigger_reasons
from tests.builders import NORTH, catalogue, in_ccg, indicator, lists, publish, reading

NOW, THEN, CODE = "Q4 2015/16", "Q3 2015/16", "Z99001"
CATEGORY = indicator(
    "gpos_category", method="category", polarity="higher", frequency="quarter",
    aggregation="share", categories=("Review identified", "Achieving"),
    favourable=("Achieving",), rated=("Review identified", "Achieving"),
)  # fmt: skip
KNOWN = catalogue(
    indicator("share_a", title="Share a"),
    indicator("gpos_3", title="GPOS 3", polarity="higher", frequency="quarter"),
    CATEGORY,
    indicator("registered_patients", method="count", denominator=None, multiplier=1),
)
PLACE = next(iter(KNOWN.places))
KNOWN = replace(
    KNOWN,
    targets={
        "t": Target(id="t", indicator="share_a", areas=(NORTH,), level=50, by="2016/17",
                    title="Half.", source="Nobody")
    },
    trigger_levels={
        "l": TriggerLevel(id="l", indicator="gpos_3", place=PLACE, level_1=70, level_2=60,
                          source="Nobody")
    },
)  # fmt: skip
RECORDS = {
    "targets": [
        {"area_code": NORTH, "indicator_id": "share_a", "due": "2017/18", "level": 75,
         "title": "three in four", "row": 2},
        {"area_code": CODE, "indicator_id": "share_a", "due": "2017/18", "level": 80, "row": 3},
        {"area_code": CODE, "indicator_id": "gone", "due": "2017/18", "level": 80, "row": 4},
    ],
    "events": [
        {"area_code": None, "event_date": "2016-05-01", "title": "A hub opens",
         "event_kind": "opening", "row": 2},
        {"area_code": NORTH, "event_date": "2016-06-01", "title": "Meeting",
         "event_kind": "meeting", "indicators": "share_; other_a", "row": 3},
        {"area_code": CODE, "event_date": "2016-06-01", "title": "Meeting",
         "event_kind": "meeting", "indicators": "share_; other_a", "row": 4},
    ],
    "trigger_values": [
        {"indicator_id": "gpos_3", "period": NOW, "average": 90, "level_1": 85, "level_2": 80,
         "row": 2},
    ],
}  # fmt: skip


def build(folder, known=KNOWN, **records):
    values = lists((CODE,), "2014/15", "2015/16", NOW, THEN)
    values += [
        {"indicator_id": "gpos_3", "area_code": CODE, "period": period, "numerator": 82,
         "denominator": 100, "row": 2}
        for period in (NOW, THEN)
    ]  # fmt: skip
    publish(folder, reading(values=values, memberships=[in_ccg(CODE, NORTH)], **records), of=known)
    return context_of(open_snapshot(Store(folder)), known)


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return build(tmp_path_factory.mktemp("loaded") / "store", **RECORDS)


def test_a_loaded_target_stands_before_a_defined_one_and_has_its_words(context):
    share = context.catalogue.indicators["share_a"]

    aim = aim_of(context.catalogue, share, NORTH, after=date(2017, 4, 1))
    assert (aim.level, aim.by, aim.title) == (75, "2017/18", "Three in four.")
    assert (
        aim_of(context.catalogue, share, CODE, after=date(2016, 4, 1)).title
        == "Share a: 80.0% by 2017/18."
    )


def test_a_loaded_event_is_marked_where_and_on_what_it_happened(context):
    first, last = date(2016, 1, 1), date(2016, 12, 31)

    def marked(indicator_id, *areas):
        found = events_between(context.catalogue, indicator_id, areas, first, last)
        return [one.label for one in found]

    assert marked("share_a", NORTH) == ["A hub opens", "Meeting"]
    assert marked("gpos_3", NORTH) == ["A hub opens"]
    assert marked("share_a", "Z1S") == ["A hub opens"]


def test_loaded_levels_hold_in_their_period_and_defined_ones_in_others(context):
    assert levels_of(context, NOW)["gpos_3"].level_1 == 85
    assert levels_of(context, THEN)["gpos_3"].level_1 == 70
    assert level_ticks(context)["level_1"].tolist() == [85]
    assert trigger_reasons(context, NOW, CODE)[0][1].startswith("level 1: 82.0")
    assert trigger_reasons(context, THEN, CODE) == (
        ("Triggers", f"none raised in {THEN}."),
    )  # fmt: skip


def test_a_supplied_trigger_counts_where_no_levels_are_held(tmp_path):
    known = replace(KNOWN, trigger_levels={})
    raised = [
        {"area_code": CODE, "indicator_id": "gpos_3", "period": NOW, "raised": "Level 2", "row": 2}
    ]
    context = build(tmp_path / "store", known, raised_triggers=raised)

    view = build_triggers(context, NOW, NORTH)

    assert view.rows["at_level_2"].tolist() == [1]
    assert view.cells["level"].tolist() == [2]
    assert any("as supplied" in note for note in view.notes)
    assert trigger_reasons(context, NOW, CODE) == (
        ("GPOS 3", "level 2 as supplied; its values are not held."),
    )  # fmt: skip
