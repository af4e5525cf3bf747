"""How practices have spread over time, and where one of them stands among them."""

from dataclasses import replace

import pandas as pd

from pcdash.definitions.models import ENGLAND, Indicator
from pcdash.errors import NoChartError
from pcdash.stats.position import DECILES
from pcdash.store.queries import run_query
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.marks import breaks_between, events_between
from pcdash.viewmodels.numbers import is_missing, number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.sources import provenance_of, source_of
from pcdash.viewmodels.tables import Column, Table, made_of

FEWEST_PERIODS = 2
TENTHS = (
    "lowest", "second lowest", "third lowest", "fourth lowest", "fifth lowest", "fifth highest",
    "fourth highest", "third highest", "second highest", "highest",
)  # fmt: skip
METHOD = "Deciles by linear interpolation over practices with a figure, as OpenPrescribing."


def build_deciles(context: Context, question: Question, practice: str | None) -> FormView:
    """Deciles of an indicator over its periods.

    Args:
        practice: The practice on top; without one, the area of the question.

    Raises:
        NoChartError: figures of practices are held in fewer than two periods.
        UserFacingError: as `pcdash.viewmodels.figures.answer`.
    """
    found, known = answer(context, replace(question, level="practice")), context.inside
    indicator = found.indicator
    spreads, of = _spreads(context, indicator)
    if len(spreads) < FEWEST_PERIODS:
        raise NoChartError(
            f"Deciles over time need figures of practices in two periods or more; of "
            f"{indicator.title!r} {len(spreads)} {'is' if len(spreads) == 1 else 'are'} held. "
            "Choose the ranked bars, or another indicator."
        )
    code = practice or found.scope_code
    place = place_name(context, code)
    own = _own(context, code, indicator)
    title, said = _in_words(spreads, own, indicator, place)
    first, last = spreads.iloc[0], spreads.iloc[-1]
    counts = f"{number_text(first['practices'])} to {number_text(last['practices'])}"
    subtitle = (
        f"{measure(indicator)}; practices of {of} that are held ({counts}); "
        f"{first['period']} to {last['period']}."
    )
    ends = [spreads["end_date"].iloc[at].date() for at in (0, -1)]
    breaks = breaks_between(indicator, *ends)
    source = source_of(context.snapshot, context.catalogue, found)
    return FormView(
        finding=title,
        sentence=said,
        subtitle=subtitle,
        notes=tuple(reason for _, reason in breaks),
        drawn={
            "points": _points(spreads, own, indicator, place),
            "unit": indicator.unit,
            "breaks": tuple(mark for mark, _ in breaks),
            "events": events_between(context.catalogue, indicator.id, (code,), *ends),
        },
        alt=f"Decile lines over time of {subtitle} {title}. {said}",
        table=_table(spreads, own, indicator, place),
        provenance=provenance_of(
            f"Deciles: {subtitle}", context.catalogue, found, source, known.is_illustrative
        ),
        why=(
            ("Lines", "Nine deciles: a tenth of the practices lies between two of them; the "
             "median, half above and half below, is dashed."),
            ("Not a test", "A place among others says nothing of chance: see the funnel."),
            ("Source of the method", METHOD),
        ),
    )  # fmt: skip


def _spreads(context: Context, indicator: Indicator) -> tuple[pd.DataFrame, str]:
    """The deciles of England's practices where they are held over time, else of the system's."""
    known = context.inside
    for code, name in ((ENGLAND, "England"), (known.system_code, known.place_name)):
        found = run_query(context.snapshot, "spreads", area_code=code, indicator_ids=[indicator.id])
        if len(found) >= FEWEST_PERIODS:
            return found, name
    return found, name


def _own(context: Context, code: str, indicator: Indicator) -> pd.Series:
    """The values of the place by period."""
    series = context.series_of(code)
    return series[series["indicator_id"] == indicator.id].set_index("period")["value"]


def _points(
    spreads: pd.DataFrame, own: pd.Series, indicator: Indicator, place: str
) -> pd.DataFrame:
    rows = []
    for at, decile in enumerate(DECILES):
        for row in spreads.to_dict("records"):
            is_median = decile == 50
            rows.append(
                {
                    "line": "Median" if is_median else f"Decile {decile // 10}",
                    "role": "median" if is_median else "decile",
                    "period": row["period"],
                    "date": row["end_date"],
                    "value": row["deciles"][at],
                    "value_text": figure_text(row["deciles"][at], indicator),
                }
            )
    for row in spreads.to_dict("records"):
        value = own.get(row["period"], float("nan"))
        rows.append(
            {
                "line": place.split(" (")[0],
                "role": "place",
                "period": row["period"],
                "date": row["end_date"],
                "value": value,
                "value_text": figure_text(value, indicator),
            }
        )
    return pd.DataFrame(rows)


def _in_words(
    spreads: pd.DataFrame, own: pd.Series, indicator: Indicator, place: str
) -> tuple[str, str]:
    first, last = spreads.iloc[0], spreads.iloc[-1]
    medians = [figure_text(row["deciles"][4], indicator) for row in (first, last)]
    span = [row["deciles"][8] - row["deciles"][0] for row in (first, last)]
    how = "as wide as" if span[0] == span[1] else "wider than"
    how = "narrower than" if span[1] < span[0] else how
    spread_said = (
        f"The median went from {medians[0]} in {first['period']} to {medians[1]} in "
        f"{last['period']}; the middle eight tenths are {how} then."
    )
    value = own.get(last["period"], float("nan"))
    if is_missing(value):
        return f"{place} has no figure in {last['period']}", spread_said
    below = sum(value > one for one in last["deciles"])
    return (
        f"{place} stands in the {TENTHS[below]} tenth in {last['period']}",
        f"Its figure is {figure_text(value, indicator)}. {spread_said}",
    )


def _table(spreads: pd.DataFrame, own: pd.Series, indicator: Indicator, place: str) -> Table:
    decimals = indicator.decimals
    columns = [
        Column("Period"),
        Column(place, is_number=True),
        *(
            Column("Median" if one == 50 else f"Decile {one // 10}", is_number=True)
            for one in DECILES
        ),
        Column("Practices", is_number=True),
    ]
    rows = [
        (
            row["period"],
            number_text(own.get(row["period"]), decimals=decimals),
            *(number_text(one, decimals=decimals) for one in row["deciles"]),
            number_text(row["practices"]),
        )
        for row in spreads.to_dict("records")
    ]
    return made_of(columns, rows)
