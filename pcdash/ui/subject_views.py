"""The cached view-models of Ratings, Workforce, Access and Population, each a line."""

from pcdash.ui.session import view
from pcdash.viewmodels import (
    choices,
    outlook,
    ratings,
    ratings_held,
    subjects,
    workforce_plans,
)
from pcdash.viewmodels import printed as printed_of
from pcdash.viewmodels.forms import FormView
from pcdash.viewmodels.histories import History
from pcdash.viewmodels.published import PublishedPanel
from pcdash.viewmodels.subject_parts import PARTS, PRINTED
from pcdash.viewmodels.tables import Provenance, Table


def held_ratings() -> choices.Choices:
    """The ratings that are held: overall, and key questions."""
    return view(ratings_held.held_ratings)


def rating_periods(rating: str) -> choices.Choices:
    """The periods of which a rating is held."""
    return view(ratings_held.periods_of, rating)


def rating_baselines(rating: str, period: str) -> choices.Choices:
    """The earlier periods to compare with."""
    return view(ratings_held.earlier_than, rating, period)


def ratings_view(asked: ratings_held.Asked) -> ratings.RatingsView:
    """How practices are rated."""
    return view(ratings.build_ratings, asked)


def sections(subject: str, area: str) -> tuple[subjects.Section, ...]:
    """The parts of a subject page for a place."""
    return tuple(view(subjects.build_section, area, part) for part in PARTS[subject])


def history(area: str, indicator_id: str) -> History:
    """One indicator of any place over its periods."""
    return view(subjects.place_history, area, indicator_id)


def spread(area: str, indicator_id: str) -> FormView:
    """How practices have spread over time."""
    return view(subjects.place_spread, area, indicator_id)


def printed(subject: str) -> PublishedPanel | None:
    """What the strategy documents print of a subject."""
    return view(printed_of.facts_panel, subject, *PRINTED[subject])


def printed_plans() -> tuple[FormView, ...]:
    """The planned ways that the strategy documents print."""
    return view(printed_of.printed_plans)


def by_place(indicator_id: str, area: str, level: str) -> tuple[str, Table, Provenance] | None:
    """An indicator of the workforce, place by place."""
    return view(subjects.build_by_place, indicator_id, area, level)


def plans(area: str) -> tuple[FormView, ...]:
    """Staff planned, as loaded."""
    return view(workforce_plans.build_workforce_plans, area)


def no_plans(area: str) -> str:
    """What is said without a plan."""
    return view(workforce_plans.no_plans, area)


def what_if(area: str, asked: outlook.WhatIf) -> FormView | None:
    """The range of outcomes of some assumptions."""
    return view(outlook.build_outlook, area, asked)


def no_start(area: str) -> str:
    """What is said where a what-if has nothing to begin with."""
    return view(outlook.no_start, area)
