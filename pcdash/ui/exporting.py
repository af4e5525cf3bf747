"""The export on the Load page: figures of chosen indicators, to be edited and loaded back."""

import streamlit as st

from pcdash.report.export import export_bytes
from pcdash.ui import components, selection, session
from pcdash.ui.plain import escaped
from pcdash.viewmodels.export import (
    MOST_INDICATORS,
    build_export,
    held_choices,
    too_large,
)


def show() -> None:
    """The indicators to choose, and the button that makes the workbook."""
    context = session.context()  # a download is made in another thread, which knows no run
    chosen = selection.choose_some(
        "export",
        "Every figure of these indicators as one workbook, to be edited and loaded back",
        session.view(held_choices),
        default=(),
        at_most=MOST_INDICATORS,
        placeholder="Choose indicators",
    )
    if not chosen:
        return
    content = build_export(context, chosen)
    refused = too_large(content)
    if refused:
        components.notes([refused])
        return
    st.download_button(
        escaped(content.label),
        lambda: export_bytes(content),
        file_name=f"{content.file_name}.xlsx",
        mime=components.WORKBOOK,
        key="export",
        on_click="ignore",
    )
    components.notes(content.said)
