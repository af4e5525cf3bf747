"""The report to the committee on the real files: its sections, its numbers, and LibreOffice."""

import io
import shutil
from datetime import date

import pypdfium2
import pytest
from click.testing import CliRunner
from docx import Document
from pptx import Presentation

from pcdash.cli import main
from pcdash.definitions.papers import draft_of
from pcdash.report.committee import report_bytes
from pcdash.report.pictures import Pictures
from pcdash.viewmodels.committee_report import Asked, build_report
from tests.conftest import required
from tests.offices import as_pdf
from tests.printed import printed, with_unit

pytestmark = pytest.mark.published
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def report(context):
    plan = context.catalogue.reports["jhosc"]
    return build_report(context, plan, Asked("BHR"), draft_of({}), today=TODAY)


@pytest.fixture(scope="module")
def pictures():
    return Pictures()


def test_at_least_six_sections_have_a_figure_and_each_figure_its_own_period(report):
    filled = [one for one in report.sections if one.figures]

    assert len(filled) >= 6
    assert all(figure.period for figure in report.figures)
    assert len({figure.period for figure in report.figures}) > 2


def test_an_empty_section_says_what_to_load(report):
    empty = [one for one in report.sections if not one.figures]

    assert empty
    assert all("Load" in one.nothing for one in empty)


def test_every_figure_of_practices_and_groups_is_what_values_prints(real_store, report, context):
    compared = 0
    for figure in report.figures:
        query = dict(figure.link.query)
        if figure.link.page != "variation" or figure.form != "ranked_bars":
            continue
        indicator = context.catalogue.indicator(query["indicator"])
        rows = printed(real_store, indicator.id, level=query["level"], period=query["period"])
        for area in figure.drawn["rows"].itertuples():
            value = rows[area.area_code]["value"]
            if value:
                assert area.value_text == with_unit(value, indicator), (figure.key, area.area_name)
                compared += 1
            else:
                assert area.value_text.startswith("["), (figure.key, area.area_name)
    assert compared > 100


def test_word_and_slides_of_the_real_report_become_pdf_in_libreoffice(report, pictures, tmp_path):
    required("LibreOffice", shutil.which("soffice") is not None)
    for suffix in (".docx", ".pptx", ".html"):
        path = tmp_path / f"real{suffix}"
        made = report_bytes(report, suffix, pictures=pictures, address="http://localhost:8501")
        path.write_bytes(made)
        document = pypdfium2.PdfDocument(as_pdf(path, tmp_path))
        try:
            text = "".join(
                document[at].get_textpage().get_text_range() for at in range(len(document))
            )
        finally:
            document.close()
        squeezed = "".join(text.split())
        for figure in report.figures:
            assert "".join(figure.finding.split()) in squeezed, (suffix, figure.finding)


def test_every_number_of_a_slide_chart_is_in_the_table_of_its_figure(report, pictures):
    made = report_bytes(report, ".pptx", pictures=pictures, address="http://localhost:8501")
    charts = [
        (slide.shapes.title.text_frame.text, shape.chart)
        for slide in Presentation(io.BytesIO(made)).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    by_finding = {one.finding: one for one in report.figures}

    assert len(charts) >= 8
    for title, chart in charts:
        figure = by_finding[title]
        cells = " ".join(cell.replace(",", "") for row in figure.table.rows for cell in row)
        for series in chart.plots[0].series:
            for value in series.values:
                if value is not None:
                    decimals = 0 if figure.form == "stacked_categories" else figure.decimals
                    assert f"{value:.{decimals}f}" in cells, (title, value)


def test_a_report_of_one_borough_is_about_it_beside_the_others(context):
    plan = context.catalogue.reports["jhosc"]
    asked = Asked("E09000016", sections=("diabetes", "cqc"))
    report = build_report(context, plan, asked, draft_of({}), today=TODAY)

    assert report.place == "Havering"
    boroughs = next(one for one in report.figures if ".boroughs." in one.key)
    assert len(boroughs.table.rows) == 3
    practices = next(one for one in report.figures if ".differences." in one.key)
    assert 0 < len(practices.table.rows) < 60


def test_the_command_writes_the_real_report(real_store, tmp_path):
    own = shutil.copytree(real_store, tmp_path / "store")
    done = CliRunner().invoke(
        main,
        ["report", "jhosc", "--place", "bhr", "--period", "2014/15", "--section", "diabetes",
         "--store", str(own), "--out", str(tmp_path / "F.docx")],
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    texts = [one.text for one in Document(tmp_path / "F.docx").paragraphs]
    assert "Key performance: diabetes" in texts
    assert any("2014/15" in one for one in texts)
