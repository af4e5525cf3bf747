"""Appointments in general practice by practice: long counts made into shares of a month.

A file has a row for every combination of who saw the patient, how, for what, how long after
booking and with what outcome: about a million rows for a region and month. They are summed on
integer keys, and only the sums become figures.
"""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document
from pcdash.ingest.formats._hierarchy import (
    checked_codes,
    clinical_systems,
    first_codes,
    observed,
)
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import Spellings, month_labels, read_dates, renamed

MONTH = "APPOINTMENT_MONTH_START_DATE"
COUNT = "COUNT_OF_APPOINTMENTS"
COUNTS: Spellings = {
    MONTH: ("APPOINTMENT_MONTH",),
    "GP_CODE": (),
    "GP_NAME": (),
    "SUPPLIER": (),
    "PCN_CODE": (),
    "PCN_NAME": (),
    "SUB_ICB_LOCATION_CODE": ("CCG_CODE",),
    "SUB_ICB_LOCATION_NAME": ("CCG_NAME",),
    "HCP_TYPE": (),
    "APPT_MODE": (),
    "TIME_BETWEEN_BOOK_AND_APPT": (),
    "APPT_STATUS": ("APPOINTMENT_STATUS",),
    COUNT: (),
}
NEEDED = (
    MONTH, "GP_CODE", "HCP_TYPE", "APPT_MODE", "TIME_BETWEEN_BOOK_AND_APPT", "APPT_STATUS", COUNT,
)  # fmt: skip
NAMES = {
    "GP_NAME": "practice_name",
    "PCN_NAME": "pcn_name",
    "SUB_ICB_LOCATION_NAME": "ccg_name",
}
# Each label, in small letters with single blanks, and what it counts as; None is not known.
LABELS: dict[str, dict[str, str | None]] = {
    "HCP_TYPE": {"gp": "gp", "other practice staff": "other", "unknown": None},
    "APPT_MODE": {
        "face-to-face": "face_to_face",
        "home visit": "home_visit",
        "telephone": "telephone",
        "video conference/online": "video_online",
        "video/online": "video_online",
        "unknown": None,
    },
    "TIME_BETWEEN_BOOK_AND_APPT": {
        "same day": "same_day",
        "1 day": "1_day",
        "2 to 7 days": "2_to_7_days",
        "8 to 14 days": "8_to_14_days",
        "15 to 21 days": "15_to_21_days",
        "22 to 28 days": "22_to_28_days",
        "more than 28 days": "over_28_days",
        "unknown / data quality": None,
        "unknown / data issue": None,
        "unknown": None,
    },
    "APPT_STATUS": {
        "attended": "attended",
        "dna": "did_not_attend",
        "did not attend": "did_not_attend",
        "unknown": None,
    },
}
WITHIN_7_DAYS = ("same_day", "1_day", "2_to_7_days")
# The share of appointments with one of these labels among those with a known one.
SHARES: dict[str, tuple[str, tuple[str, ...]]] = {
    "appointments_gp": ("HCP_TYPE", ("gp",)),
    "appointments_face_to_face": ("APPT_MODE", ("face_to_face",)),
    "appointments_home_visit": ("APPT_MODE", ("home_visit",)),
    "appointments_telephone": ("APPT_MODE", ("telephone",)),
    "appointments_video_online": ("APPT_MODE", ("video_online",)),
    "appointments_same_day": ("TIME_BETWEEN_BOOK_AND_APPT", ("same_day",)),
    "appointments_within_7_days": ("TIME_BETWEEN_BOOK_AND_APPT", WITHIN_7_DAYS),
    "appointments_within_14_days": (
        "TIME_BETWEEN_BOOK_AND_APPT",
        (*WITHIN_7_DAYS, "8_to_14_days"),
    ),
    "did_not_attend": ("APPT_STATUS", ("did_not_attend",)),
}


