"""Every check of sql/checks finds the fault that it is for: a check that cannot fail is none."""

import duckdb
import pytest

from pcdash.store.connection import configuration
from pcdash.store.snapshots import Store
from pcdash.store.sql_files import names, read_sql
from pcdash.store.standing import create_standing
from tests import builders as b

ASTHMA = b.indicator("asthma")
RATING = b.indicator(
    "rating", method="category", aggregation="share", denominator=None,
    categories=("Good", "Poor"), favourable=("Good",), rated=("Good", "Poor"),
)  # fmt: skip

# The fault that trips each check, planted in a sound snapshot.
FAULTS = {
    "categories_are_defined": "update area_values set category = 'Excelent' "
    "where category = 'Good'",
    "copies_agree": "delete from area_values_by_area where area_key = (select area_key from "
    "keyed_areas where area_code = 'Z99001')",
    "counts_are_not_negative": "update area_values set numerator = -1 where numerator = 10",
    "figures_are_finite": "update area_values set value = 'inf' where numerator = 10",
    "figures_are_there_once": "insert into area_values from area_values",
    "figures_have_lineage": "update area_values set part_key = null where numerator = 10",
    "limits_hold_their_value": "update area_values set lower_95 = 50 where numerator = 10",
    "memberships_do_not_overlap": "insert into int_memberships select child_key, "
    "(select area_key from keyed_areas where area_code = 'Z1S'), child_type, parent_type, "
    "date '2014-01-01', null from int_memberships where child_type = 'practice' "
    "and parent_type = 'ccg' limit 1",
    "proportions_are_of_their_whole": "update area_values set numerator = 101, denominator = 100 "
    "where basis = 'as_was' and numerator = 10",
}  # fmt: skip

# What the checks read besides the marts, in the order of its making.
RELATIONS = (
    ("staging", "stg_areas"),
    ("staging", "stg_memberships"),
    ("intermediate", "int_areas"),
    ("intermediate", "int_memberships"),
)


@pytest.fixture
def connection(tmp_path):
    """A sound snapshot, copied and open for writing, with the relations that checks read."""
    reading = b.reading(
        values=[
            {"indicator_id": "asthma", "area_code": "Z99001", "period": "2014/15",
             "numerator": 10, "denominator": 100},
            {"indicator_id": "rating", "area_code": "Z99001", "period": "2014/15",
             "category": "Good"},
        ],
        memberships=[b.in_ccg("Z99001", b.NORTH)],
    )  # fmt: skip
    number = b.publish(tmp_path, reading, of=b.catalogue(ASTHMA, RATING))
    connection = duckdb.connect(str(Store(tmp_path).file(number)), config=configuration())
    connection.execute(
        "create temp table touched_indicators as select indicator_key from indicator_definitions"
    )
    create_standing(connection)
    for layer, name in RELATIONS:
        connection.execute(f"create temp table {name} as {read_sql(layer, name)}")
    yield connection
    connection.close()


def test_every_check_has_a_fault_that_trips_it():
    assert set(FAULTS) == set(names("checks"))


@pytest.mark.parametrize("name", names("checks"))
def test_a_check_passes_a_sound_snapshot_and_finds_its_fault(connection, name):
    assert connection.execute(read_sql("checks", name)).fetchall() == []

    connection.execute(FAULTS[name])

    assert connection.execute(read_sql("checks", name)).fetchall() != []
