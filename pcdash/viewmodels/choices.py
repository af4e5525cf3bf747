"""What can be chosen on a page: the options of each control, in words and in order.

Options follow from what a snapshot holds, so that a page never offers what it cannot show.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import DOMAINS, LEVELS, Indicator
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels import words
from pcdash.viewmodels.names import display_name, with_code
from pcdash.viewmodels.numbers import is_missing

NO_DATA = "no data yet"
# Groups that only the whole of a store can be, which a selector offers after those inside it.
AROUND = ("region", "england")


@dataclass(frozen=True)
class Choices:
    """The options of one control: code to label, in order."""

    labels: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.labels)

    @property
    def first(self) -> str | None:
        """What is meant where nothing was chosen."""
        return next(iter(self.labels), None)


@dataclass(frozen=True)
class Inside:
    """What a snapshot is about: its place, and the groups and practices in it.

    `areas` labels groups as a control does, with their kind; `names` and `kinds` have each alone.
    """

    place_id: str
    place_name: str
    system_code: str
    is_illustrative: bool
    areas: Choices
    practices: Choices
    names: Mapping[str, str]
    kinds: Mapping[str, str]


def inside(snapshot: Snapshot) -> Inside:
    """The place of a snapshot with its groups and practices, closed ones too."""
    place = run_query(snapshot, "place").iloc[0]
    groups = run_query(snapshot, "groups_inside", scope_code=place["system_code"])
    practices = run_query(
        snapshot, "areas_of_type", area_type="practice", scope_code=place["system_code"]
    )
    # Those known by their code alone, who may be no GP practices at all, come last.
    is_nameless = practices["area_name"] == practices["area_code"]
    practices = pd.concat([practices[~is_nameless], practices[is_nameless]])
    system = str(place["system_code"])
    return Inside(
        place_id=str(place["place_id"]),
        place_name=str(place["place_name"]),
        system_code=system,
        is_illustrative=bool(place["is_illustrative"]),
        areas=Choices({system: "The whole system", **_areas(groups, system)}),
        practices=Choices(dict(map(_practice, practices.to_dict("records")))),
        names={
            system: str(place["place_name"]),
            **dict(zip(groups["area_code"], groups["area_name"].map(display_name), strict=True)),
        },
        kinds=dict(
            zip(groups["area_code"], groups["area_type"].map(words.GROUP_TYPES), strict=True)
        ),
    )


def indicators(catalogue: Catalogue, held: Iterable[str]) -> Choices:
    """Every indicator by domain and title: those with data first, then the others, said so."""
    has_data = frozenset(held)
    ordered = in_order(catalogue.indicators.values())
    with_data = {one.id: f"{one.title} · {one.domain}" for one in ordered if one.id in has_data}
    without = {
        one.id: f"{one.title} · {one.domain} · {NO_DATA}"
        for one in ordered
        if one.id not in has_data
    }
    return Choices({**with_data, **without})


def in_order(listed: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Indicators by domain, in the order of the domains, then by title."""
    places = {domain: place for place, domain in enumerate(DOMAINS)}
    return tuple(
        sorted(
            listed,
            key=lambda one: (places.get(one.domain, len(places)), one.domain, _title(one)),
        )
    )


def periods(holdings: pd.DataFrame, indicator_id: str) -> Choices:
    """The periods that hold a figure of an indicator, latest first."""
    held = holdings[(holdings["indicator_id"] == indicator_id) & (holdings["areas_with_value"] > 0)]
    return Choices({label: label for label in held["period"].iloc[::-1].drop_duplicates()})


def usual_period(holdings: pd.DataFrame, indicator_id: str) -> str | None:
    """The latest period with figures of practices; without any, the latest of all."""
    by_practice = holdings[holdings["area_type"] == "practice"]
    return periods(by_practice, indicator_id).first or periods(holdings, indicator_id).first


def levels(
    snapshot: Snapshot,
    holdings: pd.DataFrame,
    indicator: Indicator,
    *,
    period: str,
    membership: str,
) -> Choices:
    """The levels at which an indicator can be shown in a period."""
    is_it = (holdings["indicator_id"] == indicator.id) & (holdings["period"] == period)
    held = set(holdings.loc[is_it & (holdings["areas_with_value"] > 0), "area_type"])
    can_show = set(held)
    if "practice" in held and indicator.aggregation != "none":
        groups = run_query(
            snapshot, "levels_in_period", period=period, basis=membership.replace("-", "_")
        )
        can_show |= set(groups["group_type"])
    return Choices({level: level_label(level) for level in LEVELS if level in can_show})


def against(level: str, known: Inside, asked: str | None) -> Choices:
    """What figures at a level can be compared with; an area asked for by its code is among it."""
    larger = {
        key: label
        for key, label in words.AGAINST.items()
        if LEVELS.index(level) < LEVELS.index(key)
    }
    named = known.areas.labels.get(asked or "")
    return Choices({**larger, **({asked: named} if named and asked else {})})


def level_label(level: str) -> str:
    """A level as an option: "Practices"."""
    return "England" if level == "england" else words.capitalised(words.LEVELS[level].many)


def _title(indicator: Indicator) -> tuple[str, int, str]:
    """Titles in the order of their numbers: GPOS 2 before GPOS 10."""
    head, _, tail = indicator.id.rpartition("_")
    return (head, int(tail), "") if tail.isdigit() else (indicator.title.casefold(), 0, "")


def _areas(groups: pd.DataFrame, system: str) -> dict[str, str]:
    rows = groups[groups["area_code"] != system].to_dict("records")
    # Larger groups first: a list of fifteen networks is further from what most people want.
    rows.sort(key=lambda row: (row["area_type"] in AROUND, -LEVELS.index(row["area_type"])))
    return {row["area_code"]: _area_label(row) for row in rows}


def _area_label(row: Mapping[str, object]) -> str:
    name = display_name(str(row["area_name"]))
    kind = words.GROUP_TYPES[str(row["area_type"])]
    is_said = kind.casefold() in name.casefold() or row["area_type"] == "england"
    return name if is_said else f"{name} ({kind})"


def _practice(row: Mapping[str, object]) -> tuple[str, str]:
    is_closed = row["status"] == "closed" or not is_missing(row["closed_date"])
    code = str(row["area_code"])
    label = with_code(str(row["area_name"]), code)
    return code, f"{label} · closed" if is_closed else label
