"""Maps say what they show, what is missing and how many, and never more than is held."""

from dataclasses import replace

import pytest
import shapely

from pcdash.errors import NoDataError, UnknownIndicatorError, UserFacingError
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.figures import answer
from pcdash.viewmodels.map_choices import map_levels, relations
from pcdash.viewmodels.map_figures import MapQuestion
from pcdash.viewmodels.maps import build_map, build_maps
from pcdash.viewmodels.outlines import small_outlines
from pcdash.viewmodels.reach import ReachQuestion, build_reach, targets
from pcdash.viewmodels.service_areas import service_areas
from tests import dashboard_store, map_store
from tests.builders import publish, reading
from tests.map_store import HUB, PERIOD

WARDS = MapQuestion("condition_a", level="ward", period=PERIOD)


def _context(folder, *more, **how):
    map_store.build(folder, *more, **how)
    return context_of(open_snapshot(Store(folder)), dashboard_store.definitions())


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return _context(tmp_path_factory.mktemp("maps") / "store")


@pytest.fixture(scope="module")
def with_flows(tmp_path_factory):
    return _context(tmp_path_factory.mktemp("flows") / "store", map_store.flows())


def _areas(view):
    return view.areas.set_index("area_code")


def _row(table, code):
    return dict(zip((one.label for one in table.columns), table.rows[table.codes.index(code)],
                    strict=True))  # fmt: skip


def test_a_ward_has_the_figure_of_the_practice_that_stands_in_it(drawn):
    view = build_map(drawn, WARDS)
    of_practice = answer(drawn, WARDS.of_practices()).figures.set_index("area_code")

    row = _row(view.table, "ZWNU")
    assert row["% of patients"] == "10.5"
    assert of_practice.at["Z99001", "value"] == 10.5
    assert row["Comparison"].endswith("Higher (99.8%)")
    assert row["Borough"] == "Northam"
    assert "of the practices that stand in each ward" in " ".join(view.notes)
    assert _areas(view).at["ZWNU", "said"].startswith("ward ZWNU\n10.5%")


def test_what_has_no_figure_is_counted_by_reason_and_shown_with_a_mark(drawn):
    view = build_map(drawn, WARDS)

    assert _areas(view).at["ZWSL", "style"] == "none"
    assert _areas(view).at["ZWSL", "mark"] == "×"
    # Z99004, which is suppressed, stands in the lower ward of the south.
    assert _row(view.table, "ZWSL")["Note"] == "[x] not available"
    assert view.legend[-1].label == "×: No figure (1 ward)"
    assert "1 ward" in " ".join(view.notes)
    assert view.subtitle.endswith("3 of 4 wards, made from figures of practices.")


def test_practices_are_points_with_the_verdict_of_every_other_page(drawn):
    view = build_map(drawn, WARDS)
    verdicts = answer(drawn, WARDS.of_practices()).figures.set_index("area_code")["comparison"]
    points = view.points.set_index("area_code")

    for code in ("Z99001", "Z99002", "Z99003"):
        assert points.at[code, "style"] == verdicts[code]
    assert points.at[HUB, "style"] == "hub"
    assert view.labels[HUB] == "Northam Hub"
    assert "Hubs on the map: Northam Hub." in view.notes
    assert points.at["Z99004", "longitude"] == pytest.approx(0.175)
    assert "1 by the middle of the LSOA" in " ".join(view.notes)


def test_a_practice_elsewhere_than_its_ccg_says_is_named(drawn):
    said = " ".join(build_map(drawn, WARDS).notes)

    assert "1 practice stands outside of the borough that they count in" in said
    assert "(Z99002) in Northam, not in Southam" in said


def test_a_practice_without_a_place_is_in_the_table_and_said(tmp_path):
    view = build_map(_context(tmp_path / "store", with_postcode=False), WARDS)

    assert "Z99004" not in set(view.points["area_code"])
    assert "Z99004" in view.practices.codes
    assert "1 of 4 practices has no known place" in " ".join(view.notes)
    assert _row(view.practices, "Z99004")["Place known by"] == "not known"


def test_a_point_far_from_its_postcode_gives_way_to_it(tmp_path):
    slip = reading(
        areas=[{"area_code": "Z99001", "area_type": "practice", "longitude": -2.0,
                "latitude": 53.0, "postcode": "ZZ1 1AA", "as_of": "2021-01-01"}]
    )  # fmt: skip
    view = build_map(_context(tmp_path / "store", slip), WARDS)

    assert view.homes["Z99001"] == "ZWSL"
    assert "lies more than 5 km from its postcode, which is taken instead: Birch" in " ".join(
        view.notes
    )


def test_classes_are_in_words_and_hold_all_areas(drawn):
    for classes in ("quantile", "equal", "significance"):
        view = build_map(drawn, replace(WARDS, classes=classes))
        assert sum(one.count for one in view.legend) == 4
        assert all(one.label in view.alt for one in view.legend)
    assert {one.key for one in view.legend} <= {"higher_998", "similar", "lower_998", "none"}


