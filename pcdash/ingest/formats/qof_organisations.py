"""QOF raw data (NHS Digital): who each practice was under, and its most points.

To 2018/19 one file of reference holds both; from 2019/20 the geographies, with networks, are a
file of their own. Before that STPs have only their ONS codes, by which no organisation is known
here: they are left out, as are sub-regions and area teams, which are no level of the dashboard.
"""

from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats._hierarchy import checked_codes, observed
from pcdash.ingest.formats._years import Sign, check_year, mapped_on, year_of
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, empty, tidy
from pcdash.ingest.spellings import known_columns, plain, renamed

MAXIMUM = "REVISED_MAXIMUM_POINTS"
COLUMNS = {
    "PRACTICE_CODE": (),
    "PRACTICE_NAME": (),
    "CCG_CODE": ("CCG_ODS_CODE", "SUB_ICB_LOC_ODS_CODE", "SUB_ICB_LOCATION_CODE"),
    "CCG_NAME": ("SUB_ICB_LOC_NAME", "SUB_ICB_LOCATION_NAME"),
    "REGION_CODE": ("REGION_ODS_CODE",),
    "REGION_NAME": (),
    "PCN_CODE": ("PCN_ODS_CODE",),
    "PCN_NAME": (),
    # A column STP_CODE holds the ONS code, in the years that have it.
    "STP_ODS_CODE": ("ICB_ODS_CODE",),
    "STP_NAME": ("ICB_NAME",),
    MAXIMUM: ("REVISED_MAX_POINTS",),
}
PRACTICE = ("PRACTICE_CODE", "PRACTICE_NAME")
COMMISSIONERS = ("CCG_CODE", "CCG_NAME", "REGION_CODE", "REGION_NAME")
NETWORKS = ("PCN_CODE", "PCN_NAME", "STP_ODS_CODE", "STP_NAME")
CODES = {
    "practice": "PRACTICE_CODE",
    "pcn": "PCN_CODE",
    "ccg": "CCG_CODE",
    "stp": "STP_ODS_CODE",
    "region": "REGION_CODE",
}
MOST_COLUMNS = 20  # payments and surveys name the same organisations, in far wider files

NO_STPS = (
    "STPs are left out: the file has only their ONS codes, and NHS organisations go by ODS codes."
)
NETWORK_SIGN = Sign("primary care networks", first=2019)
SUB_ICB_SIGN = Sign("sub-ICB locations", first=2021)
# The commissioning regions were drawn anew between the files of 2016/17 and 2018/19.
REGION_SIGNS = {
    frozenset({"Y54", "Y55"}): Sign("the regions Y54 and Y55", last=2017),
    frozenset({"Y59", "Y60", "Y61", "Y62", "Y63"}): Sign("the regions Y59 to Y63", first=2018),
}


def _recognises(peek: Peek) -> bool:
    found = known_columns(peek.header, COLUMNS)
    if len(peek.header) > MOST_COLUMNS or not found & {"PRACTICE_CODE", "PRACTICE_NAME"}:
        return False
    if MAXIMUM in found:
        return True
    regions = found & {"REGION_CODE", "REGION_NAME"}
    return len(found) >= 6 and bool(regions)


def _read(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    published = document.table()
    table = renamed(published, COLUMNS)
    wanted = _wanted(set(table.columns))
    name = "ORGANISATION_REFERENCE_1819" if MAXIMUM in wanted else "MAPPING_NHS_GEOGRAPHIES_1920"
    year = year_of(document, inspection, example=f"{name}.csv")
    inspection.require(wanted, table)
    held = {kind: column for kind, column in CODES.items() if column in wanted}
    table = checked_codes(table, inspection, held).dropna(subset="practice_code")
    table = inspection.unique(table, ["practice_code"])
    check_year(year, _signs(table, published), inspection)
    as_of = mapped_on(year)
    attributes = empty("attributes")
    if MAXIMUM in table:
        attributes = _maximum(table, as_of, inspection)
    if "PRACTICE_NAME" not in wanted:
        return Reading(attributes=attributes)
    names = {f"{kind.upper()}_NAME": f"{kind}_name" for kind in held}
    seen = observed(table.rename(columns=names), as_of=as_of)
    notes = seen.notes if "stp" in held else (*seen.notes, NO_STPS)
    return Reading(
        areas=seen.areas, memberships=seen.memberships, attributes=attributes, notes=notes
    )


def _wanted(present: set[str]) -> tuple[str, ...]:
    """What a file has to have, by the kind that it is: one renamed column does not change it."""
    if present & {"PCN_CODE", "PCN_NAME", "STP_ODS_CODE"}:
        return (*PRACTICE, *COMMISSIONERS, *NETWORKS)
    if present & set(COMMISSIONERS):
        return (*PRACTICE, *COMMISSIONERS, MAXIMUM)
    return ("PRACTICE_CODE", MAXIMUM)


def _maximum(table: pd.DataFrame, as_of: date | None, inspection: Inspection) -> pd.DataFrame:
    """Less than the year's 559 or 635 where a practice could not be asked for every indicator."""
    points = inspection.numbers(table[MAXIMUM], table["row"], column=MAXIMUM)
    known = table[points.notna()]
    attributes = known.assign(area_code=known["practice_code"], content=known[MAXIMUM])
    attributes = attributes[["area_code", "content", "row"]]
    return tidy("attributes", attributes.assign(attribute="maximum_qof_points", as_of=as_of))


def _signs(table: pd.DataFrame, published: pd.DataFrame) -> list[Sign]:
    signs = [NETWORK_SIGN] if "pcn_code" in table else []
    names = {plain(name) for name in published.columns}
    signs += [SUB_ICB_SIGN] if any(name.startswith("subicb") for name in names) else []
    if "region_code" in table:
        regions = set(table["region_code"].dropna())
        signs += [sign for codes, sign in REGION_SIGNS.items() if regions & codes]
    return signs


FORMATS = (
    Format(
        id="qof_organisations",
        title="QOF organisations: who each practice was under, and its most points",
        source="nhsd_qof",
        layout="CSV: PRACTICE_CODE, PRACTICE_NAME, CCG_CODE, CCG_NAME, REGION_CODE, REGION_NAME, "
        "REVISED_MAXIMUM_POINTS (to 2018/19); PRACTICE_CODE … PCN_ODS_CODE, CCG_ODS_CODE (or "
        "SUB_ICB_LOC_ODS_CODE), STP_ODS_CODE (or ICB_ODS_CODE), REGION_ODS_CODE, each with its "
        "name (from 2019/20); the year in the file's name",
        recognises=_recognises,
        read=inspected(_read),
    ),
)
