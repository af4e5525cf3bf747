"""The controls of the Maturity page: what is done, the framework and its places, and one cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from pcdash.charts.maturity_heatmap import MARKED
from pcdash.ui import address, selection, session, views
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.maturity import EVERY, ORDERS

TASKS = {"look": "How they stand", "record": "Record an assessment"}


@dataclass(frozen=True)
class Asked:
    """What is looked at: a framework, at a level, in an area; some themes, in an order."""

    framework: str
    level: str
    area: str
    group: str
    order: str


def task() -> str:
    """Draw the buttons between looking and recording; which is pressed."""
    return selection.switch("task", "Part", Choices(TASKS))


def asked(*, narrows: bool) -> Asked | None:
    """Draw the boxes of framework, level and area; None where no framework is defined.

    Args:
        narrows: Whether themes and the order of places can be chosen as well.

    Raises:
        UserFacingError: the address asks for something that does not exist.
    """
    frameworks, known = views.maturity_frameworks(), session.inside()
    if frameworks.first is None:
        return None
    boxes = st.columns((3, 1.9, 2.3, 2.0, 1.8) if narrows else (3, 1.6, 2.4))
    with boxes[0]:
        framework = framework_box(frameworks)
    levels = views.maturity_levels(framework)
    with boxes[1]:
        level = selection.choose("organisations", "Places", levels, default=levels.first)
    with boxes[2]:
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
    group, order = EVERY, next(iter(ORDERS))
    if narrows:
        groups, orders = views.maturity_groups(framework), Choices(ORDERS)
        with boxes[3]:
            group = selection.choose("themes", "Themes", groups, default=EVERY)
        with boxes[4]:
            order = selection.choose("order", "Order", orders, default=orders.first)
    selection.require_known()
    return Asked(framework, level or "", area or "", group or EVERY, order or "")


def framework_box(frameworks: Choices) -> str:
    """Draw the box of frameworks; the one that is chosen.

    Raises:
        UserFacingError: the address asks for one that does not exist.
    """
    chosen = selection.choose(
        "framework",
        "Framework",
        frameworks,
        default=frameworks.first,
        resets=("organisations", "themes", "theme", "round"),
    )
    selection.require_known()
    return chosen or ""


def cell(places: Mapping[str, str], themes: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Draw the boxes of a place and of a theme; which are chosen, if any."""
    first, second = st.columns(2)
    with first:
        place = selection.choose(
            "assessed", "Place", _with_asked("assessed", places), placeholder="Choose a place"
        )
    with second:
        theme = selection.choose(
            "theme", "Theme", _with_asked("theme", themes), placeholder="Choose a theme"
        )
    return place, theme


def clicked(key: str) -> Callable[[], None]:
    """What Streamlit is to call when a cell of the chart of a key is clicked."""

    def take() -> None:
        points = st.session_state[key]["selection"].get(MARKED) or []
        if points:
            take_cell(f"{points[0]['area_code']} {points[0]['theme_id']}")

    return take


def take_cell(code: str) -> None:
    """What selecting a cell does, by the codes of its place and theme."""
    place, theme = code.rsplit(" ", 1)
    take_place(place)
    address.select("theme", theme)


def take_place(code: str) -> None:
    """What selecting a place does."""
    address.select("assessed", code)


def _with_asked(key: str, labels: Mapping[str, str]) -> Choices:
    """The choices, with what is asked for although it is not among those shown."""
    asked_for = selection.chosen(key)
    also = {} if asked_for in (None, *labels) else {asked_for: f"{asked_for} · not shown here"}
    return Choices({**labels, **also})
