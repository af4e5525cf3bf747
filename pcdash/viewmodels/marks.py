"""Dates that a time chart marks: where figures stop being comparable, and what happened."""

from collections.abc import Collection
from datetime import date

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.definitions.periods import parse_period
from pcdash.viewmodels.labelled import Mark


def breaks_between(indicator: Indicator, first: date, last: date) -> list[tuple[Mark, str]]:
    """The breaks of an indicator between two figures, each with its reason.

    Args:
        first, last: The ends of the periods of the two.
    """
    starts = [(parse_period(one.period).start, one) for one in indicator.breaks]
    return [
        (Mark(start, f"Not comparable before {one.period}"), one.reason)
        for start, one in starts
        if first < start <= last
    ]


def events_between(
    catalogue: Catalogue, indicator_id: str, areas: Collection[str], first: date, last: date
) -> tuple[Mark, ...]:
    """The events that concern an indicator and some areas, from a date to another."""
    ordered = sorted(catalogue.events.values(), key=lambda one: one.date)
    return tuple(
        Mark(one.date, one.title)
        for one in ordered
        if one.concerns(indicator_id)
        and (not one.areas or set(areas) & set(one.areas))
        and first <= one.date <= last
    )
