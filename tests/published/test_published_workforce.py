"""The published network workforce, and the dictionary of the practice file."""

from pathlib import Path

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.periods import parse_period
from pcdash.ingest.formats.workforce import FORMATS
from pcdash.ingest.reading import Reading
from tests.readings import errors, parents, read_as, warnings

pytestmark = pytest.mark.published


@pytest.fixture(scope="module")
def networks(published: Path) -> Reading:
    name = "11.Primary Care Networks – September 2022 Individual Level.csv"
    # Under a name without a month: the content says it.
    return read_as("pcn_workforce", published / "workforce" / name, FORMATS, name="pcn.csv")


def test_networks_add_up_to_all_staff(networks: Reading):
    held = networks.values.groupby("indicator_id")["value"].agg(["count", "sum"]).round(2)
    assert held.loc["pcn_workforce_fte"].tolist() == [1105, 14149.30]
    assert held.loc["pcn_direct_patient_care_fte"].tolist() == [1105, 12720.72]
    assert set(networks.values["period"]) == {"Sep 2022"}


def test_networks_of_north_east_london_are_in_one_commissioner(networks: Reading):
    held = networks.memberships
    in_bhr = held[(held["parent_code"] == "A3A8R") & (held["child_type"] == "pcn")]
    assert len(in_bhr) > 30
    assert parents(networks, "A3A8R", "region") == [("Y56", None, None, "2022-09-30")]


def test_networks_have_one_row_that_cannot_be(networks: Reading):
    assert errors(networks) == []
    (sentence,) = warnings(networks)
    assert sentence.startswith("row 15683, column FTE")


def test_periods_are_of_the_kind_that_the_definitions_say(networks: Reading):
    defined = load_catalogue().indicators
    for indicator in networks.values["indicator_id"].unique():
        assert defined[indicator].frequency == parse_period("Sep 2022").kind


def test_dictionary_is_skipped(published: Path):
    name = "0 General Practice Detailed Practice-Level CSV. Overall Definitions.xlsx"
    reading = read_as("column_dictionary", published / "workforce" / name, FORMATS)
    assert "holds no figures" in reading.skipped
