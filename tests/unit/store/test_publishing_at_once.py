"""Two loads at once, a preview that is overtaken, a load that dies: nothing half-stored."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pcdash.errors import StoreBusyError, StoreMovedError
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import load
from pcdash.store import originals, snapshots
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from tests import builders as b

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = b.catalogue(b.indicator("asthma"))
PUBLICATION = Publication("A tester")
ROWS = "Area code,Indicator,Period,Numerator,Denominator\nZ99001,asthma,2016/17,{},100\n"


@pytest.fixture
def store(tmp_path):
    first = b.reading(
        values=[{"indicator_id": "asthma", "area_code": "Z99001", "period": "2015/16",
                 "numerator": 10, "denominator": 100}],
        memberships=[b.in_ccg("Z99001", b.NORTH)],
    )  # fmt: skip
    b.publish(tmp_path / "store", first, of=CATALOGUE)
    return Store(tmp_path / "store")


def _file(folder, numerator=11):
    path = folder / "figures.csv"
    path.write_text(ROWS.format(numerator), encoding="utf-8")
    return path


def _load(store, path, publication=PUBLICATION):
    return load(
        [path], store=store, place=next(iter(CATALOGUE.places.values())), catalogue=CATALOGUE,
        formats=FORMATS, publication=publication,
    )  # fmt: skip


def test_the_second_of_two_at_once_is_told_to_wait(store, tmp_path):
    with snapshots.lock(store), pytest.raises(StoreBusyError, match="Wait until it has finished"):
        _load(store, _file(tmp_path))


def test_a_preview_that_was_overtaken_is_not_published(store, tmp_path):
    assert _load(store, _file(tmp_path), None).changes.count("added") == 1
    _load(store, _file(tmp_path, 12))

    with pytest.raises(StoreMovedError, match="Somebody published snapshot 2 meanwhile"):
        _load(store, _file(tmp_path), replace(PUBLICATION, expected=1))

    assert store.current() == 2
    assert _load(store, _file(tmp_path), replace(PUBLICATION, expected=2)).snapshot == 3


def test_the_original_is_kept_as_it_was_and_once(store, tmp_path):
    path = _file(tmp_path)
    _load(store, path)
    held = path.read_bytes()
    _load(store, _file(tmp_path, 12))
    _load(store, _file(tmp_path, 11))

    kept = sorted(store.originals.iterdir())
    assert len(kept) == 2
    assert held in [one.read_bytes() for one in kept]
    assert originals.find(store, kept[0].stem) == kept[0]
    assert originals.find(store, "0" * 64) is None


def test_a_dry_run_and_a_refused_load_keep_no_file(store, tmp_path):
    _load(store, _file(tmp_path), None)
    _load(store, _file(tmp_path, "eleven"))

    assert not store.originals.exists()


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal on Windows")
def test_a_load_that_is_killed_while_it_keeps_the_file_changes_nothing(store, tmp_path):
    path = _file(tmp_path)
    script = (
        "import os, signal, sys; sys.path.insert(0, sys.argv[3])\n"
        "from pathlib import Path\n"
        "from pcdash.store import originals, snapshots\n"
        "from pcdash.store.snapshots import Store\n"
        "from tests.unit.store import test_publishing_at_once as test\n"
        "snapshots.publish = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n"
        "test._load(Store(Path(sys.argv[1])), Path(sys.argv[2]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(store.folder), str(path), str(ROOT)], check=False
    )

    assert done.returncode == -signal.SIGKILL
    assert store.current() == 1
    report = _load(store, path)
    assert report.snapshot == 2
    assert not list(store.building.iterdir())
