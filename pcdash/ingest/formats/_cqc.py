"""What both of the Care Quality Commission's files say of a location: its practice and place.

A location is a site that the CQC registered, known by an id such as 1-10006311414. It is not a
practice: a practice can have several, and some have no ODS code or that of a branch.
"""

import re
from collections.abc import Callable

import pandas as pd

from pcdash.definitions.models import PRACTICE_CODE
from pcdash.errors import SourceFileError
from pcdash.ingest.files import Document
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.sheet_rows import Rows, find_header, rows_below
from pcdash.ingest.spellings import postcodes, read_dates, renamed

LOCATION_ID = re.compile(r"1-\d+")
# A practice; a branch of one (its code with three or four digits more); another organisation.
ODS_CODE = re.compile(r"[A-Z]\d{5}(\d{3,4})?|[A-Z0-9]{3}|[A-Z0-9]{5}")
GP_PRACTICES = "GP Practices"
CATEGORY = "Location Primary Inspection Category"
ADDRESS = (
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location County",
)
PLACE = {"latitude": "Location Latitude", "longitude": "Location Longitude"}
SPELLINGS = {"Location Postal Code": ("Location Post Code",), "Domain": ("Key Question",)}
# Beyond these there is no England, so a point outside is a mistake.
BOUNDS = {"latitude": (49.8, 55.9), "longitude": (-6.5, 1.9)}
NOT_RATED = "Not rated"
# How the files say that there is no rating yet.
UNRATED = ("", "no published rating", "not formally rated")


