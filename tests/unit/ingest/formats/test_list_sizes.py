"""Patients registered at a GP practice, on hand-made files of fictional practices."""

import pytest

from pcdash.ingest.formats.list_sizes import FORMATS
from pcdash.ingest.formats.registry import NO_ROWS
from tests.readings import (
    area,
    day,
    errors,
    figures,
    known_as,
    parents,
    read_as,
    warnings,
    write_rows,
)

TOTALS = [
    "PUBLICATION", "EXTRACT_DATE", "TYPE", "CCG_CODE", "ONS_CCG_CODE", "CODE", "POSTCODE",
    "SEX", "AGE", "NUMBER_OF_PATIENTS",
]  # fmt: skip
TOTALS_2026 = [name.replace("CCG", "SUB_ICB_LOCATION") for name in TOTALS]


def total(
    code="Z99001", patients="5000", *, when="01JAN2021", parent="98Z", sex="ALL", age="ALL"
) -> list[str]:
    who = ["GP_PRAC_PAT_LIST", when, "GP", parent, "E38999999", code, "ZZ99 1AA"]
    return [*who, sex, age, patients]


def read_totals(tmp_path, *rows, header=TOTALS):
    path = write_rows(tmp_path / "a.csv", [header, *rows])
    return read_as("list_sizes", path, FORMATS)


def test_totals_give_lists_and_the_ccg_as_seen_on_the_extract_date(tmp_path):
    reading = read_totals(tmp_path, total(), total("Z99002", "0"))
    assert errors(reading) == []
    lists = figures(reading, "registered_patients")
    assert lists[("Z99001", "Jan 2021")][0] == 5000
    assert lists[("Z99002", "Jan 2021")][0] == 0
    assert list(reading.values["value"]) == [5000, 0]
    assert list(reading.values["row"]) == [2, 3]
    assert parents(reading, "Z99001", "ccg") == [("98Z", None, None, "2021-01-01")]
    assert area(reading, "Z99001")["postcode"] == "ZZ99 1AA"
    assert area(reading, "98Z")["area_type"] == "ccg"


@pytest.mark.parametrize(
    ("when", "period"),
    [
        ("01JAN2021", "Jan 2021"),
        ("01May2022", "May 2022"),
        ("01-Sep-20", "Sep 2020"),
        ("01-Sep-2020", "Sep 2020"),
        ("2026-03-01", "Mar 2026"),
        ("20130401", "Apr 2013"),
        ("01/07/2018", "Jul 2018"),
    ],
)
def test_totals_take_every_published_form_of_date(tmp_path, when, period):
    reading = read_totals(tmp_path, total(when=when))
    assert errors(reading) == []
    assert set(reading.values["period"]) == {period}


def test_totals_take_the_column_names_of_2026(tmp_path):
    reading = read_totals(tmp_path, total(parent="Z9Z9Z"), header=TOTALS_2026)
    assert errors(reading) == []
    assert parents(reading, "Z99001", "ccg")[0][0] == "Z9Z9Z"


def test_totals_keep_the_rows_of_everybody_out_of_ages_and_sexes(tmp_path):
    reading = read_totals(
        tmp_path,
        total(patients="2500", sex="FEMALE"),
        total(patients="9", age="95+"),
        total(),
        total(patients="2500", sex="MALE"),
    )
    assert figures(reading, "registered_patients") == {
        ("Z99001", "Jan 2021"): (5000, pytest.approx(float("nan"), nan_ok=True))
    }


def test_totals_add_the_sexes_where_nobody_counts_both(tmp_path):
    reading = read_totals(
        tmp_path,
        total(patients="2400", sex="FEMALE"),
        total(patients="2600", sex="MALE"),
        total(patients="3", sex="MALE", age="4"),
    )
    assert list(reading.values["numerator"]) == [5000]


def test_file_of_one_sex_is_named_and_skipped(tmp_path):
    reading = read_totals(tmp_path, total(sex="FEMALE"), total(sex="FEMALE", age="4"))
    assert "FEMALE" in reading.skipped
    assert reading.values.empty


