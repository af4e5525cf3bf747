"""What every view-model is built from: an open snapshot, and what holds for all questions to it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels.choices import Inside, inside
from pcdash.viewmodels.levels import areas_at_level
from pcdash.viewmodels.loaded_definitions import with_loaded
from pcdash.viewmodels.series import series_of

LEVELS_KEPT = 128
SERIES_KEPT = 64
PARTS_KEPT = 256


@dataclass(frozen=True)
class Context:
    """A snapshot with its definitions, its place and what it holds.

    `catalogue` has the definitions as they were when the snapshot was made, with the targets,
    events and trigger values that were loaded. `areas_at_level` and
    `series_of` are those of `pcdash.viewmodels.levels` and `series` for the snapshot, each answer
    kept: a snapshot never changes, and a page asks for one place again and again. `kept(build,
    *asked)` is what any other builder makes of this context, for what many pages ask alike.
    """

    snapshot: Snapshot
    catalogue: Catalogue
    inside: Inside
    holdings: pd.DataFrame
    areas_at_level: Callable[..., pd.DataFrame] = field(init=False, compare=False, repr=False)
    series_of: Callable[[str], pd.DataFrame] = field(init=False, compare=False, repr=False)
    kept: Callable[..., Any] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        levels = lru_cache(LEVELS_KEPT)(partial(areas_at_level, self.snapshot))
        series = lru_cache(SERIES_KEPT)(partial(series_of, self.snapshot, self.catalogue))
        object.__setattr__(self, "areas_at_level", levels)
        object.__setattr__(self, "series_of", series)
        parts = lru_cache(PARTS_KEPT)(lambda build, *asked: build(self, *asked))
        object.__setattr__(self, "kept", parts)


def context_of(snapshot: Snapshot, catalogue: Catalogue) -> Context:
    """The context of a snapshot.

    Args:
        catalogue: The definitions of today; the snapshot's own are taken from it.
    """
    place = inside(snapshot)
    return Context(
        snapshot,
        with_loaded(snapshot, definitions_of(snapshot, catalogue), place.place_id),
        place,
        run_query(snapshot, "holdings_of_all"),
    )


def definitions_of(snapshot: Snapshot, catalogue: Catalogue) -> Catalogue:
    """The catalogue with the indicators as they were defined when the snapshot was made.

    Where the snapshot is of illustrative data, that is the source of every indicator: nobody
    published them.
    """
    held = run_query(snapshot, "definitions")
    indicators = {
        # a field that definitions had then may be gone now
        row.indicator_id: Indicator.model_validate_json(row.definition, extra="ignore")
        for row in held.itertuples()
    }
    sources = catalogue.sources
    if run_query(snapshot, "place")["is_illustrative"].iloc[0]:
        sources = dict.fromkeys(sources, sources["illustrative"])
    return replace(catalogue, indicators=indicators, sources=sources)
