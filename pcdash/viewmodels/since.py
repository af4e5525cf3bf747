"""Since when: the last meeting of the place, or an earlier snapshot; and what changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pcdash.definitions.models import Event
from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import headlines, words
from pcdash.viewmodels.choices import Choices, usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.facts import key_of
from pcdash.viewmodels.numbers import date_text
from pcdash.viewmodels.records import inside_of
from pcdash.viewmodels.signals import Found, signals_of
from pcdash.viewmodels.tables import Table
from pcdash.viewmodels.target_rows import rows_of_targets
from pcdash.viewmodels.target_words import LABELS

NAMED = 3
NOTHING_EARLIER = "This is the first snapshot that is kept: there is nothing to compare it with."


@dataclass(frozen=True)
class Bases:
    """The snapshots that today's can be compared with, by number; the usual one is the first.

    `note` says of the last meeting what the choices do not.
    """

    choices: Choices
    note: str


@dataclass(frozen=True)
class Changes:
    """What is otherwise than in an earlier snapshot, in sentences, and the findings that moved."""

    sentences: tuple[str, ...]
    moved: Table


def bases(
    context: Context, moves: Sequence[Mapping[str, object]], kept: Iterable[int], today: date
) -> Bases:
    """What the snapshot of a context can be compared with.

    Args:
        moves: The journal of the store, oldest first, as `Store.journal` gives it.
        kept: The numbers of the snapshots that can be opened.
        today: Meetings after it have not been held.
    """
    own = context.snapshot.number
    earlier = [one for one in sorted(kept, reverse=True) if one < own]
    published = {int(str(one["snapshot"])): _day(one) for one in moves if one["kind"] != "rollback"}
    labels = {
        str(one): f"Snapshot {one}" + (f", {date_text(published[one])}" if one in published else "")
        for one in earlier
    }
    meeting = last_meeting(context, today)
    if meeting is None:
        return Bases(Choices(labels), "No meeting of the place is held among its events.")
    said = f"The last meeting was on {date_text(meeting.date)} ({meeting.title})"
    then = _current_on(moves, meeting.date)
    if then == own:
        return Bases(Choices(labels), f"{said}; nothing has been published since.")
    if then is None or str(then) not in labels:
        return Bases(Choices(labels), f"{said}; no snapshot of then is kept.")
    at = f"The last meeting, {date_text(meeting.date)} (snapshot {then})"
    return Bases(Choices({str(then): at} | {k: v for k, v in labels.items() if k != str(then)}), "")


def last_meeting(context: Context, today: date) -> Event | None:
    """The latest meeting of the place, or of everywhere, that has been held."""
    inside = set(inside_of(context, context.inside.system_code))
    held = [
        one
        for one in context.catalogue.events.values()
        if one.kind == "meeting" and one.date <= today and (not one.areas or inside & {*one.areas})
    ]
    return max(held, key=lambda one: one.date, default=None)


def snapshot_since(moves: Sequence[Mapping[str, object]], day: date) -> int:
    """The snapshot that was the current one at the end of a day.

    Raises:
        UserFacingError: nothing was published until then.
    """
    found = _current_on(moves, day)
    if found is None:
        first = f" The first was published on {date_text(_day(moves[0]))}." if moves else ""
        raise UserFacingError(f"No snapshot was published until {date_text(day)}.{first}")
    return found


def _current_on(moves: Sequence[Mapping[str, object]], day: date) -> int | None:
    """The snapshot that was the current one at the end of a day."""
    until = [int(str(one["snapshot"])) for one in moves if _day(one) <= day]
    return until[-1] if until else None


def _day(move: Mapping[str, object]) -> date:
    return datetime.fromisoformat(str(move["at"])).date()


def changes_since(now: Context, then: Context, q: float) -> Changes:
    """What a snapshot says otherwise than an earlier one.

    Args:
        q: The false discovery rate of the signals of both.
    """
    moved = headlines.moved(then.kept(headlines.headlines), now.kept(headlines.headlines))
    sentences = [
        *_targets(now, then),
        *_signals(signals_of(now, q), signals_of(then, q)),
        *_periods(now, then),
        *_loads(now, then),
    ]
    return Changes(tuple(sentences), moved)


def _loads(now: Context, then: Context) -> Iterator[str]:
    held, before = (run_query(one.snapshot, "load_history") for one in (now, then))
    new = held[~held["load_key"].isin(before["load_key"])]
    if len(new):
        parts = [
            f"{counted(int(new[name].sum()), 'figure')} {name}"
            for name in ("added", "changed", "removed")
            if new[name].sum()
        ]
        said = words.sentence_list(parts) or "no figure changed"
        yield f"{counted(len(new), 'load')}: {said}."


def _periods(now: Context, then: Context) -> Iterator[str]:
    """Indicators of which a later period is held than was."""
    newer = [
        f"{one.title} ({period})"
        for one in now.catalogue.indicators.values()
        for period in [usual_period(now.holdings, one.id)]
        if period is not None and period != usual_period(then.holdings, one.id)
    ]
    if newer:
        have = "has a later period" if len(newer) == 1 else "have a later period"
        named = words.list_with_more(newer[:NAMED], len(newer))
        yield f"{counted(len(newer), 'indicator')} {have}: {named}."


def _targets(now: Context, then: Context) -> Iterator[str]:
    before = {key_of(one): one.way.state for one in then.kept(rows_of_targets)}
    moved = [
        f"{one.way.indicator.title}, {one.place} ({LABELS[before[key_of(one)]].lower()} → "
        f"{LABELS[one.way.state].lower()})"
        for one in now.kept(rows_of_targets)
        if key_of(one) in before and before[key_of(one)] != one.way.state
    ]
    if moved:
        stand = "target stands" if len(moved) == 1 else "targets stand"
        yield f"{len(moved)} {stand} elsewhere: {words.list_with_more(moved[:NAMED], len(moved))}."


def _signals(found: Found, before: Found) -> Iterator[str]:
    now, then = (
        {(one.kind, one.indicator_id, one.area_code, one.side) for one in every.signals}
        for every in (found, before)
    )
    new, gone = len(now - then), len(then - now)
    if new or gone:
        yield f"{counted(new, 'signal')} new, {gone} no longer there."
