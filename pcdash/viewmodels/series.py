"""Every figure held of a place, a practice or a group, over all periods, with its limits."""

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import Indicator
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query
from pcdash.viewmodels.limits import LIMITS, with_limits

NUMBERS = ["numerator", "denominator", "value", *LIMITS, "ccg_value", "england_value"]


def series_of(snapshot: Snapshot, catalogue: Catalogue, area_code: str) -> pd.DataFrame:
    """All figures of a practice or group with their limits, by indicator and date.

    Returns:
        A row a figure: the columns of the query `figures_of_areas`, which has the values of
        the CCG that it was in at the end of the period, and of England, beside it.
    """
    return _read(snapshot, catalogue, [area_code], None)


def series_of_each(
    snapshot: Snapshot, catalogue: Catalogue, area_codes: Sequence[str], indicator_id: str
) -> dict[str, pd.DataFrame]:
    """The figures of one indicator, as `series_of` has them, of each area that has any."""
    held = _read(snapshot, catalogue, [*area_codes], [indicator_id])
    return {str(code): rows for code, rows in held.groupby("area_code", sort=False)}


def _read(
    snapshot: Snapshot, catalogue: Catalogue, codes: list[str], indicator_ids: list[str] | None
) -> pd.DataFrame:
    held = run_query(snapshot, "figures_of_areas", area_codes=codes, indicator_ids=indicator_ids)
    held = held[held["indicator_id"].isin(catalogue.indicators)]
    held = held.astype(dict.fromkeys(NUMBERS, "float64"))
    made = [with_limits(part, one) for part, one in alike(held, catalogue, _reckoning)]
    return pd.concat(made).sort_index() if made else held


def alike(
    rows: pd.DataFrame, catalogue: Catalogue, kind: Callable[[Indicator], object]
) -> Iterator[tuple[pd.DataFrame, Indicator]]:
    """The rows in parts of which any indicator may stand for all."""
    kinds = [str(kind(catalogue.indicators[one])) for one in rows["indicator_id"]]
    for _, part in rows.groupby(kinds, sort=False):
        yield part, catalogue.indicators[part["indicator_id"].iloc[0]]


def _reckoning(one: Indicator) -> tuple[object, ...]:
    """What the limits hang on: the methods without an interval of ours are alike."""
    if one.method not in ("proportion", "rate"):
        return ("as supplied",)
    return (one.method, one.multiplier, one.hides_small_counts)
