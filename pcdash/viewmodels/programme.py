"""The programme at a glance: a few numbers over all its parts, each said in full on its own."""

from dataclasses import dataclass

from pcdash.grammar import counted
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.funding import known_amount, short_pounds
from pcdash.viewmodels.milestones import AT_RISK
from pcdash.viewmodels.numbers import of_text
from pcdash.viewmodels.outcomes import build_outcomes, with_figure
from pcdash.viewmodels.records import inside_of, rows_of
from pcdash.viewmodels.risks import ASSUMPTION, CLOSED

NONE_HELD = "[x]"


@dataclass(frozen=True)
class Glance:
    """Numbers with their labels, and what they are of."""

    numbers: tuple[tuple[str, str], ...]
    note: str


def build_glance(context: Context, code: str) -> Glance:
    """Milestones, risks, money and outcomes of a place and of what is inside it, in numbers."""
    inside = inside_of(context, code)
    milestones, risks, lines = (
        rows_of(context, kind, inside) for kind in ("milestones", "risks", "funding")
    )
    risks = [one for one in risks if one["risk_kind"] != ASSUMPTION]
    known = [one for one in map(known_amount, lines) if one is not None]
    statuses = [one["status"] for one in milestones]
    is_open = [one for one in risks if one["status"] != CLOSED]
    outcomes = build_outcomes(context, code)
    numbers = (
        ("Milestones done", _of(statuses.count("Done"), len(milestones))),
        ("Late or at risk", _of(sum(one in AT_RISK for one in statuses), len(milestones))),
        ("Risks open", _of(len(is_open), len(risks))),
        ("Known funding", short_pounds(sum(known)) if known else NONE_HELD),
        ("Outcomes with a figure", _of(with_figure(outcomes), len(context.catalogue.outcomes))),
    )
    waiting = len(lines) - len(known)
    are = "is" if waiting == 1 else "are"
    note = f"{counted(waiting, 'funding line')} {are} to be confirmed, and not in the sum."
    missing = any(NONE_HELD in number for _, number in numbers)
    return Glance(numbers, f"{note * bool(waiting)} {'[x] nothing is held.' * missing}".strip())


def _of(part: int, whole: int) -> str:
    return of_text(part, whole) if whole else NONE_HELD