def test_groups_are_derived_and_said_to_be(drawn):
    view = build_map(drawn, replace(WARDS, level="cluster"))
    shapes = service_areas(drawn, "cluster", PERIOD, "as_was").shapes.set_index("area_code")

    assert view.derived.startswith("Derived, not official")
    assert not any("in the table only" in one for one in view.notes)
    assert set(shapes.index) == {"ZC1", "ZC2"}
    assert _row(view.table, "ZC1")["Code"] == "ZC1"
    # The second practice of the first cluster counts in the south: both boroughs have a part.
    assert shapes.at["ZC1", "geometry"].intersects(shapely.Point(0.02, 51.57))
    assert shapes.at["ZC2", "geometry"].contains(shapely.Point(0.19, 51.58))


def test_with_flows_groups_have_the_lsoas_of_most_of_their_patients(with_flows):
    outlines = service_areas(with_flows, "cluster", PERIOD, "as_was")
    shapes = outlines.shapes.set_index("area_code")["geometry"]

    assert "with most of its registered patients (Jan 2017)" in outlines.how
    assert shapes["ZC1"].bounds == pytest.approx((0.0, 51.55, 0.1, 51.6))
    assert shapes["ZC2"].bounds == pytest.approx((0.1, 51.55, 0.2, 51.6))


def test_with_flows_small_areas_have_the_average_of_their_residents_practices(with_flows):
    view = build_map(with_flows, replace(WARDS, level="lsoa"))
    table = view.table

    assert _row(table, "ZLS1")["% of patients"] == "10.5"
    # 100 patients of a practice with 10.5% and 90 of one with 5.0%
    assert _row(table, "ZLS2")["% of patients"] == "7.9"
    assert _row(table, "ZLS8")["% of patients"] == "[x]"
    assert "An estimate" in " ".join(view.notes)


def test_an_area_that_is_chosen_limits_the_map(drawn):
    view = build_map(drawn, replace(WARDS, area="ZBN"))

    assert set(view.areas["area_code"]) == {"ZWNU", "ZWNL"}
    assert view.bounds[2] == pytest.approx(0.105)


def test_figures_that_were_loaded_of_small_areas_stand_above_made_ones(tmp_path):
    own = reading(
        values=[{"indicator_id": "condition_a", "area_code": "ZWNU", "period": PERIOD,
                 "numerator": 30, "denominator": 100}]
    )  # fmt: skip
    view = build_map(_context(tmp_path / "store", own), WARDS)

    assert _row(view.table, "ZWNU")["% of patients"] == "30.0"
    assert "as loaded" in " ".join(view.notes)
    assert view.subtitle.endswith(" 4 wards.") or view.subtitle.endswith(" of 4 wards.")


def test_areas_with_data_and_no_outline_and_the_reverse_are_said(tmp_path):
    lone = reading(
        boundaries=[{"area_code": "ZBX", "area_type": "borough", "vintage": "2013",
                     "geometry": shapely.to_wkb(shapely.box(0.3, 51.5, 0.4, 51.6))}]
    )  # fmt: skip
    known = dashboard_store.definitions()
    publish(tmp_path / "store", dashboard_store.figures(), lone, of=known)
    context = context_of(open_snapshot(Store(tmp_path / "store")), known)
    view = build_map(context, replace(WARDS, level="borough"))

    assert view.areas.empty
    assert "2 of 2 boroughs have no outline here and are in the table only" in " ".join(view.notes)
    assert all(row[-1].endswith("Not drawn: no outline") for row in view.table.rows)


@pytest.mark.parametrize("classes", ["quantile", "equal", "significance"])
def test_one_area_alone_is_drawn_in_one_class(tmp_path, classes):
    lone = reading(
        areas=[{"area_code": "ZBN", "area_type": "borough", "area_name": "Northam"}],
        boundaries=[{"area_code": "ZBN", "area_type": "borough", "vintage": "2013",
                     "geometry": shapely.to_wkb(shapely.box(0.0, 51.5, 0.1, 51.6))}],
    )  # fmt: skip
    known = dashboard_store.definitions()
    publish(tmp_path / "store", dashboard_store.figures(), lone, of=known)
    context = context_of(open_snapshot(Store(tmp_path / "store")), known)
    view = build_map(context, replace(WARDS, level="borough", area="ZBN", classes=classes))

    assert view.areas["area_code"].tolist() == ["ZBN"]
    assert sum(one.count for one in view.legend) == len(view.table.rows) == 1
    assert view.bounds == pytest.approx((0.0, 51.5, 0.1, 51.6), abs=0.011)


def test_outlines_of_two_vintages_do_not_lie_on_each_other(tmp_path):
    newer = reading(
        boundaries=[{"area_code": "ZLSN", "area_type": "lsoa", "vintage": "2021",
                     "geometry": shapely.to_wkb(shapely.box(0.0, 51.5, 0.1, 51.6))}]
    )  # fmt: skip
    found = small_outlines(_context(tmp_path / "store", newer), "lsoa")

    assert "ZLSN" in set(found.shapes["area_code"])
    assert len(found.shapes) == 5
    assert "4 LSOAs of an older vintage lie under newer ones" in found.notes[0]


