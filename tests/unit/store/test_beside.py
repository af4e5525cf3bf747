"""What is kept beside a snapshot is read again, by the same version only, and may be lost."""

from pathlib import Path

import pytest

from pcdash.store.beside import read_beside, write_beside
from pcdash.store.connection import Snapshot, open_snapshot
from pcdash.store.doctor import examine
from pcdash.store.snapshots import Store
from tests import dashboard_store


@pytest.fixture
def snapshot(tmp_path):
    opened = open_snapshot(Store(dashboard_store.build(tmp_path / "store")))
    yield opened
    opened.close()


def test_what_was_kept_is_read_by_the_same_version_only(snapshot):
    assert read_beside(snapshot, "things", version="1") is None

    write_beside(snapshot, "things", [1, "two"], version="1")

    assert read_beside(snapshot, "things", version="1") == [1, "two"]
    assert read_beside(snapshot, "things", version="2") is None


def test_a_store_with_something_beside_its_snapshots_is_healthy(snapshot, tmp_path):
    write_beside(snapshot, "things", {}, version="1")

    assert Store(tmp_path / "store").numbers() == (1,)
    assert examine(Store(tmp_path / "store")).is_healthy
    assert not [path for path in snapshot.file.parent.iterdir() if path.suffix.isdecimal()]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": "1"}', "\udcff"])
def test_damage_is_as_if_nothing_was_kept(snapshot, text):
    path = snapshot.file.with_suffix(".things.json")
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))

    assert read_beside(snapshot, "things", version="1") is None


def test_where_nothing_can_be_written_nothing_is_kept(snapshot):
    elsewhere = Snapshot(1, snapshot.connection, Path("/nowhere/at/all/000001.duckdb"))
    in_the_making = Snapshot(2, snapshot.connection)

    for one in (elsewhere, in_the_making):
        write_beside(one, "things", 1, version="1")
        assert read_beside(one, "things", version="1") is None
