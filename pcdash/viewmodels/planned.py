"""Planned trajectories as they were loaded: named ways to a target, period by period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import Period, parse_period
from pcdash.stats.planned import gaps_of, planned_at
from pcdash.store.records import held_records
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import is_missing


@dataclass(frozen=True)
class PlannedWay:
    """A trajectory: its points in order, and what is odd about it, in sentences.

    `rank` orders several: the one loaded last counts, then the one with most points.
    """

    name: str
    periods: tuple[Period, ...]
    values: tuple[float, ...]
    source: str
    rank: tuple[int, int]
    oddities: tuple[str, ...]

    @property
    def days(self) -> tuple[int, ...]:
        """When its points are, as ordinals of dates."""
        return tuple(one.end.toordinal() for one in self.periods)

    @property
    def gaps(self) -> tuple[int, ...]:
        """After which points nothing is planned for a while."""
        return gaps_of(self.days)

    def on(self, when: date) -> float | None:
        """What was planned for a day; None before it, after it and in a gap."""
        return planned_at(when.toordinal(), self.days, self.values)


Ways = Mapping[tuple[str, str], tuple[PlannedWay, ...]]


def planned_ways(context: Context, area_code: str, indicator: Indicator) -> tuple[PlannedWay, ...]:
    """The trajectories of a place on an indicator, the one that counts first."""
    return context.kept(all_planned_ways).get((area_code, indicator.id), ())


def all_planned_ways(context: Context) -> Ways:
    """Every trajectory held, by area and indicator. Names that differ in capitals are one."""
    points: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
    for row in held_records(context.snapshot, "trajectories").to_dict("records"):
        if row["indicator_id"] in context.catalogue.indicators and not is_missing(row["planned"]):
            of_place = points.setdefault((row["area_code"], row["indicator_id"]), {})
            of_place.setdefault(row["trajectory"].strip().casefold(), []).append(row)
    made = {}
    for (area, indicator_id), named in points.items():
        indicator = context.catalogue.indicators[indicator_id]
        ways = [_way(rows, indicator) for rows in named.values()]
        ways.sort(key=lambda one: ((-one.rank[0], -one.rank[1]), one.name))
        made[area, indicator_id] = tuple(ways)
    return made


def _way(rows: list[dict[str, Any]], indicator: Indicator) -> PlannedWay:
    # The last that was loaded comes last, and stands where two are of one day.
    rows = sorted(rows, key=lambda row: (row["load_key"], row["row_number"]))
    dated = [(parse_period(row["period"]), row) for row in rows]
    kept = dict(sorted({period.end: (period, row) for period, row in dated}.items()))
    name = str(rows[-1]["trajectory"]).strip()
    stated = sorted(dated, key=lambda one: one[0])
    return PlannedWay(
        name=name,
        periods=tuple(period for period, _ in kept.values()),
        values=tuple(float(row["planned"]) for _, row in kept.values()),
        source="; ".join(dict.fromkeys(str(one["source"]) for one in rows if one["source"])),
        rank=(int(rows[-1]["load_key"]), len(kept)),
        oddities=tuple(_overlaps(name, stated, indicator)),
    )


def _overlaps(
    name: str, stated: list[tuple[Period, dict[str, Any]]], indicator: Indicator
) -> Iterable[str]:
    """Points of one name that say something of the same days."""
    for (one, first), (other, second) in combinations(stated, 2):
        if one.start > other.end or other.start > one.end:
            continue
        said = (
            f"{name} overlaps itself: {figure_text(first['planned'], indicator)} for {one.label}, "
            f"{figure_text(second['planned'], indicator)} for {other.label}"
        )
        if one.end != other.end:
            yield f"{said}. Both are drawn, each at its end."
        elif first["planned"] != second["planned"]:
            drawn = max((first, second), key=lambda row: (row["load_key"], row["row_number"]))
            figure = figure_text(drawn["planned"], indicator)
            yield f"{said}. The one loaded last, {figure}, is drawn."


def gaps_in_words(way: PlannedWay) -> tuple[str, ...]:
    """A sentence for each gap of a trajectory."""
    return tuple(
        f"{way.name} has no planned value between {way.periods[at].label} and "
        f"{way.periods[at + 1].label}: a gap, not a line."
        for at in way.gaps
    )
