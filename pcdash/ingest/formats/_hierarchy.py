"""What a table of practices says of them and of the organisations above them, as seen on a date.

List-size mappings, payments and appointments each give a practice's PCN, CCG, STP and region in
columns beside its code, and its supplier. This module turns such a table into areas, memberships
and attributes; the readers name the columns.
"""

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcdash.definitions.models import PRACTICE_CODE
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import tidy
from pcdash.ingest.spellings import CCG_CODE, PCN_CODE

CODES: dict[str, tuple[re.Pattern[str], str]] = {
    "practice": (PRACTICE_CODE, "a practice code such as F82001"),
    "pcn": (PCN_CODE, "a PCN code such as U12345, or U for none"),
    "ccg": (CCG_CODE, "a CCG or sub-ICB location code such as 07L or A3A8R"),
    "stp": (re.compile(r"Q[A-Z0-9]{2}"), "an STP or ICB code such as QMF"),
    "region": (re.compile(r"Y\d{2}"), "a region code such as Y56"),
}
# 'U', 'Unallocated': a practice in no PCN; a practice in nothing has no membership.
NONE = ("", "-", "U", "UNALLOCATED")
EDGES = (
    ("practice", "pcn"),
    ("practice", "ccg"),
    ("pcn", "ccg"),
    ("ccg", "stp"),
    ("ccg", "region"),
)


@dataclass(frozen=True)
class Hierarchy:
    """Areas and memberships seen on a date, and what was left out, in sentences."""

    areas: pd.DataFrame
    memberships: pd.DataFrame
    notes: tuple[str, ...]


def checked_codes(
    table: pd.DataFrame, inspection: Inspection, columns: dict[str, str]
) -> pd.DataFrame:
    """The table with `practice_code`, `pcn_code` … made of the file's columns of those codes.

    Args:
        table: A table with `row`.
        inspection: Where malformed codes are told. A practice has to have a code.
        columns: The kind of area (`practice`, `pcn` …) and the file's name of its code; columns
            that the table does not have are passed over.

    Returns:
        The table with one column added for each, upper case, missing where there is none.
    """
    added = {}
    for kind, column in columns.items():
        if column not in table:
            continue
        pattern, words = CODES[kind]
        text = table[column].str.strip().str.upper()
        given = ~text.isin(NONE) | (kind == "practice")
        codes = inspection.codes(
            text[given], table["row"][given], column=column, pattern=pattern, kind=words
        )
        added[f"{kind}_code"] = codes.reindex(table.index)
    return table.assign(**added)


def check_order(frame: pd.DataFrame, start: str, end: str, inspection: Inspection) -> None:
    """Tell of what ends before it starts; the columns hold dates, `row` where they stand."""
    backwards = frame[frame[end] < frame[start]]
    if not backwards.empty:
        first = backwards.iloc[0]
        more = f" ({len(backwards):,} rows)" if len(backwards) > 1 else ""
        inspection.error(
            f"the end is before the start{more}",
            where=inspection.place(first["row"]),
            found=f"{first[start]:%Y-%m-%d} to {first[end]:%Y-%m-%d}",
            expected="an end on or after the start",
        )


def observed(
    table: pd.DataFrame, *, as_of: date | pd.Timestamp | None, dated: bool = True
) -> Hierarchy:
    """The areas of a table and who belonged to whom on one day.

    Args:
        table: `practice_code` and any of `pcn_code`, `ccg_code`, `stp_code`, `region_code`, each
            with its `_name` where known; `row`; and `postcode`, `address`, `status`, `opened`,
            `closed` of the practice.
        as_of: The day on which it was so.
        dated: False where the file does not say its day: then nothing is said of memberships,
            because one that cannot be dated cannot be ordered among the others.

    Returns:
        One area a code, one membership a child and kind of parent. A child seen in two parents
        of a kind (a PCN that lies in two CCGs) belongs to neither, and is noted.
    """
    kinds = [kind for kind in CODES if f"{kind}_code" in table]
    areas = [_areas(table, kind) for kind in kinds]
    memberships, notes = [], []
    for child, parent in EDGES if dated else ():
        if child in kinds and parent in kinds:
            pairs, note = _pairs(table, child, parent)
            memberships.append(pairs)
            notes += note
    every = pd.concat(areas, ignore_index=True).assign(as_of=as_of)
    held = pd.concat(memberships, ignore_index=True) if memberships else pd.DataFrame()
    return Hierarchy(
        tidy("areas", every), tidy("memberships", held.assign(as_of=as_of)), tuple(notes)
    )


def first_codes(table: pd.DataFrame, column: str, inspection: Inspection) -> pd.Series:
    """Practice codes of a long table; a malformed one is told once, where it comes first."""
    first = table[~table[column].duplicated()]
    codes = inspection.codes(first[column], first["row"], column=column)
    return table[column].map(dict(zip(first[column], codes, strict=True)))


def clinical_systems(frame: pd.DataFrame, *, column: str) -> pd.DataFrame:
    """The suppliers of each practice's clinical system, in alphabetical order, as an attribute.

    'EMIS/TPP' and 'TPP/EMIS' are the same two suppliers; a practice that changed system within
    the month stands there once with each.
    """
    each = frame[["practice_code", "row"]].assign(one=frame[column].str.upper().str.split("/"))
    each = each.explode("one").assign(one=lambda split: split["one"].str.strip())
    each = each[(each["one"] != "") & each["practice_code"].notna()]
    each = each.sort_values("one").drop_duplicates(["practice_code", "one"])
    joined = each.groupby("practice_code", as_index=False).agg(
        content=("one", " and ".join), row=("row", "min")
    )
    return joined.rename(columns={"practice_code": "area_code"}).assign(attribute="clinical_system")


def _areas(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    facts = {f"{kind}_code": "area_code", f"{kind}_name": "area_name", "row": "row"}
    if kind == "practice":
        own = ("postcode", "address", "status", "opened", "closed")
        facts |= {name: name for name in own}
    held = table[[name for name in facts if name in table]].rename(columns=facts)
    held = held.dropna(subset="area_code").drop_duplicates("area_code")
    if "area_name" in held:
        held = held.assign(area_name=held["area_name"].mask(held["area_name"] == ""))
    return held.assign(area_type=kind)


def _pairs(table: pd.DataFrame, child: str, parent: str) -> tuple[pd.DataFrame, list[str]]:
    codes = [f"{child}_code", f"{parent}_code"]
    pairs = table[[*codes, "row"]].dropna().drop_duplicates(codes)
    pairs = pairs.set_axis(["child_code", "parent_code", "row"], axis="columns")
    twice = pairs["child_code"].duplicated(keep=False)
    notes = []
    if twice.any():
        named = sorted(pairs["child_code"][twice].unique())
        notes.append(
            f"{len(named)} {child.upper()} codes are seen in more than one {parent.upper()} "
            f"({', '.join(named[:5])}{' …' if len(named) > 5 else ''}): which one they belong to "
            "is not said, so it is left open."
        )
    return pairs[~twice].assign(child_type=child, parent_type=parent), notes
