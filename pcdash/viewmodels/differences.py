"""How far two figures of one indicator stand apart: over time, or between places."""

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.stats.change import difference
from pcdash.stats.comparison import compare
from pcdash.viewmodels.limits import LIMITS
from pcdash.viewmodels.numbers import number_text


def differences(figures: pd.DataFrame, others: pd.DataFrame, *, polarity: str) -> pd.DataFrame:
    """The difference of each figure from another, its limits, and the verdict on it.

    Args:
        figures, others: `value` and the limits, row by row, on one index.

    Returns:
        On the same index: `value`, the limits by the names of `LIMITS`, and `comparison`, which
        is of the difference with 0. Without limits there is a value alone, not compared.
    """
    limits = {}
    for level in ("95", "998"):
        names = (f"lower_{level}", f"upper_{level}")
        found = difference(*_held(figures, *names), *_held(others, *names))
        limits |= {names[0]: found["lower"], names[1]: found["upper"]}
    apart = figures["value"] - others["value"]
    verdict = compare(apart, *(limits[name] for name in LIMITS), 0.0, polarity=polarity)
    return pd.DataFrame({"value": apart, **limits, "comparison": verdict})


def unit_of_differences(indicator: Indicator) -> str:
    """What a difference is counted in."""
    return "percentage points" if indicator.unit.startswith("%") else indicator.unit


def signed(value: float, decimals: int) -> str:
    """A difference with its sign: +2.1, -0.4 or 0.0."""
    text = number_text(value, decimals=decimals)
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def _held(rows: pd.DataFrame, lower: str, upper: str) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Value and limits; a published value is rounded, and may stand just outside its limits."""
    value = rows["value"].clip(rows[lower], rows[upper]).where(rows[lower].notna())
    return value, rows[lower], rows[upper]
