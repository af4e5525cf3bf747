"""The load of all published files, killed at several moments: readers keep what they had."""

import subprocess
import sys
import time

import pytest

from pcdash.store import snapshots
from pcdash.store.connection import open_snapshot
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from tests.conftest import ROOT

pytestmark = pytest.mark.published


def _load(*words):
    command = [sys.executable, "-m", "pcdash", "load", *map(str, words)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def test_a_killed_load_of_everything_changes_nothing(published, tmp_path):
    store = Store(tmp_path / "store")
    lists = published / "list-sizes" / "gp-reg-pat-prac-all__2021-01.csv"
    told, _ = _load(lists, "--store", store.folder).communicate()
    assert store.current() == 1, told

    for seconds in (1.5, 6, 14):
        child = _load(published, "--store", store.folder)
        time.sleep(seconds)
        child.kill()
        child.communicate()

        snapshot = open_snapshot(store)
        held = run_query(snapshot, "periods_held", indicator_id="registered_patients")
        snapshot.close()
        assert (store.current(), held["period"].tolist()) == (1, ["Jan 2021"])

    later = published / "list-sizes" / "gp-reg-pat-prac-all__2026-03.csv"
    told, _ = _load(later, "--store", store.folder).communicate()
    assert store.current() == 2, told
    assert snapshots.leftovers(store) == ()
