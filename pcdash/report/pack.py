"""A pack as Word: one document of all practices, or a zip with one of each, for a visit offline."""

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as Made
from docx.shared import Cm, Pt

from pcdash.charts.spine import spine
from pcdash.charts.theme import LIGHT
from pcdash.charts.time_series import SMALL, history
from pcdash.report import word_parts as parts
from pcdash.report.names import safe_name
from pcdash.report.pictures import png_of_chart
from pcdash.viewmodels.packs import NO_ACTION, NO_SIGNAL, Pack, Profile
from pcdash.viewmodels.sources import ILLUSTRATIVE_SENTENCE
from pcdash.viewmodels.tables import Table

Progress = Callable[[str, float], None]
ACROSS, HALF = Cm(17), Cm(8.2)
SMALL_WIDTH = 440  # pixels that a small chart is drawn for
DRAWING = 0.8  # of the time of a pack
Drawn = Mapping[str, tuple[bytes | None, tuple[bytes, ...]]]


def draw_pack(pack: Pack, progress: Progress = lambda _what, _share: None) -> Drawn:
    """The pictures of every practice, by its code: its spine, if it has one, and its trends."""
    drawn = {}
    for at, one in enumerate(pack.profiles):
        progress(one.heading, at / len(pack.profiles))
        drawn[one.code] = (_spine(one), tuple(_trend(told) for told in one.trends))
    return drawn


def pack_document(pack: Pack, drawn: Drawn, address: str) -> bytes:
    """All practices in one Word document, behind a page on how they stand."""
    document = _begun(pack, pack.title)
    document.add_paragraph(pack.title, style="Title")
    document.add_paragraph(pack.subtitle)
    _illustrative(document, pack)
    document.add_heading("How the practices stand", level=1)
    parts.table(document, pack.overview, title="How the practices stand", width=ACROSS)
    document.add_heading(f"Actions agreed with {pack.place}", level=1)
    _actions(document, pack.actions, "No action has been recorded for this place.")
    for one in pack.profiles:
        _practice(document, pack, one, drawn, address, on_new_page=True)
    return _saved(document)


def pack_zip(pack: Pack, drawn: Drawn, address: str) -> bytes:
    """A zip with a Word document of two pages for each practice, named by its code."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in pack.profiles:
            document = _begun(pack, one.heading)
            _practice(document, pack, one, drawn, address, on_new_page=False)
            archive.writestr(f"{safe_name(one.heading, one.code)}.docx", _saved(document))
    return file.getvalue()


def pack_name(pack: Pack, suffix: str) -> str:
    """A name for the file of a pack that every system can hold."""
    name = safe_name(f"pack {pack.place}", "pack")
    return f"{'illustrative-' if pack.is_illustrative else ''}{name}{suffix}"


def _begun(pack: Pack, title: str) -> Made:
    document = Document()
    parts.prepare(document)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, Cm(1.8))
    document.core_properties.title, document.core_properties.author = title, "pcdash"
    foot = page.footer.paragraphs[0]
    data = "Illustrative data. " if pack.is_illustrative else ""
    foot.add_run(f"{data}{pack.title}, snapshot {pack.snapshot}. Page ")
    parts.field(foot, "PAGE", "1")
    for run in foot.runs:
        run.font.size, run.font.color.rgb = Pt(8), parts.QUIET
    return document


def _practice(
    document: Made, pack: Pack, one: Profile, drawn: Drawn, address: str, *, on_new_page: bool
) -> None:
    spine_png, trends = drawn[one.code]
    heading = document.add_heading(one.heading, level=1)
    heading.paragraph_format.page_break_before = on_new_page
    _illustrative(document, pack)
    _small(document, parts.writable(one.summary))
    document.add_paragraph(one.finding)
    document.add_heading("Three signals", level=2)
    for text in one.signals or (NO_SIGNAL,):
        _small(document, text, style="List Bullet")
    if spine_png is not None:
        parts.picture(
            document, io.BytesIO(spine_png), width=ACROSS, alt=one.spine.alt, title=one.heading
        )
    second = document.add_heading("Trends", level=2)
    second.paragraph_format.page_break_before = True
    _trends(document, one, trends)
    document.add_heading("Questions to ask", level=2)
    for text in one.questions or ("What is going well here that others could learn from?",):
        _small(document, text, style="List Bullet")
    document.add_heading("Actions agreed", level=2)
    _actions(document, one.actions, NO_ACTION)
    _small(document, ". ".join(f"{label}: {text.rstrip('.')}" for label, text in one.source) + ".")
    last = document.add_paragraph("Open in the dashboard: ")
    parts.hyperlink(last, f"{address.rstrip('/')}{one.link.path}", one.link.id)


def _trends(document: Made, one: Profile, trends: tuple[bytes, ...]) -> None:
    """Small charts two by two, each under its finding."""
    if not trends:
        document.add_paragraph("No indicator has figures of two periods here.")
        return
    grid = document.add_table(rows=(len(trends) + 1) // 2, cols=2)
    for at, (told, png) in enumerate(zip(one.trends, trends, strict=True)):
        cell = grid.cell(at // 2, at % 2)
        run = cell.paragraphs[0].add_run(parts.writable(f"{told.title}. {told.finding}"))
        run.font.size = Pt(8)
        shape = cell.add_paragraph().add_run().add_picture(io.BytesIO(png), width=HALF)
        shape._inline.docPr.set("descr", parts.writable(told.alt))


def _actions(document: Made, table: Table, nothing: str) -> None:
    if table.rows:
        parts.table(document, table, title="Actions agreed", width=ACROSS)
    else:
        document.add_paragraph(nothing)


def _illustrative(document: Made, pack: Pack) -> None:
    if pack.is_illustrative:
        _small(document, ILLUSTRATIVE_SENTENCE)


def _small(document: Made, text: str, style: str | None = None) -> None:
    paragraph = document.add_paragraph(parts.writable(text), style=style)
    paragraph.paragraph_format.space_after = Pt(2)
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _spine(one: Profile) -> bytes | None:
    if not one.rows:
        return None
    rows = one.spine.page(one.rows)
    return png_of_chart(spine(rows, palette=LIGHT, second=one.spine.second, benchmark="England"))


def _trend(told) -> bytes:
    chart = history(
        told.points, unit=told.unit, palette=LIGHT, breaks=told.breaks, events=told.events,
        size=SMALL,
    )  # fmt: skip
    return png_of_chart(chart, SMALL_WIDTH)


def _saved(document: Made) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
