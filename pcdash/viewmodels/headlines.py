"""What the first page says of each indicator to begin with, and what a load moves of it."""

from pcdash.errors import NoDataError
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.overview import build_overview
from pcdash.viewmodels.tables import Column, Table, made_of

Headlines = dict[str, tuple[str, str]]  # by indicator: its title and period, and the finding
FIRST = "first"
OWN = "The first page's own finding"
NOTHING = "not on the first page"


def headlines(context: Context) -> Headlines:
    """The findings of the first page, the one above all others among them.

    Where the page has nothing to show yet, as with figures of practices that nothing groups, that
    is what it says: a load is not refused for it.
    """
    try:
        view = build_overview(context)
    except NoDataError as reason:
        return {FIRST: (OWN, str(reason))}
    said = {one.indicator_id: (one.label, one.finding) for one in view.ready}
    return {FIRST: (OWN, view.finding)} | said


def moved(before: Headlines, after: Headlines) -> Table:
    """The findings that are not what they were."""
    ids = dict.fromkeys([*before, *after])
    rows = [
        (_label(one, before, after), _said(one, before), _said(one, after))
        for one in ids
        if before.get(one) != after.get(one)
    ]
    return made_of([Column("Indicator"), Column("Now"), Column("Once published")], rows)


def _label(one: str, before: Headlines, after: Headlines) -> str:
    labels = dict.fromkeys(said[one][0] for said in (before, after) if one in said)
    return " → ".join(labels)


def _said(one: str, said: Headlines) -> str:
    return said[one][1] if one in said else NOTHING
