"""Figures of wards and LSOAs, which are no groups of practices: loaded, or made from practices.

Where it is held where patients live, an area has the average of the practices that its residents
are registered with. Else it has the figure of the practices that stand in it. Both are made of
figures that may be shown, and both are said to be what they are.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats.comparison import compare
from pcdash.stats.places import areas_of_points
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Answer
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.limits import LIMITS, exact_events, with_limits
from pcdash.viewmodels.locations import located
from pcdash.viewmodels.outlines import Outlines, flows_of, parents_of, period_of_flows
from pcdash.viewmodels.service_areas import practices_with_groups

LEAST_COVERED = 0.9  # as everywhere: the share of patients whose practices have a figure
PARTS = ["numerator", "denominator", "value", *LIMITS]
LOADED = "The figures are of the areas themselves, as loaded."
BY_RESIDENTS = (
    "An estimate: the average of the practices that the residents of each {one} are registered "
    "with, weighted by how many are ({period}). Withheld where less than 90% of them are with a "
    "practice that has a figure. It has no interval, and is not compared."
)
BY_PLACE = (
    "The figure of the practices that stand in each {one}, and not of the people who live there. "
    "Where no practice stands there is none; it is withheld where the practices with a figure hold "
    "less than 90% of the registered patients of those that stand there."
)
WITHOUT_LISTS = (
    " No list within twelve months of {period} is held: where several practices stand, each counts "
    "alike."
)
NO_PRACTICE = "no_practice"


@dataclass(frozen=True)
class SmallFigures:
    """Figures of small areas, a row an outline, and how they were made.

    `figures` has `area_code`, `area_name`, `area_type`, `numerator`, `denominator`, `value`, the
    limits, `benchmark`, `comparison`, `flag`, `practices_with_data` and `practices`.
    """

    figures: pd.DataFrame
    how: str


def small_figures(
    context: Context, found: Answer, level: str, outlines: Outlines, noun_one: str
) -> SmallFigures:
    """The figures of wards or LSOAs on an indicator.

    Args:
        found: The answer for the practices of the whole place.
        outlines: The areas.
    """
    areas = outlines.shapes[["area_code", "area_name"]].assign(area_type=level, category=None)
    loaded = held_of(
        context.snapshot,
        found.indicator.id,
        areas["area_code"],
        period=found.period,
        basis=found.question.basis,
    )
    if loaded["value"].notna().any():
        kept = loaded[["area_code", *PARTS, "flag"]]
        made = with_limits(areas.merge(kept, on="area_code", how="left"), found.indicator)
        return SmallFigures(_compared(made, _benchmark(found), found.indicator), LOADED)
    flow_period = period_of_flows(context, found.period)
    if flow_period is not None and found.indicator.aggregation != "none":
        made = _by_residents(context, found, areas, _homes(context, level, areas), flow_period)
        return SmallFigures(made, BY_RESIDENTS.format(one=noun_one, period=flow_period))
    made = _by_place(context, found, areas, outlines)
    how = BY_PLACE.format(one=noun_one)
    if _lists(context, found).isna().all() and (made["practices"] > 1).any():
        how += WITHOUT_LISTS.format(period=found.period)
    return SmallFigures(made, how)


def _lists(context: Context, found: Answer) -> pd.Series:
    """The registered list of each practice of the place, by code."""
    held = practices_with_groups(context, "borough", found.period, found.question.basis)
    return pd.Series(held["patients"].to_numpy(float), held["practice_code"])


def _homes(context: Context, level: str, areas: pd.DataFrame) -> pd.Series:
    """The small area that each LSOA is in, by the code of the LSOA."""
    codes = areas["area_code"]
    if level == "lsoa":
        return pd.Series(codes.to_numpy(object), codes)
    parents = parents_of(context, "lsoa", level)
    return parents[parents.isin(codes)]


def _by_residents(
    context: Context, found: Answer, areas: pd.DataFrame, homes: pd.Series, flow_period: str
) -> pd.DataFrame:
    flows = flows_of(context, flow_period, tuple(homes.index))
    flows = flows.assign(home=flows["lsoa_code"].map(homes))
    flows = flows.groupby(["home", "practice_code"], as_index=False)["patients"].sum()
    held = held_of(
        context.snapshot,
        found.indicator.id,
        flows["practice_code"].unique(),
        period=found.period,
        basis=found.question.basis,
    )
    shown = _of_practices(held, found.indicator)
    flows = flows.assign(value=flows["practice_code"].map(shown))
    has_value = flows["value"].notna()
    weighted = flows.assign(
        weighted=flows["value"] * flows["patients"],
        covered=flows["patients"].where(has_value, 0.0),
        has_value=has_value,
    )
    sums = weighted.groupby("home").agg(
        weighted=("weighted", "sum"),
        covered=("covered", "sum"),
        patients=("patients", "sum"),
        practices=("practice_code", "nunique"),
        practices_with_data=("has_value", "sum"),
    )
    sums = sums.reindex(areas["area_code"]).reset_index(drop=True)
    is_covered = sums["covered"] >= LEAST_COVERED * sums["patients"]
    value = (sums["weighted"] / sums["covered"].where(sums["covered"] > 0)).where(is_covered)
    flag = pd.Series(None, areas.index, dtype=object)
    flag[(sums["covered"] > 0) & ~is_covered] = "withheld_coverage"
    flag[sums["patients"].isna() | (sums["covered"] == 0)] = "not_available"
    made = areas.assign(
        value=value,
        flag=flag,
        practices=sums["practices"],
        practices_with_data=sums["practices_with_data"],
        **dict.fromkeys(("numerator", "denominator", *LIMITS), np.nan),
    )
    return made.assign(benchmark=np.nan, comparison="not_compared")


def _of_practices(held: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """The value of each practice by code; of a category 100 where it is favourable, 0 where not."""
    if indicator.method != "category":
        return pd.Series(held["value"].to_numpy(float), held["area_code"])
    rated = held[held["category"].isin(indicator.rated or indicator.categories)]
    is_good = rated["category"].isin(indicator.favourable)
    return pd.Series(np.where(is_good, 100.0, 0.0), rated["area_code"])


def _by_place(
    context: Context, found: Answer, areas: pd.DataFrame, outlines: Outlines
) -> pd.DataFrame:
    figures = found.figures
    points = located(context, tuple(figures["area_code"])).points.set_index("area_code")
    shapes = pd.Series(outlines.shapes["geometry"].to_numpy(), outlines.shapes["area_code"])
    where = areas_of_points(points["longitude"], points["latitude"], shapes)
    patients = _lists(context, found)
    placed = figures.assign(
        small_code=figures["area_code"].map(where).to_numpy(object),
        patients=figures["area_code"].map(patients).to_numpy(float),
    ).dropna(subset=["small_code"])
    rows = [
        {"area_code": code, **_made(own, found.indicator)}
        for code, own in placed.groupby("small_code", sort=True)
    ]
    names = ["area_code", *PARTS, "flag", "practices", "practices_with_data", "benchmark"]
    made = areas.merge(pd.DataFrame(rows, columns=names), on="area_code", how="left")
    made["flag"] = made["flag"].where(made["practices"].notna(), NO_PRACTICE)
    numbers = dict.fromkeys([*PARTS, "benchmark"], "float64")
    made = made.astype(numbers)
    return _compared(with_limits(made, found.indicator), made["benchmark"], found.indicator)


def _made(own: pd.DataFrame, indicator: Indicator) -> dict[str, object]:
    """The figure of some practices together, as sql/intermediate/int_group_values makes groups'."""
    if indicator.aggregation == "share":
        known = own[own["category"].isin(indicator.rated or indicator.categories)]
        has = own["category"].notna()
    elif indicator.aggregation == "sum" and indicator.method != "count":
        has = own["numerator"].notna() & own["denominator"].notna()
        known = own[has]
    else:
        has = own["value"].notna()
        known = own[has]
    patients = own["patients"].sum()
    covered = own.loc[has, "patients"].sum() / patients if patients else has.mean()
    benchmarks = own["benchmark"].dropna().unique()
    facts = {
        "practices": len(own),
        "practices_with_data": int(has.sum()),
        "benchmark": benchmarks[0] if len(benchmarks) == 1 else np.nan,
    }
    if not has.any() or indicator.aggregation == "none":
        return facts | {"flag": "not_available"}
    if covered < LEAST_COVERED:
        return facts | {"flag": "withheld_coverage"}
    if len(own) == 1 and indicator.method != "category":  # its own, to the last limit
        return facts | own.iloc[0][PARTS].to_dict()
    return facts | _together(known, indicator)


