"""What the programme is to achieve, outcome by outcome: its figures here, or that none is known."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.definitions.programme import Outcome
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.sources import provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.targets import aim_of

NO_COLLECTION = "No collection known"
NOTHING_HELD = "No figure of this place is held"
NOT_DEFINED = (
    "No outcomes are defined: data/definitions/programme/outcomes.toml is to list them, each with "
    "its indicators."
)


@dataclass(frozen=True)
class OutcomesView:
    """A row an outcome and indicator, with the id of the indicator as code ("" for none)."""

    finding: str
    sentence: str
    table: Table
    notes: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_outcomes(context: Context, code: str) -> OutcomesView:
    """Every outcome, with the latest figures of a place."""
    series = context.series_of(code)
    rows, codes = [], []
    for one in context.catalogue.outcomes.values():
        for indicator in _indicators(context, one) or [None]:
            rows.append(_row(context, code, one, indicator, series))
            codes.append(indicator.id if indicator else "")
    labels = ["Outcome", "Indicator", "First", "Latest", "Better", "Aim", "Note"]
    name = place_name(context, code)
    finding, sentence = _said(context, codes, rows)
    used = [one for one in dict.fromkeys(codes) if one]
    source = sources_of(context.snapshot, context.catalogue, used)
    papers = dict.fromkeys(one.source for one in context.catalogue.outcomes.values())
    return OutcomesView(
        finding=finding,
        sentence=sentence,
        table=made_of(list(map(Column, labels)), rows, codes=codes),
        notes=tuple(f"The outcomes are those of: {one}." for one in papers),
        source=source,
        provenance=provenance(
            f"Outcomes of the programme: {name}",
            (("Area", name), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"outcomes_{code}",
        ),
    )


def with_figure(view: OutcomesView) -> int:
    """How many outcomes have a figure of the place."""
    return len({row[0] for row in view.table.rows if _is_figure(row[3])})


def _is_figure(latest: str) -> bool:
    return bool(latest) and not latest.startswith(NOTHING_HELD)


def _indicators(context: Context, one: Outcome) -> list[Indicator]:
    known = context.catalogue.indicators
    return [known[name] for name in one.indicators if name in known]


def _row(
    context: Context, code: str, one: Outcome, indicator: Indicator | None, series: pd.DataFrame
) -> tuple[str, ...]:
    if indicator is None:
        return (one.title, NO_COLLECTION, "", "", "", "", one.note or "")
    known = series[series["indicator_id"] == indicator.id]
    held = known[known["value"].notna()]
    first, latest = "", NOTHING_HELD
    reason = words.flag_of(known.iloc[-1]["flag"]) if len(known) else None
    if reason:
        latest = f"{NOTHING_HELD}: {reason.short} ({known.iloc[-1]['period']})"
    if len(held):
        shown = [
            f"{figure_text(row['value'], indicator)} ({row['period']})"
            for row in (held.iloc[0], held.iloc[-1])
        ]
        first, latest = shown if len(held) > 1 else ("", shown[1])
    after = parse_period(held.iloc[-1]["period"]).end if len(held) else date.min
    aim = aim_of(context.catalogue, indicator, code, after=after)
    better = {"higher": "higher", "lower": "lower", "none": "neither"}[indicator.polarity]
    return (one.title, measure(indicator), first, latest, better,
            aim.label if aim else "none set", one.note or "")  # fmt: skip


def _said(context: Context, codes: list[str], rows: list[tuple[str, ...]]) -> tuple[str, str]:
    defined = context.catalogue.outcomes
    if not defined:
        return "No outcomes are defined", NOT_DEFINED
    without = {row[0] for row, code in zip(rows, codes, strict=True) if not code}
    held = {row[0] for row in rows if _is_figure(row[3])}
    have = "has" if 1 in (len(held), len(defined)) else "have"
    title = f"{number_text(len(held))} of {counted(len(defined), 'outcome')} {have} a figure here"
    empty = len(defined) - len(held) - len(without)
    parts = [f"Of {number_text(len(without))} no collection is known"] if without else []
    if empty:
        parts.append(
            f"{'of' if parts else 'Of'} {number_text(empty)} there is an indicator and no figure "
            "of this place"
        )
    return title, f"{'; '.join(parts)}." if parts else ""
