"""The QOF files as published: each is read without error, and they agree with each other."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.files import open_document, peek
from pcdash.ingest.formats import (
    qof_achievement,
    qof_domains,
    qof_organisations,
    qof_raw,
    qof_workbooks,
)
from tests.readings import errors, figures, parents, warnings

pytestmark = pytest.mark.published

FORMATS = (
    *qof_raw.FORMATS,
    *qof_organisations.FORMATS,
    *qof_achievement.FORMATS,
    *qof_workbooks.FORMATS,
    *qof_domains.FORMATS,
)
FILES = {
    "INDICATOR_MAPPINGS_1819_v2.csv": "qof_indicator_points",
    "MAPPING_NHS_GEOGRAPHIES_1920.csv": "qof_organisations",
    "ORGANISATION_REFERENCE_1617.csv": "qof_organisations",
    "ORGANISATION_REFERENCE_1819_v2.csv": "qof_organisations",
    "PRACTICE_VALIDATION_OUTCOMES_2021.csv": "qof_validation",
    "PREVALENCE_1617.csv": "qof_prevalence",
    "PREVALENCE_1819_v2.csv": "qof_prevalence",
    "PREVALENCE_1920.csv": "qof_prevalence",
    "TEMPLATE-3-qof-YYYY-prac-dom-ach.xlsx": "qof_domain_workbook",
    "qof-1415-ccg-all.xlsx": "qof_workbook",
    "qof-1415-prac-asthma.xlsx": "qof_workbook",
}
# What the publisher's own files have wrong.
WARNINGS = {
    "PREVALENCE_1819_v2.csv": "a register is larger than the list that it is a part of (1 rows)",
    "PREVALENCE_1920.csv": "a register is larger than the list that it is a part of (6 rows)",
    "qof-1415-ccg-all.xlsx": "26 percentages are not what the figures beside them make",
}
# ../shared/data/README.md, reconciliation checks: practices, list and register of asthma, 2014/15.
ASTHMA = {
    "07L": (39, 207_705, 9_917),
    "08F": (48, 261_141, 12_719),
    "08N": (46, 298_187, 14_791),
}
HOME_1617 = {"07L": 38, "08F": 44, "08N": 45}
ALL_POINTS = 559  # ../shared/domain/indicators.md, 2014/15


@pytest.fixture(scope="module")
def readings(published):
    """Each file of the folder as the one format that knows it reads it."""
    catalogue = load_catalogue()
    found = {}
    for path in sorted((published / "qof").iterdir()):
        document = open_document(path)
        seen = peek(document)
        (known,) = (one for one in FORMATS if one.recognises(seen))
        found[path.name] = (known.id, known.read(document, catalogue))
    return found


@pytest.fixture(scope="module")
def by_practice(readings):
    """The asthma workbook's figures with the CCG of their practice."""
    reading = readings["qof-1415-prac-asthma.xlsx"][1]
    held = reading.memberships
    ccgs = held[held["parent_type"] == "ccg"].set_index("child_code")["parent_code"]
    return reading.values.assign(ccg=reading.values["area_code"].map(ccgs))


def test_each_file_is_known_by_its_content(readings):
    assert {name: found for name, (found, _) in readings.items()} == FILES


@pytest.mark.parametrize("name", FILES)
def test_file_is_read_without_error_and_with_the_known_warnings(readings, name):
    reading = readings[name][1]

    assert errors(reading) == []
    assert len(warnings(reading)) == (name in WARNINGS)
    assert WARNINGS.get(name, "") in " ".join(warnings(reading))


def test_practice_asthma_adds_up_to_the_readme_by_ccg(by_practice):
    held = by_practice[
        (by_practice["indicator_id"] == "qof_prevalence_ast")
        & (by_practice["period"] == "2014/15")
        & by_practice["ccg"].isin(list(ASTHMA))
    ]
    sums = held.groupby("ccg").agg(
        practices=("area_code", "count"), patients=("denominator", "sum"), ill=("numerator", "sum")
    )
    assert dict(zip(sums.index, sums.itertuples(index=False, name=None), strict=True)) == ASTHMA


