"""The parts of the Specification page, each drawn from its own view-model."""

from collections.abc import Callable, Mapping

import streamlit as st

from pcdash.charts.delivery_grid import delivery_grid
from pcdash.ui import (
    components,
    declaring,
    place_controls,
    programme_controls,
    programme_views,
    selection,
)
from pcdash.viewmodels.specification import NOT_HELD, SpecificationView


def show(area: str) -> None:
    """How far the specification is in a place, aspect by aspect, and what to ask."""
    if not programme_views.specification_held():
        components.nothing_held(NOT_HELD)
    view = programme_views.specification_view(area, programme_controls.grid_rows())
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    show_grid(view)
    components.subheading("What is done for one aspect?")
    aspect = programme_controls.aspect(view.choices)
    selection.require_known()
    show_aspect(area, aspect)
    components.subheading("What to ask practices")
    show_enquiries(area)
    components.source_note(view.source)


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


TASKS: Mapping[str, Callable[[str], None]] = {"look": show, "record": declaring.show}
