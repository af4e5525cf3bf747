"""The controls of Ratings, Workforce, Access and Population."""

import streamlit as st

from pcdash.ui import selection, session, subject_views
from pcdash.viewmodels.inspections import USUAL_YEARS, YEARS
from pcdash.viewmodels.ratings_held import Asked


def ratings() -> Asked | None:
    """Draw the controls of ratings; what they ask for, or None where no rating is held.

    Raises:
        UserFacingError: the address asks for something that does not exist.
    """
    held, known = subject_views.held_ratings(), session.inside()
    if held.first is None:
        return None
    with st.grid(5, min_column_width=150):
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
        rating = selection.choose(
            "rating", "Rating", held, default=held.first, resets=("month", "since")
        )
        listed = subject_views.rating_periods(rating or held.first)
        month = selection.choose("month", "Period", listed, default=listed.first, resets=("since",))
        earlier = subject_views.rating_baselines(rating or held.first, month or listed.first)
        since = None
        if earlier.first is not None:
            since = selection.choose("since", "Moved since", earlier, default=earlier.codes[-1])
        years = selection.choose("years", "No inspection for more than", YEARS, default=USUAL_YEARS)
    selection.require_known()
    return Asked(rating, month, area, since, int(years))
