"""The panels of Ratings, Workforce, Access and Population: finding, chart, and a table."""

from collections.abc import Sequence

import streamlit as st

from pcdash.charts.decile_bands import decile_bands
from pcdash.charts.stacked_categories import stacked_categories
from pcdash.charts.time_series import history
from pcdash.errors import NoChartError
from pcdash.ui import components, profiles, subject_views
from pcdash.ui.plain import escaped
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.ratings import RatingsView, Stacked
from pcdash.viewmodels.subjects import Section

MOST_IN_SIGHT = 16


def stacked(view: RatingsView, panel: Stacked) -> None:
    """Bars of ratings, and the same as a table."""
    chart = stacked_categories(
        panel.stacks,
        categories=view.categories,
        favourable=view.favourable,
        rated=view.rated,
        palette=components.palette(),
    )
    alt = f"Stacked bars of practices by rating, {panel.heading.lower()}. {panel.finding}"
    st.altair_chart(chart, theme=None, key=panel.key, alt=alt)
    title = view.about(panel.heading)
    components.data_table(panel.table, title, key=f"{panel.key}_table", alt=title.title)


def sections(shown: Sequence[Section], area: str) -> None:
    """The parts of a subject page: finding, small charts over time, and the figures as a table."""
    components.finding(shown[0].finding)
    for number, one in enumerate(shown):
        components.subheading(one.heading)
        if number:
            components.small_heading(one.finding)
        for indicator_id in components.in_columns(one.charted):
            told = subject_views.history(area, indicator_id)
            profiles.show_history(f"{number}_{indicator_id}", told.title, told)
        for indicator_id in one.spread[:3]:
            _spread(indicator_id, area)
        components.notes(one.notes)
        if one.table.rows:
            components.data_table(
                one.table, one.provenance, key=f"part_{number}", alt=one.provenance.title
            )


def _spread(indicator_id: str, area: str) -> None:
    """How practices have spread over time, with breaks marked, where groups have no figure."""
    try:
        form = subject_views.spread(area, indicator_id)
    except NoChartError:
        return
    components.small_heading(form.finding, form.subtitle)
    chart = decile_bands(**form.drawn, palette=components.palette())
    st.altair_chart(chart, theme=None, key=f"spread_{indicator_id}", alt=form.alt)
    components.notes(form.notes)
    components.data_table(
        form.table, form.provenance, key=f"spread_table_{indicator_id}", alt=form.alt
    )


def plan(form: FormView, key: str, *, why: str = "Where is this from?") -> None:
    """A way over time: finding, chart, notes, and the same as a table."""
    components.small_heading(form.finding, form.sentence)
    chart = history(**form.drawn, palette=components.palette())
    st.altair_chart(chart, theme=None, key=key, alt=form.alt)
    components.notes(form.notes)
    if form.why:
        components.why(form.why, label=why)
    if len(form.table.rows) > MOST_IN_SIGHT:
        components.data_table(form.table, form.provenance, key=f"{key}_table", alt=form.alt)
        return
    # A plan is read at its end, where the target is due: all of it is in sight.
    components.small_table(form.table, alt=form.alt)
    if form.table.key:
        st.caption(escaped("; ".join(form.table.key)))
    components.downloads(form.table, form.provenance, key=f"{key}_table")


def sources(shown: Sequence[Section]) -> None:
    """Where the figures of the parts come from, each source said once."""
    lines = dict.fromkeys(line for one in shown for line in one.source)
    caveats = dict.fromkeys(caveat for one in shown for caveat in one.caveats)
    if lines:
        components.source_note(tuple(lines), tuple(caveats))
