"""The controls of the pages about the specification and the programme."""

from pcdash.ui import address, selection, session, views
from pcdash.viewmodels.choices import Choices

ROWS = {"aspects": "Aspects", "activities": "Aspects with their local activities"}


def specification_area() -> str:
    """Draw the box of places of the specification; the code of the one that is chosen."""
    usual = views.specification_area()
    return selection.choose("area", "Area", session.inside().areas, default=usual) or usual


def grid_rows() -> str:
    """Draw the buttons between the rows of the grid; which."""
    return selection.switch("grid", "Rows", Choices(ROWS))


def aspect(aspects: Choices) -> str:
    """Draw the box of aspects; the one that is chosen, else the first."""
    first = aspects.first or ""
    return selection.choose("aspect", "Aspect", aspects, default=first) or first


def take_aspect(code: str) -> None:
    """What selecting an aspect in the table does."""
    address.select("aspect", code)
