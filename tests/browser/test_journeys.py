"""What people do, in a real browser on the real files; and that no request leaves the machine."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.visiting import open_page, pixels_off, settle

pytestmark = [pytest.mark.browser, pytest.mark.published, pytest.mark.xdist_group("browser")]
ASTHMA = "/variation?indicator=qof_prevalence_ast&period=2014%2F15"
PAGES = {  # those without a chart; tests/browser/test_pictures.py looks at the others
    "no practice chosen": "/practice",
    "an unknown practice": "/practice?practice=F99999",
    "no group chosen": "/locality",
    "no pair chosen": "/compare",
    "the form of an assessment": "/maturity?task=record",
    "the form of a declaration": "/specification?task=record",
    "loading": "/load",
    "loads until now": "/load?part=history",
    "catalogue": "/catalogue",
    "a definition": "/catalogue?indicator=qof_prevalence_ast",
}


def _choose(page, label, text):
    box = page.get_by_role("combobox", name=label, exact=True)
    narrowed = page.get_by_role("option").first
    for _ in range(4):  # a run that ends meanwhile closes the list: then it is opened again
        box.click()
        box.fill("")  # the same text once more would filter nothing
        box.fill(text)
        try:
            expect(narrowed).to_contain_text(text, timeout=4_000)
            break
        except AssertionError:
            page.keyboard.press("Escape")
            settle(page)
    expect(narrowed).to_contain_text(text)
    page.keyboard.press("Enter")
    settle(page)


def _hosts(page):
    urls = (urlsplit(url) for url in page.asked_for)
    return {url.hostname for url in urls if url.scheme in ("http", "https", "ws", "wss")}


def test_from_an_indicator_to_a_practice_and_back_by_a_copied_link(page, address):
    open_page(page, f"{address}/variation")
    _choose(page, "Indicator", "Asthma: prevalence")
    _choose(page, "Period", "2014/15")

    finding = page.get_by_role("heading", level=2).first
    expect(finding).to_have_text(re.compile(r"^\d+ of 133 practices are lower than England"))

    _choose(page, "Order of the table", "Name")
    expect(page).to_have_url(re.compile("sort=name"))

    _choose(page, "Point out a practice", "F82023")
    page.get_by_role("link", name=re.compile(r"Open .*F82023")).click()
    expect(page).to_have_url(re.compile(r"/practice\?.*practice=F82023"))
    expect(page.get_by_role("heading", name=re.compile("F82023"))).to_be_visible()
    settle(page)
    copied = page.url
    headings = page.get_by_role("heading").all_inner_texts()

    fresh = page.context.browser.new_context(viewport={"width": 1280, "height": 720})
    opened = fresh.new_page()
    opened.set_default_timeout(20_000)
    open_page(opened, copied)
    expect(opened.get_by_role("heading", name=re.compile("F82023"))).to_be_visible()
    assert opened.get_by_role("heading").all_inner_texts() == headings
    fresh.close()

    page.go_back()
    expect(page).to_have_url(re.compile(r"/variation\?.*indicator=qof_prevalence_ast"))
    assert _hosts(page) == {"127.0.0.1"}


def test_a_download_says_where_its_figures_come_from_and_how_to_see_them_again(page, address):
    open_page(page, f"{address}{ASTHMA}")

    with page.expect_download() as taken:
        page.get_by_role("button", name="Download as Excel workbook").click()
    about = load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))["About"]
    said = {row[0].value: row[1].value for row in about.rows}

    assert said["Period"] == "2014/15"
    assert said["Source"].startswith("NHS Digital")
    assert said["Snapshot"] == "1"
    opened = page.context.new_page()
    open_page(opened, said["Link"])
    expect(opened.get_by_role("heading", level=2).first).to_have_text(
        page.get_by_role("heading", level=2).first.inner_text()
    )


def test_the_keyboard_alone_reaches_a_practice_from_the_table(page, address):
    open_page(page, f"{address}{ASTHMA}")

    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    settle(page)

    expect(page).to_have_url(re.compile(r"/practice\?.*practice=|point"), timeout=20_000)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_accessibility_fault_and_asks_no_other_host(page, address, name):
    open_page(page, f"{address}{PAGES[name]}")

    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]
    assert _hosts(page) == {"127.0.0.1"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_does_not_scroll_sideways_on_a_phone(page, address, name):
    page.set_viewport_size({"width": 375, "height": 800})
    open_page(page, f"{address}{PAGES[name]}")

    assert pixels_off(page) <= 0


def test_a_first_request_to_a_page_is_framed_and_titled(real_store, browser):
    """A fresh server must not show a page without its frame (the trap of `pages/`)."""
    from tests.servers import server

    with server(store=real_store) as fresh:
        context = browser.new_context()
        page = context.new_page()
        open_page(page, f"{fresh}/catalogue")
        expect(page.get_by_role("link", name="How do practices differ?")).to_be_visible()
        expect(page).to_have_title(re.compile("trusted|Catalogue"))
        context.close()


@pytest.mark.parametrize(
    ("address_of", "told"),
    [
        ("/variation?indicator=qof_prevalence_xyz", "qof_prevalence_xyz"),
        ("/practice?practice=F99999", "F99999"),
        ("/variation?indicator=qof_prevalence_ast&period=1900%2F01", "1900/01"),
        ("/?snapshot=99", "99"),
    ],
)
def test_an_unknown_code_in_a_link_is_explained(page, address, address_of, told):
    open_page(page, f"{address}{address_of}")

    alerts = page.get_by_role("alert").all_inner_texts()
    assert any(told in text for text in alerts), alerts
    assert "Traceback" not in page.content()
