"""QOF achievement in its long layout, on small files of fictional practices."""

import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.formats import qof_raw
from pcdash.ingest.formats.qof_achievement import FORMATS
from pcdash.ingest.reading import Reading
from tests.builders import indicator
from tests.readings import errors, figures, read_as, write_rows

IDS = (
    "qof_points", "qof_achievement_ast", "qof_exceptions_ast", "qof_ast002", "qof_ast003",
    "qof_achievement_cvdpp", "qof_exceptions_cvdpp", "qof_cvdpp001", "qof_achievement_qiww",
)  # fmt: skip
DEFINED = Catalogue({one: indicator(one) for one in IDS}, {}, {}, {}, {})
ALL = (*FORMATS, *qof_raw.FORMATS)
HEADER = ["PRACTICE_CODE", "INDICATOR_CODE", "MEASURE", "VALUE"]
ASTHMA = [
    ["Z99001", "AST001", "ACHIEVED_POINTS", 4],
    ["Z99001", "AST001", "REGISTER", 60],
    ["Z99001", "AST002", "ACHIEVED_POINTS", 12.5],
    ["Z99001", "AST002", "NUMERATOR", 30],
    ["Z99001", "AST002", "DENOMINATOR", 40],
    ["Z99001", "AST002", "PCAS", 10],
    ["Z99001", "AST003", "ACHIEVED_POINTS", 20],
    ["Z99001", "AST003", "NUMERATOR", 45],
    ["Z99001", "AST003", "DENOMINATOR", 50],
    ["Z99001", "AST003", "PCAS", 0],
]


def read(
    path: Path,
    rows: Sequence[Sequence[object]],
    *,
    header: Sequence[str] = HEADER,
    name: str = "ACHIEVEMENT_2122.csv",
) -> Reading:
    file = write_rows(path / "file.csv", [header, *rows])
    return read_as("qof_achievement", file, ALL, name=name, catalogue=DEFINED)


def test_indicator_is_numerator_of_denominator(tmp_path):
    reading = read(tmp_path, ASTHMA)

    assert figures(reading, "qof_ast002") == {("Z99001", "2021/22"): (30, 40)}
    assert figures(reading, "qof_ast003") == {("Z99001", "2021/22"): (45, 50)}
    assert reading.problems == ()
    assert not reading.part_of_whole


def test_exceptions_of_a_group_are_those_adjusted_of_all_eligible(tmp_path):
    assert figures(read(tmp_path, ASTHMA), "qof_exceptions_ast") == {
        ("Z99001", "2021/22"): (10, 100)
    }


def test_points_add_up_by_group_and_in_all_and_leave_their_most_open(tmp_path):
    rows = [*ASTHMA, ["Z99001", "QIWW001", "ACHIEVED_POINTS", 30]]
    reading = read(tmp_path, rows)
    ((points, most),) = figures(reading, "qof_points").values()
    ((of_group, _),) = figures(reading, "qof_achievement_ast").values()

    assert (points, of_group) == (66.5, 36.5)
    assert pd.isna(most)


def test_registers_and_new_diagnoses_are_passed_over(tmp_path):
    rows = [["Z99001", "AST001", "REGISTER", 60], ["Z99001", "AST002", "NEWLY_DIAGNOSED", 3]]
    reading = read(tmp_path, rows)

    assert len(reading.values) == 0
    assert reading.problems == ()
    assert reading.notes[0].startswith("2 rows of registers and new diagnoses")


def test_figures_have_the_first_row_of_their_indicator_or_group(tmp_path):
    held = read(tmp_path, ASTHMA).values.set_index("indicator_id")["row"]

    assert held["qof_ast002"] == 4
    assert held["qof_ast003"] == 8
    assert held["qof_achievement_ast"] == 2


def test_indicator_is_known_with_its_hyphen_and_without(tmp_path):
    rows = [
        ["Z99001", "CVD-PP001", "NUMERATOR", 3],
        ["Z99001", "CVDPP001", "DENOMINATOR", 4],
        ["Z99001", "cvdpp001", "EXCEPTIONS", 1],
    ]
    reading = read(tmp_path, rows, name="ACHIEVEMENT_1819.csv")

    assert figures(reading, "qof_cvdpp001") == {("Z99001", "2018/19"): (3, 4)}
    assert figures(reading, "qof_exceptions_cvdpp") == {("Z99001", "2018/19"): (1, 5)}


def test_nobody_in_an_indicator_and_a_missing_part_are_flagged(tmp_path):
    rows = [
        ["Z99001", "AST002", "NUMERATOR", 0],
        ["Z99001", "AST002", "DENOMINATOR", 0],
        ["Z99002", "AST002", "DENOMINATOR", 7],
        ["Z99003", "AST002", "NUMERATOR", ""],
        ["Z99003", "AST002", "DENOMINATOR", 9],
    ]
    held = read(tmp_path, rows).values.set_index("area_code")["flag"]

    assert held.to_dict() == {
        "Z99001": "not_applicable",
        "Z99002": "not_available",
        "Z99003": "not_available",
    }


def test_indicator_without_adjustments_does_not_count_in_those_of_its_group(tmp_path):
    rows = [*ASTHMA[:6], *[row for row in ASTHMA[6:] if row[2] != "PCAS"]]

    assert figures(read(tmp_path, rows), "qof_exceptions_ast") == {("Z99001", "2021/22"): (10, 50)}


