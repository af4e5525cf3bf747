"""The Load page: files are checked and previewed, published by somebody, and taken back."""

from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest
import streamlit as st
from openpyxl import Workbook, load_workbook

from pcdash import paths
from pcdash.definitions.models import Source
from pcdash.ingest.workbook_layout import FIGURES
from pcdash.store import proposals
from pcdash.store.connection import open_snapshot
from pcdash.store.history import history
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store, lock
from pcdash.ui import due
from tests import builders as b
from tests import dashboard_store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def own_store(tmp_path):
    return dashboard_store.build(tmp_path / "store", revised=True)


@pytest.fixture
def downloads(monkeypatch):
    """The content of each download of the page, by its key, made as a click makes it."""
    made, draw = {}, st.download_button

    def button(label, data, *, key, **settings):
        made[key] = data
        return draw(label, data, key=key, **settings)

    monkeypatch.setattr(st, "download_button", button)
    return made


def _workbook(*rows):
    book = Workbook()
    sheet = book.active
    sheet.title = FIGURES.sheet
    sheet.append([column.name for column in FIGURES.columns])
    for row in rows:
        sheet.append([row.get(column.name) for column in FIGURES.columns])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _row(code="Z99001", numerator=120, denominator=1000, **more):
    return {
        "Area code": code, "Indicator": "condition_a", "Period": "2016/17",
        "Numerator": numerator, "Denominator": denominator,
    } | more  # fmt: skip


def _uploaded(visit, of, *files):
    page = visit("load", of=of)
    page.file_uploader[0].set_value([(name, content, XLSX) for name, content in files]).run()
    assert not page.exception, page.exception[0].stack_trace
    return page


def _table(page, column):
    tables = [one.value for kind in (page.dataframe, page.table) for one in kind]
    return next(one for one in tables if column in one.columns)


def _texts(page):
    kinds = (page.header, page.subheader, page.markdown, page.success, page.error, page.info)
    return [one.value for kind in kinds for one in kind]


def _held(store, code="Z99001", period="2016/17"):
    snapshot = open_snapshot(Store(store))
    rows = run_query(
        snapshot, "figures_of_areas", area_codes=[code], indicator_ids=["condition_a"]
    ).set_index("period")
    snapshot.close()
    return rows.loc[period, "numerator"]


def _publish(page, name="A. Analyst", note="March"):
    page.text_input(key="publish_name").set_value(name)
    page.text_input(key="publish_note").set_value(note)
    page.run()
    button = next(one for one in page.button if one.label == "Publish")
    button.click().run()
    assert not page.exception, page.exception[0].stack_trace


def test_a_workbook_is_previewed_published_and_taken_back(visit, own_store):
    before = (own_store / "current.json").read_bytes()
    page = _uploaded(visit, own_store, ("march.xlsx", _workbook(_row())))

    assert "Figures: 1 changed" in _texts(page)
    assert _table(page, "Will be").iloc[0].str.strip().to_list() == [
        "Condition A: how common", "Birch Surgery (Z99001)", "2016/17", "changed",
        "11.0", "12.0", "+1.0", "+9.1%",
    ]  # fmt: skip
    assert (own_store / "current.json").read_bytes() == before

    _publish(page)

    assert any("Published as snapshot 3" in one for one in _texts(page))
    assert _held(own_store) == 120
    last = history(Store(own_store))[-1]
    assert (last.by, last.note, last.files) == ("A. Analyst", "March", ("march.xlsx",))

    page = visit("load", of=own_store, part="history", load="3")
    assert "Figures: 1 changed" in _texts(page)
    labels = [one.label for one in page.get("download_button")]
    assert "Download the file as it was loaded" in labels
    page.text_input(key="undo_name").set_value("B. Checker").run()
    next(one for one in page.button if one.label == "Undo load 3").click().run()
    assert not page.exception, page.exception[0].stack_trace
    assert any("Load 3 is undone" in one for one in _texts(page))
    assert _held(own_store) == 110
    assert history(Store(own_store))[-1].undoes == 3


def test_a_load_is_not_published_without_a_name(visit, own_store):
    page = _uploaded(visit, own_store, ("march.xlsx", _workbook(_row())))

    assert next(one for one in page.button if one.label == "Publish").disabled
    assert any("Write your name first" in one.value for one in page.caption)


def test_what_is_wrong_is_told_and_nothing_can_be_published(visit, own_store):
    bad = _workbook(_row(numerator=2000), _row(Period="2016/18"))
    page = _uploaded(visit, own_store, ("bad.xlsx", bad))

    assert page.header[0].value.startswith("2 errors")
    listed = page.table[0].value
    assert [*listed["Kind"]][:2] == ["Error", "Error"]
    assert {one.split(", ")[1] for one in listed["Where"][:2]} == {"row 2", "row 3"}
    assert "Publish" not in [one.label for one in page.button]


