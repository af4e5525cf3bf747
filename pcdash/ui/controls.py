"""The controls of each page, in order, offering only what the store can show."""

import streamlit as st

from pcdash.definitions.models import LEVELS
from pcdash.errors import UnknownAreaError
from pcdash.ui import address, pair_views, selection, session
from pcdash.viewmodels import choices, pair_choices, pairs, words
from pcdash.viewmodels.catalogue import HELD, CatalogueView
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.tables import Table
from pcdash.viewmodels.variation_table import SORTS

LOAD_PARTS = {"files": "Bring in files", "history": "Loads until now, and undo"}
CATALOGUE_PARTS = {
    "indicators": "Indicators",
    "loads": "Loads and files",
    "mismatches": "Published against computed",
}


def question() -> Question:
    """Draw the controls; the question that they ask.

    Raises:
        NothingChosenError: no indicator is chosen yet.
        UserFacingError: the address asks for something that does not exist.
    """
    holdings, known, catalogue = session.holdings(), session.inside(), session.definitions()
    # Side by side, since the longest texts are in these two.
    first, second = st.columns((3, 2))
    with first:
        indicator_id = selection.choose(
            "indicator",
            "Indicator",
            choices.indicators(catalogue, holdings["indicator_id"].unique()),
            placeholder="Choose an indicator, or write part of its name",
            resets=("period",),
        )
    with second:
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
    if indicator_id is None:
        selection.require_known()
        raise selection.NothingChosenError(
            "Choose an indicator above to see how practices differ on it."
        )
    held = choices.periods(holdings, indicator_id)
    if held.first is None:
        title = catalogue.indicator(indicator_id).title
        raise selection.NothingChosenError(
            f"Nothing is held of {title!r} yet: it is defined, and no file with its figures has "
            "been loaded. Choose another indicator."
        )
    usual = choices.usual_period(holdings, indicator_id)
    memberships = Choices(words.MEMBERSHIPS)
    offered = session.levels(
        indicator_id,
        selection.value("period", held, default=usual) or held.first,
        selection.value("membership", memberships) or "as-was",
    )
    with st.grid(4, min_column_width=150):
        period = selection.choose("period", "Period", held, default=usual)
        level = selection.choose("level", "Level", offered, default=offered.first)
        rivals = choices.against(level or LEVELS[0], known, selection.chosen("against"))
        against = selection.choose("against", "Compare with", rivals, default=rivals.first)
        membership = selection.choose(
            "membership",
            "Groups",
            memberships,
            default=memberships.first,
            help=" ".join(words.MEMBERSHIP_RULE.values()),
        )
    selection.require_known()
    return Question(
        indicator_id,
        level=level or LEVELS[0],
        against=against or "england",
        membership=membership or "as-was",
        area=area,
        period=period,
    )


def pair() -> pairs.Pair:
    """Draw the controls of two indicators; the pair that they ask for.

    Raises:
        NothingChosenError: one of the two is not chosen, or nothing is held of it.
        UserFacingError: the address asks for something that does not exist.
    """
    holdings, known, catalogue = session.holdings(), session.inside(), session.definitions()
    listed = pair_choices.choosable(catalogue, set(holdings["indicator_id"]))
    first, second = st.columns(2)
    with first:
        x = selection.choose("x", "Indicator across", listed, resets=("period",))
    with second:
        y = selection.choose("y", "Indicator up", listed, resets=("period",))
    if x is None or y is None:
        selection.require_known()
        raise selection.NothingChosenError("Choose two indicators above to put side by side.")
    for one in (x, y):
        if choices.periods(holdings, one).first is None:
            raise selection.NothingChosenError(pair_choices.missing_said(catalogue, one))
    common = pairs.common_periods(holdings, x, y)
    offered = pair_views.levels(x, y)
    with st.grid(3, min_column_width=150):
        area = selection.choose("area", "Area", known.areas, default=known.system_code)
        level = selection.choose("level", "Level", offered, default=offered.first)
        period = selection.choose(
            "period",
            "Period",
            Choices({one: one for one in common} or {"latest": "The latest of each"}),
            default=next(iter(common), "latest"),
        )
    selection.require_known()
    return pairs.Pair(
        x, y, level=level or LEVELS[0], area=area, period=None if period == "latest" else period
    )


def practice() -> str:
    """Draw the box of practices; the code of the one that is chosen.

    Raises:
        NothingChosenError: none is chosen.
        UnknownAreaError: the address asks for a code that no practice has.
    """
    listed = session.inside().practices
    asked = selection.chosen("practice")
    unknown: UnknownAreaError | None = None
    if asked is not None and asked not in listed.labels:
        try:
            listed = Choices({**listed.labels, asked: session.practice_view(asked).heading})
        except UnknownAreaError as error:
            unknown = error
    code = selection.choose(
        "practice",
        "Practice",
        listed,
        placeholder="Write part of a name or code",
        resets=("domain", "rows", "history"),
    )
    if unknown is not None:
        raise unknown
    if code is None:
        raise selection.NothingChosenError("Choose a practice above, by its name or code.")
    return code


def sort() -> str:
    """Draw the box that orders the table; the order.

    Raises:
        UserFacingError: the address asks for an order that does not exist.
    """
    orders = Choices(SORTS)
    order = selection.choose("sort", "Order of the table", orders, default=orders.first)
    selection.require_known()
    return order or "highest"


def catalogue_part() -> str:
    """Draw the buttons between the parts of the Catalogue; the part."""
    return selection.switch("show", "Show", Choices(CATALOGUE_PARTS))


def load_part(waiting: int | None) -> str:
    """Draw the buttons between the parts of the Load page; the part.

    `waiting` proposals are there to be approved; None where there is no such part.
    """
    also = {} if waiting is None else {"waiting": f"Waiting for approval ({waiting})"}
    return selection.switch("part", "Part", Choices(LOAD_PARTS | also | {"calendar": "Calendar"}))


def find(view: CatalogueView) -> Table:
    """Draw what narrows the list of indicators; the list."""
    first, second, third = st.columns(3)
    with first:
        domain = selection.choose("subject", "Subject", view.domains, default=view.domains.first)
    with second:
        held = selection.choose("held", "Data", Choices(HELD), default="all")
    with third:
        text = selection.write("search", "Search", placeholder="Words of a definition")
    return view.find(domain=domain or "all", held=held or "all", text=text)


def defined(view: CatalogueView) -> str | None:
    """Draw the box of definitions; the indicator that is chosen."""
    return selection.choose(
        "indicator", "Definition", Choices(view.labels), placeholder="Choose an indicator"
    )


def take_indicator(indicator_id: str) -> None:
    """What selecting a row of the list does."""
    address.select("indicator", indicator_id)
