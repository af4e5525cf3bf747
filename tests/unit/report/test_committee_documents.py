"""A report as Word, slides, page and workbook, read back: structure, words, alt texts, numbers."""

import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from pcdash.charts.theme import LIGHT
from pcdash.definitions.papers import draft_of
from pcdash.errors import UserFacingError
from pcdash.report.committee import WRITERS, file_name, report_bytes, require_suffix
from pcdash.report.pictures import Pictures, chart_of, specification_of
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.committee_report import Asked, account_facts, build_report
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.names import display_name
from tests import dashboard_store
from tests.dashboard_store import PLAN

ADDRESS = "http://dashboard.example"
ODD = "<script>alert(1)</script> 😀 *stars* =1+1 & [x](y)"
LONG = "Long commentary. " * 1_100  # 18,700 characters
DRAFT = {
    "front": {"agenda_item": "8", "meeting_date": "1 January 2027", "purpose": ["Decision"]},
    "commentary": {"condition": ODD, "condition.differences.condition_a": LONG},
    "owed": [{"question": "How many close early?", "asked_on": "July 2026"}],
}


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    folder = dashboard_store.build(tmp_path_factory.mktemp("documents") / "store", revised=True)
    snapshot = open_snapshot(Store(folder))
    yield context_of(snapshot, dashboard_store.definitions())
    snapshot.close()


@pytest.fixture(scope="module")
def report(context):
    asked, today = Asked(context.inside.system_code), date(2026, 12, 1)
    before = build_report(context, PLAN, Asked(asked.area, "2014/15"), draft_of({}), today=today)
    return build_report(
        context, PLAN, asked, draft_of(DRAFT), today=today, before=account_facts(before)
    )


@pytest.fixture(scope="module")
def written(report):
    pictures = Pictures()
    return {
        suffix: report_bytes(report, suffix, pictures=pictures, address=ADDRESS)
        for suffix in WRITERS
    }


@pytest.fixture(scope="module")
def word(written):
    return Document(io.BytesIO(written[".docx"]))


@pytest.fixture(scope="module")
def deck(written):
    return Presentation(io.BytesIO(written[".pptx"]))


@pytest.fixture(scope="module")
def page(written):
    return written[".html"].decode("utf-8")


def _headings(word, level):
    return [one.text for one in word.paragraphs if one.style.name == f"Heading {level}"]


def _text_of(word):
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells])


def test_headings_of_word_are_real_and_numbered_by_their_styles(word, report):
    assert _headings(word, 1) == [
        "Summary", "Since the last report", "Answers owed to the committee",
        "Condition A", "Nothing", "Ratings",
        "Methods and caveats", "Sources", "Links of figures", "Data annex",
    ]  # fmt: skip
    assert _headings(word, 2) == [one.finding for one in report.figures]
    for level in (1, 2):
        number = word.styles[f"Heading {level}"].element.pPr.numPr
        assert (number.ilvl.val, number.numId.val) == (level - 1, 90)


def test_the_contents_of_word_are_written_and_each_entry_leads_somewhere(word):
    entries = [one for one in word.paragraphs if one.style.name == "Contents entry"]
    links = [one._p.find(qn("w:hyperlink")) for one in entries]
    names = {one.get(qn("w:name")) for one in word.element.iter(qn("w:bookmarkStart"))}

    written = ["".join(text.text for text in one.iter(qn("w:t"))) for one in links]
    assert [one.split("\t")[0] for one in map(_tabbed, links)] == [
        str(number) for number in range(1, 11)
    ]
    assert written[3].endswith("Condition A")
    assert {one.get(qn("w:anchor")) for one in links} == names
    codes = [one.text for one in word.element.iter(qn("w:instrText"))]
    assert codes[0].strip().startswith("TOC")


def _tabbed(link):
    return "".join(
        "\t" if one.tag == qn("w:tab") else one.text or ""
        for one in link.iter(qn("w:t"), qn("w:tab"))
    )


