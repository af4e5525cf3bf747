"""The form that records how far aspects of the service specification are."""

import streamlit as st

from pcdash.ingest.record_layouts import DECLARATIONS
from pcdash.ingest.workbook_layout import CODE, PERIOD
from pcdash.ui import address, programme_views
from pcdash.ui.plain import escaped
from pcdash.ui.record_form import RecordForm, Row
from pcdash.viewmodels import declaration_form as words
from pcdash.viewmodels.declaration_form import DeclarationChoices
from pcdash.viewmodels.record_words import ADD

BASES = tuple(DECLARATIONS.column("Basis").choices)


def show(area: str) -> None:
    """Draw the form, and what it would change; off where nothing real can be recorded."""
    goes_to = FORM.goes_to()
    if goes_to is not None:
        _form(programme_views.declaration_form_view(area))
        FORM.show_list(goes_to)


def _form(offered: DeclarationChoices) -> None:
    """The boxes; what they hold is added when the button is pressed, and not before."""
    with st.form("declaration", enter_to_submit=False):
        first, second = st.columns((2, 3))
        with first:
            place = st.selectbox(
                words.PLACE, offered.places.codes, index=None, key="declare_place",
                format_func=offered.places.labels.get, placeholder="Choose a place or practice",
            )  # fmt: skip
        with second:
            aspects = st.multiselect(
                words.ASPECTS, offered.aspects.codes, format_func=offered.aspects.labels.get,
                key="declare_aspects", placeholder=words.CHOOSE_ASPECTS, help=words.ASPECTS_HELP,
            )  # fmt: skip
        filled = _boxes(offered)
        if st.form_submit_button(ADD):
            if place and aspects and filled[PERIOD] and filled["State"]:
                FORM.add([{CODE: place, "Aspect": aspect, **filled} for aspect in aspects])
            else:
                st.error(escaped(words.INCOMPLETE))


def _boxes(offered: DeclarationChoices) -> Row:
    with st.grid(4, min_column_width=170):
        made: Row = {
            PERIOD: st.selectbox(
                words.QUARTER, offered.quarters, index=None, key="declare_quarter"
            ),
            "State": st.selectbox(words.STATE, offered.states, index=None, key="declare_state"),
            "Basis": st.selectbox(words.BASIS, BASES, key="declare_basis"),
            "Coverage %": st.number_input(
                words.COVERAGE, min_value=0.0, max_value=100.0, value=None, step=1.0,
                key="declare_coverage", help=words.COVERAGE_HELP,
            ),
        }  # fmt: skip
    made["Evidence"] = st.text_area(
        words.EVIDENCE, help=words.EVIDENCE_HELP, key="declare_evidence", max_chars=2_000,
        height=80,
    )  # fmt: skip
    made["Note"] = st.text_input(words.NOTE, key="declare_remark", max_chars=500)
    return made


def _go_there(last: Row) -> None:
    """Where a declaration is seen."""
    address.select("task", None)
    address.select("aspect", str(last["Aspect"]))


FORM = RecordForm(
    layout=DECLARATIONS,
    key=(CODE, "Aspect", PERIOD, "Basis"),
    shown=(CODE, "Aspect", PERIOD, "State", "Basis", "Coverage %", "Evidence"),
    asks="declare",
    words=words.WORDS,
    done=_go_there,
)
