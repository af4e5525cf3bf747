"""An indicator on a map: everything that the Map page, and a report, shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pcdash.errors import UserFacingError
from pcdash.viewmodels import findings, reasoning, words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.figures import Answer, answer
from pcdash.viewmodels.labelled import Line
from pcdash.viewmodels.map_classes import Classed, LegendEntry, by_value, by_verdict, edges_of
from pcdash.viewmodels.map_figures import CLASSES, Mapped, MapQuestion, mapped, named
from pcdash.viewmodels.map_points import Points, points_of
from pcdash.viewmodels.map_shapes import drawn_shapes, frame_of, no_frames
from pcdash.viewmodels.map_table import area_table, rows_of
from pcdash.viewmodels.map_words import (
    homes_of,
    map_notes,
    map_subtitle,
    map_why,
    moved,
    together,
)
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.sources import Source, provenance, source_of
from pcdash.viewmodels.tables import Provenance, Table
from pcdash.viewmodels.variation import benchmark_of, spoken_of

AREA_COLUMNS = ["area_code", "area_name", "style", "mark", "polygons", "longitude", "latitude",
                "said"]  # fmt: skip
ONE_SCALE = ("quantile", "equal")


@dataclass(frozen=True)
class MapView:
    """A map in words and numbers.

    `areas` has `AREA_COLUMNS`, a row an area that can be drawn; `points` the columns of
    `map_points.COLUMNS`; `frames` the frames inside areas, as `map_shapes.frames_in` makes them.
    `labels` names everything that can be pointed out, by code, and `homes` the area of each
    practice.
    """

    finding: str
    sentence: str
    subtitle: str
    derived: str
    notes: tuple[str, ...]
    areas: pd.DataFrame
    points: pd.DataFrame
    legend: tuple[LegendEntry, ...]
    legend_title: str
    points_legend: tuple[LegendEntry, ...]
    points_title: str
    bounds: tuple[float, float, float, float]
    alt: str
    table: Table
    practices: Table
    labels: Mapping[str, str]
    homes: Mapping[str, str]
    why: tuple[tuple[str, str], ...]
    measured: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    source: Source
    provenance: Provenance
    points_provenance: Provenance
    frames: pd.DataFrame = field(default_factory=no_frames)

    def table_of(self, code: str | None) -> Table:
        """The table of one area, or of that of a practice; all of it for None or no such place."""
        own = self.homes.get(code or "", code)
        return rows_of(self.table, {own}) if own in self.table.codes else self.table

    def practices_of(self, code: str | None) -> Table:
        """The practices in an area, or one practice; all for None or no such place."""
        inside = {one for one, home in self.homes.items() if home == code}
        kept = inside if code in self.table.codes else {code} & set(self.practices.codes)
        is_known = code in self.table.codes or bool(kept)
        return rows_of(self.practices, kept) if is_known else self.practices


@dataclass(frozen=True)
class MapsView:
    """Two maps side by side, and what is said of both."""

    finding: str
    sentence: str
    shown: tuple[MapView, ...]


def build_map(context: Context, question: MapQuestion) -> MapView:
    """The view that answers a question.

    Raises:
        UserFacingError: as `pcdash.viewmodels.map_figures.mapped`.
    """
    made = mapped(context, question)
    return _view(context, made, _edges([made], question.classes))


def build_maps(context: Context, questions: tuple[MapQuestion, MapQuestion]) -> MapsView:
    """Two maps with one scale: the same edges for two periods of one indicator; for two indicators
    the same number of classes from the lowest to the highest of each.

    Raises:
        UserFacingError: as `build_map`, for either.
    """
    both = [mapped(context, one) for one in questions]
    classes, noun = questions[0].classes, words.MAP_LEVELS[questions[0].level]
    is_one = both[0].indicator.id == both[1].indicator.id
    shared = _edges(both, classes) if is_one else ()
    shown = tuple(_view(context, one, shared or _edges([one], classes)) for one in both)
    finding, sentence = (moved if is_one else together)(both[0], both[1], noun)
    return MapsView(finding, sentence, shown)


def _edges(made: list[Mapped], classes: str) -> tuple[float, ...]:
    if classes not in ONE_SCALE:
        return ()
    # Areas without an outline have no shade, but a class in the table.
    values = pd.concat([one.figures["value"] for one in made])
    return edges_of(values.astype("float64"), classes)


def _view(context: Context, made: Mapped, edges: tuple[float, ...]) -> MapView:
    question, indicator = made.question, made.indicator
    noun = words.MAP_LEVELS[question.level]
    figures = made.figures
    by_edges = question.classes in ONE_SCALE
    classed = (
        by_value(figures["value"], edges, noun, decimals=indicator.decimals, unit=indicator.unit)
        if by_edges
        else by_verdict(figures["comparison"], noun)
    )
    of_points = _answer_of_points(context, made)
    points = points_of(context, of_points, level=_grouping(question))
    benchmark, spoken, line = _benchmark(context, made)
    said = findings.finding(figures, indicator, noun, benchmark=spoken)
    more = findings.sentence(
        figures, indicator, noun, benchmark=spoken, level_of_benchmark=benchmark
    )
    subtitle = map_subtitle(context, made, noun)
    notes = map_notes(context, made, points, noun, spoken)
    source = _source(context, made)
    of_areas, of_practices = _provenances(context, made, source, subtitle)
    return MapView(
        finding=said,
        sentence=more,
        subtitle=subtitle,
        derived=made.outlines.how if made.outlines.is_derived else "",
        notes=(*_instead(context, made, of_points), *notes),
        areas=_areas(made, classed),
        points=points.shown,
        legend=classed.legend,
        legend_title=f"{measure(indicator)}, {made.period}",
        points_legend=points.legend,
        points_title=points.title,
        bounds=frame_of(made.outlines.shapes, points.shown),
        alt=_alt(subtitle, said, more, classed, points),
        table=area_table(context, made, classed),
        practices=points.table,
        labels=_labels(made, points),
        homes=homes_of(context, made, points),
        why=map_why(made, noun, classed, benchmark=spoken, line=line),
        measured=reasoning.measured(indicator),
        caveats=tuple(context.catalogue.caveats[one].text for one in indicator.caveats),
        source=source,
        provenance=of_areas,
        points_provenance=of_practices,
    )


def _source(context: Context, made: Mapped) -> Source:
    """Where the figures come from, and the outlines."""
    held = made.found or made.practices
    source = source_of(context.snapshot, context.catalogue, held) if held else Source(())
    how = made.outlines.how
    outlines = (("Outlines", how.removeprefix("Outlines: ")),) if how else ()
    return replace(source, lines=(*source.lines, *outlines))


def _provenances(
    context: Context, made: Mapped, source: Source, subtitle: str
) -> tuple[Provenance, Provenance]:
    """What the downloads of areas and of practices say of themselves."""
    question = made.question
    about = (
        ("Indicator", f"{made.indicator.title} ({made.indicator.id})"),
        ("Unit", made.indicator.unit),
        ("Areas", words.MAP_LEVELS[question.level].many),
        ("Classes", CLASSES[question.classes]),
        ("Membership", words.MEMBERSHIP_RULE[question.membership]),
        *source.lines,
        *(("Caveat", context.catalogue.caveats[one].text) for one in made.indicator.caveats),
    )
    name = f"map_{made.indicator.id}_{question.level}_{made.period}"
    name = name.replace("/", "-").replace(" ", "-")
    is_illustrative = context.inside.is_illustrative
    return (
        provenance(
            f"Map: {subtitle}", about, is_illustrative=is_illustrative, file_name=name
        ),
        provenance(
            f"Practices on the map: {subtitle}", about, is_illustrative=is_illustrative,
            file_name=f"{name}_practices",
        ),
    )  # fmt: skip


def _grouping(question: MapQuestion) -> str:
    return question.level if question.level in words.LEVELS else "borough"


def _answer_of_points(context: Context, made: Mapped) -> Answer | None:
    """The figures that colour the practices: of the same indicator, or of another's latest."""
    other = made.question.points_id
    if other is None or other == made.indicator.id:
        return made.practices
    asked = replace(made.question, indicator_id=other, period=None)
    try:
        return answer(context, asked.of_practices())
    except UserFacingError:
        return made.practices


