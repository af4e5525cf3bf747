"""Immutable DuckDB snapshots: the only package that opens the database."""
