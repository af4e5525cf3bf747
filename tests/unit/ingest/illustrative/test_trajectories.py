"""The invented plan of staff: of the fictional system alone, with a gap in it."""

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.illustrative.trajectories import PLANNED, planned_staff
from tests.builders import catalogue


def test_the_plan_is_of_the_fictional_system_and_says_that_it_is_invented():
    rows = planned_staff(load_catalogue(), "ZZS")

    assert set(rows["area_code"]) == {"ZZS"}
    assert set(rows["trajectory"]) == set(PLANNED)
    assert set(rows["source"]) == {"Invented for this project"}
    assert rows["planned"].notna().all()


def test_a_catalogue_without_the_indicator_has_no_plan():
    assert planned_staff(catalogue(), "ZZS").empty
