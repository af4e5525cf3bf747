"""The Load page: files are checked and previewed, published by somebody, and taken back."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from pcdash.ingest.workbook_layout import FIGURES
from pcdash.store import proposals
from pcdash.store.connection import open_snapshot
from pcdash.store.history import history
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store, lock
from pcdash.ui import due
from tests import dashboard_store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def own_store(tmp_path):
    return dashboard_store.build(tmp_path / "store", revised=True)


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
    return next(one.value for one in page.dataframe if column in one.value.columns)


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
        "11", "12", "+1", "+9.1%",
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


def test_the_workbook_with_what_is_held_comes_back_without_a_change(visit, own_store):
    page = visit("load", of=own_store)
    labels = [one.label for one in page.get("download_button")]

    assert labels == [
        "Download the workbook, empty", "Download the workbook, with the figures held",
    ]  # fmt: skip


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
    assert (row["State"], row["By"], row["Last file"]) == ("Overdue", "A tester", "revision.csv")
    assert row["What is held, and what comes next"] == (
        "Last held: 2016/17; the next, 2017/18, was due in Oct 2018."
    )
    assert _table(page, "What it looks like").iloc[0]["File"] == "A file"
    labels = [one.label for one in page.get("download_button")]
    assert labels.count("Download as Excel workbook") == 2


def _press(page, label):
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, page.exception[0].stack_trace
