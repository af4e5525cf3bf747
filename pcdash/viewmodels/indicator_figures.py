"""Figures of a report about one indicator: how practices or groups of them differ, and a series.

An indicator of which nothing is held for the place and period makes no figure, and none is made up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pcdash.definitions.periods import parse_period
from pcdash.errors import NoDataError, UserFacingError
from pcdash.viewmodels.categories import NO_CATEGORY
from pcdash.viewmodels.choices import periods
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.histories import History
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.numbers import of_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.report_figures import Figure, Link, link_of
from pcdash.viewmodels.sources import caveats_of, series_source
from pcdash.viewmodels.subject_parts import PARTS
from pcdash.viewmodels.subjects import place_history
from pcdash.viewmodels.tables import Column, Table, made_of
from pcdash.viewmodels.variation import VariationView, build_variation

PERIODS_TRIED = 4  # a period may be held of all England and not of this place
LEAST_POINTS = 2
COVERED = 0.9  # the share of practices below which a period counts as partly loaded
PARTLY = "Partly loaded: {}, and the others may differ."
RULES = {
    "differences": "Practices are compared with England by their 95% and 99.8% intervals.",
    "groups": "A group's figure is the sum of its practices' numerators over the sum of their "
    "denominators; scores are averaged. It is withheld where less than 90% of the registered "
    "patients are covered.",
    "series": "Figures of the place as its practices make them in each period.",
}


@dataclass(frozen=True)
class Wanted:
    """What a report is asked for: a place of the store, and a period or the latest of each."""

    area: str
    period: str | None = None


def period_choices(context: Context, indicator_id: str, asked: str | None) -> tuple[str, ...]:
    """The periods of an indicator that a report may take, the first that has a figure.

    With a period asked for: that one, and what ends within it, the latest first. Nothing else
    stands in for it.
    """
    held = periods(context.holdings, indicator_id).codes
    if asked is None:
        return held[:PERIODS_TRIED]
    whole = parse_period(asked)
    return tuple(one for one in held if _is_within(one, whole.start, whole.end))[:PERIODS_TRIED]


def differences(context: Context, indicator_id: str, wanted: Wanted) -> Figure | None:
    """How practices differ; None where fewer than two have a figure: one differs from nobody."""
    found = _variation(context, indicator_id, wanted, ("practice",), wanted.area, LEAST_POINTS)
    if found is None:
        return None
    question, view = found
    lines = [one for one in (view.second, view.benchmark) if one is not None]
    indicator = context.catalogue.indicator(indicator_id)
    numbers = tuple((one.name, figure_text(one.value, indicator)) for one in lines)
    return _figure(context, "differences", question, view, numbers, RULES["differences"])


def boroughs(context: Context, indicator_id: str, wanted: Wanted) -> Figure | None:
    """The boroughs of the place side by side, also in a report of one of them."""
    return _groups(context, "boroughs", indicator_id, wanted, ("borough", "ccg"), None)


def networks(context: Context, indicator_id: str, wanted: Wanted) -> Figure | None:
    """The primary care networks of a place side by side."""
    return _groups(context, "networks", indicator_id, wanted, ("pcn",), wanted.area)


def series(context: Context, indicator_id: str, wanted: Wanted) -> Figure | None:
    """An indicator of the place over its periods, to the one that is asked for."""
    indicator = context.catalogue.indicator(indicator_id)
    until = parse_period(wanted.period).end if wanted.period else None
    own = context.series_of(wanted.area)
    own = own[(own["indicator_id"] == indicator_id) & own["value"].notna()]
    if until is not None:
        own = own[own["end_date"].dt.date <= until]
    if len(own) < LEAST_POINTS:
        return None
    told = place_history(context, wanted.area, indicator_id, until)
    place, last = place_name(context, wanted.area), str(own["period"].iloc[-1])
    subtitle = f"{measure(indicator)}; {place}; {own['period'].iloc[0]} to {last}."
    rows = context.series_of(wanted.area)
    rows = rows[(rows["indicator_id"] == indicator_id) & rows["period"].isin(own["period"])]
    return Figure(
        key=f"series.{indicator_id}",
        title=indicator.title,
        finding=f"{indicator.title}: {_without_unit(told.finding)}",
        sentence="",
        subtitle=subtitle,
        notes=told.break_reasons,
        form="history",
        drawn={
            "points": told.points, "unit": told.unit, "breaks": told.breaks, "events": told.events,
        },
        alt=told.alt,
        table=_series_table(told, place),
        period=last,
        source=series_source(context.snapshot, context.catalogue, indicator, rows),
        caveats=caveats_of(context.catalogue, [indicator_id]),
        link=_series_link(context, indicator_id, wanted.area),
        numbers=((place, str(_own(told)["value_text"].iloc[-1])),),
        decimals=indicator.decimals,
        rule=RULES["series"],
    )  # fmt: skip


def _series_link(context: Context, indicator_id: str, area: str) -> Link:
    """The page that draws the same series: that of the indicator's subject, else Trends."""
    number = context.snapshot.number
    for page, parts in PARTS.items():
        if any(indicator_id in part.indicators for part in parts):
            return replace(link_of(page, number, area=area), part=indicator_id)
    return link_of("trends", number, indicator=indicator_id, place=area)


