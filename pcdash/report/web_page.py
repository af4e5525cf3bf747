"""A committee report as one HTML page that needs nothing else: pictures, style and words are in it.

It may load nothing from anywhere, and says so to the browser. Text is text: every mark in it is
written so that it is shown and not obeyed.
"""

import base64
from collections.abc import Iterable, Iterator
from html import escape

from pcdash.definitions.papers import writable
from pcdash.report.pictures import Pictures
from pcdash.report.wording import (
    OWED_COLUMNS,
    front_of,
    links_rule,
    owed_rows,
    paragraphs_of,
    under_figure,
)
from pcdash.viewmodels.committee_report import CommitteeReport, Progress, Section
from pcdash.viewmodels.report_figures import Figure
from pcdash.viewmodels.tables import Table, made_of

# The colours are those of pcdash.charts.theme's light palette and the NHS identity.
STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 Arial, sans-serif; color: #231F20; background: #FFFFFF;
  max-width: 62rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { color: #003087; line-height: 1.25; }
a { color: #005EB8; }
img { max-width: 100%; height: auto; }
figure { margin: 1rem 0; }
figcaption, .under { color: #425563; font-size: 0.9rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.85rem; margin: 0.5rem 0; }
caption { text-align: left; color: #425563; padding: 0.25rem 0; }
th, td { border: 1px solid #768692; padding: 0.2rem 0.5rem; text-align: left;
  vertical-align: top; overflow-wrap: normal; }
th { background: #E8EDEE; }
.number { text-align: right; }
.banner { border-left: 0.4rem solid #ED8B00; padding: 0.5rem 1rem; background: #FFF4E5; }
@media print { details { display: block; } h2 { break-before: page; } }
"""
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def write_page(
    report: CommitteeReport, pictures: Pictures, address: str, progress: Progress
) -> bytes:
    """The report as an .html file; arguments as `pcdash.report.word.write_word`."""
    numbers = iter(range(1, len(report.figures) + 1))
    parts = [*_opening(report)]
    for at, section in enumerate(report.sections):
        progress(section.heading, at / len(report.sections))
        parts += _section(report, section, pictures, address, numbers)
    parts += _closing(report, address)
    return "\n".join(parts).encode("utf-8")


def _opening(report: CommitteeReport) -> Iterator[str]:
    title, front = _text(report.title), front_of(report)
    yield (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>"
    )
    above = "<br>".join(map(_text, front.above))
    kind = "banner" if report.is_illustrative else "under"
    yield f'<header><p class="{kind}">{above}</p><h1>{title}</h1>'
    yield _table(front.table, "Front sheet")
    for heading, text in front.below:
        yield f"<p><strong>{_text(heading)}:</strong></p>{_paragraphs(paragraphs_of(text))}"
    yield f"</header><nav aria-label='Contents'><h2>Contents</h2><ol>{_entries(report)}</ol></nav>"
    yield "<main><section id='summary'><h2>Summary</h2>"
    yield _list(f"{one}." for one in report.summary)
    yield _paragraphs(paragraphs_of(report.said_of("summary")))
    yield "</section>"
    if report.since is not None:
        yield f"<section><h2>Since the last report</h2><p>{_text(report.since.finding)}.</p>"
        if report.since.table.rows:
            yield _table(report.since.table, "Figures that have moved since the last report")
        yield "</section>"
    if report.draft.owed:
        yield "<section><h2>Answers owed to the committee</h2>"
        rows = owed_rows(report.draft.owed)
        yield _table(made_of(OWED_COLUMNS, rows), "Answers owed to the committee")
        yield "</section>"


def _section(
    report: CommitteeReport,
    section: Section,
    pictures: Pictures,
    address: str,
    numbers: Iterator[int],
) -> Iterator[str]:
    yield f'<section id="{_text(section.id)}"><h2>{_text(section.heading)}</h2>'
    yield f"<p>{_text(section.about)}</p>{_paragraphs(paragraphs_of(section.commentary))}"
    if section.nothing:
        yield f"<p>{_text(section.nothing)}</p>"
    for figure in section.figures:
        yield from _figure(report, figure, next(numbers), pictures, address)
    yield "</section>"


def _figure(
    report: CommitteeReport, figure: Figure, number: int, pictures: Pictures, address: str
) -> Iterator[str]:
    yield f'<h3 id="{_text(figure.link.id)}">{_text(figure.finding)}</h3>'
    yield _paragraphs([figure.sentence] if figure.sentence else [])
    png = pictures.png(figure)
    caption = f"Figure {number}: {figure.subtitle}"
    if png is not None:
        data = base64.b64encode(png).decode()
        yield (
            f'<figure><img src="data:image/png;base64,{data}" alt="{_text(figure.alt)}">'
            f"<figcaption>{_text(caption)}</figcaption></figure>"
        )
    made = _table(figure.table, f"Table of figure {number}: {figure.subtitle}")
    summary = f"<summary>The figures ({len(figure.table.rows)} rows)</summary>"
    yield f"<details>{summary}{made}</details>" if figure.is_long else made
    under = "<br>".join(
        _text(one) for one in under_figure(figure, number) if "in the data annex" not in one
    )
    link = f'<a href="{_text(address + figure.link.path)}">{_text(figure.link.id)}</a>'
    yield f'<p class="under">{under}<br>Reopen this figure: {link}</p>'
    yield _paragraphs(paragraphs_of(report.said_of(figure.key)))


def _closing(report: CommitteeReport, address: str) -> Iterator[str]:
    yield "<section id='methods'><h2>Methods and caveats</h2>"
    yield _list([*report.methods, *report.caveats])
    yield "</section><section id='sources'><h2>Sources</h2>"
    yield _list(report.sources)
    yield "</section><section id='links'><h2>Links of figures</h2>"
    yield f"<p>{_text(links_rule(report))}</p>"
    rows = "".join(
        f"<li>{_text(f'Figure {at}, {one.title} ({one.period})')}: "
        f'<a href="{_text(address + one.link.path)}">{_text(one.link.id)}</a></li>'
        for at, one in enumerate(report.figures, start=1)
    )
    yield f"<ul>{rows}</ul></section></main><footer><p class='under'>{_text(report.stamp)}</p>"
    yield "</footer></body></html>"


def _entries(report: CommitteeReport) -> str:
    named = [("summary", "Summary"), *((one.id, one.heading) for one in report.sections)]
    named += [("methods", "Methods and caveats"), ("sources", "Sources"), ("links", "Links")]
    return "".join(f'<li><a href="#{_text(key)}">{_text(name)}</a></li>' for key, name in named)


def _table(made: Table, title: str) -> str:
    kinds = [" class='number'" if column.is_number else "" for column in made.columns]
    head = "".join(
        f"<th scope='col'{kind}>{_text(column.label)}</th>"
        for column, kind in zip(made.columns, kinds, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{_text(cell)}</td>" for cell, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in made.rows
    )
    key = f"<p class='under'>{_text('; '.join(made.key))}</p>" if made.key else ""
    return (
        f"<div class='wide' tabindex='0' role='region' aria-label='{_text(title)}'><table>"
        f"<caption>{_text(title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        f"</table></div>{key}"
    )


def _paragraphs(said: Iterable[str]) -> str:
    return "".join(f"<p>{_text(one)}</p>" for one in said)


def _list(said: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_text(one)}</li>' for one in said)}</ul>"


def _text(said: str) -> str:
    return escape(writable(said), quote=True)
