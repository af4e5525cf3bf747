"""Two files of one load that contradict each other in a record are refused, as figures are."""

from datetime import date

import openpyxl
import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.record_conflicts import sentences
from tests.damaged import workbook
from tests.readings import read_as
from tests.workbook_sheets import FILLED, B, begin, bytes_of, run, template, write

# One cell of a sheet's first row, and what is said of it.
OTHER = {
    "Trigger results": (
        {"Level 1": 74}, "says 75 and 'b.xlsx' sheet 'Trigger results' row 2 says 74 for Level 1"
    ),
    "Ratings": ({"Published on": date(2019, 3, 5)}, "says 4 Mar 2019 and 'b.xlsx' sheet 'Ratings'"),
    "Areas": ({"Area name": "Another"}, "says A new cluster and 'b.xlsx' sheet 'Areas' row 2 says "
              "Another for Area name of Areas; 07L-C9."),
    "Memberships": ({"Group": "07L-C2"}, "says 07L-C1 and 'b.xlsx' sheet 'Memberships' row 2 says "
                    "07L-C2 for Group of Memberships; Z99001; Practice; Cluster."),
    "Targets": ({"Target": 80}, "'a.xlsx' sheet 'Targets' row 2 says 90 and 'b.xlsx' sheet "
                "'Targets' row 2 says 80 for Target of Targets; BHR;"),
    "Trajectories": ({"Planned": 84}, "says 85 and 'b.xlsx' sheet 'Trajectories' row 2 says 84"),
    "Locality plans": ({"Status": "Late"}, "says On course and"),
    "Maturity": ({"State": "B"}, "for State of Maturity assessments; 07L-C1; "),
    "Specification": ({"Coverage %": 60}, "says 50 and"),
    "Local activities": ({"Status": "Delivered"}, "says Active and"),
    "Estates": ({"Condition": "C"}, "says B and"),
    "Events": ({"Kind": "Policy"}, "says Opening and"),
    "Milestones": ({"Now expected": None}, "says 1 Sep 2020 and 'b.xlsx' sheet 'Milestones' row 2 "
                   "says nothing for Now expected"),
    "Funding": ({"Amount": 90000}, "says 100000 and"),
    "Risks": ({"Remove": "Yes"}, "says nothing and 'b.xlsx' sheet 'Risks' row 2 says Yes for "
              "Remove"),
}  # fmt: skip


def written(path, sheet, **other):
    rows = [dict(row) for row in FILLED[sheet]]
    rows[0] |= other.get("changed", {})
    names = [*dict.fromkeys(name for row in rows for name in row)]
    return workbook(path, {sheet: [names, *([row.get(name) for name in names] for row in rows)]})


def said(path):
    return path.name, read_as("bi_workbook", path, FORMATS, catalogue=load_catalogue())


@pytest.mark.parametrize("sheet", OTHER)
def test_files_that_contradict_each_other_in_a_record_are_told(tmp_path, sheet):
    changed, words = OTHER[sheet]
    first = said(written(tmp_path / "a.xlsx", sheet))
    second = said(written(tmp_path / "b.xlsx", sheet, changed=changed))

    (told,) = sentences([first, second], load_catalogue())

    assert words in told
    assert told.endswith("Load the one that is right, or the older first and the newer after it.")
    assert sentences([first, first], load_catalogue()) == ()


def test_a_detail_of_an_area_that_one_file_leaves_blank_is_no_contradiction(tmp_path):
    first = said(written(tmp_path / "a.xlsx", "Areas"))
    second = said(written(tmp_path / "b.xlsx", "Areas", changed={"Opened": None}))

    assert sentences([first, second], load_catalogue()) == ()


def test_such_files_are_refused_and_the_store_is_as_it_was(tmp_path):
    store = begin(tmp_path)
    before = bytes_of(store)
    first = written(tmp_path / "a.xlsx", "Targets")
    second = written(tmp_path / "b.xlsx", "Targets", changed={"Target": 80, "Owner": "Another"})

    done = run(store, "load", first, second, "--by", "A tester")

    assert done.exit_code == 1
    assert "Refused: 'a.xlsx' sheet 'Targets' row 2 says 90" in done.output
    assert "(and 1 other field differs)" in done.output
    assert bytes_of(store) == before


TWO_OF_EACH = {
    "Figures": ([FILLED["Figures"][0], FILLED["Figures"][0] | {"Area code": B}], "Numerator", 11),
    "Targets": ([FILLED["Targets"][0], FILLED["Targets"][0] | {"By": "Mar 2026"}], "Target", 70),
}


@pytest.mark.parametrize("sheet", TWO_OF_EACH)
def test_copies_of_one_template_are_told_how_both_edits_are_kept(tmp_path, sheet):
    rows, heading, other = TWO_OF_EACH[sheet]
    store = begin(tmp_path)
    made = template(store)
    write(made, {sheet: rows})
    assert run(store, "load", made, "--by", "A tester").exit_code == 0
    current = template(store, "--current")
    copies = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for row, path in enumerate(copies, start=2):
        book = openpyxl.load_workbook(current)
        place = next(cell.column for cell in book[sheet][1] if cell.value == heading)
        book[sheet].cell(row, place, other)
        book.save(path)

    refused = run(store, "load", *copies, "--dry-run")

    assert refused.exit_code == 1
    assert "'two.xlsx' says what is held already." in refused.output
    assert "delete from each the rows that nobody edited in it" in refused.output
    assert "the older first" not in refused.output

    for unedited, path in zip((3, 2), copies, strict=True):
        book = openpyxl.load_workbook(path)
        book[sheet].delete_rows(unedited)
        book.save(path)
    done = run(store, "load", *copies, "--dry-run")

    assert done.exit_code == 0, done.output
    assert "0 added, 2 changed" in done.output or "0 added, 2 fields changed" in done.output


def test_a_membership_that_is_held_already_contradicts_no_other(tmp_path):
    store = begin(tmp_path)
    areas = [{"Area code": "07L-C8", "Area name": "A new cluster", "Kind of area": "Cluster"}]
    first = {"Area code": B, "Kind of group": "Cluster", "Group": "07L-C1"}
    made = template(store)
    write(made, {"Areas": areas, "Memberships": [first]})
    done = run(store, "load", made, "--by", "A tester")
    assert done.exit_code == 0, done.output
    names = [*first]
    copies = [
        workbook(tmp_path / name, {"Memberships": [names, [*(first | {"Group": group}).values()]]})
        for name, group in (("one.xlsx", "07L-C8"), ("two.xlsx", "07L-C1"))
    ]

    done = run(store, "load", *copies, "--dry-run")

    assert done.exit_code == 0, done.output
    assert "07L-C1 to 07L-C8" in done.output
