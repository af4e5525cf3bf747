"""Where do we stand? What the dashboard is about, what it holds, and ready questions."""

import streamlit as st

from pcdash.ui import components, frame, links, session

frame.require()
view = session.overview_view()

components.title(view.title)
components.finding(view.finding, sentence=view.last_load)
for column, (label, number) in zip(st.columns(len(view.numbers)), view.numbers, strict=True):
    column.metric(label, number)
asking, holding = st.columns((2, 3), gap="large")
with asking:
    st.subheader("How do practices differ?", anchor=False)
    for ready in view.ready:
        links.link("variation", ready.label, indicator=ready.indicator_id, period=None)
    st.subheader("And beyond that", anchor=False)
    links.link("practice", "How does one practice stand?")
    links.link("catalogue", "What do we hold, and can it be trusted?")
with holding:
    st.subheader("What is held", anchor=False)
    components.small_table(view.held, alt="What is held, by subject")
