"""What strategy documents print that is no figure of an indicator: facts, and planned ways.

The shapes only, as in `pcdash.definitions.models`; figures of an indicator are in `aims`.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from pcdash.definitions.models import Identifier, Model, Sentence, Text
from pcdash.definitions.periods import parse_period
from pcdash.errors import UnknownPeriodError

Points = tuple[tuple[Text, float], ...]  # periods as this project writes them, with values
# Printed figures have one decimal; this is more than their arithmetic can be out by.
SLACK = 1e-6


class PublishedFact(Model):
    """One figure that a document prints and no indicator is about, for the page of its subject.

    `period` is as the document has it, which may be that there is none.
    """

    id: Identifier
    subject: Literal["workforce", "access", "population"]
    title: Text
    place: Text
    period: Text
    value: float
    unit: Text
    note: Sentence | None = None
    source: Text
    place_in_source: Text


class PublishedTrajectory(Model):
    """A planned way as a document prints it: actual, planned, an earlier plan, and a target.

    A period that a line has no point of was left blank in the document: a gap. `variance` is that
    of the planned value of the period `due` from the target, as printed.
    """

    id: Identifier
    title: Text
    place: Text
    unit: Text
    actual: Points
    planned: Points
    earlier: Points = ()
    earlier_title: Text = "Earlier trajectory"
    target: float
    target_title: Text
    due: Text
    variance: float
    source: Text
    place_in_source: Text


def trajectory_faults(
    trajectories: Mapping[str, PublishedTrajectory],
) -> Iterator[tuple[tuple[str, str], str]]:
    """Periods that are none, and variances that the printed figures do not make."""
    for one in trajectories.values():
        where = "trajectory", one.id
        for period in (one.due, *(label for label, _ in one.actual + one.planned + one.earlier)):
            try:
                parse_period(period)
            except UnknownPeriodError as error:
                yield where, str(error)
        planned = dict(one.planned).get(one.due)
        if planned is None:
            yield where, f"nothing is planned for {one.due!r}, when the target is due."
        elif abs(planned - one.target - one.variance) > SLACK:
            yield (
                where,
                (
                    f"the variance is {one.variance:g}; planned {planned:g} less the target "
                    f"{one.target:g} makes {planned - one.target:g}."
                ),
            )
