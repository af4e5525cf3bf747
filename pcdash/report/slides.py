"""A committee report as slides: one message a slide as its title, charts that can be edited.

Bars, lines and stacked bars are Office's own charts; what Office has no form for is a picture with
its words. Notes say where each is from.
"""

import io
from collections.abc import Sequence

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.slide import Slide
from pptx.util import Cm, Pt

from pcdash.definitions.papers import writable
from pcdash.report.office_charts import FONT, add_chart
from pcdash.report.pictures import Pictures
from pcdash.report.wording import front_of, paragraphs_of, under_figure
from pcdash.viewmodels.committee_report import CommitteeReport, Progress, Section
from pcdash.viewmodels.report_figures import Figure

WIDE, HIGH = Cm(33.867), Cm(19.05)
LEFT, ACROSS = Cm(1.3), Cm(31.2)
TITLE_TOP, TITLE_HIGH = Cm(0.7), Cm(2.6)
BODY_TOP, BODY_HIGH = Cm(3.5), Cm(13.2)
CHART_TOP, CHART_HIGH = Cm(5.5), Cm(12.1)
FOOT_TOP = Cm(17.9)
TITLE_ONLY = 5  # the layout of python-pptx's template that has a title and nothing else
INK, QUIET = RGBColor(0x00, 0x30, 0x87), RGBColor(0x42, 0x55, 0x63)
LANGUAGE = "en-GB"
MOST_LINES = 14
LONGEST_ON_SLIDE = 900  # letters of commentary; all of it is in the notes
MOST_TABLE_COLUMNS, TABLE_LINES, LETTERS_ACROSS = 8, 17, 140


