"""The statistics of the dashboard: pure functions that know neither DuckDB nor Streamlit."""
