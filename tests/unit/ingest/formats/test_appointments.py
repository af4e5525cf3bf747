"""Appointments in general practice, on hand-made files of fictional practices."""

import pandas as pd
import pytest

from pcdash.ingest.formats.appointments import FORMATS
from pcdash.ingest.formats.registry import NO_ROWS
from tests.readings import (
    area,
    errors,
    figures,
    known_as,
    parents,
    read_as,
    warnings,
    write_rows,
)

MAPPING = [
    "GP_CODE", "GP_NAME", "SUPPLIER", "PCN_CODE", "PCN_NAME", "SUB_ICB_LOCATION_CODE",
    "SUB_ICB_LOCATION_NAME", "ICB_CODE", "ICB_NAME", "REGION_CODE", "REGION_NAME",
]  # fmt: skip


def place(code="Z99001", supplier="EMIS", pcn="U99001") -> list[str]:
    higher = ["98Z", "NHS Test ICB - 98Z", "Q9Z", "NHS Test ICB", "Y98", "Test Region"]
    return [code, "TEST SURGERY", supplier, pcn, "TEST PCN", *higher]


def read_mapping(
    tmp_path, *rows, header=MAPPING, name="Practice_Level_Crosstab_Aug_25.zip › M.csv"
):
    path = write_rows(tmp_path / "a.csv", [header, *rows])
    return read_as("appointments_mapping", path, FORMATS, name=name)


def systems(reading) -> dict[str, str]:
    held = reading.attributes[reading.attributes["attribute"] == "clinical_system"]
    return dict(zip(held["area_code"], held["content"], strict=True))


def test_mapping_gives_supplier_names_and_places(tmp_path):
    reading = read_mapping(tmp_path, place())
    assert errors(reading) == []
    assert warnings(reading) == []
    assert systems(reading) == {"Z99001": "EMIS"}
    assert area(reading, "98Z")["area_name"] == "NHS Test ICB - 98Z"
    assert parents(reading, "Z99001", "pcn") == [("U99001", None, None, "2025-08-31")]
    assert parents(reading, "Z99001", "ccg") == [("98Z", None, None, "2025-08-31")]
    assert parents(reading, "98Z", "stp") == [("Q9Z", None, None, "2025-08-31")]
    assert parents(reading, "98Z", "region") == [("Y98", None, None, "2025-08-31")]


def test_mapping_joins_the_suppliers_of_a_practice_in_order_of_the_alphabet(tmp_path):
    reading = read_mapping(
        tmp_path,
        place(supplier="TPP/EMIS"),
        place(supplier="EMIS/TPP"),
        place(supplier="TPP"),
        place("Z99002", supplier="TPP"),
        place("Z99002", supplier="EMIS"),
        place("Z99003", supplier=""),
    )
    assert errors(reading) == []
    assert systems(reading) == {"Z99001": "EMIS and TPP", "Z99002": "EMIS and TPP"}


def test_mapping_without_a_month_says_nothing_of_memberships_and_says_so(tmp_path):
    reading = read_mapping(tmp_path, place(), name="Mapping.csv")
    assert errors(reading) == []
    assert "does not say its month" in warnings(reading)[0]
    assert reading.memberships.empty
    assert systems(reading) == {"Z99001": "EMIS"}
    assert pd.isna(area(reading, "Z99001")["as_of"])


def test_mapping_unallocated_practice_is_in_no_pcn(tmp_path):
    reading = read_mapping(tmp_path, place(pcn="U"), place("Z99002"))
    assert parents(reading, "Z99001", "pcn") == []
    assert parents(reading, "Z99002", "pcn") != []


def test_mapping_contradiction_and_malformed_codes_are_told(tmp_path):
    reading = read_mapping(
        tmp_path, place(), place(pcn="U99002"), place("Z9900"), place("Z99004", pcn="PCN")
    )
    told = errors(reading)
    assert told[0].startswith("row 4, column GP_CODE")
    assert told[1].startswith("row 5, column PCN_CODE")
    assert told[2].startswith("row 2: two different figures for the same key (Z99001)")
    assert len(told) == 3


def test_mapping_renamed_column_is_told(tmp_path):
    header = ["SYSTEM" if name == "SUPPLIER" else name for name in MAPPING]
    assert (
        "the column 'SUPPLIER' is missing"
        in errors(read_mapping(tmp_path, place(), header=header))[0]
    )


COVERAGE = [
    "SUB_ICB_LOCATION_CODE", "ICB_ONS_CODE", "REGION_CODE", "Appointment_Month",
    "Included Practices", "Open Practices", "Patients registered at included practices",
    "Patients registered at open practices",
]  # fmt: skip


def covered(code="98Z", month="01AUG2020", included="900", registered="1000") -> list[str]:
    return [code, "E54999999", "E40999999", month, "9", "10", included, registered]


def read_coverage(tmp_path, *rows, header=COVERAGE):
    path = write_rows(tmp_path / "a.csv", [header, *rows])
    return read_as("appointments_coverage", path, FORMATS)


