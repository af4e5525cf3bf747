"""The monthly activity return, on a small workbook of fictional commissioners."""

from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.models import ENGLAND
from pcdash.ingest.formats.activity import FORMATS
from pcdash.ingest.reading import Reading
from tests.damaged import workbook
from tests.readings import area, errors, figures, known_as, parents, read_as, warnings

HEADER = [
    None, "Year", "Period", "Region Code", "Region Name", "Org Code", "Org Name",
    "GP Referrals Made (All specialties) ", "GP Referrals Seen (All specialties) ",
    "GP Referrals Made (G&A) ", "GP Referrals Seen (G&A) ",
    "All 1st Outpatient Attendances (G&A) ",
]  # fmt: skip
REGION_HEADER = HEADER[:5] + HEADER[7:]
ENGLAND_ROW = [None, "2015-16", "APRIL", None, None, None, "England", 100, 70, 90, 60, 200]
NORTH = [None, "2015-16", "APRIL", "Y99", "TEST REGION", "98Y", "NHS NORTH TEST CCG",
         60, 40, 55, 35, 120]  # fmt: skip
SOUTH = [None, "2015-16", "APRIL", "Y99", "TEST REGION", "98Z", "NHS SOUTH TEST CCG",
         40, 30, 35, 25, 80]  # fmt: skip
REGION = [None, "2015-16", "APRIL", "Y99", "TEST REGION", 100, 70, 90, 60, 200]
REGION_ENGLAND = [*REGION[:3], None, "England", *REGION[5:]]
NOTES = [
    [None, "Notes"],
    [None, "The following organisations did not submit Monthly Activity Return (MAR) data:"],
    [None, "Code", "Name"],
]


def titles(**changed: str) -> list[list[object]]:
    said = {
        "Title:": "Monthly Hospital Activity",
        "Source:": "NHS England: Monthly Activity Return",
        "Basis:": "Commissioner",
        "Revised:": "9th June 2017",
        "Status:": "Public",
    }
    said |= {f"{label.title()}:": text for label, text in changed.items()}
    return [[None], *([None, label, text] for label, text in said.items()), [None]]


def changed(row: list[object], place: int, value: object) -> list[object]:
    return [*row[:place], value, *row[place + 1 :]]


def sheets(
    rows: list[list[object]], *, header: list[object] = HEADER, **said: str
) -> dict[str, list[list[object]]]:
    return {
        "Commissioner": [*titles(**said), header, *rows],
        "Region": [*titles(**said), REGION_HEADER, REGION_ENGLAND, REGION],
        "Notes": [*NOTES, [None, "NA", "NA"]],
    }


def read(tmp_path: Path, content: dict[str, list[list[object]]]) -> Reading:
    return read_as("monthly_activity", workbook(tmp_path / "activity.xlsx", content), FORMATS)


@pytest.fixture
def sound(tmp_path: Path) -> Reading:
    return read(tmp_path, sheets([ENGLAND_ROW, [None], NORTH, SOUTH]))


def test_read_gives_the_figures_of_all_specialties(sound: Reading):
    assert figures(sound, "gp_referrals_made")["98Y", "Apr 2015"][0] == 60
    assert figures(sound, "gp_referrals_seen")["98Y", "Apr 2015"][0] == 40
    assert figures(sound, "outpatient_first_attendances")["98Y", "Apr 2015"][0] == 120


def test_read_gives_england_and_regions_beside_ccgs(sound: Reading):
    made = figures(sound, "gp_referrals_made")
    assert {code: parts[0] for (code, _), parts in made.items()} == {
        ENGLAND: 100, "98Y": 60, "98Z": 40, "Y99": 100,
    }  # fmt: skip
    assert dict(zip(sound.areas["area_code"], sound.areas["area_type"], strict=True)) == {
        ENGLAND: "england", "98Y": "ccg", "98Z": "ccg", "Y99": "region",
    }  # fmt: skip


def test_read_dates_names_and_regions_at_the_end_of_the_month(sound: Reading):
    assert area(sound, "98Y")["area_name"] == "NHS NORTH TEST CCG"
    assert area(sound, "98Y")["as_of"] == pd.Timestamp("2015-04-30")
    assert parents(sound, "98Y", "region") == [("Y99", None, None, "2015-04-30")]


def test_read_has_nothing_to_say_of_a_sound_file(sound: Reading):
    assert sound.problems == ()
    assert sound.notes == ()


def test_read_keeps_the_place_of_each_figure(sound: Reading):
    row = sound.values[sound.values["area_code"] == "98Y"].iloc[0]
    assert (row["sheet"], row["row"]) == ("Commissioner", 11)


def test_read_counts_january_to_the_later_year(tmp_path: Path):
    january = [changed(row, 2, "JANUARY") for row in (ENGLAND_ROW, NORTH, SOUTH)]
    content = sheets(january)
    del content["Region"]
    assert set(read(tmp_path, content).values["period"]) == {"Jan 2016"}


