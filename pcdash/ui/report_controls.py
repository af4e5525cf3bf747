"""The controls of the Report page: which report, of what, and which part of the work is open."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pcdash.definitions.reports import ReportPlan
from pcdash.store.folder import Store
from pcdash.ui import selection, session, views
from pcdash.ui.selection import NothingChosenError
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.committee_report import Asked, report_periods, report_places

STEPS = {
    "figures": "Figures and commentary", "front": "Front sheet and answers owed",
    "files": "Make the files", "cited": "Figures cited", "packs": "Packs and actions",
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """A report and what it is asked for, in the store that is open."""

    plan: ReportPlan
    asked: Asked
    store: Store


def asked() -> Chosen:
    """Draw the boxes of place, period and sections; what they ask for.

    Raises:
        NothingChosenError: no report is defined.
        UserFacingError: the address asks for something that does not exist.
    """
    context = session.context()
    plan = next(iter(context.catalogue.reports.values()), None)
    if plan is None:
        raise NothingChosenError(
            "No report is defined. A report is a file in data/definitions/reports."
        )
    places, periods = report_places(context), report_periods(context)
    sections = Choices({one.id: one.heading for one in plan.sections})
    with st.grid(2, min_column_width=150):
        area = selection.choose("area", "Place", places, default=places.first)
        years = selection.choose("years", "Period", periods, default="")
    chosen = selection.choose_some(
        "sections", "Sections (all where none is chosen)", sections, default=(),
        at_most=len(sections.codes), placeholder="All sections",
    )  # fmt: skip
    selection.require_known()
    return Chosen(
        plan, Asked(area or "", years or None, chosen or None), Store(Path(session.opened().folder))
    )


def step() -> str:
    """Draw the buttons between the parts of the work; which is pressed."""
    return selection.switch("step", "Part", Choices(STEPS))


def section(chosen: Chosen) -> str:
    """Draw the box of sections to look at; its id."""
    wanted = chosen.asked.sections
    listed = Choices(
        {one.id: one.heading for one in chosen.plan.sections if wanted is None or one.id in wanted}
    )
    shown = selection.choose("section", "Section", listed, default=listed.first)
    selection.require_known()
    return shown or listed.first or ""


def group() -> str | None:
    """Draw the box of groups that a pack can be of; None until one is chosen."""
    chosen = selection.choose(
        "group", "Group", views.groups(), placeholder="Choose a cluster, locality, PCN or borough"
    )
    selection.require_known()
    return chosen
