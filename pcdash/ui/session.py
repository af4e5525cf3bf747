"""The open snapshot and the cached view-models, each cached function a line around a pure one.

Caches are keyed on the folder and number of a snapshot, both ordinary arguments, so that a page
never gets the figures of another one. Cached objects are shared or copied, and never changed.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pandas as pd
import streamlit as st

from pcdash import paths
from pcdash.definitions.catalogue import Catalogue, load_catalogue
from pcdash.errors import UserFacingError
from pcdash.ingest.illustration import make_illustrative_store
from pcdash.report import lineage_cells
from pcdash.store.connection import Snapshot, open_snapshot
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from pcdash.ui import selection
from pcdash.viewmodels import catalogue as catalogues
from pcdash.viewmodels import (
    choices,
    definition,
    histories,
    loads,
    mismatches,
    overview,
    peers,
    practice,
    profile,
    variation,
)
from pcdash.viewmodels import lineage as lineages
from pcdash.viewmodels.context import Context, context_of
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.headlines import Headlines, headlines
from pcdash.viewmodels.places import places_with
from pcdash.viewmodels.questions import Asked, build_questions
from pcdash.viewmodels.signals import Found, signals_of

MANY, FEW = 4096, 4  # views of a place of 400 indicators and 150 practices, some of each
_making = threading.Lock()
_this_run = threading.local()
T = TypeVar("T")


@dataclass(frozen=True)
class Opened:
    """Which snapshot of which store the visitor looks at, and which is the current one."""

    folder: str
    number: int
    current: int

    @property
    def key(self) -> tuple[str, int]:
        return self.folder, self.number


def begin() -> Opened:
    """Find the store, and the snapshot that the address asks for or the current one; once a run.

    Raises:
        UserFacingError: the address asks for a snapshot that does not exist.
    """
    store = Store(_folder())
    asked = selection.chosen("snapshot")
    if asked is not None and not asked.isdecimal():
        kept = ", ".join(map(str, store.numbers()))
        raise UserFacingError(f"{asked!r} is not the number of a snapshot. There are {kept}.")
    found = Opened(str(store.folder), store.find(int(asked) if asked else None), store.current())
    look_at(found)
    return found


def look_at(snapshot: Opened) -> None:
    """Make a snapshot the one that this run, or this thread, is about."""
    _this_run.opened = snapshot


def opened() -> Opened:
    """The snapshot of this run."""
    return _this_run.opened


def inside() -> choices.Inside:
    """The place that the snapshot is about."""
    return _context(*opened().key).inside


def holdings() -> pd.DataFrame:
    """What is held of every indicator."""
    return _context(*opened().key).holdings


def definitions() -> Catalogue:
    """The definitions as the snapshot has them."""
    return _context(*opened().key).catalogue


def context() -> Context:
    """The snapshot of this run with its definitions, for what is not cached."""
    return _context(*opened().key)


def today() -> Catalogue:
    """The definitions as the project's files have them now."""
    return _defined()


def place_of_current() -> tuple[str, bool]:
    """The id of the place that the current snapshot is about, and whether it is illustrative."""
    held = _snapshot(opened().folder, opened().current)
    row = run_query(held, "place").iloc[0]
    return str(row["place_id"]), bool(row["is_illustrative"])


def current_headlines() -> Headlines:
    """What the first page says of the current snapshot."""
    return _built(opened().folder, opened().current, "headlines", (), _build=headlines)


def levels(indicator_id: str, period: str, membership: str) -> choices.Choices:
    """The levels at which an indicator can be shown."""
    return _levels(*opened().key, indicator_id, period, membership)


def variation_view(question: Question) -> variation.VariationView:
    """How areas differ."""
    return view(variation.build_variation, question)


def practice_view(code: str) -> practice.PracticeView:
    """How one practice stands."""
    return view(practice.build_practice, code)


def profile_view(code: str, place: str, indicators: tuple[str, ...]) -> profile.ProfileView:
    """A place on many indicators."""
    return view(profile.build_profile, code, place, indicators)


def questions(code: str) -> tuple[Asked, ...]:
    """What is worth asking of a place."""
    return view(build_questions, code)


