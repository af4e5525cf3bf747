"""Ratings of the Care Quality Commission: the care directory, and the file of latest ratings.

The directory has one row a location with its overall rating. The file of latest ratings is long:
a location, a service or group of people, and a key question (its layout is unconfirmed).
"""

from datetime import date

import pandas as pd

from pcdash.definitions.catalogue import Catalogue
from pcdash.definitions.models import PRACTICE_CODE
from pcdash.definitions.periods import day, month
from pcdash.ingest.files import Document, Peek
from pcdash.ingest.formats import _cqc
from pcdash.ingest.formats.registry import Format, inspected
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.reading import Reading, tidy

SHARED = (
    "Location ID", "Location ODS Code", "Location Name", "Publication Date",
    "Inherited Rating (Y/N)", "Location Local Authority", "Location Postal Code",
)  # fmt: skip
OVERALL_RATING = "Location Latest Overall Rating"
DIRECTORY = (*SHARED, OVERALL_RATING, "Location Latitude", "Location Longitude")
LONG_ONLY = ("Service / Population Group", "Domain", "Latest Rating", "Report Type")
LATEST = (*SHARED, *LONG_ONLY)
# A location's rating as a whole, and not that of one of its services or groups of people.
WHOLE_LOCATION = "overall"
DOMAINS = {
    "overall": "cqc_overall",
    "safe": "cqc_safe",
    "effective": "cqc_effective",
    "caring": "cqc_caring",
    "responsive": "cqc_responsive",
    "well-led": "cqc_well_led",
}
INHERITED = {"Y": "yes", "N": "no"}
PRACTICE_FACTS = {
    "location_id": "cqc_location_id",
    "published_text": "cqc_rating_published",
    "inherited": "cqc_inherited",
    "Location Local Authority": "local_authority",
}
LOCATION_FACTS = {
    "rating": "cqc_rating",
    "published_text": "cqc_rating_published",
    "Location Local Authority": "local_authority",
}


def _is_latest(peek: Peek) -> bool:
    return _cqc.fitting(peek.sheets, LONG_ONLY) is not None


def _is_directory(peek: Peek) -> bool:
    return not _is_latest(peek) and _cqc.fitting(peek.sheets, DIRECTORY) is not None


def _read_directory(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = _cqc.read_locations(document, DIRECTORY, inspection)
    table = table.assign(
        indicator_id="cqc_overall",
        rating=_cqc.ratings(
            table[OVERALL_RATING],
            table["row"],
            catalogue.indicator("cqc_overall").categories,
            inspection,
            column=OVERALL_RATING,
        ),
    )
    table = inspection.unique(table, ["location_id"])
    return _reading(table, table, catalogue, inspection)


def _read_latest(document: Document, catalogue: Catalogue, inspection: Inspection) -> Reading:
    table = _cqc.read_locations(document, LATEST, inspection, keep=_is_whole_practice)
    if table.empty:
        return Reading(skipped="Ratings of the CQC, and none of a GP practice among them.")
    domains = table["Domain"].str.casefold()
    inspection.known(domains, table["row"], DOMAINS, column="Domain", kind="The key question")
    rating = _cqc.ratings(
        table["Latest Rating"],
        table["row"],
        catalogue.indicator("cqc_overall").categories,
        inspection,
        column="Latest Rating",
    )
    table = table.assign(indicator_id=domains.map(DOMAINS), rating=rating)
    table = _latest_of_each(table.dropna(subset="indicator_id"), inspection)
    overall = table[table["indicator_id"] == "cqc_overall"]
    return _reading(table, overall, catalogue, inspection)


def _is_whole_practice(table: pd.DataFrame) -> pd.Series:
    """Rows of GP practices as a whole: the file is of every kind of care, each with its parts."""
    is_whole = table["Service / Population Group"].str.casefold() == WHOLE_LOCATION
    if _cqc.CATEGORY in table:
        return is_whole & (table[_cqc.CATEGORY] == _cqc.GP_PRACTICES)
    return is_whole & table["Location ODS Code"].str.upper().str.match(PRACTICE_CODE)


def _latest_of_each(table: pd.DataFrame, inspection: Inspection) -> pd.DataFrame:
    """The latest rating of each location and key question.

    The CQC publishes two where it published two on one day; which one holds is not in the file.
    """
    key = ["location_id", "indicator_id"]
    latest = table.groupby(key)["published"].transform("max")
    table = table[(table["published"] == latest) | latest.isna()]
    table = table.drop_duplicates([*key, "rating"])
    twice = table.duplicated(key, keep=False)
    for (location, indicator), rows in table[twice].groupby(key):
        inspection.warn(
            f"{location} has two ratings of one day for {indicator}; neither is taken",
            where=inspection.place(rows["row"].iloc[0], "Latest Rating"),
            found=" and ".join(map(repr, rows["rating"])),
            advice="See the CQC's page of the location.",
        )
    return table[~twice]


def _reading(
    rated: pd.DataFrame, overall: pd.DataFrame, catalogue: Catalogue, inspection: Inspection
) -> Reading:
    """The reading of rated rows, of which `overall` has one a location."""
    as_of = _cqc.last_published(rated)
    chosen = [_cqc.one_a_practice(rows) for _, rows in rated.groupby("indicator_id", sort=False)]
    values = pd.concat(chosen)[["indicator_id", "practice_code", "rating", "sheet", "row"]]
    values = values.dropna(subset="rating").rename(
        columns={"practice_code": "area_code", "rating": "category"}
    )
    told = overall.assign(
        published_text=overall["published"].dt.strftime("%Y-%m-%d"),
        inherited=overall["Inherited Rating (Y/N)"].str.upper().map(INHERITED),
    )
    facts = [
        _cqc.attributes(told, code="location_id", columns=LOCATION_FACTS),
        _cqc.attributes(_cqc.one_a_practice(told), code="practice_code", columns=PRACTICE_FACTS),
    ]
    frames = {
        "areas": _cqc.areas(overall, inspection),
        "memberships": _cqc.memberships(overall),
        "attributes": pd.concat(facts, ignore_index=True),
    }
    return Reading(
        values=tidy("values", values.assign(period=_period(as_of.date(), catalogue))),
        notes=_cqc.left_out(overall, inspection),
        **{kind: tidy(kind, frame.assign(as_of=as_of)) for kind, frame in frames.items()},
    )


def _period(when: date, catalogue: Catalogue) -> str:
    """The day of the file, or its month where the definition shows ratings by month."""
    by_month = catalogue.indicator("cqc_overall").frequency == "month"
    return (month(when.year, when.month) if by_month else day(when)).label


FORMATS = (
    Format(
        id="cqc_directory",
        title="CQC care directory with filters",
        source="cqc_directory",
        layout=f"workbook with {', '.join(DIRECTORY)}",
        recognises=_is_directory,
        read=inspected(_read_directory),
    ),
    Format(
        id="cqc_latest_ratings",
        title="CQC latest ratings",
        source="cqc_directory",
        layout=f"workbook with {', '.join(LATEST)}",
        recognises=_is_latest,
        read=inspected(_read_latest),
    ),
)
