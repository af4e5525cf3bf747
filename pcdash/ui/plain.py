"""Text from data stays text: Streamlit reads most of what it is given as markup."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=\"'])")
# Streamlit turns :name: into a picture and :red[…] into colour, escaped or not.
_SHORTCODE = re.compile(r":(?=[\w+-]+[:\[(])")
_WORD_JOINER = "\u2060"


def escaped(text: object) -> str:
    """Text that a place which reads markup will show letter for letter."""
    one_line = " ".join(str(text).split())
    return _SHORTCODE.sub(f":{_WORD_JOINER}", _MARKUP.sub(r"\\\1", one_line))