def read_counts(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    """Appointments of each practice and month: their number, and the share of each kind."""
    table = renamed(document.table(), COUNTS)
    inspection.require(NEEDED, table)
    table = table[[name for name in (*COUNTS, "row") if name in table]]
    codes = first_codes(table, "GP_CODE", inspection)
    months = _months(table, inspection)
    count = inspection.numbers(table[COUNT], table["row"], column=COUNT, whole=True)
    parts = {"row": table["row"], "all": count}
    for name in LABELS:
        kinds = _kinds(table, name, inspection)
        parts[name] = count.where(kinds.notna(), 0.0)
        for indicator, (of, wanted) in SHARES.items():
            if of == name:
                parts[indicator] = count.where(kinds.isin(wanted), 0.0)
    combined = dict.fromkeys(parts, "sum") | {"row": "first"}
    grouped = pd.DataFrame(parts).groupby([codes, months], sort=False, observed=True)
    sums = grouped.agg(combined).rename_axis(["area_code", "month"]).reset_index()
    seen = _practices(table.assign(practice_code=codes, month=months), inspection)
    if not seen:  # no rows, or none with a practice and a month, which has been told
        return Reading()
    return Reading(
        values=tidy("values", _values(sums)),
        areas=tidy("areas", pd.concat(one.areas for one in seen)),
        memberships=tidy("memberships", pd.concat(one.memberships for one in seen)),
        attributes=tidy("attributes", pd.concat(one.attributes for one in seen)),
        notes=tuple(note for one in seen for note in one.notes),
        # The files of a month are one a region, and nothing says whether this is all of them.
        part_of_whole=True,
    )


def _months(table: pd.DataFrame, inspection: Inspection) -> pd.Series:
    """The month of each row; a malformed one is told once, where it comes first."""
    first = table[~table[MONTH].duplicated()]
    dates = read_dates(
        inspection, first[MONTH], first["row"], column=MONTH, missing=(), example="01JAN2021"
    )
    return table[MONTH].map(dict(zip(first[MONTH], dates, strict=True)))


def _kinds(table: pd.DataFrame, column: str, inspection: Inspection) -> pd.Series:
    """What each row's label counts as, missing where that is not known or not a known label."""
    kinds = LABELS[column]
    # Published with two blanks in '8  to 14 Days', and in more than one mix of capitals.
    plain = {text: " ".join(text.split()).lower() for text in table[column].unique()}
    unknown = [text for text, one in plain.items() if one not in kinds]
    if unknown:
        strange = table[column].where(table[column].isin(unknown))
        inspection.known(strange, table["row"], kinds, column=column, kind="a label")
    return table[column].map({text: kinds.get(one) for text, one in plain.items()})


def _values(sums: pd.DataFrame) -> pd.DataFrame:
    shared = sums[["area_code", "row"]].assign(period=month_labels(sums["month"]))
    total = shared.assign(
        indicator_id="appointments_total", numerator=sums["all"], value=sums["all"]
    )
    shares = [
        shared.assign(indicator_id=indicator, numerator=sums[indicator], denominator=sums[of])
        for indicator, (of, _) in SHARES.items()
    ]
    return pd.concat([total, *shares], ignore_index=True)


def _practices(table: pd.DataFrame, inspection: Inspection) -> list[Reading]:
    """The practices of each month with their suppliers and where they belonged on its last day."""
    key = ["practice_code", "month", *(["SUPPLIER"] if "SUPPLIER" in table else [])]
    distinct = table.drop_duplicates(key).dropna(subset=["practice_code", "month"])
    distinct = checked_codes(
        distinct.rename(columns=NAMES),
        inspection,
        {"pcn": "PCN_CODE", "ccg": "SUB_ICB_LOCATION_CODE"},
    )
    readings = []
    for month, practices in distinct.groupby("month"):
        as_of = month + pd.offsets.MonthEnd(0)
        seen = observed(practices.drop_duplicates("practice_code"), as_of=as_of)
        suppliers = pd.DataFrame()
        if "SUPPLIER" in practices:
            suppliers = clinical_systems(practices, column="SUPPLIER").assign(as_of=as_of)
        readings.append(
            Reading(
                areas=seen.areas,
                memberships=seen.memberships,
                attributes=tidy("attributes", suppliers),
                notes=seen.notes,
            )
        )
    return readings
