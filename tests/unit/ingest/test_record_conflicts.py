"""Two files of one load that contradict each other in a record are refused, as figures are."""

from datetime import date

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.record_conflicts import sentences
from tests.damaged import workbook
from tests.readings import read_as
from tests.workbook_sheets import FILLED, begin, bytes_of, run

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
