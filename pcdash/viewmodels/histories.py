"""One indicator of one place over its periods, with its CCG and England: what a chart draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.labelled import Mark
from pcdash.viewmodels.marks import breaks_between
from pcdash.viewmodels.names import display_name, short_name
from pcdash.viewmodels.numbers import is_missing, range_text
from pcdash.viewmodels.places import own_name
from pcdash.viewmodels.verdicts import since_when


@dataclass(frozen=True)
class History:
    """A history in words and points. `points` has the columns of `pcdash.charts.time_series`."""

    title: str
    unit: str
    finding: str
    points: pd.DataFrame
    breaks: tuple[Mark, ...]
    break_reasons: tuple[str, ...]
    events: tuple[Mark, ...]
    alt: str


def with_history(series: pd.DataFrame, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The indicators of which the practice has values in two periods or more, in order."""
    counts = series.loc[series["value"].notna(), "indicator_id"].value_counts()
    return in_order(catalogue.indicators[one] for one in counts.index[counts >= 2])


def build_history(context: Context, code: str, indicator_id: str, place: str) -> History:
    """The history of one indicator of a place.

    Args:
        code: The area.
        place: The area as an alt text names it.
    """
    series = context.series_of(code)
    own = series[series["indicator_id"] == indicator_id]
    return history_of(
        own, context.catalogue.indicator(indicator_id), own_name(context, code), place
    )


def history_of(series: pd.DataFrame, indicator: Indicator, name: str, place: str) -> History:
    """The history of the rows of one indicator of one place.

    Args:
        name: What the chart calls the place.
        place: The place as an alt text names it.
    """
    rows = series.to_dict("records")
    since = since_when(series, indicator)
    judged = f" Against England: {since}." if since else ""
    finding = f"{words.capitalised(indicator.unit)}: {_finding(rows, indicator)}{judged}"
    breaks = breaks_between(indicator, *(rows[at]["end_date"].date() for at in (0, -1)))
    return History(
        title=indicator.title,
        unit=indicator.unit,
        finding=finding,
        points=pd.DataFrame([point for row in rows for point in _points(row, indicator, name)]),
        breaks=tuple(mark for mark, _ in breaks),
        break_reasons=tuple(reason for _, reason in breaks),
        events=_moves(rows),
        alt=f"Line chart of {indicator.title}, for {place}, its CCG and England. {finding}",
    )


def _points(row: Mapping[str, Any], indicator: Indicator, name: str) -> list[dict[str, Any]]:
    """The points of a period: of the place by its name, its CCG and England."""
    at = {"period": row["period"], "date": row["end_date"]}
    own = {
        "series": name,
        "role": "area",
        **at,
        "value": row["value"],
        "lower_95": row["lower_95"],
        "upper_95": row["upper_95"],
        "value_text": figure_text(row["value"], indicator, flag=row["flag"]),
        "interval_text": range_text(row["lower_95"], row["upper_95"], decimals=indicator.decimals),
    }
    if indicator.method == "count":
        # England's number of patients would flatten that of the place.
        return [own]
    none = float("nan")
    beside = (("Its CCG", "second", "ccg_value"), ("England", "benchmark", "england_value"))
    return [
        own,
        *(
            {
                "series": series,
                "role": role,
                **at,
                "value": row[name],
                "lower_95": none,
                "upper_95": none,
                "value_text": figure_text(row[name], indicator),
                "interval_text": "",
            }
            for series, role, name in beside
            if not is_missing(row[name])
        ),
    ]


def _finding(rows: list[dict[str, Any]], indicator: Indicator) -> str:
    """First and last value, and those of the CCG and England beside the last."""
    own = [row for row in rows if not is_missing(row["value"])]
    first, last = own[0], own[-1]
    parts = [f"{figure_text(row['value'], indicator)} in {row['period']}" for row in (first, last)]
    said = ", ".join(parts)
    if indicator.method != "count":
        ccg = display_name(last["ccg_name"]) if isinstance(last["ccg_name"], str) else ""
        for name, value in ((ccg, last["ccg_value"]), ("England", last["england_value"])):
            if name and not is_missing(value):
                said += f"; {short_name(name)} {figure_text(value, indicator)}"
    return f"{said}."


def _moves(rows: list[dict[str, Any]]) -> tuple[Mark, ...]:
    """Where the place has moved to another CCG between two of its periods."""
    known = [row for row in rows if isinstance(row["ccg_name"], str)]
    return tuple(
        Mark(after["end_date"].date(), f"In {display_name(after['ccg_name'])}")
        for before, after in pairwise(known)
        if before["ccg_code"] != after["ccg_code"]
    )
