"""A theme of a maturity framework on a map: places in the shade of their state, ambition framed.

The states, ambitions and notes are those of the Maturity page. No place is ranked.
"""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pcdash.definitions.models import Framework
from pcdash.errors import UserFacingError
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.map_classes import LegendEntry
from pcdash.viewmodels.map_figures import MapQuestion, outlines_of
from pcdash.viewmodels.map_points import COLUMNS, HUB, hubs_of
from pcdash.viewmodels.map_shapes import drawn_shapes, frame_of, frames_in
from pcdash.viewmodels.map_states import MappedStates
from pcdash.viewmodels.map_table import NOT_DRAWN
from pcdash.viewmodels.map_words import without_outline
from pcdash.viewmodels.maps import AREA_COLUMNS, MapView
from pcdash.viewmodels.maturity import (
    EVERY,
    ORDERS,
    about_of,
    ages_text,
    finding_of,
    require_assessed,
    scope_of,
    source_lines,
)
from pcdash.viewmodels.maturity_cells import Scope
from pcdash.viewmodels.maturity_notes import notes_of
from pcdash.viewmodels.maturity_rounds import (
    counted_to,
    framework_of,
    held_of,
    latest_of,
    levels_of,
)
from pcdash.viewmodels.maturity_states import rounds_of, theme_name
from pcdash.viewmodels.maturity_tables import every_table
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.outlines import MAPPED, Outlines
from pcdash.viewmodels.service_areas import list_period
from pcdash.viewmodels.sources import Source, provenance
from pcdash.viewmodels.tables import Column, Table, made_of

NO_RANK = "Nothing is averaged and no place ranks: no framework of maturity measures performance."
SHADES = (
    "A shade and its letter are the state of the latest assessment up to the round, from the first "
    "state (lightest) to the last. A frame inside an area says that its ambition lies above the "
    "state; a broken one, that it lies below; in brackets stands an ambition of which no state is "
    "recorded."
)


@dataclass(frozen=True)
class StateQuestion:
    """What is asked: a theme of a framework at a level, in an area, up to a round.

    `area` is None for the whole place, `round` the last day of a round (2019-09-30), None for the
    latest.
    """

    framework: str
    theme: str
    level: str = "pcn"
    area: str | None = None
    round: str | None = None


def state_levels(context: Context, framework_id: str) -> Choices:
    """The levels of a framework that have outlines, the most assessed first."""
    held = levels_of(context, framework_id).labels
    return Choices({code: label for code, label in held.items() if code in MAPPED})


def state_themes(context: Context, framework_id: str) -> Choices:
    """The themes of a framework."""
    themes = framework_of(context, framework_id).themes
    return Choices({one.id: theme_name(one) for one in themes})


def state_rounds(context: Context, framework_id: str) -> Choices:
    """The rounds of a framework by their last day, the latest first."""
    rounds = rounds_of(held_of(context, framework_id)["assessed_on"].dt.date)
    return Choices({one.last.isoformat(): one.label for one in reversed(rounds)})


