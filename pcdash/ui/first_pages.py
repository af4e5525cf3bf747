"""What pages that begin without a choice show at first: built before anybody asks for it.

Each asks for what the controls of its page ask for when nothing is chosen.
"""

from collections.abc import Callable

from pcdash.ui import programme_views, session, subject_views, views
from pcdash.viewmodels.inspections import USUAL_YEARS
from pcdash.viewmodels.maturity import EVERY, ORDERS
from pcdash.viewmodels.ratings_held import Asked
from pcdash.viewmodels.state_map import StateQuestion
from pcdash.viewmodels.subject_parts import PARTS


def subjects() -> None:
    """Workforce, Access and Population."""
    area = session.inside().system_code
    for subject in PARTS:
        subject_views.sections(subject, area)


def ratings() -> None:
    """Ratings, where any are held."""
    rating = subject_views.held_ratings().first
    if rating is None:
        return
    month = subject_views.rating_periods(rating).first
    earlier = subject_views.rating_baselines(rating, month)
    since = earlier.codes[-1] if earlier.codes else None
    area = session.inside().system_code
    subject_views.ratings_view(Asked(rating, month, area, since, int(USUAL_YEARS)))


def maturity() -> None:
    """Maturity as a matrix, and the same framework on a map."""
    framework, area = views.maturity_frameworks().first, session.inside().system_code
    if framework is None:
        return
    level = views.maturity_levels(framework).first or ""
    views.maturity_view(framework, level, area, EVERY, next(iter(ORDERS)))
    theme, drawn = views.state_themes(framework).first, views.state_levels(framework).first
    if theme and drawn:
        latest = views.state_rounds(framework).first
        views.state_map_view(StateQuestion(framework, theme, drawn, area, latest))


def specification() -> None:
    """Specification, with its first aspect."""
    area = programme_views.specification_area()
    shown = programme_views.specification_view(area, "aspects")
    programme_views.aspect_view(area, shown.choices.first or "")
    programme_views.enquiries_view(area)


def programme() -> None:
    """Programme, with its milestones."""
    area = session.inside().system_code
    programme_views.glance(area)
    programme_views.milestones_view(area)


FIRST_PAGES: tuple[Callable[[], None], ...] = (
    ratings, subjects, maturity, specification, programme,
)  # fmt: skip
