"""The report to the committee on the illustrative data: every section is filled, and says so."""

import shutil
from datetime import date

import pypdfium2
import pytest
from streamlit.testing.v1 import AppTest

from pcdash import paths
from pcdash.definitions.papers import draft_of
from pcdash.report.committee import file_name, report_bytes
from pcdash.report.pictures import Pictures
from pcdash.viewmodels.committee_report import Asked, build_report
from tests.conftest import required
from tests.offices import as_pdf


@pytest.fixture(scope="module")
def report(context):
    plan = context.catalogue.reports["jhosc"]
    asked = Asked(context.inside.system_code)
    return build_report(context, plan, asked, draft_of({}), today=date(2026, 12, 1))


def test_every_section_has_a_figure(report):
    assert [one.id for one in report.sections if not one.figures] == []


def test_no_two_figures_have_one_key_or_one_id(report):
    for names in ([one.key for one in report.figures], [one.link.id for one in report.figures]):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_every_page_of_the_pdf_says_that_the_data_are_illustrative(report, suffix, tmp_path):
    required("LibreOffice", shutil.which("soffice") is not None)
    assert file_name(report, suffix).startswith("illustrative-")
    path = tmp_path / f"illustrative{suffix}"
    path.write_bytes(report_bytes(report, suffix, pictures=Pictures(), address="http://x.example"))
    document = pypdfium2.PdfDocument(as_pdf(path, tmp_path))
    try:
        texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    finally:
        document.close()

    assert len(texts) > 30
    assert all("Illustrative data" in one for one in texts)


def test_a_link_of_every_page_opens_what_its_figure_says(report, illustrative_store, monkeypatch):
    monkeypatch.setenv("PCDASH_STORE", str(illustrative_store))
    app = AppTest.from_string((paths.ROOT / "app.py").read_text(encoding="utf-8"))
    app.default_timeout = 90
    app.run()
    by_page = {figure.link.page: figure for figure in reversed(report.figures)}

    for page, figure in by_page.items():
        app.switch_page(str(paths.ROOT / "pages" / f"{page}.py"))
        for name in list(app.query_params):
            del app.query_params[name]
        for name, text in figure.link.query:
            app.query_params[name] = text
        app.run()
        assert not app.exception, (page, app.exception[0].stack_trace)
        assert not app.error, (page, app.error[0].value)
        shown = [one.value.replace("\\", "") for one in (*app.header, *app.markdown)]
        said = figure.finding.removeprefix(f"{figure.title}: ")
        # the first page has the targets among others, and says its own finding
        assert page == "overview" or any(said in one for one in shown), (page, said)
    assert {"variation", "ratings", "triggers", "access", "programme", "maturity"} <= set(by_page)
