"""The form that records assessments of maturity."""

from datetime import date

import streamlit as st

from pcdash.ingest.record_layouts import ASSESSMENTS
from pcdash.ingest.workbook_layout import CODE
from pcdash.ui import address, components, views
from pcdash.ui.maturity_controls import Asked
from pcdash.ui.plain import escaped
from pcdash.ui.record_form import RecordForm, Row
from pcdash.viewmodels import maturity_form as words
from pcdash.viewmodels.maturity_form import FormChoices
from pcdash.viewmodels.record_words import ADD

EARLIEST = date(2010, 1, 1)
BASES = tuple(ASSESSMENTS.column("Basis").choices)


def show(asked: Asked) -> None:
    """Draw the form, and what it would change; off where nothing real can be recorded."""
    goes_to = FORM.goes_to()
    if goes_to is not None:
        _form(views.maturity_form_view(asked.framework, asked.level, asked.area))
        FORM.show_list(goes_to)


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
        if st.form_submit_button(ADD):
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
    """Add an assessment a theme."""
    about = {CODE: place, "Framework": offered.framework}
    FORM.add([{**about, "Theme": theme, **filled} for theme in themes])


def _go_there(last: Row) -> None:
    """Where an assessment is seen."""
    address.select("task", None)
    address.select("assessed", str(last[CODE]))
    address.select("theme", str(last["Theme"]))


FORM = RecordForm(
    layout=ASSESSMENTS,
    key=(CODE, "Framework", "Theme", "Assessed on"),
    shown=(CODE, "Theme", "Assessed on", "State", "Basis", "Assessed by", "Ambition", "Evidence"),
    asks="record",
    words=words.WORDS,
    done=_go_there,
)