def test_file_by_age_takes_practices_only_and_needs_no_ccg(tmp_path):
    header = [
        "PUBLICATION", "EXTRACT_DATE", "ORG_TYPE", "ORG_CODE", "ONS_CODE", "POSTCODE", "SEX",
        "AGE_GROUP_5", "NUMBER_OF_PATIENTS",
    ]  # fmt: skip
    start = ["GP_PRAC_PAT_LIST", "01JAN2021"]
    rows = [
        [*start, "CCG", "98Z", "E38999999", "", "ALL", "ALL", "9000"],
        [*start, "GP", "Z99001", "", "ZZ99 1AA", "ALL", "ALL", "5000"],
        [*start, "GP", "Z99001", "", "ZZ99 1AA", "ALL", "0_4", "300"],
    ]
    reading = read_totals(tmp_path, *rows, header=header)
    assert errors(reading) == []
    assert list(reading.values["area_code"]) == ["Z99001"]
    assert reading.memberships.empty


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("CCG_CODE", "ONS_CCG_CODE"),
        ("CODE", "NEW_CODE"),  # and not POSTCODE, which is wanted for itself
        ("NUMBER_OF_PATIENTS", "NEW_NUMBER_OF_PATIENTS"),
        ("EXTRACT_DATE", "NEW_EXTRACT_DATE"),
    ],
)
def test_totals_renamed_column_is_told(tmp_path, name, near):
    header = [f"NEW_{one}" if one == name else one for one in TOTALS]
    reading = read_totals(tmp_path, total(), header=header)
    assert len(errors(reading)) == 1
    assert f"the column '{name}' is missing; found '{near}' instead" in errors(reading)[0]
    assert reading.values.empty


def test_totals_tell_every_problem_with_its_row(tmp_path):
    reading = read_totals(
        tmp_path,
        total(),
        total("Z99002", "many"),
        total("Z99003", "-5"),
        total("Z99004", "12.5"),
        total("Z9900"),
        total("Z99006", parent="CCG"),
        total("Z99007"),
        total("Z99007", "6000"),
    )
    told = errors(reading)
    assert told[0].startswith("row 3, column NUMBER_OF_PATIENTS: not a number; found 'many'")
    assert told[1].startswith("row 4, column NUMBER_OF_PATIENTS: too small; found '-5'")
    assert told[2].startswith("row 5, column NUMBER_OF_PATIENTS: not a whole number")
    assert told[3].startswith("row 8: two different figures for the same key (Z99007")
    assert told[4].startswith("row 6, column CODE")
    assert told[5].startswith("row 7, column CCG_CODE")
    assert len(told) == 6


def test_totals_of_two_months_in_one_file_are_told(tmp_path):
    reading = read_totals(tmp_path, total(), total("Z99002", when="01FEB2021"))
    assert "more than one extract date" in errors(reading)[0]


def test_totals_date_that_is_none_is_told(tmp_path):
    reading = read_totals(tmp_path, total(when="January"))
    assert errors(reading)[0].startswith("row 2, column EXTRACT_DATE: not a date")


MAPPING = [
    "PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "PRACTICE_POSTCODE",
    "PCN_CODE", "PCN_NAME", "ONS_CCG_CODE", "CCG_CODE", "CCG_NAME", "ONS_STP_CODE", "STP_CODE",
    "STP_NAME", "ONS_COMM_REGION_CODE", "COMM_REGION_CODE", "COMM_REGION_NAME",
]  # fmt: skip


def place(code="Z99001", pcn="U99001", ccg="98Z", *, name="TEST PCN") -> list[str]:
    return [
        "GP_PRAC_PAT_LIST", "01-Sep-20", code, "TEST SURGERY", "ZZ99 1AA", pcn, name,
        "E38999999", ccg, "NHS Test CCG", "E54999999", "Q9Z", "Test STP", "E40999999", "Y98",
        "Test Region",
    ]  # fmt: skip


def read_mapping(tmp_path, *rows, header=MAPPING):
    path = write_rows(tmp_path / "a.csv", [header, *rows])
    return read_as("list_sizes_mapping", path, FORMATS)


def test_mapping_gives_every_level_with_its_name(tmp_path):
    reading = read_mapping(tmp_path, place())
    assert errors(reading) == []
    named = {
        "Z99001": ("practice", "TEST SURGERY"),
        "U99001": ("pcn", "TEST PCN"),
        "98Z": ("ccg", "NHS Test CCG"),
        "Q9Z": ("stp", "Test STP"),
        "Y98": ("region", "Test Region"),
    }
    for code, (area_type, name) in named.items():
        assert area(reading, code)["area_type"] == area_type
        assert area(reading, code)["area_name"] == name
    seen = (None, None, "2020-09-01")
    assert parents(reading, "Z99001", "pcn") == [("U99001", *seen)]
    assert parents(reading, "Z99001", "ccg") == [("98Z", *seen)]
    assert parents(reading, "U99001", "ccg") == [("98Z", *seen)]
    assert parents(reading, "98Z", "stp") == [("Q9Z", *seen)]
    assert parents(reading, "98Z", "region") == [("Y98", *seen)]