def test_two_periods_have_one_scale(drawn):
    both = build_maps(drawn, (WARDS, replace(WARDS, period="2014/15")))
    labels = [[one.label.split(" (")[0] for one in view.legend if one.key != "none"]
              for view in both.shown]  # fmt: skip

    assert labels[0] == labels[1]
    assert "higher in 2016/17 than in 2014/15" in both.finding


def test_two_indicators_are_put_side_by_side_without_a_cause(drawn):
    both = build_maps(drawn, (WARDS, replace(WARDS, indicator_id="care_b")))

    assert "in the upper half of" in both.finding
    assert "does not say that one causes the other" in both.sentence


def test_points_may_show_another_indicator(drawn):
    view = build_map(drawn, replace(WARDS, points_id="care_b"))

    assert "Care B" in view.points_title
    assert "Care B" in view.points.iloc[0]["said"]
    instead = build_map(drawn, replace(WARDS, points_id="nothing_e"))
    assert "No practice here has a figure of 'Nothing E'" in instead.notes[0]


def test_ratings_are_points_by_category_and_areas_by_share(drawn):
    view = build_map(drawn, MapQuestion("rating_c", level="borough", period=PERIOD))
    points = view.points.set_index("area_code")

    assert points.at["Z99001", "style"] == "better_95"
    assert points.at["Z99002", "style"] == "worse_95"
    assert points.at["Z99003", "style"] == "better_998"
    assert {"Good (1 practice)", "Outstanding (1 practice)"} <= {
        one.label for one in view.points_legend
    }


def test_what_nothing_compares_is_coloured_by_class(drawn):
    view = build_map(drawn, MapQuestion("score_d", level="ward", period=PERIOD))

    assert set(view.points["style"]) - {"hub"} <= {
        "class_1_1", "class_3_2", "class_5_3", "none"
    }  # fmt: skip


def test_a_place_that_was_clicked_limits_the_tables(drawn):
    view = build_map(drawn, WARDS)

    assert view.table_of("ZWNU").codes == ("ZWNU",)
    assert view.practices_of("ZWNU").codes == ("Z99001",)
    assert view.table_of("Z99001").codes == ("ZWNU",)
    assert view.practices_of("Z99001").codes == ("Z99001",)
    assert view.table_of(None) == view.table == view.table_of("nowhere")


def test_what_cannot_be_drawn_is_refused_in_words(drawn):
    with pytest.raises(UserFacingError, match="'planet' is not a kind of area"):
        build_map(drawn, replace(WARDS, level="planet"))
    with pytest.raises(UserFacingError, match="'jenks' is not a way"):
        build_map(drawn, replace(WARDS, classes="jenks"))
    with pytest.raises(UnknownIndicatorError):
        build_map(drawn, replace(WARDS, indicator_id="condition_x"))
    with pytest.raises(UserFacingError):
        build_map(drawn, replace(WARDS, indicator_id="nothing_e"))


def test_levels_are_those_with_outlines(drawn, context):
    levels = map_levels(drawn, PERIOD, "as-was")

    assert levels.first == "ward"
    assert set(levels.codes) == {"ward", "borough", "locality", "cluster", "lsoa"}
    assert levels.labels["locality"] == "Localities (derived)"
    assert map_levels(context, PERIOD, "as-was").first is None
    assert [one.selects["ask"] for one in relations(drawn)] == ["distance"]
    assert relations(context) == ()


def test_distances_are_straight_lines_to_the_nearest(drawn):
    view = build_reach(drawn, ReachQuestion("hub", within_km=4.0))

    assert targets(drawn).codes == ("practice", "hub")
    assert view.finding == "4 of 8 LSOAs lie within 4 km of a hub"
    assert _row(view.table, "ZLS1")["Kilometres"] == "3.3"
    assert _row(view.table, "ZLS1")["Nearest"] == "Northam Hub"
    assert "LSOAs are counted and not people" in " ".join(view.notes)


def test_with_flows_patients_within_a_distance_are_counted(with_flows):
    view = build_reach(with_flows, ReachQuestion("hub", within_km=4.0))

    assert view.finding == "56.9% of registered patients live within 4 km of a hub"
    assert view.sentence.startswith("990 of 1,740 patients, in 4 of 8 LSOAs.")


def test_without_outlines_distances_are_refused(context):
    with pytest.raises(NoDataError, match="Load outlines of LSOAs"):
        build_reach(context, ReachQuestion())


def test_rings_are_closed_and_turn_as_vega_wants_them(drawn):
    view = build_map(drawn, WARDS)
    ring = _areas(view).at["ZWNU", "polygons"][0][0]

    assert ring[0] == ring[-1]
    assert not shapely.LinearRing(ring).is_ccw
