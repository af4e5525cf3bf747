"""Warns of percentages of 1 or less that were typed: they are likely to be shares, 0.45 for 45%."""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.formats._bi_checks import USUAL
from pcdash.ingest.inspection import Inspection


def in_per_cent(ids: pd.Series, catalogue: Catalogue) -> pd.Series:
    """Whether each indicator is a percentage, and not one that is small by nature."""
    usual = {
        one.id
        for one in catalogue.indicators.values()
        if one.unit.startswith("%") and (one.maximum is None or one.maximum > USUAL)
    }
    return ids.isin(usual)


def warn_of_shares(
    numbers: pd.Series,
    is_percentage: pd.Series,
    rows: pd.Series,
    inspection: Inspection,
    *,
    column: str,
) -> None:
    """Warn of those of a column that are likely to be shares, together.

    Args:
        is_percentage: Whether each is in per cent, and was not written with its sign.
    """
    low = is_percentage & (numbers > 0) & (numbers <= 1)
    if low.any():
        inspection.warn(
            "a percentage of 1 or less",
            where=inspection.place(int(rows[low].iloc[0]), column),
            found=f"{numbers[low].iloc[0]:g}",
            expected="45 for 45%",
            advice="It is taken as it stands. Multiply it by 100 if it is a share of 1.",
            spot=inspection.spot(rows[low], column),
        )
