"""Makes the series of every illustrated indicator, each before those that are made from it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from pcdash.definitions.aims import TriggerLevel
from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import Period
from pcdash.ingest.illustrative.draws import Draws, whole
from pcdash.ingest.illustrative.places import System
from pcdash.ingest.illustrative.recipes import Recipe, periods_of
from pcdash.ingest.illustrative.series import (
    Areas,
    Series,
    areas_at,
    draw_series,
    years_after_base,
)
from pcdash.ingest.illustrative.targets import Target, fitted
from pcdash.ingest.illustrative.triggers import categories_of, raised_of

# The most points of each group of QOF indicators, 2014/15 to 2018/19: together 559 (NHS Digital,
# QOF indicator mappings).
GROUP_POINTS = {
    "af": 29, "ast": 45, "bp": 15, "can": 11, "chd": 35, "ckd": 6, "con": 7, "copd": 35, "cs": 20,
    "cvdpp": 10, "dem": 50, "dep": 10, "dm": 86, "ep": 1, "hf": 29, "hyp": 26, "ld": 4, "mh": 26,
    "ob": 8, "ost": 9, "pad": 6, "pc": 6, "ra": 6, "smok": 64, "stia": 15,
}  # fmt: skip


class Maker:
    """Gives the series of an indicator by its id, made once and fitted to its targets."""

    def __init__(
        self,
        system: System,
        recipes: Sequence[tuple[Indicator, Recipe]],
        targets: Sequence[Target],
        levels: Sequence[TriggerLevel] = (),
    ) -> None:
        self._system = system
        self._recipes = {indicator.id: (indicator, recipe) for indicator, recipe in recipes}
        self._targets = targets
        self._levels = levels
        self._made: dict[str, Series] = {}
        self._areas: dict[str, Areas] = {}

    def series(self, indicator_id: str) -> Series:
        """The series of one indicator."""
        if indicator_id not in self._made:
            series = self._make(*self._recipes[indicator_id])
            for target in self._targets:
                if target.indicator == indicator_id and target.area in self._ccgs:
                    series = fitted(series, target, self._members(target, series))
            self._made[indicator_id] = series
        return self._made[indicator_id]

    @cached_property
    def _ccgs(self) -> tuple[str, ...]:
        return tuple(borough["ccg"] for borough in self._system.boroughs)

    def _members(self, target: Target, series: Series) -> np.ndarray:
        ends = {period.label: period.end for period in series.periods}
        return self._system.in_ccg(target.area, ends[target.period])

    def _make(self, indicator: Indicator, recipe: Recipe) -> Series:
        periods = periods_of(recipe)
        if recipe.at not in self._areas:
            self._areas[recipe.at] = areas_at(self._system, recipe.at)
        areas = self._areas[recipe.at]
        present = np.ones((len(periods), len(areas.codes)), dtype=bool)
        if areas.members is None:
            present = np.stack([self._system.open_on(period.end) for period in periods])
        if recipe.of == "triggers":
            return self._by_triggers(indicator, recipe, areas, present)
        if recipe.of == "group points":
            return self._group_points(indicator, recipe, present)
        series = draw_series(
            indicator,
            recipe,
            periods=periods,
            areas=areas,
            present=present,
            denominator=self._denominator(indicator, recipe, periods, areas),
        )
        if not recipe.rest_after:
            return series
        others = sum(self.series(one).numerator for one in recipe.rest_after)
        return replace(series, numerator=series.denominator - others)

    def _denominator(
        self,
        indicator: Indicator,
        recipe: Recipe,
        periods: tuple[Period, ...],
        areas: Areas,
    ) -> np.ndarray | None:
        if recipe.of == "nothing":
            return None
        if recipe.of == "points":
            return np.full((len(periods), len(areas.codes)), recipe.points)
        if recipe.of == "list":
            return self._people(recipe, periods, areas)
        other = recipe.of
        if recipe.of == "register":
            group = re.match(r"qof_(?:exceptions_)?([a-z]+)", indicator.id)[1]
            other = f"qof_prevalence_{group}"
        made = self.series(other)
        at = {period: row for row, period in enumerate(made.periods)}
        known = made.numerator[[at[period] for period in periods]]
        if recipe.places:
            return known
        return np.maximum(whole(known * recipe.share), 1.0)

    def _people(self, recipe: Recipe, periods: tuple[Period, ...], areas: Areas) -> np.ndarray:
        """Registered patients, or those of an age band, at the end of each period."""
        lists = np.stack([self._lists(period) for period in periods])
        if areas.members is not None:
            lists = lists * np.stack([self._system.open_on(period.end) for period in periods])
        if recipe.share != 1.0:
            # Practices differ in the ages of their patients, alike for every indicator of a band.
            band = 1.0 + 0.06 * Draws(f"band {recipe.share}").spread(lists.shape[1])
            lists = np.maximum(whole(lists * np.minimum(recipe.share * band, 1.0)), 1.0)
        return lists if areas.members is None else lists @ areas.members.T

    def _lists(self, period: Period) -> np.ndarray:
        practices = self._system.practices
        growth = 1.0 + practices["growth"].to_numpy() * years_after_base(period)
        jitter = 1.0 + 0.004 * Draws(f"lists {period.end}").spread(len(practices))
        return whole(practices["patients"].to_numpy() * growth * jitter)

    def _by_triggers(
        self, indicator: Indicator, recipe: Recipe, areas: Areas, present: np.ndarray
    ) -> Series:
        """The category of each practice, from the triggers that its figures raise."""
        raised = [
            raised_of(self.series(one.indicator), one)
            for one in self._levels
            if one.indicator in self._recipes
        ]
        triggers = sum((one > 0).astype(int) for one in raised)
        at_level_2 = sum((one == 2).astype(int) for one in raised)
        names = [name for name, _ in recipe.categories]
        category = categories_of(triggers, at_level_2, names)
        is_review = category == names[-1]
        return Series(
            indicator, recipe, periods_of(recipe), areas.codes, present, category=category,
            score=-(100.0 * is_review + triggers),
        )  # fmt: skip

    def _group_points(self, indicator: Indicator, recipe: Recipe, present: np.ndarray) -> Series:
        total = self.series("qof_points")
        group = indicator.id.removeprefix("qof_achievement_")
        rows = [total.periods.index(period) for period in periods_of(recipe)]
        return Series(
            indicator,
            replace(recipe, of="points", points=float(GROUP_POINTS[group])),
            periods_of(recipe),
            total.areas,
            present,
            numerator=self._points_of_groups[group][rows],
            denominator=np.full(present.shape, float(GROUP_POINTS[group])),
        )

    @cached_property
    def _points_of_groups(self) -> dict[str, np.ndarray]:
        """The points of each group: together a practice's points, to the hundredth."""
        total = self.series("qof_points")
        lost = whole((total.denominator - total.numerator) * 100)
        most = {group: points * 100.0 for group, points in GROUP_POINTS.items()}
        weights = {group: most[group] * self._carelessness(group, lost.shape) for group in most}
        every = sum(weights.values())
        lost_in = {
            group: np.minimum(np.floor(lost * weight / every), most[group])
            for group, weight in weights.items()
        }
        # What rounding and the groups' own limits leave over goes to the largest groups first.
        left = lost - sum(lost_in.values())
        for group in sorted(most, key=most.get, reverse=True):
            more = np.minimum(left, most[group] - lost_in[group])
            lost_in[group] = lost_in[group] + more
            left = left - more
        return {group: (most[group] - lost_in[group]) / 100 for group in most}

    def _carelessness(self, group: str, shape: tuple[int, ...]) -> np.ndarray:
        lasting = Draws(f"points {group}").uniform(shape[1])
        passing = Draws(f"points {group} passing").uniform(*shape)
        return 0.05 + lasting * lasting * (0.5 + passing)
