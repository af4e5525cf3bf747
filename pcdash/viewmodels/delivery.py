"""How far the aspects of a framework are, as declared or assured: by quarter, and today.

What is declared for a quarter holds for that quarter. Nothing is carried over a gap, and nothing
that was not declared is taken to be undone: it is unknown.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pcdash.definitions.models import Framework
from pcdash.definitions.periods import Period, between, parse_period, quarter
from pcdash.errors import NoDataError
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.records import Row, rows_of
from pcdash.viewmodels.words import uncapitalised

SPECIFICATION, ACTIONS = "service_specification", "high_impact_actions"
TITLES = {SPECIFICATION: "The service specification is", ACTIONS: "The high impact actions are"}
# The grid of the delivery plan: the strategy's appendix A ends with the quarter from January 2021.
FIRST, LAST = "Q1 2015/16", "Q4 2020/21"
SELF, ASSURED = "Self-declared", "Assured"
UNKNOWN = "Unknown: nothing declared"


@dataclass(frozen=True)
class Declared:
    """What one record says: a state of an aspect in a quarter, and on what basis.

    `coverage` is a percentage of the population, 0 to 100, or None.
    """

    area_code: str
    aspect: str
    quarter: Period
    written: str
    basis: str
    state: str
    coverage: float | None
    evidence: str | None
    note: str | None
    row: Row

    @property
    def short(self) -> str:
        """The state with its coverage: "Active, 40%"."""
        if self.coverage is None:
            return self.state
        return f"{self.state}, {number_text(self.coverage)}%"

    @property
    def said(self) -> str:
        """The state with its coverage, quarter and basis."""
        quarter_said = self.quarter.label
        if self.written != quarter_said:
            quarter_said = f"{quarter_said}, written as {self.written}"
        return f"{self.short} ({quarter_said}, {uncapitalised(self.basis)})"


def quarters() -> tuple[Period, ...]:
    """The quarters of the grid, in order."""
    return between(parse_period(FIRST), parse_period(LAST))


def framework_of(context: Context, framework_id: str) -> Framework:
    """The framework as it is defined.

    Raises:
        NoDataError: no definition has it.
    """
    found = context.catalogue.frameworks.get(framework_id)
    if found is None:
        raise NoDataError(
            f"{TITLES[framework_id]} not defined: data/definitions/frameworks has no framework "
            f"{framework_id!r}. Put its file back."
        )
    return found


def reached(framework: Framework) -> tuple[str, ...]:
    """The states of what is done: the last two. Those before are of what is to come."""
    return framework.states[-2:]


def declared_of(
    context: Context, framework: Framework, codes: Collection[str] | None = None
) -> tuple[Declared, ...]:
    """What is declared of the aspects of a framework, by some places or all, in time's order."""
    found = context.kept(_declared_of, framework.id)
    if codes is None:
        return found
    wanted = frozenset(codes)
    return tuple(one for one in found if one.area_code in wanted)


def _declared_of(context: Context, framework_id: str) -> tuple[Declared, ...]:
    themes = {one.id for one in context.catalogue.frameworks[framework_id].themes}
    rows = [row for row in rows_of(context, "declarations") if row["aspect"] in themes]
    return tuple(sorted(map(_declared, rows), key=lambda one: (one.quarter, one.basis != SELF)))


def strangers(context: Context) -> tuple[str, ...]:
    """Aspects that records are of and that no framework has (any more)."""
    known = {theme.id for one in context.catalogue.frameworks.values() for theme in one.themes}
    written = [row["aspect"] for row in rows_of(context, "declarations")]
    written += [row["aspect"] for row in rows_of(context, "activities")]
    return tuple(sorted({one for one in written if one not in known}))


def by_quarter(found: Iterable[Declared]) -> dict[tuple[str, str], Declared]:
    """What counts for each aspect and quarter of one place: what was assured, else declared."""
    return {(one.aspect, one.quarter.label): one for one in found}


def latest(found: Iterable[Declared], *, basis: str) -> dict[tuple[str, str], Declared]:
    """The last thing that each place has said of each aspect on one basis."""
    return {(one.area_code, one.aspect): one for one in found if one.basis == basis}


def standing(found: Sequence[Declared], framework: Framework) -> Declared | None:
    """Where one aspect of one place stands: the last state that was reached, else the last plan.

    Args:
        found: All that was declared of the aspect, in time's order.
    """
    done = [one for one in found if one.state in reached(framework)]
    return next(reversed(done or found), None)


def front(found: Iterable[Declared], framework: Framework) -> Period | None:
    """The last quarter that somebody reported on: of which something is active or delivered."""
    ends = [one.quarter for one in found if one.state in reached(framework)]
    return max(ends, default=None)


def still_to_come(found: Sequence[Declared], framework: Framework, today: Period | None) -> str:
    """What is said of an aspect beyond where it stands: a plan to come, or one that has passed."""
    now = standing(found, framework)
    plans = [one for one in found if one.state not in reached(framework)]
    if now is None or not plans:
        return ""
    last = plans[-1]
    if now.state in reached(framework):
        later = [one for one in plans if one.quarter > now.quarter]
        if not later:
            return ""
        first = later[0].quarter.label
        to = f" to {last.quarter.label}" if last.quarter.label != first else ""
        return f"Then {last.state.lower()}, {first}{to}"
    if today is not None and last.quarter < today:
        return f"{last.state} for {last.quarter.label}; nothing is reported since"
    return ""


def doubly_said(own: Sequence[Declared]) -> list[str]:
    """Aspects and quarters of which two bases say two things, in words."""
    held: dict[tuple[str, str], list[Declared]] = {}
    for one in own:
        held.setdefault((one.aspect, one.quarter.label), []).append(one)
    return [
        f"{aspect} in {label}, declared {both[0].state.lower()}, assured {both[-1].state.lower()}"
        for (aspect, label), both in held.items()
        if both[0].basis != both[-1].basis and both[0].state != both[-1].state
    ]


def letters_of(states: Sequence[str]) -> Mapping[str, str]:
    """The first letter of each state, or the first two where several begin alike."""
    firsts = [state[:1] for state in states]
    return {one: one[:1] if firsts.count(one[:1]) == 1 else one[:2] for one in states}


def _declared(row: Row) -> Declared:
    return Declared(
        row["area_code"], row["aspect"], quarter_of(row["period"]), row["period"], row["basis"],
        row["state"], row["coverage"], row["evidence"], row["note"], row,
    )  # fmt: skip


def quarter_of(label: str) -> Period:
    """The quarter that a period ends in."""
    period = parse_period(label)
    if period.kind == "quarter":
        return period
    end = period.end
    first = end.year if end.month > 3 else end.year - 1
    return quarter(first, (end.month - 4) % 12 // 3 + 1)
