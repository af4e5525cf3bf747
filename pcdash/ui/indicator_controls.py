"""The controls that every question about an indicator has: which, in what area, by what groups."""

import streamlit as st

from pcdash.ui import selection, session
from pcdash.viewmodels import choices, words
from pcdash.viewmodels.choices import Choices

MEMBERSHIPS = Choices(words.MEMBERSHIPS)


def indicator_and_area(*, resets: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Draw the boxes of an indicator and of an area, side by side; what is chosen of each."""
    holdings, known, catalogue = session.holdings(), session.inside(), session.definitions()
    # Side by side, since the longest texts are in these two.
    first, second = st.columns((3, 2))
    with first:
        indicator_id = selection.choose(
            "indicator",
            "Indicator",
            choices.indicators(catalogue, holdings["indicator_id"].unique()),
            placeholder="Choose an indicator, or write part of its name",
            resets=resets,
        )
    with second:
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
    return indicator_id, area


def periods_held(indicator_id: str) -> tuple[Choices, str | None]:
    """The periods that are held of an indicator, and the usual one.

    Raises:
        NothingChosenError: there are none.
    """
    holdings = session.holdings()
    held = choices.periods(holdings, indicator_id)
    if held.first is None:
        title = session.definitions().indicator(indicator_id).title
        raise selection.NothingChosenError(
            f"Nothing is held of {title!r} yet: it is defined, and no file with its figures has "
            "been loaded. Choose another indicator."
        )
    return held, choices.usual_period(holdings, indicator_id)


def membership_asked() -> str:
    """By which groups is asked, before their box is drawn."""
    return selection.value("membership", MEMBERSHIPS) or "as-was"


def membership_box() -> str:
    """Draw the box of groups as they were and as they are; which."""
    chosen = selection.choose(
        "membership",
        "Groups",
        MEMBERSHIPS,
        default=MEMBERSHIPS.first,
        help=" ".join(words.MEMBERSHIP_RULE.values()),
    )
    return chosen or "as-was"
