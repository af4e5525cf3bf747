"""The Load page asks what the columns of a workbook of no known layout are."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from pcdash import paths
from tests import dashboard_store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def own_store(tmp_path):
    return dashboard_store.build(tmp_path / "store", revised=True)


def _workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _uploaded(visit, of, content, name="ours.xlsx"):
    page = visit("load", of=of)
    page.file_uploader[0].set_value([(name, content, XLSX)]).run()
    assert not page.exception, page.exception[0].stack_trace
    return page


def _choose(page, heading, what, which=""):
    boxes = {one.label: one for one in page.selectbox}
    boxes[f"What “{heading}” is"].select(what)
    if which:
        boxes[f"Of which indicator “{heading}” is"].select(which)


def test_columns_are_said_once_and_later_files_are_read_so(visit, own_store):
    content = _workbook(
        ["Our figures of the year"], ["Surgery", "Seen", "All"], ["Z99001", 130, 1000]
    )
    page = _uploaded(visit, own_store, content)
    assert any("What are the columns of ours" in one.value for one in page.subheader)
    assert [one.value for one in page.header] == [
        "ours\\.xlsx has a layout that is not known: say below what the columns are"
    ]
    assert not any("marked" in one.label for one in page.get("download_button"))
    assert next(one for one in page.number_input).value == 2

    page.button(key="mapping_read_0").click().run()
    assert any("which columns have figures" in one.value for one in page.error)

    _choose(page, "Surgery", "Area code")
    _choose(page, "Seen", "Numerator")
    _choose(page, "All", "Denominator")
    page.selectbox(key="mapping_indicator_0").select("condition_a")
    page.text_input(key="mapping_period_0").input("2016/17")
    page.button(key="mapping_read_0").click().run()
    assert not page.exception, page.exception[0].stack_trace

    assert any("Figures: 1 changed" in one.value for one in page.subheader)
    assert any("Say again what the columns of ours" in one.label for one in page.expander)

    later = _workbook(["Surgery", "Seen", "All"], ["Z99001", 140, 1000])
    page = _uploaded(visit, own_store, later, "later.xlsx")
    boxes = {one.label: one.value for one in page.selectbox}
    assert boxes["What “Surgery” is"] == "Area code", "what was said is offered again"
    assert boxes["What “Seen” is"] == "Numerator"


def test_what_was_chosen_stays_while_another_page_is_looked_at(visit, own_store):
    page = _uploaded(visit, own_store, _workbook(["Surgery", "Seen"], ["Surgery 1", 130]))
    assert {one.label: one.value for one in page.selectbox}["What “Surgery” is"] == "Not read"
    _choose(page, "Surgery", "Area code")
    page.run()

    page.switch_page(str(paths.ROOT / "pages" / "catalogue.py")).run()
    page.switch_page(str(paths.ROOT / "pages" / "load.py")).run()

    boxes = {one.label: one.value for one in page.selectbox}
    assert boxes["What “Surgery” is"] == "Area code"
