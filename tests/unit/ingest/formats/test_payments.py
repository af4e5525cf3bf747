"""NHS payments to general practice, on hand-made files of fictional practices."""

import math

import pytest

from pcdash.ingest.formats.payments import FORMATS
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

# The columns of 2014/15 that are read, and one that is not; published with blanks after names.
COLUMNS = {
    "NHS England (Region) code": "Q98",
    "CCG Code": "98Z",
    "CCG NAME": "Test",
    "Practice Code": "Z99001",
    "Practice Name": "Test Surgery",
    "Practice Address": "1 Test Street Testtown ",
    "Practice Postcode": "ZZ991AA",
    "Practice Open Date": "-",
    "Practice Close Date": "-",
    "Contract Type": "GMS",
    "Dispensing Practice": "No",
    "Quarter used for patient data": "Q2",
    "Number of Registered Patients (Last Known Figure)": "5000",
    "Number of Weighted Patients (Last Known Figure)": "5500.5",
    "Appraisal Costs ": "0",
    "Total NHS Payments to General Practice": "600000",
    "Total NHS Payments to General Practice Minus Deductions": "550000",
}
REGISTERED = "Number of Registered Patients (Last Known Figure)"
TOTAL = "Total NHS Payments to General Practice"
CLOSE = "Practice Close Date"
CLOSED = {"Practice Code": "Z99009", CLOSE: "30/06/2014"}


def read(tmp_path, *changes, columns=COLUMNS, name="a.csv"):
    rows = [[(columns | changed)[one] for one in columns] for changed in changes]
    path = write_rows(tmp_path / "a.csv", [list(columns), *rows], encoding="utf-8-sig")
    return read_as("payments", path, FORMATS, name=name)


def test_payments_give_lists_and_money_of_the_year(tmp_path):
    reading = read(tmp_path, {}, CLOSED)
    assert errors(reading) == []
    key = ("Z99001", "2014/15")
    assert figures(reading, "registered_patients")[key][0] == 5000
    assert figures(reading, "weighted_patients")[key][0] == 5500.5
    assert figures(reading, "payments_per_registered_patient")[key] == (600000, 5000)


def test_payments_describe_the_practice_as_at_the_end_of_the_year(tmp_path):
    reading = read(tmp_path, {"Dispensing Practice": "Yes"}, CLOSED)
    surgery = area(reading, "Z99001")
    assert surgery["area_name"] == "Test Surgery"
    assert surgery["postcode"] == "ZZ99 1AA"
    assert surgery["as_of"] == day("2015-03-31")
    assert area(reading, "Z99009")["status"] == "closed"
    assert area(reading, "Z99009")["closed"] == day("2014-06-30")
    assert parents(reading, "Z99001", "ccg") == [("98Z", None, None, "2015-03-31")]
    held = reading.attributes[reading.attributes["area_code"] == "Z99001"]
    assert dict(zip(held["attribute"], held["content"], strict=True)) == {
        "contract_type": "GMS",
        "dispensing": "Yes",
    }


def test_payments_to_a_practice_without_patients_have_no_rate(tmp_path):
    reading = read(tmp_path, {REGISTERED: "0", TOTAL: "-217"}, CLOSED)
    assert errors(reading) == []
    rates = reading.values[reading.values["indicator_id"] == "payments_per_registered_patient"]
    assert rates["flag"].iloc[0] == "not_applicable"
    assert figures(reading, "payments_per_registered_patient")[("Z99001", "2014/15")] == (-217, 0)
    assert figures(reading, "registered_patients")[("Z99001", "2014/15")][0] == 0


def test_payments_missing_figure_is_not_nothing(tmp_path):
    reading = read(tmp_path, {REGISTERED: "-"}, CLOSED)
    lists = reading.values[reading.values["indicator_id"] == "registered_patients"]
    assert math.isnan(lists["numerator"].iloc[0])
    assert lists["flag"].iloc[0] == "not_available"


def test_payments_year_is_that_of_most_openings_and_closures(tmp_path):
    before = {"Practice Code": "Z99002", CLOSE: "31/03/2014"}
    opened = {"Practice Code": "Z99003", "Practice Open Date": "05/01/2015"}
    after = {"Practice Code": "Z99004", CLOSE: "01/05/2015"}
    in_march = {"Practice Code": "Z99005", CLOSE: "01/03/2015"}
    reading = read(tmp_path, before, opened, after, in_march, CLOSED)
    assert set(reading.values["period"]) == {"2014/15"}
    assert warnings(reading) == []


