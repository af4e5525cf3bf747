"""Workforce of primary care networks: one row a member of staff, added up by network here.

Nothing of a single member of staff is kept, and the identifier of a person is never looked at.
"""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import month, parse_period
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._hierarchy import observed
from pcdash.ingest.formats._workforce import NO_DATA, PLACES, with_codes
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import known_columns, renamed

NETWORKS = {
    "CENSUS_YEAR": (),
    "CENSUS_MONTH": (),
    "PCN_CODE": (),
    "PCN_NAME": (),
    "SUB_ICB_CODE": ("SUB_ICB_LOCATION_CODE", "CCG_CODE"),
    "STAFF_GROUP": (),
    "FTE": (),
}
DIRECT_PATIENT_CARE = "Other Direct Patient Care staff"
STAFF_GROUPS = (DIRECT_PATIENT_CARE, "Directors", "Other Admin/Non-clinical staff")


def is_networks(peek: Peek) -> bool:
    """Whether a file has a row for each member of a network's staff."""
    found = known_columns(peek.header, NETWORKS)
    return peek.kind == "table" and "PRAC_CODE" not in peek.header and len(found) >= 5


def read_networks(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """Full-time equivalents by network, of all staff and of those in direct patient care."""
    table = renamed(document.table(), NETWORKS | PLACES)
    inspection.require(NETWORKS, table)
    table = with_codes(table, inspection).assign(
        period=_census_months(table, inspection), fte=_full_time(table, inspection)
    )
    strange = sorted(set(table["STAFF_GROUP"]) - set(STAFF_GROUPS))
    if strange:
        inspection.warn(
            "staff groups that were not known when this was written count in the total only",
            where=inspection.place(column="STAFF_GROUP"),
            found=", ".join(map(repr, strange)),
            expected=", ".join(map(repr, STAFF_GROUPS)),
        )
    table = table.dropna(subset=["period", "pcn_code"])
    if table.empty:
        return Reading()
    direct = table["fte"].where(table["STAFF_GROUP"] == DIRECT_PATIENT_CARE, 0.0)
    totals = [
        _by_network(table, "pcn_workforce_fte"),
        _by_network(table.assign(fte=direct), "pcn_direct_patient_care_fte"),
    ]
    ends = table["period"].map({one: parse_period(one).end for one in table["period"].unique()})
    seen = observed(table[ends == ends.max()], as_of=pd.Timestamp(ends.max()))
    return Reading(
        values=tidy("values", pd.concat(totals, ignore_index=True)),
        areas=seen.areas,
        memberships=seen.memberships,
        notes=seen.notes,
    )


def _census_months(table: pd.DataFrame, inspection: Inspection) -> pd.Series:
    parts = {
        column: inspection.numbers(
            table[column], table["row"], column=column, missing=(), minimum=low, whole=True
        )
        for column, low in (("CENSUS_YEAR", 2015), ("CENSUS_MONTH", 1))
    }
    late = parts["CENSUS_MONTH"] > 12
    if late.any():
        inspection.error(
            f"not a month ({late.sum():,} rows)",
            where=inspection.place(table.loc[late, "row"].iloc[0], "CENSUS_MONTH"),
            found=repr(table.loc[late, "CENSUS_MONTH"].iloc[0]),
            expected="1 to 12",
        )
    pairs = pd.DataFrame(parts).mask(late).dropna().astype("int64")
    labels = [month(year, number).label for year, number in pairs.itertuples(index=False)]
    return pd.Series(labels, index=pairs.index, dtype="str").reindex(table.index)


def _full_time(table: pd.DataFrame, inspection: Inspection) -> pd.Series:
    """Full-time equivalents. Nobody works less than nothing: such a row counts as nothing."""
    fte = inspection.numbers(
        table["FTE"], table["row"], column="FTE", missing=NO_DATA, minimum=None
    )
    below = fte < 0
    if below.any():
        inspection.warn(
            f"{below.sum():,} members of staff have less than 0 FTE and count as 0",
            where=inspection.place(table.loc[below, "row"].iloc[0], "FTE"),
            found=repr(table.loc[below, "FTE"].iloc[0]),
        )
    blank = fte.isna()
    if blank.any():
        inspection.warn(
            f"{blank.sum():,} members of staff have no FTE; their networks have no total",
            where=inspection.place(table.loc[blank, "row"].iloc[0], "FTE"),
        )
    return fte.clip(lower=0)


def _by_network(table: pd.DataFrame, indicator_id: str) -> pd.DataFrame:
    groups = table.groupby(["pcn_code", "period"], sort=False)
    totals = groups.agg(row=("row", "first"), value=("fte", lambda fte: fte.sum(skipna=False)))
    totals = totals.reset_index().rename(columns={"pcn_code": "area_code"})
    value = totals["value"].round(6)  # so many decimals the file gives
    flag = value.isna().map({True: "not_available", False: None})
    return totals.assign(value=value, numerator=value, flag=flag, indicator_id=indicator_id)
