"""What a Word document is made of that python-docx has no word for: fields, numbering, alt text.

Real styles, real fields with their results written in, header rows that repeat: so that Word's own
lists, a screen reader and LibreOffice all find what they look for.
"""

from collections.abc import Sequence
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from pcdash.definitions.papers import writable
from pcdash.viewmodels.tables import Table

FONT, LANGUAGE = "Arial", "en-GB"
INK, QUIET, SHADE = RGBColor(0x00, 0x30, 0x87), RGBColor(0x42, 0x55, 0x63), "E8EDEE"
LINK_INK = "005EB8"
SIZES = {"Normal": 10.5, "Heading 1": 16, "Heading 2": 12.5, "Caption": 9.5, "Title": 22}
OUR_NUMBERING = 90  # beyond those of python-docx's template
ENTRY = "Contents entry"
TIGHT = '<w:spacing w:before="10" w:after="10" w:line="240" w:lineRule="auto"/>'
# How tables are laid out: the width of a letter in its size, and lengths in letters.
LETTER, CELL_PADDING, LONGEST_WORD, LONGEST_CELL, SMALLEST = 0.56, 3.4, 24, 60, 6.5


def prepare(document: Document) -> None:
    """Set fonts, colours, language and numbered headings of a new document."""
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().rFonts
        fonts.attrib.clear()  # a font of the theme would come before ours
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        if name != "Normal":
            style.font.color.rgb = QUIET if name == "Caption" else INK
            style.font.bold = True
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    document.core_properties.language = LANGUAGE
    _number_headings(document)
    entry = document.styles.add_style(ENTRY, WD_STYLE_TYPE.PARAGRAPH)
    entry.base_style = document.styles["Normal"]
    entry.paragraph_format.space_after = Pt(2)
    entry.paragraph_format.tab_stops.add_tab_stop(Cm(1.0))


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field with its result, which stands until Word works it out anew."""
    _open_field(paragraph, instruction)
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def caption(document: Document, kind: str, number: int, text: str) -> Paragraph:
    """A caption with its number as a field that Word counts: "Figure 3: …"."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{kind} ")
    field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
    paragraph.add_run(f": {writable(text)}")
    return paragraph


class Bookmarks:
    """Gives headings names that the contents lead to, each once."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def mark(self, paragraph: Paragraph) -> str:
        """Name a paragraph; its name."""
        number = next(self._numbers)
        name = f"_Toc{number:08d}"
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), name)
        properties = paragraph._p.pPr
        place = 0 if properties is None else 1
        paragraph._p.insert(place, start)
        paragraph._p.append(end)
        return name


def contents(before: Paragraph, entries: Sequence[tuple[str, str, str]]) -> None:
    """A table of contents before a paragraph: a field for Word, with its entries written as links.

    Which page a heading is on, only what lays the pages out can tell: Word adds the numbers when
    the field is updated.

    Args:
        entries: Number, heading and bookmark of each.
    """
    for at, (number, heading, name) in enumerate(entries):
        paragraph = before.insert_paragraph_before(style=ENTRY)
        if at == 0:
            _open_field(paragraph, 'TOC \\o "1-1" \\h \\z \\u')
        anchor = OxmlElement("w:hyperlink")
        anchor.set(qn("w:anchor"), name)
        anchor.set(qn("w:history"), "1")
        anchor.append(paragraph.add_run(f"{number}\t{writable(heading)}")._r)
        paragraph._p.append(anchor)
        if at == len(entries) - 1:
            _mark(paragraph, "end")


def hyperlink(paragraph: Paragraph, address: str, text: str) -> None:
    """A link that looks like one."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:rPr>'
        f'<w:color w:val="{LINK_INK}"/><w:u w:val="single"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(writable(text))}</w:t></w:r></w:hyperlink>'
    )
    paragraph._p.append(made)


def picture(document: Document, png: object, *, width: Cm, alt: str, title: str) -> None:
    """A picture with what it shows in words."""
    shape = document.add_picture(png, width=width)
    properties = shape._inline.docPr
    properties.set("descr", writable(alt))
    properties.set("title", writable(title))


def table(document: Document, made: Table, *, title: str, width: Cm, points: float = 8.5) -> None:
    """A table whose header row repeats on every page; numbers stand to the right.

    Letters are smaller where columns are many. Written as XML at once: cell by cell a hundred rows
    take seconds.
    """
    points, widths = _laid_out(made, width, points)
    numbers = [column.is_number for column in made.columns]
    head = _row([column.label for column in made.columns], widths, numbers, points, is_head=True)
    body = "".join(_row(row, widths, numbers, points) for row in made.rows)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{width.twips}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1" w:val="0620"/>'
        f"<w:tblCaption w:val={quoteattr(writable(title))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )
    document.element.body.insert_element_before(element, "w:sectPr")
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _laid_out(made: Table, width: Cm, points: float) -> tuple[float, list[int]]:
    """The size of letters at which no word is broken, as far as that can be, and the widths."""
    columns = [
        [column.label, *(row[at] for row in made.rows)] for at, column in enumerate(made.columns)
    ]
    words = [
        max((len(word) for cell in cells for word in cell.split()), default=1) for cells in columns
    ]
    least = [min(one, LONGEST_WORD) + CELL_PADDING for one in words]
    full = [min(max(map(len, cells)), LONGEST_CELL) + CELL_PADDING for cells in columns]
    while points > SMALLEST and sum(least) * points * LETTER > width.pt:
        points -= 0.5
    room = max(width.pt / (points * LETTER) - sum(least), 0)
    wanted = [max(more - less, 0) for more, less in zip(full, least, strict=True)]
    share = room / max(sum(wanted), 1)
    shares = [less + share * more for less, more in zip(least, wanted, strict=True)]
    return points, [int(width.twips * one / sum(shares)) for one in shares]


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    numbers: Sequence[bool],
    points: float,
    *,
    is_head: bool = False,
) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if is_head else ""
    bold = "<w:b/>" if is_head else ""
    size = int(2 * points)
    made = []
    for text, width, is_number in zip(cells, widths, numbers, strict=True):
        side = "right" if is_number else "left"
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr>{TIGHT}<w:jc w:val="{side}"/></w:pPr>'
            f'<w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(writable(text))}</w:t></w:r></w:p></w:tc>'
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(made)}</w:tr>"


def _open_field(paragraph: Paragraph, instruction: str) -> None:
    _mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _mark(paragraph, "separate")


def _mark(paragraph: Paragraph, kind: str) -> None:
    """The beginning, middle or end of a field."""
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


def _number_headings(document: Document) -> None:
    """Let Word number headings of both levels by their styles."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{at + 1}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr></w:lvl>'
        for at, text in enumerate(("%1", "%1.%2"))
    )
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{OUR_NUMBERING}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{OUR_NUMBERING}">'
            f'<w:abstractNumId w:val="{OUR_NUMBERING}"/></w:num>'
        )
    )
    for at in (0, 1):
        properties = document.styles[f"Heading {at + 1}"].element.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().val = at
        number.get_or_add_numId().val = OUR_NUMBERING