def _together(known: pd.DataFrame, indicator: Indicator) -> dict[str, object]:
    if indicator.aggregation == "share":
        good = int(known["category"].isin(indicator.favourable).sum())
        share = 100.0 * good / len(known) if len(known) else np.nan
        return {"numerator": good, "denominator": len(known), "value": share}
    if indicator.aggregation == "sum" and indicator.method == "count":
        return {"value": known["value"].sum()}
    if indicator.aggregation == "sum":
        events, people = exact_events(known, indicator).sum(), known["denominator"].sum()
        value = indicator.multiplier * events / people if people else np.nan
        return {"numerator": events, "denominator": people, "value": value}
    if indicator.aggregation == "weighted_mean" and known["patients"].sum() > 0:
        weights = known["patients"].fillna(0.0)
        return {"value": (known["value"] * weights).sum() / weights.sum()}
    return {"value": known["value"].mean()}


def _benchmark(found: Answer) -> float:
    """What all practices are compared with; NaN where each has its own."""
    held = found.figures["benchmark"].dropna().unique()
    return float(held[0]) if len(held) == 1 else np.nan


def _compared(
    made: pd.DataFrame, benchmark: pd.Series | float, indicator: Indicator
) -> pd.DataFrame:
    beside = pd.Series(benchmark, made.index, dtype="float64")
    if indicator.method == "count":
        beside[:] = np.nan
    verdict = compare(
        made["value"], *(made[name] for name in LIMITS), beside, polarity=indicator.polarity
    )
    for name in ("practices", "practices_with_data"):
        if name not in made:
            made = made.assign(**{name: np.nan})
    return made.assign(benchmark=beside, comparison=verdict)