@pytest.mark.parametrize("pcn", ["U", "u", "", "UNALLOCATED"])
def test_mapping_unallocated_practice_is_in_no_pcn(tmp_path, pcn):
    reading = read_mapping(tmp_path, place(pcn=pcn, name="Unallocated"), place("Z99002"))
    assert errors(reading) == []
    assert parents(reading, "Z99001", "pcn") == []
    assert parents(reading, "Z99002", "pcn") != []
    assert set(reading.areas["area_code"][reading.areas["area_type"] == "pcn"]) == {"U99001"}


def test_mapping_leaves_a_pcn_in_two_ccgs_open_and_says_so(tmp_path):
    reading = read_mapping(tmp_path, place(), place("Z99002", ccg="97Z"))
    assert errors(reading) == []
    assert parents(reading, "U99001", "ccg") == []
    assert parents(reading, "Z99002", "pcn") != []
    assert reading.notes[0].startswith("1 PCN codes are seen in more than one CCG (U99001)")


def test_mapping_takes_the_names_of_icbs_and_the_supplier(tmp_path):
    renamed = {"CCG": "SUB_ICB_LOCATION", "STP": "ICB"}
    header = [*MAPPING, "SUPPLIER_NAME"]
    for old, new in renamed.items():
        header = [name.replace(f"{old}_", f"{new}_") for name in header]
    reading = read_mapping(tmp_path, [*place(), "TPP"], header=header)
    assert errors(reading) == []
    assert parents(reading, "98Z", "stp")[0][0] == "Q9Z"
    assert list(reading.attributes["content"]) == ["TPP"]


def test_mapping_of_before_there_were_networks_is_read(tmp_path):
    without = [place for place, name in enumerate(MAPPING) if not name.startswith("PCN")]
    header = [MAPPING[number] for number in without]
    reading = read_mapping(tmp_path, [place()[number] for number in without], header=header)
    assert errors(reading) == []
    assert parents(reading, "Z99001", "ccg") != []


def test_mapping_tells_malformed_codes_and_a_practice_in_two_places(tmp_path):
    reading = read_mapping(tmp_path, place(pcn="PCN1"), place("Z99002"), place("Z99002", ccg="97Z"))
    told = errors(reading)
    assert told[0].startswith("row 2, column PCN_CODE: not a known form of code; found 'PCN1'")
    assert told[1].startswith("row 3: two different figures for the same key (Z99002)")
    assert len(told) == 2


def test_mapping_renamed_column_is_told(tmp_path):
    header = ["STP" if name == "STP_CODE" else name for name in MAPPING]
    reading = read_mapping(tmp_path, place(), header=header)
    assert "the column 'STP_CODE' is missing" in errors(reading)[0]


FLOWS = [
    "PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME", "LSOA_CODE", "SEX",
    "NUMBER_OF_PATIENTS",
]  # fmt: skip


def home(code="Z99001", lsoa="E01999901", patients="7", *, sex="ALL") -> list[str]:
    return ["GP_PRAC_PAT_LIST", "04JAN2021", code, "TEST SURGERY", lsoa, sex, patients]


def read_flows(tmp_path, *rows, header=FLOWS):
    path = write_rows(tmp_path / "a.csv", [header, *rows])
    return read_as("list_sizes_lsoa", path, FORMATS)


def test_lists_by_lsoa_give_patients_of_a_practice_in_an_lsoa(tmp_path):
    reading = read_flows(tmp_path, home(), home(lsoa="E01999902", patients="0"))
    assert errors(reading) == []
    flows = reading.flows
    assert list(flows["practice_code"]) == ["Z99001", "Z99001"]
    assert list(flows["lsoa_code"]) == ["E01999901", "E01999902"]
    assert list(flows["patients"]) == [7, 0]
    assert set(flows["period"]) == {"Jan 2021"}
    assert list(flows["row"]) == [2, 3]
    assert area(reading, "Z99001")["area_name"] == "TEST SURGERY"
    assert area(reading, "Z99001")["as_of"] == day("2021-01-04")


def test_lists_by_lsoa_take_the_other_name_of_the_count(tmp_path):
    header = [*FLOWS[:-1], "Number of Patients"]
    assert list(read_flows(tmp_path, home(), header=header).flows["patients"]) == [7]


def test_lists_by_lsoa_add_the_sexes(tmp_path):
    reading = read_flows(
        tmp_path,
        home(patients="3", sex="MALE"),
        home(patients="4", sex="FEMALE"),
        home(lsoa="E01999902", patients="2", sex="FEMALE"),
    )
    assert dict(zip(reading.flows["lsoa_code"], reading.flows["patients"], strict=True)) == {
        "E01999901": 7,
        "E01999902": 2,
    }


def test_lists_by_lsoa_of_one_sex_are_named_and_skipped(tmp_path):
    reading = read_flows(tmp_path, home(sex="MALE"))
    assert "MALE" in reading.skipped
    assert reading.flows.empty


