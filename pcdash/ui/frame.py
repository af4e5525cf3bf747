"""The frame around every page: the menu, what holds for all pages, and what went wrong, in words.

Streamlit runs a file in `pages/` by itself on the first request of a process, without app.py;
`require` sends the visitor through app.py then (see shared/streamlit.md).
"""

import importlib
import threading
from dataclasses import dataclass

import streamlit as st

from pcdash import paths
from pcdash.errors import UserFacingError
from pcdash.ui import address, components, selection, session
from pcdash.ui.plain import escaped

# Imported while the first visitor reads the first page: a cold import costs a second or two.
HEAVY = ("pcdash.charts.ranked_bars", "pcdash.charts.time_series", "openpyxl", "pandas.io.formats")
_this_run = threading.local()
_warming = threading.Lock()


@dataclass(frozen=True)
class Entry:
    """One page: its file and address, and the question that it answers."""

    name: str
    question: str

    @property
    def file(self) -> str:
        return str(paths.ROOT / "pages" / f"{self.name}.py")


# The menu, in order; the first is the page at /.
ENTRIES = (
    Entry("overview", "Where do we stand?"),
    Entry("variation", "How do practices differ?"),
    Entry("practice", "How does one practice stand?"),
    Entry("catalogue", "What do we hold, and can it be trusted?"),
)


def pages() -> list[st.Page]:
    """Every page, for Streamlit, the menu and the tests."""
    return [
        st.Page(entry.file, title=entry.question, default=entry is ENTRIES[0])
        for entry in ENTRIES
    ]


def page(name: str) -> st.Page:
    """One page, to link to."""
    return next(one for one, entry in zip(pages(), ENTRIES, strict=True) if entry.name == name)


def run() -> None:
    """Draw the frame around the current page (called by app.py)."""
    listed = pages()
    current = st.navigation(listed, position="hidden")
    name = next(
        entry.name for one, entry in zip(listed, ENTRIES, strict=True) if one.title == current.title
    )
    address.follow(name)
    selection.begin()
    _this_run.framed = True
    try:
        _draw(current, name)
    finally:
        _this_run.framed = False
    address.publish(name)
    _warm()


def require() -> None:
    """Send the visitor through app.py if Streamlit has opened this page file by itself."""
    if not getattr(_this_run, "framed", False):
        st.navigation(pages())  # ends the legacy mode for this process
        st.rerun()


def _draw(current: st.Page, name: str) -> None:
    try:
        opened = session.begin()
        _menu(name)
        components.banners(session.inside(), opened)
        current.run()
    except selection.NothingChosenError as prompt:
        st.info(escaped(prompt))
    except UserFacingError as error:
        components.require_title(current.title)
        st.error(escaped(error))


def _menu(name: str) -> None:
    with st.sidebar:
        st.markdown(f"**{escaped(session.inside().place_name)}**")
        for entry in ENTRIES:
            here = " (this page)" if entry.name == name else ""
            st.page_link(
                page(entry.name),
                label=f"{entry.question}{here}",
                query_params=address.of_page(entry.name),
            )


def _warm() -> None:
    """Import in the background what later pages need, once a process."""
    if not _warming.acquire(blocking=False):
        return
    threading.Thread(target=_import_heavy, daemon=True, name="warming").start()


def _import_heavy() -> None:
    for module in HEAVY:
        importlib.import_module(module)
