"""Warns of what is a person's name where a role or organisation is wanted.

Only a title before a name is taken for a sign of one: words alone do not tell people from teams.
"""

import re

import pandas as pd

from pcdash.ingest.inspection import Inspection

OF_ROLES = ("owner", "assessed_by")  # the fields that a role or organisation stands in
TITLE = re.compile(r"\b(Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Revd?)\b\.? [A-Z]")


def warn_of_people(
    text: pd.Series, rows: pd.Series, inspection: Inspection, *, column: str
) -> None:
    """Warn of the cells of a column that name a person, together and without the names."""
    is_person = text.map({one: bool(TITLE.search(one)) for one in text.unique()}).astype(bool)
    if is_person.any():
        inspection.warn(
            "what looks like a person's name",
            where=inspection.place(int(rows[is_person].iloc[0]), column),
            expected="a role or organisation",
            advice="Everyone who opens the dashboard would see it. Write the role instead.",
            spot=inspection.spot(rows[is_person], column),
        )
