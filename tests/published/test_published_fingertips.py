"""The published Fingertips exports, with the definitions of this project."""

from pathlib import Path

import pandas as pd
import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import ENGLAND
from pcdash.definitions.periods import parse_period
from pcdash.ingest.formats.fingertips import FORMATS
from pcdash.ingest.reading import Reading
from tests.readings import parents, read_as

pytestmark = pytest.mark.published


def read(published: Path, name: str) -> Reading:
    path = published / "fingertips" / name
    return read_as("fingertips", path, FORMATS, catalogue=load_catalogue())


@pytest.fixture(scope="module")
def attendances(published: Path) -> Reading:
    return read(published, "ed_under5.csv")


@pytest.fixture(scope="module")
def deprivation(published: Path) -> Reading:
    return read(published, "indicator-data__93553_IMD2019_GPs.csv")


def figure(reading: Reading, code: str, period: str) -> pd.Series:
    held = reading.values
    (row,) = held.index[(held["area_code"] == code) & (held["period"] == period)]
    return held.loc[row]


def test_attendances_of_f82001_are_as_reconciled(attendances: Reading):
    row = figure(attendances, "F82001", "2021/22")
    assert row["indicator_id"] == "ae_attendances_0_4"
    assert round(row["value"], 2) == 519.63
    assert (row["numerator"], row["denominator"]) == (225, 433)
    assert (row["lower_95"], row["upper_95"]) == (453.9438, 592.15009)


def test_attendances_of_everybody_are_there_once(attendances: Reading):
    types = attendances.areas["area_type"].value_counts().to_dict()
    assert types == {"practice": 6343, "pcn": 1191, "england": 1}
    assert round(figure(attendances, ENGLAND, "2021/22")["value"], 1) == 762.6
    assert attendances.problems == ()
    assert attendances.definitions == ()


def test_attendances_withheld_by_ohid_are_flagged(attendances: Reading):
    flagged = attendances.values.dropna(subset="flag")
    assert list(flagged["area_code"]) == ["A82620"]
    assert list(flagged["flag"]) == ["suppressed"]


def test_attendances_give_networks_of_october_2023(attendances: Reading):
    assert len(attendances.memberships) == 6343
    assert parents(attendances, "F82001", "pcn") == [("U11211", None, None, "2023-10-27")]


def test_deprivation_is_one_score_a_practice(deprivation: Reading):
    assert len(deprivation.values) == 6546
    assert set(deprivation.values["indicator_id"]) == {"imd_score"}
    assert set(deprivation.values["period"]) == {"2019"}
    assert round(figure(deprivation, ENGLAND, "2019")["value"], 2) == 21.72
    assert deprivation.problems == ()


def test_periods_are_of_the_kind_that_the_definitions_say(
    attendances: Reading, deprivation: Reading
):
    defined = load_catalogue().indicators
    for reading in (attendances, deprivation):
        pairs = reading.values[["indicator_id", "period"]].drop_duplicates()
        for indicator, period in pairs.itertuples(index=False):
            assert parse_period(period).kind == defined[indicator].frequency
