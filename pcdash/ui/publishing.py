"""What loading and undoing share: who does it and why, the bar, what is said, the headlines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from pcdash.errors import UserFacingError
from pcdash.ingest.load import Progress
from pcdash.report.preview import Preview, Seen, see
from pcdash.store.connection import Snapshot
from pcdash.ui import components, links, session
from pcdash.ui.plain import escaped
from pcdash.viewmodels import load_words
from pcdash.viewmodels.headlines import Headlines

_SAID, _NAME = "_said", "_name"


def said() -> None:
    """Say once what the last publish or undo did."""
    if _SAID in st.session_state:
        text, is_published = st.session_state.pop(_SAID)
        st.success(escaped(text))
        if is_published:
            links.link("load", load_words.TO_HISTORY, part="history", load=None)


def say(text: str, *, is_published: bool = False) -> None:
    """Say something on the next run, at the top of the page; with the way to what was published."""
    st.session_state[_SAID] = text, is_published


def moved(number: int) -> None:
    """Say that what is shown below is not what was shown before."""
    st.warning(load_words.moved_text(number))


def forget_note(key: str) -> None:
    """Forget the note that was written, once it is in the history."""
    st.session_state.pop(f"_{key}_note", None)
    st.session_state.pop(f"{key}_note", None)


def ask_who(key: str, *, with_note: bool = True) -> tuple[str, str]:
    """Draw the boxes for a name and a note; what is in them."""
    name, note = f"{key}_name", f"{key}_note"
    first, second = st.columns((1, 2))
    with first:
        who = _written(name, _NAME, load_words.WHO, help=load_words.UNVERIFIED, max_chars=100)
    why = ""
    if with_note:
        with second:
            why = _written(note, f"_{note}", load_words.WHY, max_chars=500)
    if not who:
        st.caption(load_words.NAME_FIRST)
    return who, why


def _written(key: str, kept: str, label: str, **settings: object) -> str:
    """A box whose text is kept while other pages are looked at."""
    st.session_state.setdefault(key, st.session_state.get(kept, ""))
    st.session_state[kept] = st.text_input(label, key=key, **settings)
    return st.session_state[kept].strip()


def do_or_say(act: Callable[[], None]) -> None:
    """Do something that may be refused; then say why, and keep what was typed."""
    try:
        act()
    except UserFacingError as reason:
        st.error(escaped(reason))


def preview(shown: Preview) -> None:
    """What would be added, changed and removed, with what it would move."""
    components.subheading(shown.finding)
    if shown.changes_nothing:
        return
    if shown.headlines.rows:
        components.small_heading(load_words.FIRST_PAGE)
        components.small_table(shown.headlines, alt=load_words.FIRST_PAGE_ALT)
    for heading, table, key in (
        (load_words.BY_INDICATOR, shown.by_indicator, "preview_indicators"),
        (load_words.BY_CATEGORY, shown.categories, "preview_categories"),
        (load_words.BY_FIGURE, shown.figures, "preview"),
        (load_words.BY_RECORD, shown.records, "preview_records"),
    ):
        if table.rows:
            components.small_heading(heading)
            components.data_table(table, shown.provenance, key=key, alt=shown.finding)
    if shown.note:
        components.notes([shown.note])


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar that is gone when the work is done, or was refused."""
    place = st.empty()
    try:
        yield lambda what, share: place.progress(min(share, 1.0), escaped(what))
    finally:
        place.empty()


def look(snapshot: Snapshot) -> Seen:
    """What a preview needs of what is being made."""
    return see(snapshot, session.today())


def now(number: int) -> Headlines:
    """The headlines of the current snapshot; none where nothing was ever loaded (0)."""
    return session.current_headlines() if number else {}
