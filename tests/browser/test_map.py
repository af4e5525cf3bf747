"""The map in a browser: drawn where it should be, from this machine alone, and told."""

import io
import math
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from pcdash.charts._map_marks import fill_of
from pcdash.charts.area_map import HEIGHT, WIDE, view_of
from pcdash.charts.theme import LIGHT
from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.map_figures import MapQuestion
from pcdash.viewmodels.maps import build_map
from tests.visiting import open_page, pixels_off

pytestmark = [pytest.mark.browser, pytest.mark.published, pytest.mark.xdist_group("browser")]
CANVAS = "[data-testid=stDeckGlJsonChart] canvas"
ATTENDANCES = "ae_attendances_0_4"
WARDS = f"/map?indicator={ATTENDANCES}"
LSOAS = f"{WARDS}&areas=lsoa"
NEAR = 40  # of 255, in each part of a colour: areas let a little of what lies behind them through


@pytest.fixture(scope="module")
def view(real_store):
    """What the page is made of: the wards of the real files."""
    context = context_of(open_snapshot(Store(real_store)), load_catalogue())
    return build_map(context, MapQuestion(ATTENDANCES, level="ward", area="BHR"))


def _open_map(page, address):
    open_page(page, address)
    expect(page.locator(CANVAS).first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(2_500)  # software rendering, and icons are decoded after


def _picture(page):
    """The map as it is seen, and its size in pixels of the page."""
    canvas = page.locator(CANVAS).first
    canvas.scroll_into_view_if_needed()
    page.mouse.move(2, 2)  # away from the map: what is hovered over is highlighted
    page.wait_for_timeout(400)
    return Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")


def _pixel(view, picture, longitude, latitude):
    """Where a place is on the picture, in Web Mercator."""
    state = view_of(view.bounds, width=WIDE, height=HEIGHT)
    world = 512 * 2**state.zoom

    def down(degrees):
        turned = math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2))
        return world * (0.5 - turned / (2 * math.pi))

    x = picture.width / 2 + world * (longitude - state.longitude) / 360
    y = picture.height / 2 + down(latitude) - down(state.latitude)
    return round(x), round(y)


def _is_near(one, colour):
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return all(abs(a - b) <= NEAR for a, b in zip(one, wanted, strict=True))


def _far_from_points(view, longitude, latitude):
    apart = (view.points["longitude"] - longitude).abs() * 0.62 + (
        view.points["latitude"] - latitude
    ).abs()
    return apart.min() > 0.006


def test_polygons_and_points_are_where_they_should_be(page, address, view):
    _open_map(page, f"{address}{WARDS}")
    picture = _picture(page)

    sampled, right = 0, 0
    for row in view.areas.itertuples():
        # Beside the digit, and where no practice covers it.
        longitude, latitude = row.longitude + 0.003, row.latitude + 0.0022
        if not _far_from_points(view, longitude, latitude):
            continue
        sampled += 1
        colour = picture.getpixel(_pixel(view, picture, longitude, latitude))
        right += _is_near(colour, fill_of(row.style, LIGHT))
    assert sampled >= 10
    assert right >= 0.85 * sampled, (right, sampled)

    full = view.points[view.points["style"] == "better_998"].tail(20)
    found = [
        _is_near(picture.getpixel(_pixel(view, picture, x, y)), LIGHT.verdicts["better_998"].colour)
        for x, y in zip(full["longitude"], full["latitude"], strict=True)
    ]
    assert sum(found) >= 0.7 * len(found), (sum(found), len(found))
    corner = picture.getpixel((4, 4))
    assert _is_near(corner, LIGHT.background), (
        "outside of the boroughs there is nothing: no basemap"
    )


@pytest.mark.parametrize("path", [WARDS, LSOAS, f"{WARDS}&drawn=still", "/map?ask=distance"])
def test_no_request_goes_to_another_host(page, address, path):
    open_page(page, f"{address}{path}")
    page.wait_for_timeout(3_000)

    hosts = {urlsplit(one).netloc for one in page.asked_for if one.startswith(("http", "ws"))}
    assert hosts == {urlsplit(address).netloc}


@pytest.mark.parametrize(
    "path",
    [WARDS, f"{WARDS}&areas=pcn&spot=U27585", f"{WARDS}&drawn=still", "/map?ask=distance",
     f"{WARDS}&beside=indicator&other=imd_score"],
)  # fmt: skip
def test_axe_finds_nothing_serious(page, address, path):
    open_page(page, f"{address}{path}")
    page.wait_for_timeout(2_500)
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]

    assert not serious, [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]


def test_the_map_is_told_to_who_cannot_see_it(page, address, view):
    _open_map(page, f"{address}{WARDS}")
    figure = page.locator("[data-testid=stDeckGlJsonChart][role=figure]").first
    told = figure.get_attribute("aria-label") or ""

    assert view.finding in told
    assert all(one.label in told for one in view.legend)


def test_a_click_on_the_map_filters_the_table_and_a_button_takes_it_back(page, address, view):
    _open_map(page, f"{address}{WARDS}")
    canvas = page.locator(CANVAS).first
    canvas.scroll_into_view_if_needed()
    picture = _picture(page)
    row = next(
        one for one in view.areas.itertuples()
        if _far_from_points(view, one.longitude, one.latitude)
    )  # fmt: skip
    x, y = _pixel(view, picture, row.longitude, row.latitude)
    frame = canvas.bounding_box()
    again = page.get_by_role("button", name="Show all again")
    for _ in range(4):  # a slow machine may still be drawing
        page.mouse.move(frame["x"] + x - 3, frame["y"] + y)
        page.mouse.move(frame["x"] + x, frame["y"] + y)
        page.wait_for_timeout(1_500)  # it finds what is hovered over first
        page.mouse.down()
        page.wait_for_timeout(80)
        page.mouse.up()
        page.wait_for_timeout(3_000)
        if again.count():
            break

    expect(again.first).to_be_visible(timeout=20_000)
    assert f"spot={row.area_code}" in page.url
    page.wait_for_timeout(1_500)
    after = _picture(page)
    others = [
        one for one in view.areas.itertuples()
        if one.area_code != row.area_code and one.style == "class_5_5"
        and _far_from_points(view, one.longitude + 0.003, one.latitude + 0.0022)
    ]  # fmt: skip
    for one in others:  # what was not clicked keeps the shade that the legend has
        at = _pixel(view, after, one.longitude + 0.003, one.latitude + 0.0022)
        assert _is_near(after.getpixel(at), LIGHT.shades[4])
    again.first.click()
    expect(again).to_have_count(0, timeout=20_000)


def test_a_row_that_is_selected_by_keyboard_is_pointed_out(page, address):
    _open_map(page, f"{address}{WARDS}")
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    grid.scroll_into_view_if_needed()
    grid.focus()
    for key in ("ArrowDown", "ArrowDown", "Shift+Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)

    page.wait_for_url("**spot=E05*", timeout=20_000)


def test_on_a_phone_the_whole_place_is_in_sight(browser, address):
    context = browser.new_context(viewport={"width": 375, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(20_000)
    _open_map(page, f"{address}{WARDS}")
    picture = _picture(page)
    for x in (1, picture.width - 2):
        edge = [picture.getpixel((x, y)) for y in range(0, picture.height, 4)]
        assert all(_is_near(one, LIGHT.background) for one in edge)
    assert pixels_off(page) <= 0
    context.close()
