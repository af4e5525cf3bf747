"""The many spellings of columns, dates, months and postcodes."""

from datetime import date

import pandas as pd
import pytest

from pcdash.ingest.inspection import Inspection
from pcdash.ingest.spellings import (
    could_be_another_day,
    known_columns,
    month_in_name,
    month_labels,
    postcodes,
    read_dates,
    renamed,
)

SPELLINGS = {"CODE": ("ORG_CODE",), "AGE": (), "Total Paid": ()}


def dates_of(*texts: str) -> tuple[list, list[str]]:
    inspection = Inspection()
    rows = pd.Series(range(2, 2 + len(texts)))
    dates = read_dates(inspection, pd.Series(texts, dtype="str"), rows, column="when")
    return list(dates), [one.sentence() for one in inspection.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01JAN2021", "2021-01-01"),
        ("01May2022", "2022-05-01"),
        ("01-Sep-20", "2020-09-01"),
        ("1-Sep-2020", "2020-09-01"),
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01 00:00:00", "2026-03-01"),
        ("2026-03-01T00:00:00", "2026-03-01"),
        ("20130401", "2013-04-01"),
        ("5/1/2015", "2015-01-05"),
        ("27 Nov 2015", "2015-11-27"),
        ("1 April 2019", "2019-04-01"),
        ("1st April 2019", "2019-04-01"),
        ("22nd Sept, 2019", "2019-09-22"),
        ("1 Apr 19", "2019-04-01"),
        ("01/04/2019", "2019-04-01"),
        ("1/4/19", "2019-04-01"),
        ("01-04-2019", "2019-04-01"),
        ("01.04.2019", "2019-04-01"),
    ],
)
def test_read_dates_reads_every_published_form(text, expected):
    assert dates_of(text) == ([pd.Timestamp(expected)], [])


@pytest.mark.parametrize(
    "text",
    ["2013", "2013041", "20131301", "32JAN2021", "01XYZ2021", "2021-01", "13/13/2020", "01JAN0200"],
)
def test_read_dates_tells_what_is_no_date(text):
    dates, problems = dates_of("01JAN2021", text)
    assert pd.isna(dates[1])
    told = f"row 3, column when: not a date; found {text!r}; expected a date like 31JAN2021."
    assert problems == [told]


def test_read_dates_blank_is_no_date_and_no_problem():
    dates, problems = dates_of("")
    assert pd.isna(dates[0])
    assert problems == []


def test_renamed_takes_other_names_capitals_and_marks():
    table = pd.DataFrame({"org_code": ["a"], "TotalPaid_£": ["1"], "other": ["x"]})
    assert list(renamed(table, SPELLINGS).columns) == ["CODE", "Total Paid", "other"]


def test_renamed_prefers_the_name_that_is_ours():
    table = pd.DataFrame({"ORG_CODE": ["a"], "CODE": ["b"]})
    assert list(renamed(table, SPELLINGS)["CODE"]) == ["b"]


def test_known_columns_names_those_that_are_there_by_any_name():
    assert known_columns(["Org Code", "age", "else"], SPELLINGS) == {"CODE", "AGE"}


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Practice_Level_Crosstab_Aug_25.zip › Mapping.csv", (2025, 8)),
        ("Practice_Level_Crosstab_London_East_South_Mar_26.csv", (2026, 3)),
        ("Mapping 2025-08.csv", (2025, 8)),
        ("gp-reg-patients-04-2014.csv", (2014, 4)),
        ("gp-reg-pat-prac-lsoa-male-female-jul-19.zip", (2019, 7)),
        ("lists September 2016.csv", (2016, 9)),
        ("appointments/2025-08/Mapping.csv", None),
        ("Mapping.csv", None),
        ("gp-reg-pat-prac-all.csv", None),
        ("payments-2014-15.csv", None),
        ("marketing 25 people.csv", None),
    ],
)
def test_month_in_name_finds_a_month_or_none(name, month):
    assert month_in_name(name) == (date(*month, 1) if month else None)


def test_month_in_name_takes_the_innermost_part_first():
    assert month_in_name("Aug_25.zip › Mapping_Sep_25.csv") == date(2025, 9, 1)


def test_month_labels_are_those_of_periods():
    dates = pd.Series(pd.to_datetime(["2015-04-27", None]).astype("datetime64[s]"))
    labels = month_labels(dates)
    assert labels[0] == "Apr 2015"
    assert pd.isna(labels[1])


def test_postcodes_have_one_blank_before_the_last_three():
    text = pd.Series(["zz991aa", "Z9  1AA", " Z9 1AA ", "", "-"], dtype="str")
    assert list(postcodes(text)[:3]) == ["ZZ99 1AA", "Z9 1AA", "Z9 1AA"]
    assert postcodes(text)[3:].isna().all()


@pytest.mark.parametrize(
    ("text", "is_unsure"),
    [("01/04/2019", True), ("1-4-19", True), ("13/04/2019", False), ("04/04/2019", False),
     ("2019-04-01", False), ("1 Apr 2019", False), ("04/13/2019", False)],
)  # fmt: skip
def test_could_be_another_day(text, is_unsure):
    assert could_be_another_day(text) == is_unsure
