"""An assessment recorded in a real browser: in the heatmap, with evidence and arrow, and undone."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pcdash.ingest.record_layouts import ASSESSMENTS
from pcdash.report.sheet_file import sheet_bytes
from tests.visiting import open_page, own_server, settle
from tests.workbook_sheets import FRAMEWORK, run

pytestmark = [pytest.mark.browser, pytest.mark.published, pytest.mark.xdist_group("browser")]
CODE, NAME = "07L-C1", "Barking and Dagenham cluster 1"
CELL = f'[aria-label^="{NAME}, Practices in networks"]'
FIRST = {
    "Area code": CODE, "Framework": FRAMEWORK, "Theme": "1a", "State": "A",
    "Assessed on": date(2018, 8, 1), "Basis": "Self-assessed", "Ambition": "C",
}  # fmt: skip


@pytest.fixture(scope="module")
def own_address(real_store, tmp_path_factory):
    """A server of a copy of the real store, into which a first round was loaded."""
    folder = tmp_path_factory.mktemp("maturity")
    first = folder / "round_1.xlsx"
    first.write_bytes(sheet_bytes(ASSESSMENTS, [FIRST]))
    with own_server(real_store, folder) as (found, store):
        done = run(store, "load", first, "--by", "A tester")
        assert done.exit_code == 0, done.output
        yield found


def _choose(page, label, text):
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(text)
    page.get_by_role("option").filter(has_text=re.compile(f"^{text}")).first.click()
    page.keyboard.press("Tab")  # a box for several stays open
    settle(page)


def _write(page, label, text):
    box = page.get_by_role("textbox", name=label, exact=True)
    box.fill(text)
    box.press("Tab")


def test_an_assessment_is_recorded_seen_with_its_evidence_and_taken_back(page, own_address):
    open_page(page, f"{own_address}/maturity")
    expect(page.locator(CELL)).to_have_attribute("aria-label", re.compile(r": A, 1 Aug 2018"))

    page.get_by_role("button", name="Record an assessment").or_(
        page.get_by_role("radio", name="Record an assessment")
    ).first.click()
    settle(page)
    _choose(page, "Place", NAME)
    _choose(page, "Themes", "1a")
    _choose(page, "State", "B/C")
    _choose(page, "Basis", "Moderated")
    _choose(page, "Ambition", "C")
    _write(page, "Assessed by", "Peer panel")
    _write(page, "Evidence", "Agreement signed by seven practices")
    page.get_by_role("button", name="Add and check").click()
    expect(page.get_by_role("heading", name="1 assessment to publish")).to_be_visible(
        timeout=60_000
    )
    settle(page)
    expect(page.get_by_role("heading", name="1 change of records")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert not [one["id"] for one in found if one["impact"] in ("serious", "critical")]

    _write(page, "Your name", "A. Analyst")
    settle(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published as snapshot 3")).to_be_visible(timeout=60_000)
    settle(page)
    said = re.compile(r": B/C, .*; higher than before \(A\); aims higher \(C\); moderated; Agreem")
    expect(page.locator(CELL).first).to_have_attribute("aria-label", said)
    expect(page.get_by_text("↑", exact=True).first).to_be_attached()
    behind = page.get_by_role("listitem")
    expect(behind.filter(has_text="Agreement signed by seven practices").first).to_be_visible()
    expect(
        behind.filter(has_text=re.compile("Recorded: load 3, .*sheet Maturity, row 2"))
    ).to_be_visible()

    open_page(page, f"{own_address}/load?part=history&load=3")
    _write(page, "Your name", "B. Checker")
    settle(page)
    page.get_by_role("button", name="Undo load 3").click()
    expect(page.get_by_text("Load 3 is undone")).to_be_visible(timeout=60_000)

    open_page(page, f"{own_address}/maturity?assessed={CODE}&theme=1a")
    expect(page.locator(CELL).first).to_have_attribute("aria-label", re.compile(r": A, 1 Aug 2018"))
    expect(page.get_by_role("listitem").filter(has_text="Agreement signed")).to_have_count(0)


def test_a_click_on_a_cell_tells_what_is_behind_it(page, own_address):
    open_page(page, f"{own_address}/maturity")

    page.locator(CELL).click()
    settle(page)

    expect(page).to_have_url(re.compile(rf"assessed={CODE}.*theme=1a"))
    behind = page.get_by_role("listitem").filter(has_text="State: A, assessed on 1 Aug 2018")
    expect(behind).to_be_visible()
