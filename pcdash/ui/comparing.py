"""The two ways of the Compare page: two indicators of many places, or a few places on many."""

import streamlit as st

from pcdash.charts.scatter import scatter
from pcdash.ui import (
    components,
    controls,
    links,
    pair_views,
    place_controls,
    profiles,
    selection,
    views,
)
from pcdash.viewmodels.choices import Choices

WAYS = {"indicators": "Two indicators", "places": "Places side by side"}


def show() -> None:
    """The buttons between the two, and the one that is chosen."""
    way = selection.switch("by", "Compare", Choices(WAYS))
    selection.require_known()
    if way == "indicators":
        _show_pair()
    else:
        _show_places()


def _show_pair() -> None:
    """The finding, the scatter, and the same as a table."""
    links.ready_pair(pair_views.start())
    view = pair_views.view(controls.pair())
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
    components.source_note(view.source, view.caveats)


def _show_places() -> None:
    """How far places stand apart on a subject, each against England, and one indicator in time."""
    codes, of_topic = place_controls.side_by_side()
    view = views.side_view(codes, of_topic)
    components.finding(view.finding, sentence=view.sentence)
    components.subheading("How does each stand against England?")
    shown = selection.in_pages("columns", "Indicators", view.table.codes, at_most=5)
    rug = views.places_rug_view(codes, tuple(shown))
    profiles.show_rug(rug)
    components.data_table(rug.table, rug.provenance, key="rug_table", alt=rug.provenance.title)
    components.subheading("How far apart are they?")
    components.data_table(view.table, view.provenance, key="apart", alt=view.provenance.title)
    components.why(view.why, label="When do two places differ?")
    components.subheading("Over time, place by place")
    components.attempt(lambda: profiles.show_multiples(view.places, view.table.codes))
    selection.require_known()
    components.source_note(view.source, view.caveats)
