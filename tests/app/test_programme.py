"""The pages about the specification and the programme, on a store with records of both."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pcdash import paths
from pcdash.ui import session
from tests import programme_store
from tests.app.conftest import ENTRY
from tests.builders import NORTH
from tests.programme_store import A


@pytest.fixture(scope="module")
def store_of_programme(tmp_path_factory):
    return programme_store.build(tmp_path_factory.mktemp("programme") / "store")


@pytest.fixture
def see(store_of_programme, monkeypatch) -> Callable[..., AppTest]:
    """Open a page of the programme's store with a query."""

    def see(name: str, **query: str) -> AppTest:
        monkeypatch.setenv("PCDASH_STORE", str(store_of_programme))
        monkeypatch.setattr(session, "load_catalogue", programme_store.definitions)
        app = AppTest.from_string(ENTRY, default_timeout=30).run()
        app.switch_page(str(paths.ROOT / "pages" / f"{name}.py"))
        for key, text in query.items():
            app.query_params[key] = text
        app.run()
        assert not app.exception, app.exception[0].stack_trace
        return app

    return see


def said(app):
    return " ".join(
        one.value
        for kind in ("header", "subheader", "markdown", "caption", "info", "error")
        for one in getattr(app, kind)
    )


def table(app, column):
    """The first table that has a column."""
    return next(one.value for one in app.dataframe if column in one.value.columns)


def test_specification_begins_with_the_place_that_has_declared_something(see):
    app = see("specification")

    assert app.header[0].value == "0 of 17 aspects are delivered in Northam CCG"
    assert app.get("vega_lite_chart")[0].proto.alt.startswith("Grid of 17 aspects by quarter")
    assert len(table(app, "Where it stands")) == 17


def test_specification_shows_one_aspect_with_declarations_and_markers(see):
    app = see("specification", area=NORTH, aspect="A3")

    assert "Longer hours" in app.table[0].value["Activity"].tolist()
    found = table(app, "Self-declared").set_index("Practice")
    assert found.loc[f"Ash Surgery ({A})", "To ask"].endswith("What of hours?")
    assert "not a finding" in said(app)


def test_specification_shows_activities_in_the_grid_when_asked(see):
    app = see("specification", grid="activities")

    assert "Rows with a dot are local activities" in said(app)


def test_an_aspect_in_the_address_that_does_not_exist_is_explained(see):
    app = see("specification", aspect="Z9")

    assert "Z9" in app.error[0].value
