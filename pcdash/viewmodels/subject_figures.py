"""Figures of a report about ratings, triggers, targets, milestones, estates and maturity.

Each is taken from the view-model of the subject's page; where that has nothing, there is no figure.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from pcdash.errors import NoChartError, NoDataError
from pcdash.store.queries import run_query
from pcdash.viewmodels import maturity, maturity_rounds, ratings_held, triggers
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.estates import build_estates
from pcdash.viewmodels.indicator_figures import Wanted, period_choices
from pcdash.viewmodels.milestones import build_milestones
from pcdash.viewmodels.numbers import date_text
from pcdash.viewmodels.ratings import RatingsView, Stacked, build_ratings
from pcdash.viewmodels.records import inside_of, rows_of
from pcdash.viewmodels.report_figures import Figure, Link, link_of
from pcdash.viewmodels.tables import Table
from pcdash.viewmodels.target_list import build_targets

YEARS_WITHOUT_INSPECTION = 3
NOT_A_RANKING = "The states are an aid to development, and no ranking."


class _Told(Protocol):
    """What the view-models of the programme have in common."""

    finding: str
    sentence: str
    notes: tuple[str, ...]
    source: tuple[tuple[str, str], ...]


def ratings(context: Context, indicator_id: str, wanted: Wanted) -> Iterator[Figure]:
    """Ratings by place, and over time where more than one period is held."""
    for period in period_choices(context, indicator_id, wanted.period):
        earlier = ratings_held.earlier_than(context, indicator_id, period).codes
        asked = ratings_held.Asked(
            indicator_id, period, wanted.area, earlier[-1] if earlier else None,
            YEARS_WITHOUT_INSPECTION,
        )  # fmt: skip
        try:
            view = build_ratings(context, asked)
        except NoDataError:
            continue
        link = {
            "area": wanted.area, "rating": indicator_id, "month": period, "since": asked.since,
        }  # fmt: skip
        yield _rating(context, view, view.by_place, "ratings", period, link)
        over_time = view.others[0]
        if len(over_time.table.rows) > 1:
            yield _rating(context, view, over_time, "ratings_over_time", period, link)
        return


def triggers_raised(context: Context, wanted: Wanted) -> Iterator[Figure]:
    """Practices by category of the outcome standards."""
    for period in period_choices(context, triggers.CATEGORY, wanted.period):
        try:
            view = triggers.build_triggers(context, period, wanted.area)
        except NoDataError:
            continue
        if len(view.stacks):
            yield Figure(
                key="triggers",
                title="General practice outcome standards",
                finding=view.finding,
                sentence=view.sentence,
                subtitle=view.subtitle,
                notes=(*view.notes, view.moved),
                form="stacked_categories",
                drawn={
                    "rows": view.stacks, "categories": view.categories,
                    "favourable": view.favourable, "rated": view.categories,
                },
                alt=view.alt,
                table=view.counts,
                period=period,
                source=view.source,
                caveats=(),
                link=link_of(
                    "triggers", context.snapshot.number, area=wanted.area, quarter=period
                ),
                numbers=_whole_row(view.counts),
            )  # fmt: skip
            return


def targets(context: Context, wanted: Wanted) -> Iterator[Figure]:
    """Every target and where it stands; they are what they are today, whatever period is asked."""
    view = build_targets(context)
    if view is not None:
        link = link_of("overview", context.snapshot.number)
        yield _table_figure(context, view, "targets", "Targets", view.table, link)


def milestones(context: Context, wanted: Wanted) -> Iterator[Figure]:
    """Milestones in time; phases alone, which are definitions, make no figure."""
    view = build_milestones(context, wanted.area)
    if view.table.rows:
        link = link_of("programme", context.snapshot.number, area=wanted.area, section="delivery")
        made = _table_figure(context, view, "milestones", "Milestones", view.table, link)
        yield _drawn(made, "milestones", {"rows": view.bars}, view.alt, view.subtitle)


def estates(context: Context, wanted: Wanted) -> Iterator[Figure]:
    """Premises and schemes, where any record of them is held."""
    practices = inside_of(context, wanted.area)
    if rows_of(context, "premises", practices):
        view = build_estates(context, wanted.area)
        link = link_of("programme", context.snapshot.number, area=wanted.area, section="estates")
        yield _table_figure(context, view, "estates", "Estates", view.kinds, link)


def maturities(context: Context, framework_id: str, wanted: Wanted) -> Iterator[Figure]:
    """A framework by place and theme, at the first level of which anybody has assessed one."""
    if framework_id not in maturity_rounds.frameworks_of(context).labels:
        return
    for level in maturity_rounds.levels_of(context, framework_id).codes:
        try:
            view = maturity.build_maturity(
                context,
                framework_id,
                level,
                wanted.area,
                maturity.EVERY,
                next(iter(maturity.ORDERS)),
            )
        except NoChartError:
            continue
        link = link_of(
            "maturity", context.snapshot.number, framework=framework_id, organisations=level,
            area=wanted.area,
        )  # fmt: skip
        made = _table_figure(
            context, view, f"maturity.{framework_id}", "Maturity", view.matrix, link,
            also=(NOT_A_RANKING, view.key),
        )  # fmt: skip
        yield _drawn(made, "maturity_heatmap", {"cells": view.cells}, view.alt, view.subtitle)
        return


MAKERS: Mapping[str, Callable[[Context, Wanted], Iterator[Figure]]] = {
    "triggers": triggers_raised, "targets": targets, "milestones": milestones, "estates": estates,
}  # fmt: skip


def _rating(
    context: Context,
    view: RatingsView,
    panel: Stacked,
    key: str,
    period: str,
    link: Mapping[str, str | None],
) -> Figure:
    is_first = panel is view.by_place
    return Figure(
        key=key,
        title=f"Ratings, {panel.heading.lower()}",
        finding=view.finding if is_first else panel.finding,
        sentence=view.sentence if is_first else "",
        subtitle=view.subtitle,
        notes=(*view.notes, view.moved, view.inspections.finding) if is_first else (),
        form="stacked_categories",
        drawn={
            "rows": panel.stacks, "categories": view.categories,
            "favourable": view.favourable, "rated": view.rated,
        },
        alt=f"Stacked bars of practices by rating, {panel.heading.lower()}. {panel.finding}",
        table=panel.table,
        period=period,
        source=view.source,
        caveats=view.caveats,
        link=replace(link_of("ratings", context.snapshot.number, **link), part=panel.key),
        numbers=_whole_row(panel.table) if is_first else (),
    )  # fmt: skip


def _table_figure(
    context: Context,
    view: _Told,
    key: str,
    title: str,
    table: Table,
    link: Link,
    *,
    also: tuple[str, ...] = (),
) -> Figure:
    """A figure that is a table; its period is the day of the last load, to which records stand."""
    return Figure(
        key=key,
        title=title,
        finding=view.finding,
        sentence=view.sentence,
        subtitle=f"{title}; as loaded by {loaded_by(context)}.",
        notes=(*also, *view.notes),
        form="",
        drawn={},
        alt="",
        table=table,
        period=f"as loaded by {loaded_by(context)}",
        source=view.source,
        caveats=(),
        link=link,
        numbers=(("Finding", view.finding),),
    )


def loaded_by(context: Context) -> str:
    """The day of the last load of a snapshot, in words."""
    return date_text(run_query(context.snapshot, "load_history")["loaded_at"].max())


def _drawn(made: Figure, form: str, drawn: dict[str, Any], alt: str, subtitle: str) -> Figure:
    return replace(made, form=form, drawn=drawn, alt=alt, subtitle=subtitle)


def _whole_row(table: Table) -> tuple[tuple[str, str], ...]:
    """The last row of a table of counts, that of all places: heading and cell."""
    if not table.rows:
        return ()
    labels = [column.label for column in table.columns]
    return tuple(zip(labels[1:], table.rows[-1][1:], strict=True))
