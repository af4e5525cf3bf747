"""The fictional system: its shape, its map, and that it is nobody's."""

import re
from collections import Counter

import pandas as pd
import pytest
import shapely

from pcdash.definitions.models import PRACTICE_CODE


def test_the_system_has_3_boroughs_119_open_practices_and_15_networks(places):
    areas = places.areas
    open_now = areas[areas["status"] == "open"]["area_type"].value_counts()

    assert (open_now["borough"], open_now["practice"], open_now["pcn"]) == (3, 119, 15)
    assert areas.loc[areas["status"] == "closed", "area_code"].tolist() == ["ZZ220"]


def test_networks_are_6_4_and_5_by_borough(places):
    held = places.memberships[places.memberships["end"].isna()]
    network = held[held["parent_type"] == "pcn"].set_index("child_code")["parent_code"]
    ccg = held[(held["parent_type"] == "ccg")].set_index("child_code")["parent_code"]
    pairs = {(ccg[practice], code) for practice, code in network.items()}

    assert len(network) == 119
    assert Counter(letter for letter, _ in pairs) == {"ZZA": 6, "ZZB": 4, "ZZC": 5}


def test_a_practice_moved_and_each_has_one_ccg_at_a_time(places, practices_of):
    assert "ZZ191" in practices_of("ZZB", "2014/15")
    assert "ZZ191" in practices_of("ZZC", "2016/17")
    for period in ("2012/13", "Q4 2015/16", "2016/17", "2019/20"):
        together = [code for ccg in ("ZZA", "ZZB", "ZZC") for code in practices_of(ccg, period)]
        assert len(together) == len(set(together))


def test_the_place_file_names_practices_that_are_generated(catalogue, places):
    place = catalogue.places["illustrative"]
    types = {area.code: area.type for area in place.areas}
    generated = set(places.areas["area_code"])
    groups = Counter()
    for membership in place.memberships:
        for child in membership.children:
            assert child in generated | set(types)
            groups[types[membership.parent]] += child in generated and child not in types
    clusters = [len(one.children) for one in place.memberships if types[one.parent] == "cluster"]

    assert place.illustrative
    assert clusters == [6, 7, 5, 6, 7, 7]
    assert set(place.outside) == {"ZZ139", "ZZ140"}
    assert groups["locality"] == 80
    assert set(place.comparators) <= generated


def test_localities_of_two_clusters_have_50_to_80_thousand_patients(catalogue, values):
    place = catalogue.places["illustrative"]
    children = {one.parent: one.children for one in place.memberships}
    hit = (values["indicator_id"] == "registered_patients") & (values["period"] == "Apr 2016")
    lists = values[hit].set_index("area_code")["value"]
    for locality in ("ZZA-L1", "ZZA-L2", "ZZA-L3"):
        practices = [code for cluster in children[locality] for code in children[cluster]]
        assert 50_000 <= lists[practices].sum() <= 80_000


def test_no_code_has_a_form_that_ods_or_ons_issue(places, values):
    codes = set(places.areas["area_code"]) | set(values["area_code"])
    codes |= set(places.memberships["child_code"]) | set(places.memberships["parent_code"])
    issued = re.compile(r"[EWSN]\d{8}|[A-Z]\d{5}|\d\d[A-Z]|[A-Z]\d[A-Z]\d[A-Z]|[QY]\w\d|U\d+")

    assert not [code for code in codes if PRACTICE_CODE.fullmatch(code)]
    assert not [code for code in codes if issued.fullmatch(code)]
    assert all(code.startswith("ZZ") for code in codes)


def test_names_of_practices_are_all_different(places):
    practices = places.areas[places.areas["area_type"] == "practice"]

    assert practices["area_name"].is_unique
    assert practices["area_code"].is_unique


@pytest.mark.published
def test_no_practice_has_the_name_of_a_published_one(places, published):
    ods = pd.read_csv(
        published / "ods" / "epraccur_2015-11-27.csv", header=None, dtype=str, encoding="cp1252"
    )
    names = set(ods[1].str.upper())
    practices = places.areas[places.areas["area_type"] == "practice"]

    assert len(names) > 10_000
    assert not set(practices["area_name"].str.upper()) & names


def test_outlines_are_valid_and_parts_fill_their_whole(places):
    outlines = places.boundaries.assign(shape=shapely.from_wkb(places.boundaries["geometry"]))
    by_type = {kind: list(rows["shape"]) for kind, rows in outlines.groupby("area_type")}

    assert shapely.is_valid(outlines["shape"].to_numpy()).all()
    assert {kind: len(shapes) for kind, shapes in by_type.items()} == {
        "borough": 3, "ccg": 3, "ward": 56, "lsoa": 336,
    }  # fmt: skip
    whole = shapely.union_all(by_type["borough"])
    for kind in ("ward", "lsoa"):
        area = sum(shape.area for shape in by_type[kind])
        assert area == pytest.approx(whole.area)
        assert shapely.union_all(by_type[kind]).symmetric_difference(whole).area < 1e-9


def test_every_practice_stands_in_its_borough_and_its_lsoa(places):
    outlines = places.boundaries.set_index("area_code")["geometry"]
    held = places.memberships.set_index("child_code")
    parent = held[held["end"].isna()]["parent_code"]
    practices = places.areas[places.areas["area_type"] == "practice"]
    for practice in practices.itertuples():
        point = shapely.Point(practice.longitude, practice.latitude)
        lsoa = parent[practice.postcode]
        assert shapely.from_wkb(outlines[lsoa]).contains(point)
        assert shapely.from_wkb(outlines[parent[lsoa]]).contains(point)


def test_patients_by_lsoa_add_up_to_the_list(places, values):
    hit = (values["indicator_id"] == "registered_patients") & (values["period"] == "Oct 2019")
    lists = values[hit & values["area_code"].str.fullmatch(r"ZZ\d{3}")]
    living = places.flows.groupby("practice_code")["patients"].sum()

    assert living.to_dict() == lists.set_index("area_code")["value"].to_dict()
