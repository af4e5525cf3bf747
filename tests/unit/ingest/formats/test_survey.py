"""The GP Patient Survey's practice files, on small tables of fictional practices."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from pcdash.ingest.formats.survey import FORMATS, load_layouts
from pcdash.ingest.reading import Reading
from tests.readings import area, errors, known_as, read_as, warnings, write_rows

NAME_2019 = "GPPS_2019_Practice_data_(weighted)_(csv)_PUBLIC.csv"
NAME_2024 = "GPPS_2024_Practice_data_(weighted)_(csv)_PUBLIC.csv"
TO_2023 = {
    "Practice_Code": "Z99001",
    "Practice_Name": "TEST SURGERY",
    "CCG_Code": "98Y",
    "distributed": "300",
    "received": "100",
    "resprate": "0.33",
    "Q3_12pct": "0.75",
    "Q31_2pct": "0.11",
    "Q4_12pct": "0.9",
    "Q9_12pct": "0.5",
    "Q18_12pct": "0.625",
    "Q28_12pct": "0.8",
    "Q89_12pct": "0.95",
}
FROM_2024 = {
    "ad_practicecode": "Z99001",
    "ad_practicename": "TEST SURGERY",
    "distributed": "300",
    "received": "100",
    "localgpservicesphone.pcteval": "0.75",
    "localgpservicesreception.pcteval": "0.9",
    "localgpservicesprefhpsee.pcteval": "0.5",
    "gpcontactoverall.pcteval": "0.625",
    "lastgpapptconf.pcteval": "0.95",
    "overallexp.pcteval": "0.8",
}
TO_2017 = {name: text for name, text in TO_2023.items() if name != "Q89_12pct"} | {
    "Q22_12pct": "0.96",
    "Q25_12pct": "0.7",
}


def table(tmp_path: Path, rows: Iterable[dict[str, str]]) -> Path:
    rows = list(rows)
    header = list(rows[0])
    return write_rows(tmp_path / "survey.csv", [header, *([*row.values()] for row in rows)])


def read(tmp_path: Path, *rows: dict[str, str], name: str = NAME_2019) -> Reading:
    return read_as("gp_patient_survey", table(tmp_path, rows), FORMATS, name=name)


def answers(reading: Reading, code: str = "Z99001") -> dict[str, float]:
    held = reading.values[reading.values["area_code"] == code]
    return dict(zip(held["indicator_id"], held["value"], strict=True))


def test_read_gives_percentages_of_the_columns_of_2018_to_2023(tmp_path: Path):
    reading = read(tmp_path, TO_2023)
    assert answers(reading) == {
        "gpps_phone": 75, "gpps_receptionists": 90, "gpps_preferred_gp": 50,
        "gpps_making_appointment": 62.5, "gpps_confidence": 95, "gpps_overall": 80,
    }  # fmt: skip
    assert set(reading.values["period"]) == {"2019"}
    assert errors(reading) == []


def test_read_gives_percentages_of_the_columns_from_2024(tmp_path: Path):
    reading = read(tmp_path, FROM_2024, name=NAME_2024)
    assert answers(reading) == {
        "gpps_phone": 75, "gpps_receptionists": 90, "gpps_preferred_gp": 50,
        "gpps_making_appointment": 62.5, "gpps_confidence": 95, "gpps_overall": 80,
    }  # fmt: skip
    assert set(reading.values["period"]) == {"2024"}
    assert reading.problems == ()


def test_read_gives_opening_hours_to_2017(tmp_path: Path):
    reading = read(tmp_path, TO_2017, name="GPPS 2017 Practice data (weighted) (csv) PUBLIC.csv")
    assert answers(reading)["gpps_opening_hours"] == 70
    assert answers(reading)["gpps_confidence"] == 96


def test_read_gives_no_numerator_because_percentages_are_weighted(tmp_path: Path):
    held = read(tmp_path, TO_2023).values
    assert held["numerator"].isna().all()
    assert set(held["denominator"]) == {100}


def test_read_names_practices(tmp_path: Path):
    named = area(read(tmp_path, TO_2023), "Z99001")
    assert (named["area_type"], named["area_name"]) == ("practice", "TEST SURGERY")
    assert named["as_of"] == pd.Timestamp("2019-03-31")


def test_read_takes_columns_in_any_case(tmp_path: Path):
    lower = {name.lower(): text for name, text in TO_2023.items()}
    assert answers(read(tmp_path, lower))["gpps_phone"] == 75


@pytest.mark.parametrize("mark", ["-97", "-1"])
def test_read_takes_negative_numbers_for_suppressed(tmp_path: Path, mark: str):
    reading = read(tmp_path, TO_2023 | {"Q3_12pct": mark})
    held = reading.values.set_index("indicator_id")
    assert pd.isna(held.loc["gpps_phone", "value"])
    assert held.loc["gpps_phone", "flag"] == "suppressed"
    assert pd.isna(held.loc["gpps_overall", "flag"])
    assert errors(reading) == []


@pytest.mark.parametrize(("received", "shown"), [("9", False), ("10", True), ("0", False)])
def test_read_shows_nothing_of_fewer_than_ten_answers(tmp_path: Path, received: str, shown: bool):
    held = read(tmp_path, TO_2023 | {"received": received}).values
    assert held["value"].notna().all() == shown
    assert (set(held["flag"].dropna()) == {"suppressed"}) != shown


def test_read_takes_zero_for_a_value_and_a_blank_for_none(tmp_path: Path):
    held = read(tmp_path, TO_2023 | {"Q3_12pct": "0", "Q9_12pct": ""}).values
    held = held.set_index("indicator_id")
    assert held.loc["gpps_phone", "value"] == 0
    assert held.loc["gpps_preferred_gp", "flag"] == "not_available"


def test_read_warns_of_columns_that_nobody_confirmed(tmp_path: Path):
    (sentence,) = warnings(read(tmp_path, TO_2023))
    assert "Q4_12pct" in sentence
    assert "gpps_receptionists" in sentence


def test_read_does_without_a_column_that_nobody_confirmed(tmp_path: Path):
    reading = read(tmp_path, {name: text for name, text in TO_2023.items() if name != "Q4_12pct"})
    assert reading.problems == ()
    assert "gpps_receptionists" not in answers(reading)


def test_read_notes_which_answers_have_no_known_column(tmp_path: Path):
    (note,) = read(tmp_path, TO_2023).notes
    assert "gpps_appointment_times" in note


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("practices.csv", "Neither the columns nor the name 'practices.csv' say which year"),
        ("2018 and 2019.csv", "Neither the columns nor the name"),
        ("GPPS_2011.csv", "No columns are known for the survey of 2011; known are to 2017"),
        (NAME_2024, "The name says 2024, and the columns are those of the surveys 2018 to 2023"),
        ("GPPS_2019_Practice_data_(unweighted).csv", "unweighted"),
    ],
)
def test_read_refuses_a_name_that_does_not_say_which_figures(tmp_path: Path, name: str, told: str):
    (sentence,) = errors(read(tmp_path, TO_2023, name=name))
    assert told in sentence


def test_read_takes_the_year_of_the_content_before_that_of_the_name(tmp_path: Path):
    reading = read(tmp_path, TO_2023 | {"Year": "2021"})
    assert set(reading.values["period"]) == {"2021"}


def test_read_takes_the_year_of_the_inner_name(tmp_path: Path):
    reading = read(tmp_path, TO_2023, name=f"downloads 2023.zip › {NAME_2019}")
    assert set(reading.values["period"]) == {"2019"}


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("Q3_12pct", "most", "row 3, column Q3_12pct: not a number; found 'most'"),
        ("Q3_12pct", "75", "row 3, column Q3_12pct: not a share (1 rows); found 75"),
        ("Practice_Code", "Z9900", "row 3, column Practice_Code: not a known form of code"),
        ("received", "many", "row 3, column received: not a number"),
    ],
)
def test_read_tells_of_a_bad_cell(tmp_path: Path, column: str, text: str, told: str):
    second = TO_2023 | {"Practice_Code": "Z99002", column: text}
    (sentence,) = errors(read(tmp_path, TO_2023, second))
    assert told in sentence


def test_read_tells_of_a_practice_with_two_rows(tmp_path: Path):
    (sentence,) = errors(read(tmp_path, TO_2023, TO_2023 | {"Q3_12pct": "0.7"}))
    assert "two different figures for the same key (Z99001)" in sentence


def test_read_names_a_renamed_column(tmp_path: Path):
    row = {("Q28_12" if name == "Q28_12pct" else name): text for name, text in TO_2023.items()}
    (sentence,) = errors(read(tmp_path, row))
    assert "the column 'Q28_12pct' is missing; found 'Q28_12' instead" in sentence


def test_layouts_follow_one_another_without_a_gap():
    layouts = load_layouts()
    for before, after in pairwise(layouts):
        assert after.first == before.last + 1
    assert layouts[-1].last is None


def test_layouts_mark_only_columns_that_they_have():
    for layout in load_layouts():
        assert set(layout.unconfirmed) <= set(layout.columns)
        assert not set(layout.unknown) & set(layout.columns)


def test_format_does_not_take_another_table(tmp_path: Path):
    path = write_rows(tmp_path / "other.csv", [["Practice_Code", "received"], ["Z99001", "3"]])
    assert known_as(path, FORMATS) == []
