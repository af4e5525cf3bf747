"""Names of files that every system can hold, whatever a place or practice is called."""

import re

LONGEST = 80
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def safe_name(text: str, otherwise: str) -> str:
    """The text in lower case with strokes between its words; `otherwise` where nothing is left."""
    return _NOT_IN_NAMES.sub("-", text.lower()).strip("-")[:LONGEST].rstrip("-") or otherwise
