"""The illustrative figures: possible, related to each other, and the same every time."""

from hashlib import sha256

import numpy as np
import pandas as pd

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


def test_every_indicator_is_defined_and_those_of_the_issue_are_there(values, catalogue):
    found = set(values["indicator_id"])

    assert found <= set(catalogue.indicators)
    assert set(IDS) <= found
    assert sum(one.startswith("qof_prevalence_") for one in found) >= 20
    assert sum(one.startswith("gpos_") for one in found) == 30


def test_frames_are_tidy_and_keys_unique(readings):
    for reading in readings:
        for kind, frame in reading.frames.items():
            assert list(frame.columns) == list(COLUMNS[kind] | LINEAGE)
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


def fingerprint(readings):
    """A hash of every frame's bytes."""
    found = sha256()
    for reading in readings:
        for frame in reading.frames.values():
            found.update(frame.to_csv(index=False).encode())
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


def test_bytes_are_those_of_every_other_machine(places, figures):
    points = pd.concat([figures("qof_points", "2014/15", ccg) for ccg in ("ZZA", "ZZB", "ZZC")])
    found = sha256(points[["area_code", "numerator"]].to_csv(index=False).encode())
    for outline in places.boundaries["geometry"]:
        found.update(outline)

    # Changes with data/illustrative or the drawing of figures; with nothing else.
    assert found.hexdigest() == "9df7f1f048b8ee87e8784c96bc3fc19198bfcd65cc88461a352d1f13b1029eed"
