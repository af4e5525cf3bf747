"""Where a place stands on its way to a target: the one answer that every page and report reads.

Numbers and states; the words are the business of `pcdash.viewmodels.target_words`.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats.attainment import Chance, Pace, chance_of_meeting, pace
from pcdash.stats.course import Course, course
from pcdash.stats.opportunity import to_level
from pcdash.store.queries import run_query
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.limits import exact_events
from pcdash.viewmodels.marks import breaks_between
from pcdash.viewmodels.numbers import is_missing
from pcdash.viewmodels.planned import PlannedWay, planned_ways
from pcdash.viewmodels.targets import Aim

# Where a target may stand, in the order of what needs a decision.
STATES = (
    "behind", "missed", "undated", "near", "changed", "no_baseline", "no_figure", "no_plan",
    "no_direction", "not_begun", "on_course", "ahead", "met",
)  # fmt: skip
# What of a definition decides what its figures measure.
MEASURED = (
    "numerator", "denominator", "multiplier", "method", "aggregation", "favourable", "rated",
)  # fmt: skip


@dataclass(frozen=True)
class TargetWay:
    """A series of a place, a target, and the way there: planned, or straight from the baseline.

    `known` has the figures with a value, in order, as `Context.series_of` has them; it may be
    empty. `changes` are the breaks between baseline and latest figure, in sentences, with the
    first day of each; `reworded` are the days since the baseline on which a load brought another
    definition. `as_of` is the end of the latest period that the snapshot holds of anything.
    """

    indicator: Indicator
    aim: Aim
    known: pd.DataFrame
    ways: tuple[PlannedWay, ...]
    changes: tuple[tuple[date, str], ...]
    reworded: tuple[date, ...]
    as_of: date

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The figures as plain rows, which are read many times."""
        return self.known.to_dict("records")

    @property
    def latest(self) -> Mapping[str, Any]:
        return self.rows[-1]

    @cached_property
    def baseline(self) -> Mapping[str, Any] | None:
        """The figure that the target names, else the first one held before its date."""
        return baseline_of(self.aim, self.rows)

    @property
    def start(self) -> date | None:
        return None if self.baseline is None else day_of(self.baseline)

    @property
    def planned(self) -> PlannedWay | None:
        """The trajectory that figures are judged by: the first that has a value for the latest
        figure's day, else the first; None where none was loaded."""
        if not self.ways or self.known.empty:
            return next(iter(self.ways), None)
        on = day_of(self.latest)
        return next((one for one in self.ways if one.on(on) is not None), self.ways[0])

    @property
    def is_comparable(self) -> bool:
        """Whether the latest figure may be held against the baseline."""
        return not self.changes

    def course_of(self, row: Mapping[str, Any]) -> Course:
        """Where a figure stood at its date."""
        when, share, planned = day_of(row), None, None
        if when >= self.aim.due.end:
            share = 1.0
        elif self.planned is not None:
            planned = self.planned.on(when)
        elif self.start is not None and when >= self.start and not self._is_parted(when):
            share = (when - self.start).days / (self.aim.due.end - self.start).days
        return course(
            row["value"],
            row["lower_95"],
            row["upper_95"],
            level=self.aim.level,
            share=share,
            baseline=None if self.baseline is None else float(self.baseline["value"]),
            polarity=self.indicator.polarity,
            planned=planned,
        )

    @cached_property
    def now(self) -> Course | None:
        """Where the latest figure stands; None without one, or where neither direction is good."""
        if self.known.empty or self.indicator.polarity == "none":
            return None
        return self.course_of(self.latest)

    @cached_property
    def state(self) -> str:
        """One of `STATES`."""
        if self.known.empty:
            return "no_figure"
        if self.now is None:
            return "no_direction"
        if self.now.standing in ("met", "missed"):
            return self.now.standing
        if self.as_of > self.aim.due.end:
            return "undated"
        if self.baseline is None and self.planned is None:
            return "no_baseline"
        return "changed" if self.changes else self._on_the_way()

    def _on_the_way(self) -> str:
        when = day_of(self.latest)
        begins = self.planned.periods[0].end if self.planned else self.start
        if begins is not None and (when < begins or (when == begins and not self.planned)):
            return "not_begun"
        return self.now.standing or "no_plan"

    def _is_parted(self, when: date) -> bool:
        return any(when >= since for since, _ in self.changes)

    @property
    def pace(self) -> Pace | None:
        """Achieved and required change a year; None where there is nothing to count from."""
        if self.now is None or self.baseline is None or not self.is_comparable:
            return None
        when = day_of(self.latest)
        return pace(
            float(self.latest["value"]),
            float(self.baseline["value"]),
            self.aim.level,
            days_gone=(when - self.start).days,
            days_left=(self.aim.due.end - when).days,
            polarity=self.indicator.polarity,
        )

    @cached_property
    def chance(self) -> Chance | None:
        """The probability of being there in time, from the figures since the last change."""
        if self.now is None:
            return None
        since = _last_break(self.indicator, self.rows)
        values = {day_of(row): float(row["value"]) for row in self.rows}  # one a day
        alike = {day: value for day, value in values.items() if since is None or day >= since}
        return chance_of_meeting(
            [*alike.values()],
            [day.toordinal() for day in alike],
            level=self.aim.level,
            due=self.aim.due.end.toordinal(),
            polarity=self.indicator.polarity,
        )

    @property
    def number(self) -> int | None:
        """How many more, or fewer, would reach the level, in whole ones; None without counts."""
        if self.known.empty:
            return None
        counts = (
            exact_events(self.known.tail(1), self.indicator).iloc[0],
            self.latest["denominator"],
        )
        if any(map(is_missing, counts)) or counts[1] <= 0 or self.indicator.polarity == "none":
            return None
        level = self.aim.level / self.indicator.multiplier
        events = to_level([counts[0]], [counts[1]], level, polarity=self.indicator.polarity)
        return math.ceil(abs(round(float(events.iloc[0]), 6)))


