"""Damage to every sheet of the workbook but that of figures: told in its cells, nothing kept."""

import json
from copy import deepcopy
from datetime import date, timedelta

import pytest

from tests.workbook_sheets import CLUSTER, FILLED, PLACE, A, begin, bytes_of, run, template, write

SOON = date.today() + timedelta(days=40)


def _sets(sheet, heading, held, row=0):
    """The damage of one cell of a row that is filled in (from 0)."""

    def damage(filled):
        filled[sheet][row][heading] = held

    return damage


def _again(sheet, heading, held, row=0):
    """A row of the same key that says something else."""

    def damage(filled):
        filled[sheet].append(filled[sheet][row] | {heading: held})

    return damage


# Each kind of damage: what is done, words of the problem, and its sheet, rows and column.
DAMAGES = {
    "a level 2 on the good side": (
        _sets("Trigger results", "Level 2", 90), "on the good side of level 1",
        ("Trigger results", [2], "Level 2"),
    ),
    "a level that is text": (
        _sets("Trigger results", "Level 1", "high"), "not a number",
        ("Trigger results", [2], "Level 1"),
    ),
    "two levels of one standard": (
        _sets("Trigger results", "Level 1", 76, row=1), "two different",
        ("Trigger results", [2, 3], ""),
    ),
    "a trigger of another name": (
        _sets("Trigger results", "Trigger raised", "Red"), "not a trigger",
        ("Trigger results", [2], "Trigger raised"),
    ),
    "a standard that is none": (
        _sets("Trigger results", "Indicator", "core_hours_open"), "not an outcome standard",
        ("Trigger results", [2], "Indicator"),
    ),
    "a category that is none": (
        _sets("Trigger results", "Category", "Fine"), "not a category",
        ("Trigger results", [2], "Category"),
    ),
    "a rating that is none": (
        _sets("Ratings", "Safe", "Brilliant"), "not a category", ("Ratings", [2], "Safe"),
    ),
    "a rating of a day to come": (
        _sets("Ratings", "Period", f"{SOON + timedelta(days=40):%b %Y}"), "has not begun",
        ("Ratings", [2], "Period"),
    ),
    "a date of a rating that is none": (
        _sets("Ratings", "Published on", "spring"), "not a date",
        ("Ratings", [2], "Published on"),
    ),
    "staff in words": (
        _sets("Workforce", "GPs FTE", "two"), "not a number", ("Workforce", [2], "GPs FTE"),
    ),
    "staff without patients": (
        _sets("Workforce", "Registered patients", None), "no denominator",
        ("Workforce", [2], "Registered patients"),
    ),
    "more digitised than there are": (
        _sets("Digitisation", "Records digitised", 4001), "more than its denominator",
        ("Digitisation", [2], "Records digitised"),
    ),
    "an area closed before it opened": (
        _sets("Areas", "Closed", date(2018, 1, 1)), "before the first day",
        ("Areas", [2], "Closed"),
    ),
    "an area of no kind": (
        _sets("Areas", "Kind of area", "Village"), "not one of the choices",
        ("Areas", [2], "Kind of area"),
    ),
    "a place in the sea": (
        _sets("Areas", "Latitude", 4.5), "outside of the British Isles",
        ("Areas", [2], "Latitude"),
    ),
    "an area without a name": (
        _sets("Areas", "Area name", None), "not filled in", ("Areas", [2], "Area name"),
    ),
    "a member of nothing": (
        _sets("Memberships", "Group", None), "not filled in", ("Memberships", [2], "Group"),
    ),
    "a group that nobody knows": (
        _sets("Memberships", "Group", "07L-C77"), "has this code", ("Memberships", [2], "Group"),
    ),
    "a member that nobody knows": (
        _sets("Memberships", "Area code", "07L-C77", row=2), "has this code",
        ("Memberships", [4], "Area code"),
    ),
    "a locality in a practice": (
        _sets("Memberships", "Kind of area", "Primary care network"), "not a group that this kind",
        ("Memberships", [2], "Kind of group"),
    ),
    "a member of itself": (
        _sets("Memberships", "Group", A), "the area itself", ("Memberships", [2], "Group"),
    ),
    "a membership that ends before it begins": (
        _sets("Memberships", "To", date(2019, 1, 1), row=1), "before the first day",
        ("Memberships", [3], "To"),
    ),
    "a target beyond all": (
        _sets("Targets", "Target", 195), "more than all", ("Targets", [2], "Target"),
    ),
    "a target by no period": (
        _sets("Targets", "By", "soon"), "not a period", ("Targets", [2], "By"),
    ),
    "a target of no indicator": (
        _sets("Targets", "Indicator", "cqc_overal"), "an indicator is not known",
        ("Targets", [2], "Indicator"),
    ),
    "a target without a level": (
        _sets("Targets", "Target", None), "not filled in", ("Targets", [2], "Target"),
    ),
    "two targets of one period": (
        _again("Targets", "Target", 80), "two different", ("Targets", [2, 3], ""),
    ),
    "a trajectory below nothing": (
        _sets("Trajectories", "Planned", -5), "too small", ("Trajectories", [2], "Planned"),
    ),
    "a trajectory without a name": (
        _sets("Trajectories", "Trajectory", None), "not filled in",
        ("Trajectories", [2], "Trajectory"),
    ),
    "a baseline of no indicator": (
        _sets("Locality plans", "Indicator", None), "no indicator for the",
        ("Locality plans", [2], "Indicator"),
    ),
    "a plan without actions": (
        _sets("Locality plans", "Actions", None), "not filled in",
        ("Locality plans", [2], "Actions"),
    ),
    "a status that is none": (
        _sets("Locality plans", "Status", "Green"), "not one of the choices",
        ("Locality plans", [2], "Status"),
    ),
    "a framework that is none": (
        _sets("Maturity", "Framework", "Another"), "not one of the choices",
        ("Maturity", [2], "Framework"),
    ),
    "a theme of another framework": (
        _sets("Maturity", "Theme", "Integrating care"), "not a theme of",
        ("Maturity", [2], "Theme"),
    ),
    "a state beyond the last": (
        _sets("Maturity", "State", "E"), "not a state of", ("Maturity", [2], "State"),
    ),
    "an ambition that is no state": (
        _sets("Maturity", "Ambition", "Z"), "not a state of", ("Maturity", [2], "Ambition"),
    ),
    "an assessment of nothing": (
        _sets("Maturity", "State", None, row=1), "no state", ("Maturity", [3], "State"),
    ),
    "an assessment to come": (
        _sets("Maturity", "Assessed on", SOON), "a day to come", ("Maturity", [2], "Assessed on"),
    ),
    "two assessments on one day": (
        _again("Maturity", "State", "D"), "two different", ("Maturity", [2, 4], ""),
    ),
    "a coverage beyond all": (
        _sets("Specification", "Coverage %", 150), "not a share of the population",
        ("Specification", [2], "Coverage %"),
    ),
    "an aspect that is none": (
        _sets("Specification", "Aspect", "A9"), "not one of the choices",
        ("Specification", [2], "Aspect"),
    ),
    "an activity of no status": (
        _sets("Local activities", "Status", None), "not filled in",
        ("Local activities", [2], "Status"),
    ),
    "a start that is no period": (
        _sets("Local activities", "Starts", "spring"), "not a period",
        ("Local activities", [2], "Starts"),
    ),
    "a cost below nothing": (
        _sets("Estates", "Cost", -1, row=1), "too small", ("Estates", [3], "Cost"),
    ),
    "an event on no day": (
        _sets("Events", "Event date", None), "not filled in", ("Events", [2], "Event date"),
    ),
    "an event of no indicator": (
        _sets("Events", "Indicators", "qof_; nothing_of", row=1), "no indicator has the id",
        ("Events", [3], "Indicators"),
    ),
    "an event at a place that nobody knows": (
        _sets("Events", "Area code", "07X", row=1), "has this code", ("Events", [3], "Area code"),
    ),
    "a milestone done tomorrow": (
        _sets("Milestones", "Done on", SOON), "a day to come", ("Milestones", [2], "Done on"),
    ),
    "a funding line without an amount": (
        _sets("Funding", "Amount", None), "no amount", ("Funding", [2], "Amount"),
    ),
    "an amount in words": (
        _sets("Funding", "Amount", "much"), "not a number", ("Funding", [2], "Amount"),
    ),
    "a removal that is neither yes nor no": (
        _sets("Risks", "Remove", "perhaps"), "neither yes nor no", ("Risks", [2], "Remove"),
    ),
    "an error in a cell": (
        _sets("Risks", "Mitigation", "#REF!"), "an error", ("Risks", [2], "Mitigation"),
    ),
    "a formula without a result": (
        _sets("Milestones", "Owner", "=A1"), "a formula", ("Milestones", [2], "Owner"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A store of two practices and an empty template for it."""
    store = begin(tmp_path_factory.mktemp("damaged"))
    return store, template(store)


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_told_in_its_cells_and_nothing_is_kept(begun, tmp_path, name):
    damage, words, (sheet, rows, column) = DAMAGES[name]
    store, empty = begun
    before = bytes_of(store)
    filled = deepcopy(FILLED)
    damage(filled)
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(empty.read_bytes())
    write(path, filled)

    done = run(store, "load", path, "--json")

    assert done.exit_code == 1, done.output
    problems = json.loads(done.output)["files"][0]["problems"]
    found = [one for one in problems if one["severity"] == "error"]
    assert any(
        words in one["text"]
        and (one["sheet"], one["column"]) == (sheet, column)
        and {*rows} <= {*one["rows"]}
        for one in found
    ), found
    assert {one["sheet"] for one in found} == {sheet}, "and of no other sheet"
    assert bytes_of(store) == before


def test_what_is_not_damaged_is_loaded(begun, tmp_path):
    store, empty = begun
    path = tmp_path / "good.xlsx"
    path.write_bytes(empty.read_bytes())
    write(path, FILLED)

    done = run(store, "load", path, "--dry-run", "--json")

    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert [one["text"] for one in told["files"][0]["problems"]] == []
    assert {one["change"] for one in told["record_changes"]} == {"added"}
    assert {CLUSTER, PLACE} <= {one["area_code"] for one in told["record_changes"]}


def test_a_trigger_that_its_value_does_not_give_is_warned_of(begun, tmp_path):
    store, empty = begun
    filled = deepcopy(FILLED)
    filled["Trigger results"][0]["Trigger raised"] = "Level 2"
    path = tmp_path / "other.xlsx"
    path.write_bytes(empty.read_bytes())
    write(path, filled)

    told = json.loads(run(store, "load", path, "--dry-run", "--json").output)

    (warned,) = told["files"][0]["problems"]
    assert warned["severity"] == "warning"
    assert "not the trigger that the value and its levels give" in warned["text"]
