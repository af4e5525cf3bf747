"""What waits for a second person's approval, in words."""

from datetime import datetime

from pcdash.viewmodels.numbers import date_text


def label_of(by: str, at: str, note: str, what: str) -> str:
    """A proposal in a line: when, by whom, of what, why."""
    when = datetime.fromisoformat(at)
    why = f": {note}" if note else ""
    return f"{date_text(when)}, {when:%H:%M}, {by}, {what}{why}"


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, but for case and spaces."""
    return one.casefold().split() == other.casefold().split()
