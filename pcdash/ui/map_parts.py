"""The parts of the Map page: an indicator, a state of maturity, or distances."""

from collections.abc import Callable, Mapping

from pcdash.errors import NoChartError
from pcdash.ui import components, map_controls, maps, views


def show_figures() -> None:
    """An indicator on a map, or two maps side by side."""
    questions = map_controls.questions()
    if len(questions) == 1:
        maps.show([views.map_view(questions[0])])
    else:
        both = views.map_views(questions)
        maps.show(both.shown, both)


def show_maturity() -> None:
    """States of a theme with ambitions; where there are none, why."""
    question = map_controls.state()
    try:
        maps.show([views.state_map_view(question)])
    except NoChartError as reason:
        components.nothing_held(str(reason))


def show_distance() -> None:
    """Distances to the nearest practice or hub."""
    maps.show([views.reach_view(map_controls.distance())])


PARTS: Mapping[str, Callable[[], None]] = {
    "figures": show_figures,
    "maturity": show_maturity,
    "distance": show_distance,
}
