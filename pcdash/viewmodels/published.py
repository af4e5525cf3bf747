"""What the strategy documents print of an indicator: real figures beside whatever is loaded."""

from dataclasses import dataclass

from pcdash.definitions.aims import PublishedFigure
from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Framework, Indicator
from pcdash.viewmodels import words
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.tables import Column, Table, made_of

HEADING = "From the strategy documents"
SENTENCE = (
    "Real figures of the places named, as the documents print them. They are in no chart and no "
    "comparison."
)


@dataclass(frozen=True)
class PublishedPanel:
    """The figures as a table, the sentence that says what they are, and where they stand."""

    sentence: str
    table: Table
    sources: tuple[str, ...]


def published_panel(catalogue: Catalogue, indicator: Indicator) -> PublishedPanel | None:
    """What is printed of an indicator, or None where nothing is."""
    figures = [one for one in catalogue.published.values() if one.indicator == indicator.id]
    if not figures:
        return None
    has_range = any(one.lowest is not None for one in figures)
    has_notes = any(one.note for one in figures)
    columns = [Column("Place"), Column("Period"), Column("Figure", is_number=True)]
    columns += [Column("Lowest", is_number=True), Column("Highest", is_number=True)] * has_range
    columns += [Column("Unit"), *([Column("Note")] * has_notes)]
    rows = [_cells(one, indicator, has_range=has_range, has_notes=has_notes) for one in figures]
    return PublishedPanel(
        sentence=SENTENCE,
        table=made_of(columns, rows),
        sources=tuple(dict.fromkeys(f"{one.source}, {one.place_in_source}." for one in figures)),
    )


def published_states(framework: Framework) -> PublishedPanel | None:
    """How many places are in which state, as documents print it, or None where none does."""
    said = framework.published
    if not said:
        return None
    columns = [Column("Place"), Column("Period"), Column("What"), Column("State"),
               Column("Places", is_number=True), Column("Named"), Column("Note")]  # fmt: skip
    rows = [
        (one.place, one.period, one.kind.capitalize(), one.state, number_text(one.places),
         ", ".join(one.named) or "not named in the source", one.note or "")
        for one in said
    ]  # fmt: skip
    return PublishedPanel(
        sentence=SENTENCE,
        table=made_of(columns, rows),
        sources=tuple(dict.fromkeys(f"{one.source}, {one.place_in_source}." for one in said)),
    )


def planned_panel(catalogue: Catalogue, aspect: str) -> PublishedPanel | None:
    """What delivery plans that are printed list under an aspect, or None where none does."""
    planned = [one for one in catalogue.planned_aspects.values() if one.aspect == aspect]
    if not planned:
        return None
    columns = [Column("Place"), Column("Activity"), Column("Marked as delivered")]
    rows = [
        (one.place, activity.title, activity.delivered or "")
        for one in planned
        for activity in one.activities
    ]
    helps = [f"How locality working is to help there: {one.helps}" for one in planned if one.helps]
    return PublishedPanel(
        sentence="What the delivery plan lists for this aspect, in this project's words. What it "
        f"does not mark is blank: that is not undone. {' '.join(helps)}".strip(),
        table=made_of(columns, rows),
        sources=tuple(dict.fromkeys(f"{one.source}, {one.place_in_source}." for one in planned)),
    )


def _cells(
    one: PublishedFigure, indicator: Indicator, *, has_range: bool, has_notes: bool
) -> list[str]:
    def number(value: float | None) -> str:
        if value is None:
            return "[x]"
        # as printed: a document that says 45 does not say 45.0
        decimals = 0 if value == int(value) else indicator.decimals
        return number_text(value, decimals=decimals)

    ends = [number(one.lowest), number(one.highest)] if has_range else []
    unit = words.capitalised(one.unit or indicator.unit)
    return [
        one.place,
        words.capitalised(one.period),
        number(one.value),
        *ends,
        unit,
        *([one.note or ""] * has_notes),
    ]
