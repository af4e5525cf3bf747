"""The signals of a snapshot: which of all comparisons stand out when they are looked at together.

Every figure of the place is scanned once (`pcdash.viewmodels.scan`), the false discovery rate is
controlled over all comparisons, and what stands out is kept where the page that it leads to says
the same. Facts (ratings, triggers, targets, faults of data) are no comparisons: see
`pcdash.viewmodels.facts`.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats.signals import benjamini_hochberg
from pcdash.stats.spc import xmr
from pcdash.store.beside import read_beside, write_beside
from pcdash.store.queries import run_query
from pcdash.viewmodels import scan as scanning
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.limits import with_limits
from pcdash.viewmodels.locality import periods_of_practices
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.recent import recent_of
from pcdash.viewmodels.records import inside_of
from pcdash.viewmodels.series_rows import rows_of

NAME = "signals"  # of what is kept beside a snapshot
ENGINE = 1  # rises whenever other signals would be found of the same snapshot
# Of groups made of the same practices the first of these stands for all: a CCG for its borough.
STANDS_FIRST = ("System", "CCG", "Borough", "Federation", "Locality", "PCN", "Cluster")


@dataclass(frozen=True)
class Signal:
    """One comparison that stands out.

    Attributes:
        kind: A kind of `pcdash.viewmodels.scan`.
        way: "improvement", "concern", or "neutral" where neither direction is good.
        side: -1 or 1, below or above what is expected.
        value, expected: In the unit of the indicator: the average of practices, the figure five
            years before, or the mean of the points before.
        people: By whom it differs from what is expected; None where counts are not known.
        is_practice: Whether the place is a practice.
    """

    kind: str
    indicator_id: str
    area_code: str
    place: str
    period: str
    way: str
    side: int
    value: float
    expected: float
    p: float
    people: float | None
    is_practice: bool


@dataclass(frozen=True)
class Found:
    """What a scan found: the signals, most people affected first, and how much was looked at."""

    signals: tuple[Signal, ...]
    checked: int
    indicators: int
    q: float

    def inside(self, codes: Collection[str]) -> tuple[Signal, ...]:
        """The signals of some places."""
        return tuple(one for one in self.signals if one.area_code in codes)


def signals_of(context: Context, q: float) -> Found:
    """The signals of a snapshot: as they were found when it was published, or first looked at.

    Args:
        q: The false discovery rate that is accepted, strictly between 0 and 1.
    """
    return context.kept(_kept, q)


def _kept(context: Context, q: float) -> Found:
    version = f"{ENGINE}; q = {q!r}"
    content = read_beside(context.snapshot, NAME, version=version)
    if content is not None:
        return Found(tuple(Signal(**one) for one in content.pop("signals")), **content)
    found = find_signals(context, q)
    write_beside(context.snapshot, NAME, asdict(found), version=version)
    return found


def find_signals(context: Context, q: float) -> Found:
    """The signals of a snapshot, worked out anew.

    Args:
        q: The false discovery rate that is accepted, strictly between 0 and 1.
    """
    codes = inside_of(context, context.inside.system_code)
    figures = run_query(context.snapshot, "figures_to_compare", area_codes=[*codes])
    compared = _once(context, scanning.scan(figures, context.catalogue.indicators, _in(context)))
    out = compared[benjamini_hochberg(compared["p"], q=q)] if len(compared) else compared
    places = figures.groupby(["indicator_id", "area_code"]).indices
    gone = _closed(context)
    found = [
        _signal(context, row)
        for row in out.to_dict("records")
        if row["area_code"] not in gone
        and _is_said(context, row, figures.take(places[row["indicator_id"], row["area_code"]]))
    ]
    found.sort(key=lambda one: (one.people is None, -(one.people or 0.0), one.p))
    return Found(tuple(found), len(compared), compared["indicator_id"].nunique(), q)


def _closed(context: Context) -> set[str]:
    """The practices of which nobody can decide anything: those that are no longer open."""
    for period in periods_of_practices(context):
        areas = context.areas_at_level(
            level="practice", period=period, scope_code=context.inside.system_code, basis="as_was"
        )
        is_open = areas["is_open"].astype(bool)
        if is_open.any():
            return {*context.inside.practices.labels} - set(areas.loc[is_open, "area_code"])
    return set()


def _in(context: Context) -> Callable[[str], Collection[str]]:
    """The practices of the place by period, as the pages have them."""

    def practices_in(period: str) -> Collection[str]:
        areas = context.areas_at_level(
            level="practice", period=period, scope_code=context.inside.system_code, basis="as_was"
        )
        return set(areas["area_code"])

    return practices_in


def _once(context: Context, compared: pd.DataFrame) -> pd.DataFrame:
    """The comparisons without those of groups that are made of the same practices as another."""
    kinds = compared["area_code"].map(context.inside.kinds)
    rank = {kind: place for place, kind in enumerate(STANDS_FIRST)}
    ranks = kinds.map(rank).fillna(len(rank))
    ordered = compared.assign(_rank=ranks).sort_values("_rank", kind="stable")
    practices = ordered["area_code"].isin(context.inside.practices.labels)
    same = ["kind", "indicator_id", "period", "p", "value", "expected", "people"]
    kept = practices | ~ordered.duplicated(same)
    return ordered[kept].drop(columns="_rank").sort_index().reset_index(drop=True)


def _is_said(context: Context, row: dict, rows: pd.DataFrame) -> bool:
    """Whether the page that a signal leads to marks it, too; `rows` are those of its series."""
    if row["kind"] == scanning.FUNNEL:
        return True  # the scan asks the funnel itself
    indicator = context.catalogue.indicators[row["indicator_id"]]
    rows = rows.reset_index(drop=True)
    if row["kind"] == scanning.TREND:
        if indicator.method != "proportion":
            rows = with_limits(rows, indicator)
        direction = recent_of(rows, indicator).direction
        return direction in ("increasing", "decreasing")
    return _is_marked(rows, indicator)


def _is_marked(rows: pd.DataFrame, indicator: Indicator) -> bool:
    series, breaks = rows_of(rows, indicator)
    rebase = [place for place, _, _ in breaks]
    chart = xmr(series["value"].astype("float64"), direction=indicator.polarity, rebase=rebase)
    return chart.variation != "common_cause"


def _signal(context: Context, row: dict) -> Signal:
    indicator = context.catalogue.indicators[row["indicator_id"]]
    code, side = str(row["area_code"]), int(row["side"])
    return Signal(
        kind=row["kind"],
        indicator_id=indicator.id,
        area_code=code,
        place=place_name(context, code),
        period=row["period"],
        way=way_of(indicator, side),
        side=side,
        value=float(row["value"]),
        expected=float(row["expected"]),
        p=float(row["p"]),
        people=None if pd.isna(row["people"]) else float(row["people"]),
        is_practice=code in context.inside.practices.labels,
    )


def way_of(indicator: Indicator, side: int) -> str:
    """Whether a difference is good, bad, or neither."""
    if indicator.polarity == "none":
        return "neutral"
    return "improvement" if (side > 0) == (indicator.polarity == "higher") else "concern"


def by_message(signals: Collection[Signal]) -> Iterator[tuple[Signal, ...]]:
    """Signals that one message says together: of one kind, indicator, period and direction.

    In the order of the first of each, so that what affects most people comes first.
    """
    together: dict[tuple[object, ...], list[Signal]] = {}
    for one in signals:
        key = (one.kind, one.indicator_id, one.period, one.side)
        together.setdefault(key, []).append(one)
    return map(tuple, together.values())
