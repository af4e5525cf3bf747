"""The pages, run without a browser on a small store."""

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from pcdash import paths
from pcdash.ui import session
from tests import dashboard_store

ENTRY = (paths.ROOT / "app.py").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def fresh_caches():
    """Caches outlive an AppTest, and the tests of others; and what goes wrong must be seen."""
    _clear()
    before = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")
    yield
    config.set_option("client.showErrorDetails", before)
    _clear()


def _clear() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return dashboard_store.build(tmp_path_factory.mktemp("app") / "store", revised=True)


@pytest.fixture(scope="session")
def illustrative_store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app") / "illustrative"
    return dashboard_store.build(folder, illustrative=True)


@pytest.fixture
def visit(store, monkeypatch) -> Callable[..., AppTest]:
    """Open a page with a query; `store` may be another one."""

    def visit(name: str = "overview", *, of=store, **query: str) -> AppTest:
        monkeypatch.setenv("PCDASH_STORE", str(of))
        monkeypatch.setattr(session, "load_catalogue", dashboard_store.definitions)
        app = AppTest.from_string(ENTRY, default_timeout=30).run()
        app.switch_page(str(paths.ROOT / "pages" / f"{name}.py"))
        for key, text in query.items():
            app.query_params[key] = text
        app.run()
        assert not app.exception, app.exception[0].stack_trace
        return app

    return visit
