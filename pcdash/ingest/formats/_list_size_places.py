"""Where the patients registered at a practice belong: its organisations, and their homes.

The mapping that comes with the list sizes (practice to PCN, CCG, STP and region, with names),
and the lists by the LSOA in which patients live.
"""

import re

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document
from pcdash.ingest.formats._everyone import of_all_sexes, words
from pcdash.ingest.formats._hierarchy import (
    checked_codes,
    clinical_systems,
    first_codes,
    observed,
)
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import Spellings, month_labels, postcodes, read_dates, renamed

MAPPING: Spellings = {
    "EXTRACT_DATE": (),
    "PRACTICE_CODE": (),
    "PRACTICE_NAME": (),
    "PRACTICE_POSTCODE": (),
    "PCN_CODE": (),
    "PCN_NAME": (),
    "CCG_CODE": ("SUB_ICB_LOCATION_CODE",),
    "CCG_NAME": ("SUB_ICB_LOCATION_NAME",),
    "STP_CODE": ("ICB_CODE",),
    "STP_NAME": ("ICB_NAME",),
    "COMM_REGION_CODE": (),
    "COMM_REGION_NAME": (),
    "SUPPLIER_NAME": (),
}
MAPPING_NEEDED = (
    "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "PRACTICE_POSTCODE", "CCG_CODE",
    "CCG_NAME", "STP_CODE", "STP_NAME", "COMM_REGION_CODE", "COMM_REGION_NAME",
)  # fmt: skip
FLOWS: Spellings = {
    "EXTRACT_DATE": (),
    "PRACTICE_CODE": (),
    "PRACTICE_NAME": (),
    "LSOA_CODE": ("LSOA11CD", "LSOA_2011_CODE", "LSOA_2021_CODE"),
    "SEX": (),
    "NUMBER_OF_PATIENTS": (),
}
FLOWS_NEEDED = ("EXTRACT_DATE", "PRACTICE_CODE", "LSOA_CODE", "SEX", "NUMBER_OF_PATIENTS")
# What stands for the LSOA of those whose home could not be placed.
NO_LSOA = ("", "NO2011", "NO2021", "CLOSED", "UNKNOWN")
LSOA_CODE = re.compile(r"[A-Z]\d{8}")


def read_mapping(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """Practices with their names, and the organisations that they belonged to on a day."""
    table = renamed(document.table(), MAPPING)
    inspection.require(MAPPING_NEEDED, table)
    as_of = one_date(table, inspection)
    codes = {
        "practice": "PRACTICE_CODE",
        "pcn": "PCN_CODE",  # not before 2019
        "ccg": "CCG_CODE",
        "stp": "STP_CODE",
        "region": "COMM_REGION_CODE",
    }
    frame = checked_codes(table, inspection, codes)
    frame = frame.assign(
        practice_name=frame["PRACTICE_NAME"],
        ccg_name=frame["CCG_NAME"],
        stp_name=frame["STP_NAME"],
        region_name=frame["COMM_REGION_NAME"],
        postcode=postcodes(frame["PRACTICE_POSTCODE"]),
    )
    if "PCN_NAME" in frame:
        frame = frame.assign(pcn_name=frame["PCN_NAME"])
    frame = inspection.unique(frame, ["practice_code"])
    seen = observed(frame, as_of=as_of)
    attributes = pd.DataFrame()
    if "SUPPLIER_NAME" in frame:
        attributes = clinical_systems(frame, column="SUPPLIER_NAME").assign(as_of=as_of)
    return Reading(
        areas=seen.areas,
        memberships=seen.memberships,
        attributes=tidy("attributes", attributes),
        notes=seen.notes,
    )


def read_flows(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """How many of each practice's patients live in each LSOA."""
    table = renamed(document.table(), FLOWS)
    inspection.require(FLOWS_NEEDED, table)
    if table.empty:
        return Reading()
    rows = table["row"]
    table = table.assign(
        practice_code=first_codes(table, "PRACTICE_CODE", inspection),
        lsoa_code=table["LSOA_CODE"].str.upper(),
        patients=inspection.numbers(
            table["NUMBER_OF_PATIENTS"], rows, column="NUMBER_OF_PATIENTS", whole=True
        ),
        date=read_dates(
            inspection,
            table["EXTRACT_DATE"],
            rows,
            column="EXTRACT_DATE",
            missing=(),
            example="01JAN2021",
        ),
    )
    key = ["practice_code", "lsoa_code", "date"]
    facts = inspection.unique(table[[*key, "SEX", "patients", "row"]], [*key, "SEX"])
    counted = of_all_sexes(facts, sex="SEX", count="patients", key=key)
    if counted.empty:
        return Reading(skipped=words(table, sex="SEX"))
    homeless = counted["lsoa_code"].isin(NO_LSOA)
    placed = counted[~homeless]
    distinct = placed.drop_duplicates("lsoa_code")
    inspection.codes(
        distinct["lsoa_code"],
        distinct["row"],
        column="LSOA_CODE",
        pattern=LSOA_CODE,
        kind="an LSOA code such as E01000001",
    )
    flows = placed.assign(period=month_labels(placed["date"])).drop(columns=["SEX", "date"])
    practices = table.drop_duplicates("practice_code").dropna(subset="practice_code")
    areas = pd.DataFrame(
        {
            "area_code": practices["practice_code"],
            "area_type": "practice",
            "area_name": practices.get("PRACTICE_NAME"),
            "as_of": practices["date"],
            "row": practices["row"],
        }
    )
    patients = int(counted["patients"][homeless].sum())
    note = f"{patients:,} patients whose LSOA is not known were left out."
    return Reading(
        flows=tidy("flows", flows),
        areas=tidy("areas", areas),
        notes=(note,) if homeless.any() else (),
    )


def one_date(table: pd.DataFrame, inspection: Inspection) -> pd.Timestamp | None:
    """The extract date of a file that has one for all its rows."""
    text = table["EXTRACT_DATE"]
    first = table[~text.duplicated()]
    dates = read_dates(
        inspection,
        first["EXTRACT_DATE"],
        first["row"],
        column="EXTRACT_DATE",
        missing=(),
        example="01JAN2021",
    )
    if dates.nunique() > 1:
        inspection.error(
            "more than one extract date in a file of one month",
            where=inspection.place(column="EXTRACT_DATE"),
            found=", ".join(first["EXTRACT_DATE"].head(3)),
            expected="one date",
        )
    return None if dates.isna().all() else dates.dropna().iat[0]