@pytest.mark.parametrize(("status", "flags"), [("Public", {None}), ("Revised public", {"revised"})])
def test_read_flags_figures_only_where_the_status_says_revised(
    tmp_path: Path, status: str, flags: set
):
    held = read(tmp_path, sheets([ENGLAND_ROW, NORTH, SOUTH], status=status)).values["flag"]
    assert set(held.astype(object).where(held.notna(), None)) == flags


def test_read_leaves_out_what_is_no_ccg_and_says_so(tmp_path: Path):
    central = [*NORTH[:3], "XDH", "DEPARTMENT OF TESTS", "X24", "NHS TESTLAND", 5, 4, 3, 2, 1]
    reading = read(tmp_path, sheets([ENGLAND_ROW, NORTH, SOUTH, central]))
    assert "X24" not in set(reading.areas["area_code"])
    assert "NHS TESTLAND (X24)" in reading.notes[0]


def test_read_of_trusts_before_ccgs_gives_england_only_and_warns(tmp_path: Path):
    trust = [*NORTH[:3], "Q99", "TEST AUTHORITY", "5Z9", "NORTH TEST PCT", 100, 70, 90, 60, 200]
    header = [("SHA Code" if cell == "Region Code" else cell) for cell in HEADER]
    content = sheets([ENGLAND_ROW, trust], header=header)
    del content["Region"]
    reading = read(tmp_path, content)
    assert set(reading.values["area_code"]) == {ENGLAND}
    assert reading.memberships.empty
    assert "names no CCG" in warnings(reading)[0]
    assert "NORTH TEST PCT (5Z9)" in reading.notes[0]


def test_read_warns_where_rows_do_not_add_to_england(tmp_path: Path):
    reading = read(tmp_path, sheets([ENGLAND_ROW, NORTH, changed(SOUTH, 7, 41)]))
    assert "the commissioners add to 101 and England is given as 100" in warnings(reading)[0]


def test_read_warns_of_hospitals_that_sent_nothing(tmp_path: Path):
    content = sheets([ENGLAND_ROW, NORTH, SOUTH])
    content["Notes"] = [
        *NOTES,
        [None, "RZZ", "TEST HOSPITAL"],
        [None],
        [None, "The following organisation revised its data for this month:"],
        [None, "Code", "Name"],
        [None, "RZY", "OTHER HOSPITAL"],
    ]
    (sentence,) = warnings(read(tmp_path, content))
    assert "TEST HOSPITAL (RZZ)" in sentence
    assert "OTHER HOSPITAL" not in sentence


def test_read_names_a_renamed_column(tmp_path: Path):
    header = [
        "GP Referrals Made (All)" if cell and cell.startswith("GP Referrals Made (All") else cell
        for cell in HEADER
    ]
    (sentence,) = errors(read(tmp_path, sheets([ENGLAND_ROW, NORTH], header=header)))
    assert "'GP Referrals Made (All specialties)' is missing" in sentence
    assert "'GP Referrals Made (All)' instead" in sentence


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (7, "many", "row 10, column GP Referrals Made (All specialties): not a number"),
        (7, None, "found nothing; expected a number"),
        (7, -3, "too small"),
        (7, 2.5, "not a whole number"),
        (5, "98", "not a known form of code"),
        (2, "APRLI", "not a month of a financial year"),
        (1, "2015", "found '2015 APRIL'"),
    ],
    ids=["text", "blank", "negative", "broken", "code", "month", "year"],
)
def test_read_tells_of_a_bad_cell(tmp_path: Path, place: int, value: object, told: str):
    sentences = errors(read(tmp_path, sheets([ENGLAND_ROW, changed(NORTH, place, value), SOUTH])))
    assert len(sentences) == 1
    assert told in sentences[0]


def test_read_tells_of_a_ccg_with_two_figures(tmp_path: Path):
    again = changed(NORTH, 7, 61)
    (sentence,) = errors(read(tmp_path, sheets([ENGLAND_ROW, NORTH, SOUTH, again])))
    assert "two different figures for the same key (98Y, Apr 2015)" in sentence


def test_read_merges_a_row_that_is_there_twice(tmp_path: Path):
    reading = read(tmp_path, sheets([ENGLAND_ROW, NORTH, NORTH, SOUTH]))
    assert errors(reading) == []
    assert len(figures(reading, "gp_referrals_made")) == 4


def test_read_skips_the_workbook_by_provider(tmp_path: Path):
    content = {"Provider": [*titles(basis="Provider"), HEADER, NORTH]}
    reading = read(tmp_path, content)
    assert "hospitals" in reading.skipped
    assert reading.values.empty


def test_read_refuses_a_return_without_its_sheet(tmp_path: Path):
    content = {"Series": [*titles(), HEADER, NORTH]}
    (sentence,) = errors(read(tmp_path, content))
    assert "without a sheet 'Commissioner'; found 'Series'" in sentence


def test_format_does_not_take_the_quarterly_return(tmp_path: Path):
    content = {"Commissioner": titles(source="NHS England: Quarterly Activity Return")}
    assert known_as(workbook(tmp_path / "quarter.xlsx", content), FORMATS) == []
