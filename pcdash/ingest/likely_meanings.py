"""What the columns of a sheet of no known layout are likely to be: offered, and never decided."""

from collections.abc import Sequence
from difflib import get_close_matches

from pcdash.ingest.mapping import KEYS, PARTS
from pcdash.ingest.sheet_rows import Cell, column_name
from pcdash.ingest.spellings import plain
from pcdash.ingest.workbook_layout import FIGURES


def likely_header(rows: Sequence[Sequence[Cell]]) -> int:
    """Which row (from 0) is likely to be the header: the first with as many texts as any."""
    texts = [len({column_name(one) for one in row if isinstance(one, str)} - {""}) for row in rows]
    return texts.index(max(texts)) if texts else 0


def likely_meaning(heading: str) -> str:
    """What a column is likely to be, by its heading; empty where nothing is near."""
    names = {
        plain(one): column.name
        for column in FIGURES.columns
        if column.name in (*KEYS, *PARTS)
        for one in (column.name, *column.others)
    }
    near = get_close_matches(plain(heading), names, n=1, cutoff=0.8)
    return names[near[0]] if near else ""
