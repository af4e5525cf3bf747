"""The one answer to "how does this indicator stand, area by area": figures, limits, verdicts.

Page, chart, table, command line and download all read the frame made here, so that they cannot
disagree. It holds numbers and keys; the words are the business of the other view-models.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import LEVELS, Indicator
from pcdash.definitions.periods import parse_period
from pcdash.errors import NoDataError, UnknownAreaError, UnknownPeriodError, UserFacingError
from pcdash.stats.comparison import compare
from pcdash.stats.intervals import for_method
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query

MEMBERSHIPS = ("as-was", "as-is")
# Benchmarks that differ from area to area: each area's own CCG, region or England.
OWN_GROUPS = {"england": "england_code", "region": "region_code", "ccg": "ccg_code"}
COLUMNS = (
    "indicator_id", "area_code", "area_name", "area_type", "period", "numerator",
    "denominator", "value", "lower_95", "upper_95", "lower_998", "upper_998",
    "benchmark_code", "benchmark", "comparison", "flag", "unit", "source", "snapshot",
)  # fmt: skip
LIMITS = ["lower_95", "upper_95", "lower_998", "upper_998"]


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


def answer(snapshot: Snapshot, catalogue: Catalogue, question: Question) -> Answer:
    """The figures that answer a question.

    Args:
        catalogue: The definitions as the snapshot has them (see `definitions_of`).

    Raises:
        UnknownIndicatorError, UnknownAreaError, UnknownPeriodError: no such thing is held.
        NoDataError: the indicator is defined and nothing is held for what was asked.
        UserFacingError: level, membership or against is not one of those that exist.
    """
    _check_choices(question)
    indicator = catalogue.indicator(question.indicator_id)
    period = question.period or latest_period(snapshot, indicator, question.level)
    question = replace(question, period=parse_period(period).label)
    scope = question.area or str(run_query(snapshot, "place")["system_code"].iloc[0])
    require_area(snapshot, scope)
    figures = _figures_at_level(snapshot, indicator, question, scope)
    if figures.empty:
        raise NoDataError(
            f"Nothing is held of {indicator.title!r} in {question.period} at the level "
            f"{question.level!r} for {scope!r}. {_held_in_words(snapshot, indicator)}"
        )
    figures = with_limits(figures, indicator)
    codes = _benchmark_codes(snapshot, figures, question)
    around = _values_of(snapshot, indicator, question, {scope, *codes, *figures["ccg_code"]})
    figures = _with_benchmark(figures, codes, around, indicator)
    figures = _with_labels(figures, snapshot, catalogue, indicator, question)
    rest = [name for name in _DETAILS if name in figures]
    figures = figures[[*COLUMNS, *rest]]
    return Answer(question, indicator, question.period, scope, figures, around)


def definitions_of(snapshot: Snapshot, catalogue: Catalogue) -> Catalogue:
    """The catalogue with the indicators as they were defined when the snapshot was made.

    Where the snapshot is of illustrative data, that is the source of every indicator: nobody
    published them.
    """
    held = run_query(snapshot, "definitions")
    indicators = {
        # a field that definitions had then may be gone now
        row.indicator_id: Indicator.model_validate_json(row.definition, extra="ignore")
        for row in held.itertuples()
    }
    sources = catalogue.sources
    if run_query(snapshot, "place")["is_illustrative"].iloc[0]:
        sources = dict.fromkeys(sources, sources["illustrative"])
    return replace(catalogue, indicators=indicators, sources=sources)


def latest_period(snapshot: Snapshot, indicator: Indicator, level: str) -> str:
    """The latest period that holds a figure at a level, or of practices to make one from.

    Raises:
        NoDataError: nothing is held of the indicator.
    """
    held = run_query(snapshot, "periods_held", indicator_id=indicator.id)
    held = held[held["areas_with_value"] > 0]
    if held.empty:
        raise NoDataError(
            f"Nothing is held of {indicator.title!r} ({indicator.id}). It is defined; no file "
            "with its figures has been loaded."
        )
    fitting = held[held["area_type"].isin([level, "practice"])]
    return str((held if fitting.empty else fitting)["period"].iloc[0])


def require_area(snapshot: Snapshot, area_code: str) -> pd.Series:
    """What is known of an area, as one row.

    Raises:
        UnknownAreaError: no area has the code.
    """
    found = run_query(snapshot, "area", area_code=area_code)
    if found.empty:
        raise UnknownAreaError(
            f"No area has the code {area_code!r}. Practice codes look like F82001; CCG codes "
            "like 07L."
        )
    return found.iloc[0]


def _check_choices(question: Question) -> None:
    for what, given, choices in (
        ("level", question.level, LEVELS),
        ("membership", question.membership, MEMBERSHIPS),
    ):
        if given not in choices:
            raise UserFacingError(
                f"{given!r} is not a {what}; expected one of {', '.join(choices)}."
            )


def _figures_at_level(
    snapshot: Snapshot, indicator: Indicator, question: Question, scope: str
) -> pd.DataFrame:
    figures = run_query(
        snapshot,
        "values_at_level",
        indicator_id=indicator.id,
        level=question.level,
        period=question.period,
        scope_code=scope,
        basis=question.basis,
    )
    if figures["value"].isna().all() and figures["category"].isna().all():
        held = run_query(snapshot, "periods_held", indicator_id=indicator.id)
        if question.period not in set(held["period"]):
            raise UnknownPeriodError(
                f"Nothing is held of {indicator.title!r} for {question.period}. "
                f"{_held_in_words(snapshot, indicator)}"
            )
    numbers = ["numerator", "denominator", "value", *LIMITS, "coverage_share"]
    return figures.astype(dict.fromkeys(numbers, "float64"))


def _held_in_words(snapshot: Snapshot, indicator: Indicator) -> str:
    held = run_query(snapshot, "periods_held", indicator_id=indicator.id)
    periods = list(dict.fromkeys(held["period"]))
    if not periods:
        return "No file with its figures has been loaded."
    shown = ", ".join(periods[:8]) + (" …" if len(periods) > 8 else "")
    types = ", ".join(sorted(set(held["area_type"])))
    return f"Held are {shown} (published by {types})."


def with_limits(figures: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Limits from the parts, or the supplied ones. A count rounded for disclosure is taken back
    to the one that its rate was worked out from, so that interval and rate agree."""
    events = figures["numerator"]
    if indicator.suppression == "hospital_counts" and indicator.method == "rate":
        exact = figures["value"] * figures["denominator"] / indicator.multiplier
        events = exact.round().where(events.notna())
    limits = for_method(
        indicator.method,
        events,
        figures["denominator"],
        multiplier=indicator.multiplier,
        value=figures["value"],
        supplied=figures[LIMITS],
    )
    return figures.assign(**{name: limits[name] for name in LIMITS})


