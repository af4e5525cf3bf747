"""Warns of what is a person's name where a role or organisation is wanted.

Only a title before a name is taken for a sign of one: words alone do not tell people from teams.
"""

import re

import pandas as pd

from pcdash.ingest.inspection import Inspection

OF_ROLES = ("owner", "assessed_by")  # the fields that a role or organisation stands in
TITLES = r"\b(?:Drs?|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Revd?)\b\.?\s+"
PERSON = re.compile(rf"(?i){TITLES}(?!(?:on|in|of|for|at|to|and|or|the)\b)[a-z]")
# A place that bears a person's name, such as Dr Jackson's Practice; not a person who is at one.
PLACE = re.compile(
    rf"(?i){TITLES}(?:(?!\b(?:of|at|from)\b)[\w.'’\s])*\b(?:Practice|Surgery|Centre|School)\b"
)


def names_a_person(text: str) -> bool:
    """Whether a text has what looks like a person's name: a title and a word."""
    return PERSON.search(PLACE.sub("", text)) is not None


def warn_of_people(
    text: pd.Series, rows: pd.Series, inspection: Inspection, *, column: str
) -> None:
    """Warn of the cells of a column that name a person, together and without the names."""
    is_person = text.map({one: names_a_person(one) for one in text.unique()}).astype(bool)
    if is_person.any():
        inspection.warn(
            "what looks like a person's name",
            where=inspection.place(int(rows[is_person].iloc[0]), column),
            expected="a role or organisation",
            advice="Everyone who opens the dashboard would see it. Write the role instead.",
            spot=inspection.spot(rows[is_person], column),
        )
