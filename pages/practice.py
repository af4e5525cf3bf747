"""How does one practice stand? Its profile, trends and peers, and every figure beside England's."""

import streamlit as st

from pcdash.charts.spine import spine
from pcdash.charts.time_series import SMALL, history
from pcdash.ui import components, controls, frame, links, selection, session

frame.require()
components.title("How does one practice stand?")
view = session.practice_view(controls.practice())

components.finding(view.heading, sentence=view.finding, subtitle=view.summary)
domain = selection.choose("domain", "Subject", view.domains, default=view.domains.first)
selection.require_known()

components.subheading("Against England")
profile = session.profile_view(view.code, view.heading, view.table_of(domain).codes)
rows = selection.in_pages("rows", "Indicators", profile.table.codes, at_most=25)
if rows:
    chart = spine(
        profile.page(tuple(rows)),
        palette=components.palette(),
        second=profile.second,
        benchmark="England",
    )
    st.altair_chart(chart, theme=None, key="spine", alt=profile.alt)
    components.why(profile.why)
    components.notes(profile.notes)
    components.data_table(profile.table, profile.provenance, key="profile", alt=profile.alt)

components.subheading("Questions worth asking")
links.questions(session.questions(view.code))

components.subheading("Over time")
listed = view.histories_of(domain).codes
shown = selection.in_pages("history", "Series", listed, at_most=3)
for indicator_id in components.in_columns(shown):
    told = session.history_view(view.code, indicator_id)
    components.small_heading(told.title, told.finding)
    colours = components.palette()
    chart = history(
        told.points, unit="", palette=colours, breaks=told.breaks, events=told.events, size=SMALL
    )
    st.altair_chart(chart, theme=None, key=f"history_{indicator_id}", alt=told.alt)
    components.notes(told.break_reasons)


def peers() -> None:
    """The practices most like this one."""
    like = session.peers_view(view.code, controls.weights())
    components.small_heading(like.finding, like.sentence)
    components.notes([like.method])
    components.data_table(
        like.table, like.provenance, key="peers", alt=like.finding, on_row=controls.take_practice
    )


components.subheading("Practices like this one")
components.attempt(peers)

components.subheading("Every figure")
components.data_table(
    view.table_of(domain), view.provenance, key="figures", alt=f"Latest figures of {view.heading}"
)
about, groups = st.columns((2, 3), gap="large")
with about:
    components.subheading("Details")
    components.facts(view.details)
with groups:
    components.subheading("Groups, now and before")
    components.small_table(view.memberships, alt="Groups that the practice is and was in")
components.source_note(view.source, view.caveats)
