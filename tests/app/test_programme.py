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

    def see(name: str, *, of=store_of_programme, **query: str) -> AppTest:
        monkeypatch.setenv("PCDASH_STORE", str(of))
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


def test_programme_begins_with_milestones_and_numbers_at_a_glance(see):
    app = see("programme")

    assert app.header[0].value == "1 of 4 milestones is done"
    assert [one.label for one in app.metric][:2] == ["Milestones done", "Late or at risk"]
    assert app.get("vega_lite_chart")[0].proto.alt.startswith("Timeline of 4 milestones")
    found = table(app, "Moved").set_index("Milestone")
    assert found.loc["Hub opens", "Status"] == "◆ Late"
    assert found.loc["Hub opens", "Moved"] == "5 months later"


@pytest.mark.parametrize(
    ("section", "column", "row"),
    [
        ("actions", "H8 Social prescribing", "Cluster 1"),
        ("estates", "Scheme", f"Ash Surgery ({A})"),
        ("risks", "What is done about it", "Too few nurses"),
        ("funding", "Who pays", "Estates"),
    ],
)
def test_each_part_of_the_programme_has_its_table(see, section, column, row):
    app = see("programme", section=section)

    assert row in table(app, column).iloc[:, 0].tolist()


def test_outcomes_say_where_no_collection_is_known(see):
    app = see("programme", section="outcomes")

    assert "No collection known" in app.table[0].value["Indicator"].tolist()


def test_funding_has_what_documents_print_beside_it(see):
    app = see("programme", section="funding")

    assert r"known lines total £1,785,000" in said(app)


def test_actions_can_be_seen_by_practice(see):
    app = see("programme", section="actions", by_level="practice")

    assert app.get("vega_lite_chart")[0].proto.alt.startswith("Grid of 3 practices by 10")


def test_a_part_that_does_not_exist_is_explained(see):
    app = see("programme", section="gossip")

    assert "gossip" in app.error[0].value


def test_a_locality_shows_what_it_has_chosen_to_work_on(see):
    app = see("locality", area="ZL1")

    assert "What has it chosen to work on?" in [one.value for one in app.subheader]
    assert "50% of the way" in said(app)
    found = table(app, "Progress").set_index("Priority")
    assert found.loc["Counted anew", "Progress"].startswith("Not comparable with the baseline")


def _press(app, label):
    next(one for one in app.button if one.label == label).click()
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def _declare(app, **texts):
    app.selectbox(key="declare_place").select(A)
    app.multiselect(key="declare_aspects").set_value(["A5"])
    app.selectbox(key="declare_quarter").select("Q4 2019/20")
    app.selectbox(key="declare_state").select("Delivered")
    app.number_input(key="declare_coverage").set_value(texts.get("coverage", 40.0))
    app.text_area(key="declare_evidence").set_value("Rota of March")
    return _press(app, "Add and check")


@pytest.fixture
def own_programme(tmp_path):
    return programme_store.build(tmp_path / "store")


def test_a_declaration_is_checked_previewed_published_and_seen(see, own_programme):
    app = _declare(see("specification", of=own_programme, task="record", area=NORTH))

    assert "1 declaration to publish" in said(app)
    assert next(one for one in app.button if one.label == "Publish").disabled
    app.text_input(key="declare_name").set_value("A. Analyst")
    app.run()
    _press(app, "Publish")

    assert "Published as snapshot 3" in " ".join(one.value for one in app.success)
    found = table(app, "Self-declared").set_index("Practice")
    assert found.loc[f"Ash Surgery ({A})", "Self-declared"] == "Delivered, 40% (Q4 2019/20)"
    assert found.loc[f"Ash Surgery ({A})", "Evidence"] == "Rota of March"


def test_a_declaration_of_nothing_is_not_added_and_one_can_be_taken_out(see, own_programme):
    app = see("specification", of=own_programme, task="record", area=NORTH)
    _press(app, "Add and check")
    assert "are needed" in app.error[0].value

    _declare(app)
    _press(app, "Take the last one out")
    assert "to publish" not in said(app)


def test_nothing_is_declared_in_an_older_snapshot(see, own_programme):
    app = see("specification", of=own_programme, task="record", snapshot="1")

    assert any("older snapshot" in one.value for one in app.info)
    assert "declare_place" not in [one.key for one in app.selectbox]
