"""The kinds of records: what the BI team says of the programme that is no figure.

A record has a key; what counts is what the latest load that stands says of it. One that is marked
as removed counts no more. Figures, areas and memberships are in `pcdash.store.schema`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordKind:
    """One kind: its name in words (of many), the columns that tell records apart, and the others.

    Columns are text, number or date, as in `pcdash.store.schema`; a part of a key may be missing
    where that means something (an event without an area is one everywhere).
    """

    name: str
    key: dict[str, str]
    content: dict[str, str]

    @property
    def columns(self) -> dict[str, str]:
        """All columns, those of the key first."""
        return self.key | self.content


RECORDS: dict[str, RecordKind] = {
    # From which figure on an outcome standard raises a trigger, in a period.
    "trigger_values": RecordKind(
        "trigger values",
        {"indicator_id": "text", "period": "text"},
        {"average": "number", "level_1": "number", "level_2": "number"},
    ),
    # The trigger that a practice was given: "None", "Level 1" or "Level 2".
    "raised_triggers": RecordKind(
        "triggers raised",
        {"area_code": "text", "indicator_id": "text", "period": "text"},
        {"raised": "text"},
    ),
    "targets": RecordKind(
        "targets",
        {"area_code": "text", "indicator_id": "text", "due": "text"},
        {"level": "number", "baseline_period": "text", "title": "text", "owner": "text",
         "source": "text"},
    ),
    # A way to a target, period by period; a place may have had several, each with a name.
    "trajectories": RecordKind(
        "trajectory points",
        {"area_code": "text", "indicator_id": "text", "trajectory": "text", "period": "text"},
        {"planned": "number", "source": "text"},
    ),
    # What a locality or network chose to work on.
    "plans": RecordKind(
        "priorities of locality plans",
        {"area_code": "text", "priority": "text"},
        {"indicator_id": "text", "baseline": "number", "baseline_period": "text",
         "target": "number", "due": "text", "owner": "text", "actions": "text", "status": "text"},
    ),
    # One theme of a maturity framework in a round. `basis`: self-assessed or moderated.
    "assessments": RecordKind(
        "maturity assessments",
        {"area_code": "text", "framework": "text", "theme": "text", "assessed_on": "date"},
        {"state": "text", "basis": "text", "assessed_by": "text", "ambition": "text",
         "ambition_due": "text", "evidence": "text", "evidence_date": "date", "note": "text"},
    ),
    # How far an aspect of the service specification is, as declared or as assured, in a quarter.
    "declarations": RecordKind(
        "specification declarations",
        {"area_code": "text", "aspect": "text", "period": "text", "basis": "text"},
        {"state": "text", "coverage": "number", "evidence": "text", "note": "text"},
    ),
    # What is done locally for an aspect of the specification.
    "activities": RecordKind(
        "local activities",
        {"area_code": "text", "aspect": "text", "activity": "text"},
        {"starts": "text", "ends": "text", "status": "text", "locality_help": "text"},
    ),
    "premises": RecordKind(
        "premises and estate schemes",
        {"area_code": "text", "scheme": "text"},
        {"premises_type": "text", "condition": "text", "stage": "text", "stage_date": "date",
         "cost": "number", "note": "text"},
    ),
    # Marked on time charts; without an area it is one everywhere.
    "events": RecordKind(
        "events",
        {"area_code": "text", "event_date": "date", "title": "text"},
        {"event_kind": "text", "indicators": "text", "source": "text"},
    ),
    "milestones": RecordKind(
        "programme milestones",
        {"area_code": "text", "workstream": "text", "milestone": "text"},
        {"phase": "text", "planned_date": "date", "forecast_date": "date", "done_date": "date",
         "status": "text", "owner": "text", "note": "text"},
    ),
    # An amount that is to be confirmed is missing, and is not zero.
    "funding": RecordKind(
        "funding lines",
        {"area_code": "text", "funding_line": "text", "period": "text"},
        {"amount": "number", "amount_state": "text", "funding_sources": "text", "note": "text"},
    ),
    "risks": RecordKind(
        "risks and assumptions",
        {"area_code": "text", "risk": "text"},
        {"risk_kind": "text", "mitigation": "text", "owner": "text", "status": "text"},
    ),
}  # fmt: skip
