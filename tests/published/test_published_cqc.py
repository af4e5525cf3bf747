"""The published care directory of the CQC, with the definitions of this project."""

from pathlib import Path

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.periods import parse_period
from pcdash.ingest.formats.cqc import FORMATS
from pcdash.ingest.reading import Reading
from tests.readings import errors, read_as, warnings

pytestmark = pytest.mark.published

BOROUGHS = ("Barking and Dagenham", "Havering", "Redbridge")


@pytest.fixture(scope="module")
def directory(published: Path) -> Reading:
    path = published / "cqc" / "cqc_active_locations_gp.xlsx"
    return read_as("cqc_directory", path, FORMATS, catalogue=load_catalogue())


def test_locations_of_the_three_boroughs_are_as_reconciled(directory: Reading):
    wide = directory.attributes.pivot(index="area_code", columns="attribute", values="content")
    sites = set(directory.areas.loc[directory.areas["area_type"] == "cqc_location", "area_code"])
    here = wide[wide["local_authority"].isin(BOROUGHS) & wide.index.isin(sites)]
    ratings = here["cqc_rating"].value_counts().to_dict()
    assert len(here) == 121
    assert len(here) - ratings["Not rated"] == 113
    assert ratings["Good"] == 102
    assert "Outstanding" not in ratings


def test_every_location_is_there_once(directory: Reading):
    assert directory.areas["area_type"].value_counts()["cqc_location"] == 6429
    assert errors(directory) == []
    assert any("305 locations have no ODS code" in one for one in warnings(directory))


def test_each_practice_has_one_rating_on_the_day_of_the_file(directory: Reading):
    assert not directory.values["area_code"].duplicated().any()
    (period,) = directory.values["period"].unique()
    defined = load_catalogue().indicator("cqc_overall")
    assert parse_period(period).kind == defined.frequency
    assert set(directory.values["category"]) <= set(defined.categories)


def test_branches_belong_to_their_practices(directory: Reading):
    assert directory.memberships["parent_code"].str.fullmatch(r"[A-Z]\d{5}").all()
    assert directory.memberships["parent_code"].duplicated().sum() == 19
