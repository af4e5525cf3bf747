"""Old snapshots are deleted when asked to, and never one that is needed."""

import shutil

import pytest
from click.testing import CliRunner

from pcdash.cli import main
from pcdash.errors import StoreMissingError, UserFacingError
from pcdash.store import papers, snapshots
from pcdash.store.connection import open_for_reading
from pcdash.store.folder import Store
from pcdash.store.pruning import prune
from tests import dashboard_store
from tests.builders import publish, reading


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A store of four snapshots."""
    folder = dashboard_store.build(tmp_path_factory.mktemp("prune") / "store", revised=True)
    for number, points in enumerate((500, 501), start=3):
        row = {"indicator_id": "score_d", "area_code": "Z99004", "period": "2016/17",
               "numerator": points, "value": points, "row": 2}  # fmt: skip
        publish(folder, reading(values=[row]), of=dashboard_store.definitions(),
                names=[f"{number}.csv"])  # fmt: skip
    return folder


@pytest.fixture
def store(built, tmp_path):
    return Store(shutil.copytree(built, tmp_path / "store"))


def _cite(store, number):
    about = {"report": "paper", "area": "ZSYS", "period": None, "made_on": "1 Dec 2026"}
    papers.keep_account(store, about | {"snapshot": number, "figures": []})


def test_the_latest_and_what_a_report_cites_stay(store):
    _cite(store, 1)
    done = prune(store, 2)

    assert (done.deleted, done.cited) == ((2,), (1,))
    assert store.numbers() == (1, 3, 4)
    with open_for_reading(store, 1) as snapshot:
        assert snapshot.number == 1


def test_the_current_one_stays_however_old(store):
    snapshots.rollback(store, 1, by="A tester", note="")

    assert prune(store, 1).deleted == (2, 3)
    assert store.current() == 1


def test_a_dry_run_deletes_nothing(store):
    assert prune(store, 1, dry_run=True).deleted == (1, 2, 3)
    assert store.numbers() == (1, 2, 3, 4)


def test_no_number_is_used_again(store):
    prune(store, 1)

    assert store.next_number() == 5


def test_a_pruned_snapshot_is_said_not_to_be_kept(store):
    prune(store, 1)

    with pytest.raises(StoreMissingError, match=r"Snapshot 2 is not in the store.*it keeps 4"):
        store.find(2)


def test_to_keep_nothing_is_refused(store):
    with pytest.raises(UserFacingError, match="At least one snapshot is kept"):
        prune(store, 0)


def test_the_command_says_what_it_did(store):
    _cite(store, 2)
    done = CliRunner().invoke(main, ["prune", "--keep", "1", "--store", str(store.folder)])

    assert done.exit_code == 0, done.output
    assert "Deleted snapshots: 1, 3." in done.output
    assert "Kept since reports cite them: 2." in done.output
