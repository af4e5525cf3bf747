"""One place on a framework: its themes round by round, and what is behind one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pcdash.definitions.models import Framework, Theme
from pcdash.errors import UnknownAreaError, UserFacingError
from pcdash.grammar import counted
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.loads import by_text
from pcdash.viewmodels.maturity_cells import (
    AIMS,
    COLUMNS,
    Scope,
    aim_of,
    cells_of,
    evidence_text,
    key_of,
    state_text,
)
from pcdash.viewmodels.maturity_rounds import (
    Latest,
    areas_of,
    counted_to,
    framework_of,
    held_of,
    latest_of,
    stated_of,
)
from pcdash.viewmodels.maturity_states import (
    MOVES,
    descriptors_of,
    rounds_of,
    theme_name,
)
from pcdash.viewmodels.names import display_name
from pcdash.viewmodels.numbers import date_text, is_missing, number_text
from pcdash.viewmodels.sources import provenance
from pcdash.viewmodels.tables import Column, Provenance, Table, made_of

HISTORY = (
    "Theme", "Assessed on", "State", "Basis", "Assessed by", "Ambition", "By", "Evidence",
    "Evidence of", "Note", "Load", "Loaded", "Loaded by", "File", "Sheet", "Row", "Standing",
)  # fmt: skip
NUMBERS = ("Load", "Row")


@dataclass(frozen=True)
class PlaceView:
    """One place over time. `cells` has a row a theme and round, for the heatmap's own chart.

    `facts` are of the theme that is chosen, if one is; `history` has everything that was ever
    loaded of the place on the framework, or on that theme.
    """

    heading: str
    sentence: str
    cells: pd.DataFrame
    key: str
    theme: str
    facts: tuple[tuple[str, str], ...]
    history: Table
    provenance: Provenance
    alt: str


def build_place(context: Context, framework_id: str, code: str, theme_id: str | None) -> PlaceView:
    """A place on a framework over time.

    Args:
        theme_id: The theme whose evidence and history are told; None for none.

    Raises:
        UnknownAreaError: no area has the code.
        UserFacingError: the framework, or its theme, is not defined.
    """
    framework = framework_of(context, framework_id)
    theme = _theme(framework, theme_id)
    areas = areas_of(context)
    if code not in areas.index:
        raise UnknownAreaError(f"No place has the code {code!r}. Choose one from the list.")
    name = display_name(str(areas.at[code, "area_name"]))
    every = held_of(context, framework_id)
    held = every[every["area_code"] == code]
    until = counted_to(context, every)
    latest = latest_of(framework, held, until)
    heading, sentence = _finding(name, held, latest)
    return PlaceView(
        heading=heading,
        sentence=sentence,
        cells=_over_time(framework, code, name, held, until),
        key=key_of(framework, framework.themes),
        theme=theme_name(theme) if theme else "",
        facts=_facts(framework, theme, latest.get((code, theme.id))) if theme else (),
        history=_history(context, framework, code, theme),
        provenance=provenance(
            f"Maturity of {name}: {framework.title}",
            (("Framework", framework.title), ("What it is", framework.note), ("Place", name),
             ("Snapshot", str(context.snapshot.number))),
            is_illustrative=context.inside.is_illustrative,
            file_name=f"maturity_{framework.id}_{code}",
        ),
        alt=f"Matrix of the themes of {framework.title} by round, with the letter of the state in "
        f"each cell. {heading}. {sentence}",
    )  # fmt: skip


def _theme(framework: Framework, theme_id: str | None) -> Theme | None:
    found = framework.theme(theme_id) if theme_id else None
    if theme_id and found is None:
        listed = ", ".join(one.id for one in framework.themes)
        raise UserFacingError(
            f"{framework.title!r} has no theme {theme_id!r}. Its themes are {listed}."
        )
    return found


def _finding(
    name: str, held: pd.DataFrame, latest: dict[tuple[str, str], Latest]
) -> tuple[str, str]:
    rounds = rounds_of(held["assessed_on"].dt.date)
    if not rounds:
        return f"{name} has not been assessed on this framework", ""
    moves = [one.move for one in latest.values()]
    up, same, down = (sum(move == way for move in moves) for way in (1, 0, -1))
    title = f"{name}: {number_text(up)} higher, {number_text(same)} as before, {number_text(down)} "
    title += "lower"
    if len(rounds) == 1:
        title = f"{name} has been assessed in one round"
    labels = " and ".join([rounds[0].label, *([rounds[-1].label] if len(rounds) > 1 else [])])
    said = f"Assessed on {counted(len(latest), 'theme')} in {counted(len(rounds), 'round')}, "
    return title, f"{said}{labels}."


def _over_time(
    framework: Framework, code: str, name: str, held: pd.DataFrame, until: Any
) -> pd.DataFrame:
    """The cells of the heatmap with themes for places and rounds for themes."""
    scope = Scope("", {code: name}, {}, framework.themes)
    parts, rounds = [], rounds_of(held["assessed_on"].dt.date)
    for one in rounds:
        # Each round as it was seen then: with what came before, and nothing after.
        then = held[held["assessed_on"].dt.date <= one.last]
        now = latest_of(framework, then, until if one is rounds[-1] else one.last)
        shown = {key: found for key, found in now.items() if one.has(found.day)}
        cells = cells_of(framework, scope, shown)
        parts.append(
            cells.assign(
                area_code=cells["theme_id"],
                area_name=[theme_name(theme) for theme in framework.themes],
                column=one.label,
                group="",
                description=f"{one.label}. " + cells["description"],
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*COLUMNS])


def _facts(framework: Framework, theme: Theme, one: Latest | None) -> tuple[tuple[str, str], ...]:
    told = descriptors_of(framework, theme.id)
    if one is None:
        first = next(iter(told.items()), None)
        lines = [("State", "not assessed")]
        lines += [("What the first state looks like", f"{first[0]}: {first[1]}")] if first else []
        return (*lines, *([("What it means", theme.about)] if theme.about else []))
    row = one.row
    before = "" if one.move is None else f"; {MOVES[one.move]} ({_earlier(one)})"
    aim = aim_of(one)
    due = "" if is_missing(row["ambition_due"]) else f" by {row['ambition_due']}"
    said = AIMS[aim] if aim == "none" else f"{row['ambition']}{due}: {AIMS[aim]}"
    stale = f"; stale, at {framework.evidence_months} months or more" if one.is_stale else ""
    dated = row["evidence_date"]
    lines = [
        ("State", f"{state_text(one)}, assessed on {date_text(one.day)}{before}"),
        *_looks(told, str(row["state"])),
        *([("What it means", theme.about)] if theme.about else []),
        ("Ambition", said),
        ("Evidence", f"{evidence_text(one)}{stale}"),
        *([("Evidence of", date_text(dated))] if not is_missing(dated) else []),
        ("Basis", _or(row["basis"], "not said")),
        ("Assessed by", _or(row["assessed_by"], "not said")),
        *([("Note", str(row["note"]))] if not is_missing(row["note"]) else []),
        ("Recorded", _recorded(row)),
    ]
    return tuple(lines)


def _earlier(one: Latest) -> str:
    earlier = one.earlier or {}
    return f"{earlier['state']} on {date_text(earlier['assessed_on'])}"


def _looks(told: dict[str, str], state: str) -> Iterator[tuple[str, str]]:
    """What a state looks like; both, for one in between, and what the next one would be."""
    parts = [one for one in state.split("/") if one in told]
    for part in parts:
        yield f"What {part} looks like", told[part]
    listed = [*told]
    after = listed.index(parts[-1]) + 1 if parts else len(listed)
    if len(parts) == 1 and after < len(listed):
        yield f"What {listed[after]} would look like", told[listed[after]]


def _recorded(row: Any) -> str:
    where = [row["file_name"], f"sheet {row['sheet']}" if not is_missing(row["sheet"]) else None,
             f"row {row['row_number']}"]  # fmt: skip
    file = ", ".join(str(one) for one in where if not is_missing(one))
    by = by_text(row["loaded_by"], row["approved_by"])
    return f"load {row['load_key']}, {date_text(row['loaded_at'])}, by {by}: {file}"


def _history(context: Context, framework: Framework, code: str, theme: Theme | None) -> Table:
    """Everything that was loaded of a place, what counts and what does not, latest first."""
    stated = stated_of(context, framework.id)
    own = stated[stated["area_code"] == code]
    if theme is not None:
        own = own[own["theme"] == theme.id]
    order = {one.id: at for at, one in enumerate(framework.themes)}
    own = own.assign(place=own["theme"].map(order), standing=[*_standing(own)]).sort_values(
        ["place", "assessed_on", "load_key"], ascending=[True, False, False]
    )
    names = {one.id: theme_name(one) for one in framework.themes}
    rows = [
        (
            names.get(row["theme"], row["theme"]), date_text(row["assessed_on"]),
            _or(row["state"], ""), _or(row["basis"], ""), _or(row["assessed_by"], ""),
            _or(row["ambition"], ""), _or(row["ambition_due"], ""), _or(row["evidence"], ""),
            date_text(row["evidence_date"]), _or(row["note"], ""), number_text(row["load_key"]),
            date_text(row["loaded_at"]), by_text(row["loaded_by"], row["approved_by"]),
            _or(row["file_name"], ""), _or(row["sheet"], ""),
            number_text(row["row_number"], missing=""), row["standing"],
        )
        for row in own.to_dict("records")
    ]  # fmt: skip
    columns = [Column(label, is_number=label in NUMBERS) for label in HISTORY]
    return made_of(columns, rows)


def _standing(own: pd.DataFrame) -> Iterator[str]:
    """What became of each statement; those of one theme and day come with the latest load first."""
    counts: dict[tuple[str, object], int] = {}
    for row in own.to_dict("records"):
        key = (row["theme"], row["assessed_on"])
        if not is_missing(row["undone_by"]):
            yield f"undone by load {row['undone_by']:.0f}"
        elif key in counts:
            yield f"replaced by load {counts[key]}"
        else:
            counts[key] = row["load_key"]
            yield "takes it back" if row["is_removed"] else "counts"


def _or(held: object, otherwise: str) -> str:
    return otherwise if is_missing(held) else str(held)