@pytest.mark.parametrize("lsoa", ["NO2011", "CLOSED", ""])
def test_lists_by_lsoa_leave_out_homes_not_placed_and_say_so(tmp_path, lsoa):
    reading = read_flows(tmp_path, home(), home(lsoa=lsoa, patients="12"))
    assert errors(reading) == []
    assert list(reading.flows["lsoa_code"]) == ["E01999901"]
    assert reading.notes == ("12 patients whose LSOA is not known were left out.",)


def test_lists_by_lsoa_tell_every_problem(tmp_path):
    reading = read_flows(
        tmp_path,
        home("Z9900"),
        home(patients="x", lsoa="E01999902"),
        home(lsoa="E019999"),
        home("Z99002"),
        home("Z99002", patients="8"),
    )
    told = errors(reading)
    assert told[0].startswith("row 2, column PRACTICE_CODE")
    assert told[1].startswith("row 3, column NUMBER_OF_PATIENTS: not a number; found 'x'")
    assert told[2].startswith("row 5: two different figures")
    assert told[3].startswith("row 4, column LSOA_CODE: not a known form of code")
    assert len(told) == 4


def test_lists_by_lsoa_renamed_column_is_told(tmp_path):
    header = ["LSOA" if name == "LSOA_CODE" else name for name in FLOWS]
    reading = read_flows(tmp_path, home(), header=header)
    assert "the column 'LSOA_CODE' is missing" in errors(reading)[0]


WIDE = ["GP_PRACTICE_CODE", "POSTCODE", "CCG_CODE", "TOTAL_ALL", "TOTAL_MALE", "TOTAL_FEMALE"]


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("gp-reg-patients-04-2014.csv", "Apr 2014"),
        ("gp-reg-patients-July-2016.csv", "Jul 2016"),
        ("gp-reg-patients 2016-10.zip › gp-reg-patients.csv", "Oct 2016"),
    ],
)
def test_wide_lists_take_their_month_from_the_name_and_say_so(tmp_path, name, period):
    path = write_rows(tmp_path / "a.csv", [WIDE, ["Z99001", "ZZ99 1AA", "98Z", 5000, 1, 2]])
    reading = read_as("list_sizes_wide", path, FORMATS, name=name)
    assert errors(reading) == []
    assert "taken from the name" in warnings(reading)[0]
    assert list(reading.values["period"]) == [period]
    assert list(reading.values["value"]) == [5000]
    assert parents(reading, "Z99001", "ccg")[0][0] == "98Z"


def test_wide_lists_take_other_names_of_columns(tmp_path):
    header = ["practice_code", "postcode", "parent_organisation_code", "total_all", "total_male"]
    path = write_rows(tmp_path / "a 2015-01.csv", [header, ["Z99001", "ZZ99 1AA", "98Z", 5, 2]])
    assert list(read_as("list_sizes_wide", path, FORMATS).values["value"]) == [5]


def test_wide_lists_without_a_month_are_refused(tmp_path):
    path = write_rows(tmp_path / "a.csv", [WIDE, ["Z99001", "ZZ99 1AA", "98Z", 5000, 1, 2]])
    reading = read_as("list_sizes_wide", path, FORMATS)
    assert errors(reading)[0].startswith("neither the content nor the name of the file")


@pytest.mark.parametrize(
    ("format_id", "header"),
    [
        ("list_sizes", TOTALS),
        ("list_sizes_mapping", MAPPING),
        ("list_sizes_lsoa", FLOWS),
        ("list_sizes_wide", WIDE),
    ],
)
def test_header_without_rows_is_named_and_skipped(tmp_path, format_id, header):
    reading = read_as(format_id, write_rows(tmp_path / "a.csv", [header]), FORMATS)
    assert errors(reading) == []
    assert reading.skipped == NO_ROWS


def test_qof_and_other_tables_are_not_taken_for_list_sizes(tmp_path):
    header = ["PRACTICE_CODE", "INDICATOR_CODE", "MEASURE", "VALUE"]
    path = write_rows(tmp_path / "a.csv", [header, ["Z99001", "AST001", "REGISTER", "1"]])
    assert known_as(path, FORMATS) == []


def test_read_totals_without_a_date_names_the_row(tmp_path):
    header = "EXTRACT_DATE,TYPE,CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
    path = tmp_path / "lists.csv"
    path.write_text(f"{header}\n,GP,98Z,Z99001,ZZ1 1AA,ALL,ALL,4000\n", encoding="utf-8")
    reading = read_as("list_sizes", path, FORMATS)
    assert errors(reading) == [
        "row 2, column EXTRACT_DATE: not a date; found nothing; expected a date like 01JAN2021."
    ]
