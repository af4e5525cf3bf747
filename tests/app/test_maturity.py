"""The Maturity page: the matrix, what is behind a cell, and the form that records an assessment."""

from dataclasses import replace
from datetime import date

import pytest

from pcdash.definitions.models import Framework
from pcdash.store import proposals
from pcdash.store.history import history
from pcdash.store.snapshots import Store
from tests import builders as b
from tests import dashboard_store

GROWTH = Framework(
    id="growth", title="Growth", kind="maturity", states=("A", "B", "C"), in_between=True,
    levels=("cluster",), note="It measures no performance.", source="Nobody",
    themes=(
        {"id": "1a", "group": "1 Roots", "title": "Depth"},
        {"id": "1b", "group": "1 Roots", "title": "Width"},
        {"id": "2a", "group": "2 Leaves", "title": "Green", "states": ("No", "Yes")},
    ),
)  # fmt: skip
STATES = "A_A/B_B_B/C_C"
ROWS = [
    {"area_code": "ZC1", "framework": "growth", "theme": theme, "assessed_on": "2019-03-01",
     "state": state, "ambition": "C", "evidence": "Minutes", "evidence_date": "2019-02-01",
     "row": row}
    for row, (theme, state) in enumerate((("1a", "A"), ("1b", "B")), start=2)
]  # fmt: skip


@pytest.fixture(autouse=True)
def framework(monkeypatch):
    made = dashboard_store.definitions

    def definitions(**settings):
        return replace(made(**settings), frameworks={"growth": GROWTH})

    monkeypatch.setattr(dashboard_store, "definitions", definitions)


@pytest.fixture
def own_store(tmp_path):
    folder = dashboard_store.build(tmp_path / "store")
    rows = b.reading(assessments=ROWS)
    b.publish(folder, rows, of=dashboard_store.definitions(), names=["round.xlsx"])
    return folder


def _texts(page):
    kinds = (page.header, page.subheader, page.markdown, page.success, page.error, page.info,
             page.caption)  # fmt: skip
    return [one.value for kind in kinds for one in kind]


def _table(page, column):
    return next(one.value for one in page.dataframe if column in one.value.columns)


def _ran(page):
    page.run()
    assert not page.exception, page.exception[0].stack_trace
    return page


def _press(page, label):
    next(one for one in page.button if one.label == label).click()
    return _ran(page)


def _fill(page, *, themes=("1a",), state="B", day=None, **texts):
    page.selectbox(key="record_place").select("ZC1")
    page.multiselect(key="record_themes").set_value([*themes])
    _ran(page)
    page.selectbox(key=f"record_state_{STATES}").select(state)
    page.selectbox(key=f"record_ambition_{STATES}").select("C")
    page.date_input(key="record_day").set_value(day or date(2020, 3, 2))
    for key, text in texts.items():
        page.text_input(key=f"record_{key}").set_value(text)
    page.text_area(key="record_evidence").set_value("Signed agreement")
    return _press(page, "Add and check")


def test_the_matrix_says_states_and_that_it_measures_no_performance(visit, own_store):
    page = visit("maturity", of=own_store)

    assert page.header[0].value == "1 cluster is assessed for the first time"
    assert any("It measures no performance" in one for one in _texts(page))
    matrix = _table(page, "1a").set_index("Cluster")
    assert matrix.loc["Cluster 1"].to_list() == ["Northam", "A (C)", "B (C)", "–"]
    assert any("Never assessed on this framework: Cluster 2" in one for one in _texts(page))


def test_the_address_chooses_a_cell_and_its_evidence_is_told(visit, own_store):
    page = visit("maturity", of=own_store, assessed="ZC1", theme="1a")

    told = "\n".join(_texts(page))
    assert r"Minutes \(" in told
    assert "round" in told
    assert _table(page, "Standing")["Standing"].to_list() == ["counts"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"framework": "grwth"}, "Growth"),
        ({"organisations": "pcn"}, "pcn"),
        ({"themes": "9"}, "Themes"),
        ({"assessed": "ZC9"}, "ZC9"),
        ({"assessed": "ZC1", "theme": "9z"}, "9z"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_explained(visit, own_store, query, said):
    assert said in visit("maturity", of=own_store, **query).error[0].value


def test_a_store_without_assessments_says_how_they_come(visit):
    page = visit("maturity")

    assert any("sheet 'Maturity'" in one.value.replace("\\", "") for one in page.info)
    assert not page.dataframe


def test_an_assessment_is_checked_previewed_published_and_seen(visit, own_store):
    page = visit("maturity", of=own_store, task="record")
    _fill(page, by="Peer panel", due="Mar 2021")

    assert any("1 assessment to publish" in one for one in _texts(page))
    assert any("No figure changes; 1 change of records" in one for one in _texts(page))
    assert next(one for one in page.button if one.label == "Publish").disabled

    page.text_input(key="record_name").set_value("A. Analyst")
    page.text_input(key="record_note").set_value("Round of March")
    _ran(page)
    _press(page, "Publish")

    assert any("Published as snapshot 3" in one for one in _texts(page))
    last = history(Store(own_store))[-1]
    assert (last.by, last.note) == ("A. Analyst", "Round of March")
    assert last.files[0].startswith("assessments_recorded_")
    matrix = _table(page, "1a").set_index("Cluster")
    assert matrix.loc["Cluster 1", "1a"] == "B ↑ (C)"
    told = "\n".join(_texts(page)).replace("\\", "")
    assert "Signed agreement" in told
    assert "Peer panel" in told
    assert "sheet Maturity, row 2" in told


def test_what_the_checks_refuse_is_told_and_taken_out_again(visit, own_store):
    page = visit("maturity", of=own_store, task="record")
    _fill(page, due="some day")

    assert any("1 error" in one for one in _texts(page))
    assert "Publish" not in [one.label for one in page.button]

    _press(page, "Take the last one out")
    assert not any("to publish" in one for one in _texts(page))


def test_several_themes_are_given_one_state_and_one_of_other_states_none(visit, own_store):
    page = visit("maturity", of=own_store, task="record")
    _fill(page, themes=("1a", "1b"))
    assert any("2 assessments to publish" in one for one in _texts(page))

    page.multiselect(key="record_themes").set_value(["1a", "2a"])
    _ran(page)
    assert any("same states" in one.value for one in page.info)


def test_without_place_theme_or_state_nothing_is_added(visit, own_store):
    page = visit("maturity", of=own_store, task="record")
    _press(page, "Add and check")

    assert "are needed" in page.error[0].value


def test_an_assessment_waits_where_another_person_must_approve(visit, own_store, monkeypatch):
    monkeypatch.setenv("PCDASH_APPROVAL", "yes")
    page = visit("maturity", of=own_store, task="record")
    _fill(page)
    page.text_input(key="record_name").set_value("A. Analyst")
    _ran(page)
    _press(page, "Hand in for approval")

    assert any("Handed in" in one for one in _texts(page))
    waiting = proposals.waiting(Store(own_store))
    assert [one.by for one in waiting] == ["A. Analyst"]
    assert waiting[0].paths[0].name.startswith("assessments_recorded_")


def test_the_form_is_off_on_illustrative_data_and_on_an_older_snapshot(
    visit, own_store, illustrative_store
):
    for asked in ({"of": illustrative_store}, {"of": own_store, "snapshot": "1"}):
        page = visit("maturity", task="record", **asked)
        assert page.info
        assert "record_place" not in [one.key for one in page.selectbox]
