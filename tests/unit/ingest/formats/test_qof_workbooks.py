"""The QOF workbooks of 2014/15, on small workbooks of fictional practices and CCGs."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.formats.qof_workbooks import FORMATS
from pcdash.ingest.reading import Reading
from tests.builders import indicator
from tests.damaged import workbook
from tests.readings import area, errors, figures, known_as, parents, read_as, warnings

IDS = (
    "qof_prevalence_ast", "qof_achievement_ast", "qof_exceptions_ast", "qof_ast002",
    "qof_prevalence_cvdpp", "qof_achievement_cvdpp", "qof_cvdpp001",
    "qof_prevalence_ost", "qof_achievement_ost", "qof_achievement_bp",
)  # fmt: skip
DEFINED = Catalogue({one: indicator(one) for one in IDS}, {}, {}, {}, {})
PRACTICES = {
    ("", "", "Region Code"): ["Y99", "Y99", "Y99"],
    ("", "", "Region Name"): ["TEST REGION"] * 3,
    ("", "", "Area Team Code"): ["Q99"] * 3,
    ("", "", "CCG Code"): ["98Y", "98Y", "98Z"],
    ("", "", "CCG Name"): ["NHS NORTH TEST CCG", "NHS NORTH TEST CCG", "NHS SOUTH TEST CCG"],
    ("", "", "Practice Code"): ["Z99001", "Z99002", "Z99003"],
    ("", "", "Practice Name"): ["TEST SURGERY", "OTHER TEST SURGERY", "NEW TEST SURGERY"],
}
CCGS = {
    key: [column[0], column[2]] for key, column in PRACTICES.items() if "Practice" not in key[2]
}
ASTHMA = {
    ("Prevalence", "2013-14", "List Size"): [1000, 2000, "-"],
    ("Prevalence", "2013-14", "Register"): [50, 80, "-"],
    ("Prevalence", "2013-14", "Prevalence\n(per cent)"): [5, 4, "-"],
    ("Prevalence", "2014-15", "List Size"): [1000, 2000, 300],
    ("Prevalence", "2014-15", "Register"): [60, 100, 0],
    ("Prevalence", "2014-15", "Prevalence\n(per cent)"): [6, 5, 0],
    ("Prevalence", "Year on Year Change (per cent)", ""): [20, 25, "Increase from 0"],
    ("Achievement", "2013-14", "Total Achievement Score\n(Max 45)"): [45, 36, "-"],
    ("Achievement", "2013-14", "Achievement (per cent)"): [100, 80, "-"],
    ("Achievement", "2014-15", "Total Achievement Score \n(Max 30)"): [20, 15, 30],
    ("Achievement", "2014-15", "Achievement\n(per cent)"): [66.66666666666667, 50, 100],
    ("Exceptions", "2014-15", "Total Exceptions"): [10, 0, 0],
    ("Exceptions", "2014-15", "Total Denominators"): [40, 90, 0],
    ("Exceptions", "2014-15", "Overall Exception Rate\n(per cent)"): [20, 0, 0],
    ("Exceptions", "AST001", "Achievement Score\n(Max 4)"): [4, 4, 4],
    ("Exceptions", "Asthma AST002", "Achievement Score\n(Max 15)"): [15, 15, 15],
    ("Exceptions", "Asthma AST002", "Numerator"): [30, 90, 0],
    ("Exceptions", "Asthma AST002", "Denominator"): [40, 90, 0],
    ("Exceptions", "Asthma AST002", "Underlying achievement net of exceptions\n(per cent)"): [
        75, 100, "No patients in indicator",
    ],
    ("Exceptions", "Asthma AST002", "Exceptions"): [10, 0, 0],
    ("Exceptions", "Asthma AST002", "Denominator plus exceptions"): [50, 90, 0],
}  # fmt: skip
CCG_ASTHMA = {
    ("", "2014-15", "Number of Practices"): [2, 1],
    ("", "2014-15", "List Size"): [3000, 300],
    ("", "2014-15", "Register"): [160, 0],
    ("", "2014-15", "Prevalence\n(per cent)"): [5.333333333333333, 0],
    ("Achievement", "2014-15", "Total Achievement Score"): [35, 30],
    ("Achievement", "2014-15", "Average Achievement Score per Practice\n(Max 30)"): [17.5, 30],
    ("Achievement", "2014-15", "Achievement\n(per cent)"): [58.333333333333336, 100],
}


def sheet(
    columns: dict[tuple[str, str, str], Sequence[object]],
    *,
    level: str = "PRACTICE LEVEL",
    below: Sequence[Sequence[object]] = (),
) -> list[list[object]]:
    """Titles, the three rows of headings with merged cells blank but the first, and the rows."""
    title = "Quality and Outcomes Framework (QOF) for April 2014 - March 2015, England"
    sections, subjects, names = zip(*columns, strict=True)
    rows = zip(*columns.values(), strict=True)
    return [
        [None, None, None, level],
        [title],
        ["Copyright"],
        _merged(sections),
        _merged(subjects),
        list(names),
        *(list(row) for row in rows),
        *(list(row) for row in below),
    ]


def _merged(headings: Sequence[str]) -> list[str | None]:
    before = ("", *headings)
    return [one if one != last else None for one, last in zip(headings, before, strict=False)]


def read(path: Path, sheets: dict[str, list[list[object]]]) -> Reading:
    return read_as("qof_workbook", workbook(path / "qof.xlsx", sheets), FORMATS, catalogue=DEFINED)


def practices(path: Path, changed: dict | None = None, **facts: object) -> Reading:
    return read(path, {"AST": sheet(PRACTICES | ASTHMA | (changed or {}), **facts)})


def ccgs(path: Path, name: str, columns: dict) -> Reading:
    return read(path, {name: sheet(CCGS | columns, level="CCG LEVEL")})


def flags(reading: Reading, indicator_id: str) -> dict[tuple[str, str], str | None]:
    held = reading.values[reading.values["indicator_id"] == indicator_id]
    keys = zip(held["area_code"], held["period"], strict=True)
    return {key: flag for key, flag in zip(keys, held["flag"], strict=True) if pd.notna(flag)}


def without(columns: dict, name: str, heading: str = "2014-15") -> dict:
    return {key: column for key, column in columns.items() if key[1:] != (heading, name)}


def test_prevalence_is_register_of_list_in_both_years(tmp_path):
    held = figures(practices(tmp_path), "qof_prevalence_ast")

    assert held[("Z99001", "2013/14")] == (50, 1000)
    assert held[("Z99001", "2014/15")] == (60, 1000)
    assert held[("Z99003", "2014/15")] == (0, 300)


def test_achievement_is_points_of_the_most_in_the_name_with_the_published_percentage(tmp_path):
    reading = practices(tmp_path)
    held = reading.values[reading.values["indicator_id"] == "qof_achievement_ast"]
    values = held.set_index(["area_code", "period"])["value"]

    assert figures(reading, "qof_achievement_ast")[("Z99002", "2013/14")] == (36, 45)
    assert figures(reading, "qof_achievement_ast")[("Z99001", "2014/15")] == (20, 30)
    assert values[("Z99001", "2014/15")] == 66.66666666666667


def test_exceptions_are_of_denominators_and_exceptions(tmp_path):
    assert figures(practices(tmp_path), "qof_exceptions_ast")[("Z99001", "2014/15")] == (10, 50)


def test_indicator_is_numerator_of_denominator_of_the_year_published(tmp_path):
    held = figures(practices(tmp_path), "qof_ast002")

    assert set(held) == {(code, "2014/15") for code in ("Z99001", "Z99002", "Z99003")}
    assert held[("Z99001", "2014/15")] == (30, 40)


def test_marks_become_missing_with_their_reason_and_zero_stays(tmp_path):
    reading = practices(tmp_path)
    missing = figures(reading, "qof_prevalence_ast")[("Z99003", "2013/14")]

    assert all(pd.isna(part) for part in missing)
    assert pd.isna(figures(reading, "qof_achievement_ast")[("Z99003", "2013/14")][1])
    assert flags(reading, "qof_prevalence_ast") == {("Z99003", "2013/14"): "not_available"}
    assert flags(reading, "qof_achievement_ast") == {("Z99003", "2013/14"): "not_available"}
    assert flags(reading, "qof_ast002") == {("Z99003", "2014/15"): "not_applicable"}
    assert flags(reading, "qof_exceptions_ast") == {("Z99003", "2014/15"): "not_applicable"}


def test_mark_for_a_part_of_the_denominator_is_that_of_the_figure(tmp_path):
    changed = {("Exceptions", "Asthma AST002", "Denominator"): ["-", 90, 0]}
    held = flags(practices(tmp_path, changed), "qof_ast002")

    assert held[("Z99001", "2014/15")] == "not_available"


def test_figures_have_the_sheet_and_row_of_the_workbook(tmp_path):
    held = practices(tmp_path).values
    chosen = held[(held["area_code"] == "Z99002") & (held["indicator_id"] == "qof_ast002")]

    assert chosen["sheet"].tolist() == ["AST"]
    assert chosen["row"].tolist() == [8]


def test_areas_and_memberships_are_those_of_the_last_day_of_the_year(tmp_path):
    reading = practices(tmp_path)

    assert area(reading, "Z99001")["area_name"] == "TEST SURGERY"
    assert pd.isna(area(reading, "Z99001")["postcode"])
    assert area(reading, "98Z")["area_type"] == "ccg"
    assert parents(reading, "Z99003", "ccg") == [("98Z", None, None, "2015-03-31")]
    assert parents(reading, "98Z", "region") == [("Y99", None, None, "2015-03-31")]


def test_most_points_of_each_indicator_come_from_the_names(tmp_path):
    points = practices(tmp_path).qof_points
    held = dict(zip(points["qof_indicator"], points["points"], strict=True))

    assert held == {"AST001": 4, "AST002": 15}
    assert set(points["period"]) == {"2014/15"}
    assert set(points["qof_group"]) == {"AST"}
    assert set(points["row"]) == {6}


def test_columns_are_found_by_their_headings_and_not_by_place(tmp_path):
    moved = PRACTICES | dict(reversed(ASTHMA.items()))
    reading = read(tmp_path, {"AST": sheet(moved)})

    assert figures(reading, "qof_prevalence_ast")[("Z99001", "2013/14")] == (50, 1000)
    assert figures(reading, "qof_ast002")[("Z99001", "2014/15")] == (30, 40)
    assert errors(reading) == []


def test_ccg_points_are_of_the_most_times_its_practices(tmp_path):
    reading = ccgs(tmp_path, "AST", CCG_ASTHMA)

    assert figures(reading, "qof_achievement_ast")[("98Y", "2014/15")] == (35, 60)
    assert figures(reading, "qof_prevalence_ast")[("98Y", "2014/15")] == (160, 3000)
    assert set(reading.areas["area_type"]) == {"ccg", "region"}
    assert warnings(reading) == []


def test_list_is_that_of_the_ages_where_the_sheet_estimates_one(tmp_path):
    bands = {
        ("", "2014-15", "Percentage 50-75"): [30, 30],
        ("", "2014-15", "Estimated List Size \n50-75"): [900.5, 90],
        ("", "2014-15", "Percentage 75+"): [10, 10],
        ("", "2014-15", "Estimated List Size 75+"): [299.5, 30],
    }
    register = {
        ("", "2014-15", "Register"): [12, 3],
        ("", "2014-15", "Prevalence\n(per cent)"): [1, 2.5],
    }
    reading = ccgs(tmp_path, "OST", CCG_ASTHMA | bands | register)

    assert figures(reading, "qof_prevalence_ost")[("98Y", "2014/15")] == (12, 1200)
    assert warnings(reading) == []


def test_sheet_without_prevalence_gives_its_achievement(tmp_path):
    columns = without(CCG_ASTHMA, "Register")
    columns = without(columns, "Prevalence\n(per cent)")
    columns[("", "2014-15", "Estimated List Size 45+")] = [1200, 100]
    reading = ccgs(tmp_path, "BP", columns)

    assert set(reading.values["indicator_id"]) == {"qof_achievement_bp"}
    assert errors(reading) == []


def test_hyphen_of_group_and_indicator_is_not_in_ids(tmp_path):
    name = "Cardiovascular Disease - Primary Prevention CVD-PP001"
    columns = {
        ("", name, "Numerator"): [9, 3],
        ("", name, "Denominator"): [10, 4],
        ("", name, "Underlying achievement net of exceptions\n(per cent)"): [90, 75],
    }
    reading = ccgs(tmp_path, "CVD-PP", CCG_ASTHMA | columns)

    assert figures(reading, "qof_cvdpp001")[("98Z", "2014/15")] == (3, 4)
    assert ("98Y", "2014/15") in figures(reading, "qof_prevalence_cvdpp")


def test_each_area_is_named_once_however_many_sheets_name_it(tmp_path):
    sheets = {name: sheet(CCGS | CCG_ASTHMA, level="CCG LEVEL") for name in ("AST", "OST")}
    reading = read(tmp_path, sheets)

    assert sorted(reading.areas["area_code"]) == ["98Y", "98Z", "Y99"]
    assert set(reading.values["sheet"]) == {"AST", "OST"}


def test_totals_and_notes_below_the_last_row_are_no_areas(tmp_path):
    total = [None, None, None, None, None, "England", None, 3000]
    reading = practices(tmp_path, below=[[], total, ["Source: Health and Social Care ..."]])

    assert len(figures(reading, "qof_prevalence_ast")) == 6
    assert errors(reading) == []


def test_row_without_a_code_among_the_others_is_told(tmp_path):
    changed = {("", "", "Practice Code"): ["Z99001", None, "Z99003"]}

    (sentence,) = errors(practices(tmp_path, changed))
    assert sentence.startswith("sheet 'AST', row 8, column Practice Code: not a known form of code")


def test_wrong_code_in_the_last_row_is_told(tmp_path):
    changed = {("", "", "Practice Code"): ["Z99001", "Z99002", "Z9903"]}

    (sentence,) = errors(practices(tmp_path, changed))
    assert "row 9, column Practice Code" in sentence
    assert "found 'Z9903'" in sentence


def test_renamed_column_of_figures_is_named_with_what_stands_there(tmp_path):
    columns = {
        (key[0], key[1], "Registr" if key[1:] == ("2014-15", "Register") else key[2]): column
        for key, column in ASTHMA.items()
    }
    (sentence,) = errors(read(tmp_path, {"AST": sheet(PRACTICES | columns)}))

    assert "sheet 'AST': the column 'Register' is missing below '2014-15'" in sentence
    assert "found 'Registr'" in sentence


@pytest.mark.parametrize("name", ["List Size", "Number of Practices"])
def test_column_that_a_figure_cannot_do_without_is_told(tmp_path, name):
    (sentence,) = errors(ccgs(tmp_path, "AST", without(CCG_ASTHMA, name)))

    assert f"sheet 'AST': the column {name!r} is missing below '2014-15'" in sentence


def test_sheet_without_any_achievement_is_told(tmp_path):
    columns = {key: column for key, column in ASTHMA.items() if key[0] != "Achievement"}
    told = errors(read(tmp_path, {"AST": sheet(PRACTICES | columns)}))

    assert any("'Total Achievement Score' is missing below '2014-15'" in one for one in told)


def test_renamed_column_of_areas_is_named_with_what_stands_there(tmp_path):
    columns = {
        (*key[:2], "CCG Cde" if key[2] == "CCG Code" else key[2]): column
        for key, column in PRACTICES.items()
    }
    (sentence,) = errors(read(tmp_path, {"AST": sheet(columns | ASTHMA)}))

    assert "the column 'CCG Code' is missing" in sentence
    assert "found 'CCG Cde' instead" in sentence


def test_practice_sheet_without_practice_codes_is_not_taken_for_ccgs(tmp_path):
    columns = {key: column for key, column in PRACTICES.items() if key[2] != "Practice Code"}

    (sentence,) = errors(read(tmp_path, {"AST": sheet(columns | ASTHMA)}))
    assert "the column 'Practice Code' is missing" in sentence


@pytest.mark.parametrize("text", ["sixty", "60*", None, True, -60])
def test_cell_that_is_no_number_is_told_with_its_place(tmp_path, text):
    changed = {("Prevalence", "2014-15", "Register"): [60, text, 0]}

    (sentence,) = errors(practices(tmp_path, changed))
    assert "sheet 'AST', row 8, column Prevalence, 2014-15, Register" in sentence


def test_every_fault_of_every_sheet_is_told_at_once(tmp_path):
    broken = {("Prevalence", "2014-15", "Register"): ["many", 100, 0]}
    renamed = without(ASTHMA, "Total Exceptions")
    sheets = {
        "AST": sheet(PRACTICES | ASTHMA | broken),
        "OST": sheet(PRACTICES | renamed),
        "ASTH": sheet(PRACTICES | ASTHMA),
    }
    told = errors(read(tmp_path, sheets))

    assert any(one.startswith("sheet 'AST', row 7") for one in told)
    assert any("sheet 'OST': the column 'Total Exceptions' is missing" in one for one in told)
    assert any("sheet 'ASTH': the sheet is named after no QOF group" in one for one in told)


def test_practice_with_two_different_rows_is_told(tmp_path):
    changed = {("", "", "Practice Code"): ["Z99001", "Z99001", "Z99003"]}
    told = errors(practices(tmp_path, changed))

    assert any("(qof_prevalence_ast, Z99001, 2014/15)" in one for one in told)
    assert any("found rows 7 and 8" in one for one in told)


def test_indicator_without_definition_is_told_once_with_its_count(tmp_path):
    columns = {
        ("", "Asthma AST009", key[2]): column
        for key, column in ASTHMA.items()
        if key[1] == "Asthma AST002"
    }
    reading = practices(tmp_path, columns)
    told = errors(reading)

    assert "qof_ast009" not in set(reading.values["indicator_id"])
    assert len(told) == 1
    assert "the indicator is not known (3 rows)" in told[0]
    assert "found 'qof_ast009'" in told[0]


def test_indicator_of_another_group_is_told(tmp_path):
    columns = {("", "Epilepsy EP001", "Achievement Score\n(Max 1)"): [1, 1, 1]}

    (sentence,) = errors(practices(tmp_path, columns))
    assert "neither a year nor an indicator of this sheet's group" in sentence
    assert "Epilepsy EP001" in sentence


def test_percentage_that_the_figures_do_not_make_is_warned_of(tmp_path):
    changed = {("Prevalence", "2014-15", "Prevalence\n(per cent)"): [6, 5.5, 0]}
    reading = practices(tmp_path, changed)

    (sentence,) = warnings(reading)
    assert "row 8, column Prevalence, 2014-15, Prevalence (per cent): 1 percentages" in sentence
    assert "found 5.5; expected 5" in sentence
    assert errors(reading) == []


def test_percentage_rounded_by_the_publisher_is_not_warned_of(tmp_path):
    changed = {
        ("Prevalence", "2014-15", "Register"): [70, 100, 0],
        ("Prevalence", "2014-15", "List Size"): [3000, 2000, 300],
        ("Prevalence", "2014-15", "Prevalence\n(per cent)"): [2.3333333333, 5, 0],
    }
    assert warnings(practices(tmp_path, changed)) == []


def test_points_without_their_most_in_the_name_are_told(tmp_path):
    columns = {
        (*key[:2], "Total Achievement Score" if "(Max 30)" in key[2] else key[2]): column
        for key, column in ASTHMA.items()
    }
    told = errors(read(tmp_path, {"AST": sheet(PRACTICES | columns)}))

    assert any("does not say the most points" in one for one in told)


def test_column_that_nobody_knows_is_warned_of(tmp_path):
    columns = {("Achievement", "2014-15", "Payment (pounds)"): [1, 2, 3]}

    (sentence,) = warnings(practices(tmp_path, columns))
    assert "columns below '2014-15' are not known and are left out" in sentence
    assert "'Payment (pounds)'" in sentence


def test_sheet_without_a_table_is_an_error_if_it_is_of_a_group_and_else_a_warning(tmp_path):
    text = [["Explanations"], ["of what is beside them"]]
    sheets = {"AST": sheet(PRACTICES | ASTHMA), "OST": text, "Notes": text}
    reading = read(tmp_path, sheets)

    assert errors(reading) == ["sheet 'OST': no table of areas here: left out."]
    assert warnings(reading) == ["sheet 'Notes': no table of areas here: left out."]


def test_title_without_a_year_is_told(tmp_path):
    rows = sheet(PRACTICES | ASTHMA)
    rows[1] = ["Quality and Outcomes Framework (QOF) for last year"]

    (sentence,) = errors(read(tmp_path, {"AST": rows}))
    assert "the titles do not say the year" in sentence


def test_workbook_of_another_kind_is_not_taken(tmp_path):
    path = workbook(tmp_path / "other.xlsx", {"AST": [["Region Code", "CCG Code", "CCG Name"]]})

    assert known_as(path, FORMATS) == []
