"""Names as people read them: published names come in capitals, and some in none."""

import re
from functools import lru_cache

# Kept in capitals wherever they stand.
INITIALS = frozenset(
    (
        "NHS", "PCN", "CCG", "ICB", "STP", "GP", "GPS", "GMS", "PMS", "APMS", "HQ", "UK", "QOF",
        "CQC", "II", "III", "IV", "NW", "NE", "SW", "SE",
    )
)  # fmt: skip
# After a title, two letters and three without a vowel are initials: DR AK SMITH.
_AFTER_TITLE = re.compile(r"(?<=\bDr )([A-Z][a-z]|[A-Z][bcdfghjklmnpqrstvwxyz]{2})(?= )")
# Small inside a name, never at its start.
SMALL = frozenset(("and", "at", "by", "for", "in", "of", "on", "the", "to", "with"))
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")


@lru_cache(maxsize=20_000)
def display_name(name: str) -> str:
    """A name in capitals with only the capitals that it needs; any other name as it is."""
    if not name or name != name.upper() or not any(letter.isalpha() for letter in name):
        return name
    if " " not in name and any(letter.isdigit() for letter in name):
        return name  # a code that stands for a name
    cased = _WORD.sub(lambda found: _cased(found[0], found.start()), name)
    return _AFTER_TITLE.sub(lambda found: found[0].upper(), cased)


def _cased(word: str, start: int) -> str:
    if word in INITIALS or len(word) == 1:
        return word
    if word.lower() in SMALL and start > 0:
        return word.lower()
    made = word.capitalize()
    # O'NEILL has a second capital, KING'S has none.
    head, mark, tail = made.partition("'")
    return f"{head}{mark}{tail.capitalize()}" if len(tail) > 2 else made


def with_code(name: str, code: str) -> str:
    """A name with the code that tells it from others of that name."""
    shown = display_name(name)
    return shown if shown == code else f"{shown} ({code})"


def short_name(name: str) -> str:
    """A name as a heading of a column or the end of a line has room for it."""
    return name.removeprefix("NHS ")
