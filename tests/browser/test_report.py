"""A report in a real browser: commentary is written, files are made, and a figure reopens later."""

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import expect

from pcdash.cli import main
from pcdash.store import papers
from pcdash.store.folder import Store
from tests.servers import server
from tests.visiting import open_page, settle

pytestmark = [pytest.mark.browser, pytest.mark.published, pytest.mark.xdist_group("browser")]
WRITTEN = "<b>Two practices</b> were visited & *nothing* else."


@pytest.fixture(scope="module")
def own_store(real_store, tmp_path_factory):
    """A copy of the real store, since drafts and accounts are kept in it."""
    return shutil.copytree(real_store, tmp_path_factory.mktemp("report") / "store")


@pytest.fixture(scope="module")
def own_address(own_store):
    with server(store=own_store) as found:
        yield found


def _serious(page):
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_an_officer_writes_makes_the_files_and_the_figure_reopens(own_address, own_store, page):
    open_page(page, f"{own_address}/report?section=diabetes&sections=diabetes,cqc")
    box = page.get_by_label("Commentary on the section")
    box.fill(WRITTEN)
    box.blur()
    settle(page)
    assert _serious(page) == []

    page.get_by_text("Make the files", exact=True).first.click()
    settle(page)
    page.get_by_test_id("stMain").get_by_role("button", name="Make the files").last.click()
    expect(page.get_by_text("Download Web page in one file")).to_be_visible(timeout=120_000)
    with page.expect_download() as download:
        page.get_by_text("Download Web page in one file").click()
    made = Path(download.value.path()).read_text(encoding="utf-8")
    assert "&lt;b&gt;Two practices&lt;/b&gt; were visited &amp; *nothing* else." in made

    (account,) = papers.accounts(Store(own_store))
    figure = account["figures"][0]
    assert figure["id"] in made
    open_page(page, f"{own_address}/report?step=cited&cited={figure['id']}")
    page.get_by_role("link", name=re.compile(r"^Open ")).click()
    settle(page)
    assert f"snapshot={account['snapshot']}" in page.url
    hosts = {one.split("/")[2] for one in page.asked_for if one.startswith("http")}
    assert hosts == {own_address.split("/")[2]}


def test_the_page_in_one_file_is_read_without_a_server(own_store, page, tmp_path):
    path = tmp_path / "report.html"
    done = CliRunner().invoke(
        main,
        ["report", "jhosc", "--section", "cqc", "--section", "diabetes", "--store",
         str(own_store), "--out", str(path)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    page.asked_for.clear()
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(path.as_uri())

    assert page.title().startswith("Primary care update")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert all(one.startswith(("file:", "data:")) for one in page.asked_for)
    assert _serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_of_the_page_is_accessible(browser, own_address, scheme):
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, color_scheme=scheme, locale="en-GB"
    )
    page = context.new_page()
    try:
        for query in ("", "?step=front", "?step=files", "?step=cited"):
            open_page(page, f"{own_address}/report{query}")
            assert _serious(page) == [], query
    finally:
        context.close()
