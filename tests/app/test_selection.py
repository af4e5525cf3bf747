"""The address and the controls, without a page: what a link says, a control shows, and back."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from pcdash.ui.plain import escaped, linked


def _script():
    import streamlit as st

    from pcdash.errors import UserFacingError
    from pcdash.ui import address, selection
    from pcdash.viewmodels.choices import Choices

    address.follow("variation")
    selection.begin()
    things = Choices({"a": "Thing A", "b": "Thing B"})
    chosen = selection.choose("level", "Level", things, default="a", resets=("period",))
    free = selection.choose("indicator", "Indicator", things)
    text = selection.write("search", "Search", placeholder="")
    try:
        selection.require_known()
    except UserFacingError as error:
        st.error(str(error))
    address.publish("variation")
    st.json(
        {
            "chosen": chosen,
            "free": free,
            "text": text,
            "repeated": address.repeated(),
            "here": address.here(snapshot="7"),
        }
    )


@pytest.fixture
def open_with():
    def open_with(**query):
        app = AppTest.from_function(_script)
        for key, text in query.items():
            app.query_params[key] = text
        return app.run()

    return open_with


def _query(app):
    """The query of the address; AppTest gives a list where a test or the app wrote one."""
    given = {key: app.query_params[key] for key in app.query_params}
    return {key: text[0] if isinstance(text, list) else text for key, text in given.items()}


def test_a_control_shows_what_the_address_says(open_with):
    app = open_with(level="b")

    assert app.selectbox(key="choose_level").value == "b"
    assert app.selectbox(key="choose_indicator").value is None


def test_nothing_is_chosen_by_accident(open_with):
    assert open_with().selectbox(key="choose_indicator").value is None


def test_what_an_address_asks_for_in_vain_stays_in_it(open_with):
    app = open_with(level="z")

    assert "'z' is not among the choices" in app.error[0].value
    assert _query(app) == {"level": "z"}


def test_a_name_close_to_one_is_answered_with_it(open_with):
    assert "Did you mean 'Thing B'?" in open_with(indicator="Thing b").error[0].value


def test_a_choice_is_written_to_the_address_and_resets_what_hangs_on_it(open_with):
    app = open_with(period="2014/15")

    app.selectbox(key="choose_level").select("b").run()

    assert _query(app) == {"level": "b"}


def test_an_address_that_says_more_is_left_as_it_was_opened(open_with):
    app = open_with(level="b", utm_source="mail")

    assert _query(app) == {"level": "b", "utm_source": "mail"}


def test_what_a_choice_makes_impossible_goes_back_to_its_default(open_with):
    app = open_with(level="z")

    app.selectbox(key="choose_indicator").select("b").run()

    assert not app.error
    assert app.selectbox(key="choose_level").value == "a"


def test_an_address_that_changes_from_outside_decides(open_with):
    app = open_with(level="b")
    app.selectbox(key="choose_indicator").select("a").run()

    app.query_params.clear()
    app.query_params["level"] = "a"
    app.run()

    assert app.selectbox(key="choose_level").value == "a"
    assert app.selectbox(key="choose_indicator").value is None


def test_a_name_given_twice_counts_once(open_with):
    app = open_with(level=["b", "a"])

    assert app.selectbox(key="choose_level").value == "b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, 4.5%", r"plain words, 4\.5%"),
        ("*bold* _it_", r"\*bold\* \_it\_"),
        ("$x$", r"\$x\$"),
        ("[a](b)", r"\[a\]\(b\)"),
        ("<b>", r"\<b\>"),
        (":red[x]", r":red\[x\]"),
        ("# heading", r"\# heading"),
        ("two\nlines", "two lines"),
    ],
)
def test_escaped_leaves_no_markup(text, shown):
    assert escaped(text) == shown


@pytest.mark.parametrize("text", [":smile:", "https://a.b", "www.a.b", "me@a.b"])
def test_escaped_breaks_what_escaping_alone_does_not(text):
    assert "\u2060" in escaped(text)


def test_linked_links_the_address_of_a_page_and_nothing_else():
    assert linked("https://nhs.uk/a-b").endswith("](https://nhs.uk/a-b)")
    assert "](" not in linked("see https://nhs.uk")
    assert "](" not in linked("javascript:alert(1)")


def test_a_citation_has_the_page_what_is_selected_and_the_snapshot(open_with):
    app = open_with(level="b", indicator="a")

    said = json.loads(app.json[0].value)["here"]
    assert said.endswith("/variation?indicator=a&level=b&snapshot=7")