def test_payments_year_of_the_name_is_the_last_resort_and_is_told(tmp_path):
    reading = read(tmp_path, {}, name="nhspaymentsgp-16-17-csv.csv")
    assert set(reading.values["period"]) == {"2016/17"}
    assert "taken from the name; found 2016/17" in warnings(reading)[0]


def test_payments_name_that_contradicts_the_dates_is_told(tmp_path):
    reading = read(tmp_path, {}, CLOSED, name="nhspaymentsgp-16-17.csv")
    assert set(reading.values["period"]) == {"2014/15"}
    assert "2016/17 in the name, mostly 2014/15 in the dates" in warnings(reading)[0]


def test_payments_without_any_year_are_refused(tmp_path):
    reading = read(tmp_path, {}, name="payments.csv")
    assert errors(reading)[0].startswith("neither the content nor the name of the file says")
    assert reading.values.empty


@pytest.mark.parametrize(
    "renamed",
    [
        pytest.param(
            {
                "CCG Code": "CCGCode",
                "Practice Code": "PracticeCode",
                "Practice Name": "PracticeName",
                "Practice Postcode": "PracticePostcode",
                "Practice Close Date": "PracticeCloseDate",
                "Contract Type": "ContractType",
                "Dispensing Practice": "DispensingPractice",
                REGISTERED: "NumberofRegisteredPatientsLastKnownFigure",
                "Number of Weighted Patients (Last Known Figure)": (
                    "NumberOfWeightedPatientsLastKnownFigure"
                ),
                TOTAL: "TotalNHSPaymentsToGeneralPractice_£",
            },
            id="2015/16 and 2016/17, without blanks",
        ),
        pytest.param(
            {
                REGISTERED: "Average Number of Registered Patients",
                "Number of Weighted Patients (Last Known Figure)": (
                    "Average Number of Weighted Patients"
                ),
            },
            id="2018/19, averages",
        ),
        pytest.param({"CCG Code": "Sub ICB Code"}, id="2022/23, sub-ICB locations"),
    ],
)
def test_payments_take_the_column_names_of_other_years(tmp_path, renamed):
    columns = {renamed.get(name, name): cell for name, cell in COLUMNS.items()}
    reading = read(tmp_path, {}, columns=columns, name="nhspaymentsgp-18-19.csv")
    assert errors(reading) == []
    key = ("Z99001", "2018/19")
    assert figures(reading, "payments_per_registered_patient")[key] == (600000, 5000)
    assert parents(reading, "Z99001", "ccg")[0][0] == "98Z"


def test_payments_unknown_contract_is_no_contract(tmp_path):
    reading = read(tmp_path, {"Contract Type": "UNKNOWN"}, CLOSED)
    held = reading.attributes[reading.attributes["area_code"] == "Z99001"]
    assert list(held["attribute"]) == ["dispensing"]


def test_payments_tell_every_problem_with_its_row(tmp_path):
    reading = read(
        tmp_path,
        CLOSED,
        {"Practice Code": "Z9900"},
        {"Practice Code": "Z99003", REGISTERED: "many"},
        {"Practice Code": "Z99004", CLOSE: "in June"},
        {"Practice Code": "Z99005"},
        {"Practice Code": "Z99005", TOTAL: "1"},
    )
    told = errors(reading)
    assert told[0].startswith(f"row 5, column {CLOSE}: not a date; found 'in June'")
    assert told[1].startswith(f"row 4, column {REGISTERED}: not a number; found 'many'")
    assert told[2].startswith("row 3, column Practice Code")
    assert told[3].startswith("row 6: two different figures for the same key (Z99005)")
    assert len(told) == 4


def test_payments_renamed_column_is_told(tmp_path):
    columns = {f"{name} (£)" if name == TOTAL else name: one for name, one in COLUMNS.items()}
    assert errors(read(tmp_path, {}, CLOSED, columns=columns)) == []
    columns = {"Payments" if name == TOTAL else name: one for name, one in COLUMNS.items()}
    assert f"the column '{TOTAL}' is missing" in errors(read(tmp_path, {}, columns=columns))[0]


def test_payments_header_without_rows_is_named_and_skipped(tmp_path):
    assert read(tmp_path, name="a.csv").skipped == NO_ROWS


def test_other_tables_are_not_taken_for_payments(tmp_path):
    path = write_rows(tmp_path / "a.csv", [["Practice Code", "Contract Type"], ["Z99001", "GMS"]])
    assert known_as(path, FORMATS) == []
