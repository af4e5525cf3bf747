"""A figure as sentences, labels and cells say it: its decimals and unit, or why it is missing."""

from pcdash.definitions.models import Indicator
from pcdash.viewmodels import words
from pcdash.viewmodels.numbers import number_text, with_unit


def figure_text(value: float, indicator: Indicator, *, flag: object = None) -> str:
    """A value of an indicator: "5.9%", "£141.20", "530"; the symbol of its flag for none."""
    text = number_text(value, decimals=indicator.decimals, missing=words.symbol_of(flag))
    return with_unit(text, indicator.unit)
