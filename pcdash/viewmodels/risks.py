"""Risks and assumptions of the programme, the open ones first."""

from collections.abc import Sequence
from dataclasses import dataclass

from pcdash.grammar import counted
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import Row, inside_of, record_source, rows_of, text_of
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

NOT_HELD = "Write risks and assumptions on the sheet 'Risks' of the BI team's workbook."
ASSUMPTION, CLOSED = "Assumption", "Closed"


@dataclass(frozen=True)
class RisksView:
    """Risks and assumptions of a place and of what is inside it."""

    finding: str
    sentence: str
    risks: Table
    assumptions: Table
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_risks(context: Context, code: str) -> RisksView:
    """What may go wrong, what is taken for granted, and what is done about both."""
    rows = rows_of(context, "risks", inside_of(context, code))
    rows.sort(key=lambda one: one["status"] == CLOSED)
    assumed = [one for one in rows if one["risk_kind"] == ASSUMPTION]
    risks = [one for one in rows if one["risk_kind"] != ASSUMPTION]
    name = place_name(context, code)
    source = record_source(context, rows)
    finding, sentence = _said(risks, assumed)
    return RisksView(
        finding=finding,
        sentence=sentence,
        risks=_table(context, risks, "Risk"),
        assumptions=_table(context, assumed, ASSUMPTION),
        source=source,
        provenance=provenance(
            f"Risks and assumptions: {name}",
            (("Area", name), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"risks_{code}",
        ),
    )


def _said(risks: Sequence[Row], assumed: Sequence[Row]) -> tuple[str, str]:
    if not risks and not assumed:
        return "No risks are held", NOT_HELD
    is_open = [one for one in risks if one["status"] != CLOSED]
    are = "is" if 1 in (len(is_open), len(risks)) else "are"
    title = f"{len(is_open)} of {counted(len(risks), 'risk')} {are} open"
    unowned = sum(one["owner"] is None for one in is_open)
    said = f"{counted(len(assumed), 'assumption')} beside them."
    if unowned:
        said += f" Of {counted(unowned, 'open risk')} no owner is said."
    return title, said


def _table(context: Context, rows: Sequence[Row], what: str) -> Table:
    labels = (what, "Status", "What is done about it", "Owner", "Place")
    cells = [
        (one["risk"], text_of(one["status"]), text_of(one["mitigation"]), text_of(one["owner"]),
         display_name(place_name(context, one["area_code"])))
        for one in rows
    ]  # fmt: skip
    return made_of(list(map(Column, labels)), cells)
