"""The QOF workbook of points by domain, on small workbooks of fictional practices."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.formats.qof_domains import FORMATS
from pcdash.ingest.reading import Reading
from tests.builders import indicator
from tests.damaged import workbook
from tests.readings import area, errors, figures, parents, read_as, warnings

IDS = ("qof_points", "qof_achievement_af", "qof_achievement_ast", "qof_achievement_qiww")
DEFINED = Catalogue({one: indicator(one) for one in IDS}, {}, {}, {}, {})
AREAS = {
    ("", "", "Sub ICB Loc \nODS code"): ["A9A9A", "A9A9A"],
    ("", "", "Sub ICB Loc \nONS code"): ["E38999999"] * 2,
    ("", "", "Sub ICB Loc name"): ["NHS Test ICB - A9A9A"] * 2,
    ("", "", "PCN ODS code"): ["U99001", "U99001"],
    ("", "", "PCN name"): ["Test PCN"] * 2,
    ("", "", "Practice code"): ["Z99001", "Z99002"],
    ("", "", "Practice name"): ["Test Surgery", "New Test Surgery"],
}
AVAILABLE = "Total points for indicators where register exists. (Max QOF points available)"
PERCENT = "Points achieved/ max. QOF points available (%)"
POINTS = {
    ("List sizes", "2021-22", "All ages"): [1000, ":"],
    ("List sizes", "2022-23", "All ages"): [1100, 900],
    ("Overall achievement", "2021-22", "Achievement score (567 max)"): [500, ":"],
    ("Overall achievement", "2021-22", "QOF points total / 567 available (%)"): [88.18342, ":"],
    ("Overall achievement", "2021-22", AVAILABLE): [560, ":"],
    ("Overall achievement", "2021-22", PERCENT): [89.28571428571429, ":"],
    ("Overall achievement", "2022-23", "Achievement score (635 max)"): [600.5, 310],
    ("Overall achievement", "2022-23", "QOF points total / 635 available (%)"): [94.56693, 48.8189],
    ("Overall achievement", "2022-23", AVAILABLE): [630, 620],
    ("Overall achievement", "2022-23", PERCENT): [95.31746031746032, 50],
    ("Clinical domain", "2022-23", "Achievement score (max 401)"): [390, 200],
}
GROUPS = {
    ("", "Return to Contents", "List size"): [1100, 900],
    ("", "AF", "Total achievement score (max 29)"): [29, 14.5],
    ("", "AST", "Total achievement score (max 45)"): [40, "z"],
    ("", "Clinical domain", "Total achievement score (max 401)"): [390, 200],
    ("", "Clinical domain", "Total achievement (%)"): [97.3, 49.9],
}


def sheet(columns: dict, *, below: Sequence[Sequence[object]] = ()) -> list[list[object]]:
    sections, subjects, names = (list(parts) for parts in zip(*columns, strict=True))
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    headings = [[one or None for one in line] for line in (sections, subjects)]
    return [["Table of points"], *headings, names, *rows, *below]


def book(path: Path, points: dict = POINTS, groups: dict = GROUPS) -> Path:
    source = [["Source: General Practice data"], ["Copyright © 2023, NHS England."]]
    sheets = {
        "Title sheet": [[None], ["Quality and Outcomes Framework, 2022-23"], ["Achievement"]],
        "Notes and definitions": [["Symbols used in tables:"], [":  = not available"]],
        "Overall domain achievement": sheet(AREAS | points, below=source),
        "Clinical domain": sheet(AREAS | groups, below=source),
    }
    return workbook(path / "practices.xlsx", sheets)


def read(path: Path, *, name: str | None = None, **facts: dict) -> Reading:
    return read_as(
        "qof_domain_workbook", book(path, **facts), FORMATS, name=name, catalogue=DEFINED
    )


def flags(reading: Reading, indicator_id: str) -> dict[tuple[str, str], str]:
    held = reading.values[(reading.values["indicator_id"] == indicator_id)]
    held = held[held["flag"].notna()]
    keys = zip(held["area_code"], held["period"], strict=True)
    return dict(zip(keys, held["flag"], strict=True))


def without_years(columns: dict) -> dict:
    return {(section, "", name): column for (section, _, name), column in columns.items()}


def test_points_are_of_those_for_which_there_is_a_register_in_each_year(tmp_path):
    reading = read(tmp_path)
    held = figures(reading, "qof_points")

    assert held[("Z99001", "2021/22")] == (500, 560)
    assert held[("Z99001", "2022/23")] == (600.5, 630)
    assert held[("Z99002", "2022/23")] == (310, 620)
    assert reading.problems == ()


def test_points_of_a_group_are_of_the_most_in_the_name(tmp_path):
    held = figures(read(tmp_path), "qof_achievement_af")

    assert held == {("Z99001", "2022/23"): (29, 29), ("Z99002", "2022/23"): (14.5, 29)}


def test_domain_totals_are_no_group(tmp_path):
    assert set(read(tmp_path).values["indicator_id"]) == set(IDS[:3])


def test_symbols_become_flags(tmp_path):
    reading = read(tmp_path)

    assert flags(reading, "qof_points") == {("Z99002", "2021/22"): "not_available"}
    assert flags(reading, "qof_achievement_ast") == {("Z99002", "2022/23"): "not_applicable"}
    assert all(
        pd.isna(part) for part in figures(reading, "qof_achievement_ast")[("Z99002", "2022/23")]
    )


def test_areas_are_those_of_the_first_of_april_after_the_year(tmp_path):
    reading = read(tmp_path)

    assert area(reading, "U99001")["area_type"] == "pcn"
    assert area(reading, "A9A9A")["area_name"] == "NHS Test ICB - A9A9A"
    assert parents(reading, "Z99001", "ccg") == [("A9A9A", None, None, "2023-04-01")]
    assert parents(reading, "Z99001", "pcn") == [("U99001", None, None, "2023-04-01")]


def test_year_is_that_of_the_title_where_no_heading_has_one(tmp_path):
    one_year = {key: column for key, column in POINTS.items() if key[1] != "2021-22"}
    held = figures(read(tmp_path, points=without_years(one_year)), "qof_points")

    assert set(held) == {("Z99001", "2022/23"), ("Z99002", "2022/23")}


def test_year_above_the_points_counts_before_that_of_the_title(tmp_path):
    points = {
        (key[0], key[1].replace("2022-23", "2023-24"), key[2]): column
        for key, column in POINTS.items()
    }
    assert set(read(tmp_path, points=points).values["period"]) == {"2021/22", "2023/24"}


def test_two_years_without_headings_are_told(tmp_path):
    points = {
        ("Overall achievement", "", "Achievement score (567 max)"): [500, 400],
        ("Overall achievement", "", "Achievement score (635 max)"): [600, 300],
    }
    told = errors(read(tmp_path, points=points))

    assert len(told) == 2
    assert "the heading does not say which year the points are of" in told[0]


def test_year_is_that_of_the_name_where_nothing_else_says_it(tmp_path):
    columns = without_years({key: POINTS[key] for key in POINTS if key[1] != "2021-22"})
    path = workbook(tmp_path / "book.xlsx", {"Overall": sheet(AREAS | columns)})
    named = read_as(
        "qof_domain_workbook",
        path,
        FORMATS,
        name="qof-2324-prac-dom-ach.xlsx",
        catalogue=DEFINED,
    )
    unnamed = read_as("qof_domain_workbook", path, FORMATS, catalogue=DEFINED)

    assert set(named.values["period"]) == {"2023/24"}
    assert "its content does not say which year it is of" in errors(unnamed)[0]


def test_empty_template_is_skipped(tmp_path):
    empty = {key: [] for key in AREAS | POINTS}
    path = workbook(tmp_path / "template.xlsx", {"Overall domain achievement": sheet(empty)})
    reading = read_as("qof_domain_workbook", path, FORMATS, catalogue=DEFINED)

    assert reading.skipped == "An empty template of a QOF workbook: it holds no practices."
    assert reading.problems == ()


def test_full_points_stand_in_where_the_available_ones_are_missing_and_that_is_said(tmp_path):
    points = {key: column for key, column in POINTS.items() if key[2] not in (AVAILABLE, PERCENT)}
    reading = read(tmp_path, points=points)

    assert figures(reading, "qof_points")[("Z99001", "2022/23")] == (600.5, 635)
    assert len(warnings(reading)) == 2
    assert "the year's full points stand for it" in warnings(reading)[0]


def test_points_that_are_not_the_published_percentage_are_warned_of(tmp_path):
    changed = {("Overall achievement", "2022-23", AVAILABLE): [600, 620]}

    (sentence,) = warnings(read(tmp_path, points=POINTS | changed))
    assert "1 percentages are not what the figures beside them make" in sentence


def test_group_without_definition_is_told_once_with_its_count(tmp_path):
    columns = {("", "QIABC", "Total achievement score (max 36)"): [36, 20]}

    (sentence,) = errors(read(tmp_path, groups=GROUPS | columns))
    assert "the indicator is not known (2 rows)" in sentence
    assert "found 'qof_achievement_qiabc'" in sentence


def test_text_among_points_is_told_with_its_place(tmp_path):
    changed = {("", "AF", "Total achievement score (max 29)"): [29, "n/a"]}

    (sentence,) = errors(read(tmp_path, groups=GROUPS | changed))
    assert "sheet 'Clinical domain', row 6, column AF, Total achievement score (max 29)" in sentence
    assert "found 'n/a'" in sentence


def test_missing_most_points_are_told(tmp_path):
    columns = {
        (*key[:2], key[2].replace("(max 29)", "(max xx)")): column for key, column in GROUPS.items()
    }

    (sentence,) = errors(read(tmp_path, groups=columns))
    assert "does not say the most points" in sentence


@pytest.mark.parametrize("sheet_name", ["Overall domain achievement", "Clinical domain"])
def test_renamed_column_of_areas_is_told_for_its_sheet(tmp_path, sheet_name):
    areas = {(*key[:2], key[2].replace("PCN name", "Network")): AREAS[key] for key in AREAS}
    sheets = {
        "Overall domain achievement": sheet(AREAS | POINTS),
        "Clinical domain": sheet(AREAS | GROUPS),
    }
    sheets[sheet_name] = sheet(areas | (POINTS if "Overall" in sheet_name else GROUPS))
    path = workbook(tmp_path / "book.xlsx", sheets)
    told = errors(read_as("qof_domain_workbook", path, FORMATS, catalogue=DEFINED))

    assert len(told) == 1
    assert f"sheet {sheet_name!r}: the column 'PCN name' is missing" in told[0]


def test_practice_that_stands_twice_with_other_points_is_told(tmp_path):
    changed = {("", "", "Practice code"): ["Z99001", "Z99001"]}
    path = workbook(tmp_path / "book.xlsx", {"Clinical domain": sheet(AREAS | changed | GROUPS)})
    told = errors(
        read_as("qof_domain_workbook", path, FORMATS, name="qof-2223.xlsx", catalogue=DEFINED)
    )

    assert any("(qof_achievement_af, Z99001, 2022/23)" in one for one in told)
