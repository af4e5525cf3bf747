"""What the illustrative system says of its programme: possible, and the same every time."""

import pandas as pd
import pytest

from pcdash.ingest.illustrative import illustrate
from pcdash.store.record_kinds import RECORDS

KINDS = ("declarations", "activities", "milestones", "funding", "risks", "premises", "plans")


@pytest.fixture(scope="module")
def records(readings):
    return of_programme(readings)


def of_programme(readings):
    return next(one.records for one in readings if "milestones" in one.records)


def test_all_kinds_of_the_programme_are_there_apart_from_the_figures(readings, records):
    assert set(KINDS) <= set(records)
    assert not any(one.records for one in readings if len(one.values) or len(one.areas))


def test_they_are_the_same_every_time(catalogue, records):
    again = of_programme(illustrate(catalogue))

    for kind, frame in records.items():
        pd.testing.assert_frame_equal(frame, again[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_unique_and_no_place_is_real(records, kind):
    frame = records[kind]

    assert not frame.duplicated([*RECORDS[kind].key]).any()
    assert frame["area_code"].str.startswith("ZZ").all()


def test_declarations_are_of_the_frameworks_states_and_coverage_is_a_share(records, catalogue):
    held = records["declarations"]
    themes = {
        theme.id
        for name in ("service_specification", "high_impact_actions")
        for theme in catalogue.frameworks[name].themes
    }

    assert set(held["aspect"]) == themes
    assert set(held["state"]) <= set(catalogue.frameworks["service_specification"].states)
    assert held["coverage"].dropna().between(0, 100).all()


def test_money_to_be_confirmed_has_no_amount(records):
    held = records["funding"]

    assert held.loc[held["amount_state"] == "To be confirmed", "amount"].isna().all()
    assert held.loc[held["amount_state"] == "Confirmed", "amount"].gt(0).all()


def test_priorities_and_workstreams_are_of_definitions(records, catalogue):
    assert set(records["plans"]["indicator_id"].dropna()) <= set(catalogue.indicators)
    meant = catalogue.workstreams.values()
    for written in records["milestones"]["workstream"]:
        assert any(one.is_meant(written) for one in meant)
