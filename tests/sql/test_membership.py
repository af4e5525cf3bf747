"""Who belongs to whom, when: intervals from histories and observations, as-was and as-is."""

from datetime import date

import pytest

from pcdash.store.connection import open_snapshot
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from tests import builders as b

ASTHMA = b.indicator("asthma")


def _snapshot(tmp_path, memberships, *, areas=(), periods=("2014/15", "2016/17")):
    codes = sorted({row["child_code"] for row in memberships})
    rows = b.lists(codes, *periods) + [
        {"indicator_id": "asthma", "area_code": code, "period": period, "numerator": 10,
         "denominator": 100} for code in codes for period in periods
    ]  # fmt: skip
    reading = b.reading(values=rows, memberships=memberships, areas=areas)
    return b.snapshot_of(tmp_path, reading, of=b.catalogue(ASTHMA))


def _groups(snapshot, code, group_type):
    rows = run_query(snapshot, "groups_of_practice", area_code=code)
    rows = rows[rows["group_type"] == group_type].sort_values("start_date")
    return [
        (row.group_code, row.start_date.date(), None if row.end_date != row.end_date
         else row.end_date.date())
        for row in rows.itertuples()
    ]  # fmt: skip


def _members(snapshot, level, period, basis):
    rows = b.values_at_level(
        snapshot, indicator_id="asthma", level=level, period=period,
        scope_code="ZSYS", basis=basis,
    )  # fmt: skip
    return rows.set_index("area_code")["numerator"].to_dict()


MOVED = [
    b.in_ccg("Z99001", b.NORTH),
    b.in_ccg("Z99009", b.NORTH, end="2016-04-05"),
    b.in_ccg("Z99009", b.SOUTH, start="2016-04-06"),
    b.in_ccg("Z99010", b.SOUTH),
]


def test_a_practice_that_moved_counts_where_it_was_as_was(tmp_path):
    snapshot = _snapshot(tmp_path, MOVED)

    assert _members(snapshot, "ccg", "2014/15", "as_was") == {b.NORTH: 20, b.SOUTH: 10}
    assert _members(snapshot, "ccg", "2016/17", "as_was") == {b.NORTH: 10, b.SOUTH: 20}


def test_a_practice_that_moved_counts_where_it_is_as_is(tmp_path):
    snapshot = _snapshot(tmp_path, MOVED)

    assert _members(snapshot, "ccg", "2014/15", "as_is") == {b.NORTH: 10, b.SOUTH: 20}
    assert _members(snapshot, "ccg", "2016/17", "as_is") == {b.NORTH: 10, b.SOUTH: 20}


MERGED_CCGS = [
    {"area_code": b.NORTH, "area_type": "ccg", "opened": "2013-04-01", "closed": "2021-03-31",
     "status": "closed", "as_of": "2022-01-01"},
    {"area_code": b.SOUTH, "area_type": "ccg", "opened": "2013-04-01", "closed": "2021-03-31",
     "status": "closed", "as_of": "2022-01-01"},
    {"area_code": "Z9Z9Z", "area_type": "ccg", "opened": "2021-04-01", "as_of": "2022-01-01"},
]  # fmt: skip


def test_an_observation_after_the_history_starts_when_the_new_parent_opened(tmp_path):
    snapshot = _snapshot(
        tmp_path, [*MOVED, b.seen_in("Z99001", "Z9Z9Z", "ccg", "2026-03-01")], areas=MERGED_CCGS
    )

    assert _groups(snapshot, "Z99001", "ccg") == [
        (b.NORTH, date(2013, 4, 1), date(2021, 3, 31)),
        ("Z9Z9Z", date(2021, 4, 1), None),
    ]


def test_a_merger_of_ccgs_does_not_empty_the_ccgs_of_earlier_years_as_is(tmp_path):
    seen = [b.seen_in(code, "Z9Z9Z", "ccg", "2026-03-01") for code in ("Z99001", "Z99009")]
    snapshot = _snapshot(
        tmp_path, [*MOVED, *seen], areas=MERGED_CCGS, periods=("2014/15", "Mar 2026")
    )

    assert _members(snapshot, "ccg", "2014/15", "as_is") == {b.NORTH: 10, b.SOUTH: 20}
    assert _members(snapshot, "ccg", "Mar 2026", "as_is")["Z9Z9Z"] == 20


def test_a_practice_stays_in_its_borough_when_its_ccg_is_merged_away(tmp_path):
    seen = [b.seen_in(code, "Z9Z9Z", "ccg", "2026-03-01") for code in ("Z99001", "Z99009")]
    snapshot = _snapshot(tmp_path, [*MOVED, *seen], areas=MERGED_CCGS)

    assert _groups(snapshot, "Z99001", "borough") == [("ZBN", date(2013, 4, 1), None)]
    assert _groups(snapshot, "Z99009", "borough") == [
        ("ZBN", date(2013, 4, 1), date(2016, 4, 5)),
        ("ZBS", date(2016, 4, 6), None),
    ]


