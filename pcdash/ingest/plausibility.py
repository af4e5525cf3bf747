"""Figures that are of the right kind and hardly can be right: warned of, never refused."""

from collections.abc import Iterator

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.grammar import counted
from pcdash.ingest.reading import Problem, Reading


def implausible(reading: Reading, catalogue: Catalogue) -> tuple[Problem, ...]:
    """A warning for each indicator of which values lie outside its definition's range."""
    problems: list[Problem] = []
    for indicator_id, rows in reading.values.groupby("indicator_id", sort=True):
        one = catalogue.indicators.get(str(indicator_id))
        if one is not None and (one.minimum is not None or one.maximum is not None):
            problems += _out_of_range(one, rows)
    return tuple(problems)


def _out_of_range(one: Indicator, rows: pd.DataFrame) -> Iterator[Problem]:
    derived = one.multiplier * rows["numerator"] / rows["denominator"].where(lambda n: n > 0)
    values = rows["value"].fillna(derived) if one.method != "count" else rows["value"]
    low = -float("inf") if one.minimum is None else one.minimum
    high = float("inf") if one.maximum is None else one.maximum
    outside = rows[(values < low) | (values > high)]
    if outside.empty:
        return
    first = outside.iloc[0]
    where = f"row {int(first['row'])}" if pd.notna(first["row"]) else ""
    verb = "lies" if len(outside) == 1 else "lie"
    yield Problem(
        "warning",
        f"{counted(len(outside), 'value')} of {one.title!r} {verb} outside the plausible range, "
        f"the first of {first['area_code']} in {first['period']}",
        where=f"sheet {first['sheet']!r}, {where}" if pd.notna(first["sheet"]) else where,
        # Warnings are kept in the store and shown to everyone; such a count may be of one person.
        found="" if one.hides_small_counts else f"{values[first.name]:g}",
        expected=f"{low:g} to {high:g} {one.unit}",
        advice="Look at what the file says; it is loaded as it stands.",
    )
