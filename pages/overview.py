"""Where do we stand? What the dashboard is about, what it holds, and ready questions."""

import streamlit as st

from pcdash.ui import components, frame, links, session

frame.require()
view = session.overview_view()

components.title(view.title)
components.finding(view.finding, sentence=view.last_load)
with st.grid(min_column_width=110):
    for label, number in view.numbers:
        st.metric(label, number)
asking, holding = st.columns(2, gap="large")
with asking:
    components.subheading("How do practices differ?")
    for ready in components.in_columns(view.ready, 2):
        links.link("variation", ready.label, indicator=ready.indicator_id, period=None)
    components.subheading("And beyond that")
    links.link("practice", "How does one practice stand?")
    links.link("catalogue", "Can the data be trusted?")
with holding:
    components.subheading("What is held")
    components.small_table(view.held, alt="What is held, by subject")
