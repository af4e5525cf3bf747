"""Workforce of networks and of practices, on small tables of fictional staff."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from pcdash.ingest.formats.workforce import FORMATS
from pcdash.ingest.reading import Reading
from tests.damaged import workbook
from tests.readings import (
    area,
    errors,
    figures,
    known_as,
    parents,
    read_as,
    warnings,
    write_rows,
)

STAFF = {
    "Data_source": "NWRS Staff",
    "CENSUS_YEAR": "2022",
    "CENSUS_MONTH": "9",
    "PCN_CODE": "U99901",
    "PCN_NAME": "TEST PCN – NORTH",
    "SUB_ICB_CODE": "98Y",
    "SUB_ICB_NAME": "NHS Test ICB - 98Y",
    "ICB_CODE": "QZZ",
    "ICB_NAME": "NHS Test ICB",
    "COMM_REGION_CODE": "Y99",
    "COMM_REGION_NAME": "Testshire",
    "STAFF_GROUP": "Other Direct Patient Care staff",
    "STAFF_ROLE": "Pharmacists",
    "DETAILED_STAFF_ROLE": "Pharmacist",
    "FTE": "0.5",
    "UNIQUE_IDENTIFIER": "990001",
}
PRACTICE = {
    "PRAC_CODE": "Z99001",
    "PRAC_NAME": "TEST SURGERY",
    "PCN_CODE": "U99901",
    "PCN_NAME": "TEST PCN",
    "SUB_ICB_CODE": "98Y",
    "SUB_ICB_NAME": "NHS Test ICB - 98Y",
    "ICB_CODE": "QZZ",
    "ICB_NAME": "NHS Test ICB",
    "REGION_CODE": "Y99",
    "REGION_NAME": "Testshire",
    "TOTAL_PATIENTS": "8000",
    "GP_SOURCE": "Fully provided",
    "NURSE_SOURCE": "Fully provided",
    "TOTAL_GP_FTE": "6.5",
    "TOTAL_GP_EXTGL_FTE": "4.25",
    "TOTAL_NURSES_FTE": "2",
}
NAME = "General Practice – March 2025 Practice Level.csv"


def table(tmp_path: Path, rows: Iterable[dict[str, str]], *, encoding: str = "cp1252") -> Path:
    rows = list(rows)
    header = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name, "") for name in header] for row in rows]
    return write_rows(tmp_path / "workforce.csv", [header, *cells], encoding=encoding)


def networks(tmp_path: Path, *rows: dict[str, str]) -> Reading:
    return read_as("pcn_workforce", table(tmp_path, rows), FORMATS)


def practices(tmp_path: Path, *rows: dict[str, str], name: str = NAME) -> Reading:
    path = table(tmp_path, rows, encoding="utf-8")
    return read_as("practice_workforce", path, FORMATS, name=name)


def flags(reading: Reading, indicator_id: str) -> dict[str, str | None]:
    held = reading.values[reading.values["indicator_id"] == indicator_id]
    found = held["flag"].astype(object).where(held["flag"].notna(), None)
    return dict(zip(held["area_code"], found, strict=True))


def test_networks_adds_up_the_staff_of_each_network(tmp_path: Path):
    other = STAFF | {"PCN_CODE": "U99902", "PCN_NAME": "OTHER PCN", "FTE": "1.25"}
    reading = networks(tmp_path, STAFF, STAFF | {"FTE": "1"}, other)
    total = figures(reading, "pcn_workforce_fte")
    assert total["U99901", "Sep 2022"][0] == 1.5
    assert total["U99902", "Sep 2022"][0] == 1.25
    assert list(reading.values["value"]) == list(reading.values["numerator"])
    assert reading.problems == ()


def test_networks_counts_like_members_of_staff_each(tmp_path: Path):
    reading = networks(tmp_path, STAFF, STAFF)
    assert figures(reading, "pcn_workforce_fte")["U99901", "Sep 2022"][0] == 1


def test_networks_counts_direct_patient_care_apart(tmp_path: Path):
    manager = STAFF | {"STAFF_GROUP": "Directors", "FTE": "1"}
    lone = manager | {"PCN_CODE": "U99902"}
    direct = figures(networks(tmp_path, STAFF, manager, lone), "pcn_direct_patient_care_fte")
    assert direct["U99901", "Sep 2022"][0] == 0.5
    assert direct["U99902", "Sep 2022"][0] == 0


def test_networks_keeps_nothing_of_a_member_of_staff(tmp_path: Path):
    reading = networks(tmp_path, STAFF, STAFF | {"FTE": "-1"}, STAFF | {"FTE": ""})
    frames = (reading.values, reading.areas, reading.memberships, reading.attributes)
    said = " ".join(frame.to_csv() for frame in frames) + " ".join(warnings(reading))
    assert "990001" not in said
    assert "Pharmacist" not in said


def test_networks_gives_names_and_who_belongs_to_whom(tmp_path: Path):
    reading = networks(tmp_path, STAFF)
    assert area(reading, "U99901")["area_name"] == "TEST PCN – NORTH"
    assert area(reading, "QZZ")["area_type"] == "stp"
    assert parents(reading, "U99901", "ccg") == [("98Y", None, None, "2022-09-30")]
    assert parents(reading, "98Y", "stp") == [("QZZ", None, None, "2022-09-30")]
    assert parents(reading, "98Y", "region") == [("Y99", None, None, "2022-09-30")]


def test_networks_counts_less_than_nothing_as_nothing_and_warns(tmp_path: Path):
    reading = networks(tmp_path, STAFF, STAFF | {"FTE": "-0.026666667"})
    assert figures(reading, "pcn_workforce_fte")["U99901", "Sep 2022"][0] == 0.5
    assert "row 3, column FTE" in warnings(reading)[0]


@pytest.mark.parametrize("mark", ["", "ND", "NULL"])
def test_networks_has_no_total_where_somebodys_hours_are_missing(tmp_path: Path, mark: str):
    reading = networks(tmp_path, STAFF, STAFF | {"FTE": mark})
    assert pd.isna(figures(reading, "pcn_workforce_fte")["U99901", "Sep 2022"][0])
    assert flags(reading, "pcn_workforce_fte") == {"U99901": "not_available"}
    assert "1 members of staff have no FTE" in warnings(reading)[0]


def test_networks_warns_of_a_staff_group_that_is_new(tmp_path: Path):
    reading = networks(tmp_path, STAFF, STAFF | {"STAFF_GROUP": "Nurses"})
    assert "found 'Nurses'" in warnings(reading)[0]
    assert figures(reading, "pcn_workforce_fte")["U99901", "Sep 2022"][0] == 1
    assert figures(reading, "pcn_direct_patient_care_fte")["U99901", "Sep 2022"][0] == 0.5


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("FTE", "half", "row 3, column FTE: not a number; found 'half'"),
        ("PCN_CODE", "U999", "expected a PCN code such as U12345"),
        ("CENSUS_MONTH", "13", "column CENSUS_MONTH: not a month (1 rows)"),
        ("CENSUS_YEAR", "22", "column CENSUS_YEAR: too small"),
    ],
)
def test_networks_tells_of_a_bad_cell(tmp_path: Path, column: str, text: str, told: str):
    (sentence,) = errors(networks(tmp_path, STAFF, STAFF | {column: text}))
    assert told in sentence


def test_networks_names_a_renamed_column(tmp_path: Path):
    row = {("STAFF_GRP" if name == "STAFF_GROUP" else name): text for name, text in STAFF.items()}
    (sentence,) = errors(networks(tmp_path, row))
    assert "'STAFF_GROUP' is missing; found 'STAFF_GRP' instead" in sentence


def test_practices_gives_staff_and_patients(tmp_path: Path):
    reading = practices(tmp_path, PRACTICE)
    assert figures(reading, "gp_fte") == {("Z99001", "Mar 2025"): (4.25, 8000)}
    assert figures(reading, "nurse_fte") == {("Z99001", "Mar 2025"): (2, 8000)}
    assert reading.problems == ()


def test_practices_gives_places_at_the_end_of_the_month(tmp_path: Path):
    reading = practices(tmp_path, PRACTICE)
    assert area(reading, "Z99001")["area_name"] == "TEST SURGERY"
    assert parents(reading, "Z99001", "pcn") == [("U99901", None, None, "2025-03-31")]
    assert parents(reading, "Z99001", "ccg") == [("98Y", None, None, "2025-03-31")]


@pytest.mark.parametrize("mark", ["Unaligned", "NA", ""])
def test_practices_may_be_in_no_network(tmp_path: Path, mark: str):
    reading = practices(tmp_path, PRACTICE | {"PCN_CODE": mark, "PCN_NAME": mark})
    assert parents(reading, "Z99001", "pcn") == []
    assert reading.problems == ()


@pytest.mark.parametrize("mark", ["ND", "NA", ""])
def test_practices_that_did_not_report_have_neither_part(tmp_path: Path, mark: str):
    reading = practices(tmp_path, PRACTICE | {"TOTAL_GP_EXTGL_FTE": mark})
    assert flags(reading, "gp_fte") == {"Z99001": "not_available"}
    assert all(map(pd.isna, figures(reading, "gp_fte")["Z99001", "Mar 2025"]))
    assert figures(reading, "nurse_fte")["Z99001", "Mar 2025"] == (2, 8000)


def test_practices_without_patients_have_no_ratio(tmp_path: Path):
    reading = practices(tmp_path, PRACTICE | {"TOTAL_PATIENTS": "0"})
    assert flags(reading, "gp_fte") == {"Z99001": "not_available"}


def test_practices_without_a_gp_have_a_true_zero(tmp_path: Path):
    reading = practices(tmp_path, PRACTICE | {"TOTAL_GP_EXTGL_FTE": "0"})
    assert figures(reading, "gp_fte")["Z99001", "Mar 2025"] == (0, 8000)
    assert flags(reading, "gp_fte") == {"Z99001": None}


def test_practices_with_estimated_hours_are_flagged(tmp_path: Path):
    reading = practices(tmp_path, PRACTICE | {"GP_SOURCE": "Includes FTE Estimates"})
    assert flags(reading, "gp_fte") == {"Z99001": "estimated"}
    assert flags(reading, "nurse_fte") == {"Z99001": None}


def test_practices_need_not_say_how_complete_they_are(tmp_path: Path):
    row = {name: text for name, text in PRACTICE.items() if not name.endswith("_SOURCE")}
    reading = practices(tmp_path, row)
    assert flags(reading, "gp_fte") == {"Z99001": None}
    assert reading.problems == ()


def test_practices_needs_a_month_in_the_name(tmp_path: Path):
    (sentence,) = errors(practices(tmp_path, PRACTICE, name="Practice Level - Detailed.csv"))
    assert "which month" in sentence
    assert "'Practice Level - Detailed.csv'" in sentence


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("TOTAL_GP_EXTGL_FTE", "four", "column TOTAL_GP_EXTGL_FTE: not a number; found 'four'"),
        ("TOTAL_NURSES_FTE", "-1", "column TOTAL_NURSES_FTE: too small"),
        ("TOTAL_PATIENTS", "12.5", "column TOTAL_PATIENTS: not a whole number"),
        ("PRAC_CODE", "Z9900", "column PRAC_CODE: not a known form of code"),
    ],
)
def test_practices_tells_of_a_bad_cell(tmp_path: Path, column: str, text: str, told: str):
    second = PRACTICE | {"PRAC_CODE": "Z99002", column: text}
    (sentence,) = errors(practices(tmp_path, PRACTICE, second))
    assert sentence.startswith("row 3")
    assert told in sentence


def test_practices_tells_of_a_practice_with_two_rows(tmp_path: Path):
    (sentence,) = errors(practices(tmp_path, PRACTICE, PRACTICE | {"TOTAL_NURSES_FTE": "3"}))
    assert "two different figures for the same key (Z99001)" in sentence


def test_practices_names_a_renamed_column(tmp_path: Path):
    row = {("GP_FTE" if name == "TOTAL_GP_EXTGL_FTE" else name): text
           for name, text in PRACTICE.items()}  # fmt: skip
    (sentence,) = errors(practices(tmp_path, row))
    assert "the column 'TOTAL_GP_EXTGL_FTE' is missing" in sentence


def test_dictionary_is_named_and_skipped(tmp_path: Path):
    rows = [
        ["Columns", "Name of Field", "Description", "Comments"],
        ["A", "PRAC_CODE", "General Practice Code", None],
    ]
    path = workbook(tmp_path / "definitions.xlsx", {"Definitions": rows})
    reading = read_as("column_dictionary", path, FORMATS)
    assert "dictionary" in reading.skipped
    assert reading.values.empty


def test_formats_do_not_take_another_table(tmp_path: Path):
    path = write_rows(tmp_path / "other.csv", [["PRAC_CODE", "PRAC_NAME"], ["Z99001", "TEST"]])
    assert known_as(path, FORMATS) == []
