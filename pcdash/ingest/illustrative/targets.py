"""Makes the invented figures add up to the published summary figures of the system's model.

`data/illustrative/targets.toml` holds what the strategy documents publish of each borough: an
average with the lowest and the highest practice, a sum, a rate, or how many practices are in a
category. The practices' order is kept; only how far apart they stand is changed.
"""

import math
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pcdash.errors import DefinitionError
from pcdash.ingest.illustrative.draws import whole
from pcdash.ingest.illustrative.places import DATA
from pcdash.ingest.illustrative.series import Series

ROUNDS = 60


@dataclass(frozen=True)
class Target:
    """A published summary figure, of a CCG's practices or of the region or England.

    `mean` is over practices, unweighted; `value` is of the area as a whole, in the indicator's
    unit; `lowest` and `highest` are practices. `category` and `practices` say how many practices
    are in a category.
    """

    indicator: str
    period: str
    area: str
    source: str
    mean: float | None = None
    value: float | None = None
    lowest: float | None = None
    highest: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    category: str | None = None
    practices: int | None = None


def load_targets(folder: Path = DATA) -> tuple[Target, ...]:
    """All targets, in the order of their file."""
    document = tomllib.loads((folder / "targets.toml").read_text(encoding="utf-8"))
    return tuple(Target(**one) for one in document["target"])


def fitted(series: Series, target: Target, members: np.ndarray) -> Series:
    """The series with the figures of the target's practices moved to meet it.

    Args:
        series: The figures as they were drawn.
        target: What they must add up to.
        members: Which areas of the series are the target's.

    Raises:
        DefinitionError: the series has no such period, or the target cannot be met.
    """
    labels = [period.label for period in series.periods]
    if target.period not in labels:
        raise DefinitionError(
            f"targets.toml, {target.indicator!r}: series.toml has no {target.period!r} of it."
        )
    row = labels.index(target.period)
    who = np.flatnonzero(members & series.present[row])
    if target.category is not None:
        return replace(series, category=_categories(series, target, row, who))
    if target.denominator is not None:
        people = _shared_out(series.denominator[row, who], target.denominator, step=1.0)
        series = replace(series, denominator=_put(series.denominator, row, who, people))
    numerator = _numerators(series, target, row, who)
    return replace(series, numerator=_put(series.numerator, row, who, numerator))


def _numerators(series: Series, target: Target, row: int, who: np.ndarray) -> np.ndarray:
    drawn, people = series.numerator[row, who], series.denominator[row, who]
    # An unweighted mean is of the numerators themselves; else rates, weighted by denominators.
    weights = np.ones(len(who)) if target.mean is not None else people
    scale = 1.0 if target.mean is not None else 1.0 / series.indicator.multiplier
    total = target.numerator
    if total is None:
        level = target.value if target.mean is None else target.mean
        total = level * scale * math.fsum(weights)
    step = series.step
    if target.lowest is None or target.highest is None:
        bounded = series.indicator.method in ("proportion", "score")
        return _shared_out(drawn, total, step=step, most=people if bounded else None)
    low, high = target.lowest * scale, target.highest * scale
    rates = _shaped(drawn / weights, weights, low, high, total)
    numbers = whole(rates * weights * step)
    # The two ends stay where they were published.
    ends = np.isin(np.arange(len(who)), [np.argmin(rates), np.argmax(rates)])
    floor = np.where(ends, numbers, np.ceil(low * weights * step))
    ceiling = np.where(ends, numbers, np.floor(high * weights * step))
    return _moved(numbers, whole(total * step), floor, ceiling) / step


def _shared_out(
    numbers: np.ndarray, total: float, *, step: float, most: np.ndarray | None = None
) -> np.ndarray:
    """Numbers in the same proportions, in steps of 1 / `step`, that add up to a total."""
    ceiling = np.full(numbers.shape, np.inf) if most is None else np.floor(most * step)
    near = whole(numbers * (total / math.fsum(numbers)) * step)
    floor = np.zeros(numbers.shape)
    return _moved(np.minimum(near, ceiling), whole(total * step), floor, ceiling) / step


def _shaped(
    rates: np.ndarray, weights: np.ndarray, low: float, high: float, total: float
) -> np.ndarray:
    """Rates from `low` to `high` in the same order, with a given weighted sum."""
    first, last = float(rates.min()), float(rates.max())
    rates = low + (rates - first) / (last - first) * (high - low)
    for _ in range(ROUNDS):
        room = (high - rates) * (rates - low)
        missing = total - math.fsum(weights * rates)
        push = missing / math.fsum(weights * room)
        # Beyond this the order of two practices could turn round.
        push = max(-0.9 / (high - low), min(push, 0.9 / (high - low)))
        rates = rates + push * room
    return rates


def _moved(numbers: np.ndarray, total: float, floor: np.ndarray, ceiling: np.ndarray) -> np.ndarray:
    """Whole numbers moved by ones, between their bounds, until they add up to the total."""
    numbers = numbers.copy()
    missing = int(total) - int(math.fsum(numbers))
    step = 1.0 if missing > 0 else -1.0
    while missing:
        free = numbers < ceiling if missing > 0 else numbers > floor
        turn = np.flatnonzero(free)[: abs(missing)]
        if not len(turn):
            raise DefinitionError("targets.toml: a target cannot be met within its bounds.")
        numbers[turn] += step
        missing -= int(step) * len(turn)
    return numbers


def _categories(series: Series, target: Target, row: int, who: np.ndarray) -> np.ndarray:
    """The categories with the practices of lowest score, and only those, in the target's."""
    names = [name for name, _ in series.recipe.categories]
    instead = names[names.index(target.category) - 1]
    lowest_first = who[np.argsort(series.score[row, who], kind="stable")]
    others = lowest_first[target.practices :]
    changed = series.category.copy()
    changed[row, others] = np.where(
        changed[row, others] == target.category, instead, changed[row, others]
    )
    changed[row, lowest_first[: target.practices]] = target.category
    return changed


def _put(array: np.ndarray, row: int, who: np.ndarray, figures: np.ndarray) -> np.ndarray:
    changed = array.copy()
    changed[row, who] = figures
    return changed