def test_coverage_gives_patients_of_included_practices_among_all(tmp_path):
    reading = read_coverage(tmp_path, covered(), covered(month="01SEP2020", included="1000"))
    assert errors(reading) == []
    assert figures(reading, "appointments_coverage") == {
        ("98Z", "Aug 2020"): (900, 1000),
        ("98Z", "Sep 2020"): (1000, 1000),
    }
    assert area(reading, "98Z")["area_type"] == "ccg"


def test_coverage_takes_the_code_of_ccgs(tmp_path):
    header = ["CCG_CODE", *COVERAGE[1:]]
    assert errors(read_coverage(tmp_path, covered(), header=header)) == []


def test_coverage_tells_every_problem(tmp_path):
    reading = read_coverage(
        tmp_path,
        covered(),
        covered(included="901"),
        covered("97Z", month="soon"),
        covered("XX"),
        covered("96Z", included="n/a"),
        covered("95Z", included="1001"),
    )
    told = errors(reading)
    assert told[0].startswith("row 5, column SUB_ICB_LOCATION_CODE")
    assert told[1].startswith("row 4, column Appointment_Month: not a date; found 'soon'")
    assert told[2].startswith("row 6, column Patients registered at included practices")
    assert told[3].startswith("row 2: two different figures for the same key (98Z")
    assert told[4].startswith("row 7: more patients at included practices than at open ones")
    assert len(told) == 5


def test_coverage_renamed_column_is_told(tmp_path):
    header = ["Month" if name == "Appointment_Month" else name for name in COVERAGE]
    reading = read_coverage(tmp_path, covered(), header=header)
    assert "the column 'Appointment_Month' is missing" in errors(reading)[0]


COUNTS = [
    "APPOINTMENT_MONTH_START_DATE", "GP_CODE", "GP_NAME", "SUPPLIER", "PCN_CODE", "PCN_NAME",
    "SUB_ICB_LOCATION_CODE", "SUB_ICB_LOCATION_NAME", "HCP_TYPE", "APPT_MODE",
    "NATIONAL_CATEGORY", "TIME_BETWEEN_BOOK_AND_APPT", "COUNT_OF_APPOINTMENTS", "APPT_STATUS",
]  # fmt: skip


def counted(
    count="10",
    *,
    code="Z99001",
    month="01DEC2025",
    supplier="TPP",
    pcn="U99001",
    who="GP",
    mode="Face-to-Face",
    wait="Same Day",
    status="Attended",
) -> list[str]:
    practice = [month, code, "TEST SURGERY", supplier, pcn, "TEST PCN", "98Z", "NHS Test ICB"]
    return [*practice, who, mode, "General Consultation Routine", wait, count, status]


def read_counts(tmp_path, *rows, header=COUNTS):
    path = write_rows(tmp_path / "a.csv", [header, *rows])
    return read_as("appointments", path, FORMATS)


def share(reading, indicator_id: str) -> tuple[float, float]:
    return figures(reading, indicator_id)[("Z99001", "Dec 2025")]


def test_counts_give_the_total_of_a_month(tmp_path):
    reading = read_counts(
        tmp_path,
        counted("10"),
        counted("5", status="Unknown"),
        counted("3", month="01NOV2025"),
        counted("2", code="Z99002"),
    )
    assert errors(reading) == []
    totals = {key: parts[0] for key, parts in figures(reading, "appointments_total").items()}
    assert totals == {
        ("Z99001", "Dec 2025"): 15,
        ("Z99001", "Nov 2025"): 3,
        ("Z99002", "Dec 2025"): 2,
    }
    assert reading.part_of_whole


def test_counts_give_modes_among_those_with_a_known_one(tmp_path):
    reading = read_counts(
        tmp_path,
        counted("40"),
        counted("20", mode="Telephone"),
        counted("10", mode="Home Visit"),
        counted("6", mode="Video Conference/Online"),
        counted("4", mode="Video/Online"),
        counted("99", mode="Unknown"),
    )
    assert errors(reading) == []
    assert share(reading, "appointments_face_to_face") == (40, 80)
    assert share(reading, "appointments_telephone") == (20, 80)
    assert share(reading, "appointments_home_visit") == (10, 80)
    assert share(reading, "appointments_video_online") == (10, 80)


def test_counts_give_waits_among_those_with_a_known_one(tmp_path):
    reading = read_counts(
        tmp_path,
        counted("1", wait="Same Day"),
        counted("2", wait="1 Day"),
        counted("4", wait="2 to 7 Days"),
        counted("8", wait="8  to 14 Days"),
        counted("16", wait="15  to 21 Days"),
        counted("32", wait="22  to 28 Days"),
        counted("64", wait="More than 28 Days"),
        counted("128", wait="Unknown / Data Quality"),
        counted("256", wait="Unknown / Data Issue"),
    )
    assert errors(reading) == []
    assert share(reading, "appointments_same_day") == (1, 127)
    assert share(reading, "appointments_within_7_days") == (7, 127)
    assert share(reading, "appointments_within_14_days") == (15, 127)