def test_a_download_of_what_is_in_no_store_has_no_link(visit, own_store, downloads):
    _uploaded(visit, own_store, ("bad.xlsx", _workbook(_row(), _row(Period="2016/18"))))
    assert _about(downloads["problems_xlsx"]())["State"] == "Nothing of these files was stored."
    assert "Link" not in _about(downloads["problems_xlsx"]())

    _uploaded(visit, own_store, ("good.xlsx", _workbook(_row())))
    assert "Link" not in _about(downloads["preview_xlsx"]())

    visit("load", of=own_store, part="history")
    assert "part=history&snapshot=2" in _about(downloads["loads_xlsx"]())["Link"]


def _about(content):
    book = load_workbook(BytesIO(content))
    return {row[0]: row[1] for row in book[book.sheetnames[1]].iter_rows(values_only=True)}


def test_somebody_else_publishes_meanwhile(visit, own_store):
    page = _uploaded(visit, own_store, ("march.xlsx", _workbook(_row())))
    page.text_input(key="publish_name").set_value("A. Analyst").run()
    _publish(_uploaded(visit, own_store, ("other.xlsx", _workbook(_row("Z99003", 77)))))

    next(one for one in page.button if one.label == "Publish").click().run()

    assert not page.exception
    assert [one.value for one in page.warning] == [
        "Somebody published snapshot 3 meanwhile. The preview below is new: look at it before you "
        "publish."
    ]
    assert _held(own_store) == 110
    assert page.text_input(key="publish_name").value == "A. Analyst"


def test_while_another_load_writes_the_files_stay_in_their_box(visit, own_store):
    with lock(Store(own_store)):
        page = _uploaded(visit, own_store, ("march.xlsx", _workbook(_row())))
        assert page.error[0].value.startswith("Another load is writing")

    _press(page, "Check again")

    assert "Figures: 1 changed" in _texts(page)


@pytest.fixture
def ours(tmp_path, monkeypatch):
    """A store of figures that no published file has: the workbook has them all."""
    defined, bi = dashboard_store.definitions, "bi_workbook"
    published = b.patients().id

    def definitions(**asked):
        made = defined(**asked)
        figures = {
            key: one if key == published else one.model_copy(update={"source": bi})
            for key, one in made.indicators.items()
        }
        source = Source(id=bi, publisher="Us", title="Our own figures", licence="None")
        return replace(made, indicators=figures, sources=made.sources | {bi: source})

    monkeypatch.setattr(dashboard_store, "definitions", definitions)
    return dashboard_store.build(tmp_path / "ours", revised=True)


def test_the_workbook_with_what_is_held_comes_back_without_a_change(visit, ours, downloads):
    visit("load", of=ours)
    content = downloads["template_True"]()
    rows = _rows(content)
    assert {"condition_a", "care_b", "rating_c", "score_d"} == {row["Indicator"] for row in rows}

    page = _uploaded(visit, ours, ("figures_held.xlsx", content))

    assert page.header[0].value.startswith(f"{len(rows)} figures read without an error")
    assert "Nothing is new: every figure is held as it is given" in _texts(page)
    assert "Publish" not in [one.label for one in page.button]


def test_one_cell_of_the_workbook_edited_is_one_change(visit, ours, downloads):
    visit("load", of=ours)
    content = _edited(downloads["template_True"](), "Z99001", "condition_a", "Numerator", 121)

    page = _uploaded(visit, ours, ("figures_held.xlsx", content))

    assert "Figures: 1 changed" in _texts(page)
    (changed,) = _table(page, "Will be").to_numpy().tolist()
    assert [one.strip() for one in changed] == [
        "Condition A: how common", "Birch Surgery (Z99001)", "2016/17", "changed",
        "11.0", "12.1", "+1.1", "+10.0%",
    ]  # fmt: skip
    assert _table(page, "Added").to_numpy().tolist()[0][1:] == ["0", "1", "0"]


def test_the_empty_workbook_holds_no_figure(visit, ours, downloads):
    page = visit("load", of=ours)

    assert [one.label for one in page.get("download_button")] == [
        "Download the workbook, empty", "Download the workbook, with the figures held",
    ]  # fmt: skip
    assert _rows(downloads["template_False"]()) == []


def _rows(content):
    """The rows of figures in a workbook, by heading."""
    headings, *rows = load_workbook(BytesIO(content))[FIGURES.sheet].iter_rows(values_only=True)
    filled = [dict(zip(headings, row, strict=True)) for row in rows]
    return [row for row in filled if row["Area code"]]


