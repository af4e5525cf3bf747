"""How far have places developed? A framework's themes by place: state, move, ambition, evidence.

No place is ranked, and nothing is averaged: a framework is a development aid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Framework, Theme
from pcdash.errors import NoChartError
from pcdash.grammar import counted, verb
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.maturity_cells import Scope, cells_of, key_of
from pcdash.viewmodels.maturity_notes import notes_of
from pcdash.viewmodels.maturity_rounds import (
    Latest,
    boroughs_of,
    counted_to,
    framework_of,
    held_of,
    latest_of,
    places_at,
)
from pcdash.viewmodels.maturity_states import descriptors_of, rounds_of, theme_name
from pcdash.viewmodels.maturity_tables import (
    count_table,
    every_table,
    gap_table,
    matrix_table,
    stacks_of,
)
from pcdash.viewmodels.numbers import date_text, number_text
from pcdash.viewmodels.published import PublishedPanel, published_states
from pcdash.viewmodels.sources import files_text, loaded_text, provenance
from pcdash.viewmodels.tables import Provenance, Table
from pcdash.viewmodels.topics import slug

EVERY = "all"
ORDERS = {"borough": "By borough", "name": "By name"}
NOT_HELD = (
    "No maturity framework is defined. They are files in data/definitions/frameworks; until there "
    "is one, nothing can be assessed."
)
NO_RANKING = (
    "Places stand in alphabetical order, by borough or by name, and nothing is averaged: no "
    "framework of maturity measures performance, and none ranks."
)


@dataclass(frozen=True)
class MaturityView:
    """A framework by place and theme.

    `cells` has the columns that `pcdash.charts.maturity_heatmap` asks for, `stacks` those of
    `pcdash.charts.maturity_distribution`. `key` says what is in a cell.
    """

    finding: str
    sentence: str
    subtitle: str
    about: str
    cells: pd.DataFrame
    key: str
    matrix: Table
    every: Table
    stacks: pd.DataFrame
    counts: Table
    gaps: Table
    apart: str
    notes: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    theme_labels: Mapping[str, str]
    provenance: Provenance
    source: tuple[tuple[str, str], ...]
    alt: str


def groups_of(context: Context, framework_id: str) -> Choices:
    """The groups of themes of a framework, and all of them."""
    framework = framework_of(context, framework_id)
    named = dict.fromkeys(one.group for one in framework.themes)
    return Choices({EVERY: "All themes", **{slug(one): one for one in named}})


def about_of(
    context: Context, framework_id: str, group: str
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a framework is, and what the states of its themes look like, in words."""
    framework = framework_of(context, framework_id)
    return framework.note, tuple(_told(framework, one) for one in _themes(framework, group))


def published_of(context: Context, framework_id: str) -> PublishedPanel | None:
    """What the strategy documents print of the states of places, if anything."""
    return published_states(framework_of(context, framework_id))


def build_maturity(
    context: Context, framework_id: str, level: str, area_code: str, group: str, order: str
) -> MaturityView:
    """A framework at a level, in an area.

    Args:
        group: A code of `groups_of`.
        order: A key of `ORDERS`.

    Raises:
        NoChartError: there is no place of the level here, or nobody has assessed one.
        UserFacingError: no definition has the framework.
    """
    framework = framework_of(context, framework_id)
    scope = scope_of(context, framework, level, area_code, group=group, order=order)
    held = held_of(context, framework_id)
    own = held[held["area_code"].isin(scope.places)]
    noun, area = words.LEVELS[level], context.inside.names.get(area_code, area_code)
    require_assessed(framework, scope, own, f"{noun.one} of {area}")
    until = counted_to(context, held)
    latest = latest_of(framework, own, until)
    shown = {key: latest[key] for key in scope.keys if key in latest}
    rounds = rounds_of(own["assessed_on"].dt.date)
    finding, sentence = finding_of(framework, scope, shown)
    last = rounds[-1].label
    many = counted(len(scope.places), noun.one, noun.many)
    subtitle = f"{framework.title}; {area}; {many}; latest round: {last}."
    gaps, apart = gap_table(framework, scope, shown)
    about, themes = about_of(context, framework_id, group)
    source = source_lines(context, framework, own, last)
    return MaturityView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        about=about,
        cells=cells_of(framework, scope, shown),
        key=key_of(framework, scope.themes),
        matrix=matrix_table(framework, scope, shown),
        every=every_table(framework, scope, shown),
        stacks=stacks_of(framework, scope, shown),
        counts=count_table(framework, scope, shown),
        gaps=gaps,
        apart=apart,
        notes=(*notes_of(context, framework, scope, own, shown), ages_text(framework, until)),
        themes=themes,
        labels=scope.places,
        theme_labels={one.id: theme_name(one) for one in scope.themes},
        provenance=provenance(
            f"Maturity: {subtitle}",
            (("Framework", framework.title), ("What it is", framework.note), *source),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"maturity_{framework.id}_{level}_{area_code}",
        ),
        source=source,
        alt=f"Matrix of {noun.many} by theme, with the letter of the state in each cell. "
        f"{finding}. {sentence}",
    )


