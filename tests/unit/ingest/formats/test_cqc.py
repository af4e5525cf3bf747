"""The two files of the Care Quality Commission, on small workbooks of fictional locations."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.formats.cqc import FORMATS
from pcdash.ingest.reading import Reading
from tests.builders import catalogue, indicator
from tests.damaged import workbook
from tests.readings import area, errors, known_as, parents, read_as, warnings

RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate", "Not rated")
KEY_QUESTIONS = ("overall", "safe", "effective", "caring", "responsive", "well_led")
LOCATION = {
    "Location ID": "1-99001",
    "Location ODS Code": "Z99001",
    "Location Name": "Test Surgery",
    "Location Primary Inspection Category": "GP Practices",
    "Location Latest Overall Rating": "Good",
    "Publication Date": date(2025, 3, 31),
    "Inherited Rating (Y/N)": "N",
    "Location Local Authority": "Testham",
    "Location Street Address": "1 Test Street",
    "Location Address Line 2": None,
    "Location City": "Testham",
    "Location County": None,
    "Location Postal Code": "zz99 9zz",
    "Location Latitude": "51.5",
    "Location Longitude": "0.1",
}
LONG = {
    "Location ID": "1-99001",
    "Location ODS Code": "Z99001",
    "Location Name": "Test Surgery",
    "Location Primary Inspection Category": "GP Practices",
    "Location Post Code": "ZZ99 9ZZ",
    "Location Local Authority": "Testham",
    "Service / Population Group": "Overall",
    "Domain": "Overall",
    "Latest Rating": "Good",
    "Publication Date": "31/03/2025",
    "Report Type": "Location",
    "Inherited Rating (Y/N)": "N",
}


def defined(frequency: str) -> Catalogue:
    facts = {
        "method": "category", "categories": RATINGS, "favourable": RATINGS[:2],
        "rated": RATINGS[:4], "aggregation": "share", "frequency": frequency,
    }  # fmt: skip
    return catalogue(*(indicator(f"cqc_{name}", **facts) for name in KEY_QUESTIONS))


def location(number: int, code: str | None, **facts: object) -> dict[str, object]:
    own = {"Location ID": f"1-9900{number}", "Location ODS Code": code}
    return LOCATION | own | {name.replace("_", " "): fact for name, fact in facts.items()}


def rated(rating: str | None, on: date | None = date(2025, 3, 31)) -> dict[str, object]:
    return {"Location Latest Overall Rating": rating, "Publication Date": on}


def book(tmp_path: Path, rows: Iterable[dict[str, object]]) -> Path:
    rows = list(rows)
    header = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name) for name in header] for row in rows]
    return workbook(tmp_path / "cqc.xlsx", {"About": [["Notes"]], "Sheet1": [header, *cells]})


def read(tmp_path: Path, *rows: dict[str, object], frequency: str = "day") -> Reading:
    path = book(tmp_path, rows)
    return read_as("cqc_directory", path, FORMATS, catalogue=defined(frequency))


def read_long(tmp_path: Path, *rows: dict[str, object]) -> Reading:
    return read_as("cqc_latest_ratings", book(tmp_path, rows), FORMATS, catalogue=defined("day"))


def category(reading: Reading, code: str, indicator_id: str = "cqc_overall") -> str:
    held = reading.values
    is_it = (held["area_code"] == code) & (held["indicator_id"] == indicator_id)
    return held.loc[is_it, "category"].item()


def attributes(reading: Reading, code: str) -> dict[str, str]:
    held = reading.attributes[reading.attributes["area_code"] == code]
    return dict(zip(held["attribute"], held["content"], strict=True))


def test_read_gives_each_practice_its_rating(tmp_path: Path):
    reading = read(tmp_path, LOCATION)
    assert category(reading, "Z99001") == "Good"
    assert reading.problems == ()
    assert reading.notes == ()


@pytest.mark.parametrize(("frequency", "label"), [("day", "31 Dec 2025"), ("month", "Dec 2025")])
def test_read_dates_ratings_by_the_last_that_was_published(
    tmp_path: Path, frequency: str, label: str
):
    newer = location(2, "Z99002", Publication_Date=date(2025, 12, 31))
    assert set(read(tmp_path, LOCATION, newer, frequency=frequency).values["period"]) == {label}


def test_read_gives_the_location_and_the_practice_a_place(tmp_path: Path):
    reading = read(tmp_path, LOCATION)
    site = area(reading, "1-99001")
    assert (site["area_type"], site["area_name"]) == ("cqc_location", "Test Surgery")
    assert site["as_of"] == pd.Timestamp("2025-03-31")
    practice = area(reading, "Z99001")
    assert (practice["latitude"], practice["longitude"]) == (51.5, 0.1)
    assert (practice["postcode"], practice["address"]) == ("ZZ99 9ZZ", "1 Test Street, Testham")


def test_read_names_the_location_and_not_the_practice(tmp_path: Path):
    assert pd.isna(area(read(tmp_path, LOCATION), "Z99001")["area_name"])


def test_read_keeps_what_else_is_said_of_practice_and_location(tmp_path: Path):
    reading = read(tmp_path, LOCATION | {"Inherited Rating (Y/N)": "Y"})
    assert attributes(reading, "Z99001") == {
        "cqc_location_id": "1-99001",
        "cqc_rating_published": "2025-03-31",
        "cqc_inherited": "yes",
        "local_authority": "Testham",
    }
    assert attributes(reading, "1-99001") == {
        "cqc_rating": "Good",
        "cqc_rating_published": "2025-03-31",
        "local_authority": "Testham",
    }


def test_read_puts_a_branch_with_its_practice(tmp_path: Path):
    reading = read(tmp_path, LOCATION, location(2, "Z99001001"), location(3, "Z990010012"))
    for site in ("1-99001", "1-99002", "1-99003"):
        assert parents(reading, site, "practice") == [("Z99001", None, None, "2025-03-31")]


def test_read_prefers_the_practices_own_location_to_a_newer_branch(tmp_path: Path):
    branch = location(2, "Z99001001") | rated("Inadequate", date(2025, 6, 1))
    reading = read(tmp_path, branch, LOCATION)
    assert category(reading, "Z99001") == "Good"
    assert attributes(reading, "Z99001")["cqc_location_id"] == "1-99001"


def test_read_takes_the_latest_branch_where_there_is_nothing_else(tmp_path: Path):
    old = location(1, "Z99001001") | rated("Inadequate", date(2020, 1, 1))
    new = location(2, "Z99001002") | rated("Outstanding", date(2021, 1, 1))
    assert category(read(tmp_path, old, new), "Z99001") == "Outstanding"


def test_read_takes_the_latest_published_of_several_locations(tmp_path: Path):
    unrated = location(3, "Z99001") | rated(None, None)
    old = location(2, "Z99001") | rated("Inadequate", date(2020, 1, 1))
    assert category(read(tmp_path, unrated, old, LOCATION), "Z99001") == "Good"


def test_read_settles_a_tie_by_location(tmp_path: Path):
    rows = [location(2, "Z99001") | rated("Inadequate"), LOCATION]
    assert category(read(tmp_path, *rows), "Z99001") == "Good"
    assert category(read(tmp_path, *reversed(rows)), "Z99001") == "Good"


@pytest.mark.parametrize("rating", [None, "Not Rated", "No published rating"])
def test_read_calls_what_has_no_rating_not_rated(tmp_path: Path, rating: str | None):
    reading = read(tmp_path, LOCATION, location(2, "Z99002") | rated(rating, None))
    assert category(reading, "Z99002") == "Not rated"
    assert "cqc_rating_published" not in attributes(reading, "Z99002")


def test_read_warns_of_locations_without_a_code_and_keeps_them(tmp_path: Path):
    reading = read(tmp_path, LOCATION, location(2, None), location(3, None))
    assert "2 locations have no ODS code" in warnings(reading)[0]
    assert attributes(reading, "1-99002")["cqc_rating"] == "Good"
    assert parents(reading, "1-99002", "practice") == []


def test_read_notes_codes_of_other_organisations(tmp_path: Path):
    reading = read(tmp_path, LOCATION, location(2, "ZZZ99"))
    assert reading.notes == ("1 locations have the code of no practice.",)
    assert warnings(reading) == []


def test_read_takes_no_rating_of_another_kind_of_service_for_the_practices(tmp_path: Path):
    night = location(2, "Z99002", Location_Primary_Inspection_Category="Out of hours")
    reading = read(tmp_path, LOCATION, night)
    assert list(reading.values["area_code"]) == ["Z99001"]
    assert "inspected as another kind (Out of hours)" in reading.notes[0]
    assert parents(reading, "1-99002", "practice") == [("Z99002", None, None, "2025-03-31")]


def test_read_keeps_no_point_outside_england(tmp_path: Path):
    reading = read(tmp_path, LOCATION, location(2, "Z99002", Location_Latitude="-51.5"))
    assert "not in England by their latitude" in warnings(reading)[0]
    assert pd.isna(area(reading, "Z99002")["latitude"])


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("Location Latest Overall Rating", "Excelent", "The rating is not known (1 row)"),
        ("Location ODS Code", "Z990O1", "not a known form of code; found 'Z990O1'"),
        ("Location ID", "99002", "not a known form of code; found '99002'"),
        ("Publication Date", "soon", "not a date; found 'soon'"),
        ("Location Latitude", "north", "not a number; found 'north'"),
    ],
)
def test_read_tells_of_a_bad_cell(tmp_path: Path, column: str, cell: str, told: str):
    sentences = errors(read(tmp_path, LOCATION, location(2, "Z99002") | {column: cell}))
    assert len(sentences) == 1
    assert sentences[0].startswith("sheet 'Sheet1', row 3, column ")
    assert told in sentences[0]


def test_read_refuses_one_location_with_two_ratings(tmp_path: Path):
    (sentence,) = errors(read(tmp_path, LOCATION, LOCATION | rated("Inadequate")))
    assert "two different figures for the same key (1-99001)" in sentence


def test_read_names_a_renamed_column(tmp_path: Path):
    row = {("Practice Code" if name == "Location ODS Code" else name): cell
           for name, cell in LOCATION.items()}  # fmt: skip
    (sentence,) = errors(read(tmp_path, row))
    assert "the column 'Location ODS Code' is missing" in sentence


def test_read_refuses_a_file_that_cannot_be_dated(tmp_path: Path):
    (sentence,) = errors(read(tmp_path, LOCATION | rated("Good", None)))
    assert "cannot be dated" in sentence


def test_read_latest_gives_each_key_question(tmp_path: Path):
    domains = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
    rows = [LONG | {"Domain": domain} for domain in domains]
    rows[1] |= {"Latest Rating": "Inadequate"}
    reading = read_long(tmp_path, *rows)
    assert reading.problems == ()
    assert category(reading, "Z99001", "cqc_safe") == "Inadequate"
    assert set(reading.values["indicator_id"]) == {
        "cqc_overall", "cqc_safe", "cqc_effective", "cqc_caring", "cqc_responsive", "cqc_well_led",
    }  # fmt: skip
    assert set(reading.values["period"]) == {"31 Mar 2025"}
    assert attributes(reading, "1-99001")["cqc_rating"] == "Good"


def test_read_latest_takes_the_older_name_of_the_key_question(tmp_path: Path):
    row = {("Key Question" if name == "Domain" else name): cell for name, cell in LONG.items()}
    assert category(read_long(tmp_path, row), "Z99001") == "Good"


def test_read_latest_leaves_out_groups_of_people_and_other_care(tmp_path: Path):
    older = LONG | {"Service / Population Group": "Older people", "Latest Rating": "Inadequate"}
    home = LONG | {
        "Location ID": "1-99002", "Location ODS Code": "CARE-HOME-7",
        "Location Primary Inspection Category": "Residential social care",
    }  # fmt: skip
    reading = read_long(tmp_path, LONG, older, home)
    assert category(reading, "Z99001") == "Good"
    assert "1-99002" not in set(reading.areas["area_code"])
    assert warnings(reading) == []


def test_read_latest_knows_practices_by_code_where_no_kind_of_service_is_given(tmp_path: Path):
    row = {name: cell for name, cell in LONG.items() if "Category" not in name}
    home = row | {"Location ID": "1-99002", "Location ODS Code": "CARE-HOME-7"}
    reading = read_long(tmp_path, row, home)
    assert list(reading.values["area_code"]) == ["Z99001"]
    assert reading.problems == ()


def test_read_latest_takes_the_latest_of_a_location(tmp_path: Path):
    old = LONG | {"Latest Rating": "Inadequate", "Publication Date": "30/03/2025"}
    assert category(read_long(tmp_path, old, LONG), "Z99001") == "Good"


def test_read_latest_takes_neither_of_two_ratings_of_one_day(tmp_path: Path):
    safe = LONG | {"Domain": "Safe"}
    reading = read_long(tmp_path, LONG, safe, safe | {"Latest Rating": "Inadequate"})
    assert "1-99001 has two ratings of one day for cqc_safe" in warnings(reading)[0]
    assert set(reading.values["indicator_id"]) == {"cqc_overall"}


def test_read_latest_of_other_care_alone_is_skipped(tmp_path: Path):
    kind = {"Location Primary Inspection Category": "Residential social care"}
    reading = read_long(tmp_path, LONG | kind)
    assert "none of a GP practice" in reading.skipped
    assert reading.problems == ()


def test_read_latest_tells_of_an_unknown_key_question(tmp_path: Path):
    (sentence,) = errors(read_long(tmp_path, LONG, LONG | {"Domain": "Kind"}))
    assert "The key question is not known (1 row)" in sentence


def test_formats_do_not_take_another_workbook(tmp_path: Path):
    path = book(tmp_path, [{"Location ID": "1-99001", "Location Name": "Test Surgery"}])
    assert known_as(path, FORMATS) == []
