"""How does one locality stand? A group against England, and its practices by indicator and time."""

import streamlit as st

from pcdash.charts.spine import spine
from pcdash.charts.tartan_rug import tartan_rug
from pcdash.charts.time_series import SMALL, history
from pcdash.ui import components, controls, frame, links, selection, session

frame.require()
components.title("How does one locality stand?")
code = controls.group()
told = session.locality_choices(code)
topic = selection.choose("topic", "Subject", told.topics, default=told.topics.first)
selection.require_known()
of_topic = told.indicators.get(topic, ())

profile = session.profile_view(code, told.heading, of_topic)
components.finding(told.heading, sentence=profile.finding, subtitle=told.summary)
rows = selection.in_pages("rows", "Rows", profile.table.codes, at_most=25)
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

components.subheading("Which practices differ, on what?")
shown = selection.in_pages("columns", "Indicators", of_topic, at_most=5)
rug = session.rug_view(code, tuple(shown))
components.small_heading(rug.finding, rug.sentence)
components.notes(rug.key)
st.altair_chart(
    tartan_rug(rug.cells, palette=components.palette()), theme=None, key="rug", alt=rug.alt
)
components.why(rug.why)
components.data_table(
    rug.table,
    rug.provenance,
    key="rug_table",
    alt=rug.provenance.title,
    on_row=links.opening(rug.practices),
)

components.subheading("Who could help whom?")
learning = session.learning_view(code, tuple(shown))
components.small_heading(learning.finding, learning.method)
if learning.table.rows:
    components.data_table(
        learning.table,
        learning.provenance,
        key="learning",
        alt=learning.finding,
        on_row=links.opening(rug.practices),
    )


def multiples() -> None:
    """One small chart a practice, all on one scale."""
    view = session.multiples_view(code, controls.of_topic(of_topic))
    page = selection.in_pages("multiples", "Practices", view.codes, at_most=9)
    for practice in components.in_columns(page):
        line = view.history_of(practice)
        components.small_heading(rug.practices[practice], line.finding)
        chart = history(
            line.points,
            unit="",
            palette=components.palette(),
            breaks=line.breaks,
            events=line.events,
            size=SMALL,
            domain=view.domain,
        )
        st.altair_chart(chart, theme=None, key=f"of_{practice}", alt=line.alt)
    components.notes([f"Without two figures: {name}" for name in view.without])


components.subheading("Over time, practice by practice")
components.attempt(multiples)
selection.require_known()
components.source_note(rug.source, rug.caveats)
