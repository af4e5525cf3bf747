"""Readers of the Organisation Data Service's CCGs and primary care networks.

`eccg` names the CCGs and sub-ICB locations with their region and STP or ICB; the workbook
`ePCN` has the networks and which practice was in which, from when to when.
"""

from collections.abc import Iterable, Mapping
from itertools import chain

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document
from pcdash.ingest.formats._hierarchy import check_order, checked_codes
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.sheet_rows import Rows, find_header, rows_below
from pcdash.ingest.spellings import Spellings, postcodes, read_dates, renamed

CCG_COLUMNS = {
    "0": "code",
    "1": "name",
    "2": "national grouping",
    "3": "high level health geography",
    "9": "postcode",
    "10": "open date",
    "11": "close date",
}
ADDRESS = ("4", "5", "6", "7", "8")
# Names of rows that are no CCG: regional teams of NHS England, and boroughs for reporting only.
NOT_CCG = r"COMMISSIONING HUB|REPORTING ENTITY"

NETWORKS: Spellings = {
    "PCN Code": (),
    "PCN Name": (),
    "Current Sub ICB Loc Code": ("Current Sub ICB Location Code", "Current CCG Code"),
    "Sub ICB Location": ("CCG",),
    "Open Date": (),
    "Close Date": (),
    "Postcode": (),
}
PARTNERS: Spellings = {
    "Partner Organisation Code": (),
    "Partner Name": (),
    "Practice Parent Sub ICB Loc Code": (
        "Practice Parent Sub ICB Location Code",
        "Practice Parent CCG Code",
    ),
    "PCN Code": (),
    "Practice to PCN Relationship Start Date": (),
    "Practice to PCN Relationship End Date": (),
}
NETWORKS_NEEDED = ("PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Open Date", "Close Date")


