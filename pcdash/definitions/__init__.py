"""Definitions are data: TOML files in data/definitions, read into frozen, validated objects."""
