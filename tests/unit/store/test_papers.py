"""Drafts and accounts of reports, in the folder of a store."""

import pytest

from pcdash.errors import UserFacingError
from pcdash.store import papers
from pcdash.store.folder import Store


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def _account(store, **facts):
    papers.keep_account(
        store,
        {"report": "jhosc", "area": "BHR", "snapshot": 1, "period": None, "made_on": "1 Dec 2026",
         "figures": []} | facts,
    )  # fmt: skip


def test_a_draft_is_given_back_as_it_was_written(store):
    facts = {"commentary": {"cqc": "“Quoted” 😀\n<b>"}}
    papers.keep_draft(store, "jhosc", "BHR", facts)

    assert papers.read_draft(store, "jhosc", "BHR") == facts
    assert papers.read_draft(store, "jhosc", "07L") == {}


def test_a_draft_that_cannot_be_read_is_none(store):
    papers.keep_draft(store, "jhosc", "BHR", {"commentary": {}})
    (path,) = (store.papers / "drafts").iterdir()
    path.write_text("{half a dr", encoding="utf-8")

    assert papers.read_draft(store, "jhosc", "BHR") == {}


@pytest.mark.parametrize("area", ["../../etc", "a/b", "x" * 500, "CON", "a\x00b"])
def test_no_code_of_an_area_leads_out_of_the_folder(store, area):
    papers.keep_draft(store, "jhosc", area, {"front": {}})

    (path,) = (store.papers / "drafts").iterdir()
    assert path.name.startswith("jhosc-")
    assert papers.read_draft(store, "jhosc", area) == {"front": {}}


def test_what_cannot_be_kept_is_said_with_what_to_do(store):
    store.folder.mkdir()
    store.papers.write_text("a file in the way", encoding="utf-8")

    with pytest.raises(UserFacingError, match=r"cannot be kept in the store 'store'.*--store"):
        papers.keep_draft(store, "jhosc", "BHR", {})


def test_the_last_report_is_that_of_other_data_of_the_same_place(store):
    _account(store, snapshot=1, made_on="first")
    _account(store, snapshot=2, made_on="second")
    _account(store, snapshot=2, made_on="again")
    _account(store, snapshot=1, area="07L", made_on="elsewhere")

    found = papers.last_account(store, "jhosc", "BHR", snapshot=2, period=None)
    assert found["made_on"] == "first"
    other = papers.last_account(store, "jhosc", "BHR", snapshot=2, period="2018/19")
    assert other["made_on"] == "again"
    assert papers.last_account(store, "other", "BHR", snapshot=2, period=None) is None


def test_cited_snapshots_and_figures_are_found(store):
    figure = {"id": "F-ABCDEF2", "page": "variation", "query": {"snapshot": "1"}}
    _account(store, snapshot=1, figures=[figure])
    _account(store, snapshot=4)

    assert papers.cited_snapshots(store) == {1, 4}
    assert papers.cited_figure(store, " f-abcdef2 ") == figure
    assert papers.cited_figure(store, "F-OTHER22") is None


def test_an_account_that_cannot_be_read_hides_no_other(store):
    _account(store, snapshot=1)
    (store.papers / "made" / "0.json").write_text("[", encoding="utf-8")

    assert [one["snapshot"] for one in papers.accounts(store)] == [1]


def test_a_store_without_papers_has_none(store):
    assert papers.accounts(store) == ()
    assert papers.cited_snapshots(store) == frozenset()
