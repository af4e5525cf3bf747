"""The load calendar: which file is due, which was loaded last, and what each looks like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pandas as pd

from pcdash.definitions.models import Source
from pcdash.definitions.periods import Period, parse_period
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.due import (
    CURRENT,
    DUE,
    NEVER,
    NONE,
    OVERDUE,
    STATES,
    Standing,
    published_text,
    standing,
)
from pcdash.viewmodels.loads import by_text
from pcdash.viewmodels.numbers import date_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.words import capitalised, sentence_list

COLUMNS = (
    "State", "Source", "Publisher", "What is held, and what comes next", "Last loaded", "By",
    "Last file", "Published",
)  # fmt: skip
SHOWN = ("State", "Source and publisher", "What is held, and what comes next", "Last loaded")
TIMING, LAYOUTS = "When files come out", "What each file looks like"
RULE = (
    "The next period follows from the latest one held of a source’s indicators. A file is due "
    "from its usual day on, and overdue a month later."
)
ILLUSTRATIVE = "Made for illustration{}: no file is awaited."


class Layout(Protocol):
    """A file that is known: of which source it is, what it is called and looks like."""

    source: str
    title: str
    layout: str


@dataclass(frozen=True)
class Entry:
    """One source in the calendar.

    `last_held` is the label of a period; `last_file`, `loaded_on` and `loaded_by` are empty or
    None where no file of it counts. `layouts` pairs the title of each file with its looks.
    """

    source: Source
    standing: Standing
    last_held: str
    last_file: str
    loaded_on: date | None
    loaded_by: str
    layouts: tuple[tuple[str, str], ...]

    def as_dict(self) -> dict[str, object]:
        """The entry for programs: dates in ISO form."""
        awaited, on = self.standing.awaited, self.standing.on
        return {
            "source": self.source.id,
            "title": self.source.title,
            "publisher": self.source.publisher,
            "state": self.standing.state,
            "said": self.standing.said,
            "last_held": self.last_held or None,
            "next_period": awaited.label if awaited else None,
            "due_on": on.isoformat() if on else None,
            "published": self.source.published,
            "days_after_end": self.source.days_after_end,
            "timing_confirmed": self.source.timing_confirmed,
            "timing_note": self.source.timing_note,
            "last_file": self.last_file or None,
            "loaded_on": self.loaded_on.isoformat() if self.loaded_on else None,
            "loaded_by": self.loaded_by or None,
            "layouts": [{"title": title, "layout": layout} for title, layout in self.layouts],
        }


@dataclass(frozen=True)
class CalendarView:
    """The calendar in words: what needs doing first stands first.

    `shown` has the columns of `table` that a page has room for.
    """

    finding: str
    sentence: str
    entries: tuple[Entry, ...]
    table: Table
    shown: Table
    layouts: Table
    timing: tuple[str, ...]
    provenance: Provenance
    layouts_provenance: Provenance

    def lines(self) -> tuple[str, ...]:
        """The calendar for a person at a command line."""
        made = [self.finding, self.sentence]
        for one in self.entries:
            last = (
                f" Loaded {date_text(one.loaded_on)} by {one.loaded_by}." if one.last_file else ""
            )
            made.append(f"{one.standing.state}: {one.source.publisher}, {one.source.title}")
            made.append(f"    {one.standing.said}{last}")
        return tuple(line for line in made if line)


def build_calendar(
    context: Context, sources: Mapping[str, Source], layouts: Iterable[Layout], *, today: date
) -> CalendarView:
    """The load calendar of a snapshot.

    Args:
        sources: The sources as they are defined today, by id.
        layouts: The files that are known; a source that has none is not in the calendar.
        today: The day that due and overdue are counted to.
    """
    known = list(layouts)
    last = run_query(context.snapshot, "last_files_of_sources").set_index("source_id")
    held = _last_held(context)
    entries = [
        _entry(context, one, held.get(one.id), last, known, today)
        for one in sources.values()
        if any(layout.source == one.id for layout in known)
    ]
    entries.sort(key=_first_things_first)
    is_illustrative = context.inside.is_illustrative
    about = (("As of", date_text(today)), ("Snapshot", str(context.snapshot.number)))
    return CalendarView(
        finding=_finding(entries, is_illustrative=is_illustrative),
        sentence="" if is_illustrative else _sentence(entries),
        entries=tuple(entries),
        table=made_of(map(Column, COLUMNS), map(_row, entries)),
        shown=made_of(map(Column, SHOWN), map(_shown, entries)),
        layouts=_layouts(entries),
        timing=tuple(_timing(entries)),
        provenance=provenance(
            "Load calendar", about, is_illustrative=is_illustrative, file_name="load_calendar"
        ),
        layouts_provenance=provenance(
            LAYOUTS, about, is_illustrative=is_illustrative,
            file_name="layouts",
        ),
    )  # fmt: skip


def _last_held(context: Context) -> dict[str, Period]:
    """The latest period of which each source has a figure, by the id of the source."""
    held = context.holdings[context.holdings["areas_with_value"] > 0]
    indicators = context.catalogue.indicators
    found: dict[str, Period] = {}
    for indicator_id, label in held[["indicator_id", "period"]].drop_duplicates().to_numpy():
        source, period = indicators[indicator_id].source, parse_period(label)
        found[source] = max(period, found.get(source, period))
    return found


def _entry(
    context: Context,
    source: Source,
    held: Period | None,
    last: pd.DataFrame,
    layouts: list[Layout],
    today: date,
) -> Entry:
    is_loaded = source.id in last.index
    held = held if is_loaded else None  # figures of it that people typed are no file of its own
    if context.inside.is_illustrative:
        to = f", to {held.label}" if held else ""
        stands = Standing(NONE, ILLUSTRATIVE.format(to))
    else:
        stands = standing(source, held, is_loaded=is_loaded, today=today)
    file = last.loc[source.id] if is_loaded else None
    return Entry(
        source,
        stands,
        last_held=held.label if held else "",
        last_file=str(file["file_name"]) if is_loaded else "",
        loaded_on=file["loaded_at"].date() if is_loaded else None,
        loaded_by=by_text(file["loaded_by"], file["approved_by"]) if is_loaded else "",
        layouts=tuple((one.title, one.layout) for one in layouts if one.source == source.id),
    )


def _first_things_first(one: Entry) -> tuple[int, date, str]:
    return (
        STATES.index(one.standing.state), one.standing.on or date.max, one.source.title,
    )  # fmt: skip


def _finding(entries: list[Entry], *, is_illustrative: bool) -> str:
    if is_illustrative:
        return "Illustrative data: no file is due"
    count = {state: sum(one.standing.state == state for one in entries) for state in STATES}
    if not count[OVERDUE] + count[DUE]:
        return "No source is due"
    parts = [f"{count[state]} {state.casefold()}" for state in (OVERDUE, DUE) if count[state]]
    return f"Of {counted(len(entries), 'source')}, {sentence_list(parts)}"


def _sentence(entries: list[Entry]) -> str:
    parts = {
        NEVER: "never loaded",
        CURRENT: "up to date",
        NONE: "with no calendar, which are never overdue",
    }
    count = {state: sum(one.standing.state == state for one in entries) for state in parts}
    said = [f"{count[state]} {words}" for state, words in parts.items() if count[state]]
    return f"{capitalised(sentence_list(said))}." if said else ""


def _row(one: Entry) -> tuple[str, ...]:
    return (
        one.standing.state,
        one.source.title,
        one.source.publisher,
        one.standing.said,
        date_text(one.loaded_on),
        one.loaded_by,
        one.last_file,
        published_text(one.source),
    )


def _shown(one: Entry) -> tuple[str, ...]:
    on = f"{date_text(one.loaded_on)}, by {one.loaded_by}" if one.last_file else ""
    source = f"{one.source.title} ({one.source.publisher})"
    return (one.standing.state, source, one.standing.said, on)


def _layouts(entries: list[Entry]) -> Table:
    return made_of(
        [Column("Source"), Column("File"), Column("What it looks like")],
        [(one.source.title, *layout) for one in entries for layout in one.layouts],
    )


def _timing(entries: list[Entry]) -> Iterable[str]:
    for one in entries:
        if one.source.timing_note:
            sure = (
                "" if one.source.timing_confirmed or not one.source.is_regular else "Unconfirmed: "
            )
            yield f"{one.source.title}: {sure}{one.source.timing_note}"
