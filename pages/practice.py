"""How does one practice stand? Its details, and every figure with its CCG and England beside it."""

import streamlit as st

from pcdash.charts.time_series import SMALL, history
from pcdash.ui import components, controls, frame, selection, session

frame.require()
components.title("How does one practice stand?")
view = session.practice_view(controls.practice())

components.finding(view.heading, sentence=view.finding, subtitle=view.status)
about, groups = st.columns((2, 3), gap="large")
with about:
    st.subheader("Details", anchor=False)
    components.facts(view.details)
with groups:
    st.subheader("Groups, now and before", anchor=False)
    components.small_table(view.memberships, alt="Groups that the practice is and was in")

st.subheader("Latest figures", anchor=False)
domain = selection.choose("domain", "Subject", view.domains, default=view.domains.first)
selection.require_known()
components.data_table(
    view.table_of(domain), view.provenance, key="figures", alt=f"Latest figures of {view.heading}"
)

st.subheader("Over time", anchor=False)
for shown in components.in_pages(view.histories_of(domain), "history"):
    told = session.history_view(view.code, shown)
    components.small_heading(told.title, told.finding)
    chart = history(
        told.points, unit=told.unit, palette=components.palette(), breaks=told.breaks, size=SMALL
    )
    st.altair_chart(chart, theme=None, key=f"history_{shown}", alt=told.alt)
    components.notes(told.break_reasons)
components.source_note(view.source, view.caveats)
