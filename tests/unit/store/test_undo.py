"""Undoing a load: what counts is what the latest load says that is not undone."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcdash.errors import UserFacingError
from pcdash.ingest.undo import dependents_in_words, undo
from pcdash.store.connection import open_snapshot
from pcdash.store.history import history
from pcdash.store.publications import Publication
from pcdash.store.queries import run_query
from pcdash.store.record_kinds import RECORDS
from pcdash.store.schema import KINDS
from pcdash.store.snapshots import Store
from pcdash.store.sql_files import read_sql
from tests import builders as b

ASTHMA = b.indicator("asthma")
CATALOGUE = b.catalogue(ASTHMA)
PUBLICATION = Publication("A tester")
CODES = [f"Z99{number:03d}" for number in range(1, 4)]
MEMBERS = [b.in_ccg(code, b.NORTH) for code in CODES]


def _load(folder, figures, name="figures.csv", **more):
    rows = [
        {"indicator_id": "asthma", "area_code": code, "period": "2014/15",
         "numerator": numerator, "denominator": 100}
        for code, numerator in figures.items()
    ]  # fmt: skip
    return b.publish(folder, b.reading(values=rows, **more), of=CATALOGUE, names=[name])


def _undo(folder, load, publication=PUBLICATION):
    return undo(load, store=Store(folder), catalogue=CATALOGUE, publication=publication)


def _held(folder):
    snapshot = open_snapshot(Store(folder))
    rows = run_query(snapshot, "figures_of_areas", area_codes=CODES, indicator_ids=None)
    snapshot.close()
    return rows.set_index("area_code")["numerator"].to_dict()


def _first_three(folder):
    """Load 1 gives all three, load 2 changes two of them, load 3 one of these again."""
    one, two, three = CODES
    _load(folder, {one: 10, two: 20, three: 30}, memberships=MEMBERS)
    _load(folder, {one: 11, two: 22}, "second.csv")
    _load(folder, {two: 23}, "third.csv")
    return one, two, three


def test_what_a_load_changed_returns_and_what_later_loads_changed_stays(tmp_path):
    one, two, three = _first_three(tmp_path)

    report = _undo(tmp_path, 2, replace(PUBLICATION, note="The wrong year"))

    assert _held(tmp_path) == {one: 10, two: 23, three: 30}
    assert report.changes.figures[["change", "figures"]].to_numpy().tolist() == [["changed", 1]]
    assert report.value_changes[["area_code", "old_value", "new_value"]].to_numpy().tolist() == [
        [one, 11, 10]
    ]
    assert dependents_in_words(report) == (
        "1 figure of it was changed by later loads and will stay as those give them.",
    )
    last = history(Store(tmp_path))[-1]
    assert (last.kind, last.load, last.undoes, last.note) == ("undo", 4, 2, "The wrong year")
    assert "undo of load 2" in last.line()


def test_two_undos_come_to_the_same_in_either_order(tmp_path):
    held = []
    for name, order in (("a", (2, 3)), ("b", (3, 2))):
        one, two, three = _first_three(tmp_path / name)
        for load in order:
            _undo(tmp_path / name, load)
        held.append(_held(tmp_path / name))

    assert held == [{one: 10, two: 20, three: 30}] * 2


def test_an_undo_is_undone(tmp_path):
    one, two, three = _first_three(tmp_path)
    _undo(tmp_path, 2)

    _undo(tmp_path, 4)

    assert _held(tmp_path) == {one: 11, two: 23, three: 30}
    with pytest.raises(UserFacingError, match="Load 4 was undone by load 5 already"):
        _undo(tmp_path, 4)
    _undo(tmp_path, 2)
    assert _held(tmp_path) == {one: 10, two: 23, three: 30}


def test_a_dry_run_of_an_undo_tells_the_same_and_changes_nothing(tmp_path):
    _first_three(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    told = _undo(tmp_path, 2, None)

    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert before == after
    done = _undo(tmp_path, 2)
    assert (told.snapshot, done.snapshot) == (None, 4)
    assert told.value_changes.equals(done.value_changes)


def test_figures_that_a_later_load_gave_again_go_and_this_is_said(tmp_path):
    one, two, three = CODES
    _load(tmp_path, {one: 10, two: 20}, memberships=MEMBERS)
    _load(tmp_path, {one: 10, two: 20, three: 30}, "again.csv")

    report = _undo(tmp_path, 1)

    assert _held(tmp_path) == {three: 30}
    assert dependents_in_words(report) == (
        "Load 2 gave 2 figures of it again, unchanged. They go with load 1; load the file of "
        "load 2 again to bring them back.",
        "It also brought 3 rows of memberships, which go with it.",
    )
    _load(tmp_path, {one: 10, two: 20, three: 30}, "again.csv")
    assert _held(tmp_path) == {one: 10, two: 20, three: 30}


def test_the_groups_of_practices_return_too(tmp_path):
    one = CODES[0]
    _load(tmp_path, {one: 10}, memberships=[b.in_ccg(one, b.NORTH)])
    b.publish(
        tmp_path,
        b.reading(memberships=[b.in_ccg(one, b.SOUTH, start="2014-04-01")]),
        of=CATALOGUE,
        names=["moved.csv"],
    )
    in_south = _members(tmp_path)

    _undo(tmp_path, 2)

    assert "Z1S" in in_south
    assert _members(tmp_path) == {"Z1N"}
    same = b.reading(memberships=[b.in_ccg(one, b.SOUTH, start="2014-04-01")])
    b.publish(tmp_path, same, of=CATALOGUE, names=["moved.csv"])
    assert "Z1S" in _members(tmp_path), "a file that was undone is not known any more"


def _members(folder):
    snapshot = open_snapshot(Store(folder))
    rows = run_query(snapshot, "groups_of_practice", area_code=CODES[0])
    snapshot.close()
    return {code for code in rows["group_code"] if code in {"Z1N", "Z1S"}}


def test_a_load_that_another_undo_keeps_away_does_not_turn(tmp_path):
    one, two, three = _first_three(tmp_path)
    _undo(tmp_path, 2)  # 4
    _undo(tmp_path, 4)  # 5: load 2 stands again
    _undo(tmp_path, 2)  # 6

    report = _undo(tmp_path, 5)  # 7: load 4 stands again, and load 2 is away by load 6 as well

    assert report.changes.nothing
    assert _held(tmp_path) == {one: 10, two: 23, three: 30}
    assert history(Store(tmp_path))[-1].undoes == 5


def test_the_rows_of_every_kind_are_counted_as_what_goes_with_a_load():
    told = read_sql("queries", "structure_of_loads")

    assert {*re.findall(r"'(\w+)' as kind", told)} == {*KINDS} - {"values", *RECORDS}
    assert {*re.findall(r"from loaded_(\w+)", told)} == {*KINDS} - {"values", *RECORDS}


def test_the_only_load_is_undone(tmp_path):
    _load(tmp_path, {CODES[0]: 10}, memberships=MEMBERS)

    report = _undo(tmp_path, 1)

    assert report.changes.count("removed") == 1
    assert _held(tmp_path) == {}


def test_a_load_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    _first_three(tmp_path)

    with pytest.raises(UserFacingError, match=r"There is no load 9 .* it holds 1, 2, 3"):
        _undo(tmp_path, 9)


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    loads=st.lists(
        st.dictionaries(st.sampled_from(CODES), st.integers(1, 3), min_size=1), min_size=2,
        max_size=4,
    ),
    data=st.data(),
)  # fmt: skip
def test_whatever_is_undone_the_latest_load_that_changed_a_figure_counts(
    tmp_path_factory, loads, data
):
    folder = tmp_path_factory.mktemp("store")
    changed: list[dict[str, int]] = []
    for number, figures in enumerate(loads, start=1):
        held = _told(changed, set())
        _load(
            folder, figures, f"file {number}.csv", **({} if changed else {"memberships": MEMBERS})
        )
        changed.append({c: n for c, n in figures.items() if held.get(c) != n})

    gone = data.draw(st.lists(st.sampled_from(range(1, len(loads) + 1)), unique=True, max_size=2))
    for load in gone:
        _undo(folder, load)

    assert _held(folder) == _told(changed, set(gone))


def _told(changed, gone):
    held = {}
    for number, figures in enumerate(changed, start=1):
        if number not in gone:
            held |= figures
    return held


def test_a_figure_that_a_load_removed_is_added_again(tmp_path):
    codes = [f"Z99{number:03d}" for number in range(1, 11)]
    members = [b.in_ccg(code, b.NORTH) for code in codes]
    _load(tmp_path, dict.fromkeys(codes, 10), memberships=members)
    _load(tmp_path, dict.fromkeys(codes[1:], 10), "nine of ten.csv")
    assert CODES[0] not in _held(tmp_path)

    report = _undo(tmp_path, 2)

    assert report.changes.figures[["change", "figures"]].to_numpy().tolist() == [["added", 1]]
    assert _held(tmp_path)[CODES[0]] == 10
