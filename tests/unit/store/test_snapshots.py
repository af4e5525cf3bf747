"""The folder of a store: publish, pointer, rollback, lock, sweep; nothing half done is seen."""

import getpass
import json
import os
import shutil
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
from pcdash.store import connection, snapshots
from pcdash.store.connection import configuration, open_for_reading, open_snapshot
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
    rows = run_query(snapshot, "figures_of_areas", area_codes=["Z99001"], indicator_ids=None)
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

    rows = run_query(reader, "figures_of_areas", area_codes=["Z99001"], indicator_ids=None)
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


class Killed(BaseException):
    """Stands for the end of a process at some step."""


def _kill_at(monkeypatch, module, name):
    def killed(*words, **settings):
        raise Killed

    monkeypatch.setattr(module, name, killed)


def _three_snapshots(folder):
    for numerator in (10, 11, 12):
        b.publish(folder, _asthma(numerator), of=CATALOGUE)
    return Store(folder)


def _orphan(store, number):
    """What is left by a load that was killed between the link and the pointer."""
    shutil.copy(store.file(store.current()), store.file(number))


def test_a_snapshot_that_was_linked_and_not_pointed_to_cannot_be_opened(tmp_path):
    store = _three_snapshots(tmp_path)
    _orphan(store, 4)

    assert store.numbers() == (1, 2, 3)
    with pytest.raises(StoreMissingError, match=r"Snapshot 4 .* keeps 1, 2, 3\."):
        open_snapshot(store, 4)
    assert snapshots.leftovers(store) == ("000004.duckdb",)


def test_the_next_load_sweeps_a_snapshot_that_was_not_published(tmp_path):
    store = _three_snapshots(tmp_path)
    _orphan(store, 4)

    with snapshots.lock(store):
        assert not store.file(4).exists()
        assert store.file(3).exists()


def test_a_first_load_killed_before_the_pointer_leaves_nothing_that_counts(tmp_path, monkeypatch):
    store = Store(tmp_path / "store")
    with monkeypatch.context() as patched:
        _kill_at(patched, snapshots, "_point_to")
        with pytest.raises(Killed):
            b.publish(store.folder, _asthma(10), of=CATALOGUE)

    assert not store.exists()
    assert b.publish(store.folder, _asthma(11), of=CATALOGUE) == 1
    assert _shown(store) == [11]


def test_a_lost_journal_neither_hides_nor_deletes_what_was_published(tmp_path):
    store = _three_snapshots(tmp_path)
    store.journal_file.unlink()
    assert store.numbers() == (1, 2, 3)

    snapshots.rollback(store, 1, by="A tester", note="")
    store.journal_file.unlink()
    with snapshots.lock(store):
        pass

    assert store.numbers_of_files() == (1, 2, 3)


def test_a_load_killed_before_its_line_in_the_journal_is_in_it_after_the_next(
    tmp_path, monkeypatch
):
    store = Store(tmp_path)
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    with monkeypatch.context() as patched:
        _kill_at(patched, snapshots, "add_to_journal")
        with pytest.raises(Killed):
            b.publish(tmp_path, _asthma(11), of=CATALOGUE)
    assert [entry["snapshot"] for entry in store.journal()] == [1, 2]

    b.publish(tmp_path, _asthma(12), of=CATALOGUE)

    assert [entry["snapshot"] for entry in store.journal()] == [1, 2, 3]
    assert (store.numbers(), _shown(store, 2)) == ((1, 2, 3), [11])


def test_a_torn_line_of_the_journal_costs_no_other_line(tmp_path):
    store = Store(tmp_path)
    b.publish(tmp_path, _asthma(10), of=CATALOGUE)
    b.publish(tmp_path, _asthma(11), of=CATALOGUE)
    whole = store.journal_file.read_text()
    # A line that ends like a whole one is no better than a line without an end.
    torn = '{"snapshot": 2, "at"}\n{"snapshot": 2, "ki'
    store.journal_file.write_text(whole.splitlines()[0] + "\n" + torn)

    assert [entry.snapshot for entry in history(store)] == [1, 2]
    b.publish(tmp_path, _asthma(12), of=CATALOGUE)

    assert [entry.snapshot for entry in history(store)] == [1, 2, 3]


@pytest.mark.parametrize("lost", [3, 1])
def test_the_number_of_a_file_that_is_gone_is_not_given_again(tmp_path, lost):
    store = _three_snapshots(tmp_path)
    snapshots.rollback(store, 2, by="A tester", note="")
    store.file(lost).unlink()

    assert b.publish(tmp_path, _asthma(13), of=CATALOGUE) == 4


def test_the_lock_is_taken_away_while_it_is_held(tmp_path, monkeypatch):
    folder = tmp_path / "store"
    seen = []
    release = snapshots.FileLock.release

    def watched(self, *words, **settings):
        seen.append(folder.exists())
        release(self, *words, **settings)

    monkeypatch.setattr(snapshots.FileLock, "release", watched)
    with snapshots.lock(Store(folder)):
        assert folder.exists()

    assert seen[0] is False
    assert not folder.exists()


def test_a_folder_with_other_things_in_it_is_kept(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    with snapshots.lock(Store(tmp_path)):
        pass

    assert (tmp_path / "letter.txt").exists()


def test_a_store_under_a_file_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "store")

    with pytest.raises(UserFacingError, match="cannot be written to: "), snapshots.lock(store):
        pass
    with pytest.raises(StoreMissingError, match="There is no store"):
        examine(store)


