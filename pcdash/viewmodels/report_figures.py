"""A figure of a report: its finding, what draws it, its table, where it is from, and its link.

A figure is made by the same view-models as the pages, so that a report says what they say. Here is
what every figure has; `indicator_figures` and `subject_figures` make them.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pcdash.viewmodels.tables import Column, Table

ID_LETTERS = 7
FIRST_PAGE = "overview"
# What only the annex and the download have room for.
ONLY_IN_ANNEX = frozenset(
    {"Code", "Lowest practice", "Highest practice", "Patients covered", "Owner", "Source", "Way",
     "Required a year", "Achieved a year", "Probability", "Done", "Baseline", "Remarks"}
)  # fmt: skip
MOST_ROWS_IN_TEXT, MOST_COLUMNS_IN_TEXT = 17, 11


@dataclass(frozen=True)
class Link:
    """What reopens a figure: a page, and its query with the snapshot.

    `id` follows from them and from which figure of the page is meant (`part`), so that it is the
    same whenever the same figure is cited.
    """

    page: str
    query: tuple[tuple[str, str], ...]
    part: str = ""

    @property
    def path(self) -> str:
        """The address behind that of the dashboard; the first page has no name there."""
        page = "" if self.page == FIRST_PAGE else self.page
        return f"/{page}?{urlencode(self.query)}"

    @property
    def id(self) -> str:
        """The short name of the figure, in letters and digits that are not taken for each other."""
        digest = hashlib.sha256(f"{self.path}#{self.part}".encode()).digest()
        return f"F-{base64.b32encode(digest).decode()[:ID_LETTERS]}"


@dataclass(frozen=True)
class Figure:
    """One figure. `key` names it within its report, whatever the data are.

    `form` is the function of `pcdash.charts` that draws it, by its name, and `drawn` what that
    asks for; no form where there is a table alone. `numbers` are the few figures that the next
    report compares with, label and text. `decimals` is how many the values of a chart have.
    `coverage` says how few practices have a figure, where that is too few to speak for all.
    """

    key: str
    title: str
    finding: str
    sentence: str
    subtitle: str
    notes: tuple[str, ...]
    form: str
    drawn: Mapping[str, Any]
    alt: str
    table: Table
    period: str
    source: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    link: Link
    numbers: tuple[tuple[str, str], ...] = ()
    decimals: int = 1
    rule: str = ""
    coverage: str = ""

    @property
    def is_long(self) -> bool:
        """Whether its table stands in the annex alone."""
        made = self.brief
        return len(made.rows) > MOST_ROWS_IN_TEXT or len(made.columns) > MOST_COLUMNS_IN_TEXT

    @property
    def brief(self) -> Table:
        """The table as the text has room for it."""
        return without_columns(self.table, ONLY_IN_ANNEX)


def link_of(page: str, snapshot: int, **asked: str | None) -> Link:
    """A link with what is asked for, and the snapshot last."""
    known = tuple((key, text) for key, text in asked.items() if text)
    return Link(page, (*known, ("snapshot", str(snapshot))))


def without_columns(table: Table, labels: frozenset[str]) -> Table:
    """The table without the columns of some headings."""
    kept = [at for at, column in enumerate(table.columns) if column.label not in labels]
    columns: tuple[Column, ...] = tuple(table.columns[at] for at in kept)
    return Table(columns, tuple(tuple(row[at] for at in kept) for row in table.rows), table.codes)
