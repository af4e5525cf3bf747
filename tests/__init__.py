"""The tests of the project; `python -m tests` runs all that must hold."""
