"""`python -m tests.pictures`: the README's pictures, of illustrative data only, made anew."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.illustration import make_illustrative_store
from pcdash.store.snapshots import Store
from tests.browser.conftest import ARGUMENTS, found_browser
from tests.servers import ROOT, server

PICTURES = {
    "variation": "/variation?indicator=ae_attendances",
    "map": "/map?indicator=ae_attendances&areas=lsoa",
    "practice": "/practice?practice=ZZ101",
}


def main() -> int:
    """Take each picture at the size of a projector."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store"
        make_illustrative_store(Store(store), load_catalogue())
        browser = playwright.chromium.launch(executable_path=found_browser(), args=ARGUMENTS)
        with server(store=store) as address:
            for name, path in PICTURES.items():
                page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="en-GB")
                page.goto(f"{address}{path}")
                page.get_by_role("heading", level=2).first.wait_for(timeout=60_000)
                page.wait_for_timeout(3000)  # charts draw after the text
                page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