def _instead(context: Context, made: Mapped, shown: Answer | None) -> tuple[str, ...]:
    """That practices do not show what was asked for, where no practice has a figure of it."""
    wanted = made.question.points_id
    if wanted is None or (shown is not None and shown.indicator.id == wanted):
        return ()
    title = context.catalogue.indicator(wanted).title
    return (f"No practice here has a figure of {title!r}: practices show the areas' indicator.",)


def _benchmark(context: Context, made: Mapped) -> tuple[float | None, str, Line | None]:
    """The level that areas are compared with, its name in a sentence, and its line."""
    held = made.found or made.practices
    if held is None:
        return None, words.AGAINST.get(made.question.against, made.question.against), None
    line = benchmark_of(held, held.figures, context.inside)
    return (line.value if line else None), spoken_of(held, line, context.inside), line


def _areas(made: Mapped, classed: Classed) -> pd.DataFrame:
    names, figures = named(made.figures), made.figures
    told = pd.DataFrame(
        {
            "area_code": figures["area_code"].to_numpy(object),
            "area_name": names.to_numpy(object),
            "style": list(classed.keys),
            "mark": list(classed.marks),
            "said": [
                f"{name}\n{figure_text(value, made.indicator, flag=flag)}\n{label}"
                for name, value, flag, label in zip(
                    names, figures["value"], figures["flag"], classed.labels, strict=True
                )
            ],
        }
    )
    return drawn_shapes(made.outlines.shapes).merge(told, on="area_code")[AREA_COLUMNS]


def _alt(subtitle: str, said: str, more: str, classed: Classed, points: Points) -> str:
    listed = "; ".join(one.label for one in (*classed.legend, *points.legend))
    return f"Map of {subtitle} {said}. {more} Classes: {listed}."


def _labels(made: Mapped, points: Points) -> dict[str, str]:
    areas = dict(zip(made.figures["area_code"], named(made.figures), strict=True))
    places = points.located
    practices = {
        code: with_code(name, code)
        for code, name in zip(places["area_code"], places["area_name"], strict=True)
    }
    ordered = sorted(practices.items(), key=lambda one: one[1].casefold())
    others = points.shown[~points.shown["area_code"].isin(practices)]
    return {
        **dict(sorted(areas.items(), key=lambda one: one[1].casefold())),
        **dict(ordered),
        **dict(zip(others["area_code"], others["area_name"].map(display_name), strict=True)),
    }
