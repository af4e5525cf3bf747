"""How a pair of indicators is put on the Compare page."""

import streamlit as st

from pcdash.charts.scatter import scatter
from pcdash.ui import components, links
from pcdash.viewmodels.pairs import PairView


def show(view: PairView) -> None:
    """The finding, the scatter, and the same as a table."""
    form = view.form
    components.finding(form.finding, sentence=form.sentence, subtitle=form.subtitle)
    chart = scatter(
        **form.drawn,
        palette=components.palette(),
        highlighted=links.pointed_out(view.practices),
    )
    st.altair_chart(chart, theme=None, key="scatter", alt=form.alt)
    components.why(form.why, label="How is this worked out?")
    components.notes(form.notes)
    links.practice_box(view.practices)
    components.subheading("The same as a table")
    components.data_table(form.table, form.provenance, key="table", alt=form.provenance.title)
