"""What a maturity heatmap says, as tables: the matrix, every assessment, counts, ambitions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pcdash.definitions.models import Framework, Theme
from pcdash.grammar import counted, verb
from pcdash.viewmodels import words
from pcdash.viewmodels.maturity_cells import (
    NOT_ASSESSED,
    NOT_SAID,
    Scope,
    arrow_of,
    evidence_text,
    state_short,
    state_text,
)
from pcdash.viewmodels.maturity_rounds import Latest
from pcdash.viewmodels.maturity_states import (
    age_text,
    place_of,
    share_of,
    shorts_of,
    steps_between,
    steps_text,
    theme_head,
    theme_name,
)
from pcdash.viewmodels.numbers import date_text, is_missing, number_text, share_text
from pcdash.viewmodels.tables import Column, Table, made_of

Shown = Mapping[tuple[str, str], Latest]
MISSING = "–"  # not assessed
MATRIX_HELP = "State, move since the round before, and the ambition in brackets; – not assessed."
STACK_COLUMNS = (
    "place", "state", "short", "share", "count", "part", "count_text", "part_text",
)  # fmt: skip


def matrix_table(framework: Framework, scope: Scope, shown: Shown) -> Table:
    """The heatmap as a table: a row a place, a column a theme; "B ↑ (C)" aims at C."""
    columns = [Column(words.capitalised(words.LEVELS[scope.level].one)), Column("Borough")]
    columns += [Column(theme_head(one), help=f"{one.title}. {MATRIX_HELP}") for one in scope.themes]
    rows = [
        (name, scope.boroughs[code],
         *(_cell(framework, shown.get((code, one.id))) for one in scope.themes))
        for code, name in scope.places.items()
    ]  # fmt: skip
    return made_of(columns, rows, codes=tuple(scope.places))


def every_table(framework: Framework, scope: Scope, shown: Shown) -> Table:
    """The latest assessment of each place and theme, a row each; those not made are there too."""
    columns = [
        Column(label)
        for label in (
            "Place", "Theme", "State", "Before", "Move", "Ambition", "By", "Assessed on", "Basis",
            "Assessed by", "Evidence", "Evidence of", "Age", "Note",
        )
    ]  # fmt: skip
    rows, codes = [], []
    for code, name in scope.places.items():
        for theme in scope.themes:
            rows.append((name, theme_name(theme), *_facts(shown.get((code, theme.id)))))
            codes.append(f"{code} {theme.id}")
    return made_of(columns, rows, codes=codes)


def stacks_of(framework: Framework, scope: Scope, shown: Shown) -> pd.DataFrame:
    """How many places are in each state of each theme, with the columns in `STACK_COLUMNS`.

    `share` is how far the state is between the first and the last, `part` the share of places.
    """
    rows = []
    for theme in scope.themes:
        counts, states = _counts(scope, theme, shown), framework.states_of(theme.id)
        shorts = shorts_of(states) | {NOT_SAID: "( )", NOT_ASSESSED: "–"}
        for state in (*states, NOT_SAID, NOT_ASSESSED):
            count = counts.get(state, 0)
            part = count / len(scope.places)
            if count:
                at = place_of(framework, theme.id, state)
                rows.append(
                    (theme_name(theme), state, shorts[state], share_of(framework, theme.id, at),
                     count, part, number_text(count), share_text(part))
                )  # fmt: skip
    return pd.DataFrame(rows, columns=[*STACK_COLUMNS])


def count_table(framework: Framework, scope: Scope, shown: Shown) -> Table:
    """The same as a table: a row a theme, a column a state."""
    states = dict.fromkeys(
        state for theme in scope.themes for state in framework.states_of(theme.id)
    )
    columns = [Column("Theme")]
    is_said = not any(is_missing(one.row["state"]) for one in shown.values())
    others = [NOT_ASSESSED] if is_said else [NOT_SAID, NOT_ASSESSED]
    heads = (*states, *map(words.capitalised, others))
    columns += [Column(one, is_number=True) for one in heads]
    rows = []
    for theme in scope.themes:
        counts, own = _counts(scope, theme, shown), framework.states_of(theme.id)
        cells = [number_text(counts.get(one, 0)) if one in own else "[z]" for one in states]
        cells += [number_text(counts.get(one, 0)) for one in others]
        rows.append((theme_name(theme), *cells))
    return made_of(columns, rows)


def gap_table(framework: Framework, scope: Scope, shown: Shown) -> tuple[Table, str]:
    """Where the ambition lies above the state, the furthest first, then by name; and in words."""
    found = [
        (steps_between(framework, theme_id, one.place, one.ambition), code, theme_id, one)
        for (code, theme_id), one in shown.items()
        if None not in (one.place, one.ambition) and one.ambition > one.place
    ]
    order = {theme.id: at for at, theme in enumerate(scope.themes)}
    found.sort(key=lambda gap: (-gap[0], scope.places[gap[1]].casefold(), order[gap[2]]))
    columns = [Column("Place"), Column("Theme"), Column("State"), Column("Ambition"),
               Column("Apart"), Column("By"), Column("Evidence")]  # fmt: skip
    themes = {theme.id: theme_name(theme) for theme in scope.themes}
    rows = [
        (scope.places[code], themes[theme_id], one.row["state"], one.row["ambition"],
         steps_text(steps), _text(one.row["ambition_due"]), evidence_text(one))
        for steps, code, theme_id, one in found
    ]  # fmt: skip
    codes = [f"{code} {theme_id}" for _, code, theme_id, _ in found]
    return made_of(columns, rows, codes=codes), _apart(found, themes)


def _apart(found: Sequence[tuple[float, str, str, Latest]], themes: Mapping[str, str]) -> str:
    if not found:
        return "No ambition lies above the state that was reached."
    most = found[0][0]
    furthest = Counter(theme_id for steps, _, theme_id, _ in found if steps == most)
    count, top = furthest.total(), max(furthest.values())
    named = [themes[theme_id] for theme_id, times in furthest.items() if times == top]
    where = f" Most of these are on {named[0]}." if len(named) == 1 and top > 1 else ""
    return (
        f"{counted(len(found), 'ambition')} {verb(len(found), 'is', 'are')} not reached yet; "
        f"{number_text(count)} {verb(count, 'lies', 'lie')} {steps_text(most)} above the state, "
        f"the furthest apart.{where}"
    )


def _counts(scope: Scope, theme: Theme, shown: Shown) -> Counter[str]:
    held = (shown.get((code, theme.id)) for code in scope.places)
    return Counter(NOT_ASSESSED if one is None else state_text(one) for one in held)


def _cell(framework: Framework, one: Latest | None) -> str:
    if one is None:
        return MISSING
    ambition = one.row["ambition"]
    short = shorts_of(framework.states_of(one.row["theme"])).get(ambition, "")
    if is_missing(one.row["state"]):
        return state_short(framework, one)
    parts = (state_short(framework, one), arrow_of(one), f"({short})" if short else "")
    return " ".join(part for part in parts if part)


def _facts(one: Latest | None) -> Iterable[str]:
    if one is None:
        return (NOT_ASSESSED, *[""] * 11)
    row, before = one.row, _text(one.earlier["state"]) if one.earlier else ""
    return (
        state_text(one), before, arrow_of(one), _text(row["ambition"]),
        _text(row["ambition_due"]), date_text(one.day), _text(row["basis"]),
        _text(row["assessed_by"]), _text(row["evidence"]),
        "" if is_missing(row["evidence_date"]) else date_text(row["evidence_date"]),
        age_text(one.age_months), _text(row["note"]),
    )  # fmt: skip


def _text(held: object) -> str:
    return "" if is_missing(held) else str(held)