def peers_view(code: str, weights: tuple[int, ...]) -> peers.PeersView:
    """The practices most like one."""
    return view(peers.build_peers, code, weights)


def lineage(code: str, indicator_id: str, period: str) -> lineages.Lineage:
    """Where one figure comes from."""
    found = view(lineages.build_lineage, code, indicator_id, period)
    return _with_cells(opened().folder, found, indicator_id)


def history_view(code: str, indicator_id: str) -> histories.History:
    """One indicator of one practice over its periods."""
    return view(histories.build_history, code, indicator_id, practice_view(code).heading)


def places(indicator_id: str | None) -> choices.Choices:
    """The places that have a figure of an indicator; of any, where none is chosen."""
    return view(places_with, indicator_id)


def catalogue_view() -> catalogues.CatalogueView:
    """All indicators."""
    return view(catalogues.build_catalogue)


def definition_view(indicator_id: str) -> definition.DefinitionView:
    """One definition."""
    return view(definition.build_definition, indicator_id)


def loads_view() -> loads.LoadsView:
    """The history of loads."""
    return view(loads.build_loads)


def mismatches_view() -> mismatches.MismatchesView:
    """Published figures that differ from computed ones."""
    return view(mismatches.build_mismatches)


def view_beside(build: Callable[..., T], before: int | None, *asked: object) -> T:
    """What a builder makes of the snapshot of this run and an earlier one, None for none."""
    folder, number = opened().key

    def beside(context: Context, other: int | None, *rest: object) -> T:
        return build(context, _context(folder, other) if other else None, *rest)

    name = f"{build.__module__}.{build.__qualname__}"
    return _built(folder, number, name, (before, *asked), _build=beside)


def found_signals() -> Found:
    """The signals of this run's snapshot."""
    return signals_of(context(), paths.false_discovery_rate())


def store() -> Store:
    """The store of this run."""
    return Store(Path(opened().folder))


def overview_view() -> overview.OverviewView:
    """The first page."""
    return view(overview.build_overview)


def _folder() -> Path:
    real = Store(paths.store_folder())
    if real.exists():
        return real.folder
    illustrative = Store(paths.illustrative_folder())
    if not illustrative.exists():
        with _making:  # a second visitor waits for the first
            if not illustrative.exists():
                _make(illustrative)
    return illustrative.folder


def _make(store: Store) -> None:
    place = st.empty()
    with place.container():
        st.title("Making the illustrative data", anchor=False)
        st.markdown("No data have been loaded yet. This is done once, and takes some seconds.")
        bar = st.progress(0.0)
        make_illustrative_store(
            store, _defined(), progress=lambda what, share: bar.progress(min(share, 1.0), what)
        )
    place.empty()


@st.cache_resource(show_spinner=False, max_entries=FEW)
def _snapshot(folder: str, number: int) -> Snapshot:
    return open_snapshot(Store(Path(folder)), number)


@st.cache_resource(show_spinner=False)
def _defined() -> Catalogue:
    return load_catalogue()


@st.cache_resource(show_spinner=False, max_entries=FEW)
def _context(folder: str, number: int) -> Context:
    return context_of(_snapshot(folder, number), _defined())


def view(build: Callable[..., T], *asked: object) -> T:
    """What a builder of view-models makes of the snapshot of this run."""
    name = f"{build.__module__}.{build.__qualname__}"
    return _built(*opened().key, name, asked, _build=build)


@st.cache_data(show_spinner=False, max_entries=MANY)
def _built(
    folder: str, number: int, name: str, asked: tuple[object, ...], *, _build: Callable[..., T]
) -> T:
    return _build(_context(folder, number), *asked)


@st.cache_data(show_spinner="Looking for the cell", max_entries=MANY)
def _with_cells(folder: str, found: lineages.Lineage, indicator_id: str) -> lineages.Lineage:
    return lineage_cells.with_cells(found, Store(Path(folder)), indicator_id)


@st.cache_data(show_spinner=False, max_entries=MANY)
def _levels(
    folder: str, number: int, indicator_id: str, period: str, membership: str
) -> choices.Choices:
    return choices.levels(
        _snapshot(folder, number),
        _context(folder, number).holdings,
        _context(folder, number).catalogue.indicator(indicator_id),
        period=period,
        membership=membership,
    )
