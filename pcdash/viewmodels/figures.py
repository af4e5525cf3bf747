"""The one answer to "how does this indicator stand, area by area": figures, limits, verdicts.

Page, chart, table, command line and download all read the frame made here, so that they cannot
disagree. It holds numbers and keys; the words are the business of the other view-models.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pcdash.definitions.models import LEVELS, Indicator
from pcdash.definitions.periods import parse_period
from pcdash.errors import UserFacingError
from pcdash.stats.comparison import compare
from pcdash.store.connection import Snapshot
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.holdings import latest_period, require_area, require_held
from pcdash.viewmodels.levels import held_of, joined
from pcdash.viewmodels.limits import LIMITS, with_limits

MEMBERSHIPS = ("as-was", "as-is")
# Benchmarks that differ from area to area: each area's own CCG, region or England.
OWN_GROUPS = {"england": "england_code", "region": "region_code", "ccg": "ccg_code"}
COLUMNS = (
    "indicator_id", "area_code", "area_name", "area_type", "period", "numerator",
    "denominator", "value", "lower_95", "upper_95", "lower_998", "upper_998",
    "benchmark_code", "benchmark", "comparison", "flag", "unit", "source", "snapshot",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked: an indicator at a level, in a period, against a benchmark.

    `against` is england, region, ccg or the code of an area. `area` limits the answer to what is
    in (or around) one area; None is the whole place. `period` None is the latest that is held.
    """

    indicator_id: str
    level: str = "practice"
    against: str = "england"
    membership: str = "as-was"
    area: str | None = None
    period: str | None = None

    @property
    def basis(self) -> str:
        """The membership as the store names it."""
        return self.membership.replace("-", "_")


@dataclass(frozen=True)
class Answer:
    """The figures with what was asked, resolved: indicator, period and scope that were used.

    `figures` has the columns of `COLUMNS`, then `category`, `ccg_code`, `locality_code`,
    `pcn_code`, `practices_with_data`, `practices`, `coverage_share`, `lowest`, `highest`,
    `basis`, `file_name`, `sheet` and `row_number`; a row an area, by code. `around` has the
    values of the same period of the benchmarks, the CCGs and the scope, by code.
    """

    question: Question
    indicator: Indicator
    period: str
    scope_code: str
    figures: pd.DataFrame
    around: Mapping[str, float]


def answer(context: Context, question: Question) -> Answer:
    """The figures that answer a question.

    Raises:
        UnknownIndicatorError, UnknownAreaError, UnknownPeriodError: no such thing is held.
        NoDataError: the indicator is defined and nothing is held for what was asked.
        UserFacingError: level, membership or against is not one of those that exist.
    """
    _check_choices(question)
    snapshot = context.snapshot
    indicator = context.catalogue.indicator(question.indicator_id)
    period = question.period or latest_period(snapshot, indicator, question.level)
    question = replace(question, period=parse_period(period).label)
    scope = question.area or context.inside.system_code
    areas = context.areas_at_level(
        level=question.level, period=question.period, scope_code=scope, basis=question.basis
    )
    if areas.empty:
        require_area(snapshot, scope)
    codes = _benchmark_codes(snapshot, areas, question)
    held = held_of(
        snapshot,
        indicator.id,
        {scope, *areas["area_code"], *areas["ccg_code"], *codes.values()},
        period=question.period,
        basis=question.basis,
    )
    figures = joined(areas, held)
    where = f"at the level {question.level!r} for {scope!r}"
    require_held(snapshot, figures, indicator, period=question.period, where=where)
    figures = with_limits(figures, indicator)
    around = _values_of(held, {scope, *areas["ccg_code"], *codes.values()})
    figures = _with_benchmark(figures, figures["area_code"].map(codes), around, indicator)
    figures = _with_labels(figures, context, indicator, question)
    rest = [name for name in _DETAILS if name in figures]
    figures = figures[[*COLUMNS, *rest]]
    return Answer(question, indicator, question.period, scope, figures, around)


def _check_choices(question: Question) -> None:
    for what, given, choices in (
        ("level", question.level, LEVELS),
        ("membership", question.membership, MEMBERSHIPS),
    ):
        if given not in choices:
            raise UserFacingError(
                f"{given!r} is not a {what}; expected one of {', '.join(choices)}."
            )


def _benchmark_codes(
    snapshot: Snapshot, areas: pd.DataFrame, question: Question
) -> dict[str, str | None]:
    """What each area is compared with: never itself, nor what is not larger."""
    if question.against in OWN_GROUPS:
        is_smaller = LEVELS.index(question.level) < LEVELS.index(question.against)
        own = areas[OWN_GROUPS[question.against]] if is_smaller else [None] * len(areas)
        codes = dict(zip(areas["area_code"], own, strict=True))
    else:
        require_area(snapshot, question.against)
        codes = dict.fromkeys(areas["area_code"], question.against)
    return {area: code if code != area else None for area, code in codes.items()}


def _values_of(held: pd.DataFrame, codes: Iterable[object]) -> dict[str, float]:
    """The values of some areas, by code, for those that have one."""
    known = held[held["area_code"].isin([*codes]) & held["value"].notna()]
    return dict(zip(known["area_code"], known["value"], strict=True))


def _with_benchmark(
    figures: pd.DataFrame, codes: pd.Series, around: Mapping[str, float], indicator: Indicator
) -> pd.DataFrame:
    if indicator.method == "count":  # the number of a part is not compared with that of the whole
        codes = pd.Series(None, codes.index, dtype="str")
    benchmark = codes.map(around).astype("float64")
    verdict = compare(
        figures["value"],
        *(figures[name] for name in LIMITS),
        benchmark,
        polarity=indicator.polarity,
    )
    return figures.assign(benchmark_code=codes, benchmark=benchmark, comparison=verdict)


def _with_labels(
    figures: pd.DataFrame, context: Context, indicator: Indicator, question: Question
) -> pd.DataFrame:
    source = context.catalogue.sources[indicator.source]
    return figures.assign(
        indicator_id=indicator.id,
        period=question.period,
        unit=indicator.unit,
        source=f"{source.publisher}: {source.title}",
        snapshot=context.snapshot.number,
    )


_DETAILS = (
    "category", "ccg_code", "locality_code", "pcn_code", "practices_with_data", "practices",
    "coverage_share", "lowest", "highest", "basis", "file_name", "sheet", "row_number",
)  # fmt: skip
