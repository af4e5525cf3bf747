"""Text from data stays text: Streamlit reads most of what it is given as markup."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=\"'])")
# Streamlit turns :name: into a picture, escaped or not.
_SHORTCODE = re.compile(r":(?=[\w+\\-]+:)")
# What looks like an address becomes a link, escaped or not.
_ADDRESS = re.compile(r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=\w)(?=@\w)", re.IGNORECASE)
_WEB_PAGE = re.compile(r"https://[\w./~%#?=&-]+", re.ASCII)
_WORD_JOINER = "\u2060"


def escaped(text: object) -> str:
    """Text that a place which reads markup will show letter for letter."""
    one_line = _ADDRESS.sub(_WORD_JOINER, " ".join(str(text).split()))
    return _SHORTCODE.sub(f":{_WORD_JOINER}", _MARKUP.sub(r"\\\1", one_line))


def linked(text: str) -> str:
    """As `escaped`, but the address of a web page, and nothing else, is a link to it."""
    shown = escaped(text)
    return f"[{shown}]({text})" if _WEB_PAGE.fullmatch(text) else shown
