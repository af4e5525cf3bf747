"""Which published format a file is of, by what it holds; and what to say if it is of none."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from pcdash.errors import PcdashError
from pcdash.grammar import and_more
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats.registry import Format
from pcdash.ingest.near_layouts import near_layout
from pcdash.ingest.reading import Problem

NAMED = 12  # columns or sheets named in one sentence; the rest are counted
WORDS = re.compile(r"[\w.-]{3,}")
# Like enough to be one word renamed: GROUP_CODE and INDICATOR_GROUP_CODE are, PCN and CCG not.
ALIKE = 0.8


def recognise(peek: Peek, formats: Sequence[Format]) -> Format | None:
    """The one format that knows the file as its own; None if none does.

    Raises:
        PcdashError: two formats claim the file, which is a fault of the formats.
    """
    claims = [one for one in formats if one.recognises(peek)]
    if len(claims) > 1:
        names = " and ".join(one.id for one in claims)
        raise PcdashError(f"{names} both claim a file ({_looks_like(peek)}); only one may.")
    return claims[0] if claims else None


def unrecognised(document: Document, peek: Peek, formats: Sequence[Format]) -> Problem:
    """What to say of a file that no format knows: what it looks like, and what comes nearest."""
    nearest = _nearest(peek, formats)
    hint = f"; the nearest is {nearest.title} ({nearest.layout.rstrip('.')})" if nearest else ""
    return Problem(
        "error",
        "the file is of no known format",
        found=f"{_looks_like(peek)}{_misnamed(document, peek)}",
        expected=f"one of the {len(formats)} published formats that are known here{hint}",
        advice=f"{_lacking(peek)}`python -m pcdash formats` lists them all. Load files as they "
        "were published; of a workbook of your own say on the page 'What is new?' what its "
        "columns are.",
    )


def _lacking(peek: Peek) -> str:
    """Which headings the sheets lack that are nearly of the BI team's workbook."""
    sheets = {None: peek.first_rows} if peek.kind == "table" else peek.sheets
    near = ((sheet, near_layout(rows, sheet)) for sheet, rows in sheets.items())
    return "".join(f"{one.sentence(sheet)} " for sheet, one in near if one and one.is_sure)


def _misnamed(document: Document, peek: Peek) -> str:
    suffix = PurePosixPath(document.name).suffix.lower()
    wanted = {".csv": "table", ".xlsx": "workbook", ".xls": "workbook", ".ods": "workbook"}
    if wanted.get(suffix, peek.kind) == peek.kind:
        return ""
    return f" under a name that ends in {suffix}"


def _looks_like(peek: Peek) -> str:
    if peek.kind == "table":
        return f"a table with {_listed(peek.header, 'column')}"
    if peek.kind == "workbook":
        return f"{peek.what or 'a workbook'} with {_listed(peek.sheets, 'sheet')}"
    if peek.kind == "geography":
        return f"{peek.what or 'outlines'} with {_listed(peek.properties, 'property')}"
    return peek.what or "a file of another kind"


def _listed(names: Iterable[str], noun: str) -> str:
    names = [name[:60] or "(no name)" for name in names]
    plural = noun if len(names) == 1 else {"property": "properties"}.get(noun, f"{noun}s")
    if not names:
        return f"no {plural}"
    return f"{len(names)} {plural}: {', '.join(names[:NAMED])}{and_more(len(names) - NAMED)}"


def _nearest(peek: Peek, formats: Sequence[Format]) -> Format | None:
    """The format whose layout shares most words with the file's columns, two or more."""
    names = _names(peek)
    scored = [(_shared(names, one.layout), one) for one in formats]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= 2 else None


def _names(peek: Peek) -> set[str]:
    cells = [cell for rows in peek.sheets.values() for row in rows for cell in row]
    texts = [*peek.header, *peek.properties, *peek.sheets]
    texts += [cell for cell in cells if isinstance(cell, str) and len(cell) < 60]
    return {text.casefold() for text in texts if len(text) > 2}


def _shared(names: Iterable[str], layout: str) -> float:
    """How many of the names stand in a layout; one that is nearly there counts for half."""
    layout = layout.casefold()
    words = list(dict.fromkeys(WORDS.findall(layout)))
    whole = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", layout)]
    others = [name for name in names if name not in whole]
    nearly = [name for name in others if get_close_matches(name, words, n=1, cutoff=ALIKE)]
    return len(whole) + len(nearly) / 2
