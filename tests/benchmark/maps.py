"""What the map of every LSOA costs in a browser, beside the page without a map."""

import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, found_browser
from tests.servers import server

LIMIT_SECONDS = 2.0  # that the map may be slower by
TRIES = 5
EMPTY, TITLE = "/map", "[data-testid=stApp] h1"
LSOAS = "/map?indicator=ae_attendances_0_4&areas=lsoa"
CANVAS = "[data-testid=stDeckGlJsonChart] canvas"


@dataclass(frozen=True)
class MapCost:
    """The shortest times in seconds, to the title of the page and to the map."""

    empty: float
    drawn: float

    @property
    def within_limits(self) -> bool:
        return self.drawn - self.empty <= LIMIT_SECONDS

    @property
    def lines(self) -> tuple[str, ...]:
        return (
            f"Map of 421 LSOAs and their practices: {self.drawn:.2f} s, "
            f"{self.drawn - self.empty:.2f} s after the page without a map "
            f"(limit {LIMIT_SECONDS:.0f} s)",
        )


def measure_map(store: Path) -> MapCost:
    """Open both in turns, after each was opened once; the shortest time of each."""
    with server(store=store) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_browser(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="en-GB")
        times = [
            (_seconds(page, address + EMPTY, TITLE), _seconds(page, address + LSOAS, CANVAS))
            for _ in range(TRIES + 1)
        ][1:]
        browser.close()
    return MapCost(min(one for one, _ in times), min(one for _, one in times))


def _seconds(page: Page, address: str, what: str) -> float:
    page.goto("about:blank")  # the page before still draws while it goes
    page.wait_for_timeout(1_500)
    began = time.perf_counter()
    page.goto(address)
    page.locator(what).first.wait_for(state="visible", timeout=60_000)
    return time.perf_counter() - began
