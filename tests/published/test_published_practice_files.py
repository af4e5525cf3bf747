"""The published list sizes, payments and appointments: rows, sums and reconciliations."""

from pathlib import Path

import pytest

from pcdash.ingest.formats import appointments, list_sizes, payments
from pcdash.ingest.reading import Reading
from tests.readings import day, figures, parents, read_as

pytestmark = pytest.mark.published


@pytest.mark.parametrize(
    ("name", "period", "practices", "patients"),
    [
        ("gp-reg-pat-prac-all__2021-01.csv", "Jan 2021", 6658, 60_606_345),
        ("gp-reg-pat-prac-all__2026-03.csv", "Mar 2026", 6169, 63_707_358),
    ],
)
def test_list_sizes(published: Path, name, period, practices, patients):
    reading = read_as("list_sizes", published / "list-sizes" / name, list_sizes.FORMATS)
    assert reading.problems == ()
    assert set(reading.values["period"]) == {period}
    assert len(reading.values) == practices
    assert reading.values["value"].sum() == patients


def test_list_sizes_say_where_practices_are_commissioned(published: Path):
    folder = published / "list-sizes"
    before = read_as("list_sizes", folder / "gp-reg-pat-prac-all__2021-01.csv", list_sizes.FORMATS)
    after = read_as("list_sizes", folder / "gp-reg-pat-prac-all__2026-03.csv", list_sizes.FORMATS)
    assert parents(before, "F82001", "ccg") == [("07L", None, None, "2021-01-01")]
    assert parents(after, "F82001", "ccg") == [("A3A8R", None, None, "2026-03-01")]


@pytest.fixture(scope="module")
def paid(published: Path) -> Reading:
    path = published / "payments" / "nhspaymentsgp-14-15.csv"
    # Under a name without a year: the content has to say it.
    return read_as("payments", path, payments.FORMATS, name="payments.csv")


def test_payments_year_is_in_the_content(paid):
    assert paid.problems == ()
    assert set(paid.values["period"]) == {"2014/15"}
    assert set(paid.attributes["as_of"]) == {day("2015-03-31")}


def test_payments_contract_types(paid):
    held = paid.attributes[paid.attributes["attribute"] == "contract_type"]
    assert held["content"].value_counts().to_dict() == {"GMS": 4480, "PMS": 3190, "APMS": 289}


def test_payments_add_up(paid):
    assert len(paid.areas[paid.areas["area_type"] == "practice"]) == 7959
    lists = figures(paid, "registered_patients")
    assert sum(parts[0] for parts in lists.values()) == 56_633_982
    rates = paid.values[paid.values["indicator_id"] == "payments_per_registered_patient"]
    assert (rates["flag"] == "not_applicable").sum() == 36


def test_appointments_coverage(published: Path):
    path = published / "appointments" / "APPOINTMENTS_GP_COVERAGE_2020-08_2023-01.csv"
    reading = read_as("appointments_coverage", path, appointments.FORMATS)
    assert reading.problems == ()
    assert len(reading.values) == 106 * 30
    assert figures(reading, "appointments_coverage")[("00L", "Aug 2020")] == (329182, 329182)
    last = reading.values[reading.values["period"] == "Jan 2023"]
    assert last["numerator"].sum() == 62_134_174
    assert last["denominator"].sum() == 62_230_058


def test_appointments_mapping_has_one_supplier_text_a_practice(published: Path):
    path = published / "appointments" / "Mapping.csv"
    reading = read_as("appointments_mapping", path, appointments.FORMATS, name="a Aug_25.csv")
    assert reading.problems == ()
    assert len(reading.attributes) == 6166
    assert reading.attributes["area_code"].is_unique
    in_network = reading.memberships["parent_type"] == "pcn"
    assert in_network.sum() == 6166 - 42
    assert set(reading.memberships["as_of"]) == {day("2025-08-31")}
