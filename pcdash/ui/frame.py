"""The frame around every page: the menu, what holds for all pages, and what went wrong, in words.

Streamlit runs a file in `pages/` by itself on the first request of a process, without app.py;
`require` sends the visitor through app.py then.
"""

import importlib
import threading

import streamlit as st

from pcdash.errors import UserFacingError
from pcdash.ui import address, components, links, selection, session
from pcdash.ui.entries import ENTRIES, pages
from pcdash.ui.plain import escaped

# Imported while the first visitor reads the first page: a cold import costs a second or two.
HEAVY = ("pcdash.charts.ranked_bars", "pcdash.charts.time_series", "pcdash.report.table_files")
_this_run = threading.local()
_warming = threading.Lock()


def run() -> None:
    """Draw the frame around the current page (called by app.py)."""
    current = st.navigation(pages(), position="hidden")
    name = current.url_path or ENTRIES[0].name
    address.follow(name)
    links.follow()
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
    components.begin()
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
            here = " (here)" if entry.name == name else ""
            links.menu(entry.name, f"{entry.question}{here}")


def _warm() -> None:
    """Import in the background what later pages need, once a process."""
    if _warming.acquire(blocking=False):
        threading.Thread(target=_import_heavy, daemon=True, name="warming").start()


def _import_heavy() -> None:
    for module in HEAVY:
        importlib.import_module(module)
