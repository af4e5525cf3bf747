"""Staff planned for a place, as its trajectories were loaded, beside what there was."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.store.records import held_records
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import measure
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.numbers import is_missing
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.plans_drawn import Line, Plan, finding_of, points_of, sentence_of, table_of
from pcdash.viewmodels.sources import files_text, provenance, sources_of
from pcdash.viewmodels.targets import Aim, aim_of

DOMAIN = "Workforce"
MOST_WAYS = 3
NOT_HELD = (
    "No planned trajectory of staff is held for {place}. The sheet 'Trajectories' of the BI team's "
    "workbook has them: a row an area, indicator, trajectory and period."
)


def build_workforce_plans(context: Context, area_code: str) -> tuple[FormView, ...]:
    """Actual against planned, an indicator of the workforce at a time, where a plan is held."""
    held = _trajectories(context, area_code)
    wanted = [
        one
        for one in context.catalogue.indicators.values()
        if one.domain == DOMAIN and one.id in set(held["indicator_id"])
    ]
    return tuple(
        _form(context, area_code, one, held[held["indicator_id"] == one.id]) for one in wanted
    )


def no_plans(context: Context, area_code: str) -> str:
    """What is said where nothing is planned."""
    return NOT_HELD.format(place=place_name(context, area_code))


def _trajectories(context: Context, area_code: str) -> pd.DataFrame:
    held = context.kept(_all_trajectories)
    return held[(held["area_code"] == area_code) & held["planned"].notna()]


def _all_trajectories(context: Context) -> pd.DataFrame:
    return held_records(context.snapshot, "trajectories")


def _form(context: Context, area_code: str, indicator: Indicator, points: pd.DataFrame) -> FormView:
    series = context.series_of(area_code)
    own = series[(series["indicator_id"] == indicator.id) & series["value"].notna()]
    plan = _plan(context, area_code, indicator, own, points)
    place = place_name(context, area_code)
    finding, said = finding_of(plan), sentence_of(plan)
    subtitle = (
        f"{measure(indicator)}; {place}; {plan.periods[0].label} to {plan.periods[-1].label}."
    )
    stated = [str(one) for one in points["source"].unique() if not is_missing(one)]
    source = (
        *sources_of(context.snapshot, context.catalogue, [indicator.id]),
        ("Files", files_text(own) or "no actual figure is held"),
        ("Plan", "; ".join(stated) or "the workbook states no source"),
    )
    return FormView(
        finding=f"{indicator.title}: {finding}",
        sentence=said,
        subtitle=subtitle,
        notes=_notes(context, area_code, indicator, plan, points),
        drawn={"points": points_of(plan), "unit": words.capitalised(indicator.unit)},
        alt=f"Line chart of {subtitle} {finding}. {said}",
        table=table_of(plan),
        provenance=provenance(
            f"Actual against planned: {subtitle}",
            (("Indicator", f"{indicator.title} ({indicator.id})"), ("Area", place), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"planned_{indicator.id}_{area_code}",
        ),
        why=source,
    )


def _plan(
    context: Context,
    area_code: str,
    indicator: Indicator,
    own: pd.DataFrame,
    points: pd.DataFrame,
) -> Plan:
    """The plan of the load that came last first; of one load, the one with most points."""
    named = []
    for name, rows in points.groupby("trajectory", sort=False):
        rank = (-int(rows["load_key"].max()), -len(rows), str(name))
        named.append((rank, str(name), dict(zip(rows["period"], rows["planned"], strict=True))))
    named.sort()
    roles = ("second", *["benchmark"] * MOST_WAYS)
    aim = _aim(context, area_code, indicator, [*own["period"]])
    return Plan(
        title=indicator.title,
        unit=indicator.unit,
        decimals=indicator.decimals,
        actual=dict(zip(own["period"], own["value"], strict=True)),
        ways=tuple(
            Line(name, roles[at], values) for at, (_, name, values) in enumerate(named[:MOST_WAYS])
        ),
        target=aim.level if aim else None,
        due=aim.by if aim else None,
    )


def _aim(
    context: Context, area_code: str, indicator: Indicator, actual: Sequence[str]
) -> Aim | None:
    """The target that is due next after the last actual figure."""
    after = max((parse_period(one).end for one in actual), default=date.min)
    return aim_of(context.catalogue, indicator, area_code, after=after)


def _notes(
    context: Context, area_code: str, indicator: Indicator, plan: Plan, points: pd.DataFrame
) -> tuple[str, ...]:
    said = []
    aim = _aim(context, area_code, indicator, [*plan.actual])
    if aim:
        said.append(f"{aim.title} Source: {aim.source}.")
    names = points["trajectory"].nunique()
    if names > 1:
        said.append(
            f"{names} trajectories are held for this; {plan.ways[0].name!r} was loaded last and "
            "counts, the others are drawn beside it."
        )
    if names > MOST_WAYS:
        said.append(f"{names - MOST_WAYS} of them are not drawn, for want of room.")
    if not plan.actual:
        said.append("No actual figure is held, so there is nothing to hold the plan against.")
    return tuple(said)