def scope_of(
    context: Context, framework: Framework, level: str, area_code: str, *, group: str, order: str
) -> Scope:
    """The places and themes that are looked at, in order."""
    places = places_at(context, level, area_code)
    boroughs = boroughs_of(context)
    if order == "borough":  # those in no borough come last
        listed = sorted(places, key=lambda code: (code not in boroughs, boroughs.get(code, "")))
        places = {code: places[code] for code in listed}
    named = {code: boroughs.get(code, "") for code in places}
    return Scope(level, places, named, _themes(framework, group))


def _themes(framework: Framework, group: str) -> tuple[Theme, ...]:
    return tuple(one for one in framework.themes if group in (EVERY, slug(one.group)))


def finding_of(
    framework: Framework, scope: Scope, shown: Mapping[tuple[str, str], Latest]
) -> tuple[str, str]:
    """What has moved, and what is open, in words."""
    moves = [one.move for one in shown.values() if one.move is not None]
    up, down = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
    assessed = len({code for code, _ in shown})
    noun = words.LEVELS[scope.level]
    if shown and all(one.place is None for one in shown.values()):
        title = f"{counted(assessed, noun.one, noun.many)} with an ambition, and no state recorded"
    elif moves:
        title = f"{_part(up, len(moves), 'state')} higher than before, {number_text(down)} lower"
    else:
        times = verb(assessed, "is", "are")
        title = f"{counted(assessed, noun.one, noun.many)} {times} assessed for the first time"
    return title, " ".join(_open_ends(framework, scope, shown))


def _open_ends(
    framework: Framework, scope: Scope, shown: Mapping[tuple[str, str], Latest]
) -> Sequence[str]:
    aims = [one for one in shown.values() if None not in (one.ambition, one.place)]
    reached = sum(one.place >= one.ambition for one in aims)
    stale, missing = sum(one.is_stale for one in shown.values()), len(scope.keys) - len(shown)
    said = []
    if aims:
        said.append(f"{_part(reached, len(aims), 'ambition')} reached.")
    if stale:
        said.append(
            f"{counted(stale, 'state')} {verb(stale, 'rests', 'rest')} on evidence of "
            f"{framework.evidence_months} months ago or more."
        )
    if missing:
        said.append(
            f"{number_text(missing)} of {number_text(len(scope.keys))} "
            f"{verb(missing, 'is', 'are')} not assessed."
        )
    return said


def _part(some: int, of: int, noun: str) -> str:
    """Some of many with their verb: "1 of 3 states is", "0 of 1 state is"."""
    is_or_are = verb(some if of > 1 else 1, "is", "are")
    return f"{number_text(some)} of {counted(of, noun)} {is_or_are}"


def require_assessed(framework: Framework, scope: Scope, own: pd.DataFrame, who: str) -> None:
    """Refuse to show nothing.

    Raises:
        NoChartError: there is no place, or none of them was assessed.
    """
    if not scope.places:
        raise NoChartError(f"There is no {who} to show. Choose another area or level.")
    if own.empty:
        raise NoChartError(
            f"No {who} has been assessed on {framework.title!r} yet. Record an assessment on "
            "the page 'How far have organisations developed?', or fill in the sheet 'Maturity' of "
            "the workbook and load it."
        )


def ages_text(framework: Framework, until: object) -> str:
    """To which day ages of evidence are counted, and when a state fades."""
    return (
        f"Ages of evidence are counted to {date_text(until)}; undated evidence is as old as its "
        f"round. From {framework.evidence_months} months on, evidence is stale and its state fades."
    )


def _told(framework: Framework, theme: Theme) -> tuple[str, str]:
    told = descriptors_of(framework, theme.id)
    said = " ".join(f"{state}: {text}" for state, text in told.items())
    return theme_name(theme), said or theme.about or "Not described."


def source_lines(
    context: Context, framework: Framework, own: pd.DataFrame, last: str
) -> tuple[tuple[str, str], ...]:
    """Where some assessments come from, up to the round of a label."""
    loads = own.sort_values("load_key", ascending=False)
    lines = (
        ("Framework", f"{framework.source}; what a state looks like is in pcdash's own words."),
        ("Latest round", last),
        ("Loaded", loaded_text(loads)),
        ("Snapshot", str(context.snapshot.number)),
        ("Files", files_text(loads)),
    )
    return tuple((label, text) for label, text in lines if text)
