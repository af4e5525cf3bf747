"""Asks what the columns of an uploaded workbook are, where its layout is not known."""

from pathlib import Path

import streamlit as st

from pcdash.errors import UserFacingError
from pcdash.ingest.mapping import Meaning, SheetMapping, checked, known, remember
from pcdash.report import mapping_view as view
from pcdash.ui import components, loading, publishing, session
from pcdash.ui.plain import escaped

_KEPT = "_mapping_said"


def ask(found: loading.Upload) -> None:
    """Draw the questions about each file that needs them."""
    for number, (path, is_read) in enumerate(view.asked_files(found.report, found.paths)):
        if is_read:
            with st.expander(escaped(view.AGAIN.format(name=path.name))):
                _ask(path, found, number)
        else:
            components.subheading(view.HEADING.format(name=path.name))
            st.markdown(view.ABOUT)
            _ask(path, found, number)


def _ask(path: Path, found: loading.Upload, number: int) -> None:
    try:
        sheets = view.sheets(path)
    except UserFacingError as reason:
        st.error(escaped(reason))
        return
    asked = _sheet(sheets, number)
    components.small_table(asked.first, alt=view.HEADING.format(name=path.name))
    # What was chosen is kept while other pages are looked at.
    about = (path.name, asked.name, asked.header)
    kept = st.session_state.setdefault(_KEPT, {}).setdefault(about, {})
    before = dict(view.remembered(known(found.target.store), asked.columns)) | kept
    said = [
        _column(one, before, f"{number}_{asked.name}_{asked.header}_{place}")
        for place, one in enumerate(asked.columns)
    ]
    kept |= {heading: Meaning(is_a, which) for heading, is_a, which in said}
    titles = view.indicators(session.definitions())
    indicator = st.selectbox(
        view.INDICATOR, ["", *titles], key=f"mapping_indicator_{number}",
        format_func=lambda one: titles.get(one, view.BY_COLUMN),
    )  # fmt: skip
    period = st.text_input(view.PERIOD_OF_FILE, key=f"mapping_period_{number}",
                           placeholder=view.PERIOD_HELP)  # fmt: skip
    st.caption(view.PERIOD_ASKED)
    if st.button(view.READ_SO, type=components.emphasis(), key=f"mapping_read_{number}"):
        made = view.mapping_of(
            said, indicator=indicator, period=period.strip(), sha256=view.sha256_of(path)
        )
        publishing.do_or_say(lambda: _read_so(made, found, asked))


def _sheet(sheets: dict[str, tuple], number: int) -> view.AskedSheet:
    """Draw the choice of a sheet and of the row of its headings."""
    left, right = st.columns(2)
    with left:
        name = st.selectbox(
            view.SHEET, [*sheets], key=f"mapping_sheet_{number}", format_func=escaped
        )
    likely = view.ask(name, sheets[name], None)
    with right:
        header = st.number_input(
            view.HEADER, min_value=1, max_value=likely.rows, value=likely.header, step=1,
            key=f"mapping_header_{number}_{name}",
        )  # fmt: skip
    return view.ask(name, sheets[name], int(header))


def _column(one: view.AskedColumn, before: dict[str, Meaning], key: str) -> tuple[str, str, str]:
    """Draw what a column is: its heading, what it is, and of which indicator."""
    options = [*view.meanings()]
    said = before.get(one.heading)
    usual = said.is_a if said else (one.likely or view.NOT_READ)
    left, middle, right = st.columns([2, 2, 3])
    with left:
        components.small_heading(one.heading, one.examples)
    with middle:
        meaning = st.selectbox(
            escaped(view.WHAT.format(heading=one.heading)), options,
            index=options.index(usual), key=f"mapping_is_{key}",
        )  # fmt: skip
    which = ""
    if view.is_part(meaning):
        with right:
            which = _indicator_of(one, said.indicator if said else "", key)
    return one.heading, meaning, which


def _indicator_of(one: view.AskedColumn, before: str, key: str) -> str:
    """Draw of which indicator a column of figures is; nothing is that of its row or sheet."""
    titles = view.indicators(session.definitions())
    options = ["", *titles]
    return st.selectbox(
        escaped(view.WHICH.format(heading=one.heading)), options,
        index=options.index(before) if before in titles else 0, key=f"mapping_of_{key}",
        format_func=lambda id_: titles.get(id_, view.OF_ROW),
    )  # fmt: skip


def _read_so(made: SheetMapping, found: loading.Upload, asked: view.AskedSheet) -> None:
    headings = [one.heading for one in asked.columns]
    remember(found.target.store, checked(made), headings)
    loading.check_again()
    st.rerun()
