"""How few areas make up the excess over a benchmark, and what moving to a level would change."""

import textwrap
from dataclasses import dataclass

import pandas as pd

from pcdash.errors import NoChartError
from pcdash.grammar import counted
from pcdash.stats.opportunity import contribution, to_level
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.findings import names_of
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.limits import exact_events
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text, share_text
from pcdash.viewmodels.sources import provenance_of, source_of
from pcdash.viewmodels.tables import Column, made_of
from pcdash.viewmodels.targets import aim_in
from pcdash.viewmodels.variation import benchmark_of, spoken_of, subtitle_of

LEVELS_OF = {
    "benchmark": "What it is compared with",
    "median": "The median of those shown",
    "quarter": "The best quarter of those shown",
    "target": "The target of the place",
}
NO_CAUSE = "This is arithmetic, not a forecast: it says nothing of why figures differ."
METHOD = "This project's own: counts are compared with those that the level would give."


@dataclass(frozen=True)
class _Counts:
    """The areas with counts, and what all of them are compared with (value in the unit)."""

    found: Answer
    rows: pd.DataFrame
    polarity: str


def build_contribution(context: Context, question: Question) -> FormView:
    """How the excess over the benchmark is spread over areas.

    Raises:
        NoChartError: there are no counts, or no single benchmark.
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    made = _counts_of(context, question)
    known, noun = context.inside, words.LEVELS[question.level]
    line = benchmark_of(made.found, made.rows, known)
    if line is None:
        raise NoChartError(
            "A contribution is to the excess over one benchmark, and here there is none, or each "
            "area has its own. Choose England or another area to compare with."
        )
    benchmark = line.value / made.found.indicator.multiplier
    result = contribution(
        made.rows["numerator"], made.rows["denominator"], benchmark, polarity=made.polarity
    )
    rows = made.rows.loc[result.rows.index].assign(**result.rows)
    rows = rows[rows["excess"] > 0]
    spoken = spoken_of(made.found, line, known)
    side, what = ("above", "excess") if made.polarity == "lower" else ("below", "shortfall")
    title = (
        f"{number_text(result.half)} of {counted(len(made.rows), noun.one, noun.many)} account "
        f"for half of the {what}"
        if result.half
        else f"No {noun.one} is {side} {spoken}"
    )
    said = ""
    if result.half:
        stand = "stands" if len(rows) == 1 else "stand"
        said = (
            f"{counted(len(rows), noun.one, noun.many)} {stand} {side} {line.label}, together by "
            f"{_events(result.total)}. The first: {names_of(rows.head(result.half))}."
        )
    amounts = [number_text(one, decimals=_decimals(result.total)) for one in rows["excess"]]
    shares = [share_text(one) for one in rows["cumulative_share"]]
    drawn = pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "area_name": rows["area_name"].map(display_name),
            "amount": rows["excess"],
            "share": rows["cumulative_share"],
            "amount_text": amounts,
            "share_text": shares,
        }
    )
    if rows.empty:
        raise NoChartError(f"{title}: nothing is to be shared out. {line.label}.")
    unit = f"{words.capitalised(made.found.indicator.numerator)}, {what}"
    return _form(
        context, made, title=title, said=said, name="Contribution",
        drawn={
            "rows": drawn, "unit": textwrap.shorten(unit, 60, placeholder="…"), "half": result.half,
            "half_label": f"Half of the {what}",
        },
        columns=[
            Column(words.capitalised(noun.one)),
            Column(words.capitalised(what), is_number=True),
            Column("Share of all so far", is_number=True),
            Column("Code"),
            *_part_columns(made.found),
        ],
        cells=[
            (name, amount, share, code, *parts)
            for name, amount, share, code, parts in zip(
                drawn["area_name"], amounts, shares, rows["area_code"], _parts(rows, made.found),
                strict=True,
            )
        ],
        codes=rows["area_code"].tolist(),
        rule=(
            f"The {what} of a {noun.one} is its count {'less' if side == 'above' else 'under'} "
            f"the count that {line.label} would give. Areas on the good side contribute none."
        ),
        alt="Pareto chart",
    )  # fmt: skip


def build_opportunity(context: Context, question: Question, level_of: str) -> FormView:
    """What would change if every area moved to a level.

    Args:
        level_of: A key of `LEVELS_OF`.

    Raises:
        NoChartError: there are no counts, no direction that is better, or no such level.
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    made = _counts_of(context, question)
    indicator, noun = made.found.indicator, words.LEVELS[question.level]
    if indicator.polarity == "none":
        raise NoChartError(
            f"Neither high nor low is good in itself for {indicator.title!r}, so there is no level "
            "to move to. Choose the change or the funnel."
        )
    level = _level(context, made, level_of)
    events = to_level(
        made.rows["numerator"], made.rows["denominator"], level / indicator.multiplier,
        polarity=made.polarity,
    )  # fmt: skip
    rows = made.rows.assign(events=events, amount=events.abs())
    rows = rows.sort_values("amount", ascending=False, kind="stable")
    total, more = float(events.sum()), "more" if made.polarity == "higher" else "fewer"
    moving = rows[rows["amount"] > 0]
    at_level = figure_text(level, indicator)
    title = (
        f"{_events(abs(total))} {more} if {counted(len(moving), noun.one, noun.many)} moved to "
        f"{at_level}"
        if len(moving)
        else f"Every {noun.one} is at {at_level} or better"
    )
    said = f"The level is {words.uncapitalised(LEVELS_OF[level_of])}: {at_level}."
    said += f" Counted: {words.uncapitalised(indicator.numerator)}."
    if len(moving):
        said += f" The most: {names_of(moving.head(3))}."
    if moving.empty:
        raise NoChartError(f"{title}. {said}")
    decimals = _decimals(total)
    amounts = [number_text(one, decimals=decimals) for one in moving["amount"]]
    drawn = pd.DataFrame(
        {
            "area_code": moving["area_code"],
            "area_name": moving["area_name"].map(display_name),
            "value": moving["amount"],
            "lower_95": float("nan"),
            "upper_95": float("nan"),
            "verdict": "not_compared",
            "verdict_label": "",
            "value_text": amounts,
            "interval_text": "",
        }
    )
    unit = f"{words.capitalised(indicator.numerator)}, {more}"
    return _form(
        context, made, title=title, said=said, name="Opportunity",
        drawn={"rows": drawn, "unit": textwrap.shorten(unit, 60, placeholder="…")},
        columns=[
            Column(words.capitalised(noun.one)),
            Column(words.capitalised(more), is_number=True),
            Column("Code"),
            *_part_columns(made.found),
        ],
        cells=[
            (name, amount, code, *parts)
            for name, amount, code, parts in zip(
                drawn["area_name"], amounts, moving["area_code"], _parts(moving, made.found),
                strict=True,
            )
        ],
        codes=moving["area_code"].tolist(),
        rule=(
            f"For each {noun.one} that does not reach {at_level}: the count that {at_level} of its "
            "denominator would be, less its own count. Those at the level or better stay."
        ),
        alt="Ranked bars",
    )  # fmt: skip