def test_an_observation_older_than_the_history_is_overruled(tmp_path):
    snapshot = _snapshot(tmp_path, [*MOVED, b.seen_in("Z99001", b.SOUTH, "ccg", "2015-03-31")])

    assert _groups(snapshot, "Z99001", "ccg") == [(b.NORTH, date(2013, 4, 1), None)]


def test_an_observation_alone_holds_from_the_start_and_until_another_differs(tmp_path):
    snapshot = _snapshot(
        tmp_path,
        [
            b.seen_in("Z99001", b.NORTH, "ccg", "2015-03-31"),
            b.seen_in("Z99001", b.NORTH, "ccg", "2016-03-31"),
            b.seen_in("Z99001", b.SOUTH, "ccg", "2018-03-31"),
        ],
    )

    assert _groups(snapshot, "Z99001", "ccg") == [
        (b.NORTH, date(1900, 1, 1), date(2018, 3, 30)),
        (b.SOUTH, date(2018, 3, 31), None),
    ]


def test_the_newest_file_decides_how_a_membership_ended(tmp_path):
    older = b.in_ccg("Z99001", b.NORTH) | {"as_of": "2015-11-01"}
    newer = b.in_ccg("Z99001", b.NORTH, end="2017-06-30") | {"as_of": "2019-09-01"}
    snapshot = _snapshot(tmp_path, [older, newer])

    assert _groups(snapshot, "Z99001", "ccg") == [(b.NORTH, date(2013, 4, 1), date(2017, 6, 30))]


@pytest.mark.parametrize("basis", ["as_was", "as_is"])
def test_a_practice_in_no_locality_is_seen_beside_the_localities(tmp_path, basis):
    rows = [b.in_ccg("Z99001", b.NORTH), b.in_ccg("Z99009", b.NORTH), b.in_ccg("Z99010", b.SOUTH)]
    snapshot = _snapshot(tmp_path, rows)

    figures = b.values_at_level(
        snapshot, indicator_id="asthma", level="locality", period="2014/15",
        scope_code="ZSYS", basis=basis,
    ).set_index("area_code")  # fmt: skip

    # Southam has no localities at all, so its practice is not outside one.
    assert sorted(figures.index) == ["Z99009", "ZL1"]
    assert figures["flag"].to_dict()["Z99009"] == "outside_group"
    assert figures["numerator"].to_dict() == {"Z99009": 10, "ZL1": 10}


def test_an_observation_that_a_later_history_knows_nothing_of_ends_with_its_day(tmp_path):
    ended = b.in_ccg("Z99001", b.NORTH, end="2020-03-31") | {"as_of": "2024-10-01"}
    snapshot = _snapshot(tmp_path, [ended, b.seen_in("Z99001", b.NORTH, "ccg", "2020-09-01")])

    assert _groups(snapshot, "Z99001", "ccg") == [
        (b.NORTH, date(2013, 4, 1), date(2020, 3, 31)),
        (b.NORTH, date(2020, 4, 1), date(2020, 9, 1)),
    ]


def _written(code, parent, start, end=None, group="pcn"):
    """What people wrote: a first day, and no day on which a file was true."""
    return {
        "child_code": code, "child_type": "practice", "parent_code": parent,
        "parent_type": group, "start": start, "end": end,
    }  # fmt: skip


def test_what_people_wrote_begins_and_an_earlier_observation_stays_until_then(tmp_path):
    snapshot = _snapshot(
        tmp_path,
        [b.in_ccg("Z99001", b.NORTH), b.seen_in("Z99001", "U00001", "pcn", "2015-09-30"),
         _written("Z99001", "U00002", "2017-04-01")],
    )  # fmt: skip

    assert [(code, end) for code, _, end in _groups(snapshot, "Z99001", "pcn")] == [
        ("U00001", date(2017, 3, 31)), ("U00002", None),
    ]  # fmt: skip


def test_a_later_observation_takes_over_from_what_people_wrote(tmp_path):
    snapshot = _snapshot(
        tmp_path,
        [b.in_ccg("Z99001", b.NORTH), _written("Z99001", "U00002", "2015-04-01"),
         b.seen_in("Z99001", "U00003", "pcn", "2018-09-30")],
    )  # fmt: skip

    assert _groups(snapshot, "Z99001", "pcn") == [
        ("U00002", date(2015, 4, 1), date(2018, 9, 29)), ("U00003", date(2018, 9, 30), None),
    ]  # fmt: skip


def test_the_last_that_people_wrote_of_a_first_day_counts_above_files(tmp_path):
    known = b.catalogue(ASTHMA)
    values = b.lists(["Z99001"], "2014/15")
    members = [b.in_ccg("Z99001", b.NORTH, start="2014-04-01")]
    b.publish(tmp_path, b.reading(values=values, memberships=members), of=known)
    for number, parent in enumerate((b.SOUTH, b.NORTH, b.SOUTH)):
        said = b.reading(memberships=[_written("Z99001", parent, "2014-04-01", group="ccg")])
        b.publish(tmp_path, said, of=known, names=[f"written {number}"])
        snapshot = open_snapshot(Store(tmp_path))
        assert [code for code, *_ in _groups(snapshot, "Z99001", "ccg")] == [parent]
        snapshot.close()