def _edited(content, code, indicator, heading, figure):
    """The workbook with one cell changed, as somebody would in Excel."""
    book = load_workbook(BytesIO(content))
    sheet = book[FIGURES.sheet]
    at = {cell.value: cell.column for cell in sheet[1]}
    (row,) = (
        row for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, at["Area code"]).value == code
        and sheet.cell(row, at["Indicator"]).value == indicator
    )  # fmt: skip
    sheet.cell(row, at[heading]).value = figure
    held = BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.fixture
def nothing_loaded(tmp_path, illustrative_store, monkeypatch):
    """The folder of a store that is not there yet; its pages show illustrative data."""
    monkeypatch.setattr(paths, "illustrative_folder", lambda: illustrative_store)
    return tmp_path / "new"


@pytest.fixture
def two_places(monkeypatch):
    """Definitions with two places of real data, and one that is illustrative."""
    defined = dashboard_store.definitions
    real = (b.place(), b.place(id="elsewhere", name="Elsewhere"))
    invented = b.place(id="illustrative", name="Invented", illustrative=True)
    places = {one.id: one for one in (*real, invented)}
    monkeypatch.setattr(
        dashboard_store, "definitions", lambda **asked: replace(defined(**asked), places=places)
    )


def test_the_first_load_asks_whose_files_they_are(visit, nothing_loaded, two_places):
    page = visit("load", of=nothing_loaded)
    box = page.selectbox(key="choose_for")
    assert (box.label, box.options, box.value) == (
        "Place", ["Northam and Southam", "Elsewhere"], None,
    )  # fmt: skip
    assert not page.file_uploader, "no place is taken for granted"

    box.set_value("elsewhere").run()
    assert page.query_params["for"] == "elsewhere"
    page.file_uploader[0].set_value(("march.xlsx", _workbook(_row()), XLSX)).run()
    _publish(page)

    assert _place_of(nothing_loaded) == "elsewhere"
    page = visit("load", of=nothing_loaded)
    assert not [one for one in page.selectbox if one.label == "Place"]
    assert page.file_uploader


def test_another_place_is_another_preview(visit, nothing_loaded, two_places):
    page = visit("load", of=nothing_loaded, **{"for": "tests"})
    page.file_uploader[0].set_value(("march.xlsx", _workbook(_row()), XLSX)).run()
    page.selectbox(key="choose_for").set_value("elsewhere").run()
    assert not page.exception, page.exception[0].stack_trace
    assert not page.warning
    _publish(page)

    assert _place_of(nothing_loaded) == "elsewhere"


def test_one_place_is_said_in_words(visit, nothing_loaded):
    page = visit("load", of=nothing_loaded)

    assert any("Files are loaded for Northam and Southam" in one for one in _texts(page))
    assert not [one for one in page.selectbox if one.label == "Place"]
    assert page.file_uploader


def test_a_place_that_nobody_knows_is_said_to_be(visit, nothing_loaded, two_places):
    page = visit("load", of=nothing_loaded, **{"for": "nowhere"})

    assert any("'nowhere' is not among the choices" in _plain(one.value) for one in page.error)


def test_a_load_of_illustrative_data_is_not_undone(visit, nothing_loaded):
    page = visit("load", of=nothing_loaded, part="history", load="1")

    assert any(one.value.startswith("Nothing is loaded yet") for one in page.error)
    assert "Undo load 1" not in [one.label for one in page.button]


def test_a_proposal_for_the_first_load_keeps_its_place(
    visit, nothing_loaded, two_places, monkeypatch
):
    monkeypatch.setenv("PCDASH_APPROVAL", "yes")
    page = visit("load", of=nothing_loaded, **{"for": "elsewhere"})
    page.file_uploader[0].set_value(("march.xlsx", _workbook(_row()), XLSX)).run()
    page.text_input(key="publish_name").set_value("A. Analyst").run()
    _press(page, "Hand in for approval")
    (proposal,) = proposals.waiting(Store(nothing_loaded))

    page = visit("load", of=nothing_loaded, part="waiting", proposal=proposal.id)
    page.text_input(key="approve_name").set_value("B. Checker").run()
    _press(page, "Approve and publish")

    assert _place_of(nothing_loaded) == "elsewhere"


def _place_of(store):
    snapshot = open_snapshot(Store(store))
    (place_id,) = run_query(snapshot, "place")["place_id"]
    snapshot.close()
    return place_id


def _plain(text):
    return text.replace("\\", "")


def test_files_stay_away_from_a_store_of_illustrative_data(visit, illustrative_store):
    page = visit("load", of=illustrative_store)

    assert any("real figures are kept apart" in one for one in _texts(page))
    assert not page.file_uploader


