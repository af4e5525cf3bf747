"""What waits for a second person on the Load page: looked at as by its proposer, then approved."""

from collections.abc import Callable, Iterator
from functools import partial

import streamlit as st

from pcdash import paths
from pcdash.errors import UserFacingError
from pcdash.store import proposals
from pcdash.store.proposals import Proposal
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.ui import address, components, destination, loading, publishing, selection, undoing
from pcdash.ui.destination import Target
from pcdash.viewmodels import proposals as words

Approve = Callable[[Publication], None]
_HELD = "_proposal"


def count() -> int | None:
    """How many proposals wait; None where nobody's approval is needed and none waits."""
    found = len(proposals.waiting(_store()))
    return found if found or paths.needs_approval() else None


def show() -> None:
    """Draw the proposals, and the one that is chosen with the buttons that settle it."""
    found = {one.id: one for one in proposals.waiting(_store())}
    components.finding(words.finding_of(len(found)))
    chosen = selection.choose(
        "proposal",
        words.PROPOSAL,
        words.choices_of(found.values()),
        placeholder=words.CHOOSE_PROPOSAL,
    )
    if chosen in found:
        _show(found[chosen])


def _show(proposal: Proposal) -> None:
    components.notes(words.notes_of(proposal))
    ready: list[Approve] = []  # empty where it cannot be done any more, which is said
    publishing.do_or_say(lambda: ready.extend(_previewed(proposal)))
    components.subheading(words.APPROVE)
    who, _ = publishing.ask_who("approve", with_note=False)
    first, second = st.columns(2)
    number = _store().current() if _store().exists() else 0
    key = f"approve_{proposal.id}_{number}"
    cannot = not (who and ready)
    if first.button(
        words.APPROVE_AND_PUBLISH, type=components.emphasis(), disabled=cannot, key=key
    ):
        publishing.do_or_say(lambda: _approve(proposal, who, ready[0]))
    if second.button(words.SEND_BACK, key=f"back_{proposal.id}", disabled=not who):
        publishing.say(words.sent_back_text(proposal))
        _gone(proposal)


def _previewed(proposal: Proposal) -> Iterator[Approve]:
    """Draw what the proposal would change; gives what publishes it, if it changes anything."""
    goes_to = destination.target(proposal.place)
    if proposal.undoes is not None:
        load = str(proposal.undoes)
        undoing.show_offer(load, goes_to)
        yield partial(undoing.store_undo, load, goes_to)
        return
    upload = _examined(proposal, goes_to)
    loading.show_problems(upload.problems)
    loading.show_preview(upload)
    if upload.preview is not None and not upload.preview.changes_nothing:
        yield partial(loading.store_upload, upload)


def _approve(proposal: Proposal, who: str, approve: Approve) -> None:
    if words.same_person(who, proposal.by):
        raise UserFacingError(words.own_text(proposal))
    approve(Publication(proposal.by, proposal.note, approved_by=who))
    _gone(proposal)


def _gone(proposal: Proposal) -> None:
    proposals.withdraw(_store(), proposal.id)
    st.session_state.pop(_HELD, None)
    address.select("proposal", None)
    st.rerun()


def _examined(proposal: Proposal, goes_to: Target) -> loading.Upload:
    key = (proposal.id,)
    held: loading.Upload | None = st.session_state.get(_HELD)
    if held is None or held.ids != key or held.target.number != goes_to.number:
        held = loading.examine(key, proposal.paths, None, goes_to, skips_bad=proposal.skips_bad)
        st.session_state[_HELD] = held
    return held


def _store() -> Store:
    return Store(paths.store_folder())
