"""A figure as sentences, labels and cells say it, and what it measures."""

from pcdash.definitions.models import Indicator
from pcdash.viewmodels import words
from pcdash.viewmodels.numbers import number_text, with_unit


def figure_text(value: float, indicator: Indicator, *, flag: object = None) -> str:
    """A value of an indicator: "5.9%", "£141.20", "530"; the symbol of its flag for none."""
    text = number_text(value, decimals=indicator.decimals, missing=words.symbol_of(flag))
    return with_unit(text, indicator.unit)


def measure(indicator: Indicator) -> str:
    """What an indicator measures and in what, said once where its title names the unit."""
    is_said = indicator.unit.casefold() in indicator.title.casefold()
    return indicator.title if is_said else f"{indicator.title}, {indicator.unit}"
