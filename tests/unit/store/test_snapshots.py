"""The folder of a store: publish, pointer, rollback, lock, sweep; nothing half done is seen."""

import json
import os
import subprocess
import sys
import time

import duckdb
import pytest

from pcdash.errors import (
    CheckFailedError,
    PcdashError,
    StoreBusyError,
    StoreMissingError,
    UserFacingError,
)
from pcdash.store import snapshots
from pcdash.store.connection import open_snapshot
from pcdash.store.doctor import examine
from pcdash.store.history import history
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from tests import builders as b

ASTHMA = b.indicator("asthma")
CATALOGUE = b.catalogue(ASTHMA)


def _asthma(numerator, code="Z99001", period="2014/15"):
    row = {"indicator_id": "asthma", "area_code": code, "period": period,
           "numerator": numerator, "denominator": 100}  # fmt: skip
    return b.reading(values=[row], memberships=[b.in_ccg(code, b.NORTH)])


def _shown(store, number=None):
    snapshot = open_snapshot(store, number)
    rows = run_query(snapshot, "all_figures_of_areas", area_codes=["Z99001"])
    snapshot.close()
    return rows["numerator"].tolist()


def test_a_load_publishes_the_next_number_and_keeps_the_one_before(tmp_path):
    store = Store(tmp_path)

    first = b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    second = b.publish(tmp_path, _asthma(11), of=CATALOGUE)

    assert (first, second) == (1, 2)
    assert store.current() == 2
    assert (_shown(store), _shown(store, 1)) == ([11], [10])
    assert list(store.building.iterdir()) == []


def test_a_reader_in_the_middle_of_a_page_keeps_its_snapshot(tmp_path):
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    reader = open_snapshot(Store(tmp_path))

    b.publish(tmp_path, _asthma(11), of=CATALOGUE)

    rows = run_query(reader, "all_figures_of_areas", area_codes=["Z99001"])
    assert rows["numerator"].tolist() == [10]


def test_rollback_points_back_loses_nothing_and_frees_no_number(tmp_path):
    store = Store(tmp_path)
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    b.publish(tmp_path, _asthma(11), of=CATALOGUE)

    snapshots.rollback(store, 1, by="A tester", note="The file was wrong.")

    assert (store.current(), _shown(store), _shown(store, 2)) == (1, [10], [11])
    assert b.publish(tmp_path, _asthma(12), of=CATALOGUE) == 3
    entries = history(store)
    assert [(entry.kind, entry.snapshot) for entry in entries] == [
        ("load", 1), ("load", 2), ("rollback", 1), ("load", 3),
    ]  # fmt: skip
    # Snapshot 3 was made from 1, so it changes 10, not 11.
    assert (entries[-1].changed, entries[-1].is_current) == (1, True)


def test_rollback_to_a_snapshot_that_is_not_kept_says_which_are(tmp_path):
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)

    with pytest.raises(StoreMissingError, match=r"Snapshot 7 is not in the store .* keeps 1\."):
        snapshots.rollback(Store(tmp_path), 7, by="A tester", note="")


def test_a_store_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreMissingError, match="python -m pcdash load"):
        open_snapshot(Store(tmp_path / "nowhere"))


def test_a_snapshot_cannot_be_written_to_nor_read_files(tmp_path):
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    snapshot = open_snapshot(Store(tmp_path))

    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        snapshot.connection.execute("delete from area_values")
    with pytest.raises(duckdb.PermissionException):
        snapshot.connection.execute("select * from read_text('/etc/hostname')")


def test_a_second_load_is_refused_while_one_is_writing(tmp_path):
    with snapshots.lock(Store(tmp_path)), pytest.raises(StoreBusyError, match="Another load"):
        b.publish(tmp_path, _asthma(10), of=CATALOGUE)


def test_a_load_that_raises_leaves_the_store_as_it_was(tmp_path):
    store = Store(tmp_path)
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    before = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())

    with pytest.raises(CheckFailedError, match="counts are not negative"):
        b.publish(tmp_path, _asthma(-1), of=CATALOGUE)

    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == before
    assert _shown(store) == [10]


def test_a_first_load_that_fails_leaves_no_folder(tmp_path):
    with pytest.raises(CheckFailedError):
        b.publish(tmp_path / "store", _asthma(-1), of=CATALOGUE)

    assert not (tmp_path / "store").exists()


def test_a_store_of_one_place_refuses_another(tmp_path):
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    elsewhere = b.catalogue(ASTHMA, of_place=b.place(id="elsewhere", name="Elsewhere"))

    with pytest.raises(UserFacingError, match="is about Northam and Southam"):
        b.publish(tmp_path, _asthma(11), of=elsewhere)


def test_a_query_without_its_parameter_says_which(tmp_path):
    snapshot = b.snapshot_of(tmp_path, _asthma(10), of=CATALOGUE)

    with pytest.raises(PcdashError, match="needs the parameter 'area_code'"):
        run_query(snapshot, "area", area_codes="Z99001")


def test_the_doctor_sweeps_what_a_dead_load_left(tmp_path):
    store = Store(tmp_path)
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    (store.building / "99999.duckdb").write_bytes(b"half a snapshot")
    (tmp_path / "current.new").write_text("{")

    examination = examine(store)

    assert examination.is_healthy
    assert "99999.duckdb" in examination.lines[-1]
    assert snapshots.leftovers(store) == ()


def test_the_doctor_finds_a_damaged_snapshot(tmp_path):
    store = Store(tmp_path)
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    b.publish(tmp_path, _asthma(11), of=CATALOGUE)
    store.file(1).write_bytes(b"not a database")

    examination = examine(store)

    assert not examination.is_healthy
    assert any("Snapshot 1 cannot be read" in line for line in examination.lines)


KILLED = """
import sys
from pathlib import Path
from tests import builders as b
from tests.unit.store.test_snapshots import CATALOGUE, _asthma
print("go", flush=True)
for numerator in range(11, 99):
    b.publish(Path(sys.argv[1]), _asthma(numerator), of=CATALOGUE)
"""


@pytest.mark.parametrize("delay", [0.0, 0.03, 0.07, 0.12, 0.18, 0.25, 0.33, 0.5])
def test_a_load_killed_at_any_moment_leaves_readers_a_whole_snapshot(tmp_path, delay):
    store = Store(tmp_path)
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, cwd=os.getcwd()
    )
    with child:
        child.stdout.readline()
        time.sleep(delay)
        child.kill()

    number = store.current()
    assert _shown(store) == [9 + number]  # whatever was published last is whole
    assert json.loads(store.pointer.read_text())["snapshot"] == number

    after = b.publish(tmp_path, _asthma(99), of=CATALOGUE)  # the next load sweeps up
    assert snapshots.leftovers(store) == ()
    assert _shown(store) == [99]
    assert after > number