def build_state_map(context: Context, question: StateQuestion) -> MapView:
    """A theme of a framework on a map.

    Raises:
        NoChartError: there is no place of the level, or none was assessed up to the round.
        UserFacingError: no definition has the framework, or it has no such theme.
    """
    framework = framework_of(context, question.framework)
    scope = _scope(context, framework, question)
    held = held_of(context, framework.id)
    until = counted_to(context, held)
    if question.round is not None:
        held = held[held["assessed_on"] <= pd.Timestamp(question.round)]
    own = held[held["area_code"].isin(scope.places) & (held["theme"] == question.theme)]
    area = question.area or context.inside.system_code
    place, noun = context.inside.names.get(area, area), words.MAP_LEVELS[question.level]
    require_assessed(framework, scope, own, f"{noun.one} of {place}")
    shown = {key: one for key, one in latest_of(framework, own, until).items() if key in scope.keys}
    last = rounds_of(own["assessed_on"].dt.date)[-1]
    told = MappedStates(framework, scope, shown)
    outlines, period = _outlines(context, question, last.last)
    shapes = outlines.shapes[outlines.shapes["area_code"].isin(scope.places)]
    named = pd.DataFrame([*scope.places.items()], columns=["area_code", "area_name"])
    named["area_type"] = question.level
    hubs = _hubs(context, period)
    finding, sentence = finding_of(framework, scope, shown)
    subtitle = (
        f"{framework.title}; {theme_name(told.theme)}; {place}; "
        f"{counted(len(scope.places), noun.one, noun.many)}; up to the round of {last.label}."
    )
    drawn_by = (("Outlines", outlines.how.removeprefix("Outlines: ")),) if outlines.how else ()
    source = (*source_lines(context, framework, own, last.label), *drawn_by)
    about = {"is_illustrative": context.inside.is_illustrative}
    name = f"map_{framework.id}_{question.theme}_{question.level}_{last.last.isoformat()}"
    legend = (*told.legend(noun), *told.legend_of_frames(noun))
    note = about_of(context, framework.id, EVERY)[0]
    return MapView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        derived=outlines.how if outlines.is_derived else "",
        notes=(
            note, NO_RANK, *notes_of(context, framework, scope, own, shown),
            ages_text(framework, until), *without_outline(named, shapes, noun), *outlines.notes,
        ),
        areas=_areas(told, shapes),
        points=hubs,
        legend=legend,
        legend_title=f"State on {theme_name(told.theme)}, {last.label}",
        points_legend=_legend_of_hubs(hubs),
        points_title=f"Where hubs stand, {period}",
        bounds=frame_of(shapes, hubs),
        alt=f"Map of {subtitle} {finding}. {sentence} "
        f"Classes: {'; '.join(one.label for one in legend)}.",
        table=_table(told, shapes),
        practices=_listed(hubs),
        labels={
            **scope.places,
            **dict(zip(hubs["area_code"], hubs["area_name"].map(display_name), strict=True)),
        },
        homes={},
        why=(("Shades and frames", SHADES), ("What the framework is", note)),
        measured=(),
        caveats=(),
        source=Source(source),
        provenance=provenance(f"Map: {subtitle}", source, file_name=name, **about),
        points_provenance=provenance(
            f"Places on the map: {subtitle}", source, file_name=f"{name}_places", **about
        ),
        frames=frames_in(shapes, told.frames()),
    )  # fmt: skip


def _scope(context: Context, framework: Framework, question: StateQuestion) -> Scope:
    theme = framework.theme(question.theme)
    if theme is None:
        listed = words.sentence_list([one.id for one in framework.themes])
        raise UserFacingError(
            f"{framework.title} has no theme {question.theme!r}. It has {listed}: choose one."
        )
    area = question.area or context.inside.system_code
    order = next(iter(ORDERS))
    found = scope_of(context, framework, question.level, area, group=EVERY, order=order)
    return replace(found, themes=(theme,))


def _outlines(context: Context, question: StateQuestion, day: date) -> tuple[Outlines, str | None]:
    """The outlines of the level as it was made up next to a day, and the period of that."""
    period = list_period(context, near=day)
    if period is None:
        nothing = pd.DataFrame(columns=["area_code", "area_name", "geometry"])
        return Outlines(nothing, False, ""), None
    return outlines_of(context, MapQuestion("", level=question.level), period), period


def _hubs(context: Context, period: str | None) -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS) if period is None else hubs_of(context, period)


def _legend_of_hubs(hubs: pd.DataFrame) -> tuple[LegendEntry, ...]:
    label = words.capitalised(counted(len(hubs), "hub"))
    return (LegendEntry(HUB, label, len(hubs)),) if len(hubs) else ()


def _areas(told: MappedStates, shapes: pd.DataFrame) -> pd.DataFrame:
    codes = list(told.scope.places)
    rows = pd.DataFrame(
        {
            "area_code": codes,
            "area_name": list(told.scope.places.values()),
            "style": [told.style(told.of(code)) for code in codes],
            "mark": [told.mark(told.of(code)) for code in codes],
            "said": [told.said(code) for code in codes],
        }
    )
    return drawn_shapes(shapes).merge(rows, on="area_code")[AREA_COLUMNS]


def _table(told: MappedStates, shapes: pd.DataFrame) -> Table:
    """The assessments as on the Maturity page, and which are not drawn."""
    every, drawn = every_table(told.framework, told.scope, told.shown), set(shapes["area_code"])
    notes = ["" if code in drawn else NOT_DRAWN for code in told.scope.places]
    rows = [(*row, note) for row, note in zip(every.rows, notes, strict=True)]
    return made_of([*every.columns, Column("On the map")], rows, codes=tuple(told.scope.places))


def _listed(hubs: pd.DataFrame) -> Table:
    rows = list(zip(hubs["area_name"].map(display_name), hubs["area_code"], strict=True))
    return made_of([Column("Hub"), Column("Code")], rows, codes=hubs["area_code"].tolist())