def fitting(sheets: dict[str, Rows], columns: tuple[str, ...]) -> str | None:
    """The sheet that has most of the columns in one row, more than half of them; else None."""
    for name, rows in sheets.items():
        if find_header(rows, columns, at_least=len(columns) // 2 + 1) is not None:
            return name
    return None


def read_locations(
    document: Document,
    columns: tuple[str, ...],
    inspection: Inspection,
    *,
    keep: Callable[[pd.DataFrame], pd.Series] | None = None,
) -> pd.DataFrame:
    """The rows of a file with codes and dates read.

    Args:
        document: The workbook.
        columns: The columns that its table has to have.
        inspection: Where problems are told.
        keep: Which rows to look at, by their text; the others are not even checked.

    Returns:
        The file's columns as text, and `row`, `sheet`, `location_id`, `ods_code` (missing where
        there is none), `practice_code` (of the practice itself or of the one whose branch it
        is), `is_branch`, `published`.
    """
    sheets = document.sheets()
    name = fitting(sheets, columns)
    if name is None:
        raise SourceFileError(f"No sheet has the columns {', '.join(map(repr, columns))}.")
    inspection.sheet = name
    rows = sheets[name]
    table = renamed(rows_below(rows, find_header(rows, columns)), SPELLINGS)
    inspection.require(columns, table)
    if keep is not None:
        table = table[keep(table)].reset_index(drop=True)
    numbers = table["row"]
    ids = inspection.codes(
        table["Location ID"],
        numbers,
        column="Location ID",
        pattern=LOCATION_ID,
        kind="a CQC location such as 1-10006311414",
    )
    given = table["Location ODS Code"] != ""
    codes = inspection.codes(
        table.loc[given, "Location ODS Code"],
        numbers[given],
        column="Location ODS Code",
        pattern=ODS_CODE,
        kind="a practice code such as F82001, or that of a branch",
    ).reindex(table.index)
    is_practice = codes.str.fullmatch(PRACTICE_CODE).fillna(False).astype(bool)
    is_branch = codes.str.len().ge(9)
    return table.assign(
        sheet=name,
        location_id=ids,
        ods_code=codes,
        practice_code=codes.str[:6].where(is_practice | is_branch),
        is_branch=is_branch,
        published=read_dates(
            inspection, table["Publication Date"], numbers, column="Publication Date"
        ),
    )


def last_published(table: pd.DataFrame) -> pd.Timestamp:
    """The latest day on which a rating was published: these files have no date of their own."""
    latest = table["published"].max()
    if pd.isna(latest):
        raise SourceFileError("No rating has a publication date, so the file cannot be dated.")
    return latest


def ratings(
    text: pd.Series, rows: pd.Series, known: tuple[str, ...], inspection: Inspection, *, column: str
) -> pd.Series:
    """Ratings in the words of their definition; one that is not among them is a problem."""
    words = {name.casefold(): name for name in known} | dict.fromkeys(UNRATED, NOT_RATED)
    in_our_words = text.map({one: words.get(one.casefold(), one) for one in text.unique()})
    return inspection.known(in_our_words, rows, known, column=column, kind="The rating")


def areas(table: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    """One area a location, and one for each practice that has a location of its own.

    A practice is given no name: ODS names practices, the CQC only its locations.
    """
    table = table.drop_duplicates("location_id")
    lines = table[[name for name in ADDRESS if name in table]]
    placed = table.assign(
        address=lines.apply(lambda row: ", ".join(filter(None, row)), axis=1).replace("", None)
        if len(lines.columns)
        else None,
        postcode=postcodes(table["Location Postal Code"]),
        **{name: _degrees(table, name, inspection) for name in PLACE},
    )
    facts = ["address", "postcode", *PLACE, "sheet", "row"]
    locations = placed[facts].assign(
        area_code=placed["location_id"],
        area_type="cqc_location",
        area_name=placed["Location Name"],
        status="open",
    )
    main = one_a_practice(placed[~placed["is_branch"]])
    practices = main[facts].assign(area_code=main["practice_code"], area_type="practice")
    return pd.concat([locations, practices], ignore_index=True)


def one_a_practice(table: pd.DataFrame) -> pd.DataFrame:
    """The location that speaks for each practice.

    The practice's own before its branches; of several the latest published; then by id, so that
    the same file always gives the same answer. Where a practice has no location of its own, its
    branches are all that the CQC has registered, and the latest of them stands for it.
    """
    is_gp = table[CATEGORY] == GP_PRACTICES if CATEGORY in table else True
    candidates = table[is_gp & table["practice_code"].notna()]
    ordered = candidates.sort_values(
        ["practice_code", "is_branch", "published", "location_id"],
        ascending=[True, True, False, True],
        na_position="last",
    )
    return ordered.drop_duplicates("practice_code")


def memberships(table: pd.DataFrame) -> pd.DataFrame:
    """Each location with the practice whose code it bears."""
    held = table.dropna(subset=["location_id", "practice_code"]).drop_duplicates("location_id")
    return held[["sheet", "row"]].assign(
        child_code=held["location_id"],
        child_type="cqc_location",
        parent_code=held["practice_code"],
        parent_type="practice",
    )


def attributes(table: pd.DataFrame, *, code: str, columns: dict[str, str]) -> pd.DataFrame:
    """One row for each fact of each area; `columns` says which column holds which attribute."""
    long = table.rename(columns=columns | {code: "area_code"}).melt(
        id_vars=["area_code", "sheet", "row"],
        value_vars=list(columns.values()),
        var_name="attribute",
        value_name="content",
    )
    return long[long["content"].notna() & (long["content"] != "") & long["area_code"].notna()]


def left_out(table: pd.DataFrame, inspection: Inspection) -> tuple[str, ...]:
    """Warn of locations that no practice can be found for, and note the others."""
    table = table.drop_duplicates("location_id")
    without = table["ods_code"].isna()
    if without.any():
        inspection.warn(
            f"{without.sum():,} locations have no ODS code, so their ratings are of no practice",
            where=inspection.place(table.loc[without, "row"].iloc[0], "Location ODS Code"),
        )
    is_other = table["practice_code"].isna() & ~without
    notes = []
    if is_other.any():
        notes.append(f"{is_other.sum():,} locations have the code of no practice.")
    if CATEGORY in table:
        elsewhere = (table[CATEGORY] != GP_PRACTICES) & table["practice_code"].notna()
        kinds = ", ".join(sorted(table.loc[elsewhere, CATEGORY].unique()))
        notes += [
            f"{elsewhere.sum():,} locations have a practice's code and are inspected as another "
            f"kind ({kinds}): their ratings are not taken for the practice's."
        ] * int(elsewhere.any())
    return tuple(notes)


def _degrees(table: pd.DataFrame, name: str, inspection: Inspection) -> pd.Series | None:
    if PLACE[name] not in table:
        return None
    degrees = inspection.numbers(table[PLACE[name]], table["row"], column=PLACE[name], minimum=None)
    outside = degrees.notna() & ~degrees.between(*BOUNDS[name])
    if outside.any():
        first = degrees[outside].index[0]
        inspection.warn(
            f"{outside.sum():,} locations are not in England by their {name}; no point is kept",
            where=inspection.place(table.loc[first, "row"], PLACE[name]),
            found=f"{degrees[first]:g}",
        )
    return degrees.mask(outside)