def _counts_of(context: Context, question: Question) -> _Counts:
    found = answer(context, question)
    if found.indicator.method not in ("proportion", "rate"):
        raise NoChartError(
            "This form counts events or people over a level, and needs the counts behind each "
            f"figure. {words.METHODS[found.indicator.method]} Choose the ranked bars instead."
        )
    rows = found.figures[found.figures["flag"] != "outside_group"]
    known = rows[["value", "numerator", "denominator"]].notna().all(axis=1)
    rows = rows[known & (rows["denominator"] > 0)]
    if rows.empty:
        raise NoChartError(
            "No area here has both its counts. Choose another level, area or period."
        )
    rows = rows.assign(numerator=exact_events(rows, found.indicator))
    polarity = "higher" if found.indicator.polarity == "higher" else "lower"
    return _Counts(found, rows, polarity)


def _level(context: Context, made: _Counts, level_of: str) -> float:
    """The level in the unit of the indicator."""
    if level_of == "median":
        return float(made.rows["value"].median())
    if level_of == "quarter":
        return float(made.rows["value"].quantile(0.75 if made.polarity == "higher" else 0.25))
    if level_of == "target":
        found = made.found
        aim = aim_in(context.catalogue, found.indicator, found.scope_code, found.period)
        if aim is None:
            raise NoChartError(
                "This place has no target on this indicator. Choose another level; targets are "
                "defined in data/definitions/targets.toml."
            )
        return aim.level
    line = benchmark_of(made.found, made.rows, context.inside)
    if line is None:
        raise NoChartError(
            "There is no single benchmark to move to: none is held, or each area has its own. "
            "Choose the median or the best quarter."
        )
    return line.value


def _form(
    context: Context, made: _Counts, *, title: str, said: str, name: str, drawn: dict[str, object],
    columns: list[Column], cells: list[tuple[str, ...]], codes: list[str], rule: str, alt: str,
) -> FormView:  # fmt: skip
    found, known = made.found, context.inside
    subtitle = subtitle_of(found, made.rows, known, words.LEVELS[found.question.level])
    source = source_of(context.snapshot, context.catalogue, found)
    without = len(found.figures) - len(made.rows)
    missing = f"{counted(without, 'area')} without both counts cannot take part."
    return FormView(
        finding=title,
        sentence=said,
        subtitle=subtitle,
        notes=(NO_CAUSE, missing) if without else (NO_CAUSE,),
        drawn=drawn,
        alt=f"{alt} of {subtitle} {title}. {said}",
        table=made_of(columns, cells, codes=codes),
        provenance=provenance_of(
            f"{name}: {subtitle}", context.catalogue, found, source, known.is_illustrative
        ),
        why=(
            ("Rule", rule),
            ("Which way is good", words.POLARITIES[found.indicator.polarity]),
            ("Source of the method", METHOD),
        ),
    )


def _part_columns(found: Answer) -> list[Column]:
    return [
        Column(words.capitalised(found.indicator.unit), is_number=True),
        Column("Numerator", is_number=True),
        Column("Denominator", is_number=True),
    ]


def _parts(rows: pd.DataFrame, found: Answer) -> list[tuple[str, ...]]:
    return [
        (
            number_text(row["value"], decimals=found.indicator.decimals),
            number_text(row["numerator"]),
            number_text(row["denominator"]),
        )
        for row in rows.to_dict("records")
    ]


def _decimals(total: float) -> int:
    """Small totals with a decimal, or every practice would round to none."""
    return 0 if abs(total) >= 50 else 1


def _events(total: float) -> str:
    return number_text(total, decimals=_decimals(total))
