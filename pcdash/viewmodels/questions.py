"""Questions worth asking of a place: where it differs most, in words, without a claim of cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pcdash.definitions.models import Indicator
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import is_missing
from pcdash.viewmodels.practice_figures import latest
from pcdash.viewmodels.verdicts import since_when

MOST = 6


@dataclass(frozen=True)
class Asked:
    """A question in words, and the indicator that its answer begins with."""

    text: str
    indicator_id: str


def build_questions(context: Context, area_code: str) -> tuple[Asked, ...]:
    """The questions that the latest figures of a place raise, the strongest first.

    Figures worse than England come before those that are merely higher or lower; among them, those
    beyond the 99.8% interval, and then those furthest from England for the width of their
    interval.
    """
    series = context.series_of(area_code)
    rows = latest(series, context.catalogue)
    worth = rows[rows["comparison"].str.startswith(("worse", "higher", "lower"))]
    ranked = sorted(worth.to_dict("records"), key=_strength, reverse=True)
    made = []
    for row in ranked[:MOST]:
        indicator = context.catalogue.indicators[row["indicator_id"]]
        own = series[series["indicator_id"] == indicator.id]
        made.append(Asked(_text(row, indicator, since_when(own, indicator)), indicator.id))
    return tuple(made)


def _strength(row: Mapping[str, Any]) -> tuple[bool, bool, float]:
    width = row["upper_95"] - row["lower_95"]
    away = abs(row["value"] - row["england_value"])
    verdict = row["comparison"]
    return verdict.startswith("worse"), verdict.endswith("998"), away / width if width else 0.0


def _text(row: Mapping[str, Any], indicator: Indicator, since: str) -> str:
    side = "higher" if row["value"] > row["england_value"] else "lower"
    said = (
        f"{indicator.title} is {figure_text(row['value'], indicator)} here in {row['period']}, "
        f"{side} than England's {figure_text(row['england_value'], indicator)}"
    )
    if not is_missing(row["ccg_value"]):
        said += f" ({figure_text(row['ccg_value'], indicator)} in its CCG)"
    judged = f"; {since}" if since else ""
    return f"{said}{judged}. What is behind it?"
