"""The panels of Ratings, Workforce, Access and Population: finding, chart, and a table."""

import streamlit as st

from pcdash.charts.stacked_categories import stacked_categories
from pcdash.ui import components
from pcdash.viewmodels.ratings import RatingsView, Stacked


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
