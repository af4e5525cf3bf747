"""The areas that stand at a level in a period, and the figures held of them, joined.

What stands at a level does not hang on the indicator, so it is asked for once and kept. Nothing
is judged here: limits and verdicts are the business of `pcdash.viewmodels.figures`.
"""

from collections.abc import Iterable

import pandas as pd

from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query

NUMBERS = (
    "numerator", "denominator", "value", "lower_95", "upper_95", "lower_998", "upper_998",
    "coverage_share",
)  # fmt: skip


def areas_at_level(
    snapshot: Snapshot, *, level: str, period: str, scope_code: str, basis: str
) -> pd.DataFrame:
    """The areas of a level inside a scope, with the groups that each is in; a row an area."""
    return run_query(
        snapshot,
        "areas_at_level",
        level=level,
        period=period,
        scope_code=scope_code,
        basis=basis,
    )


def held_of(
    snapshot: Snapshot, indicator_id: str, codes: Iterable[object], *, period: str, basis: str
) -> pd.DataFrame:
    """The figures held of some areas in a period, a row an area that has one."""
    held = run_query(
        snapshot,
        "figures_in_period",
        indicator_id=indicator_id,
        period=period,
        basis=basis,
        area_codes=sorted({code for code in codes if isinstance(code, str)}),
    )
    return held.astype(dict.fromkeys(NUMBERS, "float64"))


def joined(areas: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """The areas with their figures: those that have one, and those open that should.

    `flag` says why a figure is missing, or that a practice stands outside the groups of the level.
    """
    made = areas.merge(held, on="area_code", how="left")
    made = made[made["is_open"] | made["basis"].notna()].reset_index(drop=True)
    flag = made["flag"].where(made["basis"].notna(), "not_available")
    flag = flag.mask(made["is_outside"], "outside_group")
    return made.drop(columns=["is_open", "is_outside"]).assign(flag=flag)
