"""NHS payments to general practice: lists, contracts and money of each practice in a year.

The columns were spelt otherwise in most years (blanks, then none, 'last known figure', then
'average'); their meaning here did not change. The file does not name its year.
"""

import re

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.periods import Period, financial_year
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._hierarchy import checked_codes, observed
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy
from pcdash.ingest.spellings import Spellings, known_columns, postcodes, read_dates, renamed

REGISTERED = "Number of Registered Patients (Last Known Figure)"
WEIGHTED = "Number of Weighted Patients (Last Known Figure)"
TOTAL = "Total NHS Payments to General Practice"
COLUMNS: Spellings = {
    "CCG Code": ("Sub ICB Code", "Sub ICB Location Code"),
    "PCN Code": (),
    "PCN Name": (),
    "Practice Code": (),
    "Practice Name": (),
    "Practice Address": (),
    "Practice Postcode": (),
    "Practice Open Date": (),
    "Practice Close Date": (),
    "Contract Type": (),
    "Dispensing Practice": (),
    # From 2018/19 the average of the four quarters.
    REGISTERED: ("Average Number of Registered Patients",),
    WEIGHTED: ("Average Number of Weighted Patients",),
    TOTAL: (),
}
NEEDED = (
    "CCG Code", "Practice Code", "Practice Name", "Practice Postcode", "Contract Type",
    "Dispensing Practice", REGISTERED, WEIGHTED, TOTAL,
)  # fmt: skip
DATES = {"opened": "Practice Open Date", "closed": "Practice Close Date"}
NO_DATE = ("", "-", "n/a", "N/A")
NO_FIGURE = ("", "-")
NOT_KNOWN = ("", "-", "UNKNOWN")
# nhspaymentsgp-14-15.csv, nhspaymentsgp-2014-15.csv, payments 1415.csv
YEAR_IN_NAME = re.compile(r"(?<!\d)(?:20)?(\d\d)[-_ ]?(?:20)?(\d\d)(?!\d)")


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = renamed(document.table(), COLUMNS)
    inspection.require(NEEDED, table)
    if table.empty:
        return Reading()
    rows = table["row"]
    dates = {
        name: read_dates(inspection, table[column], rows, column=column, missing=NO_DATE)
        for name, column in DATES.items()
        if column in table
    }
    figures = {
        name: inspection.numbers(
            table[column], rows, column=column, missing=NO_FIGURE, minimum=minimum
        )
        # What was paid back counts against what was paid, so a total may be below nothing.
        for name, column, minimum in (
            ("registered", REGISTERED, 0),
            ("weighted", WEIGHTED, 0),
            ("total", TOTAL, None),
        )
    }
    codes = {"practice": "Practice Code", "ccg": "CCG Code", "pcn": "PCN Code"}
    frame = checked_codes(table, inspection, codes).assign(**dates, **figures)
    frame = inspection.unique(frame, ["practice_code"])
    year = _year(frame, document.name, inspection)
    if year is None:
        return Reading()
    seen = observed(_described(frame), as_of=pd.Timestamp(year.end))
    return Reading(
        values=tidy("values", _values(frame, year)),
        areas=seen.areas,
        memberships=seen.memberships,
        attributes=tidy("attributes", _attributes(frame).assign(as_of=year.end)),
        notes=seen.notes,
    )


def _year(frame: pd.DataFrame, name: str, inspection: Inspection) -> Period | None:
    """The financial year of the payments.

    Only practices that opened or closed within the year have such a date, so the year in which
    most of these dates lie is the file's (153 dates, 140 of them in 2014/15, in that year's
    file; the others are of the day before it began). Without dates the name has to say it.
    """
    named = _years_in_name(name)
    held = [frame[column] for column in DATES if column in frame]
    dates = pd.concat(held).dropna() if held else pd.Series(dtype="datetime64[s]")
    if not dates.empty:
        first = (dates.dt.year - (dates.dt.month < 4)).mode().iat[0]
        year = financial_year(int(first))
        if named and year not in named:
            inspection.warn(
                "the name says another year than the dates on which practices opened and closed",
                found=f"{named[0].label} in the name, mostly {year.label} in the dates",
                advice=f"The figures were taken to be of {year.label}.",
            )
        return year
    if len(named) == 1:
        inspection.warn(
            "the content does not say the year; it was taken from the name",
            found=f"{named[0].label} in {name!r}",
        )
        return named[0]
    inspection.error(
        "neither the content nor the name of the file says its year",
        found=repr(name),
        expected="a name with one financial year",
        advice="Rename the file as it was published, e.g. nhspaymentsgp-14-15.csv.",
    )
    return None


def _years_in_name(name: str) -> tuple[Period, ...]:
    """The different financial years that a name says; any two years that follow each other."""
    found = [(int(first), int(second)) for first, second in YEAR_IN_NAME.findall(name)]
    follow = {first for first, second in found if (first + 1) % 100 == second}
    return tuple(financial_year(2000 + first) for first in sorted(follow))


def _described(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of a practice's area, by the names of `observed`."""
    described = frame.assign(
        practice_name=frame["Practice Name"], postcode=postcodes(frame["Practice Postcode"])
    )
    if "Practice Address" in frame:
        address = frame["Practice Address"]
        described = described.assign(address=address.mask(address == ""))
    if "PCN Name" in frame:
        described = described.assign(pcn_name=frame["PCN Name"])
    if "closed" in frame:
        ended = frame["closed"].notna()
        described = described.assign(status=ended.map({True: "closed", False: None}))
    return described


def _values(frame: pd.DataFrame, year: Period) -> pd.DataFrame:
    shared = pd.DataFrame(
        {"area_code": frame["practice_code"], "period": year.label, "row": frame["row"]}
    )
    counts = [
        shared.assign(indicator_id=indicator, numerator=frame[name], value=frame[name])
        for indicator, name in (
            ("registered_patients", "registered"),
            ("weighted_patients", "weighted"),
        )
    ]
    # A practice that closed in the year was paid and has no list left to divide by.
    divisible = frame["registered"] > 0
    money = shared.assign(
        indicator_id="payments_per_registered_patient",
        numerator=frame["total"],
        denominator=frame["registered"],
        flag=divisible.map({True: None, False: "not_applicable"}),
    )
    values = pd.concat([*counts, money], ignore_index=True)
    absent = values["numerator"].isna() & values["flag"].isna()
    return values.assign(flag=values["flag"].mask(absent, "not_available"))


def _attributes(frame: pd.DataFrame) -> pd.DataFrame:
    held = [
        pd.DataFrame(
            {
                "area_code": frame["practice_code"],
                "attribute": attribute,
                "content": frame[column],
                "row": frame["row"],
            }
        )
        for attribute, column in (
            ("contract_type", "Contract Type"),
            ("dispensing", "Dispensing Practice"),
        )
    ]
    every = pd.concat(held, ignore_index=True)
    return every[~every["content"].str.upper().isin(NOT_KNOWN)]


def _recognises(peek: Peek) -> bool:
    known = known_columns(peek.header, COLUMNS)
    return len(known & {"Practice Code", "Contract Type", REGISTERED, WEIGHTED, TOTAL}) >= 3


FORMATS = (
    Format(
        id="payments",
        title="NHS payments to general practice",
        source="nhsd_payments",
        layout="A CSV with CCG Code, Practice Code, Contract Type, Dispensing Practice, Number of "
        "Registered Patients, Number of Weighted Patients, Total NHS Payments to General Practice.",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
