"""What a row of an export held when it was written, as a short text in a column of its own.

By it a row that nobody edited is known when the workbook comes back, and passed over, whatever
was loaded meanwhile; and of an edited row is known which of its figures are as they were. It
outlives being saved by Excel and LibreOffice: numbers count to 15 digits, which both keep.
"""

import re
from decimal import ROUND_HALF_UP, Context, InvalidOperation
from hashlib import blake2b

import pandas as pd

from pcdash.ingest.workbook_layout import (
    CATEGORY,
    CODE,
    DENOMINATOR,
    FLAG,
    INDICATOR,
    LIMITS,
    NUMERATOR,
    PERIOD,
    VALUE,
)

# What is told apart: what a figure is about and says in words, and its numbers.
GROUPS = {
    "words": (CODE, INDICATOR, PERIOD, CATEGORY, FLAG),
    "parts": (NUMERATOR, DENOMINATOR),
    "value": (VALUE,),
    "limits": LIMITS,
}
NUMBERS = (NUMERATOR, DENOMINATOR, VALUE, *LIMITS)
DIGITS = 8  # of each group
# LibreOffice saves 15 digits, rounded half up from the shortest way to write a number.
KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
START = "m"  # no spreadsheet takes it for a number
MARK = re.compile(rf"{START}[0-9a-f]{{{DIGITS * len(GROUPS)}}}")


def marks_of(table: pd.DataFrame) -> pd.Series:
    """The mark of each row.

    Args:
        table: Cells as text, '' for none, under the headings of the layout; a column that is not
            there counts as blank.
    """
    parts = [_digests(table, columns) for columns in GROUPS.values()]
    texts = [START + "".join(row) for row in zip(*parts, strict=True)]
    return pd.Series(texts, index=table.index, dtype="str")


def same_as_marked(table: pd.DataFrame, written: pd.Series) -> pd.DataFrame:
    """For each row and group of `GROUPS`, whether it is as its mark says; False without a mark."""
    now = marks_of(table)
    is_mark = written.str.fullmatch(MARK)
    return pd.DataFrame(
        {
            group: is_mark
            & (written.str[start : start + DIGITS] == now.str[start : start + DIGITS])
            for group, start in zip(GROUPS, range(len(START), 1_000, DIGITS), strict=False)
        },
        index=table.index,
    ).astype(bool)


def _digests(table: pd.DataFrame, columns: tuple[str, ...]) -> list[str]:
    blank = [""] * len(table)
    cells = [
        [_number(one) if name in NUMBERS else one.strip().casefold() for one in table[name]]
        if name in table
        else blank
        for name in columns
    ]
    known: dict[tuple[str, ...], str] = {}
    return [
        known[row] if row in known else known.setdefault(row, _digest(row))
        for row in zip(*cells, strict=True)
    ]


def _digest(cells: tuple[str, ...]) -> str:
    return blake2b("\x1f".join(cells).encode(), digest_size=DIGITS // 2).hexdigest()


def _number(text: str) -> str:
    """A number to 15 digits; a text that is none as it stands."""
    if not text:
        return ""
    try:
        number = KEPT.create_decimal(text.replace(",", ""))
        return str(KEPT.add(number, 0).normalize(KEPT))
    except InvalidOperation:
        return text.strip()
