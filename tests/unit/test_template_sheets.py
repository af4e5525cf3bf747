"""Every sheet of the workbook: filled in, loaded, made again with what is held, and edited."""

from datetime import date, datetime

import openpyxl
import pytest
from click.testing import CliRunner

from pcdash.cli import main
from pcdash.ingest.layouts import LAYOUTS
from pcdash.ingest.workbook_layout import NAME, TITLE

LISTS_OF_PATIENTS = (
    "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "GP_PRAC_PAT_LIST,01JAN2020,GP,07L,E38000004,Z99001,ZZ1 1AA,ALL,ALL,4000\n"
    "GP_PRAC_PAT_LIST,01JAN2020,GP,07L,E38000004,Z99002,ZZ1 1AB,ALL,ALL,5000\n"
)
A, B, CLUSTER, PLACE = "Z99001", "Z99002", "07L-C1", "BHR"
FRAMEWORK = "Larger-scale general practice (London)"
# A row or two for each sheet, under its headings.
FILLED = {
    "Figures": [
        {"Area code": A, "Indicator": "ld_health_checks", "Period": "2018/19", "Numerator": 30,
         "Denominator": 40},
        {"Area code": A, "Indicator": "core_hours_open", "Period": "Q4 2018/19",
         "Category": "Open"},
    ],
    "Trigger results": [
        {"Area code": A, "Indicator": "gpos_3", "Period": "Q4 2015/16", "Value": 70.5,
         "Average": 80, "Level 1": 75, "Level 2": 65, "Trigger raised": "Level 1",
         "Category": "Approaching review"},
        {"Area code": B, "Indicator": "gpos_3", "Period": "Q4 2015/16", "Value": 81,
         "Average": 80, "Level 1": 75, "Level 2": 65, "Trigger raised": "None",
         "Category": "Achieving"},
    ],
    "Ratings": [
        {"Area code": A, "Period": "Oct 2019", "Overall": "Good", "Safe": "Requires improvement",
         "Published on": date(2019, 3, 4), "Inspected on": date(2019, 1, 15)},
    ],
    "Workforce": [
        {"Area code": A, "Period": "Sep 2019", "GPs FTE": 2.5, "Nurses FTE": 1.25,
         "Registered patients": 4000},
    ],
    "Digitisation": [
        {"Area code": A, "Period": "Q3 2019/20", "Records digitised": 900, "Records in all": 4000},
    ],
    "Areas": [
        {"Area code": "07L-C9", "Area name": "A new cluster", "Kind of area": "Cluster",
         "Opened": date(2019, 4, 1)},
    ],
    "Memberships": [
        {"Area code": A, "Kind of group": "Cluster", "Group": CLUSTER},
        {"Area code": B, "Kind of group": "Cluster", "Group": "07L-C9", "From": date(2019, 4, 1)},
        {"Area code": "07L-C9", "Kind of area": "Cluster", "Kind of group": "Locality",
         "Group": "07L-L1"},
    ],
    "Targets": [
        {"Area code": PLACE, "Indicator": "cqc_overall", "Target": 90, "By": "Mar 2025",
         "In words": "Nine in ten.", "Owner": "Quality team", "Source": "A paper"},
    ],
    "Trajectories": [
        {"Area code": PLACE, "Indicator": "cqc_overall", "Trajectory": "Planned",
         "Period": "Mar 2024", "Planned": 85},
        {"Area code": PLACE, "Indicator": "cqc_overall", "Trajectory": "Planned",
         "Period": "Sep 2031", "Planned": 90},
    ],
    "Locality plans": [
        {"Area code": "07L-L1", "Priority": "Diabetes", "Indicator": "ld_health_checks",
         "Baseline": 40, "Baseline period": "2017/18", "Target": 60, "By": "2020/21",
         "Owner": "Locality lead", "Actions": "Recall", "Status": "On course"},
    ],
    "Maturity": [
        {"Area code": CLUSTER, "Framework": FRAMEWORK, "Theme": "1a", "Assessed on":
         date(2018, 8, 1), "State": "a/b", "Basis": "Moderated", "Ambition": "C",
         "Ambition by": "Mar 2019", "Evidence": "Minutes", "Evidence of": date(2018, 7, 1)},
        {"Area code": CLUSTER, "Framework": "PCN maturity matrix, 2018", "Theme": "Step reached",
         "Assessed on": date(2018, 8, 1), "State": "Foundation"},
    ],
    "Specification": [
        {"Area code": A, "Aspect": "A3", "Period": "Q3 2015/16", "Basis": "Self-declared",
         "State": "Active", "Coverage %": 50, "Evidence": "Opening hours"},
        {"Area code": A, "Aspect": "Social prescribing", "Period": "Q3 2018/19",
         "Basis": "Assured", "State": "Delivered"},
    ],
    "Local activities": [
        {"Area code": "07L", "Aspect": "C1 Case finding and review", "Activity":
         "Risk stratification", "Starts": "Q1 2015/16", "Ends": "Q4 2016/17", "Status": "Active",
         "How locality working helps": "It shares the lists."},
    ],
    "Estates": [
        {"Area code": A, "Premises type": "Health centre", "Condition": "B"},
        {"Area code": A, "Scheme": "Extension", "Premises type": "Health centre",
         "Stage": "Business case", "Stage date": date(2020, 1, 1), "Cost": 250000.5},
    ],
    "Events": [
        {"Event date": date(2019, 6, 1), "Event": "A hub opens", "Kind": "Opening"},
        {"Area code": "07L", "Event date": date(2019, 7, 9), "Event": "Committee meets",
         "Kind": "Meeting", "Indicators": "qof_; cqc_overall", "Source": "Agenda"},
    ],
    "Milestones": [
        {"Area code": PLACE, "Workstream": "Workforce", "Milestone": "Training hub open",
         "Phase": "Phase 2", "Planned for": date(2020, 4, 1), "Now expected": date(2020, 9, 1),
         "Status": "Late", "Owner": "Workforce team"},
    ],
    "Funding": [
        {"Area code": PLACE, "Funding line": "Digital", "Period": "2018/19", "Amount": 100000},
        {"Area code": PLACE, "Funding line": "Estates", "Period": "2018/19",
         "Amount is": "To be confirmed", "Sources": "Two, half and half"},
    ],
    "Risks": [
        {"Area code": PLACE, "Risk": "Too few nurses", "Kind": "Risk", "Mitigation": "Training",
         "Status": "Open"},
    ],
}  # fmt: skip
NOT_READ = {NAME, TITLE}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with two practices and a row or two of every sheet."""
    folder = tmp_path_factory.mktemp("sheets")
    lists = folder / "lists.csv"
    lists.write_text(LISTS_OF_PATIENTS, encoding="utf-8")
    assert run(folder / "store", "load", lists, "--by", "A tester").exit_code == 0
    begun = folder / "begun.xlsx"
    assert run(folder / "store", "template", begun).exit_code == 0
    write(begun, FILLED)
    done = run(folder / "store", "load", begun, "--by", "A tester")
    assert done.exit_code == 0, done.output
    return folder / "store"


@pytest.fixture(scope="module")
def current(store):
    """The template with what is held."""
    made = store.parent / "current.xlsx"
    assert run(store, "template", made, "--current").exit_code == 0
    return made


def run(store, *words):
    return CliRunner().invoke(
        main, [*map(str, words), "--store", str(store)], catch_exceptions=False
    )


def write(path, filled):
    book = openpyxl.load_workbook(path)
    for name, rows in filled.items():
        sheet = book[name]
        places = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(rows, start=2):
            for heading, held in row.items():
                sheet.cell(number, places[heading], held)
    book.save(path)


def changed(store, path):
    """What a dry run says of figures and of records."""
    done = run(store, "load", path, "--dry-run")
    return [one for one in done.output.splitlines() if "added" in one or "Nothing" in one], done


def test_every_sheet_is_filled_in_here():
    assert [*FILLED] == [one.sheet for one in LAYOUTS]


def test_what_is_held_is_written_back_as_it_was_filled_in(current):
    book = openpyxl.load_workbook(current)

    for name, rows in FILLED.items():
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        held = [
            {key: one.date() if isinstance(one, datetime) else one
             for key, one in zip(headings, row, strict=True)}
            for row in sheet.iter_rows(min_row=2, values_only=True)
        ]  # fmt: skip
        if name in ("Ratings", "Workforce"):
            continue  # of published figures: not written to be edited
        for row in rows:
            wanted = {key: SAID.get(value, value) for key, value in row.items()}
            if not any(all(one[key] == wanted[key] for key in wanted) for one in held):
                raise AssertionError(f"{name}: {wanted} is not among {held[:4]}")


# What is written otherwise than it was: in full, and as the framework has it.
SAID = {
    "a/b": "A/B", "1a": "1a Practices in networks of 30,000 to 50,000 people",
    "A3": "A3 Routine opening hours", "Social prescribing": "H8 Social prescribing",
}  # fmt: skip


def test_a_round_trip_of_all_sheets_changes_nothing(store, current):
    said, done = changed(store, current)

    assert any("Nothing is new" in one for one in done.output.splitlines()), done.output
    assert said[0].startswith("Figures: 0 added, 0 changed, 0 removed; 0 rows")


EDITS = {
    "Figures": ("Numerator", 31),
    "Trigger results": ("Trigger raised", "None"),
    "Digitisation": ("Records digitised", 950),
    "Areas": ("Area name", "Another name"),
    "Memberships": ("Group", "07L-C2"),
    "Targets": ("Target", 91),
    "Trajectories": ("Planned", 86),
    "Locality plans": ("Status", "At risk"),
    "Maturity": ("State", "B"),
    "Specification": ("State", "Delivered"),
    "Local activities": ("Status", "Delivered"),
    "Estates": ("Condition", "C"),
    "Events": ("Kind", "Policy"),
    "Milestones": ("Now expected", date(2020, 10, 1)),
    "Funding": ("Amount", 90000),
    "Risks": ("Mitigation", "More training"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_cell_is_one_change(store, current, tmp_path, name):
    heading, held = EDITS[name]
    book = openpyxl.load_workbook(current)
    sheet = book[name]
    place = next(cell.column for cell in sheet[1] if cell.value == heading)
    row = _row_of(sheet, FILLED[name][0])
    was = sheet.cell(row, place).value
    sheet.cell(row, place, held)
    book.save(tmp_path / "edited.xlsx")

    said, done = changed(store, tmp_path / "edited.xlsx")

    figures = int("0 added, 1 changed" in said[0])
    records = sum("0 added, 1 field changed, 0 removed" in one for one in said)
    assert figures + records == 1, done.output
    assert was is not None
    assert "Nothing is new" not in done.output


def _row_of(sheet, row):
    """The row of a sheet that holds what was filled in."""
    places = {cell.value: cell.column for cell in sheet[1]}
    key = {name: SAID.get(held, held) for name, held in [*row.items()][:3]}
    for number in range(2, sheet.max_row + 1):
        found = {name: sheet.cell(number, places[name]).value for name in key}
        found = {
            name: one.date() if isinstance(one, datetime) else one for name, one in found.items()
        }
        if found == key:
            return number
    raise AssertionError(f"{key} is not on the sheet {sheet.title}")


def test_a_row_that_is_removed_is_one_change_and_comes_back_with_the_undo(store, current, tmp_path):
    book = openpyxl.load_workbook(current)
    sheet = book["Risks"]
    place = next(cell.column for cell in sheet[1] if cell.value == "Remove")
    sheet.cell(2, place, "yes")
    book.save(tmp_path / "removed.xlsx")

    said, _ = changed(store, tmp_path / "removed.xlsx")
    assert "Records: 0 added, 0 fields changed, 1 removed." in said

    assert run(store, "load", tmp_path / "removed.xlsx", "--by", "A tester").exit_code == 0
    again = tmp_path / "again.xlsx"
    assert run(store, "template", again, "--current").exit_code == 0
    assert openpyxl.load_workbook(again)["Risks"]["A2"].value is None
    done = run(store, "undo", "3", "--by", "A tester")
    assert "Records: 1 added, 0 fields changed, 0 removed." in done.output
    assert run(store, "template", again, "--current").exit_code == 0
    assert openpyxl.load_workbook(again)["Risks"]["A2"].value == PLACE


def test_what_is_loaded_is_said_in_words(store, current, tmp_path):
    book = openpyxl.load_workbook(current)
    book["Maturity"].cell(2, 6, "B")
    book.save(tmp_path / "edited.xlsx")

    said = run(store, "load", tmp_path / "edited.xlsx", "--dry-run").output

    assert (
        f"Maturity assessments; {CLUSTER}; {FRAMEWORK}; 1a Practices in networks of 30,000 to "
        "50,000 people; 1 Aug 2018; State: A/B to B" in said
    )
