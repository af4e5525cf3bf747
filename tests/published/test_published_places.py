"""That the codes in the place BHR are the practices that Appendix B means: asthma by locality."""

import csv
from collections import Counter

import pytest
from python_calamine import CalamineWorkbook

from pcdash.definitions.catalogue import load_catalogue

pytestmark = pytest.mark.published

# ../shared/data/README.md, reconciliation checks: register and list, 2014/15.
BY_LOCALITY = {
    "07L-L1": (3_203, 62_010),
    "07L-L2": (3_170, 66_102),
    "07L-L3": (3_250, 73_134),
}
IN_NONE = {"F82023": (199, 4_337), "F82629": (95, 2_122)}
# Columns of the workbook, from 0: CCG and practice code, list and register of 2014/15.
CCG, PRACTICE, PATIENTS, REGISTER = 9, 12, 17, 18
# Columns of epraccur, from 0.
CODE, STATUS, COMMISSIONER, SETTING = 0, 12, 14, 25


@pytest.fixture(scope="module")
def asthma(published):
    """Register and list of each practice of 07L, straight from the workbook."""
    workbook = CalamineWorkbook.from_path(published / "qof" / "qof-1415-prac-asthma.xlsx")
    rows = workbook.get_sheet_by_name("AST").to_python(skip_empty_area=False)
    return {row[PRACTICE]: (row[REGISTER], row[PATIENTS]) for row in rows if row[CCG] == "07L"}


@pytest.fixture(scope="module")
def localities():
    """The locality of each practice, through its cluster."""
    parents = {
        child: membership.parent
        for membership in load_catalogue().places["bhr"].memberships
        for child in membership.children
        if membership.parent.startswith("07L-")
    }
    return {
        code: parents[cluster] for code, cluster in parents.items() if not code.startswith("07L-")
    }


def test_asthma_by_locality_is_as_published(asthma, localities):
    sums = Counter()
    for code, (register, patients) in asthma.items():
        sums[localities.get(code), "register"] += register
        sums[localities.get(code), "list"] += patients

    found = {code: (sums[code, "register"], sums[code, "list"]) for code in BY_LOCALITY}
    assert found == BY_LOCALITY


def test_practices_of_no_locality_are_those_two(asthma, localities):
    assert {code: asthma[code] for code in asthma if code not in localities} == IN_NONE


def test_one_practice_of_the_localities_is_not_in_the_workbook(asthma, localities):
    assert set(localities) - set(asthma) == {"F82634"}


def test_clusters_and_outside_are_the_practices_open_in_november_2015(published, localities):
    path = published / "ods" / "epraccur_2015-11-27.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        open_in_07l = {
            row[CODE]
            for row in csv.reader(lines)
            if (row[STATUS], row[COMMISSIONER], row[SETTING]) == ("A", "07L", "4")
        }

    outside = load_catalogue().places["bhr"].outside
    assert len(open_in_07l) == 40
    assert open_in_07l == {*localities, *outside}
