"""The BI team's round in a real browser: template, problems, preview, publish, lineage, undo."""

import csv
import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.visiting import open_page, own_server, settle

pytestmark = [pytest.mark.browser, pytest.mark.published, pytest.mark.xdist_group("browser")]
# Streamlit's box for files is marked up so, and is of no harm: it is reached by its button.
AXE = {"rules": {"presentation-role-conflict": {"enabled": False}}}
PRACTICE, INDICATOR, TITLE = "F82023", "qof_prevalence_ast", "Asthma: prevalence"


@pytest.fixture(scope="module")
def own_address(real_store, tmp_path_factory):
    """A server of a copy of the real store, which may be written to."""
    with own_server(real_store, tmp_path_factory.mktemp("loading")) as (found, _):
        yield found


def _taken(page, label):
    return _download(page, page.get_by_role("button", name=label))


def _download(page, button):
    with page.expect_download(timeout=60_000) as taken:
        button.click(timeout=60_000)
    return Path(taken.value.path()).read_bytes()


def _upload(page, path):
    # By its button, as people do: the box forgets then which file it had before.
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploader").get_by_role("button").last.click()
    chooser.value.set_files(path)
    expect(page.get_by_role("button", name="Remove")).to_have_count(1, timeout=30_000)
    settle(page)


def _held(page, address):
    """Period and figure on the practice's page, as its download has them."""
    open_page(page, f"{address}/practice?practice={PRACTICE}")
    # The page has a download a table, and the last of them is not there yet while it draws.
    button = page.locator(".st-key-figures_csv").get_by_role("button")
    text = _download(page, button).decode("utf-8-sig")
    row = next(one for one in csv.DictReader(io.StringIO(text)) if one["Indicator"] == TITLE)
    return row["Period"], float(row["Practice"])


def _fill(content, path, *rows):
    book = load_workbook(io.BytesIO(content))
    sheet = book["Figures"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, held in row.items():
            sheet.cell(number, at[heading], held)
    book.save(path)


def test_the_round_from_the_template_to_the_figure_and_back(page, own_address, tmp_path):
    period, before = _held(page, own_address)
    path = tmp_path / "october.xlsx"
    open_page(page, f"{own_address}/load")
    row = {
        "Area code": PRACTICE, "Indicator": INDICATOR, "Period": period,
        "Numerator": "three hundred", "Denominator": 4000,
    }  # fmt: skip
    _fill(_taken(page, "Download the workbook, empty"), path, row)

    _upload(page, path)
    expect(page.get_by_role("heading", level=2)).to_have_text("1 error: mend it, then upload again")
    expect(page.get_by_role("table")).to_contain_text("not a number")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    marked = load_workbook(io.BytesIO(_taken(page, "with its problems marked")))
    cell = marked["Figures"]["F2"]
    assert cell.value == "three hundred"
    assert "Not a number" in cell.comment.text
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()

    _fill(path.read_bytes(), path, row | {"Numerator": 300})
    page.get_by_role("button", name="Remove").click()
    settle(page)
    _upload(page, path)
    expect(page.get_by_role("heading", name="Figures: 1 changed")).to_be_visible()
    page.get_by_role("textbox", name="Your name").fill("A. Analyst")
    page.get_by_role("textbox", name="Note: why").fill("October's recount")
    page.get_by_role("textbox", name="Note: why").press("Tab")
    settle(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published as snapshot 2")).to_be_visible(timeout=60_000)

    assert _held(page, own_address) == (period, 7.5)
    open_page(page, f"{own_address}/practice?practice={PRACTICE}&figure={INDICATOR}")
    lineage = page.get_by_role("table").filter(has_text="october.xlsx")
    expect(lineage).to_contain_text("Figures")
    rows = lineage.get_by_role("row").all_inner_texts()
    said = ("A. Analyst", "7.500", "counts", "F2, G2")
    assert [part in rows[1] for part in said] == [True] * len(said)
    assert "replaced by load 2" in rows[2]

    open_page(page, f"{own_address}/load?part=history&load=2")
    assert _taken(page, "Download the file as it was loaded") == path.read_bytes()
    page.get_by_role("textbox", name="Your name").fill("B. Checker")
    page.get_by_role("textbox", name="Your name").press("Tab")
    settle(page)
    page.get_by_role("button", name="Undo load 2").click()
    expect(page.get_by_text("Load 2 is undone")).to_be_visible(timeout=60_000)

    assert _held(page, own_address) == (period, before)
