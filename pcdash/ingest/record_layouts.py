"""The sheets of the workbook that hold no figures: places, targets, plans, the programme itself."""

from collections.abc import Sequence

from pcdash.ingest.workbook_layout import CODE, INDICATOR, NAME, PERIOD, Column, Layout

REMOVE, GROUP = "Remove", "Group"
KIND_OF_AREA, KIND_OF_GROUP, AREA_NAME = "Kind of area", "Kind of group", "Area name"
DELIVERY = ("Not started", "On course", "At risk", "Late", "Done", "Stopped")
ACTIVITY = ("Planned", "Anticipated", "Active", "Delivered", "Stopped")
AMOUNT_STATES = ("Confirmed", "To be confirmed")
TO_BE_CONFIRMED = AMOUNT_STATES[1]
ROLE = "A role or organisation, never a person's name."


def _code(who: str, *, is_needed: bool = True) -> Column:
    return Column(CODE, ("Code", "ODS code", "Place"), 12, f"The code of {who}.", kind="code",
             field="area_code", is_needed=is_needed)  # fmt: skip


_NAME = Column(NAME, ("Name", "Place name"), 30, "Looked up from the code. Not read.")
_REMOVE = Column(REMOVE, ("Delete",), 10, "Yes takes the row back: it counts no more.", kind="yes",
            field="is_removed")  # fmt: skip


def _indicator(*, is_needed: bool) -> Column:
    return Column(INDICATOR, ("Indicator ID",), 26, "The id of a definition: choose from the list.",
             kind="indicator", field="indicator_id", is_needed=is_needed)  # fmt: skip


def _text(name: str, field: str, said: str, *others: str, width: int = 30, **more: bool) -> Column:
    return Column(name, others, width, said, field=field, **more)


def _of(kind: str, name: str, field: str, said: str, *others: str, **more: object) -> Column:
    return Column(name, others, 14, said, kind=kind, field=field, **more)


def _choice(
    name: str, field: str, choices: Sequence[str] | str, said: str, *others: str, **more: bool
) -> Column:
    kept = choices if isinstance(choices, str) else tuple(choices)
    return Column(name, others, 20, said, kind="choice", field=field, choices=kept, **more)


def _sheet(name: str, gives: str, about: str, *columns: Column) -> Layout:
    return Layout(name, columns, gives, about)


SOURCE = _text("Source", "source", "The paper or decision that says so.")
OWNER = _text("Owner", "owner", ROLE, width=20)
NOTE = _text("Note", "note", "Anything else.")

