"""How far the service specification is in a place: a grid by quarter, activities, declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Framework
from pcdash.definitions.periods import Period
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.activity_rows import activities_of, all_activities, grid_rows
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.delivery import (
    SPECIFICATION,
    Declared,
    by_quarter,
    declared_of,
    doubly_said,
    framework_of,
    front,
    letters_of,
    quarters,
    standing,
    still_to_come,
    strangers,
)
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import inside_of, places_said, record_source, rows_of
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

NOT_HELD = (
    "Nothing is declared of the service specification yet. Record a declaration above, or write "
    "all on the sheets 'Specification' and 'Local activities' of the BI team's workbook (python -m "
    "pcdash template) and load it. "
    "Until then every aspect is unknown: that is not the same as undone."
)
CELLS = ("row", "column", "stage", "letter", "coverage_text", "said")


@dataclass(frozen=True)
class SpecificationView:
    """Where the aspects of a place stand.

    `cells` has the columns of `pcdash.charts.delivery_grid`; `rows` and `columns` are its axes in
    order, `groups` the rows that begin a group, `today` the last column that was reported on.
    `grid` is the same as a table, `aspects` where each stands now, by its id as code;
    `activities` has every aspect with what is done for it.
    """

    finding: str
    sentence: str
    subtitle: str
    key: str
    cells: pd.DataFrame
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    groups: tuple[str, ...]
    today: str | None
    alt: str
    aspects: Table
    grid: Table
    activities: Table
    notes: tuple[str, ...]
    choices: Choices
    source: tuple[tuple[str, str], ...]
    provenance: Provenance


def usual_area(context: Context) -> str:
    """The place to begin with: the first that has declared something itself, else the system."""
    known = context.inside
    declaring = {
        one.area_code for one in declared_of(context, framework_of(context, SPECIFICATION))
    }
    return next((code for code in known.areas.labels if code in declaring), known.system_code)


def is_held(context: Context) -> bool:
    """Whether anybody has declared anything, or does anything, for an aspect."""
    framework = framework_of(context, SPECIFICATION)
    themes = {one.id for one in framework.themes}
    has_activity = any(row["aspect"] in themes for row in rows_of(context, "activities"))
    return has_activity or bool(declared_of(context, framework))


def build_specification(
    context: Context, code: str, with_activities: bool = False
) -> SpecificationView:
    """The grid of a place, from what was declared of itself.

    Args:
        with_activities: Whether each aspect has its local activities as rows below it.

    Raises:
        NoDataError: the framework is not defined.
    """
    framework = framework_of(context, SPECIFICATION)
    own = declared_of(context, framework, [code])
    today = front(declared_of(context, framework), framework)
    name = place_name(context, code)
    states = {
        theme.id: standing([one for one in own if one.aspect == theme.id], framework)
        for theme in framework.themes
    }
    finding, sentence = _finding(states, framework, name)
    columns = tuple(one.label for one in quarters())
    activities = activities_of(context, code, framework)
    listed, spans = grid_rows(context, code, activities if with_activities else [], today)
    labels = {theme.id: f"{theme.id} {theme.title}" for theme in framework.themes}
    source = record_source(context, [*(one.row for one in own), *activities])
    subtitle = (
        f"{framework.title}; {name}; {columns[0]} to {columns[-1]}; "
        f"{'reported to ' + today.label if today else 'nothing reported as active or delivered'}."
    )
    return SpecificationView(
        finding=finding,
        sentence=sentence,
        subtitle=subtitle,
        key=_key(framework, bool(listed)),
        cells=_cells(own, framework, labels, spans),
        rows=_rows(labels, listed),
        columns=columns,
        groups=_groups(framework, labels),
        today=today.label if today and today.label in columns else None,
        alt=f"Grid of {counted(len(labels), 'aspect')} by quarter from {columns[0]} to "
        f"{columns[-1]}. {finding}. {sentence}",
        aspects=_aspects(own, framework, today),
        grid=_grid(own, framework),
        activities=all_activities(context, activities, framework),
        notes=_notes(context, code, own, framework),
        choices=Choices(labels),
        source=source,
        provenance=provenance(
            f"Service specification: {subtitle}",
            (("Area", name), *source, ("Framework", framework.source)),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"specification_{code}",
        ),
    )


def _finding(
    states: Mapping[str, Declared | None], framework: Framework, name: str
) -> tuple[str, str]:
    counts = {
        state: sum(one is not None and one.state == state for one in states.values())
        for state in reversed(framework.states)
    }
    unknown = sum(one is None for one in states.values())
    last, total = framework.states[-1], counted(len(states), "aspect")
    if unknown == len(states):
        return f"What {name} has delivered is not declared", f"All {total} are unknown."
    are = "is" if counts[last] == 1 else "are"
    title = f"{number_text(counts[last])} of {total} {are} {last.lower()} in {name}"
    listed = [
        f"{number_text(count)} {state.lower()}"
        for state, count in counts.items()
        if count and state != last
    ]
    listed += [f"{number_text(unknown)} unknown, since nothing is declared"] * bool(unknown)
    return title, f"The others: {words.sentence_list(listed)}." if listed else ""


def _key(framework: Framework, has_activities: bool) -> str:
    letters = letters_of(framework.states)
    listed = "; ".join(f"{letters[one]} {one.lower()}" for one in framework.states)
    dotted = (
        " Rows with a dot are local activities from start to end, in their state of today; S is "
        "stopped."
    ) * has_activities
    return (
        f"{listed}: the deeper, the further. A number is the % of the population covered. Blank: "
        "nothing declared, which is unknown. The line is behind the last quarter that any place "
        "reported on." + dotted
    )


def _rows(labels: Mapping[str, str], listed: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The labels of the aspects, each before those of its activities."""
    return tuple(
        row
        for aspect, label in labels.items()
        for row in (label, *(own for of_aspect, own in listed if of_aspect == aspect))
    )


