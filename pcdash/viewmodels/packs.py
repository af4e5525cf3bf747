"""A pack for a visit or a meeting: two pages a practice, and how the practices of a place stand.

What a page about a practice says, chosen so that it can be read without the dashboard.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pcdash.definitions.papers import Agreed
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.context import Context
from pcdash.viewmodels.histories import History, build_history
from pcdash.viewmodels.locality import members_of, names_of_members
from pcdash.viewmodels.numbers import date_text
from pcdash.viewmodels.places import place_name
from pcdash.viewmodels.practice import build_practice
from pcdash.viewmodels.profile import ProfileView, build_profile
from pcdash.viewmodels.questions import build_questions
from pcdash.viewmodels.report_figures import Link, link_of
from pcdash.viewmodels.tables import Column, Table, made_of

MOST_ROWS, SIGNALS, TRENDS, QUESTIONS, ACTIONS = 12, 3, 4, 5, 6
SETS = ("jhosc_set", "key_set", "access_set")
COLUMNS = (Column("Practice"), Column("Against England"), Column("First signal"))
NO_SIGNAL = "No figure stands out from England's."
NO_ACTION = "No action has been recorded for this practice."
ACTION_COLUMNS = (Column("Agreed"), Column("Action"), Column("Who"), Column("Due"), Column("State"))


@dataclass(frozen=True)
class Profile:
    """One practice on two pages. `rows` are the indicators of its spine, from the top."""

    code: str
    heading: str
    summary: str
    finding: str
    signals: tuple[str, ...]
    spine: ProfileView
    rows: tuple[str, ...]
    trends: tuple[History, ...]
    questions: tuple[str, ...]
    actions: Table
    source: tuple[tuple[str, str], ...]
    link: Link


@dataclass(frozen=True)
class Pack:
    """The practices of a place, and what was agreed with the place itself."""

    title: str
    place: str
    area: str
    subtitle: str
    overview: Table
    actions: Table
    profiles: tuple[Profile, ...]
    snapshot: int
    is_illustrative: bool
    made_on: date


def build_pack(
    context: Context,
    area: str,
    agreed: Sequence[Agreed],
    *,
    today: date,
    progress: Callable[[str, float], None] = lambda _what, _share: None,
) -> Pack:
    """A pack of the practices of a group that are open.

    Args:
        area: A cluster, locality, PCN, federation, CCG or borough.
        agreed: The actions agreed with any place; those of this one and its practices are taken.

    Raises:
        UnknownAreaError: it is no group's code, or the group has no practice.
    """
    members, period = members_of(context, area)
    codes = sorted(members["area_code"])
    profiles = []
    for at, code in enumerate(codes):
        progress(code, at / len(codes))
        profiles.append(_profile(context, code, agreed))
    place = place_name(context, area)
    return Pack(
        title=f"Practices of {place}",
        place=place,
        area=area,
        subtitle=(
            f"{len(codes)} practices open in {period}; snapshot {context.snapshot.number}, "
            f"{date_text(today)}."
        ),
        overview=made_of(
            COLUMNS,
            [(one.heading, one.finding, (*one.signals, NO_SIGNAL)[0]) for one in profiles],
        ),
        actions=actions_table(agreed, area),
        profiles=tuple(profiles),
        snapshot=context.snapshot.number,
        is_illustrative=context.inside.is_illustrative,
        made_on=today,
    )


def places_of(context: Context, area: str) -> Choices:
    """Whom actions can be agreed with at a meeting of a group: the group, and its practices."""
    members, _ = members_of(context, area)
    return Choices({area: place_name(context, area), **names_of_members(members)})


def actions_table(agreed: Sequence[Agreed], area: str, most: int = ACTIONS) -> Table:
    """The last actions agreed with a place, those still open first, each the latest first."""
    own = sorted((one for one in agreed if one.area == area), key=lambda one: one.id, reverse=True)
    ordered = sorted(own, key=lambda one: one.is_done)[:most]
    rows = [
        (one.agreed_on, one.action, one.owner, one.due, "Done" if one.is_done else "Open")
        for one in ordered
    ]
    return made_of(ACTION_COLUMNS, rows, codes=[one.id for one in ordered])


def _profile(context: Context, code: str, agreed: Sequence[Agreed]) -> Profile:
    view = build_practice(context, code)
    asked = build_questions(context, code)
    held = set(view.figures.codes)
    sets = [one for name in SETS for one in _set_of(context, name) if one in held]
    wanted = tuple(dict.fromkeys([*(one.indicator_id for one in asked), *sets]))
    spine = build_profile(context, code, view.heading, wanted or tuple(held))
    rows = tuple(spine.table.codes[:MOST_ROWS])
    signals = [one.text.removesuffix(" What is behind it?") for one in asked[:SIGNALS]]
    trends = [one for one in (*wanted, *view.histories) if one in view.histories]
    return Profile(
        code=view.code,
        heading=view.heading,
        summary=view.summary,
        finding=view.finding,
        signals=tuple(signals),
        spine=spine,
        rows=rows,
        trends=tuple(
            build_history(context, code, one, view.heading)
            for one in list(dict.fromkeys(trends))[:TRENDS]
        ),
        questions=tuple(one.text for one in asked[:QUESTIONS]),
        actions=actions_table(agreed, code),
        source=view.source,
        link=link_of("practice", context.snapshot.number, practice=code),
    )


def _set_of(context: Context, name: str) -> tuple[str, ...]:
    held = context.catalogue.sets.get(name)
    return held.indicators if held else ()
