"""Maps of the real files: every level drawn, practices at their places, and in their boroughs."""

import pandas as pd
import pytest
import shapely

from pcdash.definitions.catalogue import load_catalogue
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import answer
from pcdash.viewmodels.locations import located, outside_of_their_borough
from pcdash.viewmodels.map_figures import MapQuestion
from pcdash.viewmodels.maps import build_map
from pcdash.viewmodels.outlines import home_boroughs
from pcdash.viewmodels.reach import ReachQuestion, build_reach
from pcdash.viewmodels.service_areas import practices_with_groups, service_areas

pytestmark = [pytest.mark.published, pytest.mark.xdist_group("real_maps")]
ATTENDANCES, DEPRIVATION = "ae_attendances_0_4", "imd_score"
# Whose point lies elsewhere than in the borough that their CCG says. All but two stand within 700
# metres of their borough's border, as practices of the CCG on its other side.
EXCEPTIONS = {
    "F82019", "F82031", "F82039", "F82052", "F82665", "F82686",
    "F82023",  # in Havering, whose CCG it joins in April 2016
    "Y04786",  # a practice of Barking and Dagenham CCG on a hospital's site in Redbridge
}  # fmt: skip


@pytest.fixture(scope="module")
def real(real_store):
    return context_of(open_snapshot(Store(real_store)), load_catalogue())


@pytest.mark.parametrize(
    ("indicator_id", "level", "areas", "with_figure"),
    [
        (ATTENDANCES, "borough", 3, 3),
        (ATTENDANCES, "ward", 56, 44),
        (ATTENDANCES, "lsoa", 421, 89),
        (ATTENDANCES, "pcn", 16, 16),
        (ATTENDANCES, "locality", 3, 3),
        (ATTENDANCES, "cluster", 6, 6),
        (DEPRIVATION, "borough", 3, 3),
        (DEPRIVATION, "pcn", 15, 15),
        (DEPRIVATION, "locality", 3, 3),
        (DEPRIVATION, "cluster", 6, 6),
        (DEPRIVATION, "ward", 56, 44),
        (DEPRIVATION, "lsoa", 421, 89),
    ],
)
def test_every_level_is_drawn_and_coloured(real, indicator_id, level, areas, with_figure):
    view = build_map(real, MapQuestion(indicator_id, level=level))

    assert len(view.areas) == areas
    assert (view.areas["style"] != "none").sum() == with_figure
    assert sum(one.count for one in view.legend) == areas
    assert len(view.points) > 115
    assert set(view.table.codes) == set(view.areas["area_code"])


def test_deprivation_of_groups_is_the_average_by_the_list_that_is_nearest(real, published):
    """Against the two files, read by pandas alone."""
    scores = pd.read_csv(next(published.rglob("*93553*.csv")))
    scores = scores[scores["Area Type"].str.startswith("GP")].set_index("Area Code")["Value"]
    lists = pd.read_csv(next(published.rglob("gp-reg-pat-prac-all__2021-01.csv")))
    lists = lists.groupby("CODE")["NUMBER_OF_PATIENTS"].sum()

    for level in ("borough", "pcn", "cluster"):
        view = build_map(real, MapQuestion(DEPRIVATION, level=level))
        members = practices_with_groups(real, level, "2019", "as_was")
        both = members.set_index("practice_code").join([scores, lists]).dropna(subset="Value")
        both = both.dropna(subset="NUMBER_OF_PATIENTS")
        weighted = (both["Value"] * both["NUMBER_OF_PATIENTS"]).groupby(both["group_code"]).sum()
        expected = weighted / both["NUMBER_OF_PATIENTS"].groupby(both["group_code"]).sum()
        for code, row in zip(view.table.codes, view.table.rows, strict=True):
            assert float(row[1]) == pytest.approx(expected[code], abs=0.051)
    assert "nearest to the period" in " ".join(view.caveats)


def test_deprivation_lies_under_attendances(real):
    view = build_map(real, MapQuestion(DEPRIVATION, level="ward", points_id=ATTENDANCES))

    assert view.legend_title == "Deprivation score, 2019"
    assert "A&E attendances, ages 0 to 4, 2021/22" in view.points_title
    assert {"better_998", "better_95"} <= set(view.points["style"])


def test_derived_localities_and_clusters_fill_their_borough_and_nest(real):
    boroughs = home_boroughs(real).set_index("area_code")["geometry"]
    clusters = service_areas(real, "cluster", "2014/15", "as_was").shapes
    localities = service_areas(real, "locality", "2014/15", "as_was").shapes
    barking = boroughs["E09000002"]

    for shapes in (clusters, localities):
        geometry = shapes["geometry"].to_numpy()
        assert shapely.is_valid(geometry).all()
        assert shapely.area(geometry).sum() == pytest.approx(barking.area, rel=1e-6)
        assert shapely.union_all(geometry).symmetric_difference(barking).area < 1e-9
    first = localities.set_index("area_code").at["07L-L1", "geometry"]
    parts = clusters[clusters["area_code"].isin(["07L-C1", "07L-C2"])]["geometry"].to_numpy()
    assert shapely.union_all(parts).symmetric_difference(first).area < 1e-9


@pytest.mark.parametrize("period", ["2014/15", "2016/17", "2021/22"])
def test_located_practices_stand_in_the_borough_of_their_ccg_history_or_are_listed(real, period):
    practices = practices_with_groups(real, "borough", period, "as_was")
    practices = practices[practices["is_open"]]
    points = located(real, tuple(practices["practice_code"])).points
    known = points["latitude"].notna()

    elsewhere = outside_of_their_borough(
        points, practices.set_index("practice_code")["borough_code"]
    )

    print(f"{period}: {known.sum()} of {len(points)} located; elsewhere:")
    for row in elsewhere.itertuples():
        print(f"  {row.area_code} {row.area_name} ({row.located_by})")
    assert known.mean() > 0.98
    assert set(elsewhere["area_code"]) <= EXCEPTIONS


def test_a_point_that_is_published_far_away_gives_way_to_the_postcode(real):
    found = located(real, ("F82660", "F82001"))
    points = found.points.set_index("area_code")

    assert points["located_by"].to_dict() == {"F82001": "cqc_directory", "F82660": "postcode"}
    assert points.at["F82660", "borough_code"] == "E09000002"
    assert "lies more than 5 km from its postcode" in found.notes[1]


def test_a_ward_of_one_practice_has_its_figure_and_verdict(real):
    view = build_map(real, MapQuestion(ATTENDANCES, level="ward"))
    figures = answer(real, MapQuestion(ATTENDANCES).of_practices()).figures.set_index("area_code")
    columns = [one.label for one in view.table.columns]
    alone = 0
    for code, row in zip(view.table.codes, view.table.rows, strict=True):
        inside = [one for one, home in view.homes.items() if home == code]
        if len(inside) == 1 and figures.at[inside[0], "value"] > 0:
            alone += 1
            assert row[1] == f"{figures.at[inside[0], 'value']:,.1f}"
            verdict = row[columns.index("Comparison")].split(" ", 1)[1].lower()
            assert verdict.split(" ")[0] == figures.at[inside[0], "comparison"].split("_")[0]
    assert alone >= 8


def test_distances_to_practices_are_short_in_a_town(real):
    view = build_reach(real, ReachQuestion("practice", within_km=2.0))
    far = [float(row[1]) for row in view.table.rows]

    assert len(view.table.rows) == 421
    assert max(far) < 4
    assert "of 421 LSOAs lie within 2 km of a practice" in view.finding
    assert far == sorted(far, reverse=True)
