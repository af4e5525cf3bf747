"""An England of fictional practices: as many figures as the store must hold, quickly made.

For trying the store at scale, not for looking at: levels are drawn, not chosen, and most
practices have a number for a name. One Reading an indicator, so that no more than one indicator
is in memory at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import Period, parse_period
from pcdash.ingest.illustrative.draws import Draws, whole
from pcdash.ingest.illustrative.place_rows import place_reading
from pcdash.ingest.illustrative.places import (
    PRACTICES_BEGAN,
    System,
    build_system,
    networks,
)
from pcdash.ingest.illustrative.recipes import load_recipes, matched, preceding
from pcdash.ingest.reading import Reading, tidy

PRACTICES, INDICATORS, VALUES = 6_500, 150, 39_000_000
REGIONS, PRACTICES_IN_CCG, PRACTICES_IN_NETWORK = 7, 34, 5
# The last period of each kind; the others run back from it.
LAST = {
    "year": "2019/20",
    "quarter": "Q4 2019/20",
    "month": "Mar 2020",
    "calendar": "2019",
    "day": "1 Mar 2020",
}
# These come last: the dashboard asks for them least.
LEAST_ASKED = ("qof_achievement_", "qof_exceptions_")
# Every group has been there for as long as any figure.
BEGAN = pd.Timestamp(PRACTICES_BEGAN)
TEXT = ("category", "flag", "sheet")


@dataclass(frozen=True)
class _Nation:
    """The practices of England: those of the system first, then as many as are missing."""

    codes: np.ndarray
    ccgs: np.ndarray
    networks: np.ndarray
    regions: dict[str, str]  # of each CCG
    patients: np.ndarray


def illustrate_england(
    catalogue: Catalogue,
    *,
    practices: int = PRACTICES,
    indicators: int = INDICATORS,
    values: int = VALUES,
) -> Iterator[Reading]:
    """The places of the system and of England, then the figures of one indicator at a time.

    Args:
        catalogue: Its practice-level indicators are used, `registered_patients` first.
        practices: How many practices there are in all, the fictional system's among them.
        indicators: How many indicators, if the catalogue has so many.
        values: About how many figures in all; the number of periods follows from it.

    Yields:
        First the system's places, then England's, then a Reading an indicator.
    """
    system = build_system()
    nation = _nation(system, practices)
    chosen = _chosen(catalogue, indicators)
    periods = max(1, round(values / (practices * len(chosen))))
    yield place_reading(system)
    yield _places(system, nation)
    columns: dict[str, dict[str, pd.Series]] = {}
    for indicator in chosen:
        if indicator.frequency not in columns:
            run = _run(indicator.frequency, periods)
            columns[indicator.frequency] = _keys(nation.codes, run)
        yield Reading(values=_values(indicator, nation, periods, columns[indicator.frequency]))


def _chosen(catalogue: Catalogue, count: int) -> list[Indicator]:
    found = [
        indicator
        for indicator, recipe in matched(catalogue, load_recipes())
        if recipe.at == "practice"
    ]
    order = sorted(
        found,
        key=lambda one: (
            one.id != "registered_patients",
            one.id.startswith(LEAST_ASKED),
            one.id,
        ),
    )
    return order[:count]


def _run(kind: str, count: int) -> list[Period]:
    found = [parse_period(LAST[kind])]
    while len(found) < count:
        found.append(preceding(found[-1]))
    return found[::-1]


def _keys(codes: np.ndarray, run: list[Period]) -> dict[str, pd.Series]:
    """The text columns that indicators of one frequency share, made once."""
    labels = pd.Series([period.label for period in run], dtype="str")
    area = np.tile(np.arange(len(codes)), len(run))
    period = np.repeat(np.arange(len(run)), len(codes))
    keys = {
        "area_code": pd.Series(codes, dtype="str").take(area).reset_index(drop=True),
        "period": labels.take(period).reset_index(drop=True),
    }
    nothing = pd.Series([None], dtype="str").take(np.zeros(len(area), dtype=int))
    return keys | dict.fromkeys(TEXT, nothing.reset_index(drop=True))


def _values(
    indicator: Indicator, nation: _Nation, periods: int, keys: dict[str, pd.Series]
) -> pd.DataFrame:
    draws = Draws(f"england {indicator.id}")
    where = float(draws.uniform(1)[0])
    lasting = 0.12 * draws.spread(len(nation.codes))
    passing = 0.06 * (draws.uniform(periods, len(nation.codes)) - 0.5)
    effects = 1.0 + lasting[None, :] + passing
    name = pd.Series([indicator.id], dtype="str").take(np.zeros(effects.size, dtype=int))
    frame = pd.DataFrame({"indicator_id": name.reset_index(drop=True)} | keys)
    if indicator.method == "category":
        at = np.minimum(
            (passing / 0.06 + 0.5) * len(indicator.categories), len(indicator.categories) - 1
        )
        names = pd.Series(indicator.categories, dtype="str")
        chosen = names.take(at.astype(int).ravel()).reset_index(drop=True)
        return tidy("values", frame.assign(category=chosen))
    return tidy("values", frame.assign(**_figures(indicator, nation.patients, where, effects)))


def _figures(
    indicator: Indicator, patients: np.ndarray, where: float, effects: np.ndarray
) -> dict[str, np.ndarray]:
    top = indicator.maximum if indicator.maximum is not None else 100.0
    if indicator.method == "count":
        count = whole(patients[None, :] * effects).ravel()
        return {"numerator": count, "value": count}
    if indicator.method == "mean":
        return {"value": np.minimum(whole(top * 0.5 * effects * 100.0) / 100.0, top).ravel()}
    if indicator.method == "score":
        points = np.minimum(whole(50.0 * (0.7 + 0.25 * where) * effects), 50.0)
        return {"numerator": points.ravel(), "denominator": np.full(points.size, 50.0)}
    share = 0.05 + 0.5 * where
    people = np.broadcast_to(np.maximum(whole(patients * share), 20.0), effects.shape)
    rate = min(top, indicator.multiplier) * (0.1 + 0.5 * where) / indicator.multiplier
    number = np.minimum(whole(people * rate * effects), people)
    return {"numerator": number.ravel(), "denominator": people.ravel()}


def _nation(system: System, count: int) -> _Nation:
    home = system.practices[system.open_on(system.settings["as_of"])]
    if count < len(home):
        raise ValueError(f"England has the system's {len(home)} practices at least; got {count}")
    extra = np.arange(count - len(home))
    codes = np.array([f"ZZ{1001 + k}" for k in extra], dtype=object)
    ccgs = np.array([f"ZZC{1 + k // PRACTICES_IN_CCG:03d}" for k in extra], dtype=object)
    pcns = np.array([f"ZZP{1001 + k // PRACTICES_IN_NETWORK}" for k in extra], dtype=object)
    skew = Draws("england lists").uniform(len(extra))
    regions = dict.fromkeys(home["ccg"], system.settings["region"])
    for at, ccg in enumerate(dict.fromkeys(ccgs)):
        regions[ccg] = f"ZZY{at % REGIONS}" if at % REGIONS else system.settings["region"]
    return _Nation(
        np.concatenate([home["code"].to_numpy(dtype=object), codes]),
        np.concatenate([home["ccg"].to_numpy(dtype=object), ccgs]),
        np.concatenate([home["network"].to_numpy(dtype=object), pcns]),
        regions,
        np.concatenate([home["patients"].to_numpy(), whole(2000 + 21000 * skew * skew)]),
    )


def _places(system: System, nation: _Nation) -> Reading:
    """The areas and memberships that the system's own places do not hold."""
    as_of = system.settings["as_of"]
    home = set(system.codes) | set(networks(system)) | {one["ccg"] for one in system.boroughs}
    home.add(system.settings["region"])
    listed = [
        *((code, "practice", f"Practice {code} (illustrative)") for code in nation.codes),
        *((code, "pcn", f"Network {code} (illustrative)") for code in nation.networks),
        *((code, "ccg", f"CCG {code} (illustrative)") for code in nation.regions),
        *((code, "region", f"Region {code} (illustrative)") for code in nation.regions.values()),
    ]
    areas = pd.DataFrame(listed, columns=["area_code", "area_type", "area_name"])
    areas = areas[~areas["area_code"].isin(home)].drop_duplicates("area_code")
    areas = areas.assign(status="open", opened=BEGAN, as_of=as_of)
    new = ~np.isin(nation.codes, list(home))
    pairs = [
        *_pairs(nation.codes[new], "practice", nation.ccgs[new], "ccg"),
        *_pairs(nation.codes[new], "practice", nation.networks[new], "pcn"),
        *(
            (ccg, "ccg", region, "region")
            for ccg, region in nation.regions.items()
            if ccg not in home
        ),
    ]
    columns = ["child_code", "child_type", "parent_code", "parent_type"]
    memberships = pd.DataFrame(pairs, columns=columns).assign(start=BEGAN, as_of=as_of)
    return Reading(areas=tidy("areas", areas), memberships=tidy("memberships", memberships))


def _pairs(
    children: np.ndarray, child_type: str, parents: np.ndarray, parent_type: str
) -> Iterator[tuple[str, str, str, str]]:
    for child, parent in zip(children, parents, strict=True):
        yield child, child_type, parent, parent_type
