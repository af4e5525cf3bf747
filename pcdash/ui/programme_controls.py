"""The controls of the pages about the specification and the programme."""

from collections.abc import Sequence

from pcdash.ui import address, programme_views, selection, session
from pcdash.viewmodels.choices import Choices

TASKS = {"look": "How far it is", "record": "Record a declaration"}
ROWS = {"aspects": "Aspects", "activities": "Aspects with their local activities"}

PARTS = {
    "delivery": "Milestones",
    "actions": "High impact actions",
    "estates": "Estates and records",
    "outcomes": "Outcomes",
    "risks": "Risks",
    "funding": "Funding",
}


def specification_task() -> str:
    """Draw the buttons between looking and recording; which is pressed."""
    return selection.switch("task", "Part", Choices(TASKS))


def specification_area() -> str:
    """Draw the box of places of the specification; the code of the one that is chosen."""
    usual = programme_views.specification_area()
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


def area() -> str:
    """Draw the box of places of the programme; the code of the one that is chosen."""
    known = session.inside()
    return selection.choose("area", "Area", known.areas, default=known.system_code) or (
        known.system_code
    )


def part() -> str:
    """Draw the buttons between the parts of the programme; the part."""
    return selection.switch("section", "Part", Choices(PARTS), resets=("rows",))


def actions_by() -> str:
    """Draw the buttons between networks and practices; the level."""
    level = selection.switch("by_level", "By", programme_views.action_levels(), resets=("rows",))
    selection.require_known()
    return level


def of_outcomes(indicator_ids: Sequence[str]) -> list[tuple[str, str]]:
    """The indicators of outcomes of which practices have figures, each once, with its title."""
    held, known = session.holdings(), session.definitions()
    of_practices = {*held.loc[held["area_type"] == "practice", "indicator_id"]}
    return [
        (one, known.indicator(one).title)
        for one in dict.fromkeys(indicator_ids)
        if one in of_practices
    ]
