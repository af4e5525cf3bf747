"""What waits for a second person is kept whole, with its files, until it is settled."""

import pytest

from pcdash.store.proposals import propose, waiting, withdraw
from pcdash.store.snapshots import Store, lock
from pcdash.viewmodels.proposals import label_of, same_person


def test_a_proposal_is_kept_with_its_files_and_taken_away(tmp_path):
    store = Store(tmp_path / "store")
    paths = []
    for folder in ("a", "b"):
        path = tmp_path / folder / "figures.csv"
        path.parent.mkdir()
        path.write_text(folder, encoding="utf-8")
        paths.append(path)

    proposal_id = propose(store, by="A. Analyst", note="March", paths=paths, skips_bad=True)
    (found,) = waiting(store)

    assert (found.id, found.by, found.note, found.skips_bad, found.undoes) == (
        proposal_id, "A. Analyst", "March", True, None,
    )  # fmt: skip
    assert [path.name for path in found.paths] == ["figures.csv"] * 2
    assert [path.read_text(encoding="utf-8") for path in found.paths] == ["a", "b"]
    withdraw(store, proposal_id)
    assert waiting(store) == ()
    assert not list(store.proposals.iterdir())


def test_a_proposal_that_cannot_be_kept_leaves_nothing(tmp_path):
    store = Store(tmp_path / "store")

    with pytest.raises(FileNotFoundError):
        propose(store, by="A", note="", paths=[tmp_path / "gone.xlsx"])

    assert waiting(store) == ()
    assert not list(store.proposals.iterdir())


def test_proposals_wait_in_order_and_outlive_a_load(tmp_path):
    store = Store(tmp_path / "store")
    for load in (1, 2):
        propose(store, by="A", note="", undoes=load)
    with lock(store):
        pass

    assert sorted(one.undoes for one in waiting(store)) == [1, 2]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("A. Analyst", " a.  analyst", True), ("A. Analyst", "B. Analyst", False)],
)
def test_same_person(one, other, is_same):
    assert same_person(one, other) is is_same


def test_a_label_says_when_who_what_and_why():
    told = label_of("A. Analyst", "2026-11-27T09:05:00+00:00", "March", "march.xlsx")
    assert told == "27 Nov 2026, 09:05, A. Analyst, march.xlsx: March"
