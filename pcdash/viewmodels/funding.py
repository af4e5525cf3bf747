"""Money of the programme: lines and who pays them. What is to be confirmed is not zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pcdash.definitions.programme import PublishedLine
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.published import PublishedPanel
from pcdash.viewmodels.records import Row, inside_of, record_source, rows_of, text_of
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

TO_BE_CONFIRMED = "To be confirmed"
NOT_HELD = (
    "Write them on the sheet 'Funding' of the BI team's workbook, also those that are to be "
    "confirmed."
)


@dataclass(frozen=True)
class FundingView:
    """Funding lines of a place and of what is inside it; totals by year are of known lines."""

    finding: str
    sentence: str
    years: Table
    table: Table
    notes: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_funding(context: Context, code: str) -> FundingView:
    """Funding lines, by year, with those that are to be confirmed."""
    rows = rows_of(context, "funding", inside_of(context, code))
    rows.sort(key=lambda one: (one["period"], one["amount"] is None, -(one["amount"] or 0)))
    name = place_name(context, code)
    finding, sentence = _said(rows)
    source = record_source(context, rows)
    return FundingView(
        finding=finding,
        sentence=sentence,
        years=_years(rows),
        table=_table(context, rows),
        notes=_notes(rows),
        source=source,
        provenance=provenance(
            f"Funding: {name}",
            (("Area", name), ("Totals", "Of known lines."), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"funding_{code}",
        ),
    )


def published_funding(context: Context) -> PublishedPanel | None:
    """The funding lines that documents print, each with its sources; None where none is."""
    lines = tuple(context.catalogue.published_lines.values())
    if not lines:
        return None
    labels = ("Place", "Period", "Line", "What it pays for")
    columns = [*map(Column, labels), Column("Amount", is_number=True), Column("Who pays")]
    return PublishedPanel(
        sentence="Real funding lines of the places named, as the documents print them. They are in "
        f"no total above. {' '.join(_totals(lines))}",
        table=made_of(columns, [_printed(one) for one in lines]),
        sources=tuple(dict.fromkeys(f"{one.source}, {one.place_in_source}." for one in lines)),
    )


def pounds(amount: float | None) -> str:
    """An amount in pounds, with pence where there are any; one that is missing is to be said."""
    if amount is None:
        return TO_BE_CONFIRMED
    return f"£{number_text(amount, decimals=0 if amount == int(amount) else 2)}"


def short_pounds(amount: float) -> str:
    """An amount where there is little room: from a million on in millions, £1.34m."""
    return pounds(amount) if amount < 1e6 else f"£{number_text(amount / 1e6, decimals=2)}m"


def _totals(lines: Sequence[PublishedLine]) -> list[str]:
    """The total of known lines of each place and period, and how many are unknown."""
    said = []
    for place, period in dict.fromkeys((one.place, one.period) for one in lines):
        own = [one for one in lines if (one.place, one.period) == (place, period)]
        said.append(f"{place}, {period}: {_total([one.amount_gbp for one in own])}.")
    return said


def _total(amounts: Iterable[float | None]) -> str:
    listed = [*amounts]
    known = [one for one in listed if one is not None]
    without = len(listed) - len(known)
    total = f"known lines total {pounds(sum(known))} ({counted(len(known), 'line')})"
    are = "is" if without == 1 else "are"
    rest = f"; {counted(without, 'line')} {are} to be confirmed, which is not zero"
    return f"{total}{rest if without else ''}"


def _printed(one: PublishedLine) -> tuple[str, ...]:
    shared = f" ({one.shared})" if one.shared else ""
    return (
        one.place, one.period, f"{one.title} ({one.group})", one.pays_for, pounds(one.amount_gbp),
        f"{words.sentence_list([*one.funders])}{shared}",
    )  # fmt: skip


def known_amount(one: Row) -> float | None:
    """The amount of a line; None where it is to be confirmed, even if a figure is written."""
    return None if one["amount_state"] == TO_BE_CONFIRMED else one["amount"]


def _said(rows: Sequence[Row]) -> tuple[str, str]:
    if not rows:
        return "No funding lines are held", NOT_HELD
    known = [one for one in map(known_amount, rows) if one is not None]
    years = list(dict.fromkeys(one["period"] for one in rows))
    span = f"{years[0]} to {years[-1]}" if len(years) > 1 else years[0]
    have = "has" if len(known) == 1 else "have"
    said = f"{counted(len(known), 'line')} of {number_text(len(rows))} {have} a known amount."
    without = len(rows) - len(known)
    if without:
        are = "is" if without == 1 else "are"
        said += f" {counted(without, 'line')} {are} to be confirmed, which is not zero."
    return f"Known lines of {span} total {pounds(sum(known))}", said


def _years(rows: Sequence[Row]) -> Table:
    columns = [Column("Year"), Column("Known lines total", is_number=True),
               Column("Known lines", is_number=True),
               Column("To be confirmed", is_number=True)]  # fmt: skip
    made = []
    for year in dict.fromkeys(one["period"] for one in rows):
        own = [known_amount(one) for one in rows if one["period"] == year]
        known = [one for one in own if one is not None]
        total = pounds(sum(known)) if known else "[x]"
        made.append((year, total, number_text(len(known)), number_text(len(own) - len(known))))
    return made_of(columns, made)


def _table(context: Context, rows: Sequence[Row]) -> Table:
    columns = [Column("Line"), Column("Year"), Column("Amount", is_number=True),
               *map(Column, ("Amount is", "Who pays", "Place", "Note"))]  # fmt: skip
    cells = [
        (
            one["funding_line"], one["period"], pounds(one["amount"]), _state(one),
            text_of(one["funding_sources"]),
            display_name(place_name(context, one["area_code"])), one["note"] or "",
        )
        for one in rows
    ]  # fmt: skip
    return made_of(columns, cells)


def _state(one: Row) -> str:
    return one["amount_state"] or (TO_BE_CONFIRMED if one["amount"] is None else "not said")


def _notes(rows: Sequence[Row]) -> tuple[str, ...]:
    odd = [
        f"“{one['funding_line']}”, {one['period']}"
        for one in rows
        if one["amount"] is not None and one["amount_state"] == TO_BE_CONFIRMED
    ]
    if not odd:
        return ()
    return (f"To check: lines with an amount that is to be confirmed, not counted as known: "
            f"{words.sentence_list(odd)}.",)  # fmt: skip
