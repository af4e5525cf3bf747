"""Turns made series into the tidy rows of a Reading, with the region's and England's beside them.

Nothing is drawn here: what is published of the larger areas follows from the practices' figures
and the recipe, or is a target's.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pcdash.ingest.illustrative.draws import whole
from pcdash.ingest.illustrative.places import DATA
from pcdash.ingest.illustrative.series import TOP_FROM, Series
from pcdash.ingest.illustrative.targets import Target
from pcdash.ingest.reading import tidy

# How many times the system's people live in the region and in England.
TIMES = {"region": 8, "england": 50}
BLANKING = ("suppressed", "not_available", "not_applicable")
FIGURES = ["numerator", "denominator", "value"]


@dataclass(frozen=True)
class Imperfection:
    """A figure that is not as the others: flagged, unrated, or not even a row.

    `ids`, `practice` and `period` are patterns that the whole text matches.
    """

    ids: str
    practice: str
    period: str
    flag: str = ""
    category: str = ""


def load_imperfections(folder: Path = DATA) -> tuple[Imperfection, ...]:
    """What is missing or marked on purpose, as in any published file."""
    document = tomllib.loads((folder / "series.toml").read_text(encoding="utf-8"))
    return tuple(Imperfection(**one) for one in document["imperfection"])


def value_rows(
    made: Iterable[Series],
    *,
    codes: dict[str, str],
    targets: Sequence[Target],
    imperfections: Sequence[Imperfection],
) -> pd.DataFrame:
    """The tidy values of some series.

    Args:
        made: The series, as fitted.
        codes: The codes of 'region' and 'england'.
        targets: Those whose area is one of these give its figure as it was published.
        imperfections: What is missing or marked.
    """
    frames = []
    for series in made:
        frames.append(_imperfect(_rows(series), series.indicator.id, imperfections))
        frames.append(_larger_rows(series, codes, targets))
    return tidy("values", pd.concat([one for one in frames if len(one)], ignore_index=True))


def _rows(series: Series) -> pd.DataFrame:
    row, area = np.nonzero(series.present)
    labels = np.array([period.label for period in series.periods], dtype=object)
    columns = {
        "indicator_id": series.indicator.id,
        "area_code": np.array(series.areas, dtype=object)[area],
        "period": labels[row],
        "flag": None,
        "category": None if series.category is None else series.category[row, area],
    }
    for name in FIGURES:
        array = getattr(series, name)
        columns[name] = np.nan if array is None else array[row, area]
    return pd.DataFrame(columns)


def _imperfect(
    frame: pd.DataFrame, indicator_id: str, found: Sequence[Imperfection]
) -> pd.DataFrame:
    for one in found:
        if not re.fullmatch(one.ids, indicator_id):
            continue
        hit = frame["area_code"].str.fullmatch(one.practice)
        hit &= frame["period"].str.fullmatch(one.period)
        if one.category:
            frame = frame.assign(category=frame["category"].mask(hit, one.category))
        elif one.flag:
            frame = frame.assign(flag=frame["flag"].astype(object).mask(hit, one.flag))
            if one.flag in BLANKING:
                frame = frame.assign(**{name: frame[name].mask(hit) for name in FIGURES})
        else:
            frame = frame[~hit]
    return frame


def _larger_rows(series: Series, codes: dict[str, str], targets: Sequence[Target]) -> pd.DataFrame:
    said = {
        (one.period, one.area): one.value if one.mean is None else one.mean
        for one in targets
        if one.indicator == series.indicator.id
    }
    rows = []
    for level, code in codes.items():
        factor = getattr(series.recipe, level)
        if not factor:
            continue
        for at, period in enumerate(series.periods):
            named = {
                "indicator_id": series.indicator.id,
                "area_code": code,
                "period": period.label,
            }
            figures = _larger(
                series, at, factor=factor, times=TIMES[level], said=said.get((period.label, code))
            )
            rows.append(named | figures)
    return pd.DataFrame(rows)


def _larger(
    series: Series, at: int, *, factor: float, times: int, said: float | None
) -> dict[str, float]:
    """The figures of a larger area: counts and parts summed, scores and values averaged."""
    present = series.present[at]
    digits = 10.0 ** (series.indicator.decimals + 1)
    if series.value is not None and series.numerator is None:
        mean = _sum(series.value[at][present], digits) / int(present.sum())
        top = series.indicator.maximum or np.inf
        level = min(mean * factor, top) if said is None else said
        return {"value": float(whole(level * digits) / digits)}
    number, people = _parts(series, at)
    if people is None:
        count = float(whole(number * times * factor * series.step) / series.step)
        return {"numerator": count, "value": count}
    if series.recipe.of == "points":
        most = series.recipe.points
        mean = min(number / int(present.sum()) * factor, most) if said is None else said
        return {"numerator": float(whole(mean * 100) / 100), "denominator": most}
    share = number / people
    if said is not None:
        share = said / series.indicator.multiplier
    elif series.indicator.method in ("proportion", "category") and share > TOP_FROM:
        # Near the top of the scale it is the rest that differs.
        share = 1.0 - (1.0 - share) * (2.0 - factor)
    else:
        share = share * factor
    numerator = float(whole(share * people * times * series.step) / series.step)
    return {"numerator": numerator, "denominator": people * times}


def _parts(series: Series, at: int) -> tuple[float, float | None]:
    """The sums of numerators and of denominators, or how many favourable of how many rated."""
    present = series.present[at]
    if series.category is not None:
        rated = np.isin(series.category[at][present], series.indicator.rated)
        favourable = np.isin(series.category[at][present], series.indicator.favourable)
        return float(favourable.sum()), float(rated.sum())
    number = _sum(series.numerator[at][present], series.step)
    if series.denominator is None:
        return number, None
    return number, _sum(series.denominator[at][present], series.step)


def _sum(figures: np.ndarray, step: float) -> float:
    # In whole steps the sum is exact, so neither its order nor the machine matters.
    return float(np.sum(whole(figures * step))) / step