def test_a_second_person_approves_where_that_is_set(visit, own_store, monkeypatch):
    monkeypatch.setenv("PCDASH_APPROVAL", "yes")
    page = _uploaded(visit, own_store, ("march.xlsx", _workbook(_row())))
    page.text_input(key="publish_name").set_value("A. Analyst")
    page.text_input(key="publish_note").set_value("March").run()
    next(one for one in page.button if one.label == "Hand in for approval").click().run()
    assert not page.exception
    assert _held(own_store) == 110

    (proposal,) = proposals.waiting(Store(own_store))
    page = visit("load", of=own_store, part="waiting", proposal=proposal.id)
    assert "Figures: 1 changed" in _texts(page)
    page.text_input(key="approve_name").set_value("a.  analyst").run()
    _press(page, "Approve and publish")
    assert any("another person approves it" in one.value for one in page.error)
    assert _held(own_store) == 110

    page.text_input(key="approve_name").set_value("B. Checker").run()
    _press(page, "Approve and publish")
    assert _held(own_store) == 120
    assert proposals.waiting(Store(own_store)) == ()
    page = visit("load", of=own_store, part="history")
    assert _table(page, "State")["By"].iloc[0] == "A. Analyst, approved by B. Checker"


def test_a_proposal_to_undo_is_sent_back(visit, own_store, monkeypatch):
    monkeypatch.setenv("PCDASH_APPROVAL", "yes")
    page = visit("load", of=own_store, part="history", load="2")
    page.text_input(key="undo_name").set_value("A. Analyst").run()
    _press(page, "Propose to undo load 2")
    (proposal,) = proposals.waiting(Store(own_store))
    assert proposal.undoes == 2

    page = visit("load", of=own_store, part="waiting", proposal=proposal.id)
    page.text_input(key="approve_name").set_value("B. Checker").run()
    _press(page, "Send back")

    assert proposals.waiting(Store(own_store)) == ()
    assert len(history(Store(own_store))) == 2


def test_chosen_indicators_are_exported(visit, own_store):
    page = visit("load", of=own_store)
    assert not [one for one in page.get("download_button") if "indicator" in one.label]

    page = visit("load", of=own_store, export="condition_a,rating_c")
    labels = [one.label for one in page.get("download_button")]
    assert "Download 14 figures of 2 indicators" in labels

    page.multiselect(key="choose_export").set_value(["rating_c"]).run()
    assert not page.exception
    labels = [one.label for one in page.get("download_button")]
    assert "Download 3 figures of 1 indicator" in labels
    assert page.query_params["export"] == "rating_c"


def test_an_export_is_for_a_store_of_illustrative_data_too(visit, illustrative_store):
    page = visit("load", of=illustrative_store, export="rating_c")

    labels = [one.label for one in page.get("download_button")]
    assert "Download 3 figures of 1 indicator" in labels


def test_an_unknown_indicator_to_export_is_told(visit, own_store):
    page = visit("load", of=own_store, export="rating_x")

    assert any("is not among the choices here" in one.value for one in page.error)


def test_the_calendar_says_what_is_due_and_what_each_file_looks_like(visit, own_store, monkeypatch):
    layout = SimpleNamespace(source="tests", title="A file", layout="Columns A and B.")
    monkeypatch.setattr(due, "FORMATS", (layout,))

    page = visit("load", of=own_store, part="calendar")

    assert "Of 1 source, 1 overdue" in _texts(page)
    (row,) = _table(page, "State").to_dict("records")
    assert row["State"] == "Overdue"
    assert row["Last loaded"].endswith(", by A tester")
    assert row["What is held, and what comes next"] == (
        "Last held: 2016/17; the next, 2017/18, was due in Oct 2018\\."
    )
    assert _table(page, "What it looks like").iloc[0]["File"] == "A file"
    labels = [one.label for one in page.get("download_button")]
    assert labels.count("Download as Excel workbook") == 2


def _press(page, label):
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, page.exception[0].stack_trace


def test_records_are_previewed_row_by_row_and_published(visit, own_store):
    book = Workbook()
    events = book.active
    events.title = "Events"
    events.append(["Area code", "Event date", "Event", "Kind"])
    events.append([None, "2016-05-01", "A hub opens", "Opening"])
    targets = book.create_sheet("Targets")
    targets.append(["Area code", "Indicator", "Target", "By"])
    targets.append(["Z1N", "condition_a", 15, "2017/18"])
    held = BytesIO()
    book.save(held)

    page = _uploaded(visit, own_store, ("records.xlsx", held.getvalue()))

    assert any("0 figures and 2 records read" in one for one in _texts(page))
    listed = _table(page, "Which")
    assert {*listed["Kind"]} == {"Events", "Targets"}
    assert {*listed["Place"]} == {"", "Z1N"}
    _publish(page)
    assert any("Published as snapshot" in one for one in _texts(page))
