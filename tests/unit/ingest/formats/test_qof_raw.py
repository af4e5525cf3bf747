"""QOF raw data on small files of fictional practices: registers, points, validation outcomes."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.formats import qof_achievement, qof_organisations
from pcdash.ingest.formats.qof_raw import FORMATS
from pcdash.ingest.reading import Reading
from tests.builders import indicator
from tests.readings import errors, figures, known_as, read_as, warnings, write_rows

IDS = ("qof_prevalence_af", "qof_prevalence_ast", "qof_prevalence_cvdpp", "qof_prevalence_ndh")
DEFINED = Catalogue({one: indicator(one) for one in IDS}, {}, {}, {}, {})
ALL = (*FORMATS, *qof_organisations.FORMATS, *qof_achievement.FORMATS)
HEADER_1617 = [
    "PRACTICE_CODE", "INDICATOR_GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PATIENT_LIST_SIZE",
]  # fmt: skip
HEADER_1920 = ["PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PATIENT_LIST_SIZE"]
HEADER_2122 = ["PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PRACTICE_LIST_SIZE"]
ROWS = [
    ["Z99001", "AF", 20, "TOTAL", 1000],
    ["Z99001", "CVDPP", 5, "30_74", 600],
    ["Z99002", "AF", "", "TOTAL", 2000],
    ["Z99002", "CVDPP", 0, "30_74", 0],
]
POINTS = [
    ["INDICATOR_CODE", "INDICATOR_DESCRIPTION", "INDICATOR_POINT_VALUE", "INDICATOR_GROUP_CODE",
     "INDICATOR_GROUP_DESCRIPTION", "DOMAIN_CODE", "DOMAIN_DESCRIPTION", "PATIENT_LIST_TYPE"],
    ["AST002", "An indicator – of tests", 15, "AST", "Asthma", "CL", "Clinical", "TOTAL"],
    ["CVDPP001", "Another", 10, "CVDPP", "Prevention", "PH", "Public Health", "30_74"],
]  # fmt: skip
OUTCOMES = [
    ["PRACTICE_CODE", "VALIDATION_RULE", "RULE_DESCRIPTION"],
    ["Z99001", 1, "Points are more than the total"],
    ["Z99002", 1, "Points are more than the total"],
    ["Z99001", 3, "Not active on 31 March"],
]


def registers(
    path: Path,
    rows: Sequence[Sequence[object]] = ROWS,
    *,
    header: Sequence[str] = HEADER_1617,
    name: str = "PREVALENCE_1617.csv",
) -> Reading:
    file = write_rows(path / "file.csv", [header, *rows])
    return read_as("qof_prevalence", file, ALL, name=name, catalogue=DEFINED)


def test_prevalence_is_register_of_the_list_of_the_group(tmp_path):
    reading = registers(tmp_path)

    assert figures(reading, "qof_prevalence_af")[("Z99001", "2016/17")] == (20, 1000)
    assert figures(reading, "qof_prevalence_cvdpp")[("Z99001", "2016/17")] == (5, 600)
    assert reading.values["row"].tolist() == [2, 3, 4, 5]
    assert reading.problems == ()
    assert reading.notes == ("1 row gives no register: no figure is shown there.",)


@pytest.mark.parametrize(
    ("header", "name", "period"),
    [
        (HEADER_1617, "PREVALENCE_1819_v2.csv", "2018/19"),
        (HEADER_1920, "PREVALENCE_1920.csv", "2019/20"),
        (HEADER_2122, "PREVALENCE_2122_V2.csv", "2021/22"),
        (HEADER_1617, "qof-1718-csv.zip › PREVALENCE.csv", "2017/18"),
    ],
)
def test_columns_of_each_year_are_known(tmp_path, header, name, period):
    rows = [["Z99001", "AF", 20, "TOTAL", 1000]]
    reading = registers(tmp_path, rows, header=header, name=name)

    assert figures(reading, "qof_prevalence_af") == {("Z99001", period): (20, 1000)}
    assert reading.problems == ()


def test_blank_register_and_list_of_nobody_are_flagged(tmp_path):
    held = registers(tmp_path).values.set_index(["area_code", "indicator_id"])
    blank = held.loc[("Z99002", "qof_prevalence_af")]
    nobody = held.loc[("Z99002", "qof_prevalence_cvdpp")]

    assert pd.isna(blank["numerator"])
    assert (blank["denominator"], blank["flag"]) == (2000, "not_available")
    assert (nobody["numerator"], nobody["flag"]) == (0, "not_applicable")
    assert held["flag"].notna().sum() == 2


def test_register_larger_than_its_list_is_warned_of_and_kept(tmp_path):
    reading = registers(tmp_path, [["Z99001", "AF", 30, "TOTAL", 20]])

    (sentence,) = warnings(reading)
    assert "row 2, column REGISTER: a register is larger than the list" in sentence
    assert figures(reading, "qof_prevalence_af")[("Z99001", "2016/17")] == (30, 20)


def test_name_without_a_year_is_told(tmp_path):
    (sentence,) = errors(registers(tmp_path, name="prevalence.csv"))

    assert "its content does not say which year it is of, and its name says none" in sentence
    assert "Rename the file as it was published, e.g. PREVALENCE_1617.csv." in sentence


@pytest.mark.parametrize(
    ("row", "name", "seen"),
    [
        (["Z99001", "AST", 9, "TOTAL", 99], "PREVALENCE_2021.csv", "(AST, TOTAL)"),
        (["Z99001", "AST", 9, "06OV", 99], "PREVALENCE_1920.csv", "(AST, 06OV)"),
        (["Z99001", "NDH", 9, "18OV", 99], "PREVALENCE_1920.csv", "(NDH)"),
        (["Z99001", "CVDPP", 9, "30_74", 99], "PREVALENCE_2021.csv", "(CVDPP)"),
    ],
)
def test_content_of_another_year_than_the_name_is_told(tmp_path, row, name, seen):
    (sentence,) = errors(registers(tmp_path, [row], header=HEADER_1920, name=name))

    assert "its content is not of the year that its name says" in sentence
    assert seen in sentence


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (["Z99001", "AST", 9, "TOTAL", 99], "PREVALENCE_1920.csv"),
        (["Z99001", "AST", 9, "06OV", 99], "PREVALENCE_2021.csv"),
    ],
)
def test_content_of_the_year_of_the_name_is_taken(tmp_path, row, name):
    assert errors(registers(tmp_path, [row], header=HEADER_1920, name=name)) == []


def test_renamed_column_is_named_with_what_stands_there(tmp_path):
    header = [*HEADER_1617[:2], "REGISTERS", *HEADER_1617[3:]]
    (sentence,) = errors(registers(tmp_path, header=header))

    assert "the column 'REGISTER' is missing" in sentence
    assert "found 'REGISTERS' instead" in sentence


def test_unknown_group_is_told_once_with_its_count_and_the_nearest(tmp_path):
    rows = [["Z99001", "ASTH", 5, "TOTAL", 99], ["Z99002", "ASTH", 5, "TOTAL", 99]]

    (sentence,) = errors(registers(tmp_path, rows))
    assert "row 2, column GROUP_CODE: the QOF group is not known (2 rows)" in sentence
    assert "expected 'AST' or another known one" in sentence


def test_cells_that_are_no_number_or_code_are_each_told(tmp_path):
    rows = [
        ["Z99001", "AF", "twenty", "TOTAL", 1000],
        ["Z99002", "AF", 1.5, "TOTAL", 1000],
        ["Z9903", "AF", 1, "TOTAL", -4],
    ]
    told = errors(registers(tmp_path, rows))

    assert len(told) == 4
    assert any("row 2, column REGISTER: not a number; found 'twenty'" in one for one in told)
    assert any("row 3, column REGISTER: not a whole number" in one for one in told)
    assert any("row 4, column PRACTICE_CODE: not a known form of code" in one for one in told)
    assert any("row 4, column PRACTICE_LIST_SIZE: too small" in one for one in told)


def test_practice_with_two_registers_for_a_group_is_told(tmp_path):
    rows = [["Z99001", "AF", 20, "TOTAL", 99], ["Z99001", "AF", 21, "TOTAL", 99]]

    (sentence,) = errors(registers(tmp_path, rows))
    assert "two different figures for the same key (qof_prevalence_af, Z99001)" in sentence
    assert "found rows 2 and 3" in sentence


def test_row_that_stands_twice_alike_is_taken_once(tmp_path):
    reading = registers(tmp_path, [ROWS[0], ROWS[0]])

    assert len(reading.values) == 1
    assert reading.problems == ()


def test_registers_of_2014_15_are_not_taken(tmp_path):
    header = ["PRACTICE_CODE", "INDICATOR_GROUP_CODE", "REGISTER_SIZE", "PRACTICE_LIST_SIZE"]
    path = write_rows(tmp_path / "file.csv", [header, ["Z99001", "AF", 20, 1000]])

    assert known_as(path, ALL) == []


def test_points_of_indicators_are_read(tmp_path):
    path = write_rows(tmp_path / "INDICATOR_MAPPINGS_1819_v2.csv", POINTS, encoding="cp1252")
    points = read_as("qof_indicator_points", path, ALL).qof_points

    assert points[["period", "qof_indicator", "qof_group", "points"]].to_numpy().tolist() == [
        ["2018/19", "AST002", "AST", 15.0],
        ["2018/19", "CVDPP001", "CVDPP", 10.0],
    ]


def test_indicator_without_points_and_one_with_two_are_told(tmp_path):
    rows = [*POINTS, ["AST002", "An indicator", 20, "AST", "", "", "", ""]]
    rows += [["AST003", "An indicator", "", "AST", "", "", "", ""]]
    path = write_rows(tmp_path / "MAPPING_INDICATORS_2425.csv", rows)
    told = errors(read_as("qof_indicator_points", path, ALL))

    assert len(told) == 2
    assert "row 5, column INDICATOR_POINT_VALUE: not a number; found nothing" in told[0]
    assert "two different figures for the same key (AST002)" in told[1]


def test_validation_outcomes_of_a_practice_are_joined(tmp_path):
    path = write_rows(tmp_path / "PRACTICE_VALIDATION_OUTCOMES_2021.csv", OUTCOMES)
    attributes = read_as("qof_validation", path, ALL).attributes
    content = dict(zip(attributes["area_code"], attributes["content"], strict=True))

    assert content == {
        "Z99001": "Points are more than the total; Not active on 31 March",
        "Z99002": "Points are more than the total",
    }
    assert set(attributes["attribute"]) == {"qof_validation"}
    assert set(attributes["as_of"]) == {pd.Timestamp("2021-03-31")}


def test_renamed_column_of_outcomes_is_told(tmp_path):
    rows = [["PRACTICE_CODE", "VALIDATION_RULE", "RULE_TEXT"], *OUTCOMES[1:]]
    path = write_rows(tmp_path / "PRACTICE_VALIDATION_OUTCOMES_2021.csv", rows)

    (sentence,) = errors(read_as("qof_validation", path, ALL))
    assert "the column 'RULE_DESCRIPTION' is missing" in sentence
