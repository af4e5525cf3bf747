"""The form that records assessments: checked, previewed and published as any file is.

What is added is written into a small workbook in a folder of the session, which then goes the way
of an upload: original, lineage, preview, approval and undo are those of every load.
"""

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from pcdash.errors import UserFacingError
from pcdash.ingest.record_layouts import ASSESSMENTS
from pcdash.ingest.workbook_layout import CODE
from pcdash.report.sheet_file import sheet_bytes
from pcdash.ui import address, components, destination, loading, publishing, session, views
from pcdash.ui.destination import Target
from pcdash.ui.loading import Folder, Upload
from pcdash.ui.maturity_controls import Asked
from pcdash.ui.plain import escaped
from pcdash.viewmodels import maturity_form as words
from pcdash.viewmodels.maturity_form import FormChoices
from pcdash.viewmodels.tables import Column, made_of

_LIST, _HELD = "_assessments", "_assessments_checked"
EARLIEST = date(2010, 1, 1)
SHOWN = (CODE, "Theme", "Assessed on", "State", "Basis", "Assessed by", "Ambition", "Evidence")
BASES = tuple(ASSESSMENTS.column("Basis").choices)
Row = dict[str, object]


@dataclass
class Listed:
    """The assessments that were added until now, by the headings of the sheet."""

    rows: list[Row] = field(default_factory=list)


def show(asked: Asked) -> None:
    """Draw the form, and what it would change; off where nothing real can be recorded."""
    st.markdown(escaped(words.ABOUT))
    try:
        goes_to = destination.target()
    except UserFacingError as reason:
        components.nothing_held(words.APART.format(reason=reason))
        return
    if session.opened().number != session.opened().current:
        components.nothing_held(words.NOT_CURRENT)
        return
    _form(views.maturity_form_view(asked.framework, asked.level, asked.area))
    if _listed().rows:
        _show_list()
        _check_and_publish(goes_to)


def _form(offered: FormChoices) -> None:
    """The boxes; what they hold is added when the button is pressed, and not before."""
    first, second = st.columns((2, 3))
    with first:
        place = st.selectbox(
            words.PLACE, offered.places.codes, index=None, format_func=offered.places.labels.get,
            key="record_place", placeholder="Choose a place",
        )  # fmt: skip
    with second:
        themes = st.multiselect(
            words.THEMES, offered.themes.codes, format_func=offered.themes.labels.get,
            key="record_themes", placeholder=words.CHOOSE_THEMES, help=words.THEMES_HELP,
        )  # fmt: skip
    states = offered.common_states(themes)
    if not states:
        components.nothing_held(words.NO_STATE)
        return
    with st.form("assessment", enter_to_submit=False):
        filled = _boxes(states)
        if st.form_submit_button(words.ADD):
            if place and themes and filled["State"]:
                _add(offered, place, themes, filled)
            else:
                st.error(escaped(words.INCOMPLETE))


def _boxes(states: tuple[str, ...]) -> Row:
    own = "_".join(states)  # other states are other boxes, with nothing chosen in them
    with st.grid(4, min_column_width=170):
        made: Row = {
            "Assessed on": st.date_input(
                words.DAY, min_value=EARLIEST, max_value=date.today(), format="DD/MM/YYYY",
                key="record_day",
            ),
            "State": st.selectbox(words.STATE, states, index=None, key=f"record_state_{own}"),
            "Basis": st.selectbox(words.BASIS, BASES, key="record_basis"),
            "Assessed by": st.text_input(
                words.ASSESSED_BY, help=words.ROLE_HELP, key="record_by", max_chars=100
            ),
            "Ambition": st.selectbox(
                words.AMBITION, states, index=None, placeholder="None",
                key=f"record_ambition_{own}",
            ),
            "Ambition by": st.text_input(words.DUE, help=words.DUE_HELP, key="record_due"),
            "Evidence of": st.date_input(
                words.EVIDENCE_OF, value=None, min_value=EARLIEST, max_value=date.today(),
                format="DD/MM/YYYY", key="record_evidence_day",
            ),
        }  # fmt: skip
    made["Evidence"] = st.text_area(
        words.EVIDENCE, help=words.EVIDENCE_HELP, key="record_evidence", max_chars=2_000, height=80
    )
    made["Note"] = st.text_input(words.NOTE, key="record_remark", max_chars=500)
    return made


def _add(offered: FormChoices, place: str, themes: list[str], filled: Row) -> None:
    """Add an assessment a theme, in the place of one of the same place, theme and day."""
    listed = _listed()
    for theme in themes:
        row = {CODE: place, "Framework": offered.framework, "Theme": theme, **filled}
        key = (CODE, "Framework", "Theme", "Assessed on")
        listed.rows = [one for one in listed.rows if any(one[name] != row[name] for name in key)]
        listed.rows.append(row)
    st.session_state.pop(_HELD, None)


def _show_list() -> None:
    rows = _listed().rows
    components.finding(words.listed_text(len(rows)))
    table = made_of(
        [Column(name) for name in SHOWN],
        [[str(row.get(name) or "") for name in SHOWN] for row in rows],
    )
    components.small_table(table, alt=words.LIST_ALT)
    with st.container(horizontal=True):
        st.button(words.LAST_OUT, on_click=_take_last_out)
        st.button(words.PUT_AWAY, on_click=_put_away)


def _check_and_publish(goes_to: Target) -> None:
    held: Upload | None = st.session_state.get(_HELD)
    if held is None or held.target.key != goes_to.key:
        if held is not None:
            publishing.moved(goes_to.number)
        try:
            held = _examined(goes_to)
        except UserFacingError as reason:  # another load is writing: the list stays
            st.error(escaped(reason))
            return
        st.session_state[_HELD] = held
    if held.problems.table.rows:
        loading.show_problems(held.problems)
    loading.show_preview(held)
    loading.publish(held, asks="record", done=_published)


def _examined(goes_to: Target) -> Upload:
    folder = Folder()
    path = folder.path / words.FILE_NAME.format(day=date.today().isoformat())
    path.write_bytes(sheet_bytes(ASSESSMENTS, _listed().rows))
    return loading.examine((path.name,), (path,), folder, goes_to, skips_bad=False)


def _published() -> None:
    """Forget the list, and go where it is seen."""
    last = _listed().rows[-1]
    _put_away()
    address.select("task", None)
    address.select("assessed", str(last[CODE]))
    address.select("theme", str(last["Theme"]))


def _take_last_out() -> None:
    _listed().rows = _listed().rows[:-1]
    st.session_state.pop(_HELD, None)


def _put_away() -> None:
    st.session_state.pop(_LIST, None)
    st.session_state.pop(_HELD, None)


def _listed() -> Listed:
    return st.session_state.setdefault(_LIST, Listed())
