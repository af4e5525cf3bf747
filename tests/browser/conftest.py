"""A real browser and a real server on the real files: the journeys of tests/browser."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import required
from tests.servers import server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
# As root Chromium has no sandbox; without the second it asks Google's hosts at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


def found_browser() -> str | None:
    """The path of a browser that is on this machine."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


@pytest.fixture(scope="session")
def browser():
    """One headless browser for all journeys."""
    found = found_browser()
    required("a Chromium browser", found is not None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(real_store: Path):
    """The address of a server of the real store."""
    with server(store=real_store) as found:
        yield found


@pytest.fixture
def page(browser, address):
    """A fresh visitor at 1280 × 720; keeps every request that their browser made."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    page = context.new_page()
    page.asked_for = []
    page.on("request", lambda request: page.asked_for.append(request.url))
    page.set_default_timeout(20_000)
    yield page
    context.close()
