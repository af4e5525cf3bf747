"""Pages that begin without a choice are built before anybody asks for them."""

import pytest
from streamlit.testing.v1 import AppTest

from pcdash import paths
from pcdash.ui import preparing
from pcdash.ui.first_pages import FIRST_PAGES
from pcdash.viewmodels import maturity, milestones, ratings, specification, subjects
from tests.app.conftest import ENTRY, fresh_caches

__all__ = ["fresh_caches"]  # of which every test here is in need
# What a page cannot be built without.
BUILT = {
    "workforce": (subjects, "_latest"),
    "access": (subjects, "_latest"),
    "population": (subjects, "_latest"),
    "ratings": (ratings, "_over_time"),
    "maturity": (maturity, "scope_of"),
    "specification": (specification, "declared_of"),
    "programme": (milestones, "rows_of"),
}


def _refuse(*_args, **_kwargs):
    raise RuntimeError("built for a visitor, although it was prepared")


def _visit(name):
    app = AppTest.from_string(ENTRY, default_timeout=60).run()
    app.switch_page(str(paths.ROOT / "pages" / f"{name}.py"))
    return app.run()


@pytest.fixture
def threads(illustrative_store, monkeypatch):
    """The threads that prepare, of nothing but the first pages."""
    monkeypatch.setenv("PCDASH_STORE", str(illustrative_store))
    monkeypatch.setenv(preparing.SETTING, "yes")
    monkeypatch.setattr(preparing, "DELAY_SECONDS", 0.0)
    monkeypatch.setattr(preparing, "_begun", set())
    monkeypatch.setattr(preparing, "_first_looks", lambda: iter(FIRST_PAGES))
    begun, begin = [], preparing.begin
    monkeypatch.setattr(preparing, "begin", lambda opened: begun.append(begin(opened)))
    return begun


def test_a_first_look_finds_each_page_prepared(threads, monkeypatch):
    _visit("catalogue")
    for thread in filter(None, threads):
        thread.join(timeout=120)
    for module, name in BUILT.values():
        monkeypatch.setattr(module, name, _refuse)

    failed = {name: app.exception[0].message for name in BUILT if (app := _visit(name)).exception}

    assert not failed
