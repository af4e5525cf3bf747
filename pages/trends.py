"""Is it changing? One indicator of one place over time, and every series of the place at once."""

import streamlit as st

from pcdash.charts.icons import icon_matrix, icons
from pcdash.charts.spc import spc_chart
from pcdash.ui import components, controls, frame, place_controls, profiles, selection, views

frame.require()
components.title("Is it changing?")
place, indicator_id, screened = place_controls.trend()

if indicator_id is not None:
    view = views.trend_view(place, indicator_id, screened=screened)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    if view.signs:
        drawn = icons(view.signs, palette=components.palette())
        st.altair_chart(drawn, theme=None, key="icons", alt=view.signs_alt)
    chart = spc_chart(**view.drawn, palette=components.palette())
    st.altair_chart(chart, theme=None, key="series", alt=view.alt)
    components.why(view.why)
    components.notes(view.notes)
    components.subheading("The same as a table")
    components.data_table(view.table, view.provenance, key="table", alt=view.provenance.title)
    profiles.show_trajectories(views.trajectory_views(place, indicator_id))
    components.source_note(view.source, view.caveats)

matrix = views.trend_matrix_view(place)
components.finding(matrix.finding, sentence=matrix.sentence)
shown = selection.in_pages("rows", "Indicators", matrix.table.codes, at_most=12)
st.altair_chart(
    icon_matrix(matrix.page(tuple(shown)), palette=components.palette()),
    theme=None,
    key="matrix",
    alt=matrix.alt,
)
selection.require_known()
components.data_table(
    matrix.table,
    matrix.provenance,
    key="every",
    alt=matrix.provenance.title,
    on_row=controls.take_indicator,
)
