"""Which areas differ by more than chance: a funnel of one indicator, adjusted where needed."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pcdash.errors import NoChartError
from pcdash.grammar import counted
from pcdash.stats import funnel as limits
from pcdash.stats.funnel import Overdispersion
from pcdash.stats.rate_funnel import adjusted_rate_limits
from pcdash.viewmodels import findings, words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.funnel_table import table_of
from pcdash.viewmodels.labelled import Line
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, range_text
from pcdash.viewmodels.reasoning import counts_of
from pcdash.viewmodels.sources import provenance_of, source_of
from pcdash.viewmodels.spread import METHODS, has_counts, spread_of, verdicts_of
from pcdash.viewmodels.variation import benchmark_of, subtitle_of

LEVELS = {"95": 0.95, "998": 0.998}
ADJUSTED, PLAIN = "adjusted", "plain"
LIMITS_OF = {ADJUSTED: "Adjusted for overdispersion", PLAIN: "Chance alone"}
CURVE_POINTS = 80
METHOD_SOURCE = (
    "Spiegelhalter (2005), as in the package FunnelPlotR 0.6.0; unadjusted limits as in OHID's "
    "package PHEindicatormethods 2.1.1."
)


@dataclass(frozen=True)
class _Funnel:
    """The areas with their limits, verdicts and scores, and what the limits were made from."""

    rows: pd.DataFrame
    spread: Overdispersion
    is_adjusted: bool


def build_funnel(context: Context, question: Question, limits_of: str = ADJUSTED) -> FormView:
    """The funnel that answers a question.

    Args:
        limits_of: A key of `LIMITS_OF`: whether limits are widened where areas differ by more than
            chance.

    Raises:
        NoChartError: the indicator is no proportion or rate, or fewer than two areas have counts.
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    found, known = answer(context, question), context.inside
    made = _funnel_of(found, limits_of)
    noun = words.LEVELS[found.question.level]
    average = _average(made, found, noun)
    benchmark = benchmark_of(found, found.figures, known)
    subtitle = subtitle_of(found, _inside(found.figures), known, noun)
    title, said = _finding(made, noun), _sentence(made, average, benchmark)
    source = source_of(context.snapshot, context.catalogue, found)
    return FormView(
        finding=title,
        sentence=said,
        subtitle=f"{subtitle} {_spread_text(made)}",
        notes=_notes(made, found, noun),
        drawn={
            "points": _points(made, found),
            "curves": _curves(made, found),
            "unit": found.indicator.unit,
            "size_label": words.capitalised(found.indicator.denominator or "denominator"),
            "average": average,
            "benchmark": benchmark,
            "named": tuple(_outside(made)["area_code"]),
        },
        alt=f"Funnel plot of {subtitle} {title}. {said}",
        table=table_of(made.rows, found),
        provenance=provenance_of(
            f"Funnel: {subtitle}", context.catalogue, found, source, known.is_illustrative
        ),
        why=_why(made, found, average, noun),
    )


def _inside(figures: pd.DataFrame) -> pd.DataFrame:
    return figures[figures["flag"] != "outside_group"]


def _funnel_of(found: Answer, limits_of: str) -> _Funnel:
    indicator = found.indicator
    if indicator.method not in METHODS:
        raise NoChartError(
            "A funnel shows how far chance may move a share or a rate, and needs the counts behind "
            f"it. {words.METHODS[indicator.method]} Choose the ranked bars instead."
        )
    rows = _inside(found.figures)
    rows = rows[has_counts(rows) & rows["lower_95"].notna()]
    if len(rows) < 2:
        raise NoChartError(
            "A funnel compares areas by their size, and needs the counts of two areas or more; "
            f"here {counted(len(rows), 'area')} {'has' if len(rows) == 1 else 'have'} them. "
            "Choose a larger area, another level or another period."
        )
    spread = spread_of(rows, indicator, adjusts=limits_of == ADJUSTED)
    judged = spread.rows.assign(verdict=verdicts_of(spread, spread.rows, indicator))
    made = _Funnel(judged, spread.found, spread.is_adjusted)
    drawn = _limits_at(made, found, rows["denominator"]).add_prefix("limit_")
    return replace(made, rows=pd.concat([made.rows, drawn], axis=1))


def _limits_at(made: _Funnel, found: Answer, sizes: pd.Series) -> pd.DataFrame:
    """Limits at some sizes, in the unit of the indicator: `lower_95` to `upper_998`."""
    spread, multiplier = made.spread, found.indicator.multiplier
    is_rate = found.indicator.method == "rate"
    parts = []
    for name, level in LEVELS.items():
        if is_rate and made.is_adjusted:
            pair = adjusted_rate_limits(spread, sizes, multiplier=multiplier, confidence=level)
        elif is_rate:
            pair = limits.rate_limits(
                spread.average * multiplier, sizes, multiplier=multiplier, confidence=level
            )
        elif made.is_adjusted:
            pair = limits.adjusted_proportion_limits(spread, sizes, confidence=level) * multiplier
        else:
            pair = limits.proportion_limits(spread.average, sizes, confidence=level) * multiplier
        parts.append(pair.add_suffix(f"_{name}"))
    return pd.concat(parts, axis=1)


