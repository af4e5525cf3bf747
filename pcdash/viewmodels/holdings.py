"""What is held of an indicator, and what to say where that is not what was asked for."""

import pandas as pd

from pcdash.definitions.models import Indicator
from pcdash.errors import NoDataError, UnknownAreaError, UnknownPeriodError
from pcdash.store.connection import Snapshot
from pcdash.store.queries import run_query


def latest_period(snapshot: Snapshot, indicator: Indicator, level: str) -> str:
    """The latest period that holds a figure at a level, or of practices to make one from.

    Raises:
        NoDataError: nothing is held of the indicator.
    """
    held = run_query(snapshot, "periods_held", indicator_id=indicator.id)
    held = held[held["areas_with_value"] > 0]
    if held.empty:
        raise NoDataError(
            f"Nothing is held of {indicator.title!r} ({indicator.id}). It is defined; no file "
            "with its figures has been loaded."
        )
    fitting = held[held["area_type"].isin([level, "practice"])]
    return str((held if fitting.empty else fitting)["period"].iloc[0])


def require_area(snapshot: Snapshot, area_code: str) -> pd.Series:
    """What is known of an area, as one row.

    Raises:
        UnknownAreaError: no area has the code.
    """
    found = run_query(snapshot, "area", area_code=area_code)
    if found.empty:
        raise UnknownAreaError(
            f"No area has the code {area_code!r}. Practice codes look like F82001; CCG codes "
            "like 07L."
        )
    return found.iloc[0]


def require_held(
    snapshot: Snapshot, figures: pd.DataFrame, indicator: Indicator, *, period: str, where: str
) -> None:
    """Refuse figures that are none.

    Args:
        figures: A row an area, with `value` and `category`.
        where: Level and scope, as a sentence has them.

    Raises:
        UnknownPeriodError, NoDataError: nothing is held for what was asked; says what is.
    """
    if figures["value"].notna().any() or figures["category"].notna().any():
        return
    held = run_query(snapshot, "periods_held", indicator_id=indicator.id)
    said = _in_words(held)
    if period not in set(held["period"]):
        raise UnknownPeriodError(f"Nothing is held of {indicator.title!r} for {period}. {said}")
    if figures.empty:
        raise NoDataError(f"Nothing is held of {indicator.title!r} in {period} {where}. {said}")


def _in_words(held: pd.DataFrame) -> str:
    periods = list(dict.fromkeys(held["period"]))
    if not periods:
        return "No file with its figures has been loaded."
    shown = ", ".join(periods[:8]) + (" …" if len(periods) > 8 else "")
    types = ", ".join(sorted(set(held["area_type"])))
    return f"Held are {shown} (published by {types})."
