"""The first screen: the same facts for every role, in its order; bad inputs are explained."""

from dataclasses import replace

import pytest

from pcdash import paths
from pcdash.definitions.aims import Target
from pcdash.errors import UnknownAreaError, UserFacingError
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels import briefing
from pcdash.viewmodels.briefing import build_briefing, own_places, slides_of
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.facts import facts_of
from pcdash.viewmodels.records import inside_of
from tests import builders, signal_store

Q = 0.05


def _known():
    aim = Target(
        id="t", indicator="care_b", areas=("ZSYS",), level=70.0, by="2020/21", title="Most.",
        owner="A team", source="A paper", baseline_period="2014/15",
    )  # fmt: skip
    return replace(signal_store.definitions(), targets={"t": aim})


@pytest.fixture(scope="module")
def contexts(tmp_path_factory):
    store = Store(signal_store.build(tmp_path_factory.mktemp("briefing") / "store"))
    opened = [open_snapshot(store, number) for number in (1, 2)]
    yield tuple(context_of(one, _known()) for one in opened)
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def views(contexts):
    return {
        role: build_briefing(contexts[1], contexts[0], role, None, "Snapshot 1", Q)
        for role in briefing.ROLES.codes
    }


def test_every_role_has_the_same_parts_in_its_own_order(views):
    orders = {tuple(part.key for part in view.parts) for view in views.values()}

    assert len(orders) == len(views)
    parts = [set(view.parts) for view in views.values()]
    assert all(one == parts[0] for one in parts)
    assert len({view.every for view in views.values()}) == 1


def test_the_first_screen_is_short_and_the_table_whole(views, contexts):
    view = views[briefing.BOARD]

    for part in view.parts:
        lines = len(part.messages) + len(part.targets) + len(part.sentences)
        assert lines <= briefing.SHOWN + 1
    (signals,) = [part for part in view.parts if part.key == briefing.SIGNALS]
    assert len(view.every.rows) > len(signals.messages)
    assert "We checked" in signals.sentences[0]
    assert view.source == "Snapshot 2. Sources: Nobody: Invented figures."


def test_what_needs_a_decision_is_of_concern(views):
    (signals,) = [part for part in views[briefing.BOARD].parts if part.key == briefing.SIGNALS]

    assert signals.messages
    assert {one.way for one in signals.messages} == {"concern"}


def test_a_lead_sees_their_own_place(contexts):
    view = build_briefing(contexts[1], contexts[0], briefing.LEAD, "Z1N", "", Q)

    places = {row[0] for row in view.every.rows}
    assert not any("Care B" in one and "lower" in one for one in places)  # it is in the south
    assert any("Care B" in one and "higher" in one for one in places)
    assert view.provenance.title.endswith("Northam CCG")


def test_own_places_are_the_groups_inside(contexts):
    codes = own_places(contexts[1]).codes

    assert "Z1N" in codes
    assert "ZL1" in codes
    assert not {"ZSYS", "Y99", "E92000001"} & {*codes}


def test_an_unknown_own_place_is_explained(contexts):
    with pytest.raises(UnknownAreaError, match="'nowhere'"):
        build_briefing(contexts[1], None, briefing.LEAD, "nowhere", "", Q)


def test_without_an_earlier_snapshot_that_is_said(contexts):
    view = build_briefing(contexts[0], None, briefing.BOARD, None, "", Q)

    (changed,) = [part for part in view.parts if part.key == briefing.CHANGED]
    assert "nothing to compare it with" in changed.sentences[0]
    assert view.moved.rows == ()


def test_slides_say_one_message_each_and_all_of_the_screen(views):
    view = views[briefing.OFFICER]
    slides = slides_of(view, "Northam and Southam")

    findings = [one.finding for one in slides]
    for part in view.parts:
        assert all(one.finding in findings for one in part.messages)
    assert len({*findings}) == len(findings)
    assert all(one.about.startswith("Northam and Southam") for one in slides)
    for part in view.parts:
        for one in part.messages:
            slide = slides[findings.index(one.finding)]
            assert one.sentence in slide.sentences
            assert one.source in slide.source


def test_a_target_newly_at_risk_is_a_fact(contexts):
    facts = facts_of(contexts[1], frozenset(inside_of(contexts[1], "ZSYS")), contexts[0])

    (risk,) = [one for one in facts if one.finding.startswith("Target newly at risk")]
    assert "Care B" in risk.finding
    assert "before: met" in risk.sentence


def test_moved_ratings_and_half_a_period_are_facts(tmp_path):
    rating = builders.indicator(
        "cqc_overall", title="CQC: overall rating", method="category", polarity="higher",
        aggregation="share", categories=("Good", "Inadequate"), favourable=("Good",),
        rated=("Good", "Inadequate"), unit="% of rated practices",
    )  # fmt: skip
    base = signal_store.definitions()
    known = replace(base, indicators=base.indicators | {"cqc_overall": rating})
    values = signal_store.figures("2017/18") + signal_store.figures("2018/19")[:40]
    for period, rated in (("2017/18", "Good"), ("2018/19", "Inadequate")):
        values += [
            {"indicator_id": "cqc_overall", "area_code": code, "period": period,
             "category": rated if code == signal_store.HIGH else "Good"}
            for code in signal_store.PRACTICES
        ]  # fmt: skip
    one = builders.reading(
        values=values, areas=signal_store.areas(), memberships=signal_store.base()
    )
    snapshot = builders.snapshot_of(tmp_path / "store", one, of=known)
    context = context_of(snapshot, known)
    facts = facts_of(context, frozenset(inside_of(context, "ZSYS")), None)
    snapshot.close()

    (moved,) = [one for one in facts if "CQC rating" in one.finding]
    assert moved.finding == "1 CQC rating published since 2017/18"
    assert "Inadequate, before Good (2018/19)" in moved.sentence
    assert moved.people == 2000
    (half,) = [one for one in facts if "fewer practices" in one.finding]
    assert "of 20, 2018/19)" in half.sentence


@pytest.mark.parametrize("given", ["0", "1", "5%", "much", "nan"])
def test_a_rate_that_is_no_share_is_explained(given):
    with pytest.raises(UserFacingError, match="PCDASH_FALSE_DISCOVERY_RATE"):
        paths.false_discovery_rate({"PCDASH_FALSE_DISCOVERY_RATE": given})


def test_the_usual_rate_is_one_in_twenty():
    assert paths.false_discovery_rate({}) == 0.05
    assert paths.false_discovery_rate({"PCDASH_FALSE_DISCOVERY_RATE": "0.1"}) == 0.1
