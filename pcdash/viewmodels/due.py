"""When the next figures of a source are due, from what is held and how often it is published."""

from dataclasses import dataclass
from datetime import date, timedelta

from pcdash.definitions.models import Source
from pcdash.definitions.periods import (
    MONTHS,
    Period,
    calendar_year,
    financial_year,
    following,
    month,
    quarter,
)

# In the order in which something is to be done about them.
OVERDUE, DUE, NEVER, CURRENT, NONE = (
    "Overdue", "Due", "Never loaded", "Up to date", "No calendar",
)  # fmt: skip
STATES = (OVERDUE, DUE, NEVER, CURRENT, NONE)
GRACE = timedelta(days=31)  # after the usual day a file is due, and only then overdue
EVERY = {"month": "Every month", "quarter": "Every quarter", "year": "Every year"}


@dataclass(frozen=True)
class Standing:
    """Whether a source's next file is due: a state of `STATES`, and why in a sentence.

    `awaited` is the period that comes after what is held, and `on` the day on which it is
    usually out; None where nothing is awaited.
    """

    state: str
    said: str
    awaited: Period | None = None
    on: date | None = None


def standing(source: Source, last: Period | None, *, is_loaded: bool, today: date) -> Standing:
    """Whether the next file of a source is due.

    Args:
        last: The latest period of which figures are held; None where there are none.
        is_loaded: Whether a file of it was ever loaded and counts.
    """
    if last is None and not is_loaded:
        return Standing(NEVER, "No file of it was loaded yet.")
    if not source.is_regular:
        return Standing(NONE, f"{_held(last)} {_irregular(source)}")
    if last is None:
        return Standing(
            DUE, f"Its files hold no figures of a period yet. {EVERY[source.published]}."
        )
    awaited = next_period(source, last)
    on = awaited.end + timedelta(days=source.days_after_end)
    state = CURRENT if today < on else DUE if today <= on + GRACE else OVERDUE
    verb = {CURRENT: "is due", DUE: "is usually out", OVERDUE: "was due"}[state]
    said = f"Last held: {last.label}; the next, {awaited.label}, {verb} in {month_text(on)}."
    return Standing(state, said, awaited, on)


def next_period(source: Source, last: Period) -> Period:
    """The span that a regular source is published for after the one that a period ends in."""
    end = last.end
    first = end.year - (end.month < 4)  # of the financial year
    if source.published == "month":
        return following(month(end.year, end.month))
    if source.published == "quarter":
        return following(quarter(first, (end.month - 4) % 12 // 3 + 1))
    is_calendar = last.kind in ("calendar", "day")
    return following(calendar_year(end.year) if is_calendar else financial_year(first))


def published_text(source: Source) -> str:
    """How often a source is published, and when after the end of what it is about."""
    if source.published is None:
        return "Not known"
    if not source.is_regular:
        return "Irregularly"
    days = source.days_after_end
    when = f"{abs(days)} days {'after' if days >= 0 else 'before'} its end"
    sure = "" if source.timing_confirmed else " (unconfirmed)"
    return f"{EVERY[source.published]}, about {when}{sure}"


def month_text(when: date) -> str:
    """The month of a day, as Nov 2020."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def _held(last: Period | None) -> str:
    return f"Last held: {last.label}." if last else "It has no figures by period."


def _irregular(source: Source) -> str:
    if source.published is None:
        return "How often it is published is not known."
    return "It is published irregularly, so nothing is overdue."
