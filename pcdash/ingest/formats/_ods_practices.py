"""Readers of the Organisation Data Service's practices and their commissioners over time.

`epraccur` lists every prescriber of England and Wales with its status, address and commissioner;
`epcmem` lists who commissioned each of them from when to when. Neither has a header or a date.
"""

import re

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document
from pcdash.ingest.formats._hierarchy import check_order
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import CCG_CODE, postcodes, read_dates

# The columns of epraccur that are used, by their place: the file specification of ODS.
PRACTICE_COLUMNS = {
    "0": "code",
    "1": "name",
    "2": "region_code",
    "9": "postcode",
    "10": "open date",
    "11": "close date",
    "12": "status",
    "14": "commissioner",
    "15": "join date",
    "16": "left date",
    "25": "prescribing setting",
}
ADDRESS = ("4", "5", "6", "7", "8")
MEMBERSHIP_COLUMNS = {"0": "code", "1": "parent", "3": "start date", "4": "end date"}
GP_PRACTICE = "4"  # prescribing setting; the others are care homes, prisons, clinics …
STATUS = {"A": "open", "C": "closed", "D": "dormant", "P": "proposed"}
WALES = "W00"  # as a national grouping
REGION_CODE = re.compile(r"Y\d{2}")
CCGS_BEGAN = pd.Timestamp("2013-04-01")  # before it, parents are PCTs: Health and Social Care Act


def read_practices(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """GP practices with their details, and the commissioner of each from its join date on."""
    table = document.table(header=False)
    inspection.require(PRACTICE_COLUMNS, table)
    every = table.rename(columns=PRACTICE_COLUMNS)
    is_practice = every["prescribing setting"] == GP_PRACTICE
    is_welsh = every["region_code"] == WALES
    chosen = every[is_practice & ~is_welsh].reset_index(drop=True)
    notes = _left_out(is_practice, is_welsh)
    if chosen.empty:
        return Reading(skipped=f"No GP practice of England is in the file. {notes[0]}", notes=notes)
    rows = chosen["row"]
    dates = {
        name: read_dates(inspection, chosen[name], rows, column=name)
        for name in ("open date", "close date", "join date", "left date")
    }
    status = inspection.known(chosen["status"], rows, STATUS, column="status", kind="a status")
    frame = chosen.assign(
        code=inspection.codes(chosen["code"], rows, column="code"),
        status=status.map(STATUS),
        address=_address(chosen),
        postcode=postcodes(chosen["postcode"]),
        **dates,
    )
    frame = inspection.unique(frame, ["code"])
    check_order(frame, "open date", "close date", inspection)
    check_order(frame, "join date", "left date", inspection)
    as_of = _date_of_file(frame)
    areas = frame.assign(
        area_code=frame["code"],
        area_type="practice",
        area_name=frame["name"],
        opened=frame["open date"],
        closed=frame["close date"],
        as_of=as_of,
    )
    attributes = frame.assign(
        area_code=frame["code"],
        attribute="prescribing_setting",
        content=frame["prescribing setting"],
        as_of=as_of,
    )
    memberships = pd.concat([_commissioners(frame), _regions(frame)], ignore_index=True)
    return Reading(
        areas=_tidy("areas", areas),
        attributes=_tidy("attributes", attributes),
        memberships=_tidy("memberships", memberships.assign(as_of=as_of)),
        notes=notes,
    )


def read_memberships(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """Which CCG commissioned each practice, from when to when."""
    table = document.table(header=False)
    inspection.require(MEMBERSHIP_COLUMNS, table)
    table = table.rename(columns=MEMBERSHIP_COLUMNS)
    rows = table["row"]
    frame = pd.DataFrame(
        {
            "child_code": inspection.codes(table["code"], rows, column="code"),
            "parent_code": table["parent"].str.upper(),
            "start": read_dates(
                inspection, table["start date"], rows, column="start date", missing=()
            ),
            "end": read_dates(inspection, table["end date"], rows, column="end date"),
            "row": rows,
        }
    )
    check_order(frame, "start", "end", inspection)
    # As for epraccur: the file ends with the memberships that had ended when it was made.
    as_of = frame["end"].max()
    began = frame["start"] >= CCGS_BEGAN
    is_ccg = frame["parent_code"].str.fullmatch(CCG_CODE)
    kept = inspection.unique(frame[began & is_ccg], ["child_code", "parent_code", "start"])
    notes = (
        f"{int((~began).sum()):,} memberships from before April 2013, when parents were primary "
        f"care trusts, and {int((began & ~is_ccg).sum()):,} in what is no CCG (Welsh health "
        "boards) were left out.",
    )
    kept = kept.assign(child_type="practice", parent_type="ccg", as_of=as_of)
    return Reading(memberships=tidy("memberships", kept), notes=notes)


def _left_out(is_practice: pd.Series, is_welsh: pd.Series) -> tuple[str, ...]:
    others = int((~is_practice).sum())
    welsh = int((is_practice & is_welsh).sum())
    return (
        f"Left out: {others:,} that are no GP practice (care homes, prisons, clinics …), "
        f"{welsh:,} in Wales.",
    )


def _date_of_file(frame: pd.DataFrame) -> pd.Timestamp:
    """The day up to which the file knows: it does not say its own date.

    Closures and departures are recorded when they have happened, while practices are entered
    months before they open; so the latest closure is the latest that is sure. A file without a
    closure has to make do with its latest opening.
    """
    ended = frame[["close date", "left date"]].max().max()
    return frame["open date"].max() if pd.isna(ended) else ended


def _address(frame: pd.DataFrame) -> pd.Series:
    lines = [frame[column].str.strip() for column in ADDRESS if column in frame]
    joined = pd.Series("", index=frame.index)
    for line in lines:
        both = (joined != "") & (line != "")
        joined = joined + both.map({True: ", ", False: ""}) + line
    return joined.mask(joined == "")


def _commissioners(frame: pd.DataFrame) -> pd.DataFrame:
    """Practice to CCG from its join date; a closed practice left when it closed."""
    is_ccg = frame["commissioner"].str.fullmatch(CCG_CODE)
    held = frame[is_ccg & frame["code"].notna()]
    # A few join dates are those of the primary care trust that came before the CCG.
    start = held["join date"].clip(lower=CCGS_BEGAN)
    return pd.DataFrame(
        {
            "child_code": held["code"],
            "child_type": "practice",
            "parent_code": held["commissioner"],
            "parent_type": "ccg",
            "start": start,
            "end": held["left date"].fillna(held["close date"]),
            "row": held["row"],
        }
    )


def _regions(frame: pd.DataFrame) -> pd.DataFrame:
    """CCG to region, where all open practices of the CCG agree. Closed ones keep old regions."""
    is_open = (frame["status"] == "open") & frame["region_code"].str.fullmatch(REGION_CODE)
    is_ccg = frame["commissioner"].str.fullmatch(CCG_CODE)
    held = frame.loc[is_open & is_ccg, ["commissioner", "region_code", "row"]]
    pairs = held.drop_duplicates(["commissioner", "region_code"])
    pairs = pairs[~pairs["commissioner"].duplicated(keep=False)]
    return pd.DataFrame(
        {
            "child_code": pairs["commissioner"],
            "child_type": "ccg",
            "parent_code": pairs["region_code"],
            "parent_type": "region",
            "row": pairs["row"],
        }
    )


def _tidy(kind: str, frame: pd.DataFrame) -> pd.DataFrame:
    wanted = list(tidy(kind, pd.DataFrame()).columns)
    return tidy(kind, frame[[name for name in wanted if name in frame]])
