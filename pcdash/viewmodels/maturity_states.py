"""States of a framework in letters and steps, and rounds and ages in words. No data are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pcdash.definitions.models import Framework, Theme
from pcdash.definitions.periods import MONTHS
from pcdash.grammar import counted
from pcdash.viewmodels.numbers import is_missing, number_text

LONGEST_SHORT = 3  # letters that a cell, or the head of a column, has room for
ONE_ROUND_DAYS = 45  # days between two assessments that are still of one round
ARROWS = {1: "↑", 0: "→", -1: "↓"}
MOVES = {1: "higher than before", 0: "as before", -1: "lower than before"}


@dataclass(frozen=True)
class Round:
    """Assessments that belong together, from the first day to the last."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """The month, or from which month to which."""
        start, end = _month(self.first), _month(self.last)
        return start if start == end else f"{start} to {end}"

    def has(self, day: date) -> bool:
        """Whether a day is of the round."""
        return self.first <= day <= self.last


def rounds_of(days: Iterable[date]) -> tuple[Round, ...]:
    """The rounds that assessments make, oldest first: days close to each other are of one."""
    found: list[Round] = []
    for day in sorted(set(days)):
        if found and (day - found[-1].last).days <= ONE_ROUND_DAYS:
            found[-1] = Round(found[-1].first, day)
        else:
            found.append(Round(day, day))
    return tuple(found)


def shorts_of(states: Sequence[str]) -> dict[str, str]:
    """Each state as a cell shows it: A, A/B; F and 1 for Foundation and Step 1.

    Where letters would not tell the states apart, their numbers do.
    """
    found = {one: "/".join(map(_short, one.split("/"))) for one in states}
    if len(set(found.values())) == len(states):
        return found
    return {one: str(number) for number, one in enumerate(states, start=1)}


def place_of(framework: Framework, theme_id: str, state: object) -> int | None:
    """The place of a state among those of its theme, from 0; None for one that is not of them."""
    states = framework.states_of(theme_id)
    return states.index(state) if state in states else None


def share_of(framework: Framework, theme_id: str, place: int | None) -> float | None:
    """How far between the first state (0) and the last (1) a place is."""
    return None if place is None else place / (len(framework.states_of(theme_id)) - 1)


def steps_between(framework: Framework, theme_id: str, one: int, other: int) -> float:
    """How many whole states lie between two places; half a state is one in between."""
    has_between = len(framework.states_of(theme_id)) > _whole(framework, theme_id)
    return (other - one) / (2 if has_between else 1)


def steps_text(steps: float) -> str:
    """A number of steps: 1 step, 1.5 steps."""
    if steps == int(steps):
        return counted(int(steps), "step")
    return f"{number_text(steps, decimals=1)} steps"


def months_between(day: date, until: date) -> int:
    """Whole months from a day to another."""
    months = 12 * (until.year - day.year) + until.month - day.month
    return max(months - (until.day < day.day), 0)


def age_text(months: float | None) -> str:
    """An age in months, in words."""
    if is_missing(months):
        return ""
    return "less than a month old" if months < 1 else f"{counted(int(months), 'month')} old"


def descriptors_of(framework: Framework, theme_id: str) -> Mapping[str, str]:
    """What each whole state of a theme looks like, in words; of none where nobody wrote it."""
    theme = framework.theme(theme_id)
    if theme is None or not theme.descriptors:
        return {}
    return dict(zip(theme.states or framework.states, theme.descriptors, strict=True))


def has_short_id(theme: Theme) -> bool:
    """Whether people know the theme by its id, such as 1a."""
    return len(theme.id) <= LONGEST_SHORT


def theme_head(theme: Theme) -> str:
    """The heading of a theme's column in a table."""
    return theme.id if has_short_id(theme) else theme.title


def theme_name(theme: Theme) -> str:
    """A theme with its id, where that is short."""
    return f"{theme.id} {theme.title}" if has_short_id(theme) else theme.title


def _whole(framework: Framework, theme_id: str) -> int:
    theme = framework.theme(theme_id)
    return len(theme.states if theme and theme.states else framework.states)


def _short(state: str) -> str:
    if len(state) <= LONGEST_SHORT:
        return state
    last = state.split()[-1]
    return last if last.isdigit() else state[0]


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
