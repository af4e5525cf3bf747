"""The first page: what this is about, what is held, and where to go from here, in words."""

from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import LEVELS
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Inside, in_order, levels, periods
from pcdash.viewmodels.numbers import counted, date_text, number_text, of_text
from pcdash.viewmodels.tables import Column, Table, made_of

# The indicators to begin with, most telling first: those of the strategy and of its monitoring.
BEGIN_WITH = (
    "qof_prevalence_dm", "qof_prevalence_ast", "qof_points", "qof_dm009", "qof_ast002",
    "qof_ast003", "qof_achievement_ast", "dm_eight_care_processes", "gpos_category",
    "gpps_overall", "gpps_phone", "ae_attendances", "ae_attendances_0_4",
    "emergency_admissions", "cqc_overall", "gp_fte", "nurse_fte", "imd_score",
    "registered_patients", "core_hours_open", "online_consultation_coverage",
)  # fmt: skip
OFFERED_OF_A_DOMAIN, OFFERED = 2, 12
GROUPS_OFFERED = ("locality", "pcn", "borough")
COUNTED = ("ccg", "borough", "pcn", "locality", "cluster")


@dataclass(frozen=True)
class Ready:
    """A question with its selection made: what the link says, and what it chooses."""

    label: str
    indicator_id: str
    level: str | None = None


@dataclass(frozen=True)
class OverviewView:
    """The place in numbers, the holdings by subject, the last load, and ready questions."""

    title: str
    finding: str
    numbers: tuple[tuple[str, str], ...]
    held: Table
    last_load: str
    ready: tuple[Ready, ...]
    ready_groups: tuple[Ready, ...]


def build_overview(
    snapshot: Snapshot, catalogue: Catalogue, known: Inside, holdings: pd.DataFrame
) -> OverviewView:
    """The view of a whole snapshot.

    Args:
        catalogue: The definitions as the snapshot has them.
        holdings: The rows of the query `holdings_of_all`.
    """
    now = run_query(snapshot, "groups_now", scope_code=known.system_code)
    loads = run_query(snapshot, "load_history")
    practices = int(now.loc[now["area_code"] == known.system_code, "practices"].sum())
    numbers = [("Practices open", number_text(practices))]
    for kind in sorted(COUNTED, key=LEVELS.index, reverse=True):
        count = int((now["group_type"] == kind).sum())
        if count:
            numbers.append((words.capitalised(words.LEVELS[kind].of(count)), number_text(count)))
    held = holdings["indicator_id"].nunique()
    return OverviewView(
        title=known.place_name,
        finding=(f"{counted(practices, 'practice')}, {counted(held, 'indicator')} with data"),
        numbers=tuple(numbers),
        held=_held(catalogue, holdings),
        last_load=_last_load(loads),
        ready=(ready := _ready(catalogue, holdings)),
        ready_groups=_of_groups(snapshot, catalogue, holdings, ready),
    )


def _held(catalogue: Catalogue, holdings: pd.DataFrame) -> Table:
    listed = in_order(catalogue.indicators.values())
    rows = []
    for domain in dict.fromkeys(one.domain for one in listed):
        ids = [one.id for one in listed if one.domain == domain]
        held = holdings[holdings["indicator_id"].isin(ids)]
        latest = held.loc[held["end_date"].idxmax(), "period"] if len(held) else "no data yet"
        rows.append((domain, of_text(held["indicator_id"].nunique(), len(ids)), latest))
    columns = [Column("Subject"), Column("Indicators with data"), Column("Latest period")]
    return made_of(columns, rows)


def _last_load(loads: pd.DataFrame) -> str:
    if loads.empty:
        return "Nothing has been loaded yet."
    last = loads.iloc[0]
    note = f" Note: {str(last['note']).rstrip('.')}." if last["note"] else ""
    return (
        f"Last loaded on {date_text(last['loaded_at'])} by {last['loaded_by']}: "
        f"{counted(int(last['files']), 'file')}.{note}"
    )


def _of_groups(
    snapshot: Snapshot, catalogue: Catalogue, holdings: pd.DataFrame, ready: tuple[Ready, ...]
) -> tuple[Ready, ...]:
    """The first question again, of the groups that there are."""
    if not ready:
        return ()
    one = catalogue.indicator(ready[0].indicator_id)
    latest = periods(holdings, one.id).first or ""
    shown = levels(snapshot, holdings, one, period=latest, membership="as-was")
    return tuple(
        Ready(f"{one.title}, by {words.LEVELS[level].one}", one.id, level)
        for level in GROUPS_OFFERED
        if level in shown.labels
    )


def _ready(catalogue: Catalogue, holdings: pd.DataFrame) -> tuple[Ready, ...]:
    with_practices = holdings[
        (holdings["area_type"] == "practice") & (holdings["areas_with_value"] > 0)
    ]
    held = set(with_practices["indicator_id"])
    known = [catalogue.indicators[one] for one in BEGIN_WITH if one in catalogue.indicators]
    begun: dict[str, list[Ready]] = {}
    for one in dict.fromkeys([*known, *in_order(catalogue.indicators.values())]):
        offered = begun.setdefault(one.domain, [])
        is_first = not offered or one in known
        if one.id in held and is_first and len(offered) < OFFERED_OF_A_DOMAIN:
            offered.append(Ready(one.title, one.id))
    every = [ready for offered in begun.values() for ready in offered]
    seconds = [ready for offered in begun.values() for ready in offered[1:]]
    left_out = seconds[max(len(seconds) - max(len(every) - OFFERED, 0), 0) :]
    return tuple(ready for ready in every if ready not in left_out)
