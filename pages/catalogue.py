"""What do we hold, and can it be trusted? Definitions, holdings, loads, and figures that differ."""

import streamlit as st

from pcdash.ui import components, frame, selection, session
from pcdash.viewmodels.choices import Choices

frame.require()
components.title("What do we hold, and can it be trusted?")
