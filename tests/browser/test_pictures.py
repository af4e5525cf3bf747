"""A picture of every form of chart: light and dark, projector and phone, real and illustrative.

With PCDASH_PICTURES naming a folder, all of them are taken and kept there, to be opened and looked
at. Without it, as every day, each form is taken in each theme, at each width and on each kind of
data, but not in every combination of them. What a machine can see of them is checked: that a chart
is drawn and not blank, that nothing runs off a phone, and that axe finds no serious fault.
"""

import io
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from tests.servers import server
from tests.visiting import open_page, pixels_off

pytestmark = [pytest.mark.browser, pytest.mark.published]
ASTHMA = "/variation?indicator=qof_prevalence_ast&period=2014%2F15"
CARE = "/variation?indicator=qof_ast003"
REAL, ILLUSTRATIVE = "real", "illustrative"
# The address of each form where there are data for it, and how many charts it draws at least.
SHOWN = {
    "bars": ({REAL: ASTHMA, ILLUSTRATIVE: ASTHMA}, 1),
    "bars of groups": ({REAL: f"{ASTHMA}&level=locality",
                        ILLUSTRATIVE: f"{CARE}&level=pcn"}, 1),
    "ratings": ({REAL: "/variation?indicator=cqc_overall",
                 ILLUSTRATIVE: "/variation?indicator=cqc_overall"}, 1),
    "funnel": ({REAL: f"{ASTHMA}&form=funnel&practice=F82003",
                ILLUSTRATIVE: "/variation?indicator=ae_attendances&form=funnel"}, 1),
    "deciles": ({REAL: "/variation?indicator=qof_prevalence_ast&form=deciles&practice=F82003",
                 ILLUSTRATIVE: f"{CARE}&form=deciles&practice=ZZ101"}, 1),
    "averages": ({REAL: "/variation?indicator=qof_achievement_ast&form=averages",
                  ILLUSTRATIVE: "/variation?indicator=qof_points&form=averages"}, 1),
    "change": ({REAL: "/variation?indicator=qof_prevalence_ast&form=change&area=07L",
                ILLUSTRATIVE: f"{CARE}&form=change"}, 1),
    "contribution": ({REAL: f"{CARE}&form=contribution",
                      ILLUSTRATIVE: f"{CARE}&form=contribution"}, 1),
    "opportunity": ({REAL: f"{CARE}&form=opportunity&area=08F",
                     ILLUSTRATIVE: f"{CARE}&form=opportunity&area=ZZA"}, 1),
    "peers": ({REAL: f"{ASTHMA}&form=peers&practice=F82003",
               ILLUSTRATIVE: f"{CARE}&form=peers&practice=ZZ101"}, 1),
    "practice": ({REAL: "/practice?practice=F82023", ILLUSTRATIVE: "/practice?practice=ZZ101"}, 4),
    "locality": ({REAL: "/locality?area=07L-L1",
                  ILLUSTRATIVE: "/locality?area=ZZA-L1&topic=quality-of-care-qof"}, 4),
    "trend by month": ({REAL: "/trends?indicator=gp_referrals_made&place=07L",
                        ILLUSTRATIVE: "/trends?indicator=did_not_attend"}, 3),
    "trajectory": ({REAL: "/trends?indicator=cqc_overall&place=BHR",
                    ILLUSTRATIVE: "/trends?indicator=online_consultation_coverage&place=ZZA"}, 3),
    "trend by year": ({REAL: "/trends?indicator=qof_prevalence_dm&place=07L",
                       ILLUSTRATIVE: "/trends?indicator=qof_prevalence_dm&place=ZZA"}, 2),
    "triggers": ({REAL: "/triggers", ILLUSTRATIVE: "/triggers?area=ZZA"}, 0),
    # Nothing is published of maturity: with real files alone the page says how it comes.
    "maturity": ({REAL: "/maturity", ILLUSTRATIVE: "/maturity?assessed=ZZP02&theme=1b"}, 0),
    "scatter": ({REAL: "/compare?x=imd_score&y=ae_attendances_0_4",
                 ILLUSTRATIVE: "/compare?x=imd_score&y=ae_attendances"}, 1),
    "places": ({REAL: "/compare?by=places",
                ILLUSTRATIVE: "/compare?by=places&places=ZZ101,ZZ102,ZZA"}, 3),
    "map": ({REAL: "/map?indicator=imd_score&points=ae_attendances_0_4",
             ILLUSTRATIVE: "/map?indicator=ae_attendances&areas=lsoa"}, 2),
    "still map": ({REAL: "/map?indicator=cqc_overall&areas=cluster&drawn=still",
                   ILLUSTRATIVE: "/map?indicator=qof_points&areas=locality&drawn=still"}, 3),
    "distances": ({REAL: "/map?ask=distance", ILLUSTRATIVE: "/map?ask=distance&to=hub"}, 2),
    "state map": ({REAL: "/map?ask=maturity", ILLUSTRATIVE: "/map?ask=maturity"}, 0),
    "overview": ({REAL: "/", ILLUSTRATIVE: "/"}, 0),
    "specification": ({REAL: "/specification?area=07L",
                       ILLUSTRATIVE: "/specification?area=ZZA&grid=activities"}, 1),
    "programme": ({REAL: "/programme", ILLUSTRATIVE: "/programme"}, 1),
    "high impact actions": ({REAL: "/programme?section=outcomes",
                             ILLUSTRATIVE: "/programme?section=actions"}, 0),
    "estates": ({REAL: "/programme?section=estates",
                 ILLUSTRATIVE: "/programme?section=estates"}, 0),
    "risks": ({REAL: "/programme?section=risks", ILLUSTRATIVE: "/programme?section=risks"}, 0),
    "funding": ({REAL: "/programme?section=funding",
                 ILLUSTRATIVE: "/programme?section=funding"}, 0),
    "inspections": ({REAL: "/ratings", ILLUSTRATIVE: "/ratings"}, 1),
    "workforce": ({REAL: "/workforce", ILLUSTRATIVE: "/workforce"}, 0),
    "access": ({REAL: "/access", ILLUSTRATIVE: "/access"}, 0),
    "population": ({REAL: "/population", ILLUSTRATIVE: "/population"}, 0),
}  # fmt: skip
SIZES = {1280: 720, 375: 800}
CHART = "[data-testid=stVegaLiteChart]"
FEWEST_COLOURS = 4  # a background alone has one


