"""Rows of totals, which tables of others end with: passed over, and said."""

import pandas as pd

from pcdash.definitions.models import ENGLAND
from pcdash.grammar import and_more, counted, verb
from pcdash.ingest.spellings import plain

# What stands for a code, or for a name beside a blank one, without capitals and marks.
TOTALS = (
    "total", "totals", "grandtotal", "subtotal", "overall", "all", "allpractices", "average",
    "mean", "sum", "england", "englandtotal", "englandaverage", "nationalaverage",
)  # fmt: skip
OF_ENGLAND = f" A figure of England is loaded under its code, {ENGLAND}, where England is held."
NAMED = 3  # rows of totals of one sheet; the others are counted


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
    named = [
        f"row {int(rows.at[place, 'row'])} of {text!r}"
        for place, text in said[of_total].head(NAMED).items()
    ]
    many, where = len(said[of_total]), f" of the sheet {sheet!r}" if sheet else ""
    is_of_england = any(plain(text).startswith("england") for text in said[of_total])
    note = (
        f"{counted(many, 'row')}{where} {verb(many, 'is a total', 'are totals')} and "
        f"{verb(many, 'was', 'were')} passed over, since totals are worked out: "
        f"{', '.join(named)}{and_more(many - NAMED)}.{OF_ENGLAND if is_of_england else ''}"
    )
    return rows[~of_total], (note,)
