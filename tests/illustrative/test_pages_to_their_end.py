"""Every page of the illustrative data is drawn to its end, with the shipped definitions."""

import pytest
from streamlit.testing.v1 import AppTest

from pcdash import paths
from tests.app.conftest import ENTRY, fresh_caches

__all__ = ["fresh_caches"]  # of which every test here is in need

# What has to be chosen on a page, so that all of its parts are drawn.
CHOSEN = {
    "variation": {"indicator": "cqc_overall"},
    "practice": {"practice": "ZZ101"},
    "locality": {"area": "ZZA-L1"},
    "map": {"indicator": "cqc_overall"},
    "trends": {"indicator": "did_not_attend"},
    "compare": {"by": "places"},
    "maturity": {"assessed": "ZZP02", "theme": "1b"},
}
# On the page that loads files a store of illustrative data is refused, in words.
PAGES = sorted({path.stem for path in (paths.ROOT / "pages").glob("*.py")} - {"load"})


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_drawn_to_its_end(illustrative_store, monkeypatch, name):
    monkeypatch.setenv("PCDASH_STORE", str(illustrative_store))
    app = AppTest.from_string(ENTRY, default_timeout=60).run()
    app.switch_page(str(paths.ROOT / "pages" / f"{name}.py"))
    for key, text in CHOSEN.get(name, {}).items():
        app.query_params[key] = text
    app.run()

    assert not app.exception, app.exception[0].stack_trace
    assert not app.error, app.error[0].value
    links = [one.proto.label for one in app.main.get("page_link")]
    assert any(one.startswith("Link that keeps these figures") for one in links)


@pytest.mark.parametrize("part", ["actions", "estates", "outcomes", "risks", "funding"])
def test_a_part_of_the_programme_is_drawn_to_its_end(illustrative_store, monkeypatch, part):
    monkeypatch.setenv("PCDASH_STORE", str(illustrative_store))
    app = AppTest.from_string(ENTRY, default_timeout=60).run()
    app.switch_page(str(paths.ROOT / "pages" / "programme.py"))
    app.query_params["section"] = part
    app.run()

    assert not app.exception, app.exception[0].stack_trace
    assert not app.error
