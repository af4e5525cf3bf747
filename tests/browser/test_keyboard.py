"""Pages by keyboard and for screen readers: what can be pressed is reached, charts are told."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.published, pytest.mark.xdist_group("browser")]
PAGES = {
    "variation": ("/variation?indicator=qof_prevalence_ast&period=2014%2F15", 1),
    "a form": ("/variation?indicator=qof_prevalence_ast&period=2014%2F15&form=funnel", 1),
    "practice": ("/practice?practice=F82023", 4),
    "locality": ("/locality?area=07L-L1", 4),
    "two indicators": ("/compare?x=imd_score&y=qof_prevalence_dm", 1),
    "places": ("/compare?by=places", 3),
    "map": ("/map?indicator=imd_score", 2),
    "trends": ("/trends?indicator=gp_referrals_made&place=07L", 3),
}
MOST_PRESSES = 900  # a table takes one a column
# Marks what has the focus; says whether the round is done.
MARK = """() => {
  const here = document.activeElement
  if (here === document.body) return Boolean(document.querySelector('[data-reached]'))
  if (here.dataset.first) return true
  if (!document.querySelector('[data-reached]')) here.dataset.first = 'yes'
  here.dataset.reached = 'yes'
  // A table that is drawn anew has a new canvas; its frame stays.
  const frame = here.closest('[data-testid=stDataFrame]')
  if (frame && here.tagName === 'CANVAS') frame.dataset.grid = 'reached'
  return false
}"""
# What can be pressed or written in and has not had the focus; of a group of radio buttons one
# stands for all, since the arrow keys go on from there.
LEFT = """() => [...document.querySelectorAll(
  'a[href], button, input, textarea, summary, canvas[tabindex], [role=slider], [role=combobox]'
)].filter(one => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
  && !one.disabled && one.tabIndex >= 0 && !one.dataset.reached
  && !one.closest('[role=radiogroup]')?.querySelector('[data-reached]')
  && !(one.tagName === 'CANVAS' && one.closest('[data-grid=reached]'))
).map(one => one.getAttribute('aria-label') || one.innerText || one.outerHTML.slice(0, 120))"""
NAMES = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].map(one => [
  one.getAttribute('role'), one.getAttribute('aria-label') || '',
  one.querySelectorAll('[aria-roledescription][aria-label]').length])"""


@pytest.mark.parametrize("name", PAGES)
def test_the_tab_key_reaches_all_there_is_and_each_chart_is_told(page, address, name):
    path, charts = PAGES[name]
    page.goto(f"{address}{path}")
    expect(page.locator("[data-testid=stVegaLiteChart] svg").nth(charts - 1)).to_be_attached(
        timeout=60_000
    )
    expect(page.locator("[data-testid=stApp]")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=30_000
    )
    page.wait_for_timeout(600)

    _go_round(page)
    if page.evaluate(LEFT):  # drawn anew behind the keyboard: the next round reaches it
        _go_round(page)

    assert page.evaluate(LEFT) == []
    told = page.evaluate(NAMES)
    assert len(told) >= charts
    for role, label, marks in told:
        assert role == "graphics-document"
        assert len(label.split()) >= 3  # its type, content and finding
        assert marks > 0


def _go_round(page):
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        if page.evaluate(MARK):
            return
    pytest.fail("The Tab key does not come round.")
