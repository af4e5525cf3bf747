"""What has changed since a snapshot: which figures, from what to what, and by which load."""

import pytest

from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.changed_since import build_changed, question_of
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import Question, answer
from tests import dashboard_store
from tests.builders import publish, reading


@pytest.fixture(scope="module")
def contexts(tmp_path_factory):
    """The store as it was, and after three further loads: a revision, a new practice, a rating."""
    folder = dashboard_store.build(tmp_path_factory.mktemp("changed") / "store", revised=True)
    known = dashboard_store.definitions()
    rows = [
        {"indicator_id": "score_d", "area_code": "Z99004", "period": "2016/17", "numerator": 500,
         "value": 500, "row": 2},
        {"indicator_id": "rating_c", "area_code": "Z99002", "period": "2016/17",
         "category": "Good", "row": 2},
    ]  # fmt: skip
    for number, row in enumerate(rows, start=3):
        publish(folder, reading(values=[row]), of=known, names=[f"{number}.csv"])
    store = Store(folder)
    opened = [open_snapshot(store, number) for number in store.numbers()]
    yield [context_of(one, known) for one in opened]
    for one in opened:
        one.close()


def test_a_figure_that_was_revised_stands_beside_what_it_was_and_its_load_is_named(contexts):
    first, *_, last = contexts
    changed = build_changed(first, last, Question("condition_a", period="2016/17"))

    assert changed.figures.rows == (("Birch Surgery", "Z99001", "10.5%", "11.0%"),)
    assert changed.finding == (
        "1 of 4 practices differs on Condition A: how common, 2016/17, since snapshot 1. "
        "3 loads since snapshot 1."
    )
    assert [row[3] for row in changed.loads.rows] == ["4.csv", "3.csv", "revision.csv"]


def test_a_figure_that_nobody_touched_is_said_to_be_the_same(contexts):
    changed = build_changed(contexts[0], contexts[-1], Question("care_b", period="2016/17"))

    assert changed.figures.rows == ()
    assert changed.finding.startswith("No figure of Care B: given, 2016/17, has changed")


def test_what_was_not_held_then_and_what_is_a_category_are_told_too(contexts):
    score = build_changed(contexts[0], contexts[-1], Question("score_d", period="2016/17"))
    rating = build_changed(contexts[0], contexts[-1], Question("rating_c", period="2016/17"))

    assert [row[2:] for row in score.figures.rows] == [("[x]", "500.0")]
    assert [row[2:] for row in rating.figures.rows] == [("Inadequate", "Good")]


def test_the_figures_of_a_link_are_the_same_after_three_further_loads(contexts):
    question = Question("condition_a", period="2016/17")
    before = answer(contexts[0], question).figures

    assert before.equals(answer(contexts[0], question).figures)
    value = before.set_index("area_code").at["Z99001", "value"]
    assert value == pytest.approx(10.5)
    now = answer(contexts[-1], question).figures.set_index("area_code").at["Z99001", "value"]
    assert now == pytest.approx(11.0)


def test_between_a_snapshot_and_itself_there_is_no_load(contexts):
    changed = build_changed(contexts[-1], contexts[-1], None)

    assert changed.loads.rows == ()
    assert changed.figures is None
    assert "has no load that snapshot 4 has not" in changed.finding


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"indicator": "condition_a"}, Question("condition_a", period="2016/17")),
        (
            {"indicator": "condition_a", "period": "2014/15", "level": "ccg", "area": "ZSYS"},
            Question("condition_a", level="ccg", area="ZSYS", period="2014/15"),
        ),
        ({"rating": "rating_c", "month": "2016/17"}, Question("rating_c", period="2016/17")),
        ({"indicator": "of nobody"}, None),
        ({}, None),
    ],
)
def test_what_an_address_asks_of_an_indicator(contexts, address, expected):
    assert question_of(contexts[0], address) == expected


def test_an_area_that_neither_snapshot_knows_leaves_the_loads_alone(contexts):
    changed = build_changed(
        contexts[0], contexts[-1], Question("condition_a", area="NOWHERE", period="2016/17")
    )

    assert changed.figures is None
    assert changed.finding == "3 loads since snapshot 1."
