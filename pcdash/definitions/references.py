"""What cannot be right about well-formed definitions: references to nothing, contradictions.

Each function yields faults as where and what; `pcdash.definitions.catalogue` collects them.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping
from datetime import date
from itertools import combinations

from pcdash.definitions.aims import IndicatorSet, Target, TriggerLevel
from pcdash.definitions.models import Event, Framework, Indicator, Place, PlaceMembership
from pcdash.definitions.periods import parse_period
from pcdash.errors import UnknownPeriodError

Fault = tuple[tuple[str, str], str]  # the kind and id of the definition, and what is wrong


def indicator_faults(
    indicators: Mapping[str, Indicator], *, sources: Container[str], caveats: Container[str]
) -> Iterator[Fault]:
    """Sources and caveats that do not exist, and fields that contradict each other."""
    numbers = Counter(one.fingertips_id for one in indicators.values() if one.fingertips_id)
    for one in indicators.values():
        where = "indicator", one.id
        if one.source not in sources:
            yield where, f"source {one.source!r} is not in sources.toml."
        for caveat in one.caveats:
            if caveat not in caveats:
                yield where, f"caveat {caveat!r} is not in caveats.toml."
        if (one.method == "category") != bool(one.categories):
            yield where, "categories belong to the method 'category', and it needs them."
        for name in sorted({*one.favourable, *one.rated} - set(one.categories)):
            yield where, f"{name!r} is not among its categories."
        if one.aggregation == "share" and not (one.favourable and one.rated):
            yield where, "aggregation 'share' needs the favourable and the rated categories."
        if one.method in ("proportion", "rate", "ratio") and one.denominator is None:
            yield where, f"method {one.method!r} needs a denominator."
        if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
            yield where, f"minimum {one.minimum:g} is above maximum {one.maximum:g}."
        if numbers[one.fingertips_id] > 1:
            yield where, f"fingertips_id {one.fingertips_id} is another indicator's as well."
        yield from ((where, fault) for fault in _break_faults(one))


def _break_faults(one: Indicator) -> Iterator[str]:
    for one_break in one.breaks:
        try:
            parse_period(one_break.period)
        except UnknownPeriodError as error:
            yield f"break: {error}"


def target_faults(targets: Mapping[str, Target], *, indicators: Container[str]) -> Iterator[Fault]:
    """Targets of nothing, and of periods that are not written as periods are."""
    for one in targets.values():
        where = "target", one.id
        if one.indicator not in indicators:
            yield where, f"the indicator {one.indicator!r} is not defined."
        for period in filter(None, (one.by, one.baseline_period)):
            try:
                parse_period(period)
            except UnknownPeriodError as error:
                yield where, str(error)


def set_faults(sets: Mapping[str, IndicatorSet], *, indicators: Container[str]) -> Iterator[Fault]:
    """Sets of indicators that do not exist, or that name one twice."""
    for one in sets.values():
        for named, times in Counter(one.indicators).items():
            if named not in indicators:
                yield ("set", one.id), f"the indicator {named!r} is not defined."
            if times > 1:
                yield ("set", one.id), f"the indicator {named!r} is there twice."


def framework_faults(frameworks: Mapping[str, Framework]) -> Iterator[Fault]:
    """Themes and states that are there twice."""
    for one in frameworks.values():
        where = "framework", one.id
        for theme, times in Counter(theme.id for theme in one.themes).items():
            if times > 1:
                yield where, f"the theme {theme!r} is there twice."
        for states in (one.states, *(theme.states for theme in one.themes)):
            for state, times in Counter(states).items():
                if times > 1:
                    yield where, f"the state {state!r} is there twice."


def trigger_faults(
    levels: Mapping[str, TriggerLevel],
    indicators: Mapping[str, Indicator],
    *,
    known: Container[str],
    places: Container[str],
) -> Iterator[Fault]:
    """Levels of nothing, of an indicator without a good side, and on the wrong side."""
    for one in levels.values():
        where = "level", one.id
        if one.place not in places:
            yield where, f"the place {one.place!r} is not defined."
        if one.indicator not in known:
            yield where, f"the indicator {one.indicator!r} is not defined."
        indicator = indicators.get(one.indicator)
        if indicator is None:  # or it has a fault of its own
            continue
        if indicator.polarity == "none":
            yield where, f"{one.indicator!r} has no good side, so nothing triggers it."
        if one.level_1 is None or one.level_2 is None:
            continue
        is_wrong = one.level_2 > one.level_1
        if is_wrong if indicator.polarity == "higher" else one.level_2 < one.level_1:
            yield where, "level 2 lies on the good side of level 1."


def place_faults(places: Mapping[str, Place]) -> Iterator[Fault]:
    """Areas named twice or not at all, and children with two parents of a kind at once."""
    for place in places.values():
        where = "place", place.id
        times = Counter(area.code for area in place.areas)
        for code in sorted(code for code in times if times[code] > 1):
            yield where, f"the area {code!r} is there twice."
        if place.system not in times:
            yield where, f"its system {place.system!r} is not among its areas."
        for membership in place.memberships:
            if membership.parent not in times:
                yield where, f"the parent {membership.parent!r} is not among its areas."
        yield from ((where, fault) for fault in _two_parents(place))


def _two_parents(place: Place) -> Iterator[str]:
    types = {area.code: area.type for area in place.areas}
    for one, other in combinations(place.memberships, 2):
        alike = types.get(one.parent) == types.get(other.parent) is not None
        if alike and _overlap(one, other):
            for child in sorted(set(one.children) & set(other.children)):
                yield f"{child!r} is in {one.parent!r} and {other.parent!r} at the same time."


def _overlap(one: PlaceMembership, other: PlaceMembership) -> bool:
    starts = one.start or date.min, other.start or date.min
    ends = one.end or date.max, other.end or date.max
    return max(starts) <= min(ends)


def event_faults(events: Mapping[str, Event], *, indicators: Collection[str]) -> Iterator[Fault]:
    """Events of indicators that do not exist, and of families without a member."""
    for event in events.values():
        for named in event.indicators:
            family = named.endswith("_") and any(one.startswith(named) for one in indicators)
            if not family and named not in indicators:
                yield ("event", event.id), f"indicator {named!r} has no definition."
