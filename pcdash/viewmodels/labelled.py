"""What sentences say and charts draw alike: a level, a date and an icon, each with its words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Line:
    """A level to compare with: whose it is, where it lies, and what its label says."""

    name: str
    value: float
    label: str


@dataclass(frozen=True)
class Mark:
    """A date that a time chart marks, in a few words."""

    date: date
    label: str


@dataclass(frozen=True)
class Icon:
    """One icon: what it is about, the kind that colours it, its letter and its words."""

    about: str
    kind: str
    letter: str
    words: str
