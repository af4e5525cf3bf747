"""The controls of Ratings, Workforce, Access and Population."""

import streamlit as st

from pcdash.definitions.models import LEVELS
from pcdash.ui import selection, session, subject_views
from pcdash.viewmodels.choices import Choices, level_label
from pcdash.viewmodels.inspections import USUAL_YEARS, YEARS
from pcdash.viewmodels.outlook import WhatIf
from pcdash.viewmodels.ratings_held import Asked

PLACE_LEVELS = tuple(one for one in LEVELS if one not in ("system", "region", "england"))
USUAL_LEVEL = "ccg"


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


def place() -> str:
    """Draw the box of the place that a subject page is about; its code.

    Raises:
        UserFacingError: the address asks for a place that does not exist.
    """
    known = session.inside()
    with st.columns(2)[0]:
        area = selection.choose("area", "Place", known.areas, default=known.system_code)
    selection.require_known()
    return area or known.system_code


def level() -> str:
    """Draw the box of the level at which staff are listed."""
    offered = Choices({one: level_label(one) for one in PLACE_LEVELS})
    # Staff of practices make figures of CCGs; those of networks are published for networks.
    is_of_practices = "gp_fte" in set(session.holdings()["indicator_id"])
    usual = USUAL_LEVEL if is_of_practices else "pcn"
    chosen = selection.choose("level", "Level", offered, default=usual)
    selection.require_known()
    return chosen or usual


def what_if() -> WhatIf:
    """Draw the sliders of the what-if; what they assume, which is nobody's figure.

    Raises:
        UserFacingError: the address asks for a number that does not exist.
    """
    with st.grid(4, min_column_width=180):
        made = WhatIf(
            starters=selection.weigh("starters", "Starters, FTE a year", default=10, most=60),
            leavers=selection.weigh("leavers", "Leavers, % a year", default=5, most=30),
            over_60=selection.weigh("over_60", "Over 60, % of GPs", default=20, most=60),
            retiring=selection.weigh("retiring", "Of them retire, % a year", default=20, most=100),
            new_roles=selection.weigh("roles", "New roles, FTE a year", default=0, most=60),
            doubt=selection.weigh("doubt", "More or less, %", default=25, most=100),
            years=1 + selection.weigh("years_on", "Years beyond the first", default=4, most=9),
        )
    selection.require_known()
    return made
