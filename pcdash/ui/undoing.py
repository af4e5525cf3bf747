"""The loads until now on the Load page: who loaded what, the files as they were, and undo."""

from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from pcdash import paths
from pcdash.errors import UserFacingError
from pcdash.ingest.files import own_name
from pcdash.ingest.undo import dependents_in_words, undo
from pcdash.report.preview import Preview, build_preview
from pcdash.store import originals, proposals
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.ui import address, components, destination, publishing, selection, session
from pcdash.ui.destination import Target
from pcdash.viewmodels import load_words

_HELD = "_undo"


@dataclass(frozen=True)
class Offered:
    """What undoing a load of one snapshot would change."""

    key: tuple[str, int]
    preview: Preview
    depends: tuple[str, ...]


def history() -> str | None:
    """Draw the loads until now; the one that is chosen."""
    view = session.loads_view()
    components.finding(view.finding)
    components.data_table(
        view.loads,
        view.loads_provenance,
        key="loads",
        alt=view.finding,
        on_row=lambda load: address.select("load", load),
    )
    return selection.choose(
        "load", load_words.LOAD, view.choices, placeholder=load_words.CHOOSE_LOAD
    )


def show_files(load: str) -> None:
    """The files of a load, each to be had as it was."""
    files = session.loads_view().files_of(load)
    if not files:
        return
    sha = st.selectbox(load_words.FILE_OF_LOAD, [*files], format_func=files.get, key=f"file_{load}")
    kept = originals.find(Store(Path(session.opened().folder)), sha)
    if kept is None:
        components.notes([load_words.NOT_KEPT])
        return
    st.download_button(
        load_words.DOWNLOAD_ORIGINAL,
        kept.read_bytes,
        file_name=own_name(files[sha]),
        key=f"original_{load}",
        on_click="ignore",
    )


def offer(load: str) -> None:
    """What undoing a load would change, and the button that does it."""
    components.subheading(load_words.undo_heading(load))
    publishing.do_or_say(lambda: _offer(load))


def show_offer(load: str, goes_to: Target) -> None:
    """What undoing a load would change, and what depends on it."""
    offered = _offered(load, goes_to)
    components.notes(offered.depends)
    publishing.preview(offered.preview)


def store_undo(load: str, goes_to: Target, publication: Publication) -> None:
    """Undo a load, and say so on the next run.

    Raises:
        UserFacingError: it cannot be undone now; nothing was.
    """
    with st.spinner(load_words.UNDOING):
        report = undo(
            int(load),
            store=goes_to.store,
            catalogue=session.today(),
            publication=replace(publication, expected=goes_to.number),
        )
        finding = _offered(load, goes_to).preview.finding
        publishing.say(load_words.undone_text(load, report.snapshot, finding), is_published=True)


def _offer(load: str) -> None:
    goes_to = destination.target()
    opened = session.opened()
    if opened.number != opened.current:
        raise UserFacingError(load_words.NOT_CURRENT)
    show_offer(load, goes_to)
    who, why = publishing.ask_who("undo")
    key = f"undo_{load}_{goes_to.number}"
    label = load_words.undo_label(load, needs_approval=paths.needs_approval())
    if st.button(label, type=components.emphasis(), disabled=not who, key=key):
        if paths.needs_approval():
            proposals.propose(goes_to.store, by=who, note=why, undoes=int(load))
            publishing.say(load_words.HANDED_IN)
        else:
            store_undo(load, goes_to, Publication(who, why))
        publishing.forget_note("undo")
        address.select("load", None)
        st.rerun()


def _offered(load: str, goes_to: Target) -> Offered:
    held: Offered | None = st.session_state.get(_HELD)
    key = (load, goes_to.number)
    if held is not None and held.key == key:
        return held
    with publishing.progress() as show:
        report = undo(
            int(load),
            store=goes_to.store,
            catalogue=session.today(),
            publication=None,
            look=publishing.look,
            progress=show,
        )
    shown = build_preview(
        report,
        report.seen,
        before=publishing.now(goes_to.number),
        is_illustrative=goes_to.place.illustrative,
    )
    st.session_state[_HELD] = Offered(key, shown, dependents_in_words(report))
    return st.session_state[_HELD]
