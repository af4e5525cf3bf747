"""The England of fictional practices: as many as asked, in groups, one indicator at a time."""

import pandas as pd
import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import PRACTICE_CODE
from pcdash.definitions.periods import parse_period
from pcdash.ingest.illustrative import illustrate_england
from pcdash.ingest.reading import COLUMNS, KEYS, LINEAGE

PRACTICES, INDICATORS, PERIODS = 300, 40, 5


@pytest.fixture(scope="module")
def catalogue():
    """The project's own definitions."""
    return load_catalogue()


@pytest.fixture(scope="module")
def readings(catalogue):
    """A small England."""
    values = PRACTICES * INDICATORS * PERIODS
    made = illustrate_england(catalogue, practices=PRACTICES, indicators=INDICATORS, values=values)
    return tuple(made)


def test_there_are_as_many_figures_as_asked(readings):
    values = [one.values for one in readings[2:]]

    assert len(values) == INDICATORS
    assert {len(one) for one in values} == {PRACTICES * PERIODS}
    assert values[0]["indicator_id"].unique().tolist() == ["registered_patients"]


def test_every_practice_is_in_a_network_and_a_ccg_and_each_ccg_in_a_region(readings):
    areas = pd.concat([one.areas for one in readings[:2]])
    held = pd.concat([one.memberships for one in readings[:2]])
    held = held[held["end"].isna()]
    practices = {code for one in readings[2:] for code in one.values["area_code"].unique()}
    types = dict(zip(areas["area_code"], areas["area_type"], strict=True))

    assert areas["area_code"].is_unique
    assert len(practices) == PRACTICES
    for parent in ("pcn", "ccg"):
        found = held[(held["child_type"] == "practice") & (held["parent_type"] == parent)]
        assert set(found["child_code"]) == practices
        assert found["child_code"].is_unique
        assert {types[code] for code in found["parent_code"]} == {parent}
    ccgs = {code for code, kind in types.items() if kind == "ccg"}
    regions = held[held["child_type"] == "ccg"]
    assert set(regions["child_code"]) == ccgs
    assert {types[code] for code in regions["parent_code"]} == {"region"}
    assert not [code for code in types if PRACTICE_CODE.fullmatch(code)]


def test_figures_are_possible(readings, catalogue):
    for reading in readings[2:]:
        values = reading.values
        defined = catalogue.indicators[values["indicator_id"].iloc[0]]
        assert {parse_period(one).kind for one in values["period"].unique()} == {defined.frequency}
        if defined.method == "category":
            assert set(values["category"]) <= set(defined.categories)
            continue
        follows = defined.multiplier * values["numerator"] / values["denominator"]
        shown = values["value"].fillna(follows)
        assert shown.notna().all(), defined.id
        assert defined.maximum is None or shown.max() <= defined.maximum, defined.id
        assert shown.min() >= 0, defined.id
        if defined.method in ("proportion", "score"):
            assert (values["numerator"] <= values["denominator"]).all(), defined.id


def test_frames_are_tidy_and_keys_unique(readings):
    for reading in readings:
        assert list(reading.values.columns) == list(COLUMNS["values"] | LINEAGE)
        assert not reading.values.duplicated(KEYS["values"]).any()


def test_two_runs_give_the_same_figures(readings, catalogue):
    values = PRACTICES * INDICATORS * PERIODS
    again = illustrate_england(catalogue, practices=PRACTICES, indicators=INDICATORS, values=values)
    for one, other in zip(readings, again, strict=True):
        pd.testing.assert_frame_equal(one.values, other.values, check_exact=True)


def test_england_is_never_smaller_than_the_system(catalogue):
    with pytest.raises(ValueError, match="119 practices at least; got 100"):
        next(illustrate_england(catalogue, practices=100))
