"""What a page says when it is opened on an older snapshot: what has changed since, and why."""

import streamlit as st

from pcdash.ui import address, components, session
from pcdash.ui.plain import escaped
from pcdash.ui.session import Opened
from pcdash.viewmodels.changed_since import build_changed, question_of


def offer_changes(opened: Opened) -> None:
    """How the figures that are shown differ from today's, where the snapshot is an older one."""
    if opened.number == opened.current:
        return
    then, now = session.context(), session.current_context()
    changed = build_changed(then, now, question_of(then, address.selected()))
    with st.expander("What has changed since?"):
        st.markdown(escaped(changed.finding))
        if changed.figures is not None and changed.figures.rows:
            components.data_table(
                changed.figures, changed.provenance, key="changed", alt=changed.provenance.title
            )
        if changed.loads.rows:
            components.small_table(changed.loads, alt="Loads since")
