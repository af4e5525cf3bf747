"""The published summary figures (brief.md) that the illustrative figures add up to."""

import pandas as pd
import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.stats.triggers import level_raised, practice_category


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


@pytest.mark.parametrize(("ccg", "practices"), [("ZZA", 18), ("ZZB", 19), ("ZZC", 16)])
def test_the_categories_are_those_that_the_triggers_make(figures, ccg, practices):
    known = load_catalogue()
    period = "Q4 2015/16"
    raised = {}
    for one in known.trigger_levels.values():
        shown = figures(one.indicator, period, ccg).set_index("area_code")["shown"]
        polarity = known.indicators[one.indicator].polarity
        raised[one.indicator] = level_raised(shown, one.level_1, one.level_2, polarity=polarity)
    computed = practice_category(pd.DataFrame(raised))["category"].notna()
    supplied = figures("gpos_category", period, ccg).set_index("area_code")["category"]

    assert computed.sum() == practices
    assert (computed == (supplied == "Review identified").reindex(computed.index)).all()