def test_counts_give_those_who_did_not_attend_among_known_outcomes(tmp_path):
    reading = read_counts(
        tmp_path, counted("90"), counted("10", status="DNA"), counted("50", status="Unknown")
    )
    assert share(reading, "did_not_attend") == (10, 100)


def test_counts_give_those_with_a_gp_among_known_professionals(tmp_path):
    reading = read_counts(
        tmp_path,
        counted("30"),
        counted("60", who="Other Practice staff"),
        counted("10", who="Unknown"),
    )
    assert share(reading, "appointments_gp") == (30, 90)


def test_counts_of_nothing_known_have_no_denominator(tmp_path):
    reading = read_counts(tmp_path, counted("10", mode="Unknown"))
    assert share(reading, "appointments_telephone") == (0, 0)


def test_counts_describe_practices_as_at_the_end_of_each_month(tmp_path):
    reading = read_counts(
        tmp_path,
        counted(),
        counted(supplier="EMIS"),
        counted(month="01NOV2025", pcn="U99002"),
    )
    assert errors(reading) == []
    assert sorted(parents(reading, "Z99001", "pcn")) == [
        ("U99001", None, None, "2025-12-31"),
        ("U99002", None, None, "2025-11-30"),
    ]
    held = reading.attributes.sort_values("as_of")
    assert list(held["content"]) == ["TPP", "EMIS and TPP"]


def test_counts_need_only_the_columns_that_are_counted(tmp_path):
    spare = {"SUPPLIER", "PCN_CODE", "PCN_NAME", "GP_NAME", "NATIONAL_CATEGORY"}
    kept = [number for number, name in enumerate(COUNTS) if name not in spare]
    header = [COUNTS[number] for number in kept]
    reading = read_counts(tmp_path, [counted()[number] for number in kept], header=header)
    assert errors(reading) == []
    assert share(reading, "appointments_gp") == (10, 10)


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"mode": "Hologram"}, "APPT_MODE"),
        ({"wait": "Never"}, "TIME_BETWEEN_BOOK_AND_APPT"),
        ({"status": "Maybe"}, "APPT_STATUS"),
        ({"who": "Robot"}, "HCP_TYPE"),
    ],
)
def test_counts_with_a_new_label_are_told_once(tmp_path, changed, column):
    rows = [counted(), counted("1", **changed), counted("2", **changed)]
    told = errors(read_counts(tmp_path, *rows))
    assert len(told) == 1
    assert told[0].startswith(f"row 3, column {column}: a label is not known (2 rows)")


def test_counts_tell_every_problem_with_its_first_row(tmp_path):
    reading = read_counts(
        tmp_path,
        counted(),
        counted("some"),
        counted("-1"),
        counted(code="Z9900"),
        counted(code="Z9900"),
        counted(month="DEC25"),
        counted(code="Z99002", pcn="PCN"),
    )
    told = errors(reading)
    assert told[0].startswith("row 5, column GP_CODE")
    assert told[1].startswith("row 7, column APPOINTMENT_MONTH_START_DATE")
    assert told[2].startswith("row 3, column COUNT_OF_APPOINTMENTS: not a number")
    assert told[3].startswith("row 4, column COUNT_OF_APPOINTMENTS: too small")
    assert told[4].startswith("row 8, column PCN_CODE")
    assert len(told) == 5


def test_counts_renamed_column_is_told(tmp_path):
    header = ["N" if name == "COUNT_OF_APPOINTMENTS" else name for name in COUNTS]
    reading = read_counts(tmp_path, counted(), header=header)
    assert "the column 'COUNT_OF_APPOINTMENTS' is missing" in errors(reading)[0]


def test_counts_by_sub_icb_location_and_day_are_not_taken_for_practices(tmp_path):
    header = [
        "SUB_ICB_LOCATION_CODE", "SUB_ICB_LOCATION_NAME", "Appointment_Date", "APPT_STATUS",
        "HCP_TYPE", "APPT_MODE", "TIME_BETWEEN_BOOK_AND_APPT", "COUNT_OF_APPOINTMENTS",
    ]  # fmt: skip
    path = write_rows(tmp_path / "a.csv", [header, ["98Z"] * 8])
    assert known_as(path, FORMATS) == []


@pytest.mark.parametrize(
    ("format_id", "header"),
    [
        ("appointments", COUNTS),
        ("appointments_mapping", MAPPING),
        ("appointments_coverage", COVERAGE),
    ],
)
def test_header_without_rows_is_named_and_skipped(tmp_path, format_id, header):
    reading = read_as(format_id, write_rows(tmp_path / "a.csv", [header]), FORMATS)
    assert errors(reading) == []
    assert reading.skipped == NO_ROWS


def test_counts_of_no_known_practice_are_told(tmp_path):
    reading = read_counts(tmp_path, counted(code="?"))
    assert errors(reading)[0].startswith("row 2, column GP_CODE")
    assert reading.values.empty
