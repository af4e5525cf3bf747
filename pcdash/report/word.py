"""A committee report as a Word document: front sheet, contents, sections, sources, data annex."""

import io
from collections.abc import Callable

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm, Pt

from pcdash.report import word_parts as parts
from pcdash.report.pictures import Pictures
from pcdash.report.wording import (
    ANNEX_RULE,
    OWED_COLUMNS,
    front_of,
    links_rule,
    owed_rows,
    paragraphs_of,
    under_figure,
)
from pcdash.viewmodels.committee_report import CommitteeReport, Progress, Section
from pcdash.viewmodels.report_figures import Figure
from pcdash.viewmodels.tables import made_of

MARGIN = Cm(2)
UPRIGHT, ACROSS = Cm(17), Cm(25.7)  # between the margins of A4


def write_word(
    report: CommitteeReport, pictures: Pictures, address: str, progress: Progress
) -> bytes:
    """The report as a .docx file.

    Args:
        pictures: The charts, drawn once for all formats.
        address: Where the dashboard is found, before the path of each link.
    """
    return _Writer(report, pictures, address, progress).written()


class _Writer:
    """Writes one document from its first page to its last."""

    def __init__(
        self, report: CommitteeReport, pictures: Pictures, address: str, progress: Progress
    ) -> None:
        self.report, self.pictures, self.address = report, pictures, address
        self.progress = progress
        self.document = Document()
        self.bookmarks, self.entries = parts.Bookmarks(), []
        self.figures, self.tables = 0, 0

    def written(self) -> bytes:
        parts.prepare(self.document)
        self._page()
        self._front_sheet()
        before = self._contents_place()
        self._summary()
        for section in self.report.sections:
            self._section(section)
        self._closing()
        self._annex()
        parts.contents(before, self.entries)
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _page(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(page, side, MARGIN)
        properties = self.document.core_properties
        properties.title, properties.author = self.report.title, "pcdash"
        properties.subject = self.report.plan.committee
        foot = page.footer.paragraphs[0]
        foot.add_run(f"{self.report.title}. {self.report.stamp}. Page ")
        parts.field(foot, "PAGE", "1")
        foot.add_run(" of ")
        parts.field(foot, "NUMPAGES", "1")
        for run in foot.runs:
            run.font.size, run.font.color.rgb = Pt(8), parts.QUIET

    def _front_sheet(self) -> None:
        front = front_of(self.report)
        self._lines(front.above)
        self.document.add_paragraph(self.report.title, style="Title")
        self._table(front.table, "Front sheet", is_captioned=False)
        for heading, text in front.below:
            self._bold(heading)
            self._lines(paragraphs_of(text))

    def _contents_place(self):
        self._bold("Contents")
        place = self.document.add_paragraph()
        place.add_run().add_break()
        return place

    def _summary(self) -> None:
        self._heading("Summary", on_new_page=True)
        for one in self.report.summary:
            self.document.add_paragraph(f"{one}.", style="List Bullet")
        self._lines(paragraphs_of(self.report.said_of("summary")))
        since = self.report.since
        if since is not None:
            self._heading("Since the last report")
            self._lines((f"{since.finding}.",))
            if since.table.rows:
                self._table(since.table, "Figures that have moved since the last report")
        if self.report.draft.owed:
            self._heading("Answers owed to the committee")
            rows = owed_rows(self.report.draft.owed)
            self._table(made_of(OWED_COLUMNS, rows), "Answers owed to the committee")

    def _section(self, section: Section) -> None:
        self._heading(section.heading)
        self.document.add_paragraph(section.about).paragraph_format.keep_with_next = True
        self._lines(paragraphs_of(section.commentary))
        if section.nothing:
            self._lines((section.nothing,))
        for figure in section.figures:
            self._figure(figure)

    def _figure(self, figure: Figure) -> None:
        self.figures += 1
        self.progress(figure.title, self.figures / max(len(self.report.figures), 1))
        self.document.add_heading(figure.finding, level=2)
        if figure.sentence:
            self._lines((figure.sentence,))
        png = self.pictures.png(figure)
        # A table alone is numbered as a figure too, so that the list of links agrees.
        parts.caption(self.document, "Figure", self.figures, figure.subtitle)
        if png is not None:
            parts.picture(
                self.document, io.BytesIO(png), width=UPRIGHT, alt=figure.alt, title=figure.title
            )
        if not figure.is_long:
            self._table(figure.brief, figure.subtitle, is_captioned=png is not None)
        self._under(figure)
        self._lines(paragraphs_of(self.report.said_of(figure.key)))

    def _under(self, figure: Figure) -> None:
        lines = under_figure(figure, self.figures)
        for line in lines:
            paragraph = self.document.add_paragraph(line)
            paragraph.paragraph_format.space_after = Pt(1)
            for run in paragraph.runs:
                run.font.size = Pt(8.5)
        paragraph = self.document.add_paragraph("Reopen this figure: ")
        parts.hyperlink(paragraph, f"{self.address}{figure.link.path}", figure.link.id)
        for run in paragraph.runs:
            run.font.size = Pt(8.5)

    def _closing(self) -> None:
        self._heading("Methods and caveats")
        for one in (*self.report.methods, *self.report.caveats):
            self.document.add_paragraph(one, style="List Bullet")
        self._heading("Sources")
        for one in self.report.sources:
            self.document.add_paragraph(one, style="List Bullet")
        self._heading("Links of figures")
        self._lines((links_rule(self.report),))
        for number, figure in enumerate(self.report.figures, start=1):
            paragraph = self.document.add_paragraph(
                f"Figure {number}, {figure.title} ({figure.period}): "
            )
            paragraph.paragraph_format.space_after = Pt(0)
            parts.hyperlink(paragraph, f"{self.address}{figure.link.path}", figure.link.id)

    def _annex(self) -> None:
        page = self.document.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21)
        self._heading("Data annex")
        self._lines((ANNEX_RULE,))
        for number, figure in enumerate(self.report.figures, start=1):
            if figure.is_long or figure.brief != figure.table:
                self._table(
                    figure.table, f"Data of figure {number}. {figure.subtitle}", width=ACROSS,
                    points=7,
                )  # fmt: skip

    def _heading(self, text: str, *, on_new_page: bool = False) -> None:
        paragraph = self.document.add_heading(text, level=1)
        paragraph.paragraph_format.page_break_before = on_new_page
        name = self.bookmarks.mark(paragraph)
        self.entries.append((str(len(self.entries) + 1), text, name))

    def _table(
        self,
        made,
        title: str,
        *,
        is_captioned: bool = True,
        width: Cm = UPRIGHT,
        points: float = 8.5,
    ) -> None:
        if is_captioned:
            self.tables += 1
            parts.caption(self.document, "Table", self.tables, title)
        parts.table(self.document, made, title=title, width=width, points=points)
        if made.key:
            paragraph = self.document.add_paragraph("; ".join(made.key))
            for run in paragraph.runs:
                run.font.size = Pt(8)

    def _bold(self, text: str) -> None:
        self.document.add_paragraph().add_run(text).bold = True

    def _lines(self, lines) -> None:
        for one in lines:
            self.document.add_paragraph(parts.writable(one))


WRITERS: dict[str, Callable[..., bytes]] = {".docx": write_word}
