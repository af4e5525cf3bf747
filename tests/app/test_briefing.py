"""The first screen in the app: by role, with its own place in the address, and presented."""

import pytest

from pcdash.ui import session
from tests import signal_store


@pytest.fixture(scope="session")
def with_signals(tmp_path_factory):
    return signal_store.build(tmp_path_factory.mktemp("app") / "signals")


@pytest.fixture
def look(visit, with_signals, monkeypatch):
    """Open the first page of the store with signals, with a query."""

    def look(**query):
        monkeypatch.setattr("tests.dashboard_store.definitions", lambda: signal_store.definitions())
        return visit(of=with_signals, **query)

    return look


def _headings(app):
    return [one.value for one in app.header][:4]


def _links(app):
    return {one.proto.label: one.proto.query_string for one in app.main.get("page_link")}


def _address(app, key):
    held = app.query_params.get(key)
    return held[0] if isinstance(held, list) else held


def test_the_first_screen_says_the_course_and_what_stands_out(look):
    app = look()

    assert _headings(app) == [
        "Is the programme on course?", "What needs a decision?", "What has changed?",
        "Which facts are new?",
    ]  # fmt: skip
    said = " ".join(one.value for one in app.markdown)
    assert "We checked" in said
    assert "stand out" in said
    links = _links(app).items()
    (query,) = [query for label, query in links if "Care B" in label and "lower" in label]
    assert "form=funnel" in query
    assert f"practice={signal_store.LOW}" in query


def test_each_role_has_its_own_order(look):
    seen = {tuple(_headings(look(role=role))) for role in ("board", "officer", "lead", "bi")}

    assert len(seen) == 4


def test_a_role_that_is_chosen_is_in_the_address(look):
    app = look()
    app.segmented_control(key="choose_role").set_value("lead").run()

    assert _address(app, "role") == "lead"
    app.selectbox(key="choose_area").set_value("Z1N").run()
    assert _address(app, "area") == "Z1N"
    assert not any("lower than expected" in one.replace("\\", "") for one in _links(app))


def test_the_own_place_comes_back_with_the_address(look):
    app = look(role="lead", area="Z1N")

    assert app.selectbox(key="choose_area").value == "Z1N"
    assert "in Northam CCG" in " ".join(one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"role": "king"}, "king"),
        ({"role": "lead", "area": "Z9Z"}, "Z9Z"),
        ({"since": "77"}, "77"),
        ({"message": "99"}, "99"),
        ({"message": "1", "role": "king"}, "king"),
        ({"message": "1", "since": "77"}, "77"),
        ({"message": "1", "role": "lead", "area": "Z9Z"}, "Z9Z"),
    ],
)
def test_what_nobody_knows_is_explained(look, query, told):
    app = look(**query)

    assert any(told in one.value for one in app.error)


def test_messages_are_presented_one_by_one(look):
    app = look(message="1")

    assert len(app.header) == 1
    assert not app.subheader
    first = app.header[0].value
    app.button(key="present_On").click().run()
    assert _address(app, "message") == "2"
    assert app.header[0].value != first
    app.button(key="present_Back").click().run()
    assert app.header[0].value == first
    app.button(key="present_End").click().run()
    assert _address(app, "message") is None
    assert len(app.header) > 4


def test_the_last_message_goes_no_further(look):
    app = look(message="1")
    for _ in range(40):
        before = _address(app, "message")
        app.button(key="present_On").click().run()
        if _address(app, "message") == before:
            break

    assert _address(app, "message") == before
    assert any(one.value.startswith(f"{before} of {before}") for one in app.caption)


def test_a_name_full_of_markup_stays_text(look):
    app = look()

    shown = [one for one in _links(app) if "OAK" in one]
    assert shown
    assert all(r"\<b\>\*OAK\*" in one for one in shown)


def test_an_older_snapshot_has_the_signals_of_then(look):
    app = look(snapshot="1")

    assert "nothing to compare it with" in " ".join(one.value for one in app.markdown)
    assert not any("Care B" in one and "expected" in one for one in _links(app))


def test_signals_are_not_looked_for_again_at_each_run(look, monkeypatch):
    app = look()
    monkeypatch.setattr("pcdash.viewmodels.signals.find_signals", lambda *_: pytest.fail("again"))
    session.st.cache_data.clear()

    app.run()

    assert not app.exception
