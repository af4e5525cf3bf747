"""How does one practice stand? Its details, and every figure with its CCG and England beside."""

import streamlit as st

from pcdash.charts.time_series import history
from pcdash.ui import components, frame, selection, session

frame.require()
components.title("How does one practice stand?")
code = selection.choose(
    "practice",
    "Practice",
    session.practices(),
    placeholder="Choose a practice, or write part of its name or code",
    resets=("domain", "history"),
)
