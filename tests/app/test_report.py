"""The Report page: sections, commentary that stays, files with an account, and figures by id."""

import shutil

import pytest

from pcdash.store import papers
from pcdash.store.folder import Store


@pytest.fixture
def own(store, tmp_path):
    """A store of this test alone, since what is written stays in it."""
    return shutil.copytree(store, tmp_path / "store")


def _said(app):
    """The texts of a page, without what keeps their marks from being obeyed."""
    shown = (*app.markdown, *app.info, *app.error, *app.header, *app.subheader)
    return [one.value.replace("\\", "") for one in shown]


def test_a_section_is_shown_as_the_report_will_have_it(visit, own):
    app = visit("report", of=own, section="condition")

    assert app.header[0].value == "Condition A"
    assert len(app.get("vega_lite_chart")) == 2
    assert all(one.proto.alt for one in app.get("vega_lite_chart"))


def test_an_empty_section_says_what_to_load(visit, own):
    app = visit("report", of=own, section="empty")

    assert any("Load the file of nothing." in one for one in _said(app))


def test_commentary_is_kept_in_the_store_and_is_there_for_the_next_visitor(visit, own):
    app = visit("report", of=own, section="condition")
    label = "Commentary on the section"
    box = next(one for one in app.text_area if one.label == label)
    box.set_value("<b>As written</b> 😀").run()

    held = papers.read_draft(Store(own), "paper", "ZSYS")
    assert held["commentary"]["condition"] == "<b>As written</b> 😀"
    again = visit("report", of=own, section="condition")
    assert next(one for one in again.text_area if one.label == label).value == (
        "<b>As written</b> 😀"
    )


def test_the_front_sheet_is_kept(visit, own):
    app = visit("report", of=own, step="front")
    next(one for one in app.text_input if one.label == "Agenda item").set_value("8")
    next(one for one in app.button if one.label == "Keep").click().run()

    assert app.success[0].value == "Kept."
    assert papers.read_draft(Store(own), "paper", "ZSYS")["front"]["agenda_item"] == "8"


def test_files_are_made_in_every_format_and_the_account_is_kept(visit, own):
    app = visit("report", of=own, step="files")
    assert not app.get("download_button")
    app.button(key="make").click().run()

    names = [one.proto.label for one in app.get("download_button")]
    assert names == [
        "Download Word document", "Download PowerPoint slides", "Download Web page in one file",
        "Download Excel data annex",
    ]  # fmt: skip
    (account,) = papers.accounts(Store(own))
    assert account["snapshot"] == 2


def test_a_figure_is_found_by_its_id_and_opened_on_its_snapshot(visit, own):
    visit("report", of=own, step="files").button(key="make").click().run()
    (account,) = papers.accounts(Store(own))
    figure = account["figures"][0]
    app = visit("report", of=own, step="cited", cited=figure["id"])

    (way,) = [one.proto for one in app.get("page_link") if "Open Condition A" in one.proto.label]
    assert "indicator=condition_a" in way.query_string
    assert "snapshot=2" in way.query_string


def test_an_id_that_no_report_cites_is_said_to_be(visit, own):
    app = visit("report", of=own, step="cited", cited="F-NOBODY2")

    assert any("No report that was made here cites 'F-NOBODY2'." in one for one in _said(app))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"area": "Z99001"}, "Place: 'Z99001' is not among the choices here."),
        ({"years": "1999/00"}, "Period: '1999/00' is not among the choices here."),
        ({"sections": "cqc"}, "is not among the choices here."),
        ({"snapshot": "9"}, "Snapshot 9 is not in the store"),
    ],
)
def test_what_an_address_asks_in_vain_is_said(visit, own, query, said):
    app = visit("report", of=own, **query)

    assert app.error
    assert any(said in one for one in _said(app))


def test_an_older_snapshot_offers_what_has_changed_since(visit, own):
    app = visit("variation", of=own, indicator="condition_a", snapshot="1")
    said = next(one for one in app.expander if one.label == "What has changed since?")

    assert any("1 of 4 practices differs on Condition A" in one.value for one in said.markdown)


def test_the_current_snapshot_offers_no_change(visit, own):
    app = visit("variation", of=own, indicator="condition_a")

    assert not [one for one in app.expander if one.label == "What has changed since?"]


def test_an_action_is_recorded_and_ticked_off(visit, own):
    app = visit("report", of=own, step="packs", group="Z1S")
    next(one for one in app.text_area if one.label == "Action").set_value("Call <b>them</b>")
    next(one for one in app.button if one.label == "Record the action").click().run()

    (held,) = papers.actions_agreed(Store(own))
    assert (held["area"], held["action"], held["is_done"]) == ("Z1S", "Call <b>them</b>", False)
    app = visit("report", of=own, step="packs", group="Z1S")
    next(one for one in app.multiselect if one.label == "Actions that are done").set_value(
        [held["id"]]
    )
    next(one for one in app.button if one.label == "Tick off").click().run()
    assert papers.actions_agreed(Store(own))[0]["is_done"] is True


def test_a_pack_is_made_as_one_document_and_as_one_a_practice(visit, own):
    app = visit("report", of=own, step="packs", group="Z1S")
    app.button(key="make_pack").click().run()

    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == ["Download one document", "Download a document for each practice"]
