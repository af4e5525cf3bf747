"""Exports of OHID Fingertips, on small files of fictional practices."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.models import ENGLAND
from pcdash.ingest.formats._fingertips_words import period_label
from pcdash.ingest.formats.fingertips import FORMATS
from pcdash.ingest.reading import Reading
from tests.builders import catalogue, indicator
from tests.readings import area, errors, known_as, parents, read_as, warnings, write_rows

HEADER = [
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name",
    "Area Type", "Sex", "Age", "Category Type", "Category", "Time period", "Value",
    "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Lower CI 99.8 limit", "Upper CI 99.8 limit",
    "Count", "Denominator", "Value note", "Recent Trend",
    "Compared to England value or percentiles",
    "Compared to PCNs (v. 27/10/23) value or percentiles", "Time period Sortable", "New data",
    "Compared to goal", "Time period range",
]  # fmt: skip
PRACTICE = {
    "Indicator ID": "99999",
    "Indicator Name": "Tests taken",
    "Parent Code": "U99901",
    "Area Code": "Z99001",
    "Area Name": "Test Surgery",
    "Area Type": "GPs",
    "Sex": "Persons",
    "Age": "All ages",
    "Time period": "2021/22",
    "Value": "519.6",
    "Lower CI 95.0 limit": "453.9",
    "Upper CI 95.0 limit": "592.2",
    "Count": "225",
    "Denominator": "433",
}
NETWORK = PRACTICE | {
    "Parent Code": ENGLAND, "Area Code": "U99901", "Area Name": "Test PCN",
    "Area Type": "PCNs (v. 27/10/23)",
}  # fmt: skip
COUNTRY = PRACTICE | {
    "Parent Code": "", "Area Code": ENGLAND, "Area Name": "England", "Area Type": "England",
}  # fmt: skip
DEFINED = indicator(
    "tests_taken", fingertips_id=99999, method="rate", multiplier=1000, title="Tests taken"
)


def other(code: str, **facts: str) -> dict[str, str]:
    return PRACTICE | {"Area Code": code} | facts


def export(tmp_path: Path, rows: Iterable[dict[str, str]], *, header: list[str] = HEADER) -> Path:
    cells = [[row.get(name, "") for name in header] for row in rows]
    return write_rows(tmp_path / "export.csv", [header, *cells])


def read(tmp_path: Path, *rows: dict[str, str], header: list[str] = HEADER) -> Reading:
    defined = catalogue(DEFINED)
    return read_as("fingertips", export(tmp_path, rows, header=header), FORMATS, catalogue=defined)


def made(tmp_path: Path, *rows: dict[str, str]) -> Reading:
    """Read where nobody has defined the indicator."""
    return read_as("fingertips", export(tmp_path, rows), FORMATS)


def value_of(reading: Reading, code: str) -> pd.Series:
    (row,) = reading.values.index[reading.values["area_code"] == code]
    return reading.values.loc[row]


def test_read_gives_value_limits_and_parts(tmp_path: Path):
    row = value_of(read(tmp_path, COUNTRY, NETWORK, PRACTICE), "Z99001")
    assert (row["indicator_id"], row["period"]) == ("tests_taken", "2021/22")
    assert (row["value"], row["numerator"], row["denominator"]) == (519.6, 225, 433)
    assert (row["lower_95"], row["upper_95"]) == (453.9, 592.2)
    assert pd.isna(row["lower_998"])
    assert row["row"] == 4


def test_read_of_a_sound_file_has_nothing_to_say(tmp_path: Path):
    reading = read(tmp_path, COUNTRY, NETWORK, PRACTICE)
    assert reading.problems == ()
    assert reading.notes == ()
    assert reading.definitions == ()


def test_read_names_areas_and_their_types(tmp_path: Path):
    reading = read(tmp_path, COUNTRY, NETWORK, PRACTICE)
    assert area(reading, "Z99001")["area_type"] == "practice"
    assert area(reading, "U99901")["area_name"] == "Test PCN"
    assert area(reading, ENGLAND)["area_type"] == "england"


def test_read_takes_networks_as_of_the_version_that_the_file_names(tmp_path: Path):
    reading = read(tmp_path, PRACTICE, NETWORK)
    assert parents(reading, "Z99001", "pcn") == [("U99901", None, None, "2023-10-27")]
    assert parents(reading, "U99901", "england") == []


def test_read_takes_no_network_that_has_no_date(tmp_path: Path):
    header = [name for name in HEADER if "27/10/23" not in name]
    assert read(tmp_path, PRACTICE, header=header).memberships.empty


def test_read_takes_either_name_of_practices_and_of_the_limits(tmp_path: Path):
    header = [name.replace("CI 95.0 limit", "CI limit") for name in HEADER]
    old = other("Z99001", **{"Area Type": "GP", "Lower CI limit": "453.9"})
    assert value_of(read(tmp_path, old, header=header), "Z99001")["lower_95"] == 453.9


def test_read_leaves_out_inequality_categories_and_counts_them(tmp_path: Path):
    decile = COUNTRY | {"Category Type": "Deprivation deciles", "Value": "900"}
    reading = read(tmp_path, COUNTRY, decile, decile)
    assert value_of(reading, ENGLAND)["value"] == 519.6
    assert reading.notes == ("2 rows of inequality categories were left out.",)
    assert reading.problems == ()


def test_read_takes_everybody_where_sexes_are_apart(tmp_path: Path):
    reading = read(tmp_path, COUNTRY | {"Sex": "Male", "Value": "600"}, COUNTRY)
    assert value_of(reading, ENGLAND)["value"] == 519.6
    assert "Persons, All ages were read, and 1 rows" in reading.notes[0]


def test_read_takes_the_only_sex_there_is(tmp_path: Path):
    assert len(read(tmp_path, COUNTRY | {"Sex": "Female"}).values) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [({"Sex": "Male"}, {"Sex": "Female"}), ({"Age": "0-4 yrs"}, {"Age": "5-9 yrs"})],
    ids=["sexes", "ages"],
)
def test_read_leaves_out_an_indicator_whose_group_is_not_plain(
    tmp_path: Path, first: dict, second: dict
):
    plain = COUNTRY | {"Indicator ID": "88888"}
    reading = read(tmp_path, COUNTRY | first, COUNTRY | second, plain)
    assert set(reading.values["indicator_id"]) == {"fingertips_88888"}
    assert "indicator 99999 (Tests taken) is left out" in warnings(reading)[0]


def test_read_leaves_out_other_area_types_and_names_them(tmp_path: Path):
    ccg = other("E38000000", **{"Area Type": "CCGs (2020/21)"})
    reading = read(tmp_path, PRACTICE, ccg)
    assert list(reading.values["area_code"]) == ["Z99001"]
    assert (
        "1 rows of areas that are no level here were left out: 'CCGs (2020/21)'"
        in (reading.notes[0])
    )


def test_read_takes_boroughs_and_not_counties(tmp_path: Path):
    kind = {"Area Type": "Counties & UAs (from Apr 2023)"}
    reading = read(tmp_path, other("E09000099", **kind), other("E10000099", **kind))
    assert area(reading, "E09000099")["area_type"] == "borough"
    assert list(reading.values["area_code"]) == ["E09000099"]
    assert len(reading.notes) == 1


def test_read_of_nothing_that_is_shown_here_is_skipped_with_the_reason(tmp_path: Path):
    reading = read(tmp_path, other("E38000000", **{"Area Type": "CCGs (2020/21)"}))
    assert "CCGs (2020/21)" in reading.skipped


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2021/22", "2021/22"),
        ("2019", "2019"),
        ("2019/20 Q1", "Q1 2019/20"),
        ("April 2019", "Apr 2019"),
        ("Apr 2019", "Apr 2019"),
        ("2017 - 19", None),
        ("2015/16 - 17/18", None),
        ("2019/21", None),
        ("2019 Q1", None),
    ],
)
def test_period_label_reads_what_ohid_writes(text: str, label: str | None):
    assert period_label(text) == label


def test_read_leaves_out_periods_of_several_years_and_warns(tmp_path: Path):
    reading = read(tmp_path, PRACTICE, PRACTICE | {"Time period": "2017 - 19"})
    assert list(reading.values["period"]) == ["2021/22"]
    assert "1 row is left out" in warnings(reading)[0]
    assert "'2017 - 19'" in warnings(reading)[0]


@pytest.mark.parametrize(
    ("note", "value", "flag"),
    [
        ("Value suppressed for disclosure control reasons", "", "suppressed"),
        ("Value missing in source data", "", "not_available"),
        ("", "", "not_available"),
        ("Value estimated", "519.6", "estimated"),
        ("Value suppressed for some areas", "519.6", None),
        ("", "519.6", None),
        ("", "0", None),
    ],
    ids=["suppressed", "missing", "blank", "estimated", "suppressed-in-part", "plain", "zero"],
)
def test_read_flags_what_notes_say(tmp_path: Path, note: str, value: str, flag: str | None):
    count = {"Count": "0" if value == "0" else PRACTICE["Count"] if value else ""}
    limits = {"Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    row = PRACTICE | {"Value": value, "Value note": note} | count | limits
    held = value_of(read(tmp_path, row), "Z99001")
    assert (None if pd.isna(held["flag"]) else held["flag"]) == flag
    assert pd.isna(held["value"]) == (value == "")


def test_read_tells_notes_that_no_flag_says(tmp_path: Path):
    reading = read(tmp_path, PRACTICE | {"Value note": "Interpret with caution"})
    assert reading.notes == ("OHID notes on some figures: Interpret with caution.",)


def test_read_merges_repeated_england_rows(tmp_path: Path):
    reading = read(tmp_path, COUNTRY, COUNTRY | {"Parent Code": ENGLAND})
    assert errors(reading) == []
    assert len(reading.values) == 1


def test_read_refuses_england_rows_that_contradict(tmp_path: Path):
    (sentence,) = errors(read(tmp_path, COUNTRY, COUNTRY | {"Value": "519.7"}))
    assert f"(tests_taken, {ENGLAND}, 2021/22)" in sentence


def test_read_warns_of_a_value_that_does_not_follow_from_its_parts(tmp_path: Path):
    (sentence,) = warnings(read(tmp_path, PRACTICE | {"Value": "560"}))
    assert "found 560; expected 519.63 (1000 × count / denominator)" in sentence


def test_read_refuses_a_value_outside_its_limits(tmp_path: Path):
    (sentence,) = errors(read(tmp_path, PRACTICE | {"Upper CI 95.0 limit": "500"}))
    assert "the value lies outside its own limits (1 rows)" in sentence


def test_read_refuses_a_count_above_the_denominator_of_a_proportion(tmp_path: Path):
    part = indicator("tests_taken", fingertips_id=99999)
    wrong = PRACTICE | {
        "Value": "120", "Count": "12", "Denominator": "10",
        "Lower CI 95.0 limit": "", "Upper CI 95.0 limit": "",
    }  # fmt: skip
    path = export(tmp_path, [wrong])
    reading = read_as("fingertips", path, FORMATS, catalogue=catalogue(part))
    assert "the count is larger than the denominator" in errors(reading)[0]


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("Value", "high", "row 2, column Value: not a number; found 'high'"),
        ("Count", "-1", "row 2, column Count: too small"),
        ("Area Code", "Z9900", "expected the code of a practice"),
        ("Indicator ID", "ninety", "expected the number of an indicator"),
    ],
)
def test_read_tells_of_a_bad_cell(tmp_path: Path, column: str, text: str, told: str):
    sentences = errors(read(tmp_path, PRACTICE | {column: text}, other("Z99002")))
    assert len(sentences) == 1
    assert told in sentences[0]


def test_read_names_a_renamed_column(tmp_path: Path):
    header = ["Area kind" if name == "Area Type" else name for name in HEADER]
    (sentence,) = errors(read(tmp_path, PRACTICE, header=header))
    assert "the column 'Area Type' is missing" in sentence


def parts(count: int, of: int, value: float, code: str) -> dict[str, str]:
    limits = {"Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    figures = {"Count": str(count), "Denominator": str(of), "Value": str(value)}
    return other(code, **figures, **limits)


@pytest.mark.parametrize(
    ("rows", "method", "multiplier", "unit"),
    [
        ([(20, 100, 20), (30, 100, 30)], "proportion", 100, "%"),
        ([(120, 100, 120), (30, 100, 30)], "ratio", 100, "%"),
        ([(20, 100, 200), (30, 100, 300)], "rate", 1000, "per 1,000"),
        ([(20, 100, 20_000), (30, 100, 30_000)], "rate", 100_000, "per 100,000"),
        ([(20, 100, 0.2), (30, 100, 0.3)], "ratio", 1, "ratio"),
        ([(20, 100, 7.1), (30, 100, 12.9)], "mean", 1, "value"),
    ],
    ids=["per-cent", "above-100", "per-1000", "per-100000", "ratio", "standardised"],
)
def test_read_defines_an_indicator_that_nobody_has_defined(
    tmp_path: Path, rows: list, method: str, multiplier: int, unit: str
):
    codes = ("Z99001", "Z99002")
    reading = made(tmp_path, *(parts(*row, code) for row, code in zip(rows, codes, strict=True)))
    (one,) = reading.definitions
    assert (one.id, one.title, one.fingertips_id) == ("fingertips_99999", "Tests taken", 99999)
    assert (one.method, one.multiplier, one.unit) == (method, multiplier, unit)
    assert (one.polarity, one.frequency, one.caveats) == ("none", "year", ("fingertips_undefined",))
    assert (one.denominator is None) == (method == "mean")
    assert set(reading.values["indicator_id"]) == {one.id}
    assert warnings(reading) == []


def test_read_keeps_a_definition_that_an_earlier_load_made(tmp_path: Path):
    kept = indicator("fingertips_99999", fingertips_id=99999, method="rate", multiplier=1000)
    path = export(tmp_path, [PRACTICE])
    reading = read_as("fingertips", path, FORMATS, catalogue=catalogue(kept))
    assert reading.definitions == ()


def test_format_does_not_take_another_table(tmp_path: Path):
    path = write_rows(tmp_path / "other.csv", [["Area Code", "Value", "Sex"], ["Z99001", 1, "F"]])
    assert known_as(path, FORMATS) == []


def test_read_only_periods_of_several_years_is_skipped_with_its_reason(tmp_path: Path):
    pooled = {"Time period": "2019 - 21"}
    reading = read(tmp_path, PRACTICE | pooled, other("Z99002", **pooled))
    assert reading.skipped.endswith(
        "Every row is of a period that is not one year, quarter or month: '2019 - 21'."
    )
    assert "2 rows are left out" in warnings(reading)[0]
    assert errors(reading) == []
