"""The frame around every page: the menu, what holds for all pages, and what went wrong, in words.

Streamlit runs a file in `pages/` by itself on the first request of a process, without app.py;
`require` sends the visitor through app.py then.
"""

import threading

import streamlit as st

from pcdash.errors import UserFacingError
from pcdash.ui import address, components, evidence, links, preparing, selection, session, warming
from pcdash.ui.entries import ENTRIES, entry, pages
from pcdash.ui.plain import escaped

_this_run = threading.local()


def run() -> None:
    """Draw the frame around the current page (called by app.py)."""
    current = st.navigation(pages(), position="hidden")
    name = current.url_path or ENTRIES[0].name
    address.follow(name)
    links.follow(name)
    selection.begin()
    _this_run.framed = True
    try:
        _draw(current, name)
    finally:
        _this_run.framed = False
    address.publish(name)
    warming.warm()


def require() -> None:
    """Send the visitor through app.py if Streamlit has opened this page file by itself."""
    if not getattr(_this_run, "framed", False):
        st.navigation(pages())  # ends the legacy mode for this process
        st.rerun()


def _draw(current: st.Page, name: str) -> None:
    components.begin()
    place = ""
    try:
        opened = session.begin()
        place = session.inside().place_name
        _menu(name, place)
        components.banners(session.inside(), opened)
        evidence.offer_changes(opened)
        current.run()
        if entry(name).has_figures and not address.is_presenting():
            links.frozen(name, opened.number)
        preparing.begin(opened)
    except selection.NothingChosenError as prompt:
        st.info(escaped(prompt))
    except UserFacingError as error:
        if not place:
            # Without the snapshot that was asked for, the menu leads to the current one.
            _menu(name, "Primary care dashboard", snapshot=None)
        components.require_title(current.title)
        st.error(escaped(error))


def _menu(name: str, heading: str, **changes: str | None) -> None:
    with st.sidebar:
        st.markdown(f"**{escaped(heading)}**")
        for one in ENTRIES:
            here = " (here)" if one.name == name else ""
            links.menu(one.name, f"{one.question}{here}", **changes)
