"""The ten high impact actions: how far each network, or practice, says that it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import Framework
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices, level_label
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.delivery import (
    ACTIONS,
    Declared,
    declared_of,
    framework_of,
    letters_of,
    reached,
    standing,
)
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.records import inside_of, practices_of, record_source
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of
from pcdash.viewmodels.words import GROUP_TYPES, LEVELS, Noun

PRACTICE = "practice"
UNKNOWN = "[x]"
CELLS = ("row", "column", "stage", "letter", "coverage_text", "said")


@dataclass(frozen=True)
class ActionsView:
    """Actions by place: `cells` has the columns of `pcdash.charts.delivery_grid`.

    `counts` is a row an action; `table` a row a place. `places` names those shown, by code.
    """

    finding: str
    sentence: str
    key: tuple[str, ...]
    cells: pd.DataFrame
    columns: tuple[str, ...]
    places: Mapping[str, str]
    alt: str
    counts: Table
    table: Table
    notes: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    provenance: Provenance

    def cells_of(self, codes: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
        """The cells of some places, and their rows in order."""
        rows = tuple(self.places[code] for code in codes)
        return self.cells[self.cells["row"].isin(rows)].reset_index(drop=True), rows


def levels_of(context: Context) -> Choices:
    """By what actions can be shown: networks, where there are any, and practices.

    The first is one by which something is recorded.
    """
    framework = framework_of(context, ACTIONS)
    kinds = context.inside.kinds
    recorded = {kinds.get(one.area_code, "") for one in declared_of(context, framework)}
    groups = [
        level
        for level in LEVELS
        if level not in (PRACTICE, "england", "region") and GROUP_TYPES[level] in {*kinds.values()}
        and (level in framework.levels or GROUP_TYPES[level] in recorded)
    ]  # fmt: skip
    groups.sort(key=lambda level: GROUP_TYPES[level] not in recorded)
    return Choices({one: level_label(one) for one in (*groups, PRACTICE)})


def build_actions(context: Context, code: str, level: str) -> ActionsView:
    """The high impact actions of the places of a level that are in a place.

    Raises:
        NoDataError: the actions are not defined.
    """
    framework = framework_of(context, ACTIONS)
    places = _places(context, code, level)
    found = declared_of(context, framework, places)
    now = _standings(found, framework)
    noun = LEVELS[level]
    finding, sentence = _finding(now, places, framework, noun)
    source = record_source(context, [one.row for one in found])
    name = place_name(context, code)
    return ActionsView(
        finding=finding,
        sentence=sentence,
        key=_key(framework),
        cells=_cells(now, places, framework),
        columns=tuple(theme.id for theme in framework.themes),
        places=places,
        alt=f"Grid of {counted(len(places), noun.one, noun.many)} by "
        f"{counted(len(framework.themes), 'high impact action')}. {finding}. {sentence}",
        counts=_counts(now, places, framework, noun),
        table=_table(now, places, framework, noun),
        notes=(framework.note,),
        source=source,
        provenance=provenance(
            f"High impact actions: {noun.many} in {name}",
            (("Area", name), *source, ("Framework", framework.source)),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"high_impact_actions_{level}_{code}",
        ),
    )


def _places(context: Context, code: str, level: str) -> dict[str, str]:
    if level == PRACTICE:
        return practices_of(context, code)
    kinds, inside = context.inside.kinds, {*inside_of(context, code)}
    labels = context.inside.names
    found = {
        one: display_name(labels[one])
        for one, kind in kinds.items()
        if one in inside and kind == GROUP_TYPES[level]
    }
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))


def _standings(found: Sequence[Declared], framework: Framework) -> dict[tuple[str, str], Declared]:
    """Where each action of each place stands."""
    said: dict[tuple[str, str], list[Declared]] = {}
    for one in found:
        said.setdefault((one.area_code, one.aspect), []).append(one)
    stands = {at: standing(listed, framework) for at, listed in said.items()}
    return {at: one for at, one in stands.items() if one is not None}


def _finding(
    now: Mapping[tuple[str, str], Declared],
    places: Mapping[str, str],
    framework: Framework,
    noun: Noun,
) -> tuple[str, str]:
    silent = [code for code in places if not any(at[0] == code for at in now)]
    if len(silent) == len(places):
        return (
            f"No {noun.one} here has recorded an action",
            "What is not recorded is unknown, and not undone. Write it on the sheet "
            "'Specification' of the BI team's workbook, with H1 to H10 as the aspect.",
        )
    done = Counter(at[1] for at, one in now.items() if one.state in reached(framework))
    counts = {theme.title: done[theme.id] for theme in framework.themes}
    most, least = max(counts.values()), min(counts.values())
    title = (
        f"{_titles(counts, most)}: active or delivered in {number_text(most)} of "
        f"{counted(len(places), noun.one, noun.many)}"
    )
    parts = [f"Least far: {_titles(counts, least)}, in {number_text(least)}."]
    if silent:
        have = "has" if len(silent) == 1 else "have"
        parts.append(
            f"{counted(len(silent), noun.one, noun.many)} {have} recorded nothing, which is "
            "unknown."
        )
    return title, " ".join(parts)


def _titles(counts: Mapping[str, int], count: int) -> str:
    """The actions of a count, a long list cut."""
    named = [f"“{title}”" for title, one in counts.items() if one == count]
    return words.sentence_list(named if len(named) < 4 else [*named[:2], f"{len(named) - 2} more"])


def _key(framework: Framework) -> tuple[str, ...]:
    letters = letters_of(framework.states)
    actions = [f"{theme.id} {theme.title.lower()}" for theme in framework.themes]
    return (
        "; ".join(f"{letters[one]} {one.lower()}" for one in framework.states)
        + ": the deeper, the further. Blank: nothing recorded, which is unknown.",
        f"{words.sentence_list(actions)}.",
    )


def _cells(
    now: Mapping[tuple[str, str], Declared], places: Mapping[str, str], framework: Framework
) -> pd.DataFrame:
    letters = letters_of(framework.states)
    titles = {theme.id: theme.title for theme in framework.themes}
    made = [
        {
            "row": places[code],
            "column": action,
            "stage": framework.states.index(one.state),
            "letter": letters[one.state],
            "coverage_text": "",
            "said": f"{titles[action]}: {one.said}",
        }
        for (code, action), one in now.items()
        if one.state in framework.states
    ]
    return pd.DataFrame(made, columns=[*CELLS])


def _counts(
    now: Mapping[tuple[str, str], Declared],
    places: Mapping[str, str],
    framework: Framework,
    noun: Noun,
) -> Table:
    states = [*reversed(framework.states)]
    columns = [Column("Action"), *(Column(one, is_number=True) for one in states)]
    columns += [
        Column("Unknown", is_number=True),
        Column(words.capitalised(noun.many), is_number=True),
    ]
    rows = []
    for theme in framework.themes:
        counts = Counter(one.state for at, one in now.items() if at[1] == theme.id)
        known = sum(counts.values())
        rows.append(
            (
                f"{theme.id} {theme.title}", *(number_text(counts[one]) for one in states),
                number_text(len(places) - known), number_text(len(places)),
            )
        )  # fmt: skip
    return made_of(columns, rows, codes=[theme.id for theme in framework.themes])


def _table(
    now: Mapping[tuple[str, str], Declared],
    places: Mapping[str, str],
    framework: Framework,
    noun: Noun,
) -> Table:
    columns = [
        Column(words.capitalised(noun.one)),
        *(Column(f"{one.id} {one.title}") for one in framework.themes),
    ]
    rows = [
        (
            label,
            *(
                now[code, theme.id].said if (code, theme.id) in now else UNKNOWN
                for theme in framework.themes
            ),
        )
        for code, label in places.items()
    ]
    return made_of(columns, rows, codes=[*places])
