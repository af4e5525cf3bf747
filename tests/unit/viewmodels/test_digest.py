"""What changed between two snapshots: since when, what moved, who drove it, and the digest."""

import json
from datetime import date

import pytest

from pcdash.errors import UnknownAreaError, UserFacingError
from pcdash.report.digest_files import digest_html, digest_json, digest_text
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.digest import NOTHING_NEW, build_digest
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.moves import contributions, moves_of
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.since import bases, changes_since, last_meeting, snapshot_since
from tests import signal_store

Q = 0.05


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Store(signal_store.build(tmp_path_factory.mktemp("digest") / "store"))


@pytest.fixture(scope="module")
def contexts(store):
    """The first snapshot and the second."""
    opened = [open_snapshot(store, number) for number in (1, 2)]
    yield tuple(context_of(one, signal_store.definitions()) for one in opened)
    for one in opened:
        one.close()


def _moved(number, day, kind="load"):
    return {"snapshot": number, "kind": kind, "at": f"{day}T09:00:00+00:00", "by": "A", "note": ""}


def test_the_usual_base_is_the_snapshot_of_the_last_meeting(contexts):
    journal = [_moved(1, "2016-05-01"), _moved(2, "2016-07-01")]

    found = bases(contexts[1], journal, (1, 2), date(2016, 8, 1))

    assert found.choices.labels == {"1": "The last meeting, 1 Jun 2016 (snapshot 1)"}
    assert found.note == ""


def test_a_meeting_to_come_is_not_the_last_one(contexts):
    assert last_meeting(contexts[1], date(2016, 5, 31)) is None
    assert last_meeting(contexts[1], date(2016, 6, 1)).title == "Governing body"


@pytest.mark.parametrize(
    ("journal", "said"),
    [
        ([_moved(1, "2016-06-02"), _moved(2, "2016-07-01")], "no snapshot of then is kept"),
        ([_moved(1, "2016-05-01"), _moved(2, "2016-05-02")], "nothing has been published since"),
    ],
    ids=["before anything was published", "after all of it"],
)
def test_a_meeting_without_a_snapshot_of_its_own_is_said(contexts, journal, said):
    found = bases(contexts[1], journal, (1, 2), date(2016, 8, 1))

    assert said in found.note
    assert found.choices.codes == ("1",)


def test_a_rollback_before_the_meeting_is_what_the_meeting_saw(contexts):
    journal = [
        _moved(1, "2016-04-01"), _moved(2, "2016-05-01"), _moved(1, "2016-05-20", "rollback")
    ]  # fmt: skip

    assert snapshot_since(journal, date(2016, 6, 1)) == 1


def test_a_day_before_everything_is_explained():
    with pytest.raises(UserFacingError, match="first was published on 1 May 2016"):
        snapshot_since([_moved(1, "2016-05-01")], date(2016, 1, 1))


def test_a_snapshot_that_was_pruned_is_not_offered(contexts):
    journal = [_moved(1, "2016-05-01"), _moved(2, "2016-07-01")]

    assert bases(contexts[1], journal, (2,), date(2016, 8, 1)).choices.codes == ()


def test_what_changed_is_said_in_sentences(contexts):
    changes = changes_since(contexts[1], contexts[0], Q)

    said = " ".join(changes.sentences)
    assert "Care B (2018/19)" in said
    assert "signals new" in said
    assert "1 load: 80 figures added." in said
    assert changes.moved.rows


def test_nothing_changed_since_itself(contexts):
    assert changes_since(contexts[1], contexts[1], Q).sentences == ()


def test_figures_that_moved_are_those_of_the_pages(contexts):
    moves = moves_of(contexts[1], contexts[0], "ZSYS")

    assert {one.indicator_id for one in moves} >= {"care_b", "visits"}
    for one in moves:
        if one.indicator_id == "registered_patients":
            continue
        figures = answer(contexts[1], Question(one.indicator_id, level="system")).figures
        shown = number_text(figures["value"].iloc[0], decimals=1)
        assert f": {shown}" in one.finding
        assert "in 2018/19" in one.finding


def test_the_practices_that_drove_a_move_are_named(contexts):
    moves = moves_of(contexts[1], contexts[0], "ZSYS")
    (care,) = [one for one in moves if one.indicator_id == "care_b"]

    assert care.practices == (signal_store.LOW,)
    assert "1 practice makes up half" in care.sentence
    assert care.people == pytest.approx(250 - 400, abs=3)


def test_contributions_add_up_to_what_the_group_moved_by(contexts):
    frames = []
    for context, period in zip(contexts, ("2017/18", "2018/19"), strict=True):
        rows = answer(context, Question("care_b", period=period)).figures.set_index("area_code")
        frames.append(rows[["numerator", "denominator"]])
    before, after = (one.sum() for one in frames)
    rate = before["numerator"] / before["denominator"]

    each = contributions(*frames, rate)

    assert each.sum() == pytest.approx(after["numerator"] - rate * after["denominator"])


def test_a_digest_says_the_same_in_every_form(contexts):
    digest = build_digest(contexts[1], contexts[0], None, Q)

    text, html = digest_text(digest), digest_html(digest)
    content = json.loads(digest_json(digest))
    assert content["snapshot"] == 2
    assert content["since"] == 1
    assert len(content["signals"]) == len(digest.signals) > 0
    for one in digest.signals[:5]:
        assert one.finding in text
    assert "Which figures moved" in text
    assert "Which figures moved" in html
    assert [one["finding"] for one in content["moves"]] == [one.finding for one in digest.moves]


def test_what_a_name_says_is_text_in_html(contexts):
    html = digest_html(build_digest(contexts[1], contexts[0], None, Q))

    assert "<b>*OAK*" not in html
    assert "&lt;b&gt;*OAK*" in html
    assert "http" not in html  # the page asks nobody for anything


def test_a_digest_of_a_part_is_about_that_part(contexts):
    north = build_digest(contexts[1], contexts[0], "z1n", Q)

    assert north.place == "Northam CCG"
    named = {code for one in north.signals for code in one.places}
    assert signal_store.LOW not in named  # it is in the south
    assert signal_store.HIGH in named


def test_the_id_of_the_place_is_the_whole(contexts):
    assert build_digest(contexts[1], contexts[0], "tests", Q).place == "Northam and Southam"


def test_an_unknown_place_is_explained(contexts):
    with pytest.raises(UnknownAreaError, match="'Z9Z'"):
        build_digest(contexts[1], contexts[0], "Z9Z", Q)


def test_since_the_current_snapshot_nothing_is_new(contexts):
    digest = build_digest(contexts[1], contexts[1], None, Q)

    assert digest.changes == (NOTHING_NEW,)
    assert not digest.signals
    assert not digest.moves
    assert not digest.facts
