"""Appointments in general practice: the mapping of practices, the coverage, and all formats.

The counts of appointments by practice are read in `_appointment_counts`.
"""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._appointment_counts import COUNTS, read_counts
from pcdash.ingest.formats._hierarchy import checked_codes, clinical_systems, observed
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import (
    Spellings,
    known_columns,
    month_in_name,
    month_labels,
    read_dates,
    renamed,
)

MAPPING: Spellings = {
    "GP_CODE": (),
    "GP_NAME": (),
    "SUPPLIER": (),
    "PCN_CODE": (),
    "PCN_NAME": (),
    "SUB_ICB_LOCATION_CODE": ("CCG_CODE",),
    "SUB_ICB_LOCATION_NAME": ("CCG_NAME",),
    "ICB_CODE": ("STP_CODE",),
    "ICB_NAME": ("STP_NAME",),
    "REGION_CODE": (),
    "REGION_NAME": (),
}
COVERAGE: Spellings = {
    "SUB_ICB_LOCATION_CODE": ("CCG_CODE",),
    "Appointment_Month": (),
    "Included Practices": (),
    "Open Practices": (),
    "Patients registered at included practices": (),
    "Patients registered at open practices": (),
}
INCLUDED = "Patients registered at included practices"
OPEN = "Patients registered at open practices"
COVERAGE_NEEDED = ("SUB_ICB_LOCATION_CODE", "Appointment_Month", INCLUDED, OPEN)


def _read_mapping(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """Suppliers, and where each practice belonged.

    The file does not say its month. It comes in a zip whose name does; without that, names and
    suppliers are taken as undated, and memberships, which need a date, are not.
    """
    table = renamed(document.table(), MAPPING)
    inspection.require(MAPPING, table)
    if table.empty:
        return Reading()
    first = month_in_name(document.name)
    as_of = None if first is None else pd.Timestamp(first) + pd.offsets.MonthEnd(0)
    if as_of is None:
        inspection.warn(
            "the file does not say its month, so the PCN and sub-ICB location that it gives for "
            "each practice were not taken",
            found=repr(document.name),
            expected="a name with the month",
            advice="Load the zip that it came in, or rename it, e.g. Mapping 2025-08.csv.",
        )
    codes = {
        "practice": "GP_CODE",
        "pcn": "PCN_CODE",
        "ccg": "SUB_ICB_LOCATION_CODE",
        "stp": "ICB_CODE",
        "region": "REGION_CODE",
    }
    frame = checked_codes(table, inspection, codes).assign(
        practice_name=table["GP_NAME"],
        pcn_name=table["PCN_NAME"],
        ccg_name=table["SUB_ICB_LOCATION_NAME"],
        stp_name=table["ICB_NAME"],
        region_name=table["REGION_NAME"],
    )
    # A practice with two suppliers stands there twice, and is the same otherwise.
    once = inspection.unique(frame.drop(columns="SUPPLIER"), ["practice_code"])
    seen = observed(once, as_of=as_of, dated=as_of is not None)
    suppliers = clinical_systems(frame, column="SUPPLIER").assign(as_of=as_of)
    return Reading(
        areas=seen.areas,
        memberships=seen.memberships,
        attributes=tidy("attributes", suppliers),
        notes=seen.notes,
    )


def _read_coverage(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """The share of each sub-ICB location's patients whose practices' appointments are known."""
    table = renamed(document.table(), COVERAGE)
    inspection.require(COVERAGE_NEEDED, table)
    rows = table["row"]
    frame = checked_codes(table, inspection, {"ccg": "SUB_ICB_LOCATION_CODE"}).assign(
        month=read_dates(
            inspection,
            table["Appointment_Month"],
            rows,
            column="Appointment_Month",
            missing=(),
        ),
        numerator=inspection.numbers(table[INCLUDED], rows, column=INCLUDED, whole=True),
        denominator=inspection.numbers(table[OPEN], rows, column=OPEN, whole=True),
    )
    frame = inspection.unique(frame, ["ccg_code", "month"])
    beyond = frame[frame["numerator"] > frame["denominator"]]
    if not beyond.empty:
        row = beyond.iloc[0]
        inspection.error(
            f"more patients at included practices than at open ones ({len(beyond):,} rows)",
            where=inspection.place(row["row"]),
            found=f"{row['numerator']:,.0f} of {row['denominator']:,.0f}",
            expected="a part of the whole",
        )
    values = pd.DataFrame(
        {
            "indicator_id": "appointments_coverage",
            "area_code": frame["ccg_code"],
            "period": month_labels(frame["month"]),
            "numerator": frame["numerator"],
            "denominator": frame["denominator"],
            "row": frame["row"],
        }
    )
    seen = observed(frame[["ccg_code", "row"]], as_of=frame["month"].max())
    return Reading(values=tidy("values", values), areas=seen.areas)


def _is_mapping(peek: Peek) -> bool:
    known = known_columns(peek.header, MAPPING)
    return len(known & {"GP_CODE", "GP_NAME", "SUPPLIER", "PCN_CODE"}) >= 3 and not _is_counts(peek)


def _is_coverage(peek: Peek) -> bool:
    own = set(COVERAGE) - {"SUB_ICB_LOCATION_CODE", "Appointment_Month"}
    return len(known_columns(peek.header, COVERAGE) & own) >= 2


def _is_counts(peek: Peek) -> bool:
    own = set(COUNTS) - {"SUPPLIER", "PCN_CODE", "PCN_NAME", "SUB_ICB_LOCATION_CODE"}
    known = known_columns(peek.header, COUNTS)
    by_practice = known & {"GP_CODE", "GP_NAME"} and not peek.has("Appointment_Date")
    return len(known & own) >= 5 and bool(by_practice)


FORMATS = (
    Format(
        id="appointments",
        title="Appointments in general practice, by practice",
        source="nhsd_appointments",
        layout="A CSV with APPOINTMENT_MONTH_START_DATE, GP_CODE, …, HCP_TYPE, APPT_MODE, "
        "NATIONAL_CATEGORY, TIME_BETWEEN_BOOK_AND_APPT, COUNT_OF_APPOINTMENTS, APPT_STATUS.",
        recognises=_is_counts,
        read=inspected(read_counts),
    ),
    Format(
        id="appointments_mapping",
        title="Appointments in general practice, mapping of practices to suppliers and PCNs",
        source="nhsd_appointments",
        layout="A CSV with GP_CODE, GP_NAME, SUPPLIER, PCN_CODE, SUB_ICB_LOCATION_CODE, "
        "ICB_CODE, REGION_CODE; the month in the name of its zip.",
        recognises=_is_mapping,
        read=inspected(_read_mapping),
    ),
    Format(
        id="appointments_coverage",
        title="Appointments in general practice, coverage of patients by sub-ICB location",
        source="nhsd_appointments",
        layout="A CSV with SUB_ICB_LOCATION_CODE, Appointment_Month, Included Practices, Open "
        "Practices, Patients registered at included practices, … at open practices.",
        recognises=_is_coverage,
        read=inspected(_read_coverage),
    ),
)
