"""Reads every file of data/definitions, and reports every fault in every file at once.

A file of indicators may hold several: `[defaults]` gives what they share, and each `[[indicator]]`
what is its own (docs/decisions/0002). References (source, caveats) are proved to exist.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from pcdash import paths
from pcdash.definitions.models import Caveat, Event, Indicator, Model, Place, Source
from pcdash.definitions.periods import parse_period
from pcdash.errors import DefinitionError, UnknownIndicatorError, UnknownPeriodError

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Catalogue:
    """All definitions, by id. Built by `load_catalogue`; knows nothing of loaded data."""

    indicators: dict[str, Indicator]
    sources: dict[str, Source]
    caveats: dict[str, Caveat]
    places: dict[str, Place]
    events: dict[str, Event]

    def indicator(self, indicator_id: str) -> Indicator:
        """The definition of one indicator.

        Raises:
            UnknownIndicatorError: no definition has that id; names the nearest ids.
        """
        if indicator_id in self.indicators:
            return self.indicators[indicator_id]
        raise unknown_indicator(indicator_id, self.indicators)

    @cached_property
    def by_fingertips_id(self) -> dict[int, Indicator]:
        """The indicators that have an OHID Fingertips number, by that number."""
        defined = self.indicators.values()
        return {one.fingertips_id: one for one in defined if one.fingertips_id is not None}


def unknown_indicator(indicator_id: str, known: Iterable[str]) -> UnknownIndicatorError:
    """The error for an id that nothing has, with the ids that come nearest."""
    near = get_close_matches(indicator_id, list(known), n=3, cutoff=0.6)
    hint = f" Did you mean {', '.join(map(repr, near))}?" if near else ""
    return UnknownIndicatorError(
        f"No indicator has the id {indicator_id!r}.{hint} The Catalogue page lists them all."
    )


@dataclass
class _Faults:
    lines: list[str] = field(default_factory=list)

    def add(self, where: str, what: str) -> None:
        self.lines.append(f"{where}: {what}")


def load_catalogue(folder: Path = paths.DEFINITIONS) -> Catalogue:
    """Every definition in a folder of definitions.

    Raises:
        DefinitionError: lists every fault in every file: unreadable TOML, a missing or unknown
            key, a value of the wrong kind, an id used twice, a reference to nothing.
    """
    faults = _Faults()
    catalogue = Catalogue(
        indicators=_read_many(folder / "indicators", "indicator", Indicator, faults),
        sources=_read_one(folder / "sources.toml", "source", Source, faults),
        caveats=_read_one(folder / "caveats.toml", "caveat", Caveat, faults),
        places=_read_places(folder / "places", faults),
        events=_read_one(folder / "events.toml", "event", Event, faults),
    )
    _check_references(catalogue, faults)
    if faults.lines:
        raise DefinitionError(
            f"data/definitions has {len(faults.lines)} fault(s):\n  "
            + "\n  ".join(faults.lines)
        )
    return catalogue


def _read_many(
    folder: Path, key: str, model: type[T], faults: _Faults
) -> dict[str, T]:
    entries: dict[str, T] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry_id, entry in _read_one(path, key, model, faults).items():
            if entry_id in entries:
                faults.add(path.name, f"the id {entry_id!r} is also in another file.")
            entries[entry_id] = entry
    return entries


def _read_one(path: Path, key: str, model: type[T], faults: _Faults) -> dict[str, T]:
    document = _read_toml(path, faults)
    for extra in sorted(set(document) - {key, "defaults"}):
        faults.add(path.name, f"{extra!r} is not known here; expected [defaults] and [[{key}]].")
    entries: dict[str, T] = {}
    for raw in document.get(key, []):
        merged = document.get("defaults", {}) | raw
        entry = _validate(merged, model, f"{path.name}, {key} {merged.get('id')!r}", faults)
        if entry is None:
            continue
        if entry.id in entries:
            faults.add(path.name, f"the id {entry.id!r} is there twice.")
        entries[entry.id] = entry
    return entries


def _read_places(folder: Path, faults: _Faults) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for path in sorted(folder.glob("*.toml")):
        place = _validate(_read_toml(path, faults), Place, path.name, faults)
        if place is None:
            continue
        if place.id != path.stem:
            faults.add(path.name, f"its id is {place.id!r}; expected the file's own name.")
        places[place.id] = place
    return places


def _read_toml(path: Path, faults: _Faults) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.add(path.name, "the file is missing.")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(path.name, f"not TOML in UTF-8: {error}.")
    return {}


def _validate(
    raw: dict[str, Any], model: type[T], where: str, faults: _Faults
) -> T | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors():
            key = ".".join(map(str, fault["loc"])) or "(whole entry)"
            faults.add(where, f"{key}: {fault['msg']}; got {fault['input']!r:.80}.")
    return None


def _check_references(catalogue: Catalogue, faults: _Faults) -> None:
    checks: tuple[Callable[[Catalogue], Iterator[tuple[str, str]]], ...] = (
        _indicator_faults,
        _place_faults,
        _event_faults,
    )
    for check in checks:
        for where, what in check(catalogue):
            faults.add(where, what)


def _indicator_faults(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for one in catalogue.indicators.values():
        where = f"indicator {one.id!r}"
        if one.source not in catalogue.sources:
            yield where, f"source {one.source!r} is not in sources.toml."
        for caveat in sorted(set(one.caveats) - set(catalogue.caveats)):
            yield where, f"caveat {caveat!r} is not in caveats.toml."
        if (one.method == "category") != bool(one.categories):
            yield where, "categories belong to the method 'category', and it needs them."
        for name in sorted({*one.favourable, *one.rated} - set(one.categories)):
            yield where, f"{name!r} is not among its categories."
        if one.aggregation == "share" and not (one.favourable and one.rated):
            yield where, "aggregation 'share' needs the favourable and the rated categories."
        if one.method in ("proportion", "rate", "ratio") and one.denominator is None:
            yield where, f"method {one.method!r} needs a denominator."
        for one_break in one.breaks:
            try:
                parse_period(one_break.period)
            except UnknownPeriodError as error:
                yield where, f"break: {error}"


def _place_faults(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for place in catalogue.places.values():
        known = {area.code for area in place.areas}
        where = f"place {place.id!r}"
        if place.system not in known:
            yield where, f"its system {place.system!r} is not among its areas."
        for membership in place.memberships:
            if membership.parent not in known:
                yield where, f"the parent {membership.parent!r} is not among its areas."


def _event_faults(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for event in catalogue.events.values():
        for one in sorted(set(event.indicators) - set(catalogue.indicators)):
            yield f"event {event.id!r}", f"indicator {one!r} has no definition."
