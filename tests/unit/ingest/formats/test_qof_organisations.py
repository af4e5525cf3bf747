"""QOF reference files on small files of fictional practices: who they were under."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pcdash.ingest.formats import qof_achievement, qof_raw
from pcdash.ingest.formats.qof_organisations import FORMATS
from pcdash.ingest.reading import Reading
from tests.readings import area, errors, known_as, parents, read_as, write_rows

ALL = (*FORMATS, *qof_raw.FORMATS, *qof_achievement.FORMATS)
REFERENCE = {
    "PRACTICE_CODE": ["Z99001", "Z99002"],
    "PRACTICE_NAME": ["TEST SURGERY", "OTHER TEST SURGERY"],
    "CCG_CODE": ["98Y", "98Z"],
    "CCG_GEOGRAPHY_CODE": ["E38999998", "E38999999"],
    "CCG_NAME": ["NHS NORTH, TEST CCG", "NHS SOUTH TEST CCG"],
    "STP_CODE": ["E54999999", "E54999999"],
    "STP_NAME": ["TEST STP", "TEST STP"],
    "SUBREGION_CODE": ["Q99", "Q99"],
    "REGION_CODE": ["Y56", "Y56"],
    "REGION_NAME": ["LONDON", "LONDON"],
    "COUNTRY": ["ENGLAND", "ENGLAND"],
    "REVISED_MAXIMUM_POINTS": ["559", ""],
}
GEOGRAPHIES = {
    "NAT_ONS_CODE": ["E92000001"] * 3,
    "COUNTRY": ["England"] * 3,
    "REGION_ODS_CODE": ["Y56"] * 3,
    "REGION_NAME": ["London"] * 3,
    "STP_ODS_CODE": ["QZ9"] * 3,
    "STP_NAME": ["Test STP"] * 3,
    "CCG_ODS_CODE": ["98Y", "98Z", "98Z"],
    "CCG_NAME": ["NHS North Test CCG", "NHS South Test CCG", "NHS South Test CCG"],
    "PCN_ODS_CODE": ["U99001", "U99001", "U"],
    "PCN_NAME": ["Test PCN", "Test PCN", "UNALLOCATED"],
    "PRACTICE_CODE": ["Z99001", "Z99002", "Z99003"],
    "PRACTICE_NAME": ["Test Surgery", "Other Test Surgery", "New Test Surgery"],
}
RENAMED = {
    "STP_ODS_CODE": "ICB_ODS_CODE",
    "STP_NAME": "ICB_NAME",
    "CCG_ODS_CODE": "SUB_ICB_LOC_ODS_CODE",
    "CCG_NAME": "SUB_ICB_LOC_NAME",
}


def read(path: Path, columns: dict[str, Sequence[str]], *, name: str) -> Reading:
    rows = zip(*columns.values(), strict=True)
    file = write_rows(path / "file.csv", [list(columns), *rows])
    return read_as("qof_organisations", file, ALL, name=name)


def reference(path: Path, **changed: Sequence[str]) -> Reading:
    return read(path, REFERENCE | changed, name="ORGANISATION_REFERENCE_1617.csv")


def geographies(path: Path, **changed: Sequence[str]) -> Reading:
    return read(path, GEOGRAPHIES | changed, name="MAPPING_NHS_GEOGRAPHIES_1920.csv")


def test_practices_were_in_their_ccg_and_region_on_the_first_of_april_after(tmp_path):
    reading = reference(tmp_path)

    assert parents(reading, "Z99001", "ccg") == [("98Y", None, None, "2017-04-01")]
    assert parents(reading, "98Z", "region") == [("Y56", None, None, "2017-04-01")]
    assert area(reading, "98Y")["area_name"] == "NHS NORTH, TEST CCG"
    assert reading.problems == ()


def test_ons_codes_of_stps_are_not_taken_for_organisations(tmp_path):
    reading = reference(tmp_path)

    assert set(reading.areas["area_type"]) == {"practice", "ccg", "region"}
    assert any("STPs are left out" in one for one in reading.notes)


def test_most_points_of_a_practice_are_kept_where_known(tmp_path):
    attributes = reference(tmp_path).attributes

    assert attributes[["area_code", "attribute", "content"]].to_numpy().tolist() == [
        ["Z99001", "maximum_qof_points", "559"]
    ]


def test_geographies_have_networks_and_stps(tmp_path):
    reading = geographies(tmp_path)

    assert parents(reading, "Z99001", "pcn") == [("U99001", None, None, "2020-04-01")]
    assert parents(reading, "98Y", "stp") == [("QZ9", None, None, "2020-04-01")]
    assert area(reading, "QZ9")["area_type"] == "stp"


def test_practice_in_no_network_has_none(tmp_path):
    reading = geographies(tmp_path)

    assert parents(reading, "Z99003", "pcn") == []
    assert "U" not in set(reading.areas["area_code"])
    assert errors(reading) == []


def test_network_in_two_ccgs_is_left_open_and_that_is_said(tmp_path):
    reading = geographies(tmp_path)

    assert parents(reading, "U99001", "ccg") == []
    assert any("U99001" in one for one in reading.notes)


def test_columns_of_later_years_are_known(tmp_path):
    columns = {RENAMED.get(name, name): column for name, column in GEOGRAPHIES.items()}
    reading = read(tmp_path, columns, name="MAPPING_NHS_GEOGRAPHIES_2223.csv")

    assert parents(reading, "Z99001", "ccg") == [("98Y", None, None, "2023-04-01")]
    assert parents(reading, "98Y", "stp") == [("QZ9", None, None, "2023-04-01")]
    assert errors(reading) == []


def test_reference_of_later_years_gives_only_the_most_points(tmp_path):
    columns = {"PRACTICE_CODE": ["Z99001"], "REVISED_MAX_POINTS": ["635"]}
    reading = read(tmp_path, columns, name="ORGANISATION_REFERENCE_2425.csv")

    assert reading.attributes["content"].tolist() == ["635"]
    assert len(reading.areas) == len(reading.memberships) == 0


@pytest.mark.parametrize("name", ["CCG_CODE", "REGION_NAME", "PRACTICE_NAME"])
def test_renamed_column_of_the_reference_is_told(tmp_path, name):
    columns = {f"{key}_X" if key == name else key: column for key, column in REFERENCE.items()}

    (sentence,) = errors(read(tmp_path, columns, name="ORGANISATION_REFERENCE_1617.csv"))
    assert f"the column {name!r} is missing" in sentence
    assert f"found '{name}_X' instead" in sentence


@pytest.mark.parametrize(
    ("name", "column"),
    [("PCN_ODS_CODE", "PCN_CODE"), ("STP_NAME", "STP_NAME"), ("CCG_ODS_CODE", "CCG_CODE")],
)
def test_renamed_column_of_the_geographies_is_told(tmp_path, name, column):
    columns = {f"{key}_X" if key == name else key: GEOGRAPHIES[key] for key in GEOGRAPHIES}

    (sentence,) = errors(read(tmp_path, columns, name="MAPPING_NHS_GEOGRAPHIES_1920.csv"))
    assert f"the column {column!r} is missing; found '{name}_X' instead" in sentence


@pytest.mark.parametrize(
    ("columns", "changed", "name", "seen"),
    [
        (GEOGRAPHIES, {}, "MAPPING_NHS_GEOGRAPHIES_1819.csv", "primary care networks"),
        (REFERENCE, {"REGION_CODE": ["Y54", "Y54"]}, "ORGANISATION_REFERENCE_1819.csv", "Y54"),
        (REFERENCE, {"REGION_CODE": ["Y60", "Y60"]}, "ORGANISATION_REFERENCE_1617.csv", "Y59"),
    ],
)
def test_content_of_another_year_than_the_name_is_told(tmp_path, columns, changed, name, seen):
    (sentence,) = errors(read(tmp_path, columns | changed, name=name))

    assert "its content is not of the year that its name says" in sentence
    assert seen in sentence


def test_sub_icbs_before_they_were_are_told(tmp_path):
    columns = {RENAMED.get(name, name): column for name, column in GEOGRAPHIES.items()}

    (sentence,) = errors(read(tmp_path, columns, name="MAPPING_NHS_GEOGRAPHIES_1920.csv"))
    assert "sub-ICB locations" in sentence


def test_malformed_codes_are_told_with_their_place(tmp_path):
    reading = reference(tmp_path, CCG_CODE=["98Y", "E38999999"], PRACTICE_CODE=["Z99001", ""])
    told = errors(reading)

    assert len(told) == 2
    assert any("row 3, column CCG_CODE" in one for one in told)
    assert any("row 3, column PRACTICE_CODE" in one for one in told)


def test_practice_that_stands_twice_under_two_ccgs_is_told(tmp_path):
    reading = reference(tmp_path, PRACTICE_CODE=["Z99001", "Z99001"])

    (sentence,) = errors(reading)
    assert "two different figures for the same key (Z99001)" in sentence


def test_name_without_a_year_is_told(tmp_path):
    (sentence,) = errors(read(tmp_path, REFERENCE, name="ORGANISATION_REFERENCE.csv"))

    assert "ORGANISATION_REFERENCE_1819.csv" in sentence


def test_mapping_of_list_sizes_is_not_taken(tmp_path):
    header = [
        "PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "PRACTICE_POSTCODE",
        "PCN_CODE", "PCN_NAME", "ONS_CCG_CODE", "CCG_CODE", "CCG_NAME", "ONS_STP_CODE", "STP_CODE",
        "STP_NAME", "ONS_COMM_REGION_CODE", "COMM_REGION_CODE", "COMM_REGION_NAME",
    ]  # fmt: skip
    path = write_rows(tmp_path / "file.csv", [header, ["x"] * len(header)])

    assert known_as(path, FORMATS) == []