def read_ccgs(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """CCGs and sub-ICB locations, open and closed, with their region and STP or ICB."""
    table = document.table(header=False)
    inspection.require(CCG_COLUMNS, table)
    table = table.rename(columns=CCG_COLUMNS)
    table = _dated(table, {"opened": "open date", "closed": "close date"}, inspection)
    # The file does not say its date: it cannot be older than the latest thing that it tells.
    as_of = table[["opened", "closed"]].max().max()
    other = table["name"].str.contains(NOT_CCG, case=False)
    codes = {"ccg": "code", "region": "national grouping", "stp": "high level health geography"}
    frame = checked_codes(table[~other].reset_index(drop=True), inspection, codes)
    frame = inspection.unique(frame, ["ccg_code"])
    check_order(frame, "opened", "closed", inspection)
    areas = pd.DataFrame(
        {
            "area_code": frame["ccg_code"],
            "area_type": "ccg",
            "area_name": frame["name"],
            "status": frame["closed"].isna().map({True: "open", False: "closed"}),
            "opened": frame["opened"],
            "closed": frame["closed"],
            "address": frame[list(ADDRESS)].apply(_joined, axis="columns"),
            "postcode": postcodes(frame["postcode"]),
            "as_of": as_of,
            "row": frame["row"],
        }
    )
    # A closed CCG is in the region that it was in when it closed.
    seen = frame["closed"].fillna(as_of)
    parents = [_parents(frame, seen, kind) for kind in ("region", "stp")]
    notes = (
        f"{int(other.sum()):,} regional teams and boroughs that only serve for reporting were "
        "left out: no practice belongs to them.",
    )
    return Reading(
        areas=tidy("areas", areas),
        memberships=tidy("memberships", pd.concat(parents, ignore_index=True)),
        notes=notes if other.any() else (),
    )


def read_networks(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """Primary care networks, and which practice was in which from when to when."""
    sheets = document.sheets()
    networks = _sheet(sheets, NETWORKS, NETWORKS_NEEDED, inspection)
    partners = _sheet(sheets, PARTNERS, PARTNERS, inspection)
    if networks.empty or partners.empty:
        inspection.error("one of the two sheets has no rows", expected="networks and partners")
        return Reading()
    inspection.sheet = networks["sheet"].iat[0]
    networks = _dated(networks, {"opened": "Open Date", "closed": "Close Date"}, inspection)
    codes = {"pcn": "PCN Code", "ccg": "Current Sub ICB Loc Code"}
    networks = checked_codes(networks, inspection, codes)
    networks = inspection.unique(networks, ["pcn_code"])
    check_order(networks, "opened", "closed", inspection)
    inspection.sheet = partners["sheet"].iat[0]
    starts = "Practice to PCN Relationship Start Date"
    ends = "Practice to PCN Relationship End Date"
    partners = _dated(partners, {"start": starts, "end": ends}, inspection)
    codes = {
        "practice": "Partner Organisation Code",
        "pcn": "PCN Code",
        "ccg": "Practice Parent Sub ICB Loc Code",
    }
    partners = checked_codes(partners, inspection, codes)
    partners = inspection.unique(partners, ["practice_code", "pcn_code", "start"])
    check_order(partners, "start", "end", inspection)
    # The workbook does not say its date: the latest that it tells is the nearest to it.
    told = (networks["opened"], networks["closed"], partners["start"], partners["end"])
    as_of = pd.concat(told).max()
    return Reading(
        areas=tidy("areas", _network_areas(networks, partners).assign(as_of=as_of)),
        memberships=tidy("memberships", _network_memberships(networks, partners, as_of)),
    )


def _network_areas(networks: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    pcns = pd.DataFrame(
        {
            "area_code": networks["pcn_code"],
            "area_type": "pcn",
            "area_name": networks["PCN Name"],
            "status": networks["closed"].isna().map({True: "open", False: "closed"}),
            "opened": networks["opened"],
            "closed": networks["closed"],
            "postcode": postcodes(networks["Postcode"]) if "Postcode" in networks else None,
            "sheet": networks["sheet"],
            "row": networks["row"],
        }
    )
    practices = pd.DataFrame(
        {
            "area_code": partners["practice_code"],
            "area_type": "practice",
            "area_name": partners["Partner Name"],
            "sheet": partners["sheet"],
            "row": partners["row"],
        }
    )
    return pd.concat([pcns, practices.drop_duplicates("area_code")], ignore_index=True)


def _network_memberships(
    networks: pd.DataFrame, partners: pd.DataFrame, as_of: pd.Timestamp
) -> pd.DataFrame:
    in_network = pd.DataFrame(
        {
            "child_code": partners["practice_code"],
            "child_type": "practice",
            "parent_code": partners["pcn_code"],
            "parent_type": "pcn",
            "start": partners["start"],
            "end": partners["end"],
            "as_of": as_of,
            "sheet": partners["sheet"],
            "row": partners["row"],
        }
    )
    # Both parents are those of the day of the workbook; a closed network's are those of its end.
    of_networks = pd.DataFrame(
        {
            "child_code": networks["pcn_code"],
            "child_type": "pcn",
            "parent_code": networks["ccg_code"],
            "parent_type": "ccg",
            "as_of": networks["closed"].fillna(as_of).clip(upper=as_of),
            "sheet": networks["sheet"],
            "row": networks["row"],
        }
    )
    current = partners[partners["end"].isna()].drop_duplicates("practice_code")
    of_practices = pd.DataFrame(
        {
            "child_code": current["practice_code"],
            "child_type": "practice",
            "parent_code": current["ccg_code"],
            "parent_type": "ccg",
            "as_of": as_of,
            "sheet": current["sheet"],
            "row": current["row"],
        }
    )
    every = pd.concat([in_network, of_networks, of_practices], ignore_index=True)
    return every.dropna(subset=["child_code", "parent_code"])


def _sheet(
    sheets: Mapping[str, Rows],
    spellings: Spellings,
    needed: Iterable[str],
    inspection: Inspection,
) -> pd.DataFrame:
    """The sheet that has the most of the columns, as text with `row` and `sheet`."""
    names = [*spellings, *chain.from_iterable(spellings.values())]
    best, most = None, -1
    for title, rows in sheets.items():
        header = find_header(rows, names)
        if header is None:
            continue
        table = renamed(rows_below(rows, header), spellings)
        present = len(set(spellings) & set(table.columns))
        if present > most:
            best, most = table.assign(sheet=title), present
    inspection.sheet = None
    table = pd.DataFrame() if best is None else best
    inspection.require(needed, table)
    return table


def _dated(frame: pd.DataFrame, columns: dict[str, str], inspection: Inspection) -> pd.DataFrame:
    dates = {
        name: read_dates(inspection, frame[column], frame["row"], column=column)
        for name, column in columns.items()
    }
    return frame.assign(**dates)


def _parents(frame: pd.DataFrame, seen: pd.Series, kind: str) -> pd.DataFrame:
    held = pd.DataFrame(
        {
            "child_code": frame["ccg_code"],
            "child_type": "ccg",
            "parent_code": frame[f"{kind}_code"],
            "parent_type": kind,
            "as_of": seen,
            "row": frame["row"],
        }
    )
    return held.dropna(subset=["child_code", "parent_code"])


def _joined(lines: pd.Series) -> str | None:
    return ", ".join(line for line in lines if line) or None
