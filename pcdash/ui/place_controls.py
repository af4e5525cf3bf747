"""The controls of the pages about one place: a group, a series, the outcome standards, peers."""

from collections.abc import Mapping

import streamlit as st

from pcdash.ui import address, selection, session, views
from pcdash.ui.plain import escaped
from pcdash.viewmodels import choices
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.shared_figures import FEWEST, MOST
from pcdash.viewmodels.topics import Topics
from pcdash.viewmodels.trends import is_charted

SCREENING = {"off": "All moving ranges", "on": "Without the largest moving ranges"}


def weights() -> tuple[int, ...]:
    """Draw the sliders of what peers are found by; the weights.

    Raises:
        UserFacingError: the address asks for a weight that does not exist.
    """
    with st.columns(2)[0]:
        chosen = (
            selection.weigh("deprivation", "Weight of deprivation", default=1, most=5),
            selection.weigh("list_size", "Weight of list size", default=1, most=5),
        )
    selection.require_known()
    return chosen


def topic(offered: Topics, *, key: str = "topic") -> tuple[str, ...]:
    """Draw the box of subjects; the indicators of the one that is chosen.

    Raises:
        UserFacingError: the address asks for a subject that does not exist.
    """
    choices = offered.choices
    code = selection.choose(key, "Subject", choices, default=choices.first) or ""
    selection.require_known()
    if code in offered.notes:
        st.caption(escaped(offered.notes[code]))
    return offered.indicators.get(code, ())


def of_topic(indicator_ids: tuple[str, ...]) -> str:
    """Draw the box of the indicators of a subject; the one that is chosen, else the first."""
    known = session.definitions()
    listed = Choices({one: known.indicator(one).title for one in indicator_ids})
    # An indicator of another page is not asked for here in vain.
    asked = selection.value("indicator", listed) or ""
    chosen = selection.choose_here("indicator", "Indicator", listed, shown=asked)
    return chosen or asked


def group() -> str:
    """Draw the box of groups; the code of the one that is chosen.

    Raises:
        NothingChosenError: none is chosen.
        UserFacingError: the address asks for what is no group inside the place.
    """
    asked = selection.chosen("area")
    listed = views.groups()
    if asked is not None and asked not in listed.labels:
        listed = Choices({**listed.labels, asked: asked})  # its view says what is wrong
    code = selection.choose(
        "area", "Area", listed, placeholder="Choose a group", resets=("topic", "columns")
    )
    if code is None:
        raise selection.NothingChosenError("Choose a group of practices above.")
    return code


def side_by_side() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw the boxes of places and of the subject; the places and the subject's indicators.

    Raises:
        NoChartError: there are too few places, or they have nothing in common.
        UserFacingError: the address asks for something that does not exist.
    """
    codes = selection.choose_some(
        "places",
        "Places, the first set against the others",
        session.places(None),
        default=views.usual_places(),
        at_most=MOST,
        placeholder=f"Choose from {FEWEST} to {MOST} places",
        resets=("topic", "columns", "multiples"),
    )
    selection.require_known()
    return codes, topic(views.shared_topics(codes))


def trend() -> tuple[str, str | None, bool]:
    """Draw the controls of a series: the place, the indicator and whether ranges are screened.

    Raises:
        UserFacingError: the address asks for something that does not exist.
    """
    indicators = choices.indicators(
        session.definitions(), session.holdings()["indicator_id"].unique()
    )
    first, second = st.columns((3, 2))
    with first:
        indicator_id = selection.choose(
            "indicator",
            "Indicator",
            indicators,
            placeholder="Choose an indicator, or write part of its name",
        )
    offered = session.places(indicator_id)
    with second:
        place = selection.choose("place", "Place", offered, default=offered.first)
    screened = "off"
    if indicator_id is not None and is_charted(session.definitions(), indicator_id):
        screened = selection.switch("screening", "Limits from", Choices(SCREENING))
    selection.require_known()
    if place is None:
        title = session.definitions().indicator(indicator_id).title
        raise selection.NothingChosenError(
            f"Nothing is held of {title!r} for a place here. Choose another indicator."
        )
    return place, indicator_id, screened == "on"


def triggers() -> tuple[str, str] | None:
    """Draw the controls of the outcome standards: the period and the area; None where none held.

    Raises:
        UserFacingError: the address asks for something that does not exist.
    """
    held, known = views.trigger_periods(), session.inside()
    if held.first is None:
        return None
    first, second = st.columns(2)
    with first:
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
    with second:
        period = selection.choose("quarter", "Period", held, default=held.first)
    selection.require_known()
    return period or held.first, area or known.system_code


def trigger_category(categories: tuple[str, ...]) -> str:
    """Draw the buttons between categories; the category, or all."""
    labels = {"all": "All", **{name: name for name in categories}}
    return selection.switch("category", "Category", Choices(labels), resets=("rows",))


def point_out(code: str) -> None:
    """What selecting a practice does where it is pointed out on the same page."""
    address.select("practice", code)


def take_practice(code: str) -> None:
    """What selecting a practice in a list does."""
    address.select("practice", code, resets=("domain", "rows", "history"))


def figure(titles: Mapping[str, str]) -> str | None:
    """Draw the box of figures to trace; the indicator that is chosen."""
    return selection.choose(
        "figure",
        "Where does a figure come from?",
        Choices(titles),
        placeholder="Choose a figure",
        resets=("figure_period",),
    )


def figure_period(latest: str) -> str:
    """The period of the figure to trace: the one that a link asked for, or the latest."""
    return selection.chosen("figure_period") or latest


def take_figure(indicator_id: str) -> None:
    """What selecting a row of the figures does."""
    address.select("figure", indicator_id, resets=("figure_period",))