@pytest.fixture(scope="session")
def illustrative_address(illustrative_store):
    """The address of a server of illustrative data."""
    with server(store=illustrative_store) as found:
        yield found


@pytest.fixture(scope="session")
def visitors(browser):
    """A visitor of each theme and width, who stays: what they have fetched once is kept."""
    contexts = {
        (theme, width): browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB"
        )
        for theme in ("light", "dark")
        for width, height in SIZES.items()
    }
    pages = {key: context.new_page() for key, context in contexts.items()}
    for page in pages.values():
        page.set_default_timeout(30_000)
    yield pages
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="session")
def album(tmp_path_factory) -> Path:
    """Where the pictures are kept."""
    named = os.environ.get("PCDASH_PICTURES")
    folder = Path(named) if named else tmp_path_factory.mktemp("album")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


EVERY = bool(os.environ.get("PCDASH_PICTURES"))
# Everyday, the one theme is looked at on a projector and the other on a phone, and the reverse.
EVERYDAY = {REAL: {("light", 1280), ("dark", 375)}, ILLUSTRATIVE: {("dark", 1280), ("light", 375)}}
NAMES = pytest.mark.parametrize("name", SHOWN)


@pytest.mark.xdist_group("real_pictures")
@NAMES
def test_a_form_is_drawn_and_fits_with_real_data(visitors, address, album, name):
    _look(visitors, address, album, name, REAL)


@pytest.mark.xdist_group("illustrative_pictures")
@NAMES
def test_a_form_is_drawn_and_fits_with_illustrative_data(
    visitors, illustrative_address, album, name
):
    _look(visitors, illustrative_address, album, name, ILLUSTRATIVE)


def _look(visitors, address, album, name, kind):
    paths, charts = SHOWN[name]
    # Each at their own width from the first: names keep the room that they had then.
    for (theme, width), page in visitors.items():
        if not EVERY and (theme, width) not in EVERYDAY[kind]:
            continue
        open_page(page, f"{address}{paths[kind]}")
        drawn = page.locator(CHART)
        if charts:
            expect(drawn.nth(charts - 1)).to_be_attached(timeout=30_000)
        for place in range(min(drawn.count(), 2)):
            assert _colours(drawn.nth(place)) >= FEWEST_COLOURS
        assert pixels_off(page) <= 0
        _keep(page, album / f"{name}_{kind}_{theme}_{width}.png", width)
        if width == max(SIZES):
            _require_accessible(page)


def _require_accessible(page) -> None:
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]


def _colours(chart) -> int:
    chart.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
    return len(picture.getcolors(maxcolors=1_000_000) or [])


def _keep(page, path: Path, width: int) -> None:
    """The whole page in one picture."""
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(int(height), 5000)})
    page.wait_for_timeout(150)
    page.screenshot(path=path)
    page.set_viewport_size({"width": width, "height": SIZES[width]})
