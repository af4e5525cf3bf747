"""The controls of the Map page: an indicator and its areas, a second map, or a distance."""

from dataclasses import replace

import streamlit as st

from pcdash.definitions.models import LEVELS
from pcdash.ui import links, selection, session, views
from pcdash.viewmodels import choices, words
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.map_figures import CLASSES, MapQuestion
from pcdash.viewmodels.outlines import SMALL
from pcdash.viewmodels.reach import DISTANCES_KM, ReachQuestion

ASKED = {"figures": "An indicator", "distance": "Distance"}
BESIDE = {"none": "No second map", "period": "Another period", "indicator": "Another indicator"}
DRAWN = {"map": "To explore", "still": "Still, for print"}
SAME = "same"
NO_OUTLINES = (
    "No outlines are held for this place and period, so there is no map. Load outlines of "
    "boroughs, wards or LSOAs (ONS boundaries as GeoJSON, GeoPackage or zipped shapefile). The "
    "same figures are on the page that compares practices."
)


def asked() -> str:
    """Draw the buttons between an indicator and distances; what is asked."""
    return selection.switch("ask", "Show", Choices(ASKED))


def drawn() -> str:
    """Draw the buttons between the map and the still map; which is wanted."""
    return selection.switch("drawn", "Map", Choices(DRAWN))


def relations() -> None:
    """Links to maps that answer what is often asked."""
    found = views.relations()
    if found:
        with st.container(horizontal=True, gap="xsmall"):
            for one in found:
                links.link("map", one.label, **one.selects)


def questions() -> tuple[MapQuestion, ...]:
    """Draw the controls of an indicator; one question, or two for maps side by side.

    Raises:
        NothingChosenError: no indicator is chosen, nothing is held of it, or nothing can be drawn.
        UserFacingError: the address asks for something that does not exist.
    """
    holdings, known, catalogue = session.holdings(), session.inside(), session.definitions()
    listed = choices.indicators(catalogue, holdings["indicator_id"].unique())
    first, second = st.columns((3, 2))
    with first:
        indicator_id = selection.choose(
            "indicator", "Indicator", listed, resets=("period", "then"),
            placeholder="Choose an indicator, or write part of its name",
        )  # fmt: skip
    with second:
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
    if indicator_id is None:
        relations()
        selection.require_known()
        raise selection.NothingChosenError("Choose an indicator above to see it on a map.")
    held = choices.periods(holdings, indicator_id)
    if held.first is None:
        title = catalogue.indicator(indicator_id).title
        raise selection.NothingChosenError(
            f"Nothing is held of {title!r} yet: it is defined, and no file with its figures has "
            "been loaded. Choose another indicator."
        )
    usual = choices.usual_period(holdings, indicator_id)
    memberships = Choices(words.MEMBERSHIPS)
    period = selection.value("period", held, default=usual) or held.first
    membership = selection.value("membership", memberships) or "as-was"
    levels = views.map_levels(period, membership)
    if levels.first is None:
        raise selection.NothingChosenError(NO_OUTLINES)
    asked = _narrowed(indicator_id, area, held, usual, levels, memberships)
    return (asked, *_second(asked, listed))


def _narrowed(
    indicator_id: str,
    area: str | None,
    held: Choices,
    usual: str | None,
    levels: Choices,
    memberships: Choices,
) -> MapQuestion:
    """Draw the controls of what is drawn, of when, against what and in which classes."""
    with st.grid(4, min_column_width=150):
        level = selection.choose("areas", "Draw", levels, default=levels.first) or levels.first
        period = selection.choose("period", "Period", held, default=usual)
        classes = Choices(CLASSES)
        by = selection.choose("classes", "Shades", classes, default=classes.first)
        selection.choose("beside", "Second map", Choices(BESIDE), default="none")
    with st.expander("Practices, comparison and groups"), st.grid(3, min_column_width=150):
        of_points = Choices({SAME: "The same indicator", **_with_data(indicator_id).labels})
        points = selection.choose("points", "Practices show", of_points, default=SAME)
        against_level = LEVELS[0] if level in SMALL else level
        rivals = choices.against(against_level, session.inside(), selection.chosen("against"))
        against = selection.choose("against", "Compare with", rivals, default=rivals.first)
        membership = selection.choose(
            "membership", "Groups", memberships, default=memberships.first,
            help=" ".join(words.MEMBERSHIP_RULE.values()),
        )  # fmt: skip
    return MapQuestion(
        indicator_id,
        level=level,
        against=against or "england",
        membership=membership or "as-was",
        area=area,
        period=period,
        classes=by or "quantile",
        points_id=None if points in (None, SAME) else points,
    )


def _second(first: MapQuestion, listed: Choices) -> tuple[MapQuestion, ...]:
    """Draw the control of the second map, if there is to be one; its question."""
    beside = selection.value("beside", Choices(BESIDE), default="none")
    if beside == "period":
        offered = views.other_periods(first.indicator_id, first.period or "")
        if offered.first is None:
            st.caption("No other period of this indicator is held.")
        else:
            then = selection.choose("then", "Period of the second map", offered,
                                    default=offered.first)  # fmt: skip
            selection.require_known()
            return (replace(first, period=then),)
    if beside == "indicator":
        offered = _with_data(first.indicator_id)
        other = selection.choose("other", "Indicator of the second map", offered)
        selection.require_known()
        if other is not None:
            usual = choices.usual_period(session.holdings(), other)
            return (replace(first, indicator_id=other, period=usual),)
    selection.require_known()
    return ()


def _with_data(but: str) -> Choices:
    """The indicators of which something is held, but one."""
    held = set(session.holdings()["indicator_id"])
    listed = choices.indicators(session.definitions(), held).labels
    return Choices({one: label for one, label in listed.items() if one in held and one != but})


def distance() -> ReachQuestion:
    """Draw the controls of distances; the question.

    Raises:
        UserFacingError: the address asks for something that does not exist.
    """
    known, targets, near = session.inside(), views.distance_targets(), Choices(DISTANCES_KM)
    with st.grid(3, min_column_width=150):
        to = selection.choose("to", "To", targets, default=targets.first)
        within = selection.choose("within", "Within", near, default="1")
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
    selection.require_known()
    return ReachQuestion(to or "practice", within_km=float(within or 1), area=area)
