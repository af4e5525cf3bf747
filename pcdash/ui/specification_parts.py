"""The parts of the Specification page, each drawn from its own view-model."""

import streamlit as st

from pcdash.charts.delivery_grid import delivery_grid
from pcdash.ui import components, place_controls, programme_controls, programme_views
from pcdash.viewmodels.specification import SpecificationView


def show_grid(view: SpecificationView) -> None:
    """Aspects by quarter, where each stands, and the same as tables."""
    grid = delivery_grid(
        view.cells,
        rows=view.rows,
        columns=view.columns,
        groups=view.groups,
        today=view.today,
        palette=components.palette(),
    )
    st.altair_chart(grid, theme=None, key="grid", alt=view.alt)
    components.caption(view.key)
    components.notes(view.notes)
    components.subheading("Where does each aspect stand?")
    for key, table, heading in (
        ("aspects", view.aspects, ""),
        ("grid_table", view.grid, "The grid as a table"),
        ("activities", view.activities, "All local activities"),
    ):
        with st.expander(heading) if heading else st.container():
            components.data_table(
                table, view.provenance, key=key, alt=heading or view.alt,
                on_row=programme_controls.take_aspect,
            )  # fmt: skip


def show_aspect(area: str, aspect: str) -> None:
    """What is done for one aspect, and what practices declare of it."""
    view = programme_views.aspect_view(area, aspect)
    components.small_heading(view.heading, view.activities_said)
    if view.activities.rows:
        components.small_table(view.activities, alt=view.activities_said)
    components.notes([view.declared_said, *view.notes])
    components.data_table(
        view.declared, view.provenance, key="declared", alt=view.declared_said,
        on_row=place_controls.take_practice,
    )  # fmt: skip
    components.published(view.published)


def show_enquiries(area: str) -> None:
    """What to ask practices whose declarations and figures do not go together."""
    view = programme_views.enquiries_view(area)
    components.small_heading(view.finding, view.sentence)
    if view.table.rows:
        components.data_table(
            view.table, view.provenance, key="enquiries", alt=view.finding,
            on_row=place_controls.take_practice,
        )  # fmt: skip
    components.notes(view.notes)
    components.why(view.why, label="When is a marker a question?")
