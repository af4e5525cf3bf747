"""The parts of the Programme page, each drawn from its own view-model."""

from collections.abc import Callable, Mapping

import streamlit as st

from pcdash.charts.delivery_grid import delivery_grid
from pcdash.charts.milestones import milestones
from pcdash.ui import (
    components,
    links,
    place_controls,
    programme_controls,
    programme_views,
    selection,
)

MOST_ROWS = 40


def show_delivery(area: str) -> None:
    """Milestones in time, then phases and workstreams."""
    view = programme_views.milestones_view(area)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    if len(view.bars):
        chart = milestones(view.bars, palette=components.palette())
        st.altair_chart(chart, theme=None, key="milestones", alt=view.alt)
        components.caption(view.key)
    components.notes(view.notes)
    if view.table.rows:
        components.data_table(view.table, view.provenance, key="milestone_table", alt=view.alt)
    components.subheading("Phases")
    components.small_table(view.phases, alt="Phases of the programme")
    components.subheading("Workstreams")
    components.small_table(view.workstreams, alt="Workstreams, what they aim at, and milestones")
    components.notes(view.papers)
    components.source_note(view.source)


def show_actions(area: str) -> None:
    """The ten high impact actions by network or practice."""
    view = programme_views.actions_view(area, programme_controls.actions_by())
    components.finding(view.finding, sentence=view.sentence)
    shown = selection.in_pages("rows", "Places", tuple(view.places), at_most=MOST_ROWS)
    cells, rows = view.cells_of(shown)
    if len(view.cells):
        chart = delivery_grid(
            cells, rows=rows, columns=view.columns, are_quarters=False,
            palette=components.palette(),
        )  # fmt: skip
        st.altair_chart(chart, theme=None, key="actions", alt=view.alt)
    for line in view.key:
        components.caption(line)
    components.notes(view.notes)
    components.subheading("How far is each action?")
    components.small_table(view.counts, alt="Actions by how far they are")
    components.data_table(view.table, view.provenance, key="action_table", alt=view.alt)
    components.source_note(view.source)


def show_estates(area: str) -> None:
    """Premises, schemes and digitised records by practice."""
    view = programme_views.estates_view(area)
    components.finding(view.finding, sentence=view.sentence)
    components.small_table(view.kinds, alt="Practices by premises and condition")
    components.notes(view.notes)
    components.data_table(
        view.table, view.provenance, key="estates", alt=view.finding,
        on_row=place_controls.take_practice,
    )  # fmt: skip
    components.source_note(view.source)


def show_outcomes(area: str) -> None:
    """What the programme is to achieve."""
    view = programme_views.outcomes_view(area)
    components.finding(view.finding, sentence=view.sentence)
    components.small_table(view.table, alt=view.finding)
    components.downloads(view.table, view.provenance, key="outcomes")
    components.notes(view.notes)
    with st.expander("How practices differ on these indicators"):
        for indicator_id, title in programme_controls.of_outcomes(view.table.codes):
            links.link("variation", title, indicator=indicator_id, level=None, area=None)
    components.source_note(view.source)


def show_risks(area: str) -> None:
    """Risks and assumptions."""
    view = programme_views.risks_view(area)
    components.finding(view.finding, sentence=view.sentence)
    for name, table in (("Risks", view.risks), ("Assumptions", view.assumptions)):
        if table.rows:
            components.subheading(name)
            components.data_table(table, view.provenance, key=name.lower(), alt=name)
    components.source_note(view.source)


def show_funding(area: str) -> None:
    """Funding lines and their sources."""
    view = programme_views.funding_view(area)
    components.finding(view.finding, sentence=view.sentence)
    if view.table.rows:
        components.small_table(view.years, alt="Known lines by year")
        components.data_table(view.table, view.provenance, key="funding", alt=view.finding)
    components.notes(view.notes)
    components.source_note(view.source)
    components.published(programme_views.funding_published(), is_open=not view.table.rows)


PARTS: Mapping[str, Callable[[str], None]] = {
    "delivery": show_delivery,
    "actions": show_actions,
    "estates": show_estates,
    "outcomes": show_outcomes,
    "risks": show_risks,
    "funding": show_funding,
}