def _cells(
    own: Sequence[Declared],
    framework: Framework,
    labels: Mapping[str, str],
    spans: Sequence[dict[str, object]],
) -> pd.DataFrame:
    letters = letters_of(framework.states)
    made = [
        {
            "row": labels[one.aspect],
            "column": one.quarter.label,
            "stage": framework.states.index(one.state),
            "letter": letters[one.state],
            "coverage_text": number_text(one.coverage, missing=""),
            "said": one.said,
        }
        for one in by_quarter(own).values()
        if one.state in framework.states
    ]
    return pd.DataFrame([*made, *spans], columns=[*CELLS])


def _groups(framework: Framework, labels: Mapping[str, str]) -> tuple[str, ...]:
    firsts = {theme.group: labels[theme.id] for theme in reversed(framework.themes)}
    return tuple(reversed(firsts.values()))


def _aspects(own: Sequence[Declared], framework: Framework, today: Period | None) -> Table:
    columns = [
        Column("Aspect"), Column("Part"), Column("Where it stands"),
        Column("Covered, %", is_number=True), Column("Quarter"), Column("Basis"),
        Column("Evidence"), Column("To come, or to ask"),
    ]  # fmt: skip
    rows = []
    for theme in framework.themes:
        said = [one for one in own if one.aspect == theme.id]
        now = standing(said, framework)
        label = f"{theme.id} {theme.title}"
        if now is None:
            rows.append((label, theme.group, "Unknown: nothing declared", "[x]", "", "", "", ""))
            continue
        rows.append(
            (
                label, theme.group, now.state, number_text(now.coverage), now.quarter.label,
                now.basis, now.evidence or "none given", still_to_come(said, framework, today),
            )
        )  # fmt: skip
    return made_of(columns, rows, codes=[theme.id for theme in framework.themes])


def _grid(own: Sequence[Declared], framework: Framework) -> Table:
    """The grid as a table: the cells that the chart has, in words."""
    held = by_quarter(own)
    labels = [one.label for one in quarters()]
    rows = [
        (
            f"{theme.id} {theme.title}",
            *(held[theme.id, one].short if (theme.id, one) in held else "" for one in labels),
        )
        for theme in framework.themes
    ]
    columns = [Column("Aspect"), *map(Column, labels)]
    return made_of(columns, rows, codes=[theme.id for theme in framework.themes])


def _notes(
    context: Context, code: str, own: Sequence[Declared], framework: Framework
) -> tuple[str, ...]:
    said = [framework.note]
    labels = {one.label for one in quarters()}
    outside = [one for one in own if one.quarter.label not in labels]
    if outside:
        said.append(
            f"{counted(len(outside), 'record')} of quarters outside the grid: "
            f"{words.sentence_list([f'{one.aspect} {one.said}' for one in outside[:3]])}"
            f"{' and more' if len(outside) > 3 else ''}."
        )
    double = doubly_said(own)
    if double:
        said.append(
            "Declared and assured are not the same; the grid shows what was assured: "
            f"{'; '.join(double)}."
        )
    foreign = strangers(context)
    if foreign:
        said.append(
            f"Records are of aspects that no definition has: {words.sentence_list([*foreign])}. "
            "They are in no count."
        )
    if not own:
        others = (
            {one.area_code for one in declared_of(context, framework)}
            & {*inside_of(context, code)}
            & {*context.inside.areas.labels}
        )
        if others:
            said.append(
                "What others declare is not added up to this place. Declared by: "
                f"{places_said(context, sorted(others))}. Choose one above."
            )
    return tuple(said)
