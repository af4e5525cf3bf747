"""Patients registered at a GP practice: the lists by practice, and the formats of the whole set.

The monthly file of totals, the files by age and sex where they hold totals, and the wide files
of before 2017. The mapping and the lists by LSOA are read in `_list_size_places`.
"""

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._everyone import of_all_ages, of_all_sexes, words
from pcdash.ingest.formats._hierarchy import checked_codes, observed
from pcdash.ingest.formats._list_size_places import (
    FLOWS,
    MAPPING,
    one_date,
    read_flows,
    read_mapping,
)
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import (
    Spellings,
    known_columns,
    month_in_name,
    month_labels,
    postcodes,
    renamed,
)

TOTALS: Spellings = {
    "EXTRACT_DATE": (),
    "TYPE": ("ORG_TYPE",),
    "CCG_CODE": ("SUB_ICB_LOCATION_CODE",),
    "CODE": ("ORG_CODE",),
    "POSTCODE": (),
    "SEX": (),
    "AGE": ("AGE_GROUP_5",),
    "NUMBER_OF_PATIENTS": (),
}
TOTALS_NEEDED = ("EXTRACT_DATE", "CCG_CODE", "CODE", "POSTCODE", "SEX", "AGE", "NUMBER_OF_PATIENTS")
# The files by age have CCGs, PCNs and regions besides practices, each a row of its own.
NOT_IN_FILES_BY_AGE = ("CCG_CODE",)
PRACTICE = "GP"
# Until 2017 a column for each age and sex, and nothing that says the month.
WIDE: Spellings = {
    "PRACTICE_CODE": ("GP_PRACTICE_CODE",),
    "POSTCODE": (),
    "CCG_CODE": ("PARENT_ORGANISATION_CODE",),
    "TOTAL_ALL": (),
    "TOTAL_MALE": (),
    "TOTAL_FEMALE": ("TOTAL_FEMALES",),
}
WIDE_NEEDED = ("PRACTICE_CODE", "POSTCODE", "CCG_CODE", "TOTAL_ALL")


