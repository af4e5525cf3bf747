"""What is likely to be meant by a value that is not known: for "did you mean", never to be read."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

ALIKE = 0.8  # of a title; an id is like enough from 0.6 on
LOOK_ALIKE = str.maketrans("OIL", "011")  # letters that are typed for digits


def meant_value(value: str, known: Sequence[str], titles: Mapping[str, tuple[str, ...]]) -> str:
    """The known values that are likely to be meant, in words; empty where none is.

    Args:
        titles: What else people write, without capitals and marks, and the values meant by it.
    """
    letters = "".join(letter for letter in value.casefold() if letter.isalnum())
    near = get_close_matches(letters, titles, n=1, cutoff=ALIKE)
    meant = titles.get(letters) or (titles[near[0]] if near else ())
    return " or ".join(map(repr, meant or get_close_matches(value, known, n=1)))


def nearest_code(code: str, near_by: Sequence[str], known: Sequence[str]) -> str:
    """The known code that is likely to be meant: letters for digits first, then what is alike.

    Args:
        near_by: Those of the place, which come before the others.
    """
    alike = code.translate(LOOK_ALIKE)
    for codes in (near_by, known):
        same = [one for one in codes if one.translate(LOOK_ALIKE) == alike]
        if same:
            return same[0]
    near = get_close_matches(code, near_by, n=1) or get_close_matches(code, known, n=1)
    return near[0] if near else ""
