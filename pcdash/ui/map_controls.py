"""The controls of the Map page: an indicator and a second map, a state of maturity, a distance."""

from dataclasses import replace

import streamlit as st

from pcdash.definitions.models import LEVELS
from pcdash.ui import indicator_controls, links, maturity_controls, selection, session, views
from pcdash.viewmodels import choices
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.map_figures import CLASSES, MapQuestion
from pcdash.viewmodels.maturity import NOT_HELD
from pcdash.viewmodels.outlines import SMALL
from pcdash.viewmodels.reach import DISTANCES_KM, ReachQuestion
from pcdash.viewmodels.state_map import StateQuestion

ASKED = {"figures": "An indicator", "maturity": "Maturity", "distance": "Distance"}
BESIDE = {"none": "No second map", "period": "Another period", "indicator": "Another indicator"}
DRAWN = {"map": "To explore", "still": "Still, for print"}
SAME = "same"
NO_OUTLINES = (
    "No outlines are held for this place and period, so there is no map. Load outlines of "
    "boroughs, wards or LSOAs (ONS boundaries as GeoJSON, GeoPackage or zipped shapefile). The "
    "same figures are on the page that compares practices."
)


def asked() -> str:
    """Draw the buttons between an indicator, states of maturity and distances; what is asked."""
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
    indicator_id, area = indicator_controls.indicator_and_area(resets=("period", "then"))
    if indicator_id is None:
        relations()
        selection.require_known()
        raise selection.NothingChosenError("Choose an indicator above to see it on a map.")
    held, usual = indicator_controls.periods_held(indicator_id)
    period = selection.value("period", held, default=usual) or held.first
    levels = views.map_levels(period, indicator_controls.membership_asked())
    if levels.first is None:
        raise selection.NothingChosenError(NO_OUTLINES)
    asked = _narrowed(indicator_id, area, held, usual, levels)
    return (asked, *_second(asked))


def _narrowed(
    indicator_id: str,
    area: str | None,
    held: Choices,
    usual: str | None,
    levels: Choices,
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
        membership = indicator_controls.membership_box()
    return MapQuestion(
        indicator_id,
        level=level,
        against=against or "england",
        membership=membership,
        area=area,
        period=period,
        classes=by or "quantile",
        points_id=None if points in (None, SAME) else points,
    )


def _second(first: MapQuestion) -> tuple[MapQuestion, ...]:
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


def state() -> StateQuestion:
    """Draw the controls of a state of maturity; the question.

    Raises:
        NothingChosenError: no framework is defined, or no place of its levels has an outline.
        UserFacingError: the address asks for something that does not exist.
    """
    frameworks, known = views.maturity_frameworks(), session.inside()
    if frameworks.first is None:
        raise selection.NothingChosenError(NOT_HELD)
    first, second = st.columns(2)
    with first:
        framework = maturity_controls.framework_box(frameworks)
    levels, themes = views.state_levels(framework), views.state_themes(framework)
    rounds = views.state_rounds(framework)
    if levels.first is None:
        raise selection.NothingChosenError(NO_OUTLINES)
    with second:
        theme = selection.choose("theme", "Theme", themes, default=themes.first)
    with st.grid(3, min_column_width=150):
        level = selection.choose("organisations", "Draw", levels, default=levels.first)
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
        latest = selection.choose("round", "Up to the round of", rounds, default=rounds.first)
    selection.require_known()
    return StateQuestion(framework, theme or "", level=level or "", area=area, round=latest)


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