MAKERS: Mapping[str, Callable[[Context, str, Wanted], Figure | None]] = {
    "differences": differences, "boroughs": boroughs, "networks": networks, "series": series,
}  # fmt: skip


def _groups(
    context: Context,
    form: str,
    indicator_id: str,
    wanted: Wanted,
    levels: tuple[str, ...],
    scope: str | None,
) -> Figure | None:
    found = _variation(context, indicator_id, wanted, levels, scope)
    if found is None:
        return None
    question, view = found
    rows = zip(view.bars["area_name"], view.bars["value_text"], strict=True)
    return _figure(context, form, question, view, tuple(rows), RULES["groups"])


def _variation(
    context: Context,
    indicator_id: str,
    wanted: Wanted,
    levels: tuple[str, ...],
    scope: str | None,
    least: int = 1,
) -> tuple[Question, VariationView] | None:
    """The first level and period in which enough areas of the place have a figure."""
    for period in period_choices(context, indicator_id, wanted.period):
        for level in levels:
            question = Question(indicator_id, level=level, area=scope, period=period)
            try:
                view = build_variation(context, question)
            except NoDataError:
                continue
            if _held(view) >= least:
                return question, view
    return None


def _figure(
    context: Context,
    form: str,
    question: Question,
    view: VariationView,
    numbers: tuple[tuple[str, str], ...],
    rule: str,
) -> Figure:
    indicator = context.catalogue.indicator(question.indicator_id)
    counts, coverage = view.counts, _coverage(context, question)
    drawn = (
        {"rows": view.bars, "unit": view.unit, "benchmark": view.benchmark, "second": view.second}
        if counts is None
        else {
            "rows": counts.stacks, "categories": counts.categories,
            "favourable": counts.favourable, "rated": counts.rated,
        }
    )  # fmt: skip
    return Figure(
        key=f"{form}.{indicator.id}",
        title=indicator.title,
        finding=f"{indicator.title}: {view.finding}",
        sentence=f"{PARTLY.format(coverage) if coverage else ''} {view.sentence}".strip(),
        subtitle=view.subtitle,
        notes=view.notes,
        form="ranked_bars" if counts is None else "stacked_categories",
        drawn=drawn,
        alt=view.alt if counts is None else counts.alt,
        table=view.table_by("highest"),
        period=question.period or "",
        source=view.source.lines,
        caveats=view.caveats,
        link=link_of(
            "variation", context.snapshot.number, indicator=indicator.id, period=question.period,
            level=question.level, area=question.area or context.inside.system_code,
        ),
        numbers=numbers,
        decimals=indicator.decimals,
        rule=rule,
        coverage=coverage,
    )  # fmt: skip


def _held(view: VariationView) -> int:
    """How many areas of a view have a figure or a category."""
    if view.counts is None:
        return int(view.bars["value"].notna().sum())
    return sum(NO_CATEGORY not in row for row in view.table.rows)


def _coverage(context: Context, question: Question) -> str:
    """How few practices have a figure, in a period of which some have one; empty if they do not."""
    areas = context.areas_at_level(
        level="practice", period=question.period, basis=question.basis,
        scope_code=question.area or context.inside.system_code,
    )  # fmt: skip
    areas = areas[areas["is_open"].astype(bool)]
    held = held_of(
        context.snapshot, question.indicator_id, areas["area_code"],
        period=question.period, basis=question.basis,
    )  # fmt: skip
    with_figure = int((held["value"].notna() | held["category"].notna()).sum())
    if not with_figure or with_figure >= COVERED * len(areas):
        return ""
    has = "has" if with_figure == 1 else "have"
    return f"{of_text(with_figure, len(areas))} practices {has} a figure for {question.period}"


def _without_unit(finding: str) -> str:
    """What a history says without its unit, which the line under it has."""
    return finding.split(": ", 1)[-1].rstrip(".")


def _own(told: History) -> pd.DataFrame:
    points = told.points
    return points[(points["role"] == "area") & points["value"].notna()]


def _series_table(told: History, place: str) -> Table:
    """A row a period and a column a line of the chart, as the chart labels them."""
    points = told.points
    names = list(dict.fromkeys(points["series"]))
    shown = points.pivot_table("value_text", "date", "series", aggfunc="first", sort=False)
    labels = points.drop_duplicates("date").set_index("date")["period"]
    area = points.loc[points["role"] == "area", "series"].iloc[0]
    columns = [Column("Period")]
    columns += [Column(place if one == area else one, is_number=True) for one in names]
    rows = [
        (labels[when], *(_cell(shown, when, name) for name in names))
        for when in sorted(labels.index)
    ]
    return made_of(columns, rows)


def _cell(shown: pd.DataFrame, when: object, name: str) -> str:
    held = shown.at[when, name] if when in shown.index and name in shown else None
    return held if isinstance(held, str) else "[x]"


def _is_within(label: str, start: object, end: object) -> bool:
    try:
        return start <= parse_period(label).end <= end
    except UserFacingError:
        return False


def tried(
    indicators: Sequence[str], at_most: int, make: Callable[[str], Figure | None]
) -> Iterator[Figure]:
    """The figures of the first indicators that have one."""
    made = 0
    for one in indicators:
        figure = make(one)
        if figure is not None:
            yield figure
            made += 1
        if made == at_most:
            return
