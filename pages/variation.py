"""How do practices differ? One indicator across practices, or across their groups."""

import streamlit as st

from pcdash.charts.ranked_bars import ranked_bars
from pcdash.ui import components, controls, frame, links, session

frame.require()
components.title("How do practices differ?")
view = session.variation_view(controls.question())
open_area = links.opening(view.practices)

components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
if view.counts:
    components.small_table(view.counts.table, alt=view.counts.alt)
else:
    chart = ranked_bars(
        view.bars,
        unit=view.unit,
        palette=components.palette(),
        benchmark=view.benchmark,
        second=view.second,
        highlighted=links.pointed_out(view.practices),
    )
    st.altair_chart(
        chart, theme=None, key="bars", on_select=links.clicked("bars", open_area), alt=view.alt
    )
    components.why(view.why)
components.notes(view.notes)
links.practice_box(view.practices)

components.subheading("The same as a table")
table = view.table_by(controls.sort())
components.data_table(
    table, view.provenance, key="table", alt=view.provenance.title, on_row=open_area
)
components.why(view.measured, label="What is measured?")
components.published(view.published)
components.source_note(view.source.lines, view.caveats)
