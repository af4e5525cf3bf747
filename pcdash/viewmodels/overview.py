"""The first page: how practices stand on the indicators to begin with, and what is held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import LEVELS
from pcdash.grammar import counted
from pcdash.store.queries import run_query
from pcdash.viewmodels import categories, findings, words
from pcdash.viewmodels.choices import Inside, in_order, levels, periods, usual_period
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.numbers import date_text, number_text, of_text
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
ENGLAND = words.AGAINST["england"]
COUNTED = ("ccg", "borough", "pcn", "locality", "cluster")


@dataclass(frozen=True)
class Ready:
    """A question with its selection made: what the link says, and what it chooses.

    `finding` is what the page that it leads to will say first, where it was asked.
    """

    label: str
    indicator_id: str
    level: str | None = None
    finding: str = ""


@dataclass(frozen=True)
class OverviewView:
    """How practices stand on the indicators to begin with, the place in numbers, the holdings."""

    title: str
    finding: str
    sentence: str
    numbers: tuple[tuple[str, str], ...]
    numbers_note: str
    held: Table
    ready: tuple[Ready, ...]
    ready_groups: tuple[Ready, ...]


def build_overview(context: Context) -> OverviewView:
    """The view of a whole snapshot."""
    snapshot, known = context.snapshot, context.inside
    now = run_query(snapshot, "groups_now", scope_code=known.system_code)
    ready = _ready(context.catalogue, context.holdings)
    answers = [
        (_with_finding(one, found), found) for one in ready for found in [_answer(context, one)]
    ]
    return OverviewView(
        title=known.place_name,
        finding=_finding(answers),
        sentence=_last_load(run_query(snapshot, "load_history")),
        numbers=tuple(_numbers(now, known)),
        numbers_note=f"As of {now['period'].iloc[0]}, the latest lists held." if len(now) else "",
        held=_held(context.catalogue, context.holdings),
        ready=tuple(one for one, _ in answers),
        ready_groups=_of_groups(context, ready),
    )


def _answer(context: Context, one: Ready) -> Answer:
    """What the page that a question leads to will show."""
    period = usual_period(context.holdings, one.indicator_id)
    return answer(context, Question(one.indicator_id, period=period))


def _with_finding(one: Ready, found: Answer) -> Ready:
    if found.indicator.method == "category":
        said, _ = categories.in_words(found, found.figures)
    else:
        said = findings.finding(
            found.figures, found.indicator, words.LEVELS["practice"], benchmark=ENGLAND
        )
    return replace(one, label=f"{one.label}, {found.period}", finding=said)


def _finding(answers: Sequence[tuple[Ready, Answer]]) -> str:
    """The indicator on which most of the practices are worse than England, in about ten words."""
    worst = max(
        (
            (worse / compared, worse, compared, one.label)
            for one, found in answers
            if found.indicator.polarity != "none"
            for worse, compared in [_worse(found.figures["comparison"])]
            if compared
        ),
        key=lambda one: one[0],
        default=None,
    )
    if worst is None:
        return f"{counted(len(answers), 'indicator')} to begin with"
    _, worse, compared, label = worst
    if not worse:
        return f"No practice is worse than {ENGLAND} on what was compared"
    are = "is" if worse == 1 else "are"
    of_all = f"{number_text(worse)} of {counted(compared, 'practice')}"
    return f"{of_all} {are} worse than {ENGLAND}: {label}"


def _worse(comparison: pd.Series) -> tuple[int, int]:
    """How many are worse than the benchmark, and how many were compared with it."""
    compared = comparison[comparison != "not_compared"]
    return int(compared.isin(findings.WORSE).sum()), len(compared)


def _numbers(now: pd.DataFrame, known: Inside) -> Iterator[tuple[str, str]]:
    practices = int(now.loc[now["area_code"] == known.system_code, "practices"].sum())
    yield "Practices open", number_text(practices)
    for kind in sorted(COUNTED, key=LEVELS.index, reverse=True):
        count = int((now["group_type"] == kind).sum())
        if count:
            yield words.capitalised(words.LEVELS[kind].of(count)), number_text(count)


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


def _of_groups(context: Context, ready: tuple[Ready, ...]) -> tuple[Ready, ...]:
    """The first question again, of the groups that there are."""
    if not ready:
        return ()
    one = context.catalogue.indicator(ready[0].indicator_id)
    latest = periods(context.holdings, one.id).first or ""
    shown = levels(context.snapshot, context.holdings, one, period=latest, membership="as-was")
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