def _benchmark_codes(snapshot: Snapshot, figures: pd.DataFrame, question: Question) -> pd.Series:
    """What each area is compared with: never itself, nor what is not larger."""
    if question.against in OWN_GROUPS:
        codes = figures[OWN_GROUPS[question.against]]
        is_smaller = LEVELS.index(question.level) < LEVELS.index(question.against)
        codes = codes if is_smaller else pd.Series(None, figures.index, dtype="str")
    else:
        require_area(snapshot, question.against)
        codes = pd.Series(question.against, figures.index, dtype="str")
    return codes.where(codes != figures["area_code"])


def _values_of(
    snapshot: Snapshot, indicator: Indicator, question: Question, codes: Iterable[object]
) -> dict[str, float]:
    """The values that some areas have in the period of a question, by code."""
    held = run_query(
        snapshot,
        "figures_of_areas",
        indicator_id=indicator.id,
        basis=question.basis,
        area_codes=sorted(code for code in codes if isinstance(code, str)),
    )
    held = held[(held["period"] == question.period) & held["value"].notna()]
    return dict(zip(held["area_code"], held["value"].astype("float64"), strict=True))


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
    figures: pd.DataFrame,
    snapshot: Snapshot,
    catalogue: Catalogue,
    indicator: Indicator,
    question: Question,
) -> pd.DataFrame:
    source = catalogue.sources[indicator.source]
    return figures.assign(
        indicator_id=indicator.id,
        period=question.period,
        unit=indicator.unit,
        source=f"{source.publisher}: {source.title}",
        snapshot=snapshot.number,
    )


_DETAILS = (
    "category", "ccg_code", "locality_code", "pcn_code", "practices_with_data", "practices",
    "coverage_share", "lowest", "highest", "basis", "file_name", "sheet", "row_number",
)  # fmt: skip
