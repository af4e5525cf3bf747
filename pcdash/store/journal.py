"""The journal of a store: one line of JSON each time the pointer moved, by whom and why.

It is only ever added to. A line that a dying process tore off is skipped by readers, and never
joined with the next one by writers.
"""

import json
import os
from pathlib import Path

_BLANK = {"snapshot": 0, "kind": "load", "at": "", "by": "", "note": ""}


def parse_entry(text: str) -> dict[str, object] | None:
    """The entry that a text is, as the journal and the pointer hold it; None if it is damaged."""
    try:
        entry = json.loads(text)
        return _BLANK | entry | {"snapshot": int(entry["snapshot"])}
    except (ValueError, TypeError, KeyError):
        return None


def read_journal(path: Path) -> list[dict[str, object]]:
    """The entries that are whole, oldest first; none where there is no journal."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    entries = (parse_entry(line) for line in lines)
    return [entry for entry in entries if entry is not None]


def add_to_journal(path: Path, entry: dict[str, object]) -> None:
    """Add an entry on a line of its own, and wait until it is on the disk."""
    is_torn = path.is_file() and path.stat().st_size > 0 and not _ends_a_line(path)
    with path.open("a", encoding="utf-8") as journal:
        journal.write(("\n" if is_torn else "") + json.dumps(entry) + "\n")
        journal.flush()
        os.fsync(journal.fileno())


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as journal:
        journal.seek(-1, os.SEEK_END)
        return journal.read(1) == b"\n"
