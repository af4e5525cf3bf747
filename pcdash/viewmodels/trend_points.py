"""A series as a chart and a table have it: a row a period, with its limits and its rule."""

from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats.position import deciles
from pcdash.stats.spc import Chart
from pcdash.viewmodels import words
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.labelled import Mark
from pcdash.viewmodels.numbers import is_missing, number_text
from pcdash.viewmodels.tables import Column, Table, made_of

NONE = float("nan")


@dataclass(frozen=True)
class Series:
    """The rows of a series, a row a period without gaps, and the places where phases begin."""

    indicator: Indicator
    place: str
    rows: pd.DataFrame
    rebase: tuple[int, ...]
    breaks: tuple[tuple[Mark, str], ...]


def points_of(series: Series, chart: Chart | None) -> pd.DataFrame:
    """The rows that `pcdash.charts.spc` asks for; without a chart, around the median."""
    rows, indicator = series.rows, series.indicator
    lines = chart.points if chart else {"mean": _median(series), "lower": NONE, "upper": NONE}
    kinds = chart.points["kind"] if chart else pd.Series("common_cause", index=rows.index)
    rules = chart.points["rule"] if chart else pd.Series("none", index=rows.index)
    starts = set(series.rebase)
    return pd.DataFrame(
        {
            "period": rows["period"],
            "date": rows["date"],
            "value": rows["value"],
            **{name: lines[name] for name in ("mean", "lower", "upper")},
            "kind": kinds,
            "kind_label": [words.KINDS[one] for one in kinds] if chart else "",
            "value_text": [figure_text(value, indicator) for value in rows["value"]],
            "reason": [words.RULES.get(one, "") for one in rules],
            "phase": [sum(at <= place for at in starts) for place in range(len(rows))],
        }
    )


def labels_of(series: Series, chart: Chart | None) -> dict[str, str]:
    """The words at the end of each line."""
    if chart is None:
        median = _median(series)
        if is_missing(median):
            return {}
        return {"mean": f"Median {figure_text(median, series.indicator)}"}
    last = chart.points.iloc[-1]
    return {
        name: f"{said} {figure_text(last[name], series.indicator)}"
        for name, said in (("mean", "Mean"), ("lower", "Lower"), ("upper", "Upper"))
    }


def _median(series: Series) -> float:
    """The median; none of a single figure, which is one itself."""
    if series.rows["value"].notna().sum() < 2:
        return NONE
    halves = deciles(series.rows["value"])
    return float(halves.loc[halves["decile"] == 50, "value"].iloc[0])


def table_of(series: Series, chart: Chart | None) -> Table:
    """A row a period: value, rule and limits, or the interval, and the counts behind it.

    A run of a few months has no row for those of which nothing is held: they would be most of it.
    """
    rows, indicator = series.rows, series.indicator
    if chart is None and indicator.frequency not in ("year", "calendar"):
        rows = rows[rows["value"].notna() | rows["flag"].notna()]
    decimals = indicator.decimals
    columns = [Column("Period"), Column(words.capitalised(indicator.unit), is_number=True)]
    cells = [
        rows["period"].tolist(),
        [
            number_text(value, decimals=decimals, missing=words.symbol_of(flag))
            for value, flag in zip(rows["value"], rows["flag"], strict=True)
        ],
    ]
    if chart:
        columns += [Column("Point"), Column("Rule")]
        known = rows["value"].notna()
        cells += [
            [
                words.KINDS[kind] if has else ""
                for kind, has in zip(chart.points["kind"], known, strict=True)
            ],
            [words.RULES.get(rule, "") for rule in chart.points["rule"]],
        ]
        for name in ("mean", "lower", "upper"):
            columns.append(
                Column("Mean" if name == "mean" else f"{name.capitalize()} limit", is_number=True)
            )
            cells.append([number_text(one, decimals=decimals) for one in chart.points[name]])
    elif rows["lower_95"].notna().any():
        for name in ("lower_95", "upper_95"):
            end = "from" if name == "lower_95" else "to"
            columns.append(Column(f"95% interval {end}", is_number=True))
            cells.append([number_text(one, decimals=decimals) for one in rows[name]])
    for name in ("numerator", "denominator"):
        if rows[name].notna().any() and indicator.method != "count":
            columns.append(Column(name.capitalize(), is_number=True))
            cells.append([number_text(one) for one in rows[name]])
    return made_of(columns, list(zip(*cells, strict=True)))
