"""What is selected, as the address of a page has it; nothing else may read or write the address.

The address decides whenever it has changed from outside: a link, Back, a reload. In between,
controls change the selection, and it is written back, one history entry a change. What an address
asks for and nobody knows stays in it, so that the page can say so.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

# What each page's address may hold; a selection of the same name is shared between pages.
KEYS: Mapping[str, tuple[str, ...]] = {
    "overview": ("role", "area", "since", "message", "snapshot"),
    "variation": (
        "indicator", "period", "level", "area", "against", "membership", "form", "baseline",
        "level_of", "limits", "sort", "practice",
        "snapshot",
    ),
    "practice": (
        "practice", "domain", "rows", "figure", "figure_period", "history", "deprivation",
        "list_size", "snapshot",
    ),
    "locality": ("area", "topic", "columns", "indicator", "rows", "multiples", "snapshot"),
    "map": (
        "ask", "indicator", "areas", "period", "area", "against", "membership", "classes", "points",
        "beside", "other", "then", "drawn", "spot", "only", "to", "within", "framework", "theme",
        "organisations", "round", "snapshot",
    ),
    "trends": ("indicator", "place", "screening", "rows", "snapshot"),
    "triggers": ("area", "quarter", "category", "rows", "practice", "snapshot"),
    "specification": ("task", "area", "grid", "aspect", "practice", "snapshot"),
    "programme": ("area", "section", "by_level", "rows", "practice", "snapshot"),
    "compare": (
        "by", "x", "y", "level", "area", "period", "practice",
        "places", "topic", "columns", "indicator", "multiples", "snapshot",
    ),
    "maturity": (
        "task", "framework", "organisations", "area", "themes", "order", "assessed", "theme",
        "snapshot",
    ),
    "ratings": ("area", "rating", "month", "since", "years", "snapshot"),
    "workforce": (
        "area", "level", "starters", "leavers", "over_60", "retiring", "roles", "doubt",
        "years_on", "snapshot",
    ),
    "access": ("area", "snapshot"),
    "population": ("area", "snapshot"),
    "report": ("step", "area", "years", "sections", "section", "cited", "group", "snapshot"),
    "load": ("part", "export", "for", "load", "proposal", "snapshot"),
    "catalogue": ("show", "subject", "held", "search", "indicator", "snapshot"),
}  # fmt: skip
LONGEST = 200
_SELECTION, _GIVEN, _BY_HAND = "_selection", "_given", "_by_hand"


def follow(page: str) -> None:
    """Take over what the address says, if it or the page has changed since it was last read."""
    given = _given()
    if (page, given) == st.session_state.get(_GIVEN):
        return
    chosen = {key: text for key, text in selected().items() if key not in KEYS[page]}
    for key in KEYS[page]:
        text = next(iter(given.get(key, [])), "").strip()[:LONGEST]
        if text:
            chosen[key] = text
    st.session_state[_SELECTION] = chosen
    st.session_state[_GIVEN] = (page, given)
    st.session_state[_BY_HAND] = False


def publish(page: str) -> None:
    """Write the selection to the address, if a person has changed it.

    An address that says the same in other words, or more, is left as it was opened: to write it
    anew would put an entry before it that Back never gets past.
    """
    wanted = {key: [text] for key, text in of_page(page).items()}
    if by_hand() and wanted != _given():
        st.query_params.from_dict(wanted)
        st.session_state[_GIVEN] = (page, wanted)


def of_page(page: str, **changes: str | None) -> dict[str, str]:
    """The query of a link to a page: what is selected of its keys, with some changed."""
    chosen = selected() | changes
    return {key: str(chosen[key]) for key in KEYS[page] if chosen.get(key)}


def selected() -> dict[str, str]:
    """Everything that is selected, on any page."""
    return dict(st.session_state.get(_SELECTION, {}))


def select(key: str, text: str | None, *, resets: tuple[str, ...] = ()) -> None:
    """Change a selection; `resets` are those that go back to their defaults with it."""
    chosen = {one: held for one, held in selected().items() if one not in (key, *resets)}
    if text:
        chosen[key] = text
    st.session_state[_SELECTION] = chosen
    st.session_state[_BY_HAND] = True


def here(**changes: str | None) -> str:
    """The address of the page that is open, whole, with some of what is selected changed."""
    page, _ = st.session_state[_GIVEN]
    path = "" if page == next(iter(KEYS)) else page
    # Streamlit's documentation says that it leaves the page out of it; it does not always.
    root = (st.context.url or "").rstrip("/").removesuffix(f"/{page}")
    query = urlencode(of_page(page, **changes))
    return f"{root}/{path}" + (f"?{query}" if query else "")


def is_presenting() -> bool:
    """Whether a page is shown one message a screen."""
    return bool(selected().get("message"))


def repeated() -> tuple[str, ...]:
    """The names that the address gives more than once; the first of each counts."""
    return tuple(key for key, texts in _given().items() if len(texts) > 1)


def by_hand() -> bool:
    """Whether a person has changed the selection since the address last decided it."""
    return bool(st.session_state.get(_BY_HAND))


def _given() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}
