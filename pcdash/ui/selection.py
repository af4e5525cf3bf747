"""The controls of a page: each shows one thing that is selected, and changes it.

What a link asks for is never replaced in silence: a page that cannot show it says so and stops.
What a person's own choice has made impossible goes back to its default.
"""

import difflib
from collections.abc import Sequence

import streamlit as st

from pcdash.errors import UserFacingError
from pcdash.ui import address
from pcdash.viewmodels.choices import Choices

_UNKNOWN = "_unknown"


class NothingChosenError(UserFacingError):
    """A page has nothing to show before something is chosen; says what."""


def chosen(key: str) -> str | None:
    """What is selected under a name, as text."""
    return address.selected().get(key)


def value(key: str, choices: Choices, *, default: str | None = None) -> str | None:
    """What is selected, or meant where nothing is, before its control is drawn."""
    asked = chosen(key)
    return asked if asked in choices.labels else default or choices.first


def choose(
    key: str,
    label: str,
    choices: Choices,
    *,
    default: str | None = None,
    placeholder: str = "Choose",
    resets: tuple[str, ...] = (),
    help: str | None = None,  # noqa: A002 (as Streamlit calls it)
) -> str | None:
    """A select box for one thing; what is selected, else the default, which may be nothing."""
    shown = _known(key, label, choices, default)
    widget = _shows(key, shown)
    st.selectbox(
        label,
        choices.codes,
        # With a default there is always something selected, and nothing to clear.
        index=None if default is None else 0,
        format_func=lambda code: choices.labels.get(code, code),
        key=widget,
        placeholder=placeholder,
        on_change=_take,
        args=(key, widget, default, resets),
        help=help,
    )
    return shown


def choose_here(key: str, label: str, choices: Choices, *, shown: str) -> str:
    """A select box for what another page may have selected otherwise: then `shown` is meant."""
    widget = _shows(key, shown)
    st.selectbox(
        label,
        choices.codes,
        format_func=lambda code: choices.labels.get(code, code),
        key=widget,
        on_change=_take,
        args=(key, widget, None, ()),
    )
    return shown


def switch(key: str, label: str, choices: Choices, *, resets: tuple[str, ...] = ()) -> str:
    """Buttons in a row of which one is pressed: the first, unless another is selected."""
    default = choices.first or ""
    shown = _known(key, label, choices, default) or default
    widget = _shows(key, shown)
    st.segmented_control(
        label,
        choices.codes,
        format_func=lambda code: choices.labels.get(code, code),
        key=widget,
        on_change=_take,
        args=(key, widget, default, resets),
        required=True,
    )
    return shown


def choose_some(
    key: str,
    label: str,
    choices: Choices,
    *,
    default: tuple[str, ...],
    at_most: int,
    placeholder: str,
    resets: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """A box for several things in the order they are chosen; the address has them with commas."""
    asked = _parts(chosen(key))
    unknown = [one for one in asked if one not in choices.labels]
    for one in unknown:
        _ask_in_vain(f"{key} {one}", _not_among(label, one, choices))
    if len(asked) > at_most:
        _ask_in_vain(key, f"{label}: {len(asked)} are asked for, and {at_most} can be shown.")
    shown = [one for one in asked or default if one not in unknown][:at_most]
    widget = _shows(key, shown)
    st.multiselect(
        label,
        choices.codes,
        format_func=lambda code: choices.labels.get(code, code),
        key=widget,
        max_selections=at_most,
        placeholder=placeholder,
        on_change=_take_some,
        args=(key, widget, default, resets),
    )
    return tuple(shown)


def write(key: str, label: str, *, placeholder: str) -> str:
    """A box to write in; what is written."""
    shown = chosen(key) or ""
    widget = _shows(key, shown)
    st.text_input(
        label, key=widget, placeholder=placeholder, on_change=_take, args=(key, widget, "", ())
    )
    return shown


def weigh(key: str, label: str, *, default: int, most: int) -> int:
    """A slider over whole numbers from 0; the number.

    A number in the address that is none of them is asked for in vain, as any other choice.
    """
    numbers = {str(one): str(one) for one in range(most + 1)}
    shown = _known(key, label, Choices(numbers), str(default)) or str(default)
    widget = _shows(key, int(shown))
    st.slider(label, 0, most, key=widget, on_change=_take, args=(key, widget, default, ()))
    return int(shown)


def in_pages(key: str, label: str, codes: Sequence[str], *, at_most: int) -> Sequence[str]:
    """Those of many things that are on the page that is open, with the way to the others."""
    starts = range(0, len(codes), at_most)
    if len(starts) <= 1:
        return codes
    pages = {
        str(number): _span(start + 1, min(start + at_most, len(codes)))
        for number, start in enumerate(starts, start=1)
    }
    start = at_most * (int(switch(key, label, Choices(pages))) - 1)
    return codes[start : start + at_most]


def _span(first: int, last: int) -> str:
    return f"{first} to {last}" if last > first else f"{first}"


def require_known() -> None:
    """Stop the page where the address asks for what does not exist, with all of it named.

    Raises:
        UserFacingError: the names, what was asked for, and what comes nearest.
    """
    unknown = st.session_state.pop(_UNKNOWN, {})
    if unknown:
        raise UserFacingError(" ".join(unknown.values()))


def begin() -> None:
    """Forget what the page before could not show (called once a run)."""
    st.session_state[_UNKNOWN] = {}


def _known(key: str, label: str, choices: Choices, default: str | None) -> str | None:
    asked = chosen(key)
    if asked is None or asked in choices.labels:
        return asked or default
    if address.by_hand() and default is not None:
        address.select(key, None)
        return default
    _ask_in_vain(key, _not_among(label, asked, choices))
    return None


def _ask_in_vain(key: str, said: str) -> None:
    st.session_state[_UNKNOWN] = st.session_state.get(_UNKNOWN, {}) | {key: said}


def _not_among(label: str, asked: str, choices: Choices) -> str:
    return f"{label}: {asked!r} is not among the choices here.{_nearest(asked, choices)}"


def _nearest(asked: str, choices: Choices) -> str:
    texts = {**{code: code for code in choices.codes}, **{v: k for k, v in choices.labels.items()}}
    near = difflib.get_close_matches(asked, texts, n=1, cutoff=0.6)
    if near:
        return f" Did you mean {choices.labels[texts[near[0]]]!r}?"
    few = [choices.labels[code] for code in choices.codes[:4]]
    return f" Choose one, for example {few[0]!r}." if few else " There is nothing to choose."


def _parts(text: str | None) -> tuple[str, ...]:
    """The parts of what the address has with commas, each once."""
    return tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))


def _shows(key: str, shown: str | int | list[str] | None) -> str:
    """The widget of a selection, showing its value; set only where it differs, or it flickers."""
    widget = f"choose_{key}"
    if st.session_state.get(widget) != shown or widget not in st.session_state:
        st.session_state[widget] = shown
    return widget


def _take(key: str, widget: str, default: object, resets: tuple[str, ...]) -> None:
    taken = st.session_state[widget]
    is_default = taken is None or taken == default
    address.select(key, None if is_default else str(taken), resets=resets)


def _take_some(key: str, widget: str, default: tuple[str, ...], resets: tuple[str, ...]) -> None:
    taken = tuple(st.session_state[widget])
    address.select(key, None if taken in ((), default) else ",".join(taken), resets=resets)
