"""The definitions themselves: that all load, and that families are what they should be."""

import re
from collections import Counter

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.models import DOMAINS

CATALOGUE = load_catalogue()
INDICATORS = CATALOGUE.indicators

# Issue 2, item 5: the ids that pages, workbook and illustrative data share.
NAMED = (
    "qof_points", "qof_prevalence_ast", "qof_achievement_ast", "qof_ast002", "qof_exceptions_ast",
    "registered_patients", "imd_score", "ae_attendances", "ae_attendances_0_4",
    "emergency_admissions", "outpatient_gp_first_attendances", "gp_referrals_made",
    "gp_referrals_seen", "outpatient_first_attendances", "cqc_overall", "cqc_safe",
    "cqc_effective", "cqc_caring", "cqc_responsive", "cqc_well_led", "gpos_category",
    "appointments_coverage", "did_not_attend", "gp_fte", "nurse_fte", "pcn_workforce_fte",
    "core_hours_open", "online_consultation_coverage", "records_digitised", "ld_health_checks",
    "dm_eight_care_processes", "dm_three_treatment_targets",
)  # fmt: skip
# HSCIC, QOF 2014/15, CCG level: its sheets.
GROUPS_2014_15 = (
    "af", "bp", "chd", "cvdpp", "hf", "hyp", "pad", "stia", "ast", "copd", "ob", "smok",
    "can", "ckd", "dm", "pc", "dem", "dep", "ep", "ld", "mh", "ost", "ra", "cs", "con",
)  # fmt: skip
# NHS Digital, QOF prevalence 2016/17 to 2019/20, and non-diabetic hyperglycaemia later.
REGISTERS = (
    "af", "ast", "can", "chd", "ckd", "copd", "cvdpp", "dem", "dep", "dm", "ep", "hf",
    "hyp", "ld", "mh", "ndh", "ob", "ost", "pad", "pc", "ra", "stia",
)  # fmt: skip
NO_EXCEPTIONS = {"ep", "ld", "ob", "pc"}  # they have no indicator that counts patients
SURVEY = (
    "phone", "receptionists", "appointment_times", "appointment_type",
    "making_appointment", "overall", "preferred_gp", "confidence", "opening_hours",
    "online_used",
)  # fmt: skip
APPOINTMENTS = (
    "total", "face_to_face", "home_visit", "telephone", "video_online", "same_day",
    "within_7_days", "within_14_days", "gp", "coverage",
)  # fmt: skip
GPOS = (
    "1", "2", "3", "4", "5", "6a", "6b", *map(str, range(7, 18)), "17a", "17b",
    *map(str, range(18, 27)),
)  # fmt: skip


def family(start: str) -> set[str]:
    return {one.removeprefix(start) for one in INDICATORS if one.startswith(start)}


@pytest.mark.parametrize("indicator_id", NAMED)
def test_indicator_of_the_issue_is_defined(indicator_id):
    assert indicator_id in INDICATORS


def test_families_are_complete():
    assert family("qof_prevalence_") == set(REGISTERS)
    assert family("qof_achievement_") >= set(GROUPS_2014_15)
    assert family("qof_exceptions_") >= set(GROUPS_2014_15) - NO_EXCEPTIONS
    assert not family("qof_exceptions_") & NO_EXCEPTIONS
    assert family("gpps_") == set(SURVEY)
    assert family("appointments_") == set(APPOINTMENTS)
    assert family("gpos_") == {*GPOS, "category"}
    assert len(GPOS) == 29


def test_qof_indicator_belongs_to_a_group_with_a_share_of_points():
    single = family("qof_") - family("qof_prevalence_")
    codes = [one for one in single if re.fullmatch(r"[a-z]+\d{3}", one)]

    assert len(codes) > 150
    assert {re.sub(r"\d", "", code) for code in codes} <= family("qof_achievement_")


@pytest.mark.parametrize("one", INDICATORS.values(), ids=list(INDICATORS))
def test_indicator_is_ready_for_a_page(one):
    assert one.domain in DOMAINS
    assert len(one.title) <= 75
    assert one.title.rstrip(".") == one.title
    assert len(set(one.caveats)) == len(one.caveats)
    assert one.next_review.year == 2027
    # percentages and rates are told by their multiplier, so unit and multiplier must agree
    assert one.unit.startswith("%") == (one.multiplier == 100), one.unit
    assert ("per 1,000" in one.unit) == (one.multiplier == 1000), one.unit
    if one.method == "count":
        assert one.decimals == (1 if one.unit == "FTE" else 0)
    if one.method == "proportion":
        assert (one.multiplier, one.minimum) == (100, 0)
        assert one.maximum is not None
        assert one.maximum <= 100
    if one.method == "score":
        assert one.aggregation == "mean"
    if one.method == "category":
        assert one.aggregation == "share"
    if one.unit.startswith("FTE per"):
        assert one.decimals == 2


def test_titles_are_told_apart():
    titles = Counter(one.title for one in INDICATORS.values())

    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize(
    ("start", "field", "expected"),
    [
        ("qof_prevalence_", "polarity", {"none"}),
        ("qof_achievement_", "polarity", {"higher"}),
        ("qof_achievement_", "aggregation", {"mean"}),
        ("qof_exceptions_", "polarity", {"lower"}),
        ("qof_exceptions_", "aggregation", {"sum"}),
        ("gpps_", "aggregation", {"none"}),
        ("gpps_", "frequency", {"calendar"}),
        ("cqc_", "method", {"category"}),
        ("gp_referrals_", "polarity", {"none"}),
        ("gp_referrals_", "method", {"count"}),
    ],
)
def test_family_shares(start, field, expected):
    found = {getattr(one, field) for key, one in INDICATORS.items() if key.startswith(start)}

    assert found == expected


