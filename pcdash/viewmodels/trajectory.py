"""Is a place on course for its target? Its figures, and the straight way there from a baseline."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import Period, parse_period
from pcdash.stats.course import Course, course
from pcdash.stats.opportunity import to_level
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.differences import unit_of_differences
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.limits import exact_events
from pcdash.viewmodels.marks import breaks_between, events_between
from pcdash.viewmodels.numbers import is_missing, number_text, range_text
from pcdash.viewmodels.places import own_name, place_name
from pcdash.viewmodels.sources import provenance, series_source
from pcdash.viewmodels.tables import Column, Table, made_of
from pcdash.viewmodels.targets import Aim, aim_of

NONE = float("nan")
WHY = (
    (
        "Rule",
        "The figure is on course if its 95% interval holds the value of the straight way at that "
        "date, ahead or behind if it lies beyond; without an interval it is on course at that "
        "value or better.",
    ),
    (
        "Straight way",
        "From the baseline to the target in equal steps a day. Nobody has promised these steps.",
    ),
    ("Source of the method", "This project's own."),
)


@dataclass(frozen=True)
class _Way:
    """A series of a place and the straight way to its target, which may have no beginning."""

    indicator: Indicator
    aim: Aim
    known: pd.DataFrame
    by: Period
    start: date | None
    baseline: float | None

    @property
    def latest(self) -> pd.Series:
        return self.known.iloc[-1]

    def course_of(self, row: Mapping[str, Any]) -> Course:
        """Where a figure stood at its date."""
        when, share = _day(row["end_date"]), None
        if when >= self.by.end:
            share = 1.0
        elif self.start is not None and when >= self.start:
            share = (when - self.start).days / (self.by.end - self.start).days
        return course(
            row["value"],
            row["lower_95"],
            row["upper_95"],
            level=self.aim.level,
            share=share,
            baseline=self.baseline,
            polarity=self.indicator.polarity,
        )


def build_trajectory(context: Context, area_code: str, indicator_id: str) -> FormView | None:
    """The trajectory of a place, drawn by `pcdash.charts.time_series.history`.

    Returns:
        None where the place has no target on the indicator, no figure of it, or where neither
        direction is good.

    Raises:
        UnknownIndicatorError: no definition has the id.
    """
    indicator = context.catalogue.indicator(indicator_id)
    aim = aim_of(context.catalogue, indicator, area_code)
    series = context.series_of(area_code)
    known = series[(series["indicator_id"] == indicator_id) & series["value"].notna()]
    if aim is None or known.empty or indicator.polarity == "none":
        return None
    way = _way(indicator, aim, known)
    place, now = place_name(context, area_code), way.course_of(way.latest)
    source = series_source(context.snapshot, context.catalogue, indicator, known)
    ends = (_day(known["end_date"].iloc[0]), _day(known["end_date"].iloc[-1]))
    breaks = breaks_between(indicator, *ends)
    around = {area_code, *known["ccg_code"].dropna()}
    subtitle = f"{measure(indicator)}; {place}; target by {aim.by}."
    finding, sentence = _finding(way, now), _sentence(way, now)
    return FormView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        notes=(f"{aim.title} Source: {aim.source}.", *(reason for _, reason in breaks)),
        drawn={
            "points": _points(way, own_name(context, area_code)),
            "unit": indicator.unit,
            "breaks": tuple(mark for mark, _ in breaks),
            "events": events_between(context.catalogue, indicator.id, around, *ends),
        },
        alt=f"Line chart of {subtitle} {finding}. {sentence}",
        table=_table(way),
        provenance=provenance(
            f"Trajectory: {subtitle}",
            (
                ("Indicator", f"{indicator.title} ({indicator.id})"),
                ("Area", place),
                ("Target", f"{aim.title} {aim.source}."),
                *source,
            ),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"trajectory_{indicator.id}_{area_code}",
        ),
        why=WHY,
    )


def _way(indicator: Indicator, aim: Aim, known: pd.DataFrame) -> _Way:
    """The way from the baseline that the target names, else from the first figure before it."""
    by = parse_period(aim.by)
    begins = known[[_day(when) < by.end for when in known["end_date"]]]
    if aim.baseline_period is not None:
        begins = begins[begins["period"] == aim.baseline_period]
    if begins.empty:
        return _Way(indicator, aim, known, by, None, None)
    first = begins.iloc[0]
    return _Way(indicator, aim, known, by, _day(first["end_date"]), float(first["value"]))


def _day(when: pd.Timestamp) -> date:
    return when.date()


def _finding(way: _Way, now: Course) -> str:
    at = f"{figure_text(way.latest['value'], way.indicator)} in {way.latest['period']}"
    target = figure_text(way.aim.level, way.indicator)
    if now.standing == "met":
        return f"The target is met: {at}, against {target}"
    if now.standing == "missed":
        return f"Short of a target that was due by {way.aim.by}: {at}, against {target}"
    if now.standing is None:
        return f"Short of the target: {at}, against {target}"
    asked = f"the straight way is at {figure_text(now.expected, way.indicator)}"
    said = {"ahead": "Ahead of", "on_course": "On course for", "behind": "Behind on the way to"}
    return f"{said[now.standing]} the target: {at}, {asked}"


def _sentence(way: _Way, now: Course) -> str:
    """What lacks to the target, in its unit and in people, practices or whatever is counted."""
    if now.gap == 0:
        return ""
    one, row = way.indicator, way.latest
    gap = f"{number_text(now.gap, decimals=one.decimals)} {unit_of_differences(one)}"
    said = f"The gap is {gap}"
    number = _number(way, row)
    if number is None:
        return f"{said}."
    more = "more" if one.polarity == "higher" else "fewer"
    return (
        f"{said}: {number_text(number)} {more} of {number_text(row['denominator'])}, counted as: "
        f"{words.uncapitalised(one.numerator)}."
    )


def _number(way: _Way, row: Mapping[str, Any]) -> int | None:
    """How many more, or fewer, would reach the level, in whole ones."""
    counts = exact_events(way.known.tail(1), way.indicator).iloc[0], row["denominator"]
    if any(map(is_missing, counts)) or counts[1] <= 0:
        return None
    share = way.aim.level / way.indicator.multiplier
    events = to_level([counts[0]], [counts[1]], share, polarity=way.indicator.polarity)
    return math.ceil(abs(round(float(events.iloc[0]), 6)))


def _points(way: _Way, name: str) -> pd.DataFrame:
    """The figures, and the two ends of the way, or its end alone."""
    one = way.indicator
    points = [
        {
            "series": name,
            "role": "area",
            "period": row["period"],
            "date": row["end_date"],
            **{key: row[key] for key in ("value", "lower_95", "upper_95")},
            "value_text": figure_text(row["value"], one),
            "interval_text": range_text(row["lower_95"], row["upper_95"], decimals=one.decimals),
        }
        for row in way.known.to_dict("records")
    ]
    ends = [(way.by.end, way.aim.level, way.aim.by)]
    if way.start is not None:
        first = way.known[[_day(when) == way.start for when in way.known["end_date"]]].iloc[0]
        ends.insert(0, (way.start, way.baseline, first["period"]))
    points += [
        {
            "series": f"target, {way.aim.by}",
            "role": "target",
            "period": period,
            "date": pd.Timestamp(when),
            "value": value,
            "lower_95": NONE,
            "upper_95": NONE,
            "value_text": figure_text(value, one),
            "interval_text": "",
        }
        for when, value, period in ends
    ]
    return pd.DataFrame(points)


def _table(way: _Way) -> Table:
    one = way.indicator
    columns = (
        Column("Period"),
        Column(words.capitalised(one.unit), is_number=True),
        Column("95% interval"),
        Column("Straight way to the target", is_number=True),
        Column("Gap to the target", is_number=True),
    )
    rows = []
    for row in way.known.to_dict("records"):
        found = way.course_of(row)
        expected = number_text(found.expected, decimals=one.decimals, missing="[z]")
        rows.append(
            (
                row["period"],
                number_text(row["value"], decimals=one.decimals),
                range_text(row["lower_95"], row["upper_95"], decimals=one.decimals),
                expected,
                number_text(found.gap, decimals=one.decimals),
            )
        )
    target = number_text(way.aim.level, decimals=one.decimals)
    rows.append((f"Target, by {way.aim.by}", "[z]", "", target, "[z]"))
    return made_of(columns, rows)
