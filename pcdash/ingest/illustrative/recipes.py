"""How each indicator's figures are invented: `data/illustrative/series.toml`, as frozen objects.

A recipe is matched to indicators by a pattern on their ids, so that what is generated follows
from the catalogue; the first recipe that matches counts.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import (
    Period,
    calendar_year,
    day,
    financial_year,
    following,
    month,
    parse_period,
    quarter,
)
from pcdash.errors import DefinitionError
from pcdash.ingest.illustrative.places import DATA


@dataclass(frozen=True)
class Recipe:
    """One way to invent figures.

    Effects are shares of the level for one standard deviation: `deprivation` and `quality` are
    the practices' own and common to all indicators (better quality moves a figure the way its
    polarity calls better), `own` is the indicator's lasting difference between practices,
    `noise` is new in each period, `trend` is a share a year. A level near the top of a scale
    varies in what it lacks of the top.
    """

    ids: str  # a pattern that the whole id matches
    periods: tuple[str, ...]  # labels, or runs of them: "2012/13..2019/20"
    every: int = 1  # each so many periods of a run
    at: str = "practice"  # or pcn, ccg, borough
    level: float = 1.0  # in the indicator's unit; of points, the share
    vary: float = 0.0  # the level differs between the indicators of a recipe by ± this share
    of: str = "list"  # the denominator: list, register, points, nothing, or an indicator's id;
    # of "triggers", a category follows from those that a practice raises
    share: float = 1.0  # of the list, the register or the indicator
    points: float = 0.0  # the most, where the denominator is points
    places: int = 0  # decimals of numerators
    boroughs: tuple[float, float, float] = (1.0, 1.0, 1.0)
    deprivation: float = 0.0
    quality: float = 0.0
    own: float = 0.0
    noise: float = 0.0
    trend: float = 0.0
    alike: str = ""  # the indicator whose lasting differences these are, too
    seasonal: bool = False
    all_or_none: bool = False  # a practice's patients all have it, or none
    rest_after: tuple[str, ...] = ()  # what these indicators leave of the denominator
    categories: tuple[tuple[str, float], ...] = ()  # best first, with their shares
    region: float = 1.0  # its level beside the system's; 0 where none is published
    england: float = 1.0


def load_recipes(folder: Path = DATA) -> tuple[Recipe, ...]:
    """All recipes, in the order of their file."""
    document = tomllib.loads((folder / "series.toml").read_text(encoding="utf-8"))
    return tuple(_recipe(one) for one in document["series"])


def matched(catalogue: Catalogue, recipes: tuple[Recipe, ...]) -> list[tuple[Indicator, Recipe]]:
    """The indicators that are illustrated, by id, each with its recipe."""
    found = []
    for indicator_id in sorted(catalogue.indicators):
        for recipe in recipes:
            if re.fullmatch(recipe.ids, indicator_id):
                found.append((catalogue.indicators[indicator_id], recipe))
                break
    return found


def periods_of(recipe: Recipe) -> tuple[Period, ...]:
    """The periods that a recipe makes figures for.

    Raises:
        DefinitionError: the two ends of a run are not of one kind, or the wrong way round.
    """
    found: list[Period] = []
    for written in recipe.periods:
        first, _, last = written.partition("..")
        found += span(parse_period(first), parse_period(last or first))[:: recipe.every]
    return tuple(found)


def span(first: Period, last: Period) -> tuple[Period, ...]:
    """The periods from one to another of its kind, both included."""
    if first.kind != last.kind or first.end > last.end:
        raise DefinitionError(f"{first.label!r} to {last.label!r} is not a run of periods.")
    found = [first]
    while (after := following(found[-1])).end <= last.end:
        found.append(after)
    return tuple(found)


def preceding(period: Period) -> Period:
    """The period before one, of its kind."""
    return _holding(period.start - timedelta(days=1), period.kind)


def _holding(when: date, kind: str) -> Period:
    """The period of a kind that holds a day."""
    first = when.year if when.month > 3 else when.year - 1
    return {
        "year": lambda: financial_year(first),
        "quarter": lambda: quarter(first, (when.month - 4) % 12 // 3 + 1),
        "month": lambda: month(when.year, when.month),
        "calendar": lambda: calendar_year(when.year),
        "day": lambda: day(when),
    }[kind]()


def _recipe(raw: dict[str, Any]) -> Recipe:
    lists = {key: _frozen(value) for key, value in raw.items() if isinstance(value, list)}
    return Recipe(**raw | lists)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
