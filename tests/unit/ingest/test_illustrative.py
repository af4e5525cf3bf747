"""The illustrative data: the published summary figures it must match, and that it is nobody's."""

import re
from collections import Counter
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest
import shapely

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import PRACTICE_CODE
from pcdash.definitions.periods import parse_period
from pcdash.ingest.illustrative import illustrate
from pcdash.ingest.reading import COLUMNS, KEYS, LINEAGE

# Written in issue 2; the families with a placeholder have at least one.
IDS = (
    "qof_points", "qof_prevalence_ast", "qof_achievement_dm", "qof_ast002",
    "qof_exceptions_ast", "registered_patients", "imd_score", "ae_attendances",
    "ae_attendances_0_4", "emergency_admissions", "outpatient_gp_first_attendances",
    "gp_referrals_made", "gp_referrals_seen", "outpatient_first_attendances", "cqc_overall",
    "cqc_safe", "cqc_effective", "cqc_caring", "cqc_responsive", "cqc_well_led", "gpos_1",
    "gpos_16", "gpos_category", "gpps_phone", "appointments_total", "appointments_coverage",
    "did_not_attend", "gp_fte", "nurse_fte", "pcn_workforce_fte", "core_hours_open",
    "online_consultation_coverage", "records_digitised", "ld_health_checks",
    "dm_eight_care_processes", "dm_three_treatment_targets",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue():
    """The project's own definitions."""
    return load_catalogue()


@pytest.fixture(scope="module")
def readings(catalogue):
    """The illustrative data of the fictional system."""
    return illustrate(catalogue)


@pytest.fixture(scope="module")
def places(readings):
    """The Reading that holds areas, memberships and outlines."""
    return readings[0]


@pytest.fixture(scope="module")
def values(readings, catalogue):
    """All figures, with `shown`: the value, or what follows from the parts."""
    together = pd.concat([one.values for one in readings], ignore_index=True)
    definitions = {one: catalogue.indicators[one] for one in together["indicator_id"].unique()}
    multiplier = together["indicator_id"].map(lambda one: definitions[one].multiplier)
    points = together["indicator_id"] == "qof_points"
    follows = multiplier * together["numerator"] / together["denominator"]
    follows = follows.mask(points, together["numerator"])
    return together.assign(
        shown=together["value"].fillna(follows),
        method=together["indicator_id"].map(lambda one: definitions[one].method),
    )


@pytest.fixture(scope="module")
def practices_of(places):
    """The practices of a CCG at the end of a period, from the memberships."""

    def found(ccg, period):
        when = pd.Timestamp(parse_period(period).end)
        held = places.memberships
        held = held[(held["parent_code"] == ccg) & (held["child_type"] == "practice")]
        return set(held[(held["start"] <= when) & ~(held["end"] < when)]["child_code"])

    return found


@pytest.fixture(scope="module")
def figures(values, practices_of):
    """The rows of one indicator and period, of a CCG's practices."""

    def found(indicator, period, ccg):
        hit = (values["indicator_id"] == indicator) & (values["period"] == period)
        return values[hit & values["area_code"].isin(practices_of(ccg, period))]

    return found


# --- The published summary figures (brief.md; data/illustrative/targets.toml) ------------------


@pytest.mark.parametrize(
    ("ccg", "mean", "lowest", "highest"),
    [("ZZA", 530, 458, 559), ("ZZB", 516, 282, 559), ("ZZC", 522, 443, 559)],
)
def test_qof_points_are_those_of_the_strategys_table(figures, ccg, mean, lowest, highest):
    points = figures("qof_points", "2014/15", ccg)["shown"]

    assert (round(points.mean()), points.min(), points.max()) == (mean, lowest, highest)


@pytest.mark.parametrize(("ccg", "mean"), [("ZZA", 530), ("ZZB", 516), ("ZZC", 522)])
def test_qof_points_are_the_same_with_todays_membership(values, practices_of, ccg, mean):
    hit = (values["indicator_id"] == "qof_points") & (values["period"] == "2014/15")
    today = values["area_code"].isin(practices_of(ccg, "1 Oct 2019"))

    assert round(values[hit & today]["shown"].mean()) == mean


@pytest.mark.parametrize(("area", "points"), [("ZZY", 521), ("ZZENG", 530)])
def test_qof_points_of_region_and_england_are_published(values, area, points):
    hit = (values["indicator_id"] == "qof_points") & (values["area_code"] == area)

    assert values[hit & (values["period"] == "2014/15")]["shown"].tolist() == [points]


def test_ae_attendances_average_426_from_320_to_680(figures):
    rows = figures("ae_attendances", "2013/14", "ZZA")
    pooled = 1000 * rows["numerator"].sum() / rows["denominator"].sum()

    assert (round(pooled), round(rows["shown"].min()), round(rows["shown"].max())) == (
        426, 320, 680,
    )  # fmt: skip


def test_18_of_40_practices_are_review_identified(figures):
    category = figures("gpos_category", "Q4 2015/16", "ZZA")["category"]

    assert (len(category), (category == "Review identified").sum()) == (40, 18)


def test_8_of_40_practices_are_not_open_in_all_core_hours(figures):
    category = figures("core_hours_open", "Q4 2015/16", "ZZA")["category"]

    assert (len(category), (category == "Not open").sum()) == (40, 8)


@pytest.mark.parametrize(("indicator", "rate"), [("gp_fte", 0.44), ("nurse_fte", 0.22)])
def test_staff_per_1000_patients_are_as_published(figures, indicator, rate):
    rows = figures(indicator, "Sep 2015", "ZZA")

    assert round(1000 * rows["numerator"].sum() / rows["denominator"].sum(), 2) == rate


@pytest.mark.parametrize(
    ("period", "people", "percent"), [("2012/13", 10_625, 6.4), ("2013/14", 11_418, 6.8)]
)
def test_people_with_diabetes_are_as_many_as_published(figures, period, people, percent):
    rows = figures("qof_prevalence_dm", period, "ZZA")

    assert rows["numerator"].sum() == people
    assert round(100 * people / rows["denominator"].sum(), 1) == percent


# --- The shape of the system -------------------------------------------------------------------


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


# --- Nobody's codes, nobody's names ------------------------------------------------------------


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


# --- Figures that can be -----------------------------------------------------------------------


def test_every_indicator_is_defined_and_those_of_the_issue_are_there(values, catalogue):
    found = set(values["indicator_id"])

    assert found <= set(catalogue.indicators)
    assert set(IDS) <= found
    assert sum(one.startswith("qof_prevalence_") for one in found) >= 20
    assert sum(one.startswith("gpos_") for one in found) == 30


def test_frames_are_tidy_and_keys_unique(readings):
    for reading in readings:
        for kind, columns in COLUMNS.items():
            frame = getattr(reading, kind)
            assert list(frame.columns) == list(columns | LINEAGE)
            assert not frame.duplicated(KEYS[kind]).any()
    together = pd.concat([one.values for one in readings])
    assert not together.duplicated(KEYS["values"]).any()


def test_numerators_never_exceed_denominators_of_proportions(values):
    held = values[values["method"].isin(["proportion", "score"])]

    assert held["numerator"].notna().sum() > 80_000
    assert not (held["numerator"] > held["denominator"]).any()
    assert (values["denominator"].dropna() > 0).all()


def test_counts_of_people_and_events_are_whole(values):
    held = values[values["method"].isin(["proportion", "rate"])]

    assert (held["numerator"].dropna() % 1 == 0).all()
    assert (held["denominator"].dropna() % 1 == 0).all()


def test_values_lie_within_the_definitions_limits(values, catalogue):
    for indicator_id, rows in values[values["shown"].notna()].groupby("indicator_id"):
        defined = catalogue.indicators[indicator_id]
        shown = rows["shown"]
        assert defined.minimum is None or shown.min() >= defined.minimum, indicator_id
        assert defined.maximum is None or shown.max() <= defined.maximum, indicator_id


def test_categories_are_those_of_the_definition(values, catalogue):
    held = values[values["category"].notna()]

    assert held["area_code"].str.fullmatch(r"ZZ\d{3}").all()
    for indicator_id, rows in held.groupby("indicator_id"):
        assert set(rows["category"]) <= set(catalogue.indicators[indicator_id].categories)


def test_region_and_england_have_shares_of_the_cqc_ratings(values):
    hit = (values["indicator_id"] == "cqc_overall") & (values["period"] == "Oct 2019")
    published = values[hit & values["area_code"].isin(["ZZY", "ZZENG"])]

    assert len(published) == 2
    assert published["shown"].between(85, 99).all()


def test_periods_are_of_the_indicators_frequency(values, catalogue):
    for indicator_id, period in set(zip(values["indicator_id"], values["period"], strict=True)):
        assert parse_period(period).kind == catalogue.indicators[indicator_id].frequency


def test_a_row_without_a_figure_says_why(values):
    empty = values["shown"].isna() & values["category"].isna()

    assert empty.any()
    assert values[empty]["flag"].isin(["suppressed", "not_available"]).all()
    assert {"suppressed", "not_available", "provisional", "estimated"} <= set(values["flag"])


def test_the_closed_practice_has_no_figure_after_it_closed(values):
    held = values[values["area_code"] == "ZZ220"]

    assert max(parse_period(one).end for one in held["period"]).isoformat() == "2018-03-31"
    assert "2017/18" in set(held["period"])


def test_a_practice_has_no_qof_figure_in_one_year_only(values):
    points = values[(values["indicator_id"] == "qof_points") & (values["area_code"] == "ZZ125")]

    assert "2016/17" not in set(points["period"])
    assert len(points) == 5


def test_points_of_groups_add_up_to_the_practices_points(values):
    practice = values[values["area_code"].str.fullmatch(r"ZZ\d{3}")]
    groups = practice[practice["indicator_id"].str.startswith("qof_achievement_")]
    total = practice[practice["indicator_id"] == "qof_points"]
    key = ["area_code", "period"]
    sums = groups.groupby(key)[["numerator", "denominator"]].sum()

    assert (sums["denominator"] == 559).all()
    np.testing.assert_allclose(sums["numerator"], total.set_index(key)["numerator"][sums.index])


def test_appointments_within_more_days_are_no_fewer(values):
    held = values[values["area_code"].str.fullmatch(r"ZZ\d{3}")]
    held = held[held["indicator_id"].str.startswith("appointments_")].pivot_table(
        index=["area_code", "period"], columns="indicator_id", values="numerator"
    )

    assert len(held) > 1_500
    assert (held["appointments_same_day"] <= held["appointments_within_7_days"]).all()
    assert (held["appointments_within_7_days"] <= held["appointments_within_14_days"]).all()
    assert (held["appointments_face_to_face"] > 0).all()


def test_practices_differ_lastingly_and_by_deprivation(values):
    def yearly(indicator):
        held = values[values["area_code"].str.fullmatch(r"ZZ\d{3}")]
        held = held[held["indicator_id"] == indicator]
        return held.pivot_table(index="area_code", columns="period", values="shown")

    attendances, deprivation = yearly("ae_attendances"), yearly("imd_score")["2015"]

    assert attendances["2012/13"].corr(attendances["2018/19"]) > 0.8
    assert attendances["2018/19"].corr(deprivation) > 0.3


# --- Geography ---------------------------------------------------------------------------------


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


# --- The same every time -----------------------------------------------------------------------


def fingerprint(readings):
    """A hash of every frame's bytes."""
    found = sha256()
    for reading in readings:
        for kind in COLUMNS:
            found.update(getattr(reading, kind).to_csv(index=False).encode())
    return found.hexdigest()


def test_two_runs_give_the_same_bytes(readings, catalogue):
    assert fingerprint(illustrate(catalogue)) == fingerprint(readings)


def test_figures_do_not_depend_on_what_else_is_defined(readings, catalogue):
    few = {one: catalogue.indicators[one] for one in ("qof_points", "ae_attendances")}
    fewer = illustrate(
        type(catalogue)(
            {"registered_patients": catalogue.indicators["registered_patients"]} | few,
            catalogue.sources, catalogue.caveats, catalogue.places, catalogue.events,
        )
    )  # fmt: skip
    every, some = (
        pd.concat([one.values for one in found]).query("indicator_id in ['qof_points']")
        for found in (readings, fewer)
    )
    assert every.to_csv(index=False) == some.to_csv(index=False)
