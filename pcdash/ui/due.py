"""The load calendar on the Load page: which file is due, and what each looks like."""

from datetime import date

import streamlit as st

from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ui import components, session
from pcdash.viewmodels.load_calendar import LAYOUTS, RULE, TIMING, build_calendar


def show() -> None:
    """The calendar, what needs doing first at its top."""
    view = build_calendar(session.context(), session.today().sources, FORMATS, today=date.today())
    components.finding(view.finding, sentence=view.sentence)
    components.small_table(view.shown, alt=view.finding)
    components.notes([RULE])
    components.downloads(view.table, view.provenance, key="calendar")
    components.subheading(TIMING)
    components.notes(view.timing)
    with st.expander(LAYOUTS):
        components.small_table(view.layouts, alt=LAYOUTS)
        components.downloads(view.layouts, view.layouts_provenance, key="layouts")
