"""Which store a visitor sees: the real one, else illustrative data, which are made once."""

import gc
import threading

import pytest

from pcdash import paths
from pcdash.ui import address, session, warming
from pcdash.ui.entries import ENTRIES
from tests import dashboard_store


@pytest.fixture
def making(tmp_path, monkeypatch):
    """No store anywhere; counts how often the illustrative data are made."""
    made = []

    def make(store, catalogue, *, progress):
        progress("Making it", 0.5)
        made.append(dashboard_store.build(store.folder, illustrative=True))

    monkeypatch.setattr(session, "make_illustrative_store", make)
    monkeypatch.setattr(paths, "illustrative_folder", lambda: tmp_path / "illustrative")
    return made


def test_without_a_store_illustrative_data_are_made_once(visit, making, tmp_path):
    app = visit(of=tmp_path / "nothing")
    assert any("Illustrative data" in one.value for one in app.markdown)

    app.run()
    assert len(making) == 1


def test_a_store_that_appears_is_shown_in_place_of_illustrative_data(
    visit, making, tmp_path, store, monkeypatch
):
    app = visit(of=tmp_path / "nothing")

    monkeypatch.setenv("PCDASH_STORE", str(store))
    app.run()

    assert not any("Illustrative" in one.value for one in app.markdown)


def test_every_page_has_its_names_in_the_address():
    assert set(address.KEYS) == {entry.name for entry in ENTRIES}
    assert all("snapshot" in keys for keys in address.KEYS.values())


def test_a_name_given_twice_is_said_to_be(visit):
    app = visit("variation")
    app.query_params["indicator"] = ["condition_a", "care_b"]
    app.run()

    assert "more than once" in app.warning[0].value
    assert "Condition A" in app.caption[0].value


def test_what_is_imported_is_kept_out_of_the_garbage_collection_of_each_run(monkeypatch):
    monkeypatch.setattr(warming, "_begun", threading.Lock())
    try:
        warming.warm().join(timeout=60)

        assert gc.get_freeze_count() > 50_000
        assert warming.warm() is None
    finally:
        gc.unfreeze()
