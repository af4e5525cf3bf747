"""One group of practices: which there are, who is in it today, and what can be asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pcdash.errors import UnknownAreaError
from pcdash.grammar import counted
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import with_code
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.topics import Topics, topics_of

LISTS = "registered_patients"
AROUND = ("Region", "Country", "System")
COMPARABLE = ("proportion", "rate", "ratio", "score", "mean")


@dataclass(frozen=True)
class LocalityChoices:
    """The header of a group, and the subjects that its practices may have figures of."""

    heading: str
    summary: str
    topics: Topics


def groups(context: Context) -> Choices:
    """The groups that the page can show: all inside the place."""
    known = context.inside
    return Choices(
        {
            code: label
            for code, label in known.areas.labels.items()
            if known.kinds.get(code, "System") not in AROUND
        }
    )


def build_choices(context: Context, code: str) -> LocalityChoices:
    """What the group is, and what can be asked of it.

    Raises:
        UnknownAreaError: the code is no group's, or no practice of the group is open today.
    """
    members, period = members_of(context, code)
    held = context.holdings
    held = held[(held["area_type"] == "practice") & (held["areas_with_value"] > 0)]
    known = context.catalogue.indicators
    ids = [one for one in held["indicator_id"].unique() if one in known]
    name = context.inside.names[code]
    return LocalityChoices(
        heading=name,
        summary=_summary(context, code, members, period),
        topics=topics_of(
            context.catalogue, [one for one in ids if known[one].method in COMPARABLE]
        ),
    )


def members_of(context: Context, code: str) -> tuple[pd.DataFrame, str]:
    """The practices of a group that are open in the latest period of lists, and the period: for a
    group that is no more, in the last in which it had any.

    Raises:
        UnknownAreaError: the code is no group's, or none of its practices is ever open.
    """
    known = context.inside
    if code in known.practices.labels:
        raise UnknownAreaError(
            f"{code!r} is the code of a practice, {known.practices.labels[code]}, not of a group. "
            "Choose a cluster, locality, PCN, federation, borough or CCG above."
        )
    if code not in groups(context).labels:
        raise UnknownAreaError(
            f"No group inside {known.place_name} has the code {code!r}. Choose a cluster, "
            "locality, PCN, federation, borough or CCG above."
        )
    for period in periods_of_practices(context):
        areas = context.areas_at_level(
            level="practice", period=period, scope_code=code, basis="as_was"
        )
        members = areas[areas["is_open"].astype(bool)] if len(areas) else areas
        if len(members):
            return members, period
    raise UnknownAreaError(
        f"No practice of {known.names[code]} is open in any period that is held."
    )


def periods_of_practices(context: Context) -> Iterator[str]:
    """Periods with figures of practices, the latest first; before all others those of lists, which
    every open practice has."""
    held = context.holdings[context.holdings["area_type"] == "practice"]
    is_list = held["indicator_id"] == LISTS
    ordered = pd.concat([held[is_list].iloc[::-1], held[~is_list].sort_values("end_date")[::-1]])
    yield from ordered["period"].drop_duplicates()


def names_of_members(members: pd.DataFrame) -> dict[str, str]:
    """Practices by code, named, in the order of their names."""
    labelled = {
        code: with_code(name, code)
        for code, name in zip(members["area_code"], members["area_name"], strict=True)
    }
    return dict(sorted(labelled.items(), key=lambda one: one[1].casefold()))


def _summary(context: Context, code: str, members: pd.DataFrame, period: str) -> str:
    ccgs = [
        context.inside.names.get(one, one)
        for one in sorted(members["ccg_code"].dropna().unique())
        if one != code
    ]
    series = context.series_of(code)
    lists = series[(series["indicator_id"] == LISTS) & series["value"].notna()]
    parts = [
        context.inside.kinds[code],
        f"{counted(len(members), 'practice')} open ({period}{_ended(context, period)})",
    ]
    if len(lists):
        last = lists.iloc[-1]
        parts.append(f"{number_text(last['value'])} registered patients ({last['period']})")
    return "; ".join([*parts, *ccgs])


def _ended(context: Context, period: str) -> str:
    """What is said of a period that is not the latest: the group has no practice after it."""
    return "" if period == next(periods_of_practices(context), period) else ", the last that it had"
