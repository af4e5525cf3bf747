"""Packs on the Report page: two pages a practice to take along, and the actions agreed."""

from datetime import date

import streamlit as st

from pcdash import paths
from pcdash.definitions.papers import LONGEST_LINE, Agreed, agreed_of
from pcdash.report.pack import DRAWING, draw_pack, pack_document, pack_name, pack_zip
from pcdash.store import papers
from pcdash.store.folder import Store
from pcdash.ui import components, report_controls, session
from pcdash.ui.plain import escaped
from pcdash.ui.report_controls import Chosen
from pcdash.viewmodels.choices import Choices
from pcdash.viewmodels.packs import actions_table, build_pack, places_of

_FILES = "_pack_files"
ZIP = "application/zip"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_LISTED = 50


def show(chosen: Chosen) -> None:
    """Make a pack of a group, and record or tick off what was agreed with it."""
    group = report_controls.group()
    if group is None:
        return
    _files(chosen.store, group)
    components.subheading("Actions agreed")
    places = session.view(places_of, group)
    _record(chosen.store, places)
    for code, name in places.labels.items():
        own = actions_table(_agreed(chosen.store), code, MOST_LISTED)
        if own.rows:
            components.small_heading(name)
            components.small_table(own, alt=f"Actions agreed with {name}")
    _tick_off(chosen.store, places)


def _files(store: Store, group: str) -> None:
    key = (session.opened().key, group)
    if st.button("Make the pack", key="make_pack"):
        bar = st.progress(0.0)
        pack = build_pack(
            session.context(), group, _agreed(store), today=date.today(),
            progress=lambda what, share: bar.progress((1 - DRAWING) * share, escaped(what)),
        )  # fmt: skip
        drawn = draw_pack(
            pack,
            lambda what, share: bar.progress(1 - DRAWING + DRAWING * share, escaped(what)),
        )
        bar.empty()
        made = [
            ("one document", f"{pack_name(pack, '.docx')}", WORD, pack_document),
            ("a document for each practice", f"{pack_name(pack, '.zip')}", ZIP, pack_zip),
        ]
        st.session_state[_FILES] = (
            key,
            [(label, name, mime, write(pack, drawn, paths.address()))
             for label, name, mime, write in made],
        )  # fmt: skip
    held = st.session_state.get(_FILES)
    if held is None or held[0] != key:
        return
    for label, name, mime, content in held[1]:
        st.download_button(
            f"Download {label}", content, file_name=name, mime=mime, key=f"get_{name}",
            on_click="ignore",
        )  # fmt: skip


def _record(store: Store, places: Choices) -> None:
    with st.form("agree", clear_on_submit=True):
        area = st.selectbox("Agreed with", places.codes, format_func=places.labels.get)
        action = st.text_area("Action", max_chars=LONGEST_LINE)
        with st.grid(3, min_column_width=150):
            owner = st.text_input("Who", max_chars=LONGEST_LINE)
            agreed_on = st.text_input("Agreed on", max_chars=LONGEST_LINE)
            due = st.text_input("Due", max_chars=LONGEST_LINE)
        if st.form_submit_button("Record the action") and action.strip():
            facts = {"area": area, "action": action, "owner": owner, "due": due}
            papers.keep_action(store, agreed_of(facts | {"agreed_on": agreed_on}).model_dump())


def _tick_off(store: Store, places: Choices) -> None:
    held = [one for one in _agreed(store) if one.area in places.labels and not one.is_done]
    if not held:
        return
    labels = {one.id: f"{places.labels[one.area]}: {one.action}" for one in held}
    with st.form("done", clear_on_submit=True):
        done = st.multiselect("Actions that are done", list(labels), format_func=labels.get)
        if st.form_submit_button("Tick off"):
            for one in held:
                if one.id in done:
                    papers.keep_action(store, one.model_dump() | {"is_done": True})
            st.rerun()


def _agreed(store: Store) -> list[Agreed]:
    return [agreed_of(one) for one in papers.actions_agreed(store)]