def test_spills_go_to_a_folder_of_the_user(monkeypatch):
    def nobody():
        raise KeyError("uid not found")

    connection._spill_folder.cache_clear()
    monkeypatch.setattr(getpass, "getuser", lambda: "ann")
    first = configuration()
    monkeypatch.setattr(getpass, "getuser", nobody)
    second = configuration()
    connection._spill_folder.cache_clear()
    nameless = configuration()
    connection._spill_folder.cache_clear()

    assert first["temp_directory"].endswith("pcdash-spill-ann")
    assert first == second  # DuckDB wants the same of every connection to a file
    assert nameless["temp_directory"] not in ("", first["temp_directory"])


DAMAGED_POINTERS = ["{", "", "[1]", "null", '{"snapshot": "three"}', "{}"]


@pytest.mark.parametrize("text", DAMAGED_POINTERS)
def test_a_damaged_pointer_is_told_and_rollback_mends_it(tmp_path, text):
    store = _three_snapshots(tmp_path)
    store.pointer.write_text(text)

    for use in (store.current, lambda: open_snapshot(store), lambda: history(store)):
        with pytest.raises(StoreMissingError, match=r"pointer .* is damaged.* rollback N"):
            use()
    with pytest.raises(StoreMissingError, match="is damaged"):
        b.publish(tmp_path, _asthma(13), of=CATALOGUE)
    examination = examine(store)
    assert not examination.is_healthy
    assert any("is damaged" in line for line in examination.lines)

    assert snapshots.rollback(store, 3, by="A tester", note="mended")
    assert (store.current(), _shown(store)) == (3, [12])
    assert store.numbers() == (1, 2, 3)


def test_a_lost_pointer_is_no_empty_store(tmp_path):
    store = _three_snapshots(tmp_path)
    store.pointer.unlink()

    with pytest.raises(StoreMissingError, match="is missing"):
        b.publish(tmp_path, _asthma(13), of=CATALOGUE)
    snapshots.rollback(store, 2, by="A tester", note="")

    assert (_shown(store), store.numbers()) == ([11], (1, 2, 3))


def test_rollback_to_the_current_snapshot_records_nothing(tmp_path):
    store = _three_snapshots(tmp_path)

    assert snapshots.rollback(store, 3, by="A tester", note="") is False
    assert len(store.journal()) == 3


def test_a_pointer_that_a_reader_holds_is_replaced_a_moment_later(tmp_path, monkeypatch):
    replace, refused = os.replace, []

    def windows(old, new):
        if len(refused) < 3:
            refused.append(new)
            raise PermissionError(13, "in use")
        replace(old, new)

    monkeypatch.setattr(snapshots, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(os, "replace", windows)

    assert b.publish(tmp_path, _asthma(10), of=CATALOGUE) == 1
    assert len(refused) == 3


def test_a_damaged_snapshot_says_what_to_do_in_our_words(tmp_path):
    store = _three_snapshots(tmp_path)
    store.file(3).write_bytes(b"not a database")

    with pytest.raises(StoreMissingError, match=r"rollback N \(there are 1, 2\)") as told:
        open_snapshot(store)

    assert isinstance(told.value.__cause__, duckdb.Error)
    assert str(told.value.__cause__) not in str(told.value)
    last = history(store)[-1]
    assert (last.added, last.is_current) == (None, True)
    assert "cannot be read" in last.line()


def test_damage_that_only_a_query_meets_is_told_too(tmp_path):
    store = _three_snapshots(tmp_path)

    with (
        pytest.raises(StoreMissingError, match="Snapshot 3 cannot be read"),
        open_for_reading(store),
    ):
        raise duckdb.IOException("Corrupt database file")


def test_the_doctor_does_not_quote_the_database(tmp_path):
    store = _three_snapshots(tmp_path)
    store.file(1).write_bytes(b"not a database")

    line = next(one for one in examine(store).lines if "Snapshot 1 " in one)

    assert "DuckDB" not in line
    assert "back-up" in line


def test_the_doctor_sweeps_after_a_first_load_that_was_killed(tmp_path):
    store = Store(tmp_path / "store")
    store.building.mkdir(parents=True)
    (store.building / "99999.duckdb").write_bytes(b"half a snapshot")
    store.file(1).parent.mkdir()
    store.file(1).write_bytes(b"linked, not published")

    examination = examine(store)

    assert not examination.is_healthy
    assert "There is no store" in examination.lines[0]
    assert "99999.duckdb" in examination.lines[-1]
    assert "000001.duckdb" in examination.lines[-1]
    assert not store.folder.exists()


def test_the_doctor_makes_no_store(tmp_path):
    with pytest.raises(StoreMissingError):
        examine(Store(tmp_path / "store"))

    assert not (tmp_path / "store").exists()


def test_the_history_names_three_files_and_counts_the_others(tmp_path):
    rows = [_asthma(10 + one, code=f"Z9900{one}") for one in range(1, 6)]
    names = ["a.csv", "b.csv", "c.csv", "d.csv", "e.csv"]
    b.publish(tmp_path, *rows, of=CATALOGUE, names=names)

    assert "5 files: a.csv, b.csv, c.csv and 2 more; " in history(Store(tmp_path))[0].line()