def _curves(made: _Funnel, found: Answer) -> pd.DataFrame:
    """The limits over all sizes, closer together where they bend."""
    most = float(made.rows["denominator"].max()) * 1.06
    sizes = pd.Series(np.unique(np.ceil(most * np.linspace(0.02, 1, CURVE_POINTS) ** 2)))
    return _limits_at(made, found, sizes).assign(size=sizes)


def _points(made: _Funnel, found: Answer) -> pd.DataFrame:
    rows, indicator = made.rows, found.indicator
    return pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "area_name": rows["area_name"].map(display_name),
            "size": rows["denominator"],
            "value": rows["value"],
            "verdict": rows["verdict"],
            "verdict_label": [words.VERDICTS[one].label for one in rows["verdict"]],
            "value_text": [figure_text(value, found.indicator) for value in rows["value"]],
            "size_text": [number_text(size) for size in rows["denominator"]],
            "limits_text": [
                range_text(low, high, decimals=indicator.decimals)
                for low, high in zip(rows["limit_lower_95"], rows["limit_upper_95"], strict=True)
            ],
        }
    ).reset_index(drop=True)


def _outside(made: _Funnel) -> pd.DataFrame:
    """The areas beyond a limit, the furthest first."""
    rows = made.rows[~made.rows["verdict"].isin(("similar", "not_compared"))]
    return rows.iloc[(-rows["score"].abs()).argsort(kind="stable")]


def _finding(made: _Funnel, noun: words.Noun) -> str:
    outside, total = len(_outside(made)), len(made.rows)
    if not outside:
        return f"No {noun.one} of {number_text(total)} lies outside the funnel"
    lie = "lies" if outside == 1 else "lie"
    return (
        f"{number_text(outside)} of {counted(total, noun.one, noun.many)} {lie} outside the funnel"
    )


def _sentence(made: _Funnel, average: Line, benchmark: Line | None) -> str:
    outside = _outside(made)
    above = outside[outside["score"] > 0]
    below = outside[outside["score"] < 0]
    said = [
        f"{label} than expected: {findings.names_of(rows)}."
        for label, rows in (("Higher", above), ("Lower", below))
        if len(rows)
    ]
    said.append(f"{average.label}.")
    if benchmark:
        said.append(f"{benchmark.label}.")
    return " ".join(said)


def _average(made: _Funnel, found: Answer, noun: words.Noun) -> Line:
    value = made.spread.average * found.indicator.multiplier
    return Line(
        "Average", value, f"Average of these {noun.many} {figure_text(value, found.indicator)}"
    )


def _spread_text(made: _Funnel) -> str:
    phi = number_text(made.spread.phi, decimals=1)
    adjusted = "adjusted for it" if made.is_adjusted else "not adjusted"
    return f"Overdispersion φ = {phi}; limits {adjusted}."


def _notes(made: _Funnel, found: Answer, noun: words.Noun) -> tuple[str, ...]:
    phi = number_text(made.spread.phi, decimals=1)
    if made.is_adjusted:
        meaning = (
            f"The variance between these {noun.many} is {phi} times what chance alone would give "
            "(φ), so the limits are widened: only what stands out even then is outside."
        )
    elif made.spread.phi > 1:
        meaning = (
            f"The variance between these {noun.many} is {phi} times what chance alone would give "
            "(φ), and the limits are those of chance alone: being outside them is common here."
        )
    else:
        meaning = (
            f"These {noun.many} differ no more than chance would have them (φ = {phi}), so the "
            "limits are those of chance alone."
        )
    without = len(_inside(found.figures)) - len(made.rows)
    missing = (
        f"{counted(without, noun.one, noun.many)} without a figure, or without the counts behind "
        "it, cannot be drawn."
    )
    return (meaning, missing) if without else (meaning,)


def _why(
    made: _Funnel, found: Answer, average: Line, noun: words.Noun
) -> tuple[tuple[str, str], ...]:
    judged = found.indicator.polarity != "none"
    above, below = ("better", "worse") if judged else ("higher", "lower")
    rule = (
        f"A {noun.one} beyond the 95% limits at its size is {above} or {below} (95%), one beyond "
        f"the 99.8% limits {above} or {below} (99.8%) than the average."
    )
    how = (
        "Limits are widened by the variance between the areas (τ²) that is left when chance is "
        "taken off, worked out from the areas without letting the extremes decide."
        if made.is_adjusted
        else "The limits are where the area's own interval would just hold the average."
    )
    return (
        ("Rule", rule),
        ("Average", f"{average.label}, all counts together, {found.period}."),
        ("Limits", f"{_spread_text(made)} {how}"),
        ("Which way is good", words.POLARITIES[found.indicator.polarity]),
        ("Counts", counts_of(made.rows["verdict"], noun)),
        ("Source of the method", METHOD_SOURCE),
    )
