"""The parts of the Workforce page: staff by place, against plans, and a what-if."""

from pcdash.ui import components, panels, subject_controls, subject_views
from pcdash.viewmodels.subject_parts import ROLES

NONE_AT_LEVEL = "Nothing is held of staff at this level. Choose another."


def show_places(area: str, level: str) -> None:
    """Each role of staff, place by place at a level."""
    made = {role: subject_views.by_place(role, area, level) for role in ROLES}
    held = {role: one for role, one in made.items() if one}
    if not held:
        components.nothing_held(NONE_AT_LEVEL)
    for role, (said, table, about) in held.items():
        components.small_heading(said)
        components.data_table(table, about, key=f"places_{role}", alt=said)


def show_plans(area: str) -> None:
    """Actual staff against every plan of a place; where there is none, how it comes."""
    plans = subject_views.plans(area)
    if not plans:
        components.nothing_held(subject_views.no_plans(area))
    for number, form in enumerate(plans):
        panels.plan(form, f"plan_{number}")


def show_what_if(area: str) -> None:
    """The range of outcomes of what the sliders assume; why, where there is no start for one."""
    outcome = subject_views.what_if(area, subject_controls.what_if())
    if outcome is None:
        components.nothing_held(subject_views.no_start(area))
    else:
        panels.plan(outcome, "what_if", why="How is this worked out?")


def show_printed() -> None:
    """The plans that the strategy documents print."""
    for number, form in enumerate(subject_views.printed_plans()):
        panels.plan(form, f"printed_{number}")
