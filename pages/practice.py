"""How does one practice stand? Its profile, trends and peers, and every figure beside England's."""

import streamlit as st

from pcdash.ui import (
    components,
    controls,
    frame,
    links,
    place_controls,
    profiles,
    selection,
    session,
)

frame.require()
components.title("How does one practice stand?")
view = session.practice_view(controls.practice())

components.finding(view.heading, sentence=view.finding, subtitle=view.summary)
of_topic = place_controls.topic(view.topics, key="domain")

components.subheading("Against England")
profiles.show_spine(session.profile_view(view.code, view.heading, of_topic))

components.subheading("Questions worth asking")
links.questions(session.questions(view.code))

components.subheading("Over time")
profiles.show_histories(view.histories_of(of_topic), view.code)

components.subheading("Practices like this one")
components.attempt(lambda: profiles.show_peers(view.code))

components.subheading("Every figure")
components.data_table(
    view.table_of(of_topic),
    view.provenance,
    key="figures",
    alt=f"Latest figures of {view.heading}",
    on_row=place_controls.take_figure,
)
traced = place_controls.figure(view.titles_of(of_topic))
if traced:
    period = place_controls.figure_period(view.period_of(traced))
    lineage = session.lineage(view.code, traced, period)
    components.small_heading(lineage.heading)
    if lineage.table.rows:
        components.small_table(lineage.table, alt=lineage.heading)
    components.notes(lineage.notes)
about, groups = st.columns((2, 3), gap="large")
with about:
    components.subheading("Details")
    components.facts(view.details)
with groups:
    components.subheading("Groups, now and before")
    components.small_table(view.memberships, alt="Groups that the practice is and was in")
selection.require_known()
components.source_note(view.source, view.caveats)
