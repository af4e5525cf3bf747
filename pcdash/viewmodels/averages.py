"""The average, lowest and highest by CCG, system, region and England, as the strategy's table."""

from dataclasses import replace
from typing import Any

import pandas as pd

from pcdash.definitions.models import ENGLAND
from pcdash.errors import NoChartError, NoDataError, UnknownPeriodError
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.figures import Answer, Question, answer
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import is_missing, number_text
from pcdash.viewmodels.sources import provenance_of, source_of
from pcdash.viewmodels.tables import Column, made_of

LEVELS_SHOWN = ("ccg", "system", "region", "england")
NONE = float("nan")


def build_averages(context: Context, question: Question) -> FormView:
    """Averages of groups with the range of their practices.

    Raises:
        NoChartError: no group has an average, or the indicator is a category or a count.
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    indicator = context.catalogue.indicator(question.indicator_id)
    if indicator.method in ("category", "count"):
        raise NoChartError(
            f"{words.METHODS[indicator.method]} It has no average that could be compared. Choose "
            "the ranked bars instead."
        )
    found = _answers(context, question)
    rows = [row for one in found for row in _rows(context, one)]
    if not rows:
        raise NoChartError(
            "No group has an average here: too few of its practices have a figure in "
            f"{question.period or 'the latest period'}. Choose another period."
        )
    made = pd.DataFrame(rows)
    any_answer = found[0]
    source = source_of(context.snapshot, context.catalogue, any_answer)
    subtitle = (
        f"{measure(indicator)}; {any_answer.period}. {words.AGGREGATIONS[indicator.aggregation]}"
    )
    title = _finding(made, indicator.unit, indicator.decimals)
    said = (
        "Bars run from the lowest to the highest practice; the disc is the average of the group."
        + (" The hollow diamond is what the strategy prints." if made["printed"].notna().any()
           else "")
    )  # fmt: skip
    cells = [
        (
            row["place"], row["average_text"], *row["ends"], row["practices"],
            "" if is_missing(row["printed"]) else row["printed_text"], row["code"],
        )
        for row in rows
    ]  # fmt: skip
    return FormView(
        finding=title,
        sentence=said,
        subtitle=subtitle,
        notes=(
            "Lowest and highest are of practices with a figure held here; where those of England "
            "or the region lie beyond the scale, the table has them.",
        ),
        drawn={"rows": made, "unit": indicator.unit, "domain": _domain(context, made)},
        alt=f"Range chart of {subtitle} {title}.",
        table=made_of(
            [
                Column("Group"), Column("Average", is_number=True),
                Column("Lowest practice", is_number=True),
                Column("Highest practice", is_number=True),
                Column("Practices with data", is_number=True), Column("As the strategy prints it"),
                Column("Code"),
            ],
            cells, codes=[row["code"] for row in rows],
        ),
        provenance=provenance_of(
            f"Averages: {subtitle}", context.catalogue, any_answer, source,
            context.inside.is_illustrative,
        ),
        why=(
            ("Average", words.AGGREGATIONS[indicator.aggregation]),
            ("Membership", words.MEMBERSHIP_RULE[question.membership]),
            ("Source of the method", "Table 1 of the strategy: average, lowest and highest."),
        ),
    )  # fmt: skip


def _answers(context: Context, question: Question) -> list[Answer]:
    found = []
    for level in LEVELS_SHOWN:
        asked = Question(
            question.indicator_id, level=level, membership=question.membership,
            period=question.period,
        )  # fmt: skip
        try:
            found.append(answer(context, asked))
        except (NoDataError, UnknownPeriodError):
            continue
    return found


def _rows(context: Context, found: Answer) -> list[dict[str, Any]]:
    decimals = found.indicator.decimals
    rows = []
    for row in found.figures.to_dict("records"):
        if is_missing(row["value"]):
            continue
        name = display_name(row["area_name"])
        lowest, highest, count = row["lowest"], row["highest"], row["practices_with_data"]
        if is_missing(lowest):
            lowest, highest, count = _spread(context, row["area_code"], found)
        printed = _printed(context, found, name)
        ends = tuple(number_text(one, decimals=decimals) for one in (lowest, highest))
        rows.append(
            {
                "code": row["area_code"],
                "place": name,
                "average": row["value"],
                "lowest": lowest,
                "highest": highest,
                "average_text": figure_text(row["value"], found.indicator),
                "range_text": f"{ends[0]} to {ends[1]}",
                "ends": ends,
                "practices": number_text(count),
                "printed": printed.value if printed else NONE,
                "printed_text": _printed_text(printed) if printed else "",
            }
        )
    return rows


def _spread(context: Context, code: str, found: Answer) -> tuple[float, float, float]:
    """The range of the practices of a group, and how many have a figure."""
    if code == ENGLAND:
        held = run_query(
            context.snapshot, "spreads", area_code=code, indicator_ids=[found.indicator.id]
        )
        own = held[held["period"] == found.period]
        if own.empty:
            return NONE, NONE, NONE
        return tuple(own.iloc[0][["lowest", "highest", "practices"]])
    inside = replace(found.question, level="practice", area=code, period=found.period)
    try:
        values = answer(context, inside).figures["value"].dropna()
    except (NoDataError, UnknownPeriodError):
        return NONE, NONE, NONE
    return float(values.min()), float(values.max()), float(len(values))


def _printed(context: Context, found: Answer, name: str) -> Any:
    """What the strategy prints of a group of this name in this period."""
    plain = name.removeprefix("NHS ").removesuffix(" CCG")
    for one in context.catalogue.published.values():
        is_it = one.indicator == found.indicator.id and one.period == found.period
        if is_it and one.place == plain and one.unit is None:
            return one
    return None


def _domain(context: Context, made: pd.DataFrame) -> tuple[float, float]:
    """The scale: all averages, and the ranges of the place's own groups. One odd practice of
    England or the region would flatten all the others; the table has it."""
    own = made[made["code"].isin(context.inside.kinds) & ~made["code"].isin(_around(context))]
    shown = pd.concat([made["average"], made["printed"], own["lowest"], own["highest"]]).dropna()
    low, high = float(shown.min()), float(shown.max())
    room = 0.05 * (high - low) if high > low else 0.5
    return low - room, high + room


def _around(context: Context) -> set[str]:
    kinds = context.inside.kinds
    return {code for code, kind in kinds.items() if kind in ("Region", "Country")}


def _printed_text(printed: Any) -> str:
    ends = "" if printed.lowest is None else f" ({printed.lowest:g} to {printed.highest:g})"
    return f"{printed.value:g}{ends}"


def _finding(made: pd.DataFrame, unit: str, decimals: int) -> str:
    ranked = made.sort_values("average", kind="stable")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    if low["average_text"] == high["average_text"]:
        return f"All groups average {low['average_text']}"
    return (
        f"Averages run from {low['average_text']} in {low['place']} to {high['average_text']} in "
        f"{high['place']}"
    )
