"""Premises and schemes of practices, with how much of their paper records is digitised."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pcdash.grammar import counted
from pcdash.viewmodels.choices import usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.funding import pounds
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import Row, practices_of, record_source, rows_of
from pcdash.viewmodels.sources import provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

DIGITISED = "records_digitised"
UNKNOWN, NO_SCHEME = "[x]", "None recorded"


@dataclass(frozen=True)
class EstatesView:
    """Practices with their premises, schemes and records, a row a practice and scheme."""

    finding: str
    sentence: str
    kinds: Table
    table: Table
    notes: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_estates(context: Context, code: str) -> EstatesView:
    """Estates and digitisation of the practices of a place; every practice has a row."""
    practices = practices_of(context, code)
    rows = rows_of(context, "premises", practices)
    digitised, period = _digitised(context, practices)
    name = place_name(context, code)
    finding, sentence = _said(rows, practices)
    heading = f"Records digitised, {period}" if period else "Records digitised"
    source = record_source(context, rows)
    if period:
        (_, by), *_ = sources_of(context.snapshot, context.catalogue, [DIGITISED])
        source += (("Records digitised", f"{by}, {period}"),)
    return EstatesView(
        finding=finding,
        sentence=f"{sentence} {_digitised_said(digitised, practices, period)}".strip(),
        kinds=_kinds(rows, practices),
        table=_table(practices, rows, digitised, heading),
        notes=_notes(rows),
        source=source,
        provenance=provenance(
            f"Estates and digitisation: {name}",
            (("Area", name), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"estates_{code}",
        ),
    )


def _digitised(context: Context, practices: Mapping[str, str]) -> tuple[dict[str, str], str | None]:
    """How much of the records of each practice is digitised in the latest period, in words."""
    indicator = context.catalogue.indicators.get(DIGITISED)
    period = usual_period(context.holdings, DIGITISED) if indicator else None
    if indicator is None or period is None:
        return {}, None
    held = held_of(context.snapshot, DIGITISED, practices, period=period, basis="as_was")
    return {
        row.area_code: figure_text(row.value, indicator, flag=row.flag) for row in held.itertuples()
    }, period


def _said(rows: list[Row], practices: Mapping[str, str]) -> tuple[str, str]:
    schemes = [one for one in rows if one["scheme"]]
    known = {one["area_code"] for one in rows}
    total = counted(len(practices), "practice")
    if not rows:
        return (
            "No premises are recorded",
            f"The premises of all {total} are unknown. Write them on the sheet 'Estates' of the "
            "BI team's workbook.",
        )
    title = f"Premises of {number_text(len(known))} of {total} are recorded"
    if not schemes:
        return title, "No scheme is recorded."
    costs = [one["cost"] for one in schemes if one["cost"] is not None]
    without = len(schemes) - len(costs)
    priced = f"{pounds(sum(costs))} is the sum of the {len(costs)} with a cost"
    have = "has" if without == 1 else "have"
    rest = f"; {number_text(without)} {have} none yet, which is not zero" if without else ""
    return title, f"{counted(len(schemes), 'scheme')} of theirs: {priced}{rest}."


def _digitised_said(
    digitised: Mapping[str, str], practices: Mapping[str, str], period: str | None
) -> str:
    if period is None:
        return "How many records are digitised is not held."
    known = sum(not one.startswith("[") for one in digitised.values())
    return (
        f"How many records are digitised is known of {number_text(known)} of "
        f"{counted(len(practices), 'practice')} ({period})."
    )


def _kinds(rows: list[Row], practices: Mapping[str, str]) -> Table:
    """How many practices have each type and condition of premises."""
    # the row without a scheme is of the premises as they are, and counts before others
    now: dict[str, Row] = {}
    for one in sorted(rows, key=lambda one: bool(one["scheme"])):
        now.setdefault(one["area_code"], one)
    conditions = sorted({one["condition"] for one in now.values() if one["condition"]})
    types = sorted({one["premises_type"] for one in now.values() if one["premises_type"]})
    counts = Counter((one["premises_type"], one["condition"]) for one in now.values())
    columns = [Column("Premises"), *(Column(f"Condition {one}", is_number=True)
                                     for one in conditions)]  # fmt: skip
    columns += [Column("Condition not said", is_number=True), Column("Practices", is_number=True)]
    made = []
    for kind in types:
        numbers = [counts[kind, one] for one in (*conditions, None)]
        made.append((kind, *map(number_text, numbers), number_text(sum(numbers))))
    unknown = len(practices) - len(now)
    if unknown:
        made.append(("Unknown: not recorded", *[""] * (len(conditions) + 1), number_text(unknown)))
    return made_of(columns, made)


def _table(
    practices: Mapping[str, str], rows: list[Row], digitised: Mapping[str, str], heading: str
) -> Table:
    columns = [*map(Column, ("Practice", "Premises", "Condition")),
               Column(heading, is_number=True), *map(Column, ("Scheme", "Stage", "Stage date")),
               Column("Cost", is_number=True), Column("Note")]  # fmt: skip
    made = []
    for code, label in practices.items():
        own = [one for one in rows if one["area_code"] == code] or [None]
        # with a scheme, the premises as they are need no row of their own
        with_scheme = [one for one in own if one and one["scheme"]]
        made += [
            (code, (label, *_premises(one), digitised.get(code, UNKNOWN), *_scheme(one),
                    (one and one["note"]) or ""))
            for one in with_scheme or own
        ]  # fmt: skip
    made.sort(key=lambda one: one[1][4] in ("", NO_SCHEME))  # what is done to premises first
    return made_of(columns, [row for _, row in made], codes=[code for code, _ in made])


def _premises(one: Row | None) -> tuple[str, str]:
    return (UNKNOWN, UNKNOWN) if one is None else (
        one["premises_type"] or UNKNOWN, one["condition"] or UNKNOWN
    )  # fmt: skip


def _scheme(one: Row | None) -> tuple[str, str, str, str]:
    if one is None or not one["scheme"]:
        return ("" if one is None else NO_SCHEME, "", "", "")
    cost = UNKNOWN if one["cost"] is None else pounds(one["cost"])
    return (
        one["scheme"], one["stage"] or UNKNOWN, date_text(one["stage_date"]) or UNKNOWN, cost,
    )  # fmt: skip


def _notes(rows: list[Row]) -> tuple[str, ...]:
    stages = Counter(one["stage"] or "No stage said" for one in rows if one["scheme"])
    if not stages:
        return ()
    listed = "; ".join(f"{stage}, {number_text(count)}" for stage, count in stages.items())
    return (f"Schemes by stage: {listed}.",)
