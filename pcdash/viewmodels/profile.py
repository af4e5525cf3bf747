"""The profile of a place: every indicator of a subject on one spine, with its recent trend.

Verdicts are those of `pcdash.viewmodels.practice_figures`, so that chart and table cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.models import ENGLAND, Indicator
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import is_missing, number_text, range_text
from pcdash.viewmodels.practice_figures import latest, stands
from pcdash.viewmodels.recent import recent_of, recent_words
from pcdash.viewmodels.sources import provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.trigger_levels import level_ticks

BENCHMARK = "England"
NONE = float("nan")
SPREAD = ["lowest", "highest", "lower_quartile", "upper_quartile"]
RULE = (
    "The circle is compared with England by its own interval, as on every page. Each row has a "
    "scale of its own, on which the further of the lowest and the highest practice from England "
    "reaches the edge; where lower is better the row is turned, so that right is always better."
)


@dataclass(frozen=True)
class ProfileView:
    """A place on many indicators. `rows` has the columns that `pcdash.charts.spine` asks for."""

    finding: str
    rows: pd.DataFrame
    second: str
    table: Table
    provenance: Provenance
    alt: str
    notes: tuple[str, ...]
    why: tuple[tuple[str, str], ...]

    def page(self, codes: tuple[str, ...]) -> pd.DataFrame:
        """The rows of some indicators."""
        return self.rows[self.rows["indicator_id"].isin(codes)]


def build_profile(
    context: Context, area_code: str, place: str, indicator_ids: tuple[str, ...]
) -> ProfileView:
    """The profile of a place, a practice or a group, on some indicators.

    Args:
        place: The place as an alt text names it.
        indicator_ids: Those to show, in the order of their subject; counts and categories, which
            have no scale around England, are left out.
    """
    series = context.series_of(area_code)
    chosen = [one for one in indicator_ids if _has_scale(context.catalogue.indicators[one])]
    held = series[series["indicator_id"].isin(chosen)]
    figures = latest(held, context.catalogue)
    spreads = _spreads(context, chosen)
    levels = level_ticks(context).set_index("indicator_id")
    records = [
        _record(row, context.catalogue.indicators[row["indicator_id"]], spreads, series, levels)
        for row in figures.to_dict("records")
    ]
    ccgs = figures["ccg_name"].dropna().unique() if len(figures) else []
    second = f"{_short(ccgs[0])}" if len(ccgs) == 1 else "Its CCG of the time"
    drawn = [one["drawn"] for one in records]
    compared = [one for one in figures["comparison"] if one != "not_compared"]
    said = f"{counted(len(compared), 'indicator')} of {number_text(len(figures))} compared"
    return ProfileView(
        finding=stands(figures),
        rows=pd.DataFrame(drawn),
        second=second if len(ccgs) else "",
        table=made_of(
            *_table(second, records, has_second=bool(len(ccgs))),
            codes=[one["drawn"]["indicator_id"] for one in records],
        ),
        provenance=provenance(
            f"{place}: profile",
            (("Area", place), *sources_of(context.snapshot, context.catalogue, chosen)),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"profile_{area_code}",
        ),
        alt=f"Spine chart of {place} against England: {said}.",
        notes=_notes(spreads, chosen),
        why=(
            ("Rule", RULE),
            ("Bars", "Light from the lowest to the highest practice, dark the middle half."),
            ("Ticks", "Where there are trigger values: level 1 thin, level 2 thick."),
            ("Recent trend", "The last five years without a gap; χ² test as OHID Fingertips."),
        ),
    )  # fmt: skip


def _has_scale(indicator: Indicator) -> bool:
    return indicator.method not in ("count", "category")


def _spreads(context: Context, ids: list[str]) -> pd.DataFrame:
    """How practices spread, the system's where they are held, else England's, and whose it is.

    The extremes of England's practices are odd ones, beside which nothing else can be seen.
    """
    known = context.inside
    codes = {known.place_name: known.system_code, "England": ENGLAND}
    parts = []
    for name, code in codes.items():
        found = run_query(context.snapshot, "spreads", area_code=code, indicator_ids=ids)
        parts.append(found.assign(of=name))
    return (
        pd.concat(parts)
        .drop_duplicates(["indicator_id", "period"])
        .set_index(["indicator_id", "period"])
    )


def _record(
    row: Mapping[str, Any],
    indicator: Indicator,
    spreads: pd.DataFrame,
    series: pd.DataFrame,
    levels: pd.DataFrame,
) -> dict[str, Any]:
    """What is drawn of a row, and its cells."""
    key = (indicator.id, row["period"])
    spread = spreads.loc[key] if key in spreads.index else None
    at = _positions(row, indicator, spread, levels)
    shown = {
        "value": figure_text(row["value"], indicator, flag=row["flag"]),
        "second": figure_text(row["ccg_value"], indicator),
        "benchmark": figure_text(row["england_value"], indicator),
    }
    ends = ("[x]", "[x]")
    if spread is not None:
        low, high = (figure_text(spread[name], indicator) for name in ("lowest", "highest"))
        ends = (high, low) if indicator.polarity == "lower" else (low, high)
    drawn = {
        "indicator_id": indicator.id,
        "title": indicator.title,
        "period": row["period"],
        **at,
        "verdict": row["comparison"],
        "value_text": shown["value"],
        "benchmark_text": shown["benchmark"],
        "range_text": f"{ends[0]} to {ends[1]}",
    }
    middle = "[x]"
    if spread is not None:
        middle = range_text(
            spread["lower_quartile"], spread["upper_quartile"], decimals=indicator.decimals
        )
    direction = _trend(series, indicator)
    count = number_text(row["numerator"], missing="[z]")
    cells = (
        indicator.title, row["period"], direction, count, shown["value"], shown["second"],
        shown["benchmark"], words.VERDICTS[row["comparison"]].cell, ends[0], middle, ends[1],
        number_text(spread["practices"]) if spread is not None else "[x]",
    )  # fmt: skip
    return {"drawn": drawn, "cells": cells}


def _table(
    second: str, records: list[dict[str, Any]], *, has_second: bool
) -> tuple[list[Column], list[list[str]]]:
    """The columns and rows, without a column of the CCG where the place is in none."""
    columns = _columns(second)
    kept = [at for at, one in enumerate(columns) if has_second or one.label != second]
    rows = [[one["cells"][at] for at in kept] for one in records]
    return [columns[at] for at in kept], rows


def _columns(second: str) -> list[Column]:
    return [
        Column("Indicator"),
        Column("Period"),
        Column("Recent trend"),
        Column("Count", is_number=True),
        Column("Value", is_number=True),
        Column(second, is_number=True),
        Column(BENCHMARK, is_number=True),
        Column("Against England"),
        Column("Worst or lowest", is_number=True),
        Column("Middle half", is_number=True),
        Column("Best or highest", is_number=True),
        Column("Practices in the range", is_number=True),
    ]


def _positions(
    row: Mapping[str, Any], indicator: Indicator, spread: pd.Series | None, levels: pd.DataFrame
) -> dict[str, float]:
    """Where everything stands from 0 to 1, England at 0.5; nothing stands without England."""
    given = {
        "low": NONE, "high": NONE, "lower_quartile": NONE, "upper_quartile": NONE,
        "place": row["value"], "second": row["ccg_value"], "level_1": NONE, "level_2": NONE,
    }  # fmt: skip
    if spread is not None:
        given |= {"low": spread["lowest"], "high": spread["highest"]}
        given |= {name: spread[name] for name in ("lower_quartile", "upper_quartile")}
    if indicator.id in levels.index:
        given |= {name: levels.at[indicator.id, name] for name in ("level_1", "level_2")}
    middle = row["england_value"]
    reach = max(
        (abs(value - middle) for value in given.values() if not is_missing(value)), default=0
    )
    if is_missing(middle) or not reach:
        at_middle = {"place": 0.5} if not is_missing(middle) else {}
        return dict.fromkeys(given, NONE) | at_middle
    way = -1 if indicator.polarity == "lower" else 1
    return {name: 0.5 + way * (value - middle) / (2 * reach) for name, value in given.items()}


def _trend(series: pd.DataFrame, indicator: Indicator) -> str:
    held = series[series["indicator_id"] == indicator.id]
    direction = recent_of(held, indicator).direction
    said = recent_words(direction, indicator)
    return f"{words.TREND_ARROWS[direction]} {words.capitalised(said)}".strip()


def _notes(spreads: pd.DataFrame, chosen: list[str]) -> tuple[str, ...]:
    if spreads.empty:
        return ("No range: figures of other practices are not held.",) if chosen else ()
    names = words.sentence_list([*dict.fromkeys(spreads["of"])])
    return (f"The bars are of the practices of {names} that are held in the same period.",)


def _short(name: str) -> str:
    return name.removeprefix("NHS ").removesuffix(" CCG") + " CCG"
