"""Ways from a page to another: links with a selection made, and clicks that open a place."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pcdash.ui import address, selection
from pcdash.ui.entries import page
from pcdash.ui.plain import escaped
from pcdash.viewmodels import lineage
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.messages import Message
from pcdash.viewmodels.overview import Ready
from pcdash.viewmodels.pair_choices import Start
from pcdash.viewmodels.questions import Asked
from pcdash.viewmodels.target_list import TargetLine

_GO = "_go"
_WHOLE_LIST = dict.fromkeys(("show", "subject", "held", "search"))  # of the catalogue
ARROW = ":material/arrow_forward:"
MESSAGE_ICONS = {
    "concern": ":material/priority_high:", "improvement": ":material/thumb_up:",
    "neutral": ":material/compare_arrows:", "fact": ":material/info:",
}  # fmt: skip


def link(name: str, label: str, **changes: str | None) -> None:
    """A link to a page, with what is selected and some of it changed."""
    _link(name, escaped(label), **changes)


def ready(questions: Sequence[Ready]) -> None:
    """Links to questions about differences, each with its answer; without, in a row."""
    with st.container(horizontal=not any(one.finding for one in questions), gap="xsmall"):
        for one in questions:
            said = f"**{escaped(one.label)}:** {escaped(one.finding)}"
            _link(
                "variation",
                said if one.finding else escaped(one.label),
                indicator=one.indicator_id,
                level=one.level,
                period=None,
                area=None,
                practice=None,
            )


def questions(asked: Sequence[Asked]) -> None:
    """Questions, each a link to the differences between practices on its indicator."""
    for one in asked:
        link(
            "variation", one.text, indicator=one.indicator_id, level=None, period=None, area=None,
            form=None,
        )  # fmt: skip


def ready_pair(start: Start) -> None:
    """The way to the pair of indicators that is ready, where it is not the one that is chosen."""
    if start.pair is None or selection.chosen("x"):
        return
    if start.sentence:
        st.info(escaped(start.sentence))
    pair = start.pair
    link("compare", pair.label, x=pair.x, y=pair.y, level=None, area=None, period=None)


def targets(lines: Sequence[TargetLine], *, is_short: bool = False) -> None:
    """Targets with where each stands, each a link to its trajectory, else to its definition."""
    with st.container(gap="xsmall"):
        for one in lines:
            said = f"**{escaped(one.label)}.** {'' if is_short else escaped(one.said)}".rstrip()
            if one.area_code is None:
                _link("catalogue", said.rstrip(), indicator=one.indicator_id, **_WHOLE_LIST)
            else:
                _link("trends", said, indicator=one.indicator_id, place=one.area_code)


def to_message(one: Message) -> None:
    """A link to the page that a signal or a fact is from, with what it says selected."""
    keep = {"period": None, "area": None, "practice": None, "level": None, "quarter": None}
    _link(
        one.page,
        f"**{escaped(one.sign)}.** {escaped(one.finding)}",
        icon=MESSAGE_ICONS[one.way],
        **keep | dict(one.query),
    )


def open_trend(code: str) -> None:
    """What a click on a target does; the code is its area and indicator, with a stroke between."""
    area, _, indicator_id = code.partition("/")
    if indicator_id:
        address.select("indicator", indicator_id)
        address.select("place", area)
        st.session_state[_GO] = "trends"


def keys_of(name: str) -> tuple[str, ...]:
    """What the address of a page may hold."""
    return address.KEYS[name]


def menu(name: str, label: str, **changes: str | None) -> None:
    """A link of the menu."""
    query = address.of_page(name, **changes)
    st.page_link(page(name), label=escaped(label), query_params=query)


def frozen(name: str, number: int) -> None:
    """A link to the page as it is now, whatever is loaded later: for a paper that cites it."""
    link(name, f"Link that keeps these figures (snapshot {number})", snapshot=str(number))


def pointed_out(practices: Mapping[str, str]) -> str | None:
    """The practice that is to stand out among those shown."""
    code = selection.chosen("practice")
    return code if code in practices else None


def practice_box(practices: Mapping[str, str], *, figure_of: Question | None = None) -> None:
    """A box that points out one of the practices shown, the way to its page, and the way to where
    its figure comes from."""
    if not practices:
        return
    asked = selection.chosen("practice")
    shown = Choices(dict(practices))
    if asked is not None and asked not in shown.labels:
        shown = Choices({**shown.labels, asked: f"{asked} · not among those shown"})
    box, way = st.columns((3, 2), vertical_alignment="bottom")
    with box:
        code = selection.choose(
            "practice", "Point out a practice", shown, placeholder="Write part of its name or code"
        )
    if code is not None:
        with way:
            link("practice", f"Open {practices.get(code, code)}", domain=None, history=None)
            if figure_of is not None:
                link(
                    "practice", lineage.WHERE, domain=None, history=None,
                    figure=figure_of.indicator_id, figure_period=figure_of.period,
                )  # fmt: skip


def opening(practices: Mapping[str, str]) -> Callable[[str], None]:
    """What a click on an area does: a practice opens, a group shows its practices."""

    def open_area(code: str) -> None:
        if code in practices:
            address.select("practice", code, resets=("domain", "history"))
            st.session_state[_GO] = "practice"
        else:
            address.select("level", None)
            address.select("area", code)

    return open_area


def clicked(key: str, act: Callable[[str], None]) -> Callable[[], None]:
    """What Streamlit is to call when a mark of the chart of a key is clicked."""

    def take() -> None:
        points = st.session_state[key]["selection"].get("area") or []
        if points:
            act(str(points[0]["area_code"]))

    return take


def follow(here: str) -> None:
    """Go where a click wants to, before the page it was made on is drawn again.

    Streamlit writes the query to the address of the page that is left, and only then goes: with
    the query of that page, Back comes to it with what was clicked pointed out, and not to a page
    that never was. What the other page does not know in it, it leaves alone. What it is asked for
    and the page that is left has no word for goes with it.
    """
    name = st.session_state.pop(_GO, None)
    if name:
        asked = address.of_page(name) if name == "trends" else {}
        st.switch_page(page(name), query_params=asked | address.of_page(here))


def _link(name: str, label: str, *, icon: str = ARROW, **changes: str | None) -> None:
    query = address.of_page(name, **changes)
    st.page_link(page(name), label=label, icon=icon, query_params=query)
