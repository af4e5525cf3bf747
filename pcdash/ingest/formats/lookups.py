"""Reads look-ups of small areas: the CCG, ward and borough of an LSOA, the LSOA of a postcode.

A look-up shows what was so on one day, so its memberships are observations, never histories.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy

LSOA = re.compile(r"E01\d{6}")
ENGLISH_LAD = re.compile(r"E0[6-9]\d{6}")
WARD = re.compile(r"E05\d{6}")
CCG = re.compile(r"[A-Z0-9]{3}|[A-Z0-9]{5}")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
# Column names carry the year that their codes are of: LSOA11CD, CCG21CDH (ODS), LAD21CD.
# Sub-ICB locations took the place of CCGs in 2022.
LSOA_COLUMN = re.compile(r"LSOA\d\dCD")
CCG_COLUMN = re.compile(r"(?:CCG|SICBL)(\d\d)CDH")
LAD_COLUMN = re.compile(r"LAD(\d\d)CD")
# LSOAs do not end where wards do: a look-up has the ward that each fits best.
WARD_COLUMN = re.compile(r"WD(\d\d)CD")

# The Indices of Deprivation 2019 came out on this day, and the tool that writes these files looks
# postcodes up in them; the file itself says no date.
DEPRIVATION_DAY = date(2019, 9, 26)
POSTCODE_COLUMNS = (
    "postcode",
    "Postcode Status",
    "LSOA code",
    "Index of Multiple Deprivation Rank",
    "Index of Multiple Deprivation Decile",
)
UNMATCHED = "**UNMATCHED**"
DECILES = tuple(str(number) for number in range(1, 11))


def _recognises_lsoas(peek: Peek) -> bool:
    names = [name.upper() for name in peek.header]
    known = [_match(form, names) for form in (LSOA_COLUMN, CCG_COLUMN, LAD_COLUMN)]
    return peek.kind == "table" and bool(known[0]) and any(known[1:])


def _recognises_postcodes(peek: Peek) -> bool:
    # Three of the five, so that a renamed one is missed by its name.
    return peek.kind == "table" and sum(map(peek.has, POSTCODE_COLUMNS)) >= 3


def _read_lsoas(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = document.table()
    table.columns = [name if name == "row" else name.upper() for name in table.columns]
    lsoa = _match(LSOA_COLUMN, table.columns)
    lad = _match(LAD_COLUMN, table.columns) or "LAD21CD"
    ccg = _match(CCG_COLUMN, table.columns)
    required = [f"{lsoa[:-2]}NM", lad, f"{lad[:-2]}NM"]
    if not ccg and any(name.startswith(("CCG", "SICBL")) for name in table.columns):
        required.append("CCG21CDH")  # their ONS codes alone say nothing to NHS files
    inspection.require(required, table)

    lsoas = _codes(table, lsoa, inspection, pattern=LSOA, kind="an LSOA code such as E01000006")
    lads = _codes(table, lad, inspection, pattern=ENGLISH_LAD, kind="a local authority's ONS code")
    day = _day(lad)
    memberships = [_observed(table, lsoas, "lsoa", lads, "borough", day)]
    if ccg:
        ccgs = _codes(table, ccg, inspection, pattern=CCG, kind="an ODS code such as 07L")
        memberships.append(_observed(table, lsoas, "lsoa", ccgs, "ccg", _day(ccg)))
    areas = [
        _areas(table, lsoas, "lsoa", f"{lsoa[:-2]}NM", day),
        _areas(table, lads, "borough", f"{lad[:-2]}NM", day),
    ]
    if ward := _match(WARD_COLUMN, table.columns):
        of_wards = _wards(table, ward, lsoas, lads, inspection)
        memberships += of_wards.memberships
        areas += of_wards.areas
    once = [inspection.unique(frame, ["child_code"]) for frame in memberships]
    named = [inspection.unique(frame, ["area_code"]) for frame in areas]
    return Reading(
        areas=tidy("areas", pd.concat(named, ignore_index=True)),
        memberships=tidy("memberships", pd.concat(once, ignore_index=True)),
    )


@dataclass(frozen=True)
class _Wards:
    """The wards of a look-up: what they are in, what is in them, and their names."""

    memberships: tuple[pd.DataFrame, ...]
    areas: tuple[pd.DataFrame, ...]


def _wards(
    table: pd.DataFrame, column: str, lsoas: pd.Series, lads: pd.Series, inspection: Inspection
) -> _Wards:
    """Wards between LSOAs and boroughs."""
    day = _day(column)
    wards = _codes(table, column, inspection, pattern=WARD, kind="a ward's code as E05000026")
    in_boroughs = _observed(table, wards, "ward", lads, "borough", day)
    of_lsoas = _observed(table, lsoas, "lsoa", wards, "ward", day)
    name = f"{column[:-2]}NM"
    named = (_areas(table, wards, "ward", name, day),) if name in table else ()
    return _Wards((of_lsoas, in_boroughs), named)


def _read_postcodes(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = document.table()
    inspection.require(POSTCODE_COLUMNS, table)
    unmatched = table["Postcode Status"] == UNMATCHED
    notes = ()
    if unmatched.any():
        notes = (
            f"{int(unmatched.sum()):,} rows were left out: the Indices of Deprivation know no "
            "English LSOA for their postcodes.",
        )
    table = table[~unmatched]
    postcodes = _codes(table, "postcode", inspection, pattern=POSTCODE, kind="a postcode")
    lsoas = _codes(table, "LSOA code", inspection, pattern=LSOA, kind="an LSOA code")
    memberships = _observed(table, postcodes, "postcode", lsoas, "lsoa", DEPRIVATION_DAY)
    return Reading(
        memberships=tidy("memberships", inspection.unique(memberships, ["child_code"])),
        attributes=tidy("attributes", _deprivation(table, lsoas, inspection)),
        notes=notes,
    )


def _deprivation(table: pd.DataFrame, lsoas: pd.Series, inspection: Inspection) -> pd.DataFrame:
    """The rank (1 is the most deprived) and the tenth (1 is the most deprived) of each LSOA."""
    column = "Index of Multiple Deprivation Decile"
    deciles = table[column]
    inspection.known(deciles, table["row"], DECILES, column=column, kind="the decile")
    column = "Index of Multiple Deprivation Rank"
    ranks = inspection.numbers(table[column], table["row"], column=column, minimum=1, whole=True)
    contents = {
        "imd_decile": deciles.where(deciles.isin(DECILES)),
        "imd_rank": ranks.map("{:.0f}".format, na_action="ignore"),
    }
    frames = [
        pd.DataFrame(
            {
                "area_code": lsoas,
                "attribute": attribute,
                "content": content,
                "as_of": pd.Timestamp(DEPRIVATION_DAY),
                "row": table["row"],
            }
        )
        for attribute, content in contents.items()
    ]
    told = pd.concat(frames, ignore_index=True).dropna(subset=["area_code", "content"])
    return inspection.unique(told, ["area_code", "attribute"])


def _match(form: re.Pattern[str], names: Iterable[str]) -> str:
    """The first name of a form, '' if there is none."""
    return next((name for name in names if form.fullmatch(name)), "")


def _day(column: str) -> date:
    """The day from which the codes of a year hold: April, and July when sub-ICBs began."""
    year = 2000 + int(re.sub(r"\D", "", column))
    return date(year, 7 if column.startswith("SICBL22") else 4, 1)


def _codes(
    table: pd.DataFrame,
    column: str,
    inspection: Inspection,
    *,
    pattern: re.Pattern[str],
    kind: str,
) -> pd.Series:
    return inspection.codes(table[column], table["row"], column=column, pattern=pattern, kind=kind)


def _observed(
    table: pd.DataFrame,
    children: pd.Series,
    child_type: str,
    parents: pd.Series,
    parent_type: str,
    day: date,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "child_code": children,
            "child_type": child_type,
            "parent_code": parents,
            "parent_type": parent_type,
            "as_of": pd.Timestamp(day),
            "row": table["row"],
        }
    ).dropna(subset=["child_code", "parent_code"])


def _areas(
    table: pd.DataFrame, codes: pd.Series, area_type: str, name_column: str, day: date
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": codes,
            "area_type": area_type,
            "area_name": table[name_column],
            "as_of": pd.Timestamp(day),
            "row": table["row"],
        }
    ).dropna(subset="area_code")


FORMATS = (
    Format(
        id="lookup_lsoa",
        title="Look-up of LSOAs to CCGs and local authorities",
        source="ons_geography",
        layout="CSV with LSOA11CD, LSOA11NM, CCG21CDH, LAD21CD, LAD21NM, or another year's; WD21CD "
        "and WD21NM where it has wards",
        recognises=_recognises_lsoas,
        read=inspected(_read_lsoas),
    ),
    Format(
        id="lookup_postcode_imd",
        title="Postcodes with their LSOA and the Index of Multiple Deprivation 2019",
        source="mhclg_imd_postcode",
        layout=f"CSV with {', '.join(POSTCODE_COLUMNS)}",
        recognises=_recognises_postcodes,
        read=inspected(_read_postcodes),
    ),
)
