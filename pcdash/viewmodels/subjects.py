"""A part of a subject page: the latest figures of some indicators of a place, and what lacks.

Where no figure of a group can be made from its practices, the middle practice stands for them, and
is said to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.deciles import build_deciles
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.histories import History, history_of
from pcdash.viewmodels.levels import held_of
from pcdash.viewmodels.numbers import is_missing, number_text, of_text, share_text
from pcdash.viewmodels.places import own_name, place_name
from pcdash.viewmodels.sources import caveats_of, provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

WITHOUT_CCG = ("System", "CCG", "Region", "Country", "Federation")
OF_PLACE, OF_MIDDLE = "of the place", "of its middle practice"
COLUMNS = (
    Column("Indicator"), Column("Period"), Column("Figure", is_number=True), Column("Of whom"),
    Column("Count"), Column("England", is_number=True), Column("Practices with data"),
    Column("Patients covered"), Column("Unit"),
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """What a part of a page is about: its heading, its indicators, and what no indicator holds."""

    heading: str
    indicators: tuple[str, ...]
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part in words and figures. `charted` have a series of the place, `spread` only practices'.

    `notes` says what is not held.
    """

    heading: str
    finding: str
    notes: tuple[str, ...]
    charted: tuple[str, ...]
    spread: tuple[str, ...]
    table: Table
    provenance: Provenance
    source: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True)
class _Figure:
    """The latest figure of an indicator of a place."""

    indicator: Indicator
    period: str
    value: float
    is_middle: bool
    cells: tuple[str, ...]