def test_only_hospital_rates_of_practices_are_rounded_here():
    assert {key for key, one in INDICATORS.items() if one.suppression == "hospital_counts"} == {
        "ae_attendances", "emergency_admissions", "outpatient_gp_first_attendances",
    }  # fmt: skip


def test_cqc_share_leaves_out_practices_without_a_rating():
    overall = CATALOGUE.indicator("cqc_overall")

    assert overall.favourable == ("Outstanding", "Good")
    assert set(overall.rated) == {"Outstanding", "Good", "Requires improvement", "Inadequate"}
    assert "Not rated" in overall.categories


@pytest.mark.parametrize(
    ("start", "periods"),
    [
        ("qof_", {"2020/21", "2021/22"}),
        ("qof_prevalence_ast", {"2020/21"}),
        ("qof_prevalence_ld", {"2014/15"}),
        ("qof_prevalence_ob", {"2015/16"}),
        ("qof_af004", {"2015/16"}),
        ("qof_achievement_af", {"2015/16"}),
        ("gpps_", {"2018", "2024"}),
    ],
)
def test_series_break_where_the_figures_changed(start, periods):
    found = [one for key, one in INDICATORS.items() if key.startswith(start)]

    assert found
    for one in found:
        assert periods <= {each.period for each in one.breaks}, one.id


def test_breaks_are_in_order_and_told_once_a_period():
    for one in INDICATORS.values():
        periods = [each.period for each in one.breaks]
        assert periods == sorted(set(periods)), one.id


def test_codes_that_no_published_file_at_hand_holds_are_marked_unconfirmed():
    def is_marked(indicator_id: str) -> bool:
        return "unconfirmed_definition" in CATALOGUE.indicator(indicator_id).caveats

    assert [code for code in ("qof_ast007", "qof_chol002", "qof_vi001", "qof_qi013")
            if not is_marked(code)] == []  # fmt: skip
    assert [code for code in ("qof_ast003", "qof_af004", "qof_ckd002", "qof_dm009", "qof_af001")
            if is_marked(code)] == []  # fmt: skip


def test_every_caveat_is_used():
    used = {caveat for one in INDICATORS.values() for caveat in one.caveats}

    # the one that Fingertips exports bring their own definitions with
    assert set(CATALOGUE.caveats) - used == {"fingertips_undefined"}


def test_sentences_are_our_own_plain_words():
    for one in INDICATORS.values():
        assert "contractor" not in f"{one.title} {one.numerator} {one.why_it_matters}".lower()
        assert not one.title.startswith("The percentage of"), one.id


@pytest.mark.parametrize("source", [
    "ods", "nhsd_list_sizes", "nhsd_qof", "nhsd_payments", "nhsd_appointments", "nhsd_workforce",
    "nhse_mar", "ohid_fingertips", "cqc_directory", "gpps", "ons_geography", "mhclg_imd_postcode",
    "bi_workbook", "illustrative",
])  # fmt: skip
def test_source_is_defined(source):
    assert source in CATALOGUE.sources
    published = source not in ("bi_workbook", "illustrative")
    assert (CATALOGUE.sources[source].licence == "Open Government Licence v3.0") is published


def test_events_mark_the_charts_that_they_concern():
    events = CATALOGUE.events

    assert events["qof_asthma_2020"].concerns("qof_prevalence_ast")
    assert not events["qof_asthma_2020"].concerns("qof_prevalence_af")
    assert events["qof_protected_2020"].concerns("qof_points")
    assert not events["qof_protected_2020"].concerns("gpps_phone")
    assert events["ccgs_merge_2021"].concerns("gpps_phone")
    assert str(events["ccgs_merge_2021"].date) == "2021-04-01"


def test_every_theme_of_a_maturity_framework_says_what_its_states_are():
    for one in CATALOGUE.frameworks.values():
        if one.kind == "maturity":
            assert one.evidence_months == 12
            assert all(theme.descriptors or theme.about for theme in one.themes)


def test_the_london_framework_has_seven_characteristics_of_three_themes():
    themes = CATALOGUE.frameworks["larger_scale_general_practice"].themes

    assert Counter(theme.group[0] for theme in themes) == dict.fromkeys("1234567", 3)
    assert all(len(theme.descriptors) == 4 for theme in themes)


def test_the_matrix_of_2018_has_its_attributes():
    themes = CATALOGUE.frameworks["pcn_matrix_2018"].themes[1:]

    counts = {"Foundation": 4, "Step 1": 7, "Step 2": 6, "Step 3": 6}
    assert Counter(theme.group for theme in themes) == counts


# What source 001 aspires to with a figure: indicator, level, date. 000 aims at improvement and
# names no level.
ASPIRATIONS = {
    ("cqc_overall", 95, "Mar 2021"),
    ("networks_with_quality_expert", 100, "Mar 2021"),
    ("care_pathways_standardised", 5, "Mar 2021"),
    ("online_consultation_coverage", 75, "Mar 2020"),
    ("networks_with_clinical_director", 100, "Mar 2020"),
    ("core_hours_open", 100, "Oct 2019"),
}


def test_the_aspirations_with_a_figure_are_targets_with_their_source_and_owner():
    of_place = [one for one in CATALOGUE.targets.values() if "BHR" in one.areas]

    assert {(one.indicator, one.level, one.by) for one in of_place} == ASPIRATIONS
    assert all("JHOSC, 15 October 2019" in one.source for one in of_place)
    assert all(one.owner for one in CATALOGUE.targets.values())