def test_file_of_a_region_is_a_part_of_the_whole(tmp_path):
    header = ["REGION_ODS_CODE", "REGION_ONS_CODE", "REGION_NAME", *HEADER]
    rows = [["Y56", "E40000003", "London", *row] for row in ASTHMA]
    reading = read(tmp_path, rows, header=header, name="ACHIEVEMENT_LONDON_2223.csv")

    assert reading.part_of_whole
    assert figures(reading, "qof_ast002") == {("Z99001", "2022/23"): (30, 40)}


def test_sums_are_those_of_a_slow_twin(tmp_path):
    chance = random.Random(7)
    codes = [f"Z99{number:03d}" for number in range(300)]
    rows = [
        [code, name, measure, chance.choice(["", 0, chance.randrange(90)])]
        for code in codes
        for name in ("AST002", "AST003", "CVDPP001")
        for measure in ("NUMERATOR", "DENOMINATOR", "PCAS", "ACHIEVED_POINTS")
        if chance.random() < 0.9
    ]
    reading = read(tmp_path, chance.sample(rows, len(rows)))
    given = {(code, name, measure): value for code, name, measure, value in rows if value != ""}
    points, excepted = defaultdict(int), defaultdict(lambda: (0, 0))
    for code, name, measure in given:
        parts = [given.get((code, name, one)) for one in ("PCAS", "DENOMINATOR")]
        if measure == "ACHIEVED_POINTS":
            points[(code, "2021/22")] += given[(code, name, measure)]
        if measure == "PCAS" and name.startswith("AST") and None not in parts:
            before = excepted[(code, "2021/22")]
            excepted[(code, "2021/22")] = (before[0] + parts[0], before[1] + sum(parts))

    assert {key: parts[0] for key, parts in figures(reading, "qof_points").items()} == points
    assert figures(reading, "qof_exceptions_ast") == excepted


@pytest.mark.parametrize(
    ("header", "measure", "name", "seen"),
    [
        (HEADER, "PCAS", "ACHIEVEMENT_1819.csv", "(PCAS)"),
        (HEADER, "EXCEPTIONS", "ACHIEVEMENT_2021.csv", "exceptions, not personalised"),
        (["REGION_ODS_CODE", *HEADER], "PCAS", "ACHIEVEMENT_2122.csv", "a file of one region"),
    ],
)
def test_content_of_another_year_than_the_name_is_told(tmp_path, header, measure, name, seen):
    row = [*(["Y56"] * (len(header) - 4)), "Z99001", "AST002", measure, 4]

    (sentence,) = errors(read(tmp_path, [row], header=header, name=name))
    assert "its content is not of the year that its name says" in sentence
    assert seen in sentence


def test_name_without_a_year_is_told(tmp_path):
    (sentence,) = errors(read(tmp_path, ASTHMA, name="ACHIEVEMENT.csv"))

    assert "its content does not say which year it is of" in sentence


def test_renamed_column_is_named_with_what_stands_there(tmp_path):
    header = ["PRACTICE_CODE", "INDICATOR", "MEASURE", "VALUE"]

    (sentence,) = errors(read(tmp_path, ASTHMA, header=header))
    assert "found 'INDICATOR' instead" in sentence
    assert "expected 'INDICATOR_CODE'" in sentence


def test_unknown_codes_and_measures_are_told_once_with_their_counts(tmp_path):
    rows = [
        *ASTHMA,
        ["Z99001", "XYZ001", "NUMERATOR", 1],
        ["Z99002", "XYZ001", "NUMERATOR", 1],
        ["Z99001", "AST009", "NUMERATOR", 1],
        ["Z99001", "AST002", "NUMERATR", 1],
        ["Z99001", "asthma", "NUMERATOR", 1],
    ]
    told = errors(read(tmp_path, rows))

    assert len(told) == 4
    assert any("the QOF group of the indicator is not known (2 rows)" in one for one in told)
    assert any("found 'qof_ast009'" in one for one in told)
    assert any("found 'NUMERATR'; expected 'NUMERATOR'" in one for one in told)
    assert any("row 16, column INDICATOR_CODE: not a known form of code" in one for one in told)


def test_text_among_values_and_malformed_practices_are_told(tmp_path):
    rows = [["Z99001", "AST002", "NUMERATOR", "many"], ["Z9901", "AST002", "NUMERATOR", 1]]
    told = errors(read(tmp_path, rows))

    assert any("row 2, column VALUE: not a number; found 'many'" in one for one in told)
    assert any("row 3, column PRACTICE_CODE: not a known form of code" in one for one in told)


def test_figure_that_stands_twice_is_told_if_it_differs(tmp_path):
    again = ["Z99001", "AST002", "NUMERATOR", 31]

    assert errors(read(tmp_path, [*ASTHMA, ASTHMA[3]])) == []
    (sentence,) = errors(read(tmp_path, [*ASTHMA, again]))
    assert "two different figures for the same key (Z99001, AST002, NUMERATOR)" in sentence
    assert "found rows 5 and 12" in sentence


def test_file_of_which_no_row_can_be_used_tells_why(tmp_path):
    reading = read(tmp_path, [["Z9901", "AST002", "NUMERATOR", 1]])

    assert len(reading.values) == 0
    assert len(errors(reading)) == 1