def target_way(
    context: Context, area_code: str, indicator: Indicator, aim: Aim, series: pd.DataFrame
) -> TargetWay:
    """The way of a place to one of its targets.

    Args:
        series: The figures of the place and indicator, as `Context.series_of` has them.
    """
    known = series[series["value"].notna()]
    ends = known[["period", "end_date"]].to_dict("records")
    start = baseline_of(aim, ends)
    changes, reworded = [], ()
    if start is not None:
        changes = breaks_between(indicator, day_of(start), day_of(ends[-1]))
        reworded = context.kept(rewordings, indicator.id)
    return TargetWay(
        indicator=indicator,
        aim=aim,
        known=known,
        ways=planned_ways(context, area_code, indicator),
        changes=tuple((mark.date, f"{mark.label}: {reason}") for mark, reason in changes),
        reworded=tuple(one for one in reworded if one > day_of(start)),
        as_of=context.kept(data_as_of),
    )


def baseline_of(aim: Aim, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The figure that progress is counted from; None where none is held before the date.

    Args:
        rows: Figures in order, with `period` and `end_date`.
    """
    due = aim.due.end
    begins = (row for row in rows if day_of(row) < due)
    named = aim.baseline_period
    return next((row for row in begins if named in (None, row["period"])), None)


def day_of(row: Mapping[str, Any]) -> date:
    """The end of a figure's period."""
    return row["end_date"].date()


def data_as_of(context: Context) -> date:
    """The end of the latest period of which figures are held that was over when they came."""
    held = context.holdings
    past = held[held["end_date"] <= held["loaded_at"].fillna(held["end_date"])]
    return past["end_date"].max().date() if len(past) else date.min


def rewordings(context: Context, indicator_id: str) -> tuple[date, ...]:
    """The days on which a load first saw another definition of what an indicator measures.

    Which figures were counted how is not known then: groups are made anew, files are not.
    """
    history = run_query(context.snapshot, "definition_history", indicator_id=indicator_id)
    wordings = [json.loads(one) for one in history["definition"]]
    measured = [[one.get(name) for name in MEASURED] for one in wordings]
    return tuple(
        when.date()
        for when, (before, after) in zip(history["loaded_at"][1:], pairwise(measured), strict=True)
        if before != after
    )


def _last_break(indicator: Indicator, rows: Sequence[Mapping[str, Any]]) -> date | None:
    found = breaks_between(indicator, day_of(rows[0]), day_of(rows[-1]))
    return max((mark.date for mark, _ in found), default=None)
