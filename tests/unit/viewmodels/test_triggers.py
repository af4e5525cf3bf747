"""Triggers by practice, categories by place, moves and mismatches, on a store made for it."""

from dataclasses import replace

import pytest

from pcdash.definitions.aims import TriggerCategory, TriggerLevel
from pcdash.errors import NoDataError
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.trigger_levels import level_ticks
from pcdash.viewmodels.triggers import (
    build_triggers,
    periods_of,
    trigger_reasons,
)
from tests.builders import NORTH, SOUTH, catalogue, in_ccg, indicator, lists, publish, reading

CODES = ("Z99001", "Z99002", "Z99003", "Z99004")
NOW, BEFORE = "Q4 2015/16", "Q3 2015/16"
CATEGORIES = ("Review identified", "Approaching review", "Achieving", "Higher achieving")
# Of 1,000 people, by practice, on three standards: level 1 from 700, level 2 from 600.
FIGURES = {
    "gpos_2": (500, 650, 900, 900),
    "gpos_3": (600, 700, 900, None),
    "gpos_4": (590, 701, 900, 900),
}
SUPPLIED = {
    BEFORE: ("Approaching review", "Achieving", "Higher achieving", "Achieving"),
    NOW: ("Review identified", "Approaching review", "Review identified", None),
}


@pytest.fixture(scope="module")
def defined():
    category = indicator(
        "gpos_category", title="GPOS: category", method="category", polarity="higher",
        frequency="quarter", aggregation="share", categories=CATEGORIES,
        favourable=CATEGORIES[2:], rated=CATEGORIES, unit="% of practices",
    )  # fmt: skip
    standards = [
        indicator(one, title=f"GPOS {one[5:]}: standard", polarity="higher", frequency="quarter")
        for one in FIGURES
    ]
    people = indicator("registered_patients", title="Registered patients", method="count",
                       denominator=None, multiplier=1, decimals=0, unit="patients")  # fmt: skip
    known = catalogue(category, *standards, people)
    place = next(iter(known.places))
    levels = {
        one: TriggerLevel(id=one, indicator=one, place=place, average=80, level_1=70, level_2=60,
                          source="Nobody")
        for one in FIGURES
    }  # fmt: skip
    review = TriggerCategory(id="review", title="Review identified", triggers=9, at_level_2=3,
                             source="Nobody")  # fmt: skip
    return replace(known, trigger_levels=levels, trigger_categories={"review": review})


@pytest.fixture(scope="module")
def context(tmp_path_factory, defined):
    values = lists(CODES, "2014/15", "2015/16", NOW, BEFORE)
    for indicator_id, counts in FIGURES.items():
        values += [
            {"indicator_id": indicator_id, "area_code": code, "period": NOW, "numerator": count,
             "denominator": 1000, "row": 2}
            for code, count in zip(CODES, counts, strict=True) if count is not None
        ]  # fmt: skip
    for period, names in SUPPLIED.items():
        values += [
            {"indicator_id": "gpos_category", "area_code": code, "period": period,
             "category": name, "row": 3}
            for code, name in zip(CODES, names, strict=True) if name
        ]  # fmt: skip
    memberships = [in_ccg(code, NORTH if code != "Z99004" else SOUTH) for code in CODES]
    folder = tmp_path_factory.mktemp("triggers") / "store"
    publish(
        folder, reading(values=values, memberships=memberships), of=defined, names=["gpos.csv"],
        note="Standards",
    )  # fmt: skip
    snapshot = open_snapshot(Store(folder))
    yield context_of(snapshot, defined)
    snapshot.close()


@pytest.fixture(scope="module")
def view(context):
    return build_triggers(context, NOW, context.inside.system_code)


def _row(table, code):
    labels = [column.label for column in table.columns]
    return dict(zip(labels, table.rows[table.codes.index(code)], strict=True))


def test_triggers_are_counted_by_level(view):
    first, second = _row(view.practices, "Z99001"), _row(view.practices, "Z99002")

    assert (first["Triggers"], first["At level 2"]) == ("3", "3")
    assert (second["Triggers"], second["At level 2"]) == ("2", "0")
    assert _row(view.practices, "Z99004")["Indicators held"] == "2 of 3"


def test_the_supplied_category_counts_and_a_mismatch_is_said(view):
    assert _row(view.practices, "Z99001")["Note"] == ""
    third = _row(view.practices, "Z99003")
    assert third["Category"] == "Review identified"
    assert "the triggers here make 'another category'" in third["Note"]
    assert any("for 1 practice the supplied category" in note for note in view.notes)


def test_finding_counts_and_stacks_say_the_same(view):
    assert view.finding == "2 of 3 practices are review identified"
    whole = next(row for row in view.counts.rows if row[0] == "All of these")
    assert whole[1:4] == ("4", "2", "1")
    drawn = view.stacks[view.stacks["place"] == "All of these"].set_index("category")["count"]
    assert drawn["Review identified"] == 2
    assert view.stacks.groupby("place")["share"].sum().round(9).eq(1).all()


def test_the_list_behind_a_count_has_as_many_practices(view):
    assert view.practices_of("Review identified").codes == ("Z99001", "Z99003")
    assert len(view.practices_of("all").codes) == 4


def test_cells_have_the_level_and_its_absence(view):
    cells = view.cells.set_index(["area_code", "short"])["level"]

    assert cells["Z99001", "2"] == 2
    assert cells["Z99002", "3"] == 1
    assert cells["Z99002", "4"] == 0
    assert cells["Z99004", "3"] == -1


def test_moves_are_counted_and_listed(view):
    assert view.moved.startswith("Since Q3 2015/16, 3 practices moved: 0 to a better category")
    assert _row(view.moves, "Z99003")["Before"] == "Higher achieving"


def test_the_first_period_has_nothing_before_it(context):
    first = build_triggers(context, BEFORE, context.inside.system_code)

    assert "No period before" in first.moved
    assert first.finding == "0 of 4 practices are review identified"


def test_without_a_supplied_category_the_published_rule_computes_one(context, defined):
    easier = defined.trigger_categories["review"].model_copy(update={"triggers": 0})
    known = replace(defined, trigger_categories={"review": easier})
    view = build_triggers(replace(context, catalogue=known), NOW, context.inside.system_code)

    assert _row(view.practices, "Z99004")["Category"] == "Review identified (computed)"


def test_reasons_name_value_average_and_levels(context):
    reasons = dict(trigger_reasons(context, NOW, "Z99001"))

    assert reasons["GPOS 3: standard"] == (
        "level 2: 60.0% is at or below 60.0% (level 1 from 70.0%, level 2 from 60.0%; average "
        "80.0%)."
    )
    assert trigger_reasons(context, NOW, "Z99003") == (("Triggers", f"none raised in {NOW}."),)


def test_without_levels_triggers_are_not_counted_and_it_is_said(context, defined):
    bare = replace(context, catalogue=replace(defined, trigger_levels={}))
    view = build_triggers(bare, NOW, context.inside.system_code)

    assert any("Trigger values of this place are not held" in note for note in view.notes)
    assert view.finding == "2 of 3 practices are review identified"
    assert len(view.cells) == 0


def test_periods_and_ticks_are_those_held_and_defined(context):
    assert periods_of(context).codes == (NOW, BEFORE)
    ticks = level_ticks(context).set_index("indicator_id")
    assert ticks.loc["gpos_2"].tolist() == [70, 60]


def test_an_area_without_any_is_told(context, defined):
    bare = replace(context, catalogue=replace(defined, trigger_levels={}))
    with pytest.raises(NoDataError, match="No practice here has a category"):
        build_triggers(bare, NOW, SOUTH)
