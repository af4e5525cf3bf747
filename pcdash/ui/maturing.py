"""The parts of the Maturity page that show how places stand: the matrix, one place, the tables."""

import streamlit as st

from pcdash.charts.maturity_distribution import maturity_distribution
from pcdash.charts.maturity_heatmap import maturity_heatmap
from pcdash.errors import NoChartError
from pcdash.ui import components, maturity_controls, views
from pcdash.ui.maturity_controls import Asked
from pcdash.ui.plain import escaped
from pcdash.viewmodels.maturity import NO_RANKING, MaturityView

STATES = "What do the states look like?"


def show(asked: Asked) -> None:
    """How places stand on a framework; where nothing can be shown, why, and what it is about."""
    try:
        _show(asked)
    except NoChartError as reason:
        components.nothing_held(str(reason))
        about, states = views.maturity_about(asked.framework, asked.group)
        components.why(states, label=STATES)
        components.notes((about, NO_RANKING))
    components.published(views.maturity_published(asked.framework))


def _show(asked: Asked) -> None:
    view = views.maturity_view(asked.framework, asked.level, asked.area, asked.group, asked.order)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    drawn = st.container()  # before the boxes, which say which of its cells stands out
    components.why(view.themes, label=STATES)
    components.notes((view.about, NO_RANKING, *view.notes))
    components.subheading("What is behind a state?")
    place, theme = maturity_controls.cell(view.labels, view.theme_labels)
    with drawn:
        _matrix(view, place, theme)
    if place:
        _one_place(asked.framework, place, theme)
    else:
        st.caption("Choose a place, or a cell of the chart: evidence, its age and history follow.")
    _tables(view)


def _matrix(view: MaturityView, place: str | None, theme: str | None) -> None:
    chart = maturity_heatmap(
        view.cells,
        palette=components.palette(),
        chosen=(place, theme) if place and theme else None,
    )
    st.altair_chart(
        chart,
        theme=None,
        key="matrix",
        on_select=maturity_controls.clicked("matrix"),
        alt=view.alt,
    )
    st.caption(escaped(view.key))


def _one_place(framework: str, place: str, theme: str | None) -> None:
    view = views.maturity_place_view(framework, place, theme)
    components.small_heading(view.heading, view.sentence)
    if view.theme:
        components.small_heading(view.theme)
        components.facts(view.facts)
    if not view.cells.empty:
        chart = maturity_heatmap(view.cells, palette=components.palette(), names_share=0.5)
        st.altair_chart(chart, theme=None, key="rounds", alt=view.alt)
    if view.history.rows:
        components.small_heading("Everything that was recorded of it, and what counts")
        components.data_table(view.history, view.provenance, key="history", alt=view.heading)


def _tables(view: MaturityView) -> None:
    components.subheading("The same as a table")
    components.data_table(
        view.matrix, view.provenance, key="matrix_table", alt=view.alt,
        on_row=maturity_controls.take_place,
    )  # fmt: skip
    with st.expander("Every assessment, with who made it and its evidence"):
        components.data_table(
            view.every, view.provenance, key="every", alt=view.provenance.title,
            on_row=maturity_controls.take_cell,
        )  # fmt: skip
    components.subheading("Where do ambition and state differ most?")
    components.notes([view.apart])
    if view.gaps.rows:
        components.data_table(
            view.gaps, view.provenance, key="gaps", alt=view.apart,
            on_row=maturity_controls.take_cell,
        )  # fmt: skip
    components.subheading("How are the states spread, theme by theme?")
    chart = maturity_distribution(view.stacks, palette=components.palette())
    st.altair_chart(chart, theme=None, key="spread", alt=f"Bars of states by theme. {view.finding}")
    components.data_table(view.counts, view.provenance, key="counts", alt="Places by theme, state")
    components.source_note(view.source)
