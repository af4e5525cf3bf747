"""What all workforce files say alike: the places of a row, and how missing data are marked."""

import pandas as pd

from pcdash.ingest.formats._hierarchy import checked_codes
from pcdash.ingest.inspection import Inspection

PLACES = {
    "SUB_ICB_NAME": ("SUB_ICB_LOCATION_NAME", "CCG_NAME"),
    "ICB_CODE": ("STP_CODE",),
    "ICB_NAME": ("STP_NAME",),
    "REGION_CODE": ("COMM_REGION_CODE", "NHSE_REGION_CODE"),
    "REGION_NAME": ("COMM_REGION_NAME", "NHSE_REGION_NAME"),
}
CODES = {
    "practice": "PRAC_CODE",
    "pcn": "PCN_CODE",
    "ccg": "SUB_ICB_CODE",
    "stp": "ICB_CODE",
    "region": "REGION_CODE",
}
NAMES = {
    "PRAC_NAME": "practice_name",
    "PCN_NAME": "pcn_name",
    "SUB_ICB_NAME": "ccg_name",
    "ICB_NAME": "stp_name",
    "REGION_NAME": "region_name",
}
# 'Unaligned': in no network; 'NA': before there were networks.
NO_PLACE = ("UNALIGNED", "NA", "ND")
NO_DATA = ("", "ND", "NA", "N/A", "NULL")


def with_codes(table: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    """The table with the checked codes and the names of each row's places."""
    places = [column for column in CODES.values() if column in table]
    blanked = {
        column: table[column].mask(table[column].str.upper().isin(NO_PLACE), "")
        for column in places
    }
    return checked_codes(table.assign(**blanked).rename(columns=NAMES), inspection, CODES)
