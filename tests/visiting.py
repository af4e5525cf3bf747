"""How a visitor in a real browser opens a page, waits for it, and works on a store of their own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.servers import server

APP = "[data-testid=stApp]"
SLOWEST_MS = 120_000  # of a page whose machine has other work


def settle(page: Page) -> None:
    """Wait until Streamlit has drawn what was asked for."""
    page.wait_for_timeout(500)  # the browser sends what was done a moment later
    expect(page.locator(APP)).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=SLOWEST_MS
    )


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until its page is drawn."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    settle(page)


def pixels_off(page: Page) -> int:
    """How many pixels of a page run off the side of its window."""
    return page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )


@contextmanager
def own_server(store: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """A server of a copy of a store, which may be written to; its address, and the copy."""
    copy = folder / "store"
    shutil.copytree(store, copy)
    with server(store=copy) as found:
        yield found, copy
