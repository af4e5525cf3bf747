"""Is the programme on course? Every target of the place and of its parts, and where each stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.planned import all_planned_ways
from pcdash.viewmodels.sources import caveats_of, provenance, sources_of
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.target_rows import TargetRow, places_of, rows_of_targets
from pcdash.viewmodels.target_ways import STATES, TargetWay
from pcdash.viewmodels.target_words import (
    LABELS,
    NEED_A_DECISION,
    WHY,
    chance_text,
    figures_of,
    gap_of,
    oddities_of,
    pace_text,
    progress_text,
    remarks_of,
)
from pcdash.viewmodels.targets import aims_of

IN_WORDS = 8  # targets that are also said in a line each, where the place itself has none
WELL = ("on_course", "ahead", "met")
COLUMNS = (
    Column("Where it stands", help="Sorted by what needs a decision."),
    Column("Target"),
    Column("Place"),
    Column("Latest figure"),
    Column("Level", is_number=True),
    Column("By"),
    Column("What lacks"),
    Column("Baseline"),
    Column("Done", is_number=True, help="The part of the way from the baseline to the target."),
    Column("Required a year", is_number=True),
    Column("Achieved a year", is_number=True),
    Column("Probability", is_number=True, help="Of being at the target in time."),
    Column("Way", help="The trajectory that figures are judged by, or the straight way."),
    Column("Owner"),
    Column("Source"),
    Column("Remarks"),
)


@dataclass(frozen=True)
class TargetLine:
    """One target in a line: its name, what is said of it, and where its trajectory is.

    `indicator_id` and `area_code` are what Trends is to show; no area where there is nothing to,
    and the definition is what there is to see.
    """

    label: str
    said: str
    indicator_id: str
    area_code: str | None


@dataclass(frozen=True)
class TargetsView:
    """All targets with where they stand; those of the place itself also in a line each.

    `table.codes` name what Trends is to show for a row as "area/indicator", or nothing.
    """

    finding: str
    sentence: str
    lines: tuple[TargetLine, ...]
    table_label: str
    notes: tuple[str, ...]
    table: Table
    provenance: Provenance
    source: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    why: tuple[tuple[str, str], ...]


def build_targets(context: Context) -> TargetsView | None:
    """The targets of the place and its parts; None where nobody has set any."""
    rows = rows_of_targets(context)
    if not rows:
        return None
    own = [one for one in rows if one.area_code == context.inside.system_code]
    main = own or rows[:IN_WORDS]
    ids = list(dict.fromkeys(one.way.indicator.id for one in rows))
    source = sources_of(context.snapshot, context.catalogue, ids)
    place = context.inside.place_name
    return TargetsView(
        finding=_finding(main),
        sentence=_sentence(main, rows),
        lines=tuple(_line(one, is_own=bool(own)) for one in main),
        table_label=f"All targets as a table ({number_text(len(rows))})",
        notes=tuple(_notes(context, rows)),
        table=made_of(COLUMNS, [_cells(one) for one in rows], codes=[_code(one) for one in rows]),
        provenance=provenance(
            f"Targets of {place} and where they stand",
            (("Area", place), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"targets_{context.inside.system_code}",
        ),
        source=source,
        caveats=caveats_of(context.catalogue, ids),
        why=WHY,
    )


def _code(row: TargetRow) -> str:
    return f"{row.area_code}/{row.way.indicator.id}" if row.is_drawn else ""


def _cells(row: TargetRow) -> tuple[str, ...]:
    way, one = row.way, row.way.indicator
    latest, start = None if way.known.empty else way.latest, way.baseline
    pace = way.pace
    required = pace.required if pace and way.state != "met" else None
    figures = [
        "[x]" if held is None else f"{figure_text(held['value'], one)} in {held['period']}"
        for held in (latest, start)
    ]
    return (
        LABELS[way.state],
        one.title,
        row.place,
        figures[0],
        figure_text(way.aim.level, one),
        way.aim.by,
        gap_of(way),
        figures[1],
        progress_text(pace),
        pace_text(required, one),
        pace_text(pace.achieved if pace else None, one),
        chance_text(way.chance),
        _way_of(way),
        way.aim.owner,
        way.aim.source,
        " ".join(remarks_of(way)),
    )


def _way_of(way: TargetWay) -> str:
    if way.planned is not None:
        return way.planned.name
    return "Straight" if way.baseline is not None and way.is_comparable else "[z]"


def _line(row: TargetRow, *, is_own: bool) -> TargetLine:
    way = row.way
    place = "" if is_own else f", {row.place}"
    level, lacks = figure_text(way.aim.level, way.indicator), gap_of(way)
    by = f" by {way.aim.by}" if way.aim.due.end > way.as_of else ""
    said = (figures_of(way), f"{words.capitalised(lacks)}{by}" if lacks else "")
    return TargetLine(
        f"{LABELS[way.state]}: {way.indicator.title}, {level} by {way.aim.by}{place}",
        " ".join(f"{one}." for one in said if one),
        way.indicator.id,
        row.area_code if row.is_drawn else None,
    )


def _finding(rows: Sequence[TargetRow]) -> str:
    well = sum(one.way.state in WELL for one in rows)
    are = "is" if well == 1 else "are"
    return f"{number_text(well)} of {counted(len(rows), 'target')} {are} met or on course"


def _sentence(main: Sequence[TargetRow], rows: Sequence[TargetRow]) -> str:
    """How many stand how, and how many of them ask for a decision."""
    states = [one.way.state for one in main]
    said = [
        f"{words.uncapitalised(LABELS[one])}: {states.count(one)}"
        for one in STATES
        if one in states
    ]
    asked = sum(one in NEED_A_DECISION for one in states)
    need = "asks" if asked == 1 else "ask"
    told = f"{words.capitalised('; '.join(said))}. {number_text(asked)} {need} for a decision."
    if len(rows) > len(main):
        told += f" With those of parts of the place there are {number_text(len(rows))}."
    return told


def _notes(context: Context, rows: Sequence[TargetRow]) -> Iterator[str]:
    """What is odd about targets and trajectories, once for all the places that it is true of."""
    told: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for one in oddities_of(row.way):
            told.setdefault((row.way.indicator.title, one), []).append(row.place)
    for (title, remark), places in told.items():
        where = places[0] if len(places) == 1 else counted(len(places), "place")
        yield f"{title}, {where}: {remark}"
    yield from _without_target(context)
    yield from _without_definition(context)


def _without_target(context: Context) -> Iterator[str]:
    for (code, indicator_id), ways in context.kept(all_planned_ways).items():
        indicator = context.catalogue.indicators[indicator_id]
        if not aims_of(context.catalogue, indicator, code):
            named = words.sentence_list([one.name for one in ways])
            yield (
                f"{indicator.title}, {place_name(context, code)}: a trajectory without a target "
                f"is loaded ({named})."
            )


def _without_definition(context: Context) -> Iterator[str]:
    """Targets on indicators that the snapshot does not know."""
    places = places_of(context)
    for one in context.catalogue.targets.values():
        if one.indicator not in context.catalogue.indicators and places.keys() & {*one.areas}:
            yield (
                f"{one.title} Its indicator, {one.indicator}, was not defined when these data "
                "were loaded: the next load brings it."
            )
