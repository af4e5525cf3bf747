"""Reads every file of data/definitions and data/published; reports every fault of all at once.

A file of indicators may hold several: `[defaults]` gives what they share, and each `[[indicator]]`
what is its own (docs/decisions/0002). References (source, caveats) are proved to exist.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from pcdash import paths
from pcdash.definitions import references
from pcdash.definitions._faults import Faults
from pcdash.definitions.aims import (
    IndicatorSet,
    PublishedFigure,
    Target,
    TriggerCategory,
    TriggerLevel,
)
from pcdash.definitions.models import Caveat, Event, Framework, Indicator, Model, Place, Source
from pcdash.definitions.printed import PublishedFact, PublishedTrajectory, trajectory_faults
from pcdash.definitions.programme import (
    Outcome,
    Phase,
    PlannedAspect,
    Proxy,
    PublishedLine,
    Workstream,
    plan_faults,
    programme_faults,
    proxy_faults,
)
from pcdash.definitions.reports import ReportPlan, report_faults
from pcdash.errors import DefinitionError, UnknownIndicatorError, UserFacingError
from pcdash.grammar import counted

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Catalogue:
    """All definitions, by id. Built by `load_catalogue`; knows nothing of loaded data."""

    indicators: dict[str, Indicator]
    sources: dict[str, Source]
    caveats: dict[str, Caveat]
    places: dict[str, Place]
    events: dict[str, Event]
    published: dict[str, PublishedFigure] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    trigger_levels: dict[str, TriggerLevel] = field(default_factory=dict)
    trigger_categories: dict[str, TriggerCategory] = field(default_factory=dict)
    sets: dict[str, IndicatorSet] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    phases: dict[str, Phase] = field(default_factory=dict)
    workstreams: dict[str, Workstream] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    proxies: dict[str, Proxy] = field(default_factory=dict)
    published_lines: dict[str, PublishedLine] = field(default_factory=dict)
    planned_aspects: dict[str, PlannedAspect] = field(default_factory=dict)
    facts: dict[str, PublishedFact] = field(default_factory=dict)
    trajectories: dict[str, PublishedTrajectory] = field(default_factory=dict)
    reports: dict[str, ReportPlan] = field(default_factory=dict)

    def indicator(self, indicator_id: str) -> Indicator:
        """The definition of one indicator.

        Raises:
            UnknownIndicatorError: no definition has that id; names the nearest ids.
        """
        if indicator_id in self.indicators:
            return self.indicators[indicator_id]
        raise unknown_indicator(indicator_id, self.indicators)

    @property
    def real_places(self) -> dict[str, Place]:
        """The places that real files may be loaded for, by id."""
        return {one.id: one for one in self.places.values() if not one.illustrative}

    def place_of_store(self, place_id: str) -> Place:
        """The place that a store says it is about.

        Raises:
            UserFacingError: no file defines it, or no longer.
        """
        if place_id in self.places:
            return self.places[place_id]
        raise UserFacingError(
            f"The store is about {place_id!r}, and data/definitions/places has no file of it."
        )

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


def load_catalogue(folder: Path = paths.DEFINITIONS) -> Catalogue:
    """Every definition in a folder of definitions, and what documents print, in that beside it.

    Raises:
        DefinitionError: lists every fault in every file: unreadable TOML, a missing or unknown
            key, a value of the wrong kind, an id used twice, a reference to nothing.
    """
    faults, printed = Faults(), folder.parent / "published"
    catalogue = Catalogue(
        indicators=_read_many(folder / "indicators", "indicator", Indicator, faults),
        sources=_read_one(folder / "sources.toml", "source", Source, faults),
        caveats=_read_one(folder / "caveats.toml", "caveat", Caveat, faults),
        places=_read_places(folder / "places", faults),
        events=_read_one(folder / "events.toml", "event", Event, faults),
        published=_read_optional(printed, "figure", PublishedFigure, faults),
        targets=_read_one(folder / "targets.toml", "target", Target, faults),
        trigger_levels=_read_one(folder / "triggers.toml", "level", TriggerLevel, faults),
        trigger_categories=_read_one(
            folder / "trigger_categories.toml", "category", TriggerCategory, faults
        ),
        sets=_read_one(folder / "sets.toml", "set", IndicatorSet, faults),
        frameworks=_read_many(folder / "frameworks", "framework", Framework, faults),
        published_lines=_read_optional(printed / "funding", "line", PublishedLine, faults),
        planned_aspects=_read_optional(printed / "delivery_plan", "aspect", PlannedAspect, faults),
        **_read_programme(folder / "programme", faults),
        facts=_read_optional(printed / "facts", "fact", PublishedFact, faults),
        trajectories=_read_optional(
            printed / "trajectories", "trajectory", PublishedTrajectory, faults
        ),
        reports=_read_optional(folder / "reports", "report", ReportPlan, faults),
    )
    for (kind, name), what in _reference_faults(catalogue, faults):
        faults.add(f"{faults.files[kind, name]}, {kind} {name!r}", what)
    if faults.lines:
        raise DefinitionError(
            f"data/definitions has {counted(len(faults.lines), 'fault')}:\n  "
            + "\n  ".join(faults.lines)
        )
    return catalogue


def _reference_faults(catalogue: Catalogue, faults: Faults) -> Iterator[references.Fault]:
    yield from references.indicator_faults(
        catalogue.indicators,
        sources=faults.referable("source", "sources.toml"),
        caveats=faults.referable("caveat", "caveats.toml"),
    )
    yield from references.place_faults(catalogue.places)
    yield from references.event_faults(catalogue.events, indicators=faults.ids("indicator"))
    yield from references.target_faults(catalogue.targets, indicators=faults.ids("indicator"))
    yield from references.set_faults(catalogue.sets, indicators=faults.ids("indicator"))
    yield from references.framework_faults(catalogue.frameworks)
    yield from references.trigger_faults(
        catalogue.trigger_levels,
        catalogue.indicators,
        known=faults.ids("indicator"),
        places=faults.ids("place"),
    )
    yield from programme_faults(
        catalogue.phases,
        catalogue.workstreams,
        catalogue.outcomes,
        indicators=faults.ids("indicator"),
        places=faults.ids("place"),
    )
    yield from proxy_faults(
        catalogue.proxies,
        catalogue.indicators,
        catalogue.frameworks.values(),
        known=faults.ids("indicator"),
    )
    yield from plan_faults(catalogue.planned_aspects, catalogue.frameworks.values())
    yield from trajectory_faults(catalogue.trajectories)
    yield from report_faults(
        catalogue.reports.values(),
        indicators=faults.ids("indicator"),
        frameworks=faults.ids("framework"),
    )
    for one in catalogue.published.values():
        if one.indicator not in faults.ids("indicator"):
            yield ("figure", one.id), f"the indicator {one.indicator!r} is not defined."


def _read_many(folder: Path, key: str, model: type[T], faults: Faults) -> dict[str, T]:
    entries: dict[str, T] = {}
    paths_of_files = sorted(folder.glob("*.toml"))
    if not paths_of_files:
        faults.add(folder.name, "the folder is missing or holds no .toml file.")
    for path in paths_of_files:
        for entry_id, entry in _read_one(path, key, model, faults).items():
            if entry_id in entries:
                faults.add(path.name, f"the id {entry_id!r} is also in another file.")
            entries[entry_id] = entry
    return entries


def _read_optional(folder: Path, key: str, model: type[T], faults: Faults) -> dict[str, T]:
    """What may be there or not: what documents print, and reports."""
    return _read_many(folder, key, model, faults) if folder.is_dir() else {}


def _read_programme(folder: Path, faults: Faults) -> dict[str, dict[str, Any]]:
    """What a programme is made of: all four files, or no folder where there is no programme."""
    if not folder.is_dir():
        return {}
    return {
        name: _read_one(folder / f"{name}.toml", key, model, faults)
        for name, key, model in (
            ("phases", "phase", Phase), ("workstreams", "workstream", Workstream),
            ("outcomes", "outcome", Outcome), ("proxies", "proxy", Proxy),
        )
    }  # fmt: skip


def _read_one(path: Path, key: str, model: type[T], faults: Faults) -> dict[str, T]:
    document = _read_toml(path, faults)
    for extra in sorted(set(document) - {key, "defaults"}):
        faults.add(path.name, f"{extra!r} is not known here; expected [defaults] and [[{key}]].")
    shared, listed = document.get("defaults", {}), document.get(key, [])
    if not isinstance(shared, dict):
        faults.add(path.name, "'defaults' is not a table; expected [defaults].")
        shared = {}
    if not isinstance(listed, list) or not all(isinstance(raw, dict) for raw in listed):
        faults.add(path.name, f"{key!r} is not a list of tables; expected [[{key}]].")
        listed = []
    entries: dict[str, T] = {}
    for raw in listed:
        merged = shared | raw
        faults.files[key, str(merged.get("id"))] = path.name
        entry = _validate(merged, model, f"{path.name}, {key} {merged.get('id')!r}", faults)
        if entry is None:
            continue
        if entry.id in entries:
            faults.add(path.name, f"the id {entry.id!r} is there twice.")
        entries[entry.id] = entry
    return entries


def _read_places(folder: Path, faults: Faults) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for path in sorted(folder.glob("*.toml")):
        place = _validate(_read_toml(path, faults), Place, path.name, faults)
        if place is None:
            continue
        faults.files["place", place.id] = path.name
        if place.id != path.stem:
            faults.add(path.name, f"its id is {place.id!r}; expected the file's own name.")
        places[place.id] = place
    return places


def _read_toml(path: Path, faults: Faults) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.add(path.name, "the file is missing.")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(path.name, f"not TOML in UTF-8: {error}.")
    faults.unreadable.add(path.name)
    return {}


def _validate(raw: dict[str, Any], model: type[T], where: str, faults: Faults) -> T | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors():
            key = ".".join(map(str, fault["loc"])) or "(whole entry)"
            faults.add(where, f"{key}: {fault['msg']}; got {fault['input']!r:.80}.")
    return None
