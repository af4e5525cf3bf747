"""An indicator on a map: everything that the Map page, and a report, shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pcdash.errors import UserFacingError
from pcdash.viewmodels import findings, reasoning, words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.figure_text import figure_text, measure
from pcdash.viewmodels.figures import Answer, answer
from pcdash.viewmodels.map_classes import Classed, LegendEntry, by_value, by_verdict, edges_of
from pcdash.viewmodels.map_figures import CLASSES, Mapped, MapQuestion, mapped, named
from pcdash.viewmodels.map_points import Points, points_of
from pcdash.viewmodels.map_shapes import drawn_shapes, frame_of
from pcdash.viewmodels.map_table import area_table, rows_of
from pcdash.viewmodels.map_words import (
    homes_of,
    map_notes,
    map_subtitle,
    map_why,
    moved,
    together,
)
from pcdash.viewmodels.names import with_code
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
    `map_points.COLUMNS`. `labels` names everything that can be pointed out, by code, and `homes`
    the area of each practice.
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
    points = points_of(context, _answer_of_points(context, made), level=_grouping(question))
    benchmark, spoken, line = _benchmark(context, made)
    said = findings.finding(figures, indicator, noun, benchmark=spoken)
    more = findings.sentence(
        figures, indicator, noun, benchmark=spoken, level_of_benchmark=benchmark
    )
    subtitle = map_subtitle(context, made, noun)
    shapes = made.outlines.shapes
    held = made.found or made.practices
    source = source_of(context.snapshot, context.catalogue, held) if held else Source(())
    about = (("Areas", noun.many), ("Classes", CLASSES[question.classes]), *source.lines)
    about = (*about, *((("Outlines", made.outlines.how),) if made.outlines.how else ()))
    file_name = f"map_{indicator.id}_{question.level}_{made.period}"
    file_name = file_name.replace("/", "-").replace(" ", "-")
    illustrative = {"is_illustrative": context.inside.is_illustrative}
    return MapView(
        finding=said,
        sentence=more,
        subtitle=subtitle,
        derived=made.outlines.how if made.outlines.is_derived else "",
        notes=map_notes(context, made, points, noun, spoken),
        areas=_areas(made, classed),
        points=points.shown,
        legend=classed.legend,
        legend_title=f"{measure(indicator)}, {made.period}",
        points_legend=points.legend,
        points_title=points.title,
        bounds=frame_of(shapes, points.shown),
        alt=_alt(subtitle, said, more, classed, points),
        table=area_table(context, made, classed),
        practices=points.table,
        labels=_labels(made, points),
        homes=homes_of(context, made, points),
        why=map_why(made, noun, classed, benchmark=spoken, line=line),
        measured=reasoning.measured(indicator),
        caveats=tuple(context.catalogue.caveats[one].text for one in indicator.caveats),
        source=replace(source, lines=(*source.lines, *_outline_lines(made))),
        provenance=provenance(f"Map: {subtitle}", about, file_name=file_name, **illustrative),
        points_provenance=provenance(
            f"Practices on the map: {subtitle}", about, file_name=f"{file_name}_practices",
            **illustrative,
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


def _benchmark(context: Context, made: Mapped) -> tuple[float | None, str, object]:
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
    return {**dict(sorted(areas.items(), key=lambda one: one[1].casefold())), **dict(ordered)}


def _outline_lines(made: Mapped) -> tuple[tuple[str, str], ...]:
    how = made.outlines.how
    return (("Outlines", how.removeprefix("Outlines: ")),) if how else ()
