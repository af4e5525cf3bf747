"""Where loads go from the Load page: the store of real data, and the place that it is about."""

from dataclasses import dataclass

import streamlit as st

from pcdash import paths
from pcdash.definitions.models import Place
from pcdash.errors import UserFacingError
from pcdash.store.snapshots import Store
from pcdash.ui import selection, session
from pcdash.ui.plain import escaped
from pcdash.viewmodels import load_words


@dataclass(frozen=True)
class Target:
    """Where files go: the store of real data, its place, and its current snapshot (0 for none)."""

    store: Store
    place: Place
    number: int

    @property
    def key(self) -> tuple[str, int]:
        return self.place.id, self.number


def target(place_id: str | None = None) -> Target:
    """Where files go.

    Args:
        place_id: Whose they are; None for the place that the store is about.

    Raises:
        UserFacingError: the store is of illustrative data, or there is none and no place is given.
    """
    store, defined = Store(paths.store_folder()), session.today()
    if store.exists():
        held, is_illustrative = session.place_of_current()
        if is_illustrative:
            raise UserFacingError(load_words.REAL_APART)
        return Target(store, defined.place_of_store(place_id or held), store.current())
    if place_id is None:
        raise UserFacingError(load_words.NOTHING_LOADED)
    return Target(store, defined.place_of_store(place_id), 0)


def place() -> str | None:
    """Draw the choice whose files are loaded, where no store says it; None as long as it is open.

    No place is taken for granted: a store is about the place of its first load for good.
    """
    if Store(paths.store_folder()).exists():
        return session.place_of_current()[0]
    choices = load_words.places_of(session.today())
    if len(choices.codes) == 1:
        st.markdown(escaped(load_words.only_place_text(choices.labels[choices.first])))
        return choices.first
    return selection.choose(
        "for",
        load_words.PLACE,
        choices,
        placeholder=load_words.CHOOSE_PLACE,
        help=load_words.PLACE_RULE,
    )
