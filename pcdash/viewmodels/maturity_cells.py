"""The cells of a maturity heatmap: what each shows, and says when it is read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pcdash.definitions.models import Framework, Theme
from pcdash.viewmodels.maturity_rounds import Latest
from pcdash.viewmodels.maturity_states import (
    ARROWS,
    MOVES,
    age_text,
    has_short_id,
    share_of,
    shorts_of,
)
from pcdash.viewmodels.numbers import date_text, is_missing
from pcdash.viewmodels.words import capitalised

COLUMNS = (
    "area_code", "area_name", "theme_id", "column", "theme", "group", "state", "short", "share",
    "arrow", "aim", "is_stale", "description",
)  # fmt: skip
NOT_ASSESSED = "not assessed"
NOT_SAID = "state not said"  # where only the ambition is known
UNKNOWN = "?"  # a state that the framework does not have
AIMS = {
    "above": "aims higher",
    "reached": "ambition reached",
    "below": "its ambition lies below the state",
    "only": "ambition",
    "none": "no ambition recorded",
}


@dataclass(frozen=True)
class Scope:
    """What is looked at: places (code to name) and themes in order, and boroughs by place."""

    level: str
    places: Mapping[str, str]
    boroughs: Mapping[str, str]
    themes: tuple[Theme, ...]

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Every pair of a place and a theme."""
        return tuple((code, one.id) for code in self.places for one in self.themes)


def cells_of(
    framework: Framework, scope: Scope, shown: Mapping[tuple[str, str], Latest]
) -> pd.DataFrame:
    """A row a place and theme, assessed or not, with the columns in `COLUMNS`."""
    return pd.DataFrame(
        [
            {
                "area_code": code,
                "area_name": name,
                **of_theme(theme),
                **_drawn(framework, theme, name, shown.get((code, theme.id))),
            }
            for code, name in scope.places.items()
            for theme in scope.themes
        ],
        columns=[*COLUMNS],
    )


def of_theme(theme: Theme) -> dict[str, str]:
    """How a theme heads its column."""
    return {
        "theme_id": theme.id,
        "column": theme.id if has_short_id(theme) else capitalised(theme.id),
        "theme": theme.title,
        "group": theme.group,
    }


def key_of(framework: Framework, themes: tuple[Theme, ...]) -> str:
    """What letters, arrows, frames and fading in the cells mean, in a sentence or two."""
    found: dict[str, str] = {}
    for theme in themes:
        own = theme.states or framework.states
        for state, letter in shorts_of(framework.states_of(theme.id)).items():
            if state in own:
                found.setdefault(letter, state)
    said = [one if one == state else f"{one} {state}" for one, state in found.items()]
    between = ", or between two of them" if framework.in_between else ""
    return (
        f"Letters: {', '.join(said)}, the first state to the last{between}; – not assessed. "
        "↑ ↓ higher or lower than in the round before. Framed: the ambition lies above the state; "
        "dashed: below it; in brackets: only the ambition is known. Faded and slanted: "
        f"evidence of {framework.evidence_months} months ago "
        "or more. Where a narrow screen has no room for letters, choose one group of themes."
    )


def aim_of(one: Latest) -> str:
    """How ambition and state lie to each other: a key of `AIMS`."""
    if one.ambition is None:
        return "none"
    if one.place is None:
        return "only"
    if one.ambition == one.place:
        return "reached"
    return "above" if one.ambition > one.place else "below"


def arrow_of(one: Latest) -> str:
    """The move since the round before, as an arrow; nothing for a first assessment."""
    return "" if one.move is None else ARROWS[one.move]


def state_short(framework: Framework, one: Latest) -> str:
    """The state as a cell shows it; the ambition in brackets, where only that is known."""
    shorts = shorts_of(framework.states_of(one.row["theme"]))
    if is_missing(one.row["state"]):
        return f"({shorts.get(one.row['ambition'], UNKNOWN)})"
    return shorts.get(one.row["state"], UNKNOWN)


def state_text(one: Latest) -> str:
    """The state, or that it is not said."""
    return NOT_SAID if is_missing(one.row["state"]) else str(one.row["state"])


def evidence_text(one: Latest) -> str:
    """The evidence with its age, or that there is none."""
    text = one.row["evidence"]
    if is_missing(text):
        return "no evidence recorded"
    is_dated = not is_missing(one.row["evidence_date"])
    return f"{text} ({age_text(one.age_months) if is_dated else 'undated'})"


def said_of(one: Latest) -> str:
    """A cell in words."""
    row = one.row
    parts = [f"{state_text(one)}, {date_text(one.day)}"]
    if one.move is not None:
        parts.append(f"{MOVES[one.move]} ({one.earlier['state']})")
    aim = aim_of(one)
    parts.append(AIMS[aim] if aim == "none" else f"{AIMS[aim]} ({row['ambition']})")
    if not is_missing(row["basis"]):
        parts.append(str(row["basis"]).lower())
    parts.append(evidence_text(one))
    return "; ".join(parts)


def _drawn(framework: Framework, theme: Theme, name: str, one: Latest | None) -> dict[str, Any]:
    if one is None:
        said = f"{name}, {theme.title}: {NOT_ASSESSED}"
        return {"state": NOT_ASSESSED, "short": "", "share": None, "arrow": "", "aim": "none",
                "is_stale": False, "description": said}  # fmt: skip
    return {
        "state": state_text(one),
        "short": state_short(framework, one),
        "share": share_of(framework, theme.id, one.place),
        "arrow": arrow_of(one),
        "aim": aim_of(one),
        "is_stale": one.is_stale,
        "description": f"{name}, {theme.title}: {said_of(one)}",
    }
