"""The first page in a real browser: one screen, one sheet of A4, one message a screen by keys."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.servers import server
from tests.visiting import open_page, pixels_off, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROLES = ("board", "officer", "lead", "bi")


@pytest.fixture(scope="module")
def own_address(illustrative_store):
    """A server of the illustrative store."""
    with server(store=illustrative_store) as found:
        yield found


def _slide(page):
    return page.get_by_role("heading", level=2).first.inner_text()


@pytest.mark.parametrize("role", ROLES)
def test_the_first_screen_fits_a_projector_and_one_sheet_of_a4(page, own_address, role):
    open_page(page, f"{own_address}/?role={role}")

    links = page.locator(".st-key-first_links")
    expect(links).to_be_visible()
    box = links.bounding_box()
    assert box["y"] + box["height"] <= 720
    sheet = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1


def test_what_is_printed_is_the_first_screen_alone(page, own_address):
    open_page(page, f"{own_address}/")
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="What needs a decision?")).to_be_visible()
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    expect(page.locator(".st-key-below")).to_be_hidden()
    cut = page.evaluate(
        "() => { const main = document.querySelector('.stMainBlockContainer');"
        " return main.getBoundingClientRect().bottom - document.body.scrollHeight }"
    )
    assert cut <= 1  # nothing is cut off at the end of the sheet


def test_the_arrow_keys_go_from_message_to_message_and_escape_ends(page, own_address):
    open_page(page, f"{own_address}/")
    page.get_by_role("button", name="Present, one message a screen").click()
    expect(page).to_have_url(re.compile("message=1"))
    settle(page)
    first = _slide(page)

    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("message=2"))
    settle(page)
    assert _slide(page) != first
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= 720

    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("message=1"))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("message"))


@pytest.mark.parametrize("path", ["/", "/?role=lead&area=ZZA-L1", "/?message=2"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_no_other_host_is_asked(page, own_address, path, scheme):
    page.emulate_media(color_scheme=scheme)
    open_page(page, f"{own_address}{path}")

    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]
    hosts = {url.split("/")[2].split(":")[0] for url in page.asked_for if url.startswith("http")}
    assert hosts == {"127.0.0.1"}


@pytest.mark.parametrize("path", ["/", "/?message=3"])
def test_nothing_runs_off_a_phone(page, own_address, path):
    page.set_viewport_size({"width": 375, "height": 800})
    open_page(page, f"{own_address}{path}")

    assert pixels_off(page) <= 0


def test_a_signal_leads_to_the_page_that_marks_it(page, own_address):
    open_page(page, f"{own_address}/")
    page.locator(
        ".st-key-first_screen a[href*='trends'], .st-key-first_screen a[href*='funnel']"
    ).last.click()
    settle(page)

    expect(page).to_have_url(re.compile("/(trends|variation)"))
    assert not page.get_by_role("alert").filter(has_text="not among").count()
