"""Targets, events and trigger values that were loaded, beside those that are defined.

What was loaded comes first: it is newer, and the BI team answers for it.
"""

from dataclasses import replace
from typing import Any

from pcdash.definitions.aims import Target, TriggerLevel
from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Event, Indicator
from pcdash.definitions.periods import parse_period
from pcdash.store.connection import Snapshot
from pcdash.store.records import held_records
from pcdash.viewmodels.figure_text import figure_text
from pcdash.viewmodels.numbers import is_missing

WORKBOOK = "The BI team's workbook"


def with_loaded(snapshot: Snapshot, catalogue: Catalogue, place_id: str) -> Catalogue:
    """The catalogue with what the snapshot holds of them."""
    return replace(
        catalogue,
        targets=_targets(snapshot, catalogue) | catalogue.targets,
        events=_events(snapshot) | catalogue.events,
        # Of two levels for one period the last counts.
        trigger_levels=catalogue.trigger_levels | _trigger_levels(snapshot, place_id),
    )


def _targets(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, Target]:
    made = {}
    rows = sorted(_rows(snapshot, "targets"), key=lambda row: parse_period(row["due"]).end)
    for number, row in enumerate(rows):
        indicator = catalogue.indicators.get(row["indicator_id"])
        if indicator is None or row["level"] is None:
            continue
        one = Target(
            id=f"loaded_target_{number}",
            indicator=indicator.id,
            areas=(row["area_code"],),
            level=row["level"],
            by=row["due"],
            baseline_period=row["baseline_period"],
            title=_sentence(row["title"] or _aim(row, indicator)),
            owner=row["owner"],
            source=row["source"] or WORKBOOK,
        )
        made[one.id] = one
    return made


def _aim(row: dict[str, Any], indicator: Indicator) -> str:
    return f"{indicator.title}: {figure_text(row['level'], indicator)} by {row['due']}"


def _sentence(text: str) -> str:
    """The text in a line, begun and ended as a sentence, whatever somebody wrote in the cell."""
    line = " ".join(text.split())
    begun = line[:1].upper() + line[1:]
    begun = begun if begun[:1].isascii() and begun[:1].isalnum() else f"Target: {line}"
    return begun if begun.endswith((".", "?")) else f"{begun}."


def _events(snapshot: Snapshot) -> dict[str, Event]:
    """Events; one that is told of several areas is one, and one of no area is everywhere."""
    areas: dict[tuple[Any, ...], list[str | None]] = {}
    for row in _rows(snapshot, "events"):
        about = (row["event_date"], row["title"], row["event_kind"], row["indicators"],
                 row["source"])  # fmt: skip
        areas.setdefault(about, []).append(row["area_code"])
    made = {}
    for number, ((when, title, kind, indicators, source), codes) in enumerate(areas.items()):
        named = (indicators or "").replace(",", ";").split(";")
        one = Event(
            id=f"loaded_event_{number}",
            date=when.date(),
            title=title,
            kind=kind,
            areas=() if None in codes else tuple(codes),
            indicators=tuple(name.strip().casefold() for name in named if name.strip()),
            source=source or WORKBOOK,
        )
        made[one.id] = one
    return made


def _trigger_levels(snapshot: Snapshot, place_id: str) -> dict[str, TriggerLevel]:
    made = {}
    for number, row in enumerate(_rows(snapshot, "trigger_values")):
        one = TriggerLevel(
            id=f"loaded_level_{number}",
            indicator=row["indicator_id"],
            place=place_id,
            period=row["period"],
            average=row["average"],
            level_1=row["level_1"],
            level_2=row["level_2"],
            source=WORKBOOK,
        )
        made[one.id] = one
    return made


def _rows(snapshot: Snapshot, kind: str) -> list[dict[str, Any]]:
    held = held_records(snapshot, kind).to_dict("records")
    return [{name: None if is_missing(one) else one for name, one in row.items()} for row in held]
