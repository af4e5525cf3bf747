"""Signals of a store with planted differences: what is found, said, kept and linked to."""

import pytest

from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels import scan, signals
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.messages import checked_words, messages_of
from pcdash.viewmodels.records import inside_of
from pcdash.viewmodels.signals import find_signals, signals_of
from tests import builders, dashboard_store, signal_store

Q = 0.05


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return Store(signal_store.build(tmp_path_factory.mktemp("signals") / "store"))


@pytest.fixture(scope="module")
def context(store):
    snapshot = open_snapshot(store)
    yield context_of(snapshot, signal_store.definitions())
    snapshot.close()


@pytest.fixture(scope="module")
def found(context):
    return find_signals(context, Q)


def test_planted_practices_are_found_and_no_other(found):
    points = {one.area_code: one for one in found.signals if one.kind == scan.FUNNEL}

    assert set(points) == {signal_store.LOW, signal_store.HIGH}
    assert points[signal_store.LOW].way == "concern"
    assert points[signal_store.HIGH].way == "improvement"
    assert points[signal_store.LOW].people == pytest.approx(701 - 302 - 7.5, abs=10)


def test_a_rise_of_the_whole_place_is_found_with_the_way_it_goes(found):
    (system,) = [
        one for one in found.signals if one.indicator_id == "visits" and one.area_code == "ZSYS"
    ]

    assert (system.kind, system.way, system.side) == (scan.TREND, "concern", 1)


def test_groups_of_the_same_practices_are_one_comparison(context, found):
    codes = {one.area_code for one in found.signals}

    assert {"ZBN", "ZBS"} <= {*inside_of(context, "ZSYS")}  # boroughs of one CCG each
    assert not {"ZBN", "ZBS"} & codes


def test_the_first_snapshot_has_no_signal_of_a_practice(store):
    snapshot = open_snapshot(store, 1)
    found = find_signals(context_of(snapshot, signal_store.definitions()), Q)
    snapshot.close()

    assert found.checked > 50
    assert not [one for one in found.signals if one.kind == scan.FUNNEL]


def test_every_signal_has_the_numbers_of_the_pages_and_is_marked_there(context, found):
    assert signal_store.require_agreement(context, Q) == len(found.signals) > 20


def test_messages_say_figures_names_periods_and_where_to_look(context, found):
    messages = messages_of(context, found.signals)

    assert [one.way for one in messages] == sorted(
        (one.way for one in messages), key=["concern", "neutral", "improvement"].index
    )
    (low,) = [one for one in messages if signal_store.LOW in one.places and "Care" in one.finding]
    assert low.finding.startswith("Care B, 2018/19: ")
    assert low.finding.endswith("is lower than expected")
    assert "30.2%; the average of practices is" in low.sentence
    assert low.sign == "L: Concern, low"
    assert low.page == "variation"
    assert dict(low.query)["practice"] == signal_store.LOW
    assert "worst" not in f"{low.finding} {low.sentence}"
    visits = next(one for one in messages if one.finding.startswith("Visits"))
    assert "(and " in visits.finding  # one message for many places
    assert len(visits.places) > 10


def test_how_much_was_checked_is_said(found):
    said = checked_words(found, found.signals, "")

    assert said.startswith(f"We checked {found.checked} comparisons; these {len(found.signals)} ")
    assert "none stands out" in checked_words(found, (), "")


def test_signals_are_kept_beside_the_snapshot(store, monkeypatch):
    snapshot = open_snapshot(store)
    first = signals_of(context_of(snapshot, signal_store.definitions()), Q)
    monkeypatch.setattr(signals, "find_signals", lambda *asked: pytest.fail("worked out again"))
    again = signals_of(context_of(snapshot, signal_store.definitions()), Q)
    snapshot.close()

    assert again == first
    assert first.signals


def test_a_place_of_few_practices_has_comparisons_but_no_funnel(tmp_path):
    snapshot = open_snapshot(Store(dashboard_store.build(tmp_path / "store")))
    found = find_signals(context_of(snapshot, dashboard_store.definitions()), Q)
    snapshot.close()

    assert found.signals == ()
    assert "none stands out" in checked_words(found, (), "")


def test_one_practice_alone_is_no_fault(tmp_path):
    known = signal_store.definitions()
    own = signal_store.PRACTICES[:1]
    values = [one for one in signal_store.figures("2018/19") if one["area_code"] in own]
    one = builders.reading(values=values, memberships=signal_store.base()[:1])
    snapshot = builders.snapshot_of(tmp_path / "store", one, of=known)

    assert find_signals(context_of(snapshot, known), Q).signals == ()
    snapshot.close()


def test_a_half_loaded_period_is_compared_with_those_that_are_there(tmp_path):
    known = signal_store.definitions()
    values = [
        one
        for one in signal_store.figures("2017/18", "2018/19", planted=True)
        if one["period"] == "2017/18" or one["area_code"] <= signal_store.PRACTICES[11]
    ]
    half = builders.reading(values=values, memberships=signal_store.base())
    snapshot = builders.snapshot_of(tmp_path / "store", half, of=known)
    found = find_signals(context_of(snapshot, known), Q)
    snapshot.close()

    assert {one.area_code for one in found.signals} == {signal_store.LOW, signal_store.HIGH}