def build_section(context: Context, area_code: str, part: Part) -> Section:
    """The latest figures of a part.

    Args:
        area_code: A group or a practice.
    """
    known = context.catalogue.indicators
    ids = [one for one in part.indicators if one in known]
    series = context.series_of(area_code)
    found = [one for one in (_latest(context, series, area_code, known[id_]) for id_ in ids) if one]
    held = [one.indicator.id for one in found]
    place = place_name(context, area_code)
    counts = series.loc[series["value"].notna(), "indicator_id"].value_counts()
    source = sources_of(context.snapshot, context.catalogue, held) if held else ()
    return Section(
        heading=part.heading,
        finding=_finding(found, place),
        notes=(*_not_held(context, part, held, place), *part.lacking),
        charted=tuple(one for one in held if counts.get(one, 0) > 1),
        spread=tuple(one.indicator.id for one in found if one.is_middle),
        table=made_of(COLUMNS, [one.cells for one in found]),
        provenance=provenance(
            f"{part.heading}: {place}; the latest period of each.",
            (("Area", place), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"{part.heading}_{area_code}".lower().replace(" ", "_").replace(",", ""),
        ),
        source=source,
        caveats=caveats_of(context.catalogue, held) if held else (),
    )


def place_history(
    context: Context, area_code: str, indicator_id: str, until: date | None = None
) -> History:
    """One indicator of any place over its periods; what lies in several CCGs stands beside none.

    Args:
        until: The day after which no period may end; else all periods are there.
    """
    series = context.series_of(area_code)
    own = series[series["indicator_id"] == indicator_id]
    if until is not None:
        own = own[own["end_date"].dt.date <= until]
    known = context.inside
    if area_code in known.names and known.kinds.get(area_code, "System") in WITHOUT_CCG:
        own = own.assign(ccg_code=None, ccg_name=None, ccg_value=float("nan"))
    return history_of(
        own,
        context.catalogue.indicator(indicator_id),
        own_name(context, area_code),
        place_name(context, area_code),
    )


def place_spread(context: Context, area_code: str, indicator_id: str) -> FormView:
    """How practices have spread over time, for a group that has no figure of its own.

    Raises:
        NoChartError: figures of practices are held in fewer than two periods.
    """
    form = build_deciles(context, Question(indicator_id, area=area_code), None)
    points = form.drawn["points"]
    middle = points[(points["role"] == "median") & points["value"].notna()]
    first, last = middle.iloc[0], middle.iloc[-1]
    title = context.catalogue.indicator(indicator_id).title
    finding = (
        f"{title}: the middle practice at {first['value_text']} in {first['period']}, "
        f"{last['value_text']} in {last['period']}"
    )
    alt = f"Decile lines over time of {form.subtitle} {finding}."
    return replace(form, finding=finding, sentence="", alt=alt)


def _latest(
    context: Context, series: pd.DataFrame, area_code: str, indicator: Indicator
) -> _Figure | None:
    own = series[(series["indicator_id"] == indicator.id) & series["value"].notna()]
    if own.empty:
        return _middle(context, area_code, indicator)
    row = own.iloc[-1]
    told = held_of(
        context.snapshot, indicator.id, [area_code], period=row["period"], basis="as_was"
    ).iloc[0]
    england = None if indicator.method == "count" else row["england_value"]
    cells = (
        indicator.title,
        row["period"],
        figure_text(row["value"], indicator),
        OF_PLACE,
        of_text(row["numerator"], row["denominator"]),
        figure_text(england, indicator) if not is_missing(england) else "[x]",
        of_text(told["practices_with_data"], told["practices"]) or "[z]",
        share_text(told["coverage_share"]) if not is_missing(told["coverage_share"]) else "[z]",
        words.capitalised(indicator.unit),
    )
    return _Figure(indicator, row["period"], float(row["value"]), False, cells)


def _middle(context: Context, area_code: str, indicator: Indicator) -> _Figure | None:
    """The middle of the practices of a group, of which no figure of its own is made."""
    try:
        found = answer(context, Question(indicator.id, area=area_code))
    except UserFacingError:  # nothing is held of it here
        return None
    values = found.figures["value"].dropna()
    if values.empty or indicator.method in ("count", "category"):
        return None
    benchmark = found.figures["benchmark"].dropna()
    cells = (
        indicator.title,
        found.period,
        figure_text(values.median(), indicator),
        OF_MIDDLE,
        f"from {figure_text(values.min(), indicator)} to {figure_text(values.max(), indicator)}",
        figure_text(benchmark.iloc[0], indicator) if len(benchmark) else "[x]",
        of_text(len(values), len(found.figures)),
        "[z]",
        words.capitalised(indicator.unit),
    )
    return _Figure(indicator, found.period, float(values.median()), True, cells)


def _finding(found: list[_Figure], place: str) -> str:
    """The first two figures, each with its period, and England's."""
    if not found:
        return f"Nothing is held of {place} on this yet"
    said = []
    for one in found[:2]:
        text = figure_text(one.value, one.indicator)
        of = " in the middle practice" if one.is_middle else ""
        beside = f"; England {one.cells[5]}" if not one.cells[5].startswith("[") else ""
        said.append(f"{one.indicator.title}: {text}{of} ({one.period}{beside})")
    return ". ".join(said)


def _not_held(context: Context, part: Part, held: list[str], place: str) -> list[str]:
    """What lacks: of which nothing was loaded, and of which this place has no figure."""
    known, loaded = context.catalogue.indicators, set(context.holdings["indicator_id"])
    lacking = [known[one] for one in part.indicators if one in known and one not in held]
    never = [f"{one.title!r}" for one in lacking if one.id not in loaded]
    elsewhere = [f"{one.title!r}" for one in lacking if one.id in loaded]
    said = []
    if never:
        named = words.sentence_list(never)
        said.append(f"Not held: {named}. No file with such figures has been loaded.")
    if elsewhere:
        named = words.sentence_list(elsewhere)
        said.append(f"Held of other places, and not of {place}: {named}.")
    return said


def build_by_place(
    context: Context, indicator_id: str, area_code: str, level: str
) -> tuple[str, Table, Provenance] | None:
    """An indicator of the workforce place by place, with what reported; None where none is held."""
    indicator = context.catalogue.indicators.get(indicator_id)
    try:
        found = answer(context, Question(indicator_id, level=level, area=area_code))
    except UserFacingError:  # nothing is held of it at this level
        return None
    figures = found.figures[found.figures["value"].notna()].sort_values("value", kind="stable")
    if figures.empty or indicator is None:
        return None
    is_count = indicator.method == "count"
    columns = [Column("Place"), Column("FTE", is_number=True)]
    if not is_count:
        columns.append(Column("Patients", is_number=True))
        columns.append(Column(words.capitalised(indicator.unit), is_number=True))
    columns += [Column("Practices that reported"), Column("Patients covered")]
    ordered = figures.to_dict("records")
    rows = [
        (
            place_name(context, str(row["area_code"])),
            *_staff_cells(row, indicator),
            of_text(row["practices_with_data"], row["practices"]) or "[z]",
            share_text(row["coverage_share"]) if not is_missing(row["coverage_share"]) else "[z]",
        )
        for row in ordered
    ]
    of = counted(len(found.figures), words.LEVELS[level].one, words.LEVELS[level].many)
    lowest, highest = (
        f"{figure_text(ordered[at]['value'], indicator)} in {rows[at][0]}" for at in (0, -1)
    )
    said = (
        f"{indicator.title}, {found.period}: {lowest} to {highest}, {number_text(len(rows))} of "
        f"{of} with a figure"
    )
    about = provenance(
        said, sources_of(context.snapshot, context.catalogue, [indicator_id]),
        is_illustrative=context.inside.is_illustrative,
        file_name=f"{indicator_id}_{level}_{area_code}",
    )  # fmt: skip
    return said, made_of(columns, rows), about


def _staff_cells(row: Mapping[str, Any], indicator: Indicator) -> tuple[str, ...]:
    """Full-time equivalents; where they are for a list, the patients and the rate too."""
    if indicator.method == "count":
        return (number_text(row["value"], decimals=1),)
    return (
        number_text(row["numerator"], decimals=1),
        number_text(row["denominator"]),
        figure_text(row["value"], indicator),
    )