def test_practice_asthma_adds_up_to_the_ccg_workbook_in_every_figure(readings, by_practice):
    of_ccgs = readings["qof-1415-ccg-all.xlsx"][1]
    held = by_practice[by_practice["period"] == "2014/15"]

    for indicator_id, rows in held.groupby("indicator_id"):
        sums = rows.groupby("ccg")[["numerator", "denominator"]].sum()
        published = figures(of_ccgs, indicator_id)
        assert len(sums) == 209
        for ccg, *parts in sums.itertuples(name=None):
            assert published[(ccg, "2014/15")] == pytest.approx(parts, abs=1e-6), indicator_id


def test_ccg_achievement_is_the_published_percentage_to_the_last_digit(readings):
    held = readings["qof-1415-ccg-all.xlsx"][1].values
    row = held[
        (held["indicator_id"] == "qof_achievement_af")
        & (held["period"] == "2014/15")
        & (held["area_code"] == "02Y")
    ]
    # Sheet AF, cell AA16: 625.29 points of 37 practices, 17 each.
    assert row["value"].tolist() == [99.41017488076312]
    assert row["denominator"].tolist() == [37 * 17]


def test_ccg_workbook_has_every_group_and_ccg(readings):
    held = readings["qof-1415-ccg-all.xlsx"][1].values
    achieved = held[held["indicator_id"].str.startswith("qof_achievement_")]

    assert achieved["indicator_id"].nunique() == 25
    assert set(achieved.groupby(["indicator_id", "period"]).size()) == {209}
    assert held["flag"].notna().sum() == 0


@pytest.mark.parametrize("name", ["qof-1415-ccg-all.xlsx", "INDICATOR_MAPPINGS_1819_v2.csv"])
def test_points_of_all_indicators_add_up_to_the_year(readings, name):
    assert readings[name][1].qof_points["points"].sum() == ALL_POINTS


def test_registers_of_2016_17_are_of_the_home_practices(readings):
    practices = set(readings["PREVALENCE_1617.csv"][1].values["area_code"])
    held = readings["ORGANISATION_REFERENCE_1617.csv"][1].memberships
    home = held[held["child_code"].isin(list(practices)) & held["parent_code"].isin(HOME_1617)]

    assert home.groupby("parent_code").size().to_dict() == HOME_1617


def test_practice_moves_from_one_home_ccg_to_another_between_files(readings):
    """F82023 joined 08F in April 2016 (../shared/data/README.md)."""
    before, after = (
        parents(readings[name][1], "F82023", "ccg")
        for name in ("qof-1415-prac-asthma.xlsx", "ORGANISATION_REFERENCE_1617.csv")
    )
    assert before == [("07L", None, None, "2015-03-31")]
    assert after == [("08F", None, None, "2017-04-01")]


def test_lists_are_of_the_ages_of_each_group(readings):
    held = readings["PREVALENCE_1617.csv"][1].values
    practice = held[held["area_code"] == "A81001"].set_index("indicator_id")["denominator"]

    assert practice["qof_prevalence_ast"] == 4150
    assert practice["qof_prevalence_ckd"] == 3314
    assert practice["qof_prevalence_cvdpp"] == 2237


def test_blank_registers_are_flagged(readings):
    held = readings["PREVALENCE_1617.csv"][1].values
    blank = held[held["flag"] == "not_available"]

    assert len(blank) == 1304
    assert blank["numerator"].isna().all()


def test_empty_template_is_skipped(readings):
    reading = readings["TEMPLATE-3-qof-YYYY-prac-dom-ach.xlsx"][1]

    assert reading.skipped
    assert len(reading.values) == 0


def test_networks_and_most_points_are_read(readings):
    geographies = readings["MAPPING_NHS_GEOGRAPHIES_1920.csv"][1]
    reference = readings["ORGANISATION_REFERENCE_1819_v2.csv"][1]

    assert (geographies.areas["area_type"] == "pcn").sum() == 1250  # and U for none
    assert (geographies.areas["area_type"] == "stp").sum() == 42
    assert reference.attributes["content"].value_counts()["559"] == 6702
