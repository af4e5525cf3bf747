"""What is odd about the assessments of a framework, each thing in words and none hidden."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from pcdash.definitions.models import Framework
from pcdash.grammar import counted, verb
from pcdash.store.records import held_records
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.maturity_cells import NOT_SAID, Scope, aim_of
from pcdash.viewmodels.maturity_rounds import KIND, Latest, stated_of
from pcdash.viewmodels.maturity_states import rounds_of
from pcdash.viewmodels.numbers import date_text, is_missing, number_text

NAMED = 4  # of many things; the others are counted, and the tables have them all


def notes_of(
    context: Context,
    framework: Framework,
    scope: Scope,
    own: pd.DataFrame,
    shown: Mapping[tuple[str, str], Latest],
) -> tuple[str, ...]:
    """What to know of the assessments that a page shows."""
    return (
        *_basis(shown),
        *_rounds(scope, own),
        *_gaps(scope, shown),
        *_ambitions(scope, shown),
        *_two_of_a_day(context, framework, scope),
        *_unknown(context, framework, scope, own),
    )


def _basis(shown: Mapping[tuple[str, str], Latest]) -> Iterator[str]:
    """Self-assessed and moderated states are not of one weight."""
    said = [one.row["basis"] for one in shown.values()]
    counts = Counter("of no stated basis" if is_missing(one) else one.lower() for one in said)
    if counts:
        parts = [f"{number_text(count)} {name}" for name, count in counts.most_common()]
        yield f"Of {counted(len(said), 'state')}: {words.sentence_list(parts)}."


def _rounds(scope: Scope, own: pd.DataFrame) -> Iterator[str]:
    """Who was not there in a round, and who never was."""
    rounds = rounds_of(own["assessed_on"].dt.date)
    days = own.groupby("area_code")["assessed_on"].apply(lambda held: {*held.dt.date}).to_dict()
    for one in rounds:
        missing = [
            name
            for code, name in scope.places.items()
            if code in days and not any(one.has(day) for day in days[code])
        ]
        if missing:
            yield f"Not assessed in the round of {one.label}: {_named(missing)}."
    never = [name for code, name in scope.places.items() if code not in days]
    if never:
        yield f"Never assessed on this framework: {_named(never)}."


def _gaps(scope: Scope, shown: Mapping[tuple[str, str], Latest]) -> Iterator[str]:
    """Themes that a place left out, although it was assessed on others."""
    said = []
    for code, name in scope.places.items():
        out = [one.id for one in scope.themes if (code, one.id) not in shown]
        if out and len(out) < len(scope.themes):
            listed = ", ".join(out) if len(out) <= NAMED else counted(len(out), "theme")
            said.append(f"{name} ({listed})")
    if said:
        yield f"Themes not assessed: {_named(said)}."


def _ambitions(scope: Scope, shown: Mapping[tuple[str, str], Latest]) -> Iterator[str]:
    below = [
        f"{scope.places[code]} on {theme_id} (ambition {one.row['ambition']}, state "
        f"{one.row['state']})"
        for (code, theme_id), one in shown.items()
        if aim_of(one) == "below"
    ]
    if below:
        lies = verb(len(below), "An ambition lies", "Ambitions lie")
        yield f"{lies} below the state: {_named(below)}. Ask whether it was met, or miswritten."


def _two_of_a_day(context: Context, framework: Framework, scope: Scope) -> Iterator[str]:
    """Two loads that say different things of a place, theme and day: the later counts."""
    stated = stated_of(context, framework.id)
    standing = stated[stated["undone_by"].isna() & stated["area_code"].isin(scope.places)]
    found: dict[tuple[str, str, object], dict[str, None]] = {}
    taken_back = set()
    for row in standing.to_dict("records"):  # of one key the latest load comes first
        key = (row["area_code"], row["theme"], row["assessed_on"])
        taken_back |= {key} if row["is_removed"] else set()
        if key not in taken_back:  # what was said before that is no rival any more
            state = NOT_SAID if is_missing(row["state"]) else str(row["state"])
            found.setdefault(key, {})[state] = None
    said = [
        f"{scope.places[code]} on {theme}, {date_text(day)}: {now}, and "
        f"{words.sentence_list(others)} before"
        for (code, theme, day), (now, *others) in found.items()
        if others
    ]
    if said:
        yield f"Two assessments of one day, of which the later load counts: {_named(said)}."


def _unknown(
    context: Context, framework: Framework, scope: Scope, own: pd.DataFrame
) -> Iterator[str]:
    """What was recorded in words that no definition has (any more)."""
    held = held_records(context.snapshot, "assessments")
    known = {one.id for one in context.catalogue.frameworks.values() if one.kind == KIND}
    others = held.loc[~held["framework"].isin(known), "framework"]
    for name, count in others.value_counts().items():
        yield (
            f"{counted(count, 'assessment')} {verb(count, 'is', 'are')} of {name!r}, a framework "
            "that no definition has: not shown."
        )
    themes = {one.id for one in framework.themes}
    strange = sorted({*own["theme"]} - themes)
    if strange:
        yield f"Assessed on themes that the framework does not have, not shown: {_named(strange)}."
    odd = own[own["theme"].isin(themes) & own["state"].notna()]
    odd = odd[[row.state not in framework.states_of(row.theme) for row in odd.itertuples()]]
    for row in odd.itertuples():
        yield (
            f"{scope.places[row.area_code]} on {row.theme}, {date_text(row.assessed_on)}: "
            f"{row.state!r} is not a state of the framework, and stands as ?."
        )


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    first = [*names[:NAMED], *([f"{number_text(more)} more"] if more > 0 else [])]
    return words.sentence_list(first)
