"""Who has triggers on the outcome standards? Categories by place, and what each practice raises."""

import streamlit as st

from pcdash.charts.stacked_categories import stacked_categories
from pcdash.charts.trigger_heatmap import trigger_heatmap
from pcdash.ui import components, frame, links, place_controls, selection, views
from pcdash.viewmodels.triggers import NOT_HELD

frame.require()
components.title("Who has triggers on the outcome standards?")
asked = place_controls.triggers()

if asked is None:
    components.nothing_held(NOT_HELD)
else:
    period, area = asked
    view = views.triggers_view(period, area)
    components.finding(view.finding, sentence=view.sentence, subtitle=view.subtitle)
    chart = stacked_categories(
        view.stacks,
        categories=view.categories,
        favourable=view.favourable,
        rated=view.categories,
        palette=components.palette(),
    )
    st.altair_chart(chart, theme=None, key="stacks", alt=view.alt)
    components.why(view.why)
    components.notes(view.notes)
    components.small_table(view.counts, alt="Practices by category and place")

    components.subheading("Which practices?")
    category = place_controls.trigger_category(view.categories)
    selection.require_known()
    listed = view.practices_of(category)
    shown = selection.in_pages("rows", "Practices", listed.codes, at_most=40)
    cells = view.cells_of(tuple(shown))
    if len(cells):
        heatmap = trigger_heatmap(cells, palette=components.palette())
        st.altair_chart(
            heatmap, theme=None, key="heatmap", alt=f"Practices by outcome standard. {view.finding}"
        )
    components.data_table(
        listed, view.provenance, key="practices", alt=view.provenance.title,
        on_row=place_controls.point_out,
    )  # fmt: skip
    links.practice_box(view.labels)
    pointed = links.pointed_out(view.labels)
    if pointed:
        components.why(views.trigger_reasons(period, pointed), label="Why these triggers?")

    components.subheading("What has moved?")
    components.notes([view.moved])
    if view.moves.rows:
        components.data_table(view.moves, view.provenance, key="moves", alt=view.moved)
    components.source_note(view.source)
components.published(views.triggers_published(), is_open=asked is None)
