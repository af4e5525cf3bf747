"""Invents the figures of one indicator: for every period and practice its parts, correlated.

A practice's figure is the level of its borough, moved by its deprivation, its quality, a lasting
difference of its own and what is new in the period. Counts are whole, a proportion's numerator
never exceeds its denominator, and a closed practice has no figures after it closed.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import Period
from pcdash.ingest.illustrative.draws import Draws, whole
from pcdash.ingest.illustrative.places import System, networks
from pcdash.ingest.illustrative.recipes import Recipe

# Working days, holidays and winter, by calendar month.
SEASON = (1.04, 0.97, 1.05, 0.95, 0.98, 1.01, 1.02, 0.92, 1.01, 1.07, 1.05, 0.93)
BASE_YEAR = 2015.25  # levels are those of the end of 2014/15
TOP_FROM = 0.6  # a level above this share of its scale varies in what it lacks of the top
LEAST_EFFECT = 0.15


@dataclass(frozen=True)
class Series:
    """The figures of one indicator: arrays of periods × areas, None for a part that it lacks.

    `present` says where there is a row at all; `score` orders areas by category, high is better.
    """

    indicator: Indicator
    recipe: Recipe
    periods: tuple[Period, ...]
    areas: tuple[str, ...]
    present: np.ndarray
    numerator: np.ndarray | None = None
    denominator: np.ndarray | None = None
    value: np.ndarray | None = None
    category: np.ndarray | None = None
    score: np.ndarray | None = None

    @property
    def step(self) -> float:
        """How many steps of a numerator make 1: 100 where it has two decimals."""
        return 10.0**self.recipe.places


@dataclass(frozen=True)
class Areas:
    """The areas that an indicator is made for, and what is common to all indicators of them."""

    codes: tuple[str, ...]
    letters: tuple[str, ...]  # of the borough
    deprivation: np.ndarray
    quality: np.ndarray
    members: np.ndarray | None = field(default=None)  # areas × practices; None for practices


def areas_at(system: System, at: str) -> Areas:
    """The areas of one level: practice, pcn, ccg or borough."""
    practices = system.practices
    letters = tuple(practices["letter"])
    if at == "practice":
        return Areas(
            tuple(system.codes),
            letters,
            practices["deprivation"].to_numpy(),
            practices["quality"].to_numpy(),
        )
    if at == "pcn":
        listed = {code: letter for code, (_, letter) in networks(system).items()}
        parents = practices["network"].to_numpy(dtype=object)
        members = [parents == code for code in listed]
    else:
        key = "ccg" if at == "ccg" else "code"
        listed = {borough[key]: borough["letter"] for borough in system.boroughs}
        members = [np.array(letters) == letter for letter in listed.values()]
    alike = np.zeros(len(listed))
    whole_members = np.array(members, dtype=float)
    return Areas(tuple(listed), tuple(listed.values()), alike, alike, whole_members)


def draw_series(
    indicator: Indicator,
    recipe: Recipe,
    *,
    periods: tuple[Period, ...],
    areas: Areas,
    present: np.ndarray,
    denominator: np.ndarray | None,
) -> Series:
    """The figures of one indicator.

    Args:
        indicator: Its definition: the method decides which parts there are.
        recipe: Its levels and effects.
        periods: One for each row of the arrays.
        areas: One for each column of the arrays.
        present: Where there is a row, periods × areas.
        denominator: What the rates are of, periods × areas; None for values without parts.

    Returns:
        The series; a value is left out where it follows from its parts.
    """
    series = Series(indicator, recipe, periods, areas.codes, present)
    effects = _effects(indicator, recipe, areas, len(periods))
    years = np.array([[years_after_base(period)] for period in periods])
    if indicator.method == "category":
        score = effects + recipe.trend * years
        return replace(series, score=score, category=_categories(score, present, recipe))
    rates = _rates(indicator, recipe, periods, areas, effects)
    if denominator is None:
        digits = 10.0 ** (indicator.decimals + 1)
        return replace(series, value=whole(rates * digits) / digits)
    # A count is so many for each of the denominator; other rates carry their multiplier.
    carries = recipe.of != "points" and indicator.method != "count"
    share = rates / indicator.multiplier if carries else rates
    if recipe.all_or_none:
        share = (Draws(f"{indicator.id} who").uniform(len(areas.codes)) < share) * 1.0
    numerator = whole(share * denominator * series.step) / series.step
    if indicator.method in ("proportion", "score"):
        numerator = np.minimum(numerator, denominator)
    if indicator.method == "count":
        return replace(series, numerator=numerator, value=numerator)
    return replace(series, numerator=numerator, denominator=denominator)


def years_after_base(period: Period) -> float:
    """Years from the end of 2014/15 to the end of a period."""
    return period.end.year + period.end.month / 12 - BASE_YEAR


def _effects(indicator: Indicator, recipe: Recipe, areas: Areas, periods: int) -> np.ndarray:
    """What moves each figure away from its level, as a share of it (periods × areas)."""
    better = {"higher": 1.0, "lower": -1.0, "none": 0.0}[indicator.polarity]
    lasting = Draws(f"{recipe.alike or indicator.id} lasting").spread(len(areas.codes))
    passing = Draws(f"{indicator.id} passing").spread(periods, len(areas.codes))
    return (
        recipe.deprivation * areas.deprivation
        + better * recipe.quality * areas.quality
        + recipe.own * lasting
        + recipe.noise * passing
    )


def _rates(
    indicator: Indicator,
    recipe: Recipe,
    periods: tuple[Period, ...],
    areas: Areas,
    effects: np.ndarray,
) -> np.ndarray:
    among = 2.0 * float(Draws(f"{indicator.id} level").uniform(1)[0]) - 1.0
    borough = np.array([recipe.boroughs["ABC".index(letter)] for letter in areas.letters])
    trend = np.array([[1.0 + recipe.trend * years_after_base(one)] for one in periods])
    top = _top(indicator, recipe)
    if top is not None and recipe.level > TOP_FROM * top:
        # The level of the recipe's indicators differs in what they lack, too.
        lacking = (top - recipe.level) * (1.0 + recipe.vary * among)
        least = np.maximum(1.0 - effects, LEAST_EFFECT)
        rates = top - lacking * (2.0 - trend) * (2.0 - borough) * least
    else:
        level = recipe.level * (1.0 + recipe.vary * among)
        rates = level * trend * borough * np.maximum(1.0 + effects, LEAST_EFFECT)
    if recipe.seasonal:
        rates = rates * np.array([[SEASON[period.end.month - 1]] for period in periods])
    return np.clip(rates, 0.0, np.inf if top is None else top)


def _top(indicator: Indicator, recipe: Recipe) -> float | None:
    """The top of the scale of a value, if it has one."""
    if recipe.of == "points":
        return 1.0
    return indicator.multiplier if indicator.method == "proportion" else None


def _categories(score: np.ndarray, present: np.ndarray, recipe: Recipe) -> np.ndarray:
    """A category by the rank of each score among all areas and periods."""
    names = [name for name, _ in recipe.categories]
    shares = [share for _, share in recipe.categories]
    ranks = np.argsort(np.argsort(-np.where(present, score, -np.inf), axis=None, kind="stable"))
    position = (ranks.reshape(score.shape) + 0.5) / present.sum()
    cuts = [sum(shares[: at + 1]) for at in range(len(shares) - 1)]
    return np.array(names, dtype=object)[np.searchsorted(cuts, np.minimum(position, 1.0))]
