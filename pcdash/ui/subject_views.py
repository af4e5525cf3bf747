"""The cached view-models of Ratings, Workforce, Access and Population, each a line."""

from pcdash.ui.session import view
from pcdash.viewmodels import choices, ratings, ratings_held


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