def write_slides(
    report: CommitteeReport, pictures: Pictures, address: str, progress: Progress
) -> bytes:
    """The report as a .pptx file; arguments as `pcdash.report.word.write_word`."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    properties = deck.core_properties
    properties.title, properties.author = report.title, "pcdash"
    properties.language = LANGUAGE
    writer = _Writer(deck, report, pictures, address)
    writer.opening()
    for number, section in enumerate(report.sections):
        progress(section.heading, number / len(report.sections))
        writer.section(section)
    writer.closing()
    _in_english(deck)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


class _Writer:
    """Adds slide after slide to a deck."""

    def __init__(
        self, deck: Presentation, report: CommitteeReport, pictures: Pictures, address: str
    ) -> None:
        self.deck, self.report, self.pictures, self.address = deck, report, pictures, address
        self.figures = 0

    def opening(self) -> None:
        front = front_of(self.report)
        slide = self._slide(self.report.title)
        lines = [*front.above, *(f"{label}: {text}" for label, text in front.table.rows)]
        self._text(slide, [*lines, *(f"{label}: {text}" for label, text in front.below)])
        slide = self._slide("Agenda")
        self._text(
            slide,
            [f"{at}. {one.heading}" for at, one in enumerate(self.report.sections, start=1)],
        )
        for at, lines in enumerate(_in_parts(self.report.summary, MOST_LINES // 2)):
            slide = self._slide("Summary" if at == 0 else f"Summary, part {at + 1}")
            self._text(slide, [f"{one}." for one in lines])
        if self.report.since is not None:
            slide = self._slide(self.report.since.finding)
            rows = [" · ".join(row) for row in self.report.since.table.rows]
            self._text(slide, rows[:MOST_LINES], size=12)
            self._notes(slide, rows)

    def section(self, section: Section) -> None:
        if section.nothing or section.commentary.strip():
            slide = self._slide(section.heading)
            said = [section.nothing or section.about, *paragraphs_of(section.commentary)]
            self._text(slide, _shortened(said))
            self._notes(slide, said)
        for figure in section.figures:
            self._figure(section, figure)

    def _figure(self, section: Section, figure: Figure) -> None:
        self.figures += 1
        slide = self._slide(figure.finding)
        above = [f"{section.heading}. {figure.subtitle}", figure.sentence]
        self._box(slide, [one for one in above if one], Cm(3.2), Cm(2.1), 12, colour=QUIET)
        place = (LEFT, CHART_TOP, ACROSS, CHART_HIGH)
        commentary = paragraphs_of(self.report.said_of(figure.key))
        if not add_chart(slide, figure, place):
            png = self.pictures.png(figure)
            if png is None:
                self._table(slide, figure)
            else:
                self._picture(slide, figure, png)
        notes = [
            figure.alt, *under_figure(figure, self.figures),
            f"Figure {self.figures}, {figure.link.id}: {self.address}{figure.link.path}",
            *commentary,
        ]  # fmt: skip
        self._notes(slide, [one for one in notes if one])
        if commentary:
            slide = self._slide(f"{figure.title}: commentary")
            self._text(slide, _shortened(commentary))
            self._notes(slide, commentary)

    def closing(self) -> None:
        for heading, lines in (
            ("Methods and caveats", (*self.report.methods, *self.report.caveats)),
            ("Sources", self.report.sources),
            (
                "Links of figures",
                [
                    f"Figure {at}, {one.title} ({one.period}): {one.link.id}"
                    for at, one in enumerate(self.report.figures, start=1)
                ],
            ),
        ):
            for at, part in enumerate(_in_parts(lines, MOST_LINES)):
                slide = self._slide(heading if at == 0 else f"{heading}, part {at + 1}")
                self._text(slide, part, size=12)

    def _slide(self, title: str) -> Slide:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = LEFT, TITLE_TOP, ACROSS, TITLE_HIGH
        shape.text_frame.word_wrap = True
        shape.text_frame.text = writable(title)
        run = shape.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = Pt(_title_size(title)), True, INK
        run.font.name = FONT
        shape.text_frame.paragraphs[0].alignment = 1
        number = len(self.deck.slides)
        self._box(
            slide, [f"{self.report.title}. {self.report.stamp}. {number}"], FOOT_TOP, Cm(0.9), 10,
            colour=QUIET,
        )  # fmt: skip
        return slide

    def _text(self, slide: Slide, lines: Sequence[str], *, size: int = 16) -> None:
        longest = sum(1 + len(one) // 110 for one in lines)
        self._box(slide, lines, BODY_TOP, BODY_HIGH, 12 if longest > MOST_LINES else size)

    def _box(
        self,
        slide: Slide,
        lines: Sequence[str],
        top: Cm,
        height: Cm,
        size: int,
        *,
        colour: RGBColor | None = None,
    ) -> None:
        frame = slide.shapes.add_textbox(LEFT, top, ACROSS, height).text_frame
        frame.word_wrap = True
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = writable(line)
            run.font.size, run.font.name = Pt(size), FONT
            paragraph.space_after = Pt(4)
            if colour is not None:
                run.font.color.rgb = colour

    def _picture(self, slide: Slide, figure: Figure, png: bytes) -> None:
        shape = slide.shapes.add_picture(io.BytesIO(png), LEFT, CHART_TOP)
        share = min(ACROSS / shape.width, CHART_HIGH / shape.height)
        shape.width, shape.height = int(shape.width * share), int(shape.height * share)
        shape.left = LEFT + (ACROSS - shape.width) // 2
        shape._element.nvPicPr.cNvPr.set("descr", writable(figure.alt))

    def _table(self, slide: Slide, figure: Figure) -> None:
        made = figure.brief
        columns = made.columns[:MOST_TABLE_COLUMNS]
        rows = _rows_with_room(made.rows, len(columns))
        frame = slide.shapes.add_table(
            len(rows) + 1, len(columns), LEFT, CHART_TOP, ACROSS, Cm(0.7) * (len(rows) + 1)
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", f"Table. {writable(figure.subtitle)}")
        for at, column in enumerate(columns):
            cells = [column.label, *(row[at] for row in rows)]
            for down, text in enumerate(cells):
                cell = frame.table.cell(down, at)
                cell.text = writable(text)
                for paragraph in cell.text_frame.paragraphs:
                    for run in paragraph.runs:
                        run.font.size, run.font.name = Pt(10.5), FONT
        if len(made.rows) > len(rows):
            said = f"The first {len(rows)} of {len(made.rows)} rows; all are in the workbook."
            self._box(slide, [said], Cm(17.0), Cm(0.8), 11, colour=QUIET)

    def _notes(self, slide: Slide, lines: Sequence[str]) -> None:
        slide.notes_slide.notes_text_frame.text = "\n".join(map(writable, lines))


def _rows_with_room(rows: Sequence[Sequence[str]], columns: int) -> Sequence[Sequence[str]]:
    """The first rows that a slide has room for, each as high as its longest cell wraps."""
    letters = LETTERS_ACROSS // columns
    room, shown = TABLE_LINES, []
    for row in rows:
        room -= max(1 + len(cell) // letters for cell in row[:columns])
        if room < 0:
            break
        shown.append(row)
    return shown


def _title_size(title: str) -> int:
    return 28 if len(title) <= 90 else 22 if len(title) <= 160 else 18


def _shortened(lines: Sequence[str]) -> list[str]:
    """As many paragraphs as a slide has room for; the rest is in the notes, and that is said."""
    shown, room = [], LONGEST_ON_SLIDE
    for line in lines:
        if len(line) > room:
            return [*shown, f"{line[:room].rstrip()}…", "The whole text is in the notes."]
        shown.append(line)
        room -= len(line)
    return shown


def _in_parts(lines: Sequence[str], most: int) -> list[Sequence[str]]:
    return [lines[start : start + most] for start in range(0, len(lines), most)]


def _in_english(deck: Presentation) -> None:
    """Say of every run that it is British English, for spelling and for screen readers."""
    for slide in deck.slides:
        parts = [slide._element]
        if slide.has_notes_slide:
            parts.append(slide.notes_slide._element)
        for part in parts:
            for run in part.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
                run.get_or_add_rPr().set("lang", LANGUAGE)
