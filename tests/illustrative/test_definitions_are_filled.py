"""What the strategy and the JHOSC update ask for is defined, and the illustrative data fill it."""

import pytest

from pcdash.viewmodels.topics import topics_of

# The groups that the documents name; each by what the ids of its indicators begin with, and how
# many of them there are at least with figures of practices.
ASKED_FOR = {
    "QOF points": ("qof_points", 1),
    "cancer": ("qof_can", 1),
    "COPD": ("qof_copd", 5),
    "diabetes": ("qof_dm", 8),
    "mental health": ("qof_mh", 5),
    "atrial fibrillation": ("qof_af", 3),
    "dementia": ("qof_dem", 2),
    "asthma": ("qof_ast", 2),
    "achievement by clinical group": ("qof_achievement_", 20),
    "prevalence": ("qof_prevalence_", 20),
    "outcome standards": ("gpos_", 28),
    "patient survey": ("gpps_", 10),
    "A&E attendances": ("ae_attendances", 2),
    "outpatient referrals": ("outpatient_gp_first_attendances", 1),
    "appointments": ("appointments_", 8),
    "appointments not attended": ("did_not_attend", 1),
    "GPs per 1,000": ("gp_fte", 1),
    "nurses per 1,000": ("nurse_fte", 1),
    "CQC ratings": ("cqc_", 6),
    "learning-disability health checks": ("ld_health_checks", 1),
    "diabetes care processes": ("dm_eight_care_processes", 1),
    "diabetes treatment targets": ("dm_three_treatment_targets", 1),
    "online consultation coverage": ("online_consultation_coverage", 1),
    "core hours": ("core_hours_open", 2),
    "digitised records": ("records_digitised", 1),
}


@pytest.fixture(scope="module")
def filled(context):
    held = context.holdings
    of_practices = (held["area_type"] == "practice") & (held["areas_with_value"] > 0)
    return set(held.loc[of_practices, "indicator_id"])


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_what_is_asked_for_is_defined_and_filled(context, filled, asked):
    begins, fewest = ASKED_FOR[asked]
    found = [one for one in context.catalogue.indicators if one.startswith(begins)]

    assert len([one for one in found if one in filled]) >= fewest


def test_every_set_is_filled_and_is_a_subject(context, filled):
    sets = context.catalogue.sets
    topics = topics_of(context.catalogue, filled)

    assert {"key_set", "access_set", "jhosc_set"} <= set(sets)
    for one in sets.values():
        assert set(one.indicators) <= filled
        assert one.indicators in topics.indicators.values()
        label = f"{one.title} ({len(one.indicators)} of {len(one.indicators)} held)"
        assert label in topics.choices.labels.values()


def test_the_key_set_has_two_of_each_condition_and_four_on_access(context):
    key = context.catalogue.sets["key_set"].indicators
    for group in ("_can", "_copd", "_dm", "_mh"):
        assert sum(group in one for one in key) >= 2
    assert set(context.catalogue.sets["access_set"].indicators) <= set(key)
    assert len(context.catalogue.sets["access_set"].indicators) == 4


def test_every_domain_has_figures_of_practices(context, filled):
    domains = {one.domain for one in context.catalogue.indicators.values()}
    assert domains == {context.catalogue.indicators[one].domain for one in filled}


def test_the_defined_trigger_categories_come_from_the_defined_levels(context):
    levels = [one for one in context.catalogue.trigger_levels.values()]
    held = context.holdings["indicator_id"].unique()

    assert len({one.indicator for one in levels}) >= 25
    assert all(one.level_1 is not None and one.level_2 is not None for one in levels)
    assert {one.indicator for one in levels} <= set(held)
