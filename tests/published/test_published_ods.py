"""The published files of the Organisation Data Service, and that they agree with each other."""

from pathlib import Path

import pandas as pd
import pytest

from pcdash.ingest.files import find_documents
from pcdash.ingest.formats import list_sizes, ods
from pcdash.ingest.reading import Reading
from tests.readings import day, parents, read_as

pytestmark = pytest.mark.published

BHR = ("07L", "08F", "08N")


@pytest.fixture(scope="module")
def practices_2015(published: Path) -> Reading:
    path = published / "ods" / "epraccur_2015-11-27.csv"
    return read_as("ods_practices", path, ods.FORMATS)


@pytest.fixture(scope="module")
def practices_2019(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    scratch = tmp_path_factory.mktemp("zip")
    found = find_documents([published / "ods" / "epraccur__2019-11.zip"], scratch=scratch)
    (document,) = found.documents
    return read_as("ods_practices", document.path, ods.FORMATS, name=document.name)


@pytest.fixture(scope="module")
def members(published: Path) -> Reading:
    return read_as("ods_memberships", published / "ods" / "epcmem.csv", ods.FORMATS)


@pytest.fixture(scope="module")
def networks(published: Path) -> Reading:
    return read_as("ods_networks", published / "ods" / "ePCN.xlsx", ods.FORMATS)


@pytest.fixture(scope="module")
def mapping(published: Path) -> Reading:
    path = published / "list-sizes" / "gp-reg-pat-prac-map__2020-09.csv"
    return read_as("list_sizes_mapping", path, list_sizes.FORMATS)


def at(reading: Reading, when: str, parent_type: str) -> pd.DataFrame:
    """The memberships of practices that a history has on a day."""
    held = reading.memberships
    held = held[(held["parent_type"] == parent_type) & (held["child_type"] == "practice")]
    begun = held["start"] <= day(when)
    return held[begun & (held["end"].isna() | (held["end"] >= day(when)))]


def test_practices_of_2015(practices_2015):
    assert practices_2015.problems == ()
    counts = practices_2015.areas["status"].value_counts().to_dict()
    assert counts == {"open": 7756, "closed": 212, "dormant": 208, "proposed": 1}
    assert set(practices_2015.areas["as_of"]) == {day("2015-09-30")}
    assert practices_2015.notes[0].startswith("Left out: 4,745 that are no GP practice")


def test_practices_of_2019(practices_2019):
    assert practices_2019.problems == ()
    counts = practices_2019.areas["status"].value_counts().to_dict()
    assert counts == {"open": 6830, "closed": 1073, "dormant": 301}
    assert set(practices_2019.areas["as_of"]) == {day("2019-07-31")}


def test_memberships_hold_ccgs_only(members):
    assert members.problems == ()
    assert len(members.memberships) == 15306
    assert members.memberships["start"].min() == day("2013-04-01")
    assert set(members.memberships["as_of"]) == {day("2019-07-31")}


def test_practice_that_moves_ccg_in_april_2016(members, practices_2015, practices_2019):
    assert sorted(parents(members, "F82023", "ccg")) == [
        ("07L", "2013-04-01", "2016-04-05", "2019-07-31"),
        ("08F", "2016-04-06", None, "2019-07-31"),
    ]
    assert parents(practices_2015, "F82023", "ccg")[0][:3] == ("07L", "2013-04-01", None)
    # The two files of 2019 differ in the day: five days that no figure is divided by.
    assert parents(practices_2019, "F82023", "ccg")[0][:3] == ("08F", "2016-04-01", None)


def test_current_commissioners_agree_with_the_membership_history(members, practices_2019):
    is_open = practices_2019.areas["status"] == "open"
    current = at(practices_2019, "2019-07-31", "ccg").rename(columns={"parent_code": "current"})
    current = current[current["child_code"].isin(practices_2019.areas["area_code"][is_open])]
    history = at(members, "2019-07-31", "ccg")[["child_code", "parent_code"]]
    both = current.merge(history, on="child_code", how="left")
    assert len(both) == 6828  # two of the 6,830 open later
    assert (both["current"] == both["parent_code"]).all()


def test_ccgs_are_named_with_region_and_stp(published: Path):
    reading = read_as("ods_ccgs", published / "ods" / "eccg.csv", ods.FORMATS)
    assert reading.problems == ()
    counts = reading.areas["status"].value_counts().to_dict()
    assert counts == {"closed": 142, "open": 106}
    names = dict(zip(reading.areas["area_code"], reading.areas["area_name"], strict=True))
    assert [names[code] for code in BHR] == [
        "NHS BARKING AND DAGENHAM CCG",
        "NHS HAVERING CCG",
        "NHS REDBRIDGE CCG",
    ]
    assert parents(reading, "07L", "region") == [("Y56", None, None, "2021-03-31")]
    assert parents(reading, "A3A8R", "stp") == [("QMF", None, None, "2024-07-24")]
    assert "W5Y6K" not in names  # a borough that only serves for reporting
    assert reading.notes[0].startswith("72 ")


def test_networks_and_their_practices(networks):
    assert networks.problems == ()
    kinds = networks.areas["area_type"].value_counts().to_dict()
    assert kinds == {"practice": 6813, "pcn": 1366}
    history = networks.memberships["parent_type"] == "pcn"
    assert history.sum() == 7705
    assert set(networks.memberships["as_of"][history]) == {day("2024-10-01")}


def test_mapping_gives_the_networks_of_bhr_in_2020(mapping):
    assert mapping.problems == ()
    held = mapping.memberships
    in_ccg = held[held["parent_code"].isin(BHR) & (held["child_type"] == "practice")]
    networks = held[held["parent_code"].isin(BHR) & (held["child_type"] == "pcn")]
    assert len(in_ccg) == 117
    assert networks["parent_code"].value_counts().to_dict() == {"07L": 6, "08F": 4, "08N": 5}


def test_mapping_and_network_history_agree_on_bhr(mapping, networks):
    # F82614 left its network in March 2020 by the history, and is in it by the mapping.
    held = mapping.memberships
    bhr = held["child_code"][held["parent_code"].isin(BHR) & (held["child_type"] == "practice")]
    mapped = held[(held["parent_type"] == "pcn") & held["child_code"].isin(bhr)]
    history = at(networks, "2020-09-01", "pcn")[["child_code", "parent_code"]]
    both = mapped.merge(history, on="child_code", how="left", suffixes=("", "_history"))
    differ = both[both["parent_code"] != both["parent_code_history"]]
    assert len(both) == 117
    assert list(differ["child_code"]) == ["F82614"]
    assert differ["parent_code_history"].isna().all()


def test_unallocated_practices_are_in_no_network(mapping):
    held = mapping.memberships
    assert (held["child_type"] == "practice").sum() == 6708 + 6708 - 131
    assert not held["parent_code"].isin(["U"]).any()
