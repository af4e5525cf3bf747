"""What the columns of a table of no known layout are likely to be, before anybody says it."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from pcdash.definitions.models import PRACTICE_CODE
from pcdash.definitions.periods import parse_period
from pcdash.errors import UserFacingError
from pcdash.ingest.mapping import KEYS, PARTS
from pcdash.ingest.sheet_rows import Cell, column_name
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_layout import CODE, FIGURES, PERIOD


def headings_of(row: Iterable[Cell]) -> tuple[str, ...]:
    """The headings of a row, each once."""
    return tuple(dict.fromkeys(name for name in map(column_name, row) if name))


def likely_header(rows: Sequence[Sequence[Cell]]) -> int:
    """Which row (from 0) is likely to be the header: the first with as many texts as any."""
    texts = [len({column_name(one) for one in row if isinstance(one, str)} - {""}) for row in rows]
    return texts.index(max(texts)) if texts else 0


def likely_meanings(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What each column is likely to be, by its heading or else by what is in it.

    Args:
        cells: Some cells of each column, as text.

    Returns:
        One of `KEYS` or `PARTS` for each column, or nothing. No two are the same key.
    """
    found = [*map(_by_heading, headings)]
    for key, fits in ((CODE, _is_practice_code), (PERIOD, _is_period)):
        for place, held in enumerate(cells):
            if key not in found and not found[place] and held and all(map(fits, held)):
                found[place] = key
    return tuple(
        "" if one in KEYS and one in found[:place] else one for place, one in enumerate(found)
    )


def _is_practice_code(text: str) -> bool:
    return PRACTICE_CODE.fullmatch(text) is not None


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except UserFacingError:
        return False
    return not text.isdecimal()  # 2019 may be a count as well


def _by_heading(heading: str) -> str:
    names = {
        plain(one): column.name
        for column in FIGURES.columns
        if column.name in (*KEYS, *PARTS)
        for one in (column.name, *column.others)
    }
    near = get_close_matches(plain(heading), names, n=1, cutoff=0.8)
    return names[near[0]] if near else ""
