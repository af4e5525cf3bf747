"""How do practices differ? One indicator across practices, or across their groups."""

import streamlit as st

from pcdash.charts.ranked_bars import ranked_bars
from pcdash.ui import components, controls, frame, links, selection, session

frame.require()
components.title("How do practices differ?")
view = session.variation_view(controls.question())

components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
components.notes(view.notes)
practice = links.practice_box(view.practices)
if view.counts:
    components.plain_table(view.counts.table, key="counts", alt=view.counts.alt)
else:
    chart = ranked_bars(
        view.bars,
        unit=view.unit,
        palette=components.palette(),
        benchmark=view.benchmark,
        second=view.second,
        highlighted=practice,
    )
    clicked = st.altair_chart(chart, theme=None, key="bars", on_select="rerun", alt=view.alt)
    links.follow_click(clicked)
components.why(view.why)

st.subheader("The same as a table", anchor=False)
table = view.table_by(controls.sort())
row = components.data_table(
    table, view.provenance, key="table", alt=view.provenance.title, can_select=True
)
links.follow_row(row)
components.why(view.measured, label="What is measured?")
components.source_note(view.source.lines, view.caveats)
