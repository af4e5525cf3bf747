"""The dashboard: `streamlit run app.py` runs this file for every page."""

import streamlit as st

from pcdash.ui import frame

st.set_page_config(layout="wide", initial_sidebar_state="auto")
frame.run()
