"""Every target of a place and of its parts, in the order of what needs a decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pcdash.definitions.models import LEVELS
from pcdash.grammar import counted
from pcdash.viewmodels import words
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.series import series_of_each
from pcdash.viewmodels.target_ways import STATES, TargetWay, target_way
from pcdash.viewmodels.targets import aims_of

NAMED = 3  # places of which nothing is held
NOTHING = pd.DataFrame(columns=["period", "end_date", "value"])


@dataclass(frozen=True)
class TargetRow:
    """A target of one place, or one of several of which nothing is held.

    `rank` is the place's: the whole before its parts. `is_drawn` says whether Trends shows it.
    """

    way: TargetWay
    area_code: str
    place: str
    rank: int
    is_drawn: bool

    @property
    def order(self) -> tuple[object, ...]:
        """What needs a decision first, then what is due first."""
        due = self.way.aim.due
        return (STATES.index(self.way.state), due, self.way.indicator.title, self.rank)


def rows_of_targets(context: Context) -> list[TargetRow]:
    """A row a target and place, sorted; a borough with the figures of its CCG is not repeated."""
    places = places_of(context)
    wanted: dict[str, list[str]] = {}
    for one in context.catalogue.targets.values():
        held = wanted.setdefault(one.indicator, [])
        held += [code for code in one.areas if code in places and code not in held]
    ways = [
        way
        for one, codes in wanted.items()
        for way in _ways(context, one, sorted(codes, key=places.__getitem__))
    ]
    return sorted(_shown(context, ways), key=lambda one: one.order)


def places_of(context: Context) -> dict[str, int]:
    """The areas and practices of the place, each with its rank: the whole, CCGs, the others."""
    known = context.inside
    largest = ("system", "ccg", *(one for one in reversed(LEVELS) if one not in ("system", "ccg")))
    kinds = {code: kind.casefold() for code, kind in known.kinds.items()}
    groups = [code for code, kind in kinds.items() if kind in largest]
    groups.sort(key=lambda code: (largest.index(kinds[code]), known.names[code]))
    return {code: at for at, code in enumerate([*groups, *known.practices.labels])}


def _ways(
    context: Context, indicator_id: str, codes: Sequence[str]
) -> Iterator[tuple[str, TargetWay]]:
    indicator = context.catalogue.indicators.get(indicator_id)
    if indicator is None or not codes:
        return
    each = series_of_each(context.snapshot, context.catalogue, codes, indicator_id)
    for code in codes:
        for aim in aims_of(context.catalogue, indicator, code):
            yield code, target_way(context, code, indicator, aim, each.get(code, NOTHING))


def _shown(context: Context, ways: Sequence[tuple[str, TargetWay]]) -> Iterator[TargetRow]:
    seen: set[tuple[object, ...]] = set()
    empty: dict[tuple[object, ...], list[tuple[str, TargetWay]]] = {}
    ranks = places_of(context)
    for code, way in ways:
        aim = (way.indicator.id, way.aim.by, way.aim.level, way.aim.title)
        if way.known.empty:
            empty.setdefault(aim, []).append((code, way))
            continue
        ends = [
            str([row[name] for name in ("period", "value", "numerator", "denominator")])
            for row in (way.rows[0], way.rows[-1])
        ]
        same = (aim, len(way.rows), *ends)
        if same in seen and not way.ways and context.inside.kinds.get(code) == "Borough":
            continue
        seen.add(same)
        drawn = way.state != "no_direction"
        yield TargetRow(way, code, place_name(context, code), ranks[code], drawn)
    for of_aim in empty.values():
        code, way = of_aim[0]
        place = _all_of(context, [one for one, _ in of_aim])
        yield TargetRow(way, code, place, ranks[code], False)


def _all_of(context: Context, codes: Sequence[str]) -> str:
    """Several places in a cell: the whole with its parts, or some by name."""
    if codes[0] == context.inside.system_code:
        parts = len(codes) - 1
        others = f" and {counted(parts, 'part')} of it" if parts else ""
        return f"{place_name(context, codes[0])}{others}"
    named = [place_name(context, one) for one in codes[:NAMED]]
    more = len(codes) - len(named)
    return words.sentence_list([*named, *([f"{more} more"] if more else [])])
