"""The only package that imports Streamlit: frame, selection, session, components."""
