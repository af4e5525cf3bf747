"""Actual against planned, with a target: the lines of a plan as points, a table and a finding.

What strategy documents print and what was loaded by workbook are drawn by the same rules: a period
of which a line has no value is a gap in it, never bridged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from pcdash.definitions.periods import Period, parse_period
from pcdash.viewmodels.differences import signed
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.tables import Column, Table, made_of

ACTUAL = "Actual"
NONE = float("nan")
BLANK, GAP = "[z]", "[x]"  # outside a line, and inside it
# A step this much longer than the line's shortest is a gap.
LONGER = 1.6
Values = Mapping[str, float]


@dataclass(frozen=True)
class Line:
    """One line of a plan: its name, its look (a role of `charts.time_series`), and its values."""

    name: str
    role: str
    values: Values


@dataclass(frozen=True)
class Plan:
    """A plan: actual values, planned ways with the one that counts first, and a target.

    `decimals` are those that figures are written with; None writes them as they were printed.
    """

    title: str
    unit: str
    decimals: int | None
    actual: Values
    ways: tuple[Line, ...]
    target: float | None = None
    target_title: str = "Target"
    due: str | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Actual, then the planned ways."""
        return (Line(ACTUAL, "area", self.actual), *self.ways)

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period that a line or the target has, in order of time."""
        labels = {label for line in self.lines for label in line.values}
        labels |= {self.due} if self.due and self.target is not None else set()
        return tuple(sorted(map(parse_period, labels)))

    @property
    def variance(self) -> float | None:
        """The planned value of the period in which the target is due, less the target."""
        planned = self.ways[0].values.get(self.due or "") if self.ways else None
        return None if planned is None or self.target is None else planned - self.target

    def text(self, value: float | None) -> str:
        """A value as the plan writes it; nothing where there is none."""
        if value is None:
            return BLANK
        if self.decimals is None:
            return number_text(value, decimals=0 if value == int(value) else 1)
        return number_text(value, decimals=self.decimals)

    def difference(self, value: float) -> str:
        """A difference as the plan writes it, with its sign."""
        return signed(value, 1 if self.decimals is None else self.decimals)


def points_of(plan: Plan) -> pd.DataFrame:
    """The points of the chart, with the columns of `pcdash.charts.time_series`."""
    periods = plan.periods
    rows = [row for line in plan.lines for row in _line_rows(plan, line, periods)]
    if plan.target is not None and plan.due:
        rows.append(_row(plan.target_title, "target", parse_period(plan.due), plan.target, plan))
    return pd.DataFrame(rows)


def table_of(plan: Plan) -> Table:
    """A row a period and a column a line, then the target and the variance from it."""
    columns = [Column("Period"), *(Column(line.name, is_number=True) for line in plan.lines)]
    if plan.target is not None:
        columns.append(Column(plan.target_title, is_number=True))
    if plan.variance is not None:
        columns.append(Column("Variance of the planned value from it", is_number=True))
    gaps = [{one.label for one in _gaps(line, plan.periods)} for line in plan.lines]
    rows = []
    for label in (one.label for one in plan.periods):
        cells = [
            GAP if label in missing else plan.text(line.values.get(label))
            for line, missing in zip(plan.lines, gaps, strict=True)
        ]
        is_due = label == plan.due
        if plan.target is not None:
            cells.append(plan.text(plan.target) if is_due else BLANK)
        if plan.variance is not None:
            cells.append(plan.difference(plan.variance) if is_due else BLANK)
        rows.append((label, *cells))
    return made_of(columns, rows)


def finding_of(plan: Plan) -> str:
    """What is planned for when the target is due, and how far it lies from the target."""
    if plan.target is None:
        return "A planned way is held, and no target to hold it against"
    target = plan.text(plan.target)
    if plan.variance is None:
        return f"Nothing is planned for {plan.due}, when the target of {target} is due"
    planned, apart = plan.text(plan.ways[0].values[plan.due]), plan.difference(plan.variance)
    if plan.variance == 0:
        return f"{planned} are planned for {plan.due}, which is the target"
    side = "above" if plan.variance > 0 else "below"
    return f"{planned} are planned for {plan.due}, {apart[1:]} {side} the target of {target}"


def sentence_of(plan: Plan) -> str:
    """The last actual value beside the planned one of its period, and the gaps of each line."""
    said = []
    both = [one for one in plan.periods if one.label in plan.actual]
    if both:
        label = both[-1].label
        said.append(f"The last actual figure is {plan.text(plan.actual[label])} ({label}).")
        for way in plan.ways:
            if label in way.values:
                apart = plan.difference(plan.actual[label] - way.values[label])
                said.append(
                    f"{way.name} has {plan.text(way.values[label])} for it: a variance of {apart}."
                )
    for way in plan.ways:
        gaps = [one.label for one in _gaps(way, plan.periods)]
        if gaps:
            span = gaps[0] if len(gaps) == 1 else f"{gaps[0]} to {gaps[-1]}"
            said.append(f"{way.name} has no values for {span}: a gap, not a line.")
    return " ".join(said)


def _gaps(line: Line, periods: tuple[Period, ...]) -> list[Period]:
    """The periods between a line's first and last of which it has no value."""
    own = [one for one in periods if one.label in line.values]
    return [
        one for one in periods if own and own[0] < one < own[-1] and one.label not in line.values
    ]


def _line_rows(plan: Plan, line: Line, periods: tuple[Period, ...]) -> Iterator[dict[str, object]]:
    """A row a period of the line, and a row without a value wherever a plan has a gap."""
    own = [one for one in periods if one.label in line.values]
    for one in own:
        yield _row(line.name, line.role, one, line.values[one.label], plan)
    if line.role == "area":
        return
    missing = _gaps(line, periods)
    steps = [(after.end - before.end).days for before, after in pairwise(own)]
    for before, after in pairwise(own):
        is_cut = any(before < one < after for one in missing)
        if not is_cut and (after.end - before.end).days > LONGER * min(steps):
            middle = before.end + (after.end - before.end) / 2
            missing.append(Period(middle, middle, "day", ""))
    for one in missing:
        yield _row(line.name, line.role, one, NONE, plan)


def _row(name: str, role: str, period: Period, value: float, plan: Plan) -> dict[str, object]:
    is_there = value == value
    return {
        "series": name,
        "role": role,
        "period": period.label,
        "date": pd.Timestamp(period.end),
        "value": value,
        "lower_95": NONE,
        "upper_95": NONE,
        "value_text": plan.text(value) if is_there else BLANK,
        "interval_text": "",
    }
