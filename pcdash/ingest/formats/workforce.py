"""Workforce of general practice and of primary care networks (NHS Digital, later NHS England).

Three files: networks with a row a member of staff (`_network_workforce`), practices with a row
each and some 800 columns, and the dictionary of those columns.
"""

from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import month
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._hierarchy import observed
from pcdash.ingest.formats._network_workforce import NETWORKS, is_networks, read_networks
from pcdash.ingest.formats._workforce import NO_DATA, PLACES, with_codes
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.sheet_rows import find_header
from pcdash.ingest.spellings import known_columns, month_in_name, renamed

PRACTICES = {
    "PRAC_CODE": (),
    "PRAC_NAME": (),
    "SUB_ICB_CODE": ("SUB_ICB_LOCATION_CODE", "CCG_CODE"),
    "TOTAL_PATIENTS": (),
    "TOTAL_GP_EXTGL_FTE": (),
    "TOTAL_NURSES_FTE": (),
}
# GPs without those in training and without locums: the count that a practice can plan with.
RATIOS = {
    "gp_fte": ("TOTAL_GP_EXTGL_FTE", "GP_SOURCE"),
    "nurse_fte": ("TOTAL_NURSES_FTE", "NURSE_SOURCE"),
}
INCLUDES_ESTIMATES = "includes fte estimates"
DICTIONARY = ("Columns", "Name of Field", "Description", "Comments")


def _is_practices(peek: Peek) -> bool:
    return peek.kind == "table" and len(known_columns(peek.header, PRACTICES)) >= 4


def _is_dictionary(peek: Peek) -> bool:
    return any(
        find_header(rows, DICTIONARY, at_least=3) is not None for rows in peek.sheets.values()
    )


def _read_practices(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = renamed(document.table(), PRACTICES | PLACES)
    inspection.require(PRACTICES, table)
    when = _month_of(document, inspection)
    table = inspection.unique(
        with_codes(table, inspection).dropna(subset="practice_code"), ["practice_code"]
    )
    patients = inspection.numbers(
        table["TOTAL_PATIENTS"], table["row"], column="TOTAL_PATIENTS", missing=NO_DATA, whole=True
    )
    patients = patients.where(patients > 0)  # a practice without patients has no ratio
    values = [_ratio(table, patients, indicator_id, inspection) for indicator_id in RATIOS]
    if when is None:
        return Reading()
    period = month(when.year, when.month)
    seen = observed(table, as_of=pd.Timestamp(period.end))
    return Reading(
        values=tidy("values", pd.concat(values, ignore_index=True).assign(period=period.label)),
        areas=seen.areas,
        memberships=seen.memberships,
        notes=seen.notes,
    )


def _month_of(document: Document, inspection: Inspection) -> date | None:
    """The month of the census, which the columns do not say and the published name does."""
    when = month_in_name(document.name)
    if when is None:
        inspection.error(
            "its content does not say which month it is of, and its name says none",
            found=repr(document.name),
            expected="a name like 'General Practice – March 2025 Practice Level.csv'",
            advice="Give the file the name under which it was published.",
        )
    return when


def _ratio(
    table: pd.DataFrame, patients: pd.Series, indicator_id: str, inspection: Inspection
) -> pd.DataFrame:
    """Staff and patients of the practices that reported; both are missing where one is."""
    column, source = RATIOS[indicator_id]
    staff = inspection.numbers(table[column], table["row"], column=column, missing=NO_DATA)
    reported = staff.notna() & patients.notna()
    estimated = pd.Series(False, table.index)
    if source in table:
        estimated = table[source].str.casefold() == INCLUDES_ESTIMATES
    flag = pd.Series(None, table.index, dtype="str").mask(estimated, "estimated")
    return table[["row"]].assign(
        area_code=table["practice_code"],
        indicator_id=indicator_id,
        numerator=staff.where(reported),
        denominator=patients.where(reported),
        flag=flag.where(reported, "not_available"),
    )


def _read_dictionary(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    return Reading(skipped="The dictionary of another file's columns, which holds no figures.")


FORMATS = (
    Format(
        id="pcn_workforce",
        title="Primary Care Network workforce, individual level",
        source="nhsd_workforce",
        layout=f"table with {', '.join(NETWORKS)}, one row a member of staff",
        recognises=is_networks,
        read=inspected(read_networks),
    ),
    Format(
        id="practice_workforce",
        title="General Practice Workforce, practice level",
        source="nhsd_workforce",
        layout=f"table with {', '.join(PRACTICES)} and some 800 more, one row a practice",
        recognises=_is_practices,
        read=inspected(_read_practices),
    ),
    Format(
        id="column_dictionary",
        title="Dictionary of a file's columns",
        source="nhsd_workforce",
        layout=f"workbook with {', '.join(DICTIONARY)}",
        recognises=_is_dictionary,
        read=inspected(_read_dictionary),
    ),
)
