"""The files of the Organisation Data Service: practices, their commissioners, CCGs and PCNs.

Three of the four have no header, so they are known by the number of their columns and by what
the cells of their first rows look like. The readers are in `_ods_practices` and `_ods_networks`.
"""

import re

from pcdash.ingest.files import Peek
from pcdash.ingest.formats._ods_networks import (
    NETWORKS,
    PARTNERS,
    read_ccgs,
    read_networks,
)
from pcdash.ingest.formats._ods_practices import read_memberships, read_practices
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.spellings import known_columns

FULL_WIDTH = 27  # columns of epraccur and eccg
MEMBER_WIDTH = 6  # of epcmem
DAY = r"\d{8}"
# What cells look like, by their place from 0. A blank pattern is a blank cell.
PRACTICE_CELLS = {10: f"({DAY})?", 11: f"({DAY})?", 12: "[ACDP]", 25: r"\d{0,2}"}
CCG_CELLS = {0: r"[0-9A-Z]{3}|[A-Z]\d[A-Z]\d[A-Z]", 2: r"Y\d\d", 3: r"Q\w\w", 10: DAY, 12: ""}
MEMBER_CELLS = {2: "[A-Z]{1,2}", 3: DAY, 4: f"({DAY})?", 5: "[01]"}


def _looks_like(peek: Peek, width: int, cells: dict[int, str]) -> bool:
    """Whether most of the first rows have this many columns and cells of these forms.

    Most, so that one bad cell is reported by the reader rather than hiding what the file is.
    """
    if peek.kind != "table":
        return False
    fitting = [
        len(row) == width
        and all(re.fullmatch(pattern, row[place]) for place, pattern in cells.items())
        for row in peek.first_rows
    ]
    return sum(fitting) * 2 > len(fitting)


def _is_practices(peek: Peek) -> bool:
    return _looks_like(peek, FULL_WIDTH, PRACTICE_CELLS)


def _is_ccgs(peek: Peek) -> bool:
    return _looks_like(peek, FULL_WIDTH, CCG_CELLS)


def _is_memberships(peek: Peek) -> bool:
    return _looks_like(peek, MEMBER_WIDTH, MEMBER_CELLS)


def _is_networks(peek: Peek) -> bool:
    """Whether a workbook has a sheet of core partners or of networks, by the names of columns."""
    for rows in peek.sheets.values():
        for row in rows:
            header = [str(cell) for cell in row if cell is not None]
            if "PCN Code" in known_columns(header, NETWORKS) and (
                len(known_columns(header, PARTNERS)) >= 4
                or len(known_columns(header, NETWORKS)) >= 5
            ):
                return True
    return False


FORMATS = (
    Format(
        id="ods_practices",
        title="ODS, GP practices (epraccur)",
        source="ods",
        layout="A CSV of 27 columns without a header: code, name, national grouping, …, "
        "status (column 13), commissioner (15), prescribing setting (26).",
        recognises=_is_practices,
        read=inspected(read_practices),
    ),
    Format(
        id="ods_ccgs",
        title="ODS, CCGs and sub-ICB locations (eccg)",
        source="ods",
        layout="A CSV of 27 columns without a header: code, name, region, STP or ICB, address, "
        "open date (column 11), close date (12).",
        recognises=_is_ccgs,
        read=inspected(read_ccgs),
    ),
    Format(
        id="ods_memberships",
        title="ODS, practice to commissioner membership history (epcmem)",
        source="ods",
        layout="A CSV of 6 columns without a header: practice, parent, W, start, end, 0 or 1.",
        recognises=_is_memberships,
        read=inspected(read_memberships),
    ),
    Format(
        id="ods_networks",
        title="ODS, primary care networks and their core partners (ePCN)",
        source="ods",
        layout="A workbook with a sheet of networks (PCN Code, PCN Name, Open Date …) and one of "
        "core partners (Partner Organisation Code, PCN Code, Relationship Start Date …).",
        recognises=_is_networks,
        read=inspected(read_networks),
    ),
)
