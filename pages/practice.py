"""How does one practice stand? Its details, and every figure with its CCG and England beside it."""

import streamlit as st

from pcdash.charts.time_series import SMALL, history
from pcdash.ui import components, controls, frame, selection, session

frame.require()
components.title("How does one practice stand?")
view = session.practice_view(controls.practice())

components.finding(view.heading, sentence=view.finding, subtitle=view.summary)
domain = selection.choose("domain", "Subject", view.domains, default=view.domains.first)
selection.require_known()
components.data_table(
    view.table_of(domain), view.provenance, key="figures", alt=f"Latest figures of {view.heading}"
)

components.subheading("Over time")
listed = view.histories_of(domain).codes
shown = selection.in_pages("history", "Indicators", listed, at_most=3)
for indicator_id in components.in_columns(shown):
    told = session.history_view(view.code, indicator_id)
    components.small_heading(told.title, told.finding)
    colours = components.palette()
    chart = history(told.points, unit="", palette=colours, breaks=told.breaks, size=SMALL)
    st.altair_chart(chart, theme=None, key=f"history_{indicator_id}", alt=told.alt)
    components.notes(told.break_reasons)

about, groups = st.columns((2, 3), gap="large")
with about:
    components.subheading("Details")
    components.facts(view.details)
with groups:
    components.subheading("Groups, now and before")
    components.small_table(view.memberships, alt="Groups that the practice is and was in")
components.source_note(view.source, view.caveats)
