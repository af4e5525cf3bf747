"""What can be chosen on the Map page: kinds of area with outlines, and relations worth a look."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcdash.store.records import held_records
from pcdash.viewmodels import words
from pcdash.viewmodels.choices import Choices, periods
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.outlines import (
    DERIVED,
    OFFICIAL,
    SMALL,
    home_boroughs,
    official_outlines,
    small_outlines,
)
from pcdash.viewmodels.service_areas import practices_with_groups

USUAL = ("ward", "pcn", "locality", "borough")
DEPRIVATION = "imd_score"
ATTENDANCES = ("ae_attendances_0_4", "ae_attendances")
CORE_HOURS = "core_hours_open"
RESET = (
    "ask", "indicator", "points", "period", "areas", "beside", "spot", "framework", "theme",
    "organisations", "round",
)  # fmt: skip


@dataclass(frozen=True)
class Relation:
    """A map worth a look: what a link to it says, and what it selects."""

    label: str
    selects: Mapping[str, str | None]


def map_levels(context: Context, period: str, membership: str) -> Choices:
    """The kinds of area that can be drawn in a period; the usual one first.

    Empty where no outlines are held.
    """
    basis = membership.replace("-", "_")
    found = [level for level in OFFICIAL if len(official_outlines(context, level).shapes)]
    if len(home_boroughs(context)) or len(small_outlines(context, "lsoa").shapes):
        for level in DERIVED[::-1]:
            practices = practices_with_groups(context, level, period, basis)
            if practices["group_code"].notna().any():
                found.append(level)
    found += [level for level in SMALL if len(small_outlines(context, level).shapes)]
    usual = next((level for level in USUAL if level in found), None)
    ordered = [*([usual] if usual else []), *(one for one in found if one != usual)]
    return Choices({level: _label(level) for level in ordered})


def relations(context: Context) -> tuple[Relation, ...]:
    """Links to maps that answer what is often asked, of what is held."""
    held = set(context.holdings["indicator_id"])
    named = context.catalogue.indicators
    found = []
    attendances = next((one for one in ATTENDANCES if one in held), None)
    if attendances and DEPRIVATION in held:
        found.append(
            Relation(
                f"Deprivation under {words.uncapitalised(named[attendances].title)}",
                _selects(indicator=DEPRIVATION, points=attendances),
            )
        )
    if CORE_HOURS in held:
        found.append(
            Relation("Practices not open in all core hours", _selects(indicator=CORE_HOURS))
        )
    if len(held_records(context.snapshot, "assessments")):
        found.append(Relation("Maturity, with ambitions", _selects(ask="maturity")))
    if len(small_outlines(context, "lsoa").shapes):
        found.append(Relation("Distance to the nearest practice or hub", _selects(ask="distance")))
    return tuple(found)


def other_periods(context: Context, indicator_id: str, period: str) -> Choices:
    """The periods that a map can stand beside."""
    held = periods(context.holdings, indicator_id).labels
    return Choices({code: label for code, label in held.items() if code != period})


def _selects(**chosen: str) -> dict[str, str | None]:
    reset = dict.fromkeys(RESET)
    return {**reset, **chosen}


def _label(level: str) -> str:
    name = words.capitalised(words.MAP_LEVELS[level].many)
    return f"{name} (derived)" if level in DERIVED else name