AREAS = _sheet(
    "Areas", "areas",
    "Clusters, localities, networks and hubs of your own, and where practices are.",
    _code("the area, new or known"),
    _text(AREA_NAME, "area_name", "As it is to be shown.", "Name", is_needed=True),
    _choice(KIND_OF_AREA, "area_type", "area_types", "What it is.", "Type", is_needed=True),
    _of("date", "Opened", "opened", "The first day, if known.", "From"),
    _of("date", "Closed", "closed", "The last day, if it is no more.", "To"),
    _text("Postcode", "postcode", "With a blank in it.", width=12),
    _of("number", "Latitude", "latitude", "In degrees, WGS84."),
    _of("number", "Longitude", "longitude", "In degrees, WGS84."),
)  # fmt: skip
MEMBERSHIPS = _sheet(
    "Memberships", "memberships",
    "Who belongs to whom: practice to cluster, locality, network; cluster to locality.",
    Column(CODE, ("Code", "ODS code", "Practice code"), 12, "The code of the practice or cluster.",
      kind="code", field="child_code", is_needed=True),
    _NAME,
    _choice(KIND_OF_AREA, "child_type", "child_types", "Practice, unless it is another."),
    _choice(KIND_OF_GROUP, "parent_type", "group_types", "What it belongs to.", "Group type",
            is_needed=True),
    _of("code", GROUP, "parent_code", "The code of the group.", "Group code", is_needed=True),
    _of("date", "From", "start", "The first day. Blank: always."),
    _of("date", "To", "end", "The last day. Blank: still."),
)  # fmt: skip
TARGETS = _sheet(
    "Targets", "targets", "What a place aims at on an indicator, and by when.",
    _code("the place that aims at it"), _NAME, _indicator(is_needed=True),
    _of("number", "Target", "level", "In the unit of the definition: 95 for 95%.", "Level",
        is_needed=True),
    _of("period", "By", "due", "The period by which: Mar 2021, 2020/21.", "Due", is_needed=True),
    _of("period", "Baseline period", "baseline_period", "Progress is counted from it. Blank: "
        "from the first figure held."),
    _text("In words", "title", "A sentence, if the target has one of its own."), OWNER, SOURCE,
    _REMOVE,
)  # fmt: skip
TRAJECTORIES = _sheet(
    "Trajectories", "trajectories", "Planned figures on the way to a target; a gap stays a gap.",
    _code("the place"), _NAME, _indicator(is_needed=True),
    _text("Trajectory", "trajectory", "Its name, such as Planned or Submitted May 2018.",
          width=24, is_needed=True),
    _of("period", PERIOD, "period", "Periods to come are right here.", is_needed=True),
    _of("number", "Planned", "planned", "In the unit of the definition.", "Planned value",
        is_needed=True),
    SOURCE, _REMOVE,
)  # fmt: skip
PLANS = _sheet(
    "Locality plans", "plans", "What a locality or network chose to work on.",
    _code("the locality or network"), _NAME,
    _text("Priority", "priority", "In a few words.", is_needed=True),
    _indicator(is_needed=False),
    _of("number", "Baseline", "baseline", "Where it stood, in the unit of the definition."),
    _of("period", "Baseline period", "baseline_period", "When it stood there."),
    _of("number", "Target", "target", "What it is to be."),
    _of("period", "By", "due", "The period by which.", "Due"),
    OWNER, _text("Actions", "actions", "What is done for it.", width=44, is_needed=True),
    _choice("Status", "status", DELIVERY, "How it stands."), _REMOVE,
)  # fmt: skip
ASSESSMENTS = _sheet(
    "Maturity", "assessments", "Maturity assessments: a row a place, theme and round.",
    _code("the organisation, network or cluster"), _NAME,
    _choice("Framework", "framework", "maturity", "Which framework.", is_needed=True),
    _choice("Theme", "theme", "themes", "Its id, such as 1a, or its name.", is_needed=True),
    _of("date", "Assessed on", "assessed_on", "The day of the round.", "Round", "Date",
        is_needed=True),
    _text("State", "state", "A to D, or A/B between two; Foundation, Step 1 … Blank only where no "
          "more than the ambition is known.", width=14, is_needed=True),
    _choice("Basis", "basis", ("Self-assessed", "Moderated"), "Who judged.", "Self or moderated"),
    _text("Assessed by", "assessed_by", ROLE, width=20),
    _text("Ambition", "ambition", "The state that it aims at.", width=14),
    _of("period", "Ambition by", "ambition_due", "By when."),
    _text("Evidence", "evidence", "What shows it.", width=44),
    _of("date", "Evidence of", "evidence_date", "The day that the evidence is of.",
        "Evidence date"),
    NOTE, _REMOVE,
)  # fmt: skip
DECLARATIONS = _sheet(
    "Specification", "declarations",
    "How far each aspect of the specification, or high impact action, is.",
    _code("the practice, locality or commissioner"), _NAME,
    _choice("Aspect", "aspect", "aspects", "Its id, such as A3, or its name.", is_needed=True),
    _of("period", PERIOD, "period", "The quarter: Q3 2015/16.", "Quarter", is_needed=True),
    _choice("Basis", "basis", ("Self-declared", "Assured"), "Who says so.", is_needed=True),
    _choice("State", "state", "delivery_states", "How far it is.", is_needed=True),
    _of("number", "Coverage %", "coverage", "Of the population, 0 to 100.", "Coverage"),
    _text("Evidence", "evidence", "What shows it.", width=44), NOTE, _REMOVE,
)  # fmt: skip
ACTIVITIES = _sheet(
    "Local activities", "activities", "What is done locally for an aspect, from when to when.",
    _code("the place"), _NAME,
    _choice("Aspect", "aspect", "aspects", "Its id, such as C1, or its name.", is_needed=True),
    _text("Activity", "activity", "In a few words.", width=44, is_needed=True),
    _of("period", "Starts", "starts", "The quarter.", "Start"),
    _of("period", "Ends", "ends", "The quarter.", "End"),
    _choice("Status", "status", ACTIVITY, "How it stands.", is_needed=True),
    _text("How locality working helps", "locality_help", "In a sentence.", width=44), _REMOVE,
)  # fmt: skip
PREMISES = _sheet(
    "Estates", "premises", "Premises of practices, and schemes for them.",
    _code("the practice"), _NAME,
    _text("Scheme", "scheme", "The name of a scheme. Blank: the premises as they are."),
    _text("Premises type", "premises_type", "Health centre, converted house …", width=20,
          is_needed=True),
    _text("Condition", "condition", "As surveyed.", width=16),
    _text("Stage", "stage", "Business case, in building, open …", width=20),
    _of("date", "Stage date", "stage_date", "When the stage is, or was, reached."),
    _of("number", "Cost", "cost", "In pounds.", "Cost (£)"), NOTE, _REMOVE,
)  # fmt: skip
EVENTS = _sheet(
    "Events", "events", "What time charts mark: openings, mergers, meetings.",
    _code("the area that it concerns; blank is everywhere", is_needed=False), _NAME,
    _of("date", "Event date", "event_date", "The day.", "Date", is_needed=True),
    _text("Event", "title", "In a few words.", "What happened", width=44, is_needed=True),
    _choice("Kind", "event_kind", "event_kinds", "What it is.", is_needed=True),
    _text("Indicators", "indicators", "Ids with semicolons between. Blank: all.", width=26),
    SOURCE, _REMOVE,
)  # fmt: skip
MILESTONES = _sheet(
    "Milestones", "milestones", "Milestones of the programme, as planned and as now expected.",
    _code("the system or place"), _NAME,
    _text("Workstream", "workstream", "Which part of the programme.", width=24, is_needed=True),
    _text("Milestone", "milestone", "In a few words.", width=44, is_needed=True),
    _text("Phase", "phase", "Phase 1, 2 or 3.", width=12),
    _of("date", "Planned for", "planned_date", "The day first planned.", "Planned date"),
    _of("date", "Now expected", "forecast_date", "The day now expected.", "Forecast date"),
    _of("date", "Done on", "done_date", "The day it was reached.", "Done date"),
    _choice("Status", "status", DELIVERY, "How it stands.", is_needed=True), OWNER, NOTE, _REMOVE,
)  # fmt: skip
FUNDING = _sheet(
    "Funding", "funding", "Funding lines; what is to be confirmed is not zero.",
    _code("the system or place"), _NAME,
    _text("Funding line", "funding_line", "What it pays for.", "Line", width=44, is_needed=True),
    _of("period", PERIOD, "period", "The year: 2018/19.", "Year", is_needed=True),
    _of("number", "Amount", "amount", "In pounds. Blank where it is to be confirmed.",
        "Amount (£)", is_needed=True),
    _choice("Amount is", "amount_state", AMOUNT_STATES, "Confirmed, or to be confirmed."),
    _text("Sources", "funding_sources", "Who pays; with shares where several do.", "Source"),
    NOTE, _REMOVE,
)  # fmt: skip
RISKS = _sheet(
    "Risks", "risks", "Risks and assumptions of the programme.",
    _code("the system or place"), _NAME,
    _text("Risk", "risk", "In a sentence.", "Risk or assumption", width=44, is_needed=True),
    _choice("Kind", "risk_kind", ("Risk", "Assumption"), "Which of both."),
    _text("Mitigation", "mitigation", "What is done about it.", width=44, is_needed=True),
    OWNER, _choice("Status", "status", ("Open", "Closed"), "How it stands."), _REMOVE,
)  # fmt: skip
RECORD_LAYOUTS = (
    TARGETS, TRAJECTORIES, PLANS, ASSESSMENTS, DECLARATIONS, ACTIVITIES, PREMISES, EVENTS,
    MILESTONES, FUNDING, RISKS,
)  # fmt: skip
