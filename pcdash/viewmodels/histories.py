"""One indicator of one practice over its periods, with its CCG and England: what a chart draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import in_order
from pcdash.viewmodels.numbers import number_text, range_text, with_unit

SERIES = {"area": "This practice", "second": "Its CCG"}


@dataclass(frozen=True)
class Mark:
    """A date from which figures are not comparable with those before."""

    date: date
    label: str


@dataclass(frozen=True)
class History:
    """A history in words and points. `points` has the columns of `pcdash.charts.time_series`."""

    title: str
    unit: str
    finding: str
    points: pd.DataFrame
    breaks: tuple[Mark, ...]
    break_reasons: tuple[str, ...]
    alt: str


def with_history(series: pd.DataFrame, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The indicators of which the practice has values in two periods or more, in order."""
    own = series[(series["role"] == "area") & series["value"].notna()]
    counts = own.groupby("indicator_id")["period"].nunique()
    several = counts.index[counts >= 2]
    return in_order(catalogue.indicators[one] for one in several)


def history_of(series: pd.DataFrame, indicator: Indicator, place: str) -> History:
    """The history of one indicator.

    Args:
        series: The figures, as `pcdash.viewmodels.practice_figures.series_of` gives them.
        place: The practice, as an alt text names it.
    """
    rows = series[series["indicator_id"] == indicator.id]
    if indicator.method == "count":
        # England's number of patients would flatten that of the practice.
        rows = rows[rows["role"] == "area"]
    points = pd.DataFrame(
        {
            "series": rows["role"].map(SERIES).fillna(rows["name"]),
            "role": rows["role"],
            "period": rows["period"],
            "date": rows["end_date"],
            "value": rows["value"],
            "lower_95": rows["lower_95"].where(rows["role"] == "area"),
            "upper_95": rows["upper_95"].where(rows["role"] == "area"),
            "value_text": [_shown(row, indicator) for row in rows.to_dict("records")],
            "interval_text": [
                range_text(low, high, decimals=indicator.decimals)
                for low, high in zip(rows["lower_95"], rows["upper_95"], strict=True)
            ],
        }
    ).reset_index(drop=True)
    # The CCG is the one of the time: its name is that of the latest.
    finding = _finding(points, dict(zip(rows["role"], rows["name"], strict=True)))
    breaks = _breaks(rows, indicator)
    title = f"{indicator.title}, {indicator.unit}"
    return History(
        title=indicator.title,
        unit=indicator.unit,
        finding=f"{words.capitalised(indicator.unit)}: {finding}",
        points=points,
        breaks=tuple(mark for mark, _ in breaks),
        break_reasons=tuple(reason for _, reason in breaks),
        alt=f"Line chart of {title}, for {place}, its CCG and England. {finding}",
    )


def _finding(points: pd.DataFrame, names: Mapping[str, str]) -> str:
    own = points[(points["role"] == "area") & points["value"].notna()].sort_values("date")
    first, last = own.iloc[0], own.iloc[-1]
    parts = [
        f"{first['value_text']} in {first['period']}, {last['value_text']} in {last['period']}"
    ]
    for role in ("second", "benchmark"):
        beside = points[(points["role"] == role) & (points["period"] == last["period"])]
        if len(beside) and beside["value"].notna().all():
            parts.append(f"{names[role]} {beside['value_text'].iloc[0]}")
    return "; ".join(parts) + "."


def _breaks(rows: pd.DataFrame, indicator: Indicator) -> list[tuple[Mark, str]]:
    """The breaks inside the time that is shown."""
    first = rows["end_date"].min()
    marks = []
    for one in indicator.breaks:
        period = parse_period(one.period)
        if first < pd.Timestamp(period.start) <= rows["end_date"].max():
            marks.append((Mark(period.start, f"Not comparable before {one.period}"), one.reason))
    return marks


def _shown(row: dict[str, object], indicator: Indicator) -> str:
    text = number_text(
        row["value"], decimals=indicator.decimals, missing=words.symbol_of(row["flag"])
    )
    return with_unit(text, indicator.unit)
