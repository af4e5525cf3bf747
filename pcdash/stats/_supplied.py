"""How limits that were published with a figure meet the limits that are computed for it.

Published limits win; what is mixed, incomplete or plainly of another figure is left out rather
than shown.
"""

import numpy as np
import pandas as pd

from pcdash.stats._inputs import columns

LIMITS = ("lower_95", "upper_95", "lower_998", "upper_998")
# The two levels of the NHS's public health tools: about two and three standard errors.
LEVELS = {"95": 0.95, "998": 0.998}
# A supplied 95% interval counts as made by our method if each of its limits is this close to
# ours, as a share of our interval's width: published limits are rounded.
SAME_METHOD = 0.02
# A value may stand this share of itself outside its limits (rounding at publication) before the
# limits are taken to be of another figure.
VALUE_TOLERANCE = 0.01


def with_supplied(
    index: pd.Index, limits: dict[str, np.ndarray], supplied: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Computed limits overruled by the supplied pairs that are complete."""
    _, given = columns(
        rows=pd.Series(0.0, index=index),
        **{name: supplied.get(name, np.nan) for name in LIMITS},
    )
    has_95 = given["lower_95"] <= given["upper_95"]
    has_998 = given["lower_998"] <= given["upper_998"]
    # Limits at the higher level that do not hold those at the lower are a fault of the file.
    has_998 &= ~has_95 | (
        (given["lower_998"] <= given["lower_95"]) & (given["upper_998"] >= given["upper_95"])
    )
    apart = np.maximum(
        np.abs(limits["lower_95"] - given["lower_95"]),
        np.abs(limits["upper_95"] - given["upper_95"]),
    )
    same_method = apart <= SAME_METHOD * (limits["upper_95"] - limits["lower_95"])
    neither = ~has_95 & ~has_998
    has = {"95": has_95, "998": has_998}
    beside = (limits["lower_998"] <= given["lower_95"]) & (limits["upper_998"] >= given["upper_95"])
    keep = {
        "95": neither,
        "998": neither | (has_95 & ~has_998 & same_method & beside),
    }
    merged = {}
    for level in LEVELS:
        for name in (f"lower_{level}", f"upper_{level}"):
            computed = np.where(keep[level], limits[name], np.nan)
            merged[name] = np.where(has[level], given[name], computed)
    return merged


def of_this_value(limits: dict[str, np.ndarray], value: np.ndarray) -> dict[str, np.ndarray]:
    """Limits without those that do not hold the value they stand beside."""
    slack = VALUE_TOLERANCE * np.abs(value)
    kept = {}
    for level in LEVELS:
        lower, upper = limits[f"lower_{level}"], limits[f"upper_{level}"]
        holds = (value >= lower - slack) & (value <= upper + slack)
        kept[f"lower_{level}"] = np.where(holds, lower, np.nan)
        kept[f"upper_{level}"] = np.where(holds, upper, np.nan)
    return kept