def test_captions_of_word_count_with_fields_and_have_their_numbers_written(word, report):
    captions = [one.text for one in word.paragraphs if one.style.name == "Caption"]
    figures = [one for one in captions if one.startswith("Figure")]

    assert figures == [
        f"Figure {number}: {one.subtitle}" for number, one in enumerate(report.figures, start=1)
    ]
    tables = [int(re.match(r"Table (\d+)", one)[1]) for one in captions if one[0] == "T"]
    assert tables == list(range(1, len(tables) + 1))
    codes = [one.text.strip() for one in word.element.iter(qn("w:instrText"))]
    assert codes.count("SEQ Figure \\* ARABIC") == len(figures)
    assert codes.count("SEQ Table \\* ARABIC") == len(tables)


def test_every_picture_of_word_says_what_it_shows(word, report):
    said = [one.get("descr") for one in word.element.iter(qn("wp:docPr"))]

    assert said == [one.alt for one in report.figures if one.form]


def test_the_header_row_of_every_table_of_word_repeats(word):
    assert len(word.tables) >= 6
    for table in word.tables:
        head, *body = table._tbl.tr_lst
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert all(one.trPr.find(qn("w:tblHeader")) is None for one in body)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_word_is_in_british_english_with_page_numbers(word):
    assert {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert word.core_properties.language == "en-GB"
    foot = word.sections[0].footer._element
    assert [one.text.strip() for one in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_the_front_sheet_says_what_was_written_and_what_was_not(word):
    rows = {row.cells[0].text: row.cells[1].text for row in word.tables[0].rows}

    assert rows["Agenda item"] == "8"
    assert rows["Date of the meeting"] == "1 January 2027"
    assert rows["Senior responsible officers"] == "not yet written"
    assert rows["Purpose"] == "☐ Information, ☐ Approval, ☐ To note, ☒ Decision"


def test_every_cell_of_every_figure_is_in_the_word_document(word, report):
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in word.tables]

    for figure in report.figures:
        columns = [column.label for column in figure.table.columns]
        assert [columns, *map(list, figure.table.rows)] in tables


def test_an_empty_section_says_what_to_load_in_every_format(word, deck, page, report):
    nothing = report.sections[1].nothing
    slides = [shape.text_frame.text for one in deck.slides for shape in one.shapes
              if shape.has_text_frame]  # fmt: skip

    assert nothing in _text_of(word)
    assert nothing in slides
    assert nothing in page


def test_what_is_written_is_text_in_every_format(word, deck, page):
    assert ODD in _text_of(word)
    assert any(ODD in one.notes_slide.notes_text_frame.text for one in deck.slides
               if one.has_notes_slide)  # fmt: skip
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 😀 *stars* =1+1 &amp; [x](y)" in page


def test_long_commentary_is_whole_in_word_and_in_the_notes_of_its_slide(word, deck):
    assert LONG.strip() in _text_of(word)
    notes = [one.notes_slide.notes_text_frame.text for one in deck.slides if one.has_notes_slide]
    assert any(LONG.strip() in one for one in notes)
    shown = [shape.text_frame.text for one in deck.slides for shape in one.shapes
             if shape.has_text_frame]  # fmt: skip
    assert any("The whole text is in the notes." in one for one in shown)
    assert max(map(len, shown)) < 2_000


def test_a_slide_has_one_message_as_its_title(deck, report):
    titles = [one.shapes.title.text_frame.text for one in deck.slides]

    assert titles[0] == report.title
    assert titles[1] == "Agenda"
    assert all(one.finding in titles for one in report.figures)
    assert all(titles)


def test_charts_of_slides_are_offices_own_with_the_numbers_of_the_table(deck, report):
    figure = report.figures[0]
    slide = next(one for one in deck.slides if one.shapes.title.text_frame.text == figure.finding)
    (frame,) = [one for one in slide.shapes if one.has_chart]
    plot = frame.chart.plots[0]

    held = dict(zip(plot.categories, plot.series[0].values, strict=True))
    assert held["England"] == 5.0
    assert held["Birch Surgery"] == 11.0
    assert held[f"{display_name(dashboard_store.MARKUP)}: [c] suppressed"] is None
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == figure.alt


def test_stacked_bars_of_slides_hold_the_counts(deck, report):
    figure = report.figures[-1]
    slide = next(one for one in deck.slides if one.shapes.title.text_frame.text == figure.finding)
    (frame,) = [one for one in slide.shapes if one.has_chart]

    rows = figure.drawn["rows"]
    for series in frame.chart.plots[0].series:
        own = rows[rows["category"] == series.name]
        assert sum(one or 0 for one in series.values) == own["count"].sum()


def test_notes_of_slides_have_source_id_and_link(deck, report):
    for figure in report.figures:
        slide = next(
            one for one in deck.slides if one.shapes.title.text_frame.text == figure.finding
        )
        notes = slide.notes_slide.notes_text_frame.text
        assert "Source: Nobody: Invented figures" in notes
        assert f"{figure.link.id}: {ADDRESS}{figure.link.path}" in notes


def test_all_runs_of_slides_are_in_british_english(deck):
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for slide in deck.slides:
        for run in slide._element.iter(f"{tag}r"):
            assert run.find(f"{tag}rPr").get("lang") == "en-GB"


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_page_asks_for_nothing_from_anywhere_and_every_picture_has_words(page, report):
    reader = _Reader()
    reader.feed(page)

    loaded = [
        held[name] for _, held in reader.tags for name in ("src", "srcset", "data") if name in held
    ]
    assert loaded
    assert all(one.startswith("data:image/png;base64,") for one in loaded)
    assert not {tag for tag, _ in reader.tags} & {"script", "iframe", "object", "link"}
    assert [held["alt"] for tag, held in reader.tags if tag == "img"] == [
        one.alt for one in report.figures if one.form
    ]
    html = next(held for tag, held in reader.tags if tag == "html")
    assert html["lang"] == "en-GB"
    assert "default-src 'none'" in page


def test_headings_of_the_page_skip_no_level(page):
    levels = [int(one) for one in re.findall(r"<h([1-6])", page)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_cell_of_every_figure_is_on_the_page(page, report):
    for figure in report.figures:
        for row in figure.table.rows:
            for cell in row:
                assert cell.replace("&", "&amp;").replace("'", "&#x27;") in page


def test_the_annex_has_a_sheet_a_figure_with_numbers_as_numbers(written, report):
    book = openpyxl.load_workbook(io.BytesIO(written[".xlsx"]))

    assert book.sheetnames == ["About", "Figures", "Figure 1", "Figure 2", "Figure 3"]
    rows = list(book["Figure 1"].iter_rows(values_only=True))
    assert rows[0] == tuple(column.label for column in report.figures[0].table.columns)
    birch = next(one for one in rows if one[0] == "Birch Surgery")
    assert birch[1] == 11.0
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Northam/Southam: A&B “C”", "paper-northam-southam-a-b-c-latest.docx"),
        ("../..", "paper-latest.docx"),
        ("x" * 300, f"paper-{'x' * 74}.docx"),
        ("区域", "paper-latest.docx"),
    ],
)
def test_a_name_of_a_place_never_breaks_that_of_a_file(report, place, name):
    assert file_name(replace(report, place=place), ".docx") == name


def test_illustrative_data_say_so_in_the_name_of_the_file_and_on_every_page(report):
    made = replace(report, is_illustrative=True)

    assert file_name(made, ".pptx").startswith("illustrative-paper")
    assert made.stamp.startswith("Illustrative data. ")


def test_a_format_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    with pytest.raises(UserFacingError, match=r"'\.doc'; there are \.docx, \.pptx"):
        require_suffix(tmp_path / "F.doc")
    with pytest.raises(UserFacingError, match="without an ending"):
        require_suffix(tmp_path / "F")


def test_pdf_without_libreoffice_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UserFacingError, match="this machine has none"):
        require_suffix(tmp_path / "F.pdf")


def test_a_picture_knows_its_width_and_loads_nothing(report):
    specification = str(specification_of(chart_of(report.figures[0], LIGHT)))

    assert "containerSize" not in specification
    assert "'url'" not in specification
