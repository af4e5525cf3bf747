"""What all formats of a report say alike: the front sheet, notes under figures, lists of links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pcdash.definitions.papers import PURPOSES, Owed, writable
from pcdash.viewmodels.committee_report import CommitteeReport
from pcdash.viewmodels.report_figures import Figure
from pcdash.viewmodels.sources import ILLUSTRATIVE_SENTENCE
from pcdash.viewmodels.tables import Column, Table, made_of

TICKED, EMPTY = "☒", "☐"
NOT_WRITTEN = "not yet written"
OWED_COLUMNS = (Column("Question"), Column("Asked"), Column("Who answers"), Column("Answer"))
ANNEX_RULE = (
    "The tables of every figure that the text has no room for, in full. The workbook that belongs "
    "to this report has them all."
)
IN_NOTES = ("Source", "Period", "Periods", "Files", "Loaded")


@dataclass(frozen=True)
class Front:
    """The front sheet: what stands above the title, its table, and what stands below."""

    above: tuple[str, ...]
    table: Table
    below: tuple[tuple[str, str], ...]


def front_of(report: CommitteeReport) -> Front:
    """The front sheet in words; what nobody has written says so."""
    front = report.draft.front
    ticks = ", ".join(f"{TICKED if one in front.purpose else EMPTY} {one}" for one in PURPOSES)
    rows = (
        ("Meeting", front.meeting or report.plan.committee),
        ("Date of the meeting", front.meeting_date or NOT_WRITTEN),
        ("Report", report.title),
        ("Agenda item", front.agenda_item or NOT_WRITTEN),
        ("Senior responsible officers", front.leads or NOT_WRITTEN),
        ("Figures", f"{report.periods}; snapshot {report.snapshot}"),
        ("Purpose", ticks),
    )
    above = ["For publication" if front.is_for_publication else "Not for publication"]
    if report.is_illustrative:
        above.append(ILLUSTRATIVE_SENTENCE)
    return Front(
        tuple(above),
        made_of((Column("Front sheet"), Column("")), rows),
        (("Recommendation", front.recommendation or report.plan.recommendation),),
    )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Commentary as paragraphs; whatever marks are in it are text."""
    return tuple(one.strip() for one in writable(text).split("\n") if one.strip())


def under_figure(figure: Figure, number: int) -> Iterator[str]:
    """What stands under a figure: notes, where its long table is, and where it is from."""
    yield from figure.notes
    if figure.is_long:
        yield f"The figures are in the data annex, at figure {number}."
    told = [f"{label}: {text.rstrip('.')}" for label, text in figure.source if label in IN_NOTES]
    yield f"{'. '.join(told)}." if told else f"Period: {figure.period}."


def figure_links(figures: Sequence[Figure]) -> Table:
    """Every figure with its id, its period and the address that reopens it."""
    rows = [
        (str(number), one.title, one.period, one.link.id, one.link.path)
        for number, one in enumerate(figures, start=1)
    ]
    columns = ("Figure", "Of what", "Period", "Id", "Address behind that of the dashboard")
    return made_of(tuple(map(Column, columns)), rows)


def links_rule(report: CommitteeReport) -> str:
    """What the links of a report do."""
    return (
        f"Every figure is of snapshot {report.snapshot}, which is kept. A link, or the id on the "
        "page Report, reopens it with the same filters on the same data, and says what has changed "
        "since."
    )


def owed_rows(owed: Sequence[Owed]) -> list[tuple[str, str, str, str]]:
    """The answers owed; an answer that nobody has given says so."""
    return [(one.question, one.asked_on, one.owner, one.answer or "still owed") for one in owed]
