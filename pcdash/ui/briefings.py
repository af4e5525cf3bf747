"""The first screen: its controls, its four parts, and the present mode of one message a screen."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from pcdash import paths
from pcdash.errors import UserFacingError
from pcdash.ui import address, components, links, selection, views
from pcdash.ui.entries import entry
from pcdash.ui.plain import escaped
from pcdash.viewmodels.briefing import LEAD, ROLES, Briefing, Part, Slide
from pcdash.viewmodels.choices import Choices

# The first screen fits the 720 pixels of a projector, and one side of A4 without what is below it.
_STYLE = """<style>
.stMainBlockContainer {padding-top: 1rem; padding-bottom: 1rem}
.stMainBlockContainer h1 {font-size: 1.6rem; padding: 0}
.st-key-first_screen h2 {font-size: 1.1rem; padding: 0}
.st-key-first_screen p {font-size: .9rem; line-height: 1.3; margin: 0}
.st-key-first_screen [data-testid=stMarkdownContainer] {margin-bottom: 0}
.st-key-first_screen [data-testid=stVerticalBlock] {gap: .25rem}
.st-key-first_screen [data-testid=stPageLink] a {
  padding: .2rem .3rem; height: auto; min-height: 24px}
@page {size: A4 portrait; margin: 12mm}
@media print {
  section[data-testid=stSidebar], header[data-testid=stHeader], .st-key-below,
  .st-key-briefing_controls, .st-key-first_links, .st-key-frozen {display: none !important}
  .stApp, .stApp *:has(.stMainBlockContainer) {
    position: static !important; overflow: visible !important; height: auto !important}
  .stMainBlockContainer {padding: 0 !important}
}
</style>"""
_PRESENTING = """<style>
section[data-testid=stSidebar], header[data-testid=stHeader], [data-testid=stExpandSidebarButton]
  {display: none !important}
.stMainBlockContainer {padding: 6vh 6vw 4vh; max-width: none}
.st-key-slide {min-height: 74vh}
.st-key-slide h2 {font-size: clamp(1.8rem, 4.4vw, 3.6rem); line-height: 1.15}
.st-key-slide p {font-size: clamp(1.05rem, 1.9vw, 1.7rem); line-height: 1.4}
.stMainBlockContainer h1 {font-size: clamp(1rem, 1.6vw, 1.4rem)}
</style>"""


def ask() -> tuple[Briefing, str]:
    """The controls of the first screen; what they ask for, and what is to say of its base."""
    bases = views.earlier_snapshots(date.today())
    area = None
    with st.container(horizontal=True, vertical_alignment="bottom", key="briefing_controls"):
        role = selection.switch("role", "For", ROLES)
        if role == LEAD:
            area = selection.choose("area", "Your place", views.own_places())
        since = selection.choose(
            "since", "Compared with", bases.choices, default=bases.choices.first,
            placeholder="Nothing earlier is kept",
        )  # fmt: skip
    selection.require_known()
    return _view(role, area, since, bases.choices), bases.note


def asked() -> Briefing:
    """What the address asks for, where no controls are shown."""
    bases = views.earlier_snapshots(date.today())
    role = _known("role", ROLES) or ""
    area = selection.chosen("area") if role == LEAD else None
    return _view(role, area, _known("since", bases.choices), bases.choices)


def _known(key: str, choices: Choices) -> str | None:
    """What the address asks for, or what is meant where it does not.

    Raises:
        UserFacingError: it asks for what is not among the choices.
    """
    asked = selection.chosen(key)
    if asked is not None and asked not in choices.labels:
        listed = ", ".join(choices.codes) or "none"
        raise UserFacingError(f"{key}: {asked!r} is not among what can be shown: {listed}.")
    return asked or choices.first


def _view(role: str, area: str | None, since: str | None, bases: Choices) -> Briefing:
    said = bases.labels.get(since or "", "")
    return views.briefing_view(role, area, since, said, paths.false_discovery_rate())


def show(view: Briefing) -> None:
    """The first screen, in the role's order, and where to look next."""
    st.html(_STYLE)
    with st.container(key="first_screen"):
        for start in range(0, len(view.parts), 2):
            columns = st.columns(2, gap="medium")
            for column, part in zip(columns, view.parts[start : start + 2], strict=True):
                with column:
                    _part(part)
        components.caption(view.source)
    with st.container(horizontal=True, gap="small", key="first_links"):
        # A link to the page that is open would leave the address as it was.
        _button("Present, one message a screen", None, 1)
        for name in view.next_pages:
            links.link(name, entry(name).question)


def _part(part: Part) -> None:
    components.finding(part.heading)
    if part.finding:
        components.small_heading(part.finding)
    for one in part.messages:
        links.to_message(one)
    links.targets(part.targets, is_short=True)
    for said in part.sentences:
        st.markdown(escaped(said))


def behind(view: Briefing, note: str) -> None:
    """Everything that the first screen is taken from."""
    components.why(view.why, label="How are signals found?")
    with st.expander(f"All signals and facts as a table ({len(view.every.rows)})"):
        components.data_table(view.every, view.provenance, key="signals", alt=view.provenance.title)
    if view.moved.rows:
        with st.expander(f"Findings that moved ({len(view.moved.rows)})"):
            components.small_table(view.moved, alt="Findings that moved")
    components.notes([note] if note else [])


def present(slides: Sequence[Slide]) -> None:
    """One message a screen; the arrow keys go on and back, Escape ends."""
    st.html(_PRESENTING)
    numbers = Choices({str(one): str(one) for one in range(1, len(slides) + 1)})
    number = int(_known("message", numbers) or 1)
    slide = slides[number - 1]
    with st.container(key="slide"):
        components.title(slide.about)
        components.finding(slide.finding)
        for said in slide.sentences:
            st.markdown(escaped(said))
        if slide.source:
            components.caption(slide.source)
    with st.container(horizontal=True, vertical_alignment="center"):
        _button("Back", "Left", number - 1 if number > 1 else number)
        _button("On", "Right", number + 1 if number < len(slides) else number)
        _button("End", "Esc", None)
        components.caption(f"{number} of {len(slides)}. F11 fills the screen.")


def _button(label: str, shortcut: str | None, number: int | None) -> None:
    """A button that goes to a message, or to the first screen."""
    st.button(
        label,
        shortcut=shortcut,
        key=f"present_{label.split(',')[0]}",
        on_click=address.select,
        args=("message", str(number) if number else None),
    )
