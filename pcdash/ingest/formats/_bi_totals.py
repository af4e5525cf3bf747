"""Rows of totals, which tables of others end with: passed over, and said."""

import pandas as pd

from pcdash.definitions.models import ENGLAND
from pcdash.ingest.spellings import plain

# What stands for a code, or for a name beside a blank one, without capitals and marks.
TOTALS = (
    "total", "totals", "grandtotal", "subtotal", "overall", "all", "allpractices", "average",
    "mean", "sum", "england", "englandtotal", "englandaverage", "nationalaverage",
)  # fmt: skip
OF_ENGLAND = f" England's own figure is loaded under its code, {ENGLAND}."


def without_totals(
    rows: pd.DataFrame, sheet: str | None, *, code: str, name: str
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows that are of an area, and what is said of the others.

    Args:
        code, name: The columns of codes and names; of names there may be none.
    """
    said = rows[code]
    if name in rows:
        said = said.where(said != "", rows[name])
    of_total = said.map({one: plain(one) in TOTALS for one in said.unique()}).astype(bool)
    if not of_total.any():
        return rows, ()
    where = f" of the sheet {sheet!r}" if sheet else ""
    notes = tuple(
        f"Row {int(rows.at[place, 'row'])}{where} is of {text!r}, and was passed over: totals are "
        f"worked out.{OF_ENGLAND if plain(text).startswith('england') else ''}"
        for place, text in said[of_total].items()
    )
    return rows[~of_total], notes
