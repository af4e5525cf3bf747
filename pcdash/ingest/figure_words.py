"""Figures and dates as the account of a load writes them."""

import math

import pandas as pd

from pcdash.definitions.periods import day

ABOUT = 6  # significant digits: enough to see a change, few enough to read
NO_FIGURE = "no figure"


def figure(value: object) -> str:
    """A figure for a sentence: '4,400', '8.5', a category as it stands, or 'no figure'."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NO_FIGURE
    if not isinstance(value, int | float):
        return str(value)
    rounded = value if float(value).is_integer() else float(f"{value:.{ABOUT}g}")
    return f"{rounded:,.0f}" if float(rounded).is_integer() else f"{rounded:,.{ABOUT}g}"


def written(value: object) -> str:
    """A date, number or text as people write it."""
    return day(value).label if isinstance(value, pd.Timestamp) else figure(value)
