"""How the programme goes: its phases, workstreams and milestones, each as planned and as now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcdash.definitions.programme import Phase, Workstream
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import Row, inside_of, record_source, rows_of, text_of
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

# The symbols are those of pcdash.charts.theme; a test compares them.
STATUSES = {
    "Late": "◆", "At risk": "▲", "On course": "●", "Not started": "□", "Done": "■", "Stopped": "✚",
}  # fmt: skip
KEY = (
    f"{'; '.join(f'{symbol} {name.lower()}' for name, symbol in STATUSES.items())}. A hollow ring "
    "is the day first planned, the line leads to the day now expected or the day it was done. Bars "
    "are the phases."
)
NOT_HELD = (
    "Write them on the sheet 'Milestones' of the BI team's workbook "
    "(python -m pcdash template) and load it."
)
CLOSED, AT_RISK = ("Done", "Stopped"), ("Late", "At risk")
CHART_COLUMNS = (
    "label", "kind", "status", "first_day", "last_day", "shown_day", "status_text", "said",
)  # fmt: skip
DAYS_A_MONTH = 365.25 / 12
NONE = float("nan")


@dataclass(frozen=True)
class MilestonesView:
    """Milestones of a place and of what is inside it, in the order of their dates.

    `bars` has the columns of `pcdash.charts.milestones`. `papers` say which document each phase and
    workstream is from.
    """

    finding: str
    sentence: str
    subtitle: str
    key: str
    bars: pd.DataFrame
    alt: str
    table: Table
    phases: Table
    workstreams: Table
    papers: tuple[str, ...]
    notes: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


def build_milestones(context: Context, code: str) -> MilestonesView:
    """Phases, workstreams and milestones of a place and of what is inside it."""
    rows = sorted(rows_of(context, "milestones", inside_of(context, code)), key=_by_date)
    phases = [one for one in context.catalogue.phases.values() if _is_of(context, one)]
    streams = [one for one in context.catalogue.workstreams.values() if _is_of(context, one)]
    name = place_name(context, code)
    finding, sentence = finding_of(rows)
    source = record_source(context, rows)
    subtitle = f"Milestones of the programme; {name} and what is inside it."
    return MilestonesView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        key=KEY if rows else "Bars are the phases.",
        bars=_bars(rows, phases),
        alt=f"Timeline of {counted(len(rows), 'milestone')}. {finding}. {sentence}",
        table=_table(context, rows, streams),
        phases=_phases(phases),
        workstreams=_workstreams(streams, rows),
        papers=_papers(phases, streams),
        notes=_notes(context, rows, streams),
        source=source,
        provenance=provenance(
            subtitle,
            (("Area", name), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"milestones_{code}",
        ),
    )


def moved_text(planned: date | None, now: date | None) -> str:
    """How far a date has moved, in words; what is missing is said.

    Up to two weeks in days, up to two months in weeks, then in months.
    """
    if planned is None:
        return "no day was planned"
    if now is None:
        return "no day is expected"
    days = (now - planned).days
    if days == 0:
        return "as planned"
    way = "later" if days > 0 else "earlier"
    size = abs(days)
    if size <= 14:
        return f"{counted(size, 'day')} {way}"
    if size < 61:
        return f"{counted(round(size / 7), 'week')} {way}"
    return f"{counted(round(size / DAYS_A_MONTH), 'month')} {way}"


def finding_of(rows: Sequence[Row]) -> tuple[str, str]:
    """How many milestones are done, and how the others stand."""
    if not rows:
        return "No milestones are held", NOT_HELD
    counts = Counter(one["status"] for one in rows)
    are = "is" if 1 in (counts["Done"], len(rows)) else "are"
    title = f"{number_text(counts['Done'])} of {counted(len(rows), 'milestone')} {are} done"
    listed = [
        f"{number_text(counts[one])} {one.lower()}"
        for one in dict.fromkeys([*STATUSES, *counts])
        if counts[one] and one != "Done"
    ]
    said = f"The others: {words.sentence_list(listed)}. " if listed else ""
    behind = [one for one in rows if (_slip(one) or 0) > 0]
    if behind:
        worst = max(behind, key=lambda one: _slip(one) or 0)
        said += (
            f"{counted(len(behind), 'milestone')} came or will come later than planned, the most "
            f"“{worst['milestone']}”: {moved_text(_day(worst, 'planned'), _now(worst))}."
        )
    return title, said.strip()


def status_text(status: str) -> str:
    """A status with its symbol: never by colour alone."""
    return f"{STATUSES[status]} {status}" if status in STATUSES else status


def _is_of(context: Context, one: Phase | Workstream) -> bool:
    return context.inside.place_id in one.places


def _day(row: Row, which: str) -> date | None:
    held = row[f"{which}_date"]
    return None if held is None else held.date()


def _now(row: Row) -> date | None:
    """The day that it was done, else the day now expected; planned, where nothing else is said
    and it still goes that way."""
    found = _day(row, "done") or _day(row, "forecast")
    if found is None and row["status"] == "On course":
        return _day(row, "planned")
    return found


def _expected(row: Row) -> str:
    """The day now expected; what is done or stopped needs none."""
    when = _day(row, "forecast")
    return "" if when is None and row["status"] in CLOSED else text_of(when)


def _slip(row: Row) -> int | None:
    planned, now = _day(row, "planned"), _now(row)
    return None if planned is None or now is None else (now - planned).days


def _by_date(row: Row) -> tuple[bool, date, str]:
    when = _day(row, "planned") or _now(row)
    return when is None, when or date.min, row["milestone"]


def _table(context: Context, rows: Sequence[Row], streams: Sequence[Workstream]) -> Table:
    labels = [
        "Milestone", "Status", "Planned for", "Now expected", "Done on", "Moved", "Workstream",
        "Phase", "Place", "Owner", "Note",
    ]  # fmt: skip
    cells = [
        (
            one["milestone"], status_text(one["status"]), text_of(_day(one, "planned")),
            _expected(one), date_text(_day(one, "done")),
            moved_text(_day(one, "planned"), _now(one)), _stream(one["workstream"], streams),
            text_of(one["phase"]), display_name(place_name(context, one["area_code"])),
            text_of(one["owner"]), one["note"] or "",
        )
        for one in rows
    ]  # fmt: skip
    return made_of(list(map(Column, labels)), cells)


def _stream(written: str, streams: Sequence[Workstream]) -> str:
    return next((one.title for one in streams if one.is_meant(written)), written)


def _phases(phases: Sequence[Phase]) -> Table:
    rows = [(one.title, date_text(one.starts), date_text(one.ends), one.aim) for one in phases]
    return made_of(list(map(Column, ("Phase", "From", "To", "Aim"))), rows)


def _workstreams(streams: Sequence[Workstream], rows: Sequence[Row]) -> Table:
    labels = ("Workstream", "Since", "Aims", "Milestones")
    cells = [(one.title, one.begun, " ".join(one.aims), _counts(one, rows)) for one in streams]
    return made_of(list(map(Column, labels)), cells)


def _papers(phases: Sequence[Phase], streams: Sequence[Workstream]) -> tuple[str, ...]:
    """A sentence a document, with what is from it."""
    named: dict[str, list[str]] = {}
    for one in (*phases, *streams):
        named.setdefault(one.source, []).append(one.title)
    return tuple(f"{words.sentence_list(titles)}: {source}." for source, titles in named.items())


def _counts(stream: Workstream, rows: Sequence[Row]) -> str:
    counts = Counter(one["status"] for one in rows if stream.is_meant(one["workstream"]))
    listed = [f"{counts[one]} {one.lower()}" for one in STATUSES if counts[one]]
    return words.sentence_list(listed) or "none held"


def _notes(context: Context, rows: Sequence[Row], streams: Sequence[Workstream]) -> tuple[str, ...]:
    said = []
    if not streams:
        said.append(
            "No workstreams or phases are defined for this place: data/definitions/programme says "
            "which place each is of."
        )
    others = sorted({one["workstream"] for one in rows if not _known(one, streams)})
    if others and streams:
        said.append(f"Workstreams that no definition has: {words.sentence_list(others)}.")
    said += _contradictions(rows)
    larger = len(rows_of(context, "milestones")) - len(rows)
    if larger > 0:
        are = "is" if larger == 1 else "are"
        said.append(
            f"{counted(larger, 'milestone')} {are} of other or larger places, and not shown here."
        )
    return tuple(said)


def _known(row: Row, streams: Sequence[Workstream]) -> bool:
    return any(one.is_meant(row["workstream"]) for one in streams)


def _contradictions(rows: Sequence[Row]) -> list[str]:
    """Milestones of which one field says what another does not."""
    checks = (
        ("marked as done without a day",
         lambda one: one["status"] == "Done" and _day(one, "done") is None),
        ("with a day on which they were done, and not marked as done",
         lambda one: one["status"] != "Done" and _day(one, "done") is not None),
        ("marked as on course and now expected later than planned",
         lambda one: one["status"] == "On course" and (_slip(one) or 0) > 0),
        ("without a day that was planned", lambda one: _day(one, "planned") is None),
    )  # fmt: skip
    said = []
    for what, is_so in checks:
        found = [f"“{one['milestone']}”" for one in rows if is_so(one)]
        if found:
            said.append(f"To check: milestones {what}: {words.sentence_list(found)}.")
    return said


def _bars(rows: Sequence[Row], phases: Sequence[Phase]) -> pd.DataFrame:
    made = [
        (one.title, "phase", "", _number(one.starts), _number(one.ends), NONE, "",
         f"{date_text(one.starts)} to {date_text(one.ends)}: {one.aim}")
        for one in phases
    ]  # fmt: skip
    for one in rows:
        planned, now = _day(one, "planned"), _now(one)
        moved = moved_text(planned, now)
        shown = now or planned
        made.append(
            (one["milestone"], "milestone", one["status"], _number(planned), _number(now),
             _number(shown), f"{one['status']}, {moved}",
             f"{one['status']}; planned for {text_of(planned)}; {moved}")
        )  # fmt: skip
    return pd.DataFrame(made, columns=[*CHART_COLUMNS])


def _number(when: date | None) -> float:
    """Days since 1970: a number has no time zone."""
    return NONE if when is None else float(when.toordinal() - date(1970, 1, 1).toordinal())
