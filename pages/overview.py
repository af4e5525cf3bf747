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
    links.ready(view.ready)
    components.subheading("How do their groups differ?")
    links.ready(view.ready_groups)
with holding:
    components.subheading("What is held")
    components.small_table(view.held, alt="What is held, by subject")
