"""Whether the figures of a Fingertips export agree with themselves and with their definitions."""

from collections.abc import Iterable

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.ingest.inspection import Inspection

# Values and limits are published rounded, so a value may be this far from what follows from its
# parts (as a share of it), or outside its limits (in its own unit).
ROUNDING_SHARE = 0.005
ROUNDING = 0.1


def check_figures(
    figures: pd.DataFrame, definitions: Iterable[Indicator], inspection: Inspection
) -> None:
    """Tell of values that do not follow from their parts, or lie outside their limits.

    Args:
        figures: `indicator_id`, `numerator`, `denominator`, `value`, the limits, and `row`.
        definitions: The definitions of its indicators.
        inspection: Where it is told: a contradiction within a row blocks the file; a value that
            does not follow from its parts may be standardised, so it is a warning.
    """
    for one in definitions:
        rows = figures[figures["indicator_id"] == one.id]
        if one.method in ("proportion", "rate", "ratio"):
            _check_value(rows, one, inspection)
        if one.method == "proportion":
            _blame(
                rows[rows["numerator"] > rows["denominator"]],
                inspection,
                what=f"the count is larger than the denominator of {one.title!r}",
                columns=["numerator", "denominator"],
            )
    for level in ("95", "998"):
        lower, upper = figures[f"lower_{level}"], figures[f"upper_{level}"]
        outside = (figures["value"] < lower - ROUNDING) | (figures["value"] > upper + ROUNDING)
        _blame(
            figures[outside],
            inspection,
            what="the value lies outside its own limits",
            columns=["value", lower.name, upper.name],
        )


def _check_value(rows: pd.DataFrame, one: Indicator, inspection: Inspection) -> None:
    parts = rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0)
    expected = one.multiplier * parts
    apart = (rows["value"] - expected).abs()
    wrong = rows[apart > (ROUNDING_SHARE * expected).clip(lower=ROUNDING / 2)]
    if len(wrong):
        first = wrong.iloc[0]
        inspection.warn(
            f"{len(wrong):,} values of {one.title!r} do not follow from count and denominator; "
            "they are shown as published",
            where=inspection.place(first["row"], "Value"),
            found=f"{first['value']:g}",
            expected=f"{expected.loc[wrong.index[0]]:g} ({one.multiplier:g} × count / denominator)",
        )


def _blame(wrong: pd.DataFrame, inspection: Inspection, *, what: str, columns: list[str]) -> None:
    if wrong.empty:
        return
    first = wrong.iloc[0]
    inspection.error(
        f"{what} ({len(wrong):,} rows)",
        where=inspection.place(first["row"]),
        found=", ".join(f"{name} {first[name]:g}" for name in columns),
    )