def _read_totals(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    published = document.table()
    every = renamed(published, TOTALS)
    by_age = "ORG_TYPE" in published
    needed = [name for name in TOTALS_NEEDED if not (by_age and name in NOT_IN_FILES_BY_AGE)]
    inspection.require(needed, every)
    if every.empty:
        return Reading()
    as_of = one_date(every, inspection)
    if "TYPE" in every:
        every = every[every["TYPE"].str.upper() == PRACTICE]
    table = of_all_ages(every, age="AGE")
    patients = inspection.numbers(
        table["NUMBER_OF_PATIENTS"], table["row"], column="NUMBER_OF_PATIENTS", whole=True
    )
    table = inspection.unique(table.assign(patients=patients), ["CODE", "SEX"])
    counted = of_all_sexes(table, sex="SEX", count="patients", key=["CODE"])
    if counted.empty:
        return Reading(skipped=words(every, sex="SEX"))
    return _lists(counted, {"practice": "CODE", "ccg": "CCG_CODE"}, as_of, inspection)


def _read_wide(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = renamed(document.table(), WIDE)
    inspection.require(WIDE_NEEDED, table)
    if table.empty:
        return Reading()
    as_of = month_in_name(document.name)
    if as_of is None:
        inspection.error(
            "neither the content nor the name of the file says its month",
            found=repr(document.name),
            expected="a name with the month",
            advice="Rename the file, e.g. gp-reg-patients 2016-07.csv.",
        )
    else:
        inspection.warn(
            "the content does not say the month; it was taken from the name",
            found=f"{as_of:%B %Y} in {document.name!r}",
        )
    patients = inspection.numbers(table["TOTAL_ALL"], table["row"], column="TOTAL_ALL", whole=True)
    table = inspection.unique(table.assign(patients=patients), ["PRACTICE_CODE"])
    day = None if as_of is None else pd.Timestamp(as_of)
    return _lists(table, {"practice": "PRACTICE_CODE", "ccg": "CCG_CODE"}, day, inspection)


def _lists(
    table: pd.DataFrame,
    codes: dict[str, str],
    as_of: pd.Timestamp | None,
    inspection: Inspection,
) -> Reading:
    frame = checked_codes(table, inspection, codes)
    frame = frame.assign(postcode=postcodes(frame["POSTCODE"]))
    seen = observed(frame, as_of=as_of)
    values = pd.DataFrame(
        {
            "indicator_id": "registered_patients",
            "area_code": frame["practice_code"],
            "period": month_labels(pd.Series(as_of, index=frame.index, dtype="datetime64[s]")),
            "numerator": frame["patients"],
            "value": frame["patients"],
            "row": frame["row"],
        }
    )
    return Reading(
        values=tidy("values", values),
        areas=seen.areas,
        memberships=seen.memberships,
        notes=seen.notes,
    )


def _is_totals(peek: Peek) -> bool:
    known = known_columns(peek.header, TOTALS)
    return len(known & {"EXTRACT_DATE", "CODE", "SEX", "AGE", "NUMBER_OF_PATIENTS"}) >= 4


def _is_wide(peek: Peek) -> bool:
    known = known_columns(peek.header, WIDE)
    return len(known & {"PRACTICE_CODE", "TOTAL_ALL", "TOTAL_MALE", "TOTAL_FEMALE"}) >= 3


def _is_mapping(peek: Peek) -> bool:
    known = known_columns(peek.header, MAPPING)
    own = {"EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_POSTCODE", "COMM_REGION_CODE"}
    return len(known & own) >= 3 and not peek.has("SEX")


def _is_flows(peek: Peek) -> bool:
    known = known_columns(peek.header, FLOWS)
    own = {"EXTRACT_DATE", "PRACTICE_CODE", "LSOA_CODE", "SEX", "NUMBER_OF_PATIENTS"}
    return len(known & own) >= 4 and bool(known & {"LSOA_CODE", "PRACTICE_CODE"})


FORMATS = (
    Format(
        id="list_sizes_lsoa",
        title="Patients registered at a GP practice, by LSOA",
        source="nhsd_list_sizes",
        layout="A CSV with PUBLICATION, EXTRACT_DATE, PRACTICE_CODE, PRACTICE_NAME, LSOA_CODE, "
        "SEX, NUMBER_OF_PATIENTS.",
        recognises=_is_flows,
        read=inspected(read_flows),
    ),
    Format(
        id="list_sizes",
        title="Patients registered at a GP practice, totals",
        source="nhsd_list_sizes",
        layout="A CSV with EXTRACT_DATE, CCG_CODE or SUB_ICB_LOCATION_CODE, CODE or ORG_CODE, "
        "POSTCODE, SEX, AGE, NUMBER_OF_PATIENTS.",
        recognises=_is_totals,
        read=inspected(_read_totals),
    ),
    Format(
        id="list_sizes_mapping",
        title="Patients registered at a GP practice, mapping of practices to PCN, CCG and STP",
        source="nhsd_list_sizes",
        layout="A CSV with EXTRACT_DATE, PRACTICE_CODE, PRACTICE_NAME, PRACTICE_POSTCODE, "
        "PCN_CODE, CCG_CODE or SUB_ICB_LOCATION_CODE, STP_CODE or ICB_CODE, COMM_REGION_CODE.",
        recognises=_is_mapping,
        read=inspected(read_mapping),
    ),
    Format(
        id="list_sizes_wide",
        title="Patients registered at a GP practice, a column for each age (to 2017)",
        source="nhsd_list_sizes",
        layout="A CSV with PRACTICE_CODE or GP_PRACTICE_CODE, POSTCODE, CCG_CODE or "
        "PARENT_ORGANISATION_CODE, TOTAL_ALL, TOTAL_MALE …; the month in the file's name.",
        recognises=_is_wide,
        read=inspected(_read_wide),
    ),
)
