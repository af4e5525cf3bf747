"""The place BHR: how many practices stand where, as the strategy says."""

from collections import Counter

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import ENGLAND, PRACTICE_CODE

CCGS = {"07L": "E09000002", "08F": "E09000016", "08N": "E09000026"}


@pytest.fixture(scope="module")
def bhr():
    """The place, as its file has it."""
    return load_catalogue().places["bhr"]


@pytest.fixture(scope="module")
def parents(bhr):
    """Each child's parents, by their type."""
    types = {area.code: area.type for area in bhr.areas}
    found = {}
    for membership in bhr.memberships:
        for child in membership.children:
            found.setdefault(child, {})[types[membership.parent]] = membership.parent
    return found


@pytest.fixture(scope="module")
def clusters(parents):
    """The cluster of each practice."""
    return {code: of["cluster"] for code, of in parents.items() if "cluster" in of}


def test_clusters_hold_as_many_practices_as_appendix_b(clusters):
    assert Counter(clusters.values()) == {
        "07L-C1": 6, "07L-C2": 7, "07L-C3": 5, "07L-C4": 6, "07L-C5": 7, "07L-C6": 7,
    }  # fmt: skip
    assert len(clusters) == 38
    assert all(PRACTICE_CODE.fullmatch(code) for code in clusters)


def test_localities_are_of_two_clusters_each(parents):
    localities = {f"07L-C{number}": parents[f"07L-C{number}"]["locality"] for number in range(1, 7)}

    assert localities == {
        "07L-C1": "07L-L1", "07L-C2": "07L-L1", "07L-C3": "07L-L2",
        "07L-C4": "07L-L3", "07L-C5": "07L-L2", "07L-C6": "07L-L3",
    }  # fmt: skip


def test_two_practices_stand_outside(bhr, clusters):
    assert bhr.outside == ("F82023", "Y02934")
    assert not set(bhr.outside) & set(clusters)


@pytest.mark.parametrize("ccg", CCGS)
def test_ccg_and_its_borough_share_a_federation_and_the_system(parents, ccg):
    borough = CCGS[ccg]

    assert parents[ccg]["borough"] == borough
    assert parents[ccg]["federation"] == parents[borough]["federation"]
    assert parents[ccg]["system"] == parents[borough]["system"] == "BHR"


def test_each_borough_has_a_federation_of_its_own(bhr, parents):
    assert {parents[code]["federation"] for code in CCGS.values()} == set(
        bhr.area_codes("federation")
    )
    assert len(bhr.area_codes("federation")) == 3


def test_comparators_are_london_and_england(bhr):
    assert bhr.comparators == ("Y56", ENGLAND)


def test_every_area_but_the_system_belongs_to_something(bhr, parents):
    assert {area.code for area in bhr.areas} - set(parents) - {"BHR"} == {
        *bhr.area_codes("locality"), *bhr.area_codes("federation"),
    }  # fmt: skip


def test_names_are_of_areas_and_never_of_practices(bhr):
    assert {area.type for area in bhr.areas} == {
        "system", "ccg", "borough", "federation", "locality", "cluster",
    }  # fmt: skip
