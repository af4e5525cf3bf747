"""The view-models of pairs of indicators."""

from pcdash.ui import session
from pcdash.viewmodels import choices, pair_choices, pairs
from pcdash.viewmodels.choices import Choices


def start() -> pair_choices.Start:
    """The pair of indicators to begin with."""
    return session.view(pair_choices.build_start)


def levels(x: str, y: str) -> Choices:
    """The levels at which two indicators can be shown, each in the period that it has there."""
    holdings = session.holdings()
    common = next(iter(pairs.common_periods(holdings, x, y)), None)
    first, second = (
        session.levels(one, common or choices.usual_period(holdings, one) or "", "as-was").labels
        for one in (x, y)
    )
    return Choices({level: label for level, label in first.items() if level in second})


def view(asked: pairs.Pair) -> pairs.PairView:
    """Two indicators side by side."""
    return session.view(pairs.build_pair, asked)
