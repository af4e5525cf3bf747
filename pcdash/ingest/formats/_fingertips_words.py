"""How OHID Fingertips writes periods, and what it notes beside values, in this project's words."""

import re

import pandas as pd

from pcdash.definitions.periods import parse_period
from pcdash.errors import UnknownPeriodError

NOTES = (
    (r"suppressed", "suppressed"),
    (r"missing|not published|no data|not available|cannot be calculated", "not_available"),
    (r"not applicable", "not_applicable"),
    (r"estimate|modelled|imputed", "estimated"),
    (r"provisional", "provisional"),
)
# What a note can only say of a figure that is not there.
WITHOUT_VALUE = ("suppressed", "not_available", "not_applicable")


def period_label(text: str) -> str | None:
    """'2019/20 Q1' and 'April 2019' as we write them; None for several years ('2017 - 19')."""
    swapped = re.sub(r"^(\d{4}/\d\d) (Q[1-4])$", r"\2 \1", text)
    shortened = re.sub(r"^([A-Za-z]{3})[a-z]* (\d{4})$", r"\1 \2", swapped)
    try:
        return parse_period(shortened).label
    except UnknownPeriodError:
        return None


def flags_of(notes: pd.Series, *, is_missing: pd.Series) -> tuple[pd.Series, tuple[str, ...]]:
    """A flag for each value note, and the notes that no flag says, as sentences.

    Args:
        notes: The text of `Value note`, '' where there is none.
        is_missing: Whether the value beside it is missing; same index.

    Returns:
        Flags, None where there is nothing to say; a missing value always has one.
    """
    meanings = {note: _meaning(note) for note in notes.unique()}
    flags = notes.map(meanings).astype("str")
    flags = flags.mask(flags.isin(WITHOUT_VALUE) & ~is_missing)
    untold = sorted(notes[(notes != "") & flags.isna()].unique())
    sentences = tuple(f"OHID notes on some figures: {note.rstrip('.')}." for note in untold)
    return flags.mask(is_missing & flags.isna(), "not_available"), sentences


def _meaning(note: str) -> str | None:
    text = note.casefold()
    return next((flag for words, flag in NOTES if re.search(words, text)), None)
