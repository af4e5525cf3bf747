"""One group of practices: which there are, who is in it today, and what can be asked of it."""

from dataclasses import dataclass

import pandas as pd

from pcdash.errors import UnknownAreaError
from pcdash.store.queries import run_query
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.names import with_code
from pcdash.viewmodels.numbers import counted, number_text
from pcdash.viewmodels.topics import Topics, topics_of

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
    """The practices of a group that are open in the latest period of lists, and the period.

    Raises:
        UnknownAreaError: the code is no group's, or no practice of the group is open.
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
    now = run_query(context.snapshot, "groups_now", scope_code=known.system_code)
    period = str(now["period"].iloc[0]) if len(now) else ""
    areas = context.areas_at_level(level="practice", period=period, scope_code=code, basis="as_was")
    members = areas[areas["is_open"].astype(bool)] if len(areas) else areas
    if members.empty:
        raise UnknownAreaError(
            f"No practice of {known.names[code]} is open in {period or 'any period held'}, the "
            "latest that is held. Its earlier figures are on the page of differences between "
            "practices."
        )
    return members, period


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
    lists = series[(series["indicator_id"] == "registered_patients") & series["value"].notna()]
    parts = [
        context.inside.kinds[code],
        f"{counted(len(members), 'practice')} open ({period})",
    ]
    if len(lists):
        last = lists.iloc[-1]
        parts.append(f"{number_text(last['value'])} registered patients ({last['period']})")
    return "; ".join([*parts, *ccgs])
