"""The last file of each source: the latest that stands, and none that was undone."""

from dataclasses import replace

from pcdash.ingest.load import publish_readings
from pcdash.ingest.undo import undo
from pcdash.store.connection import open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from tests import builders as b

PUBLICATION = Publication("A tester")
CATALOGUE = b.catalogue(b.indicator("asthma"))


def _load(folder, size, *names, source_id="tests"):
    rows = b.lists(["Z99001"], "2014/15", size=size)
    readings = [
        (replace(b.source(name), source_id=source_id), b.reading(values=rows)) for name in names
    ]
    publish_readings(
        readings, store=Store(folder), place=b.place(), catalogue=CATALOGUE,
        publication=Publication(f"By {size}"),
    )  # fmt: skip


def _last(folder):
    snapshot = open_snapshot(Store(folder))
    rows = run_query(snapshot, "last_files_of_sources")
    snapshot.close()
    return rows[["source_id", "file_name", "load_key", "loaded_by"]].to_numpy().tolist()


def test_the_last_file_of_the_last_load_of_each_source(tmp_path):
    _load(tmp_path, 1, "a.csv")
    _load(tmp_path, 2, "b.csv", source_id="others")
    _load(tmp_path, 3, "c.csv", "d.csv")

    assert _last(tmp_path) == [
        ["others", "b.csv", 2, "By 2"],
        ["tests", "d.csv", 3, "By 3"],
    ]


def test_a_file_whose_load_was_undone_is_not_the_last(tmp_path):
    _load(tmp_path, 1, "a.csv")
    _load(tmp_path, 2, "b.csv")
    undo(2, store=Store(tmp_path), catalogue=CATALOGUE, publication=PUBLICATION)

    assert _last(tmp_path) == [["tests", "a.csv", 1, "By 1"]]
