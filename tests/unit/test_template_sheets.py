"""Every sheet of the workbook: filled in, loaded, made again with what is held, and edited."""

import json
from datetime import date, datetime

import openpyxl
import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.files import open_document
from pcdash.ingest.layouts import LAYOUTS
from pcdash.ingest.mapping import Meaning, SheetMapping, remember
from pcdash.report.lineage_cells import with_cells
from pcdash.store.connection import open_for_reading
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.lineage import build_lineage
from pcdash.viewmodels.loads import build_loads
from tests.damaged import workbook
from tests.workbook_sheets import CLUSTER, FILLED, FRAMEWORK, PLACE, A, begin, run, template, write


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with two practices and a row or two of every sheet."""
    folder = tmp_path_factory.mktemp("sheets")
    begun = template(begin(folder))
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
    "Ratings": ("Safe", "Good"),
    "Workforce": ("GPs FTE", 2.75),
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


def test_the_history_counts_what_a_load_changed_of_records(tmp_path):
    store = begin(tmp_path)
    path = template(store)
    write(path, {name: FILLED[name] for name in ("Targets", "Risks")})
    assert run(store, "load", path, "--by", "A tester").exit_code == 0
    edited = {"Targets": [FILLED["Targets"][0] | {"Target": 91, "Owner": "Another team"}],
              "Risks": [FILLED["Risks"][0] | {"Remove": "Yes"}]}  # fmt: skip
    write(path, edited)
    assert run(store, "load", path, "--by", "A tester").exit_code == 0
    assert run(store, "undo", "3", "--by", "A tester").exit_code == 0

    told = run(store, "history").output.splitlines()
    counts = [
        (one["records_added"], one["record_fields_changed"], one["records_removed"])
        for one in json.loads(run(store, "history", "--json").output)
    ]
    with open_for_reading(Store(store)) as snapshot:
        view = build_loads(context_of(snapshot, load_catalogue()))

    assert counts == [(8, 0, 0), (2, 0, 0), (0, 2, 1), (1, 2, 0)]
    assert told[0].endswith("1 file: lists.csv; 2 added, 0 changed, 0 removed; 8 records added.")
    assert told[2].endswith("0 removed; 2 fields changed, 1 record removed.")
    at = [column.label for column in view.loads.columns].index("Records")
    assert [row[at] for row in view.loads.rows] == [
        "1 record added, 2 fields changed", "2 fields changed, 1 record removed",
        "2 records added", "8 records added",
    ]  # fmt: skip


def test_what_is_loaded_is_said_in_words(store, current, tmp_path):
    book = openpyxl.load_workbook(current)
    book["Maturity"].cell(2, 6, "B")
    book.save(tmp_path / "edited.xlsx")

    said = run(store, "load", tmp_path / "edited.xlsx", "--dry-run").output

    assert (
        f"Maturity assessments; {CLUSTER}; {FRAMEWORK}; 1a Practices in networks of 30,000 to "
        "50,000 people; 1 Aug 2018; State: A/B to B" in said
    )


@pytest.mark.parametrize(
    ("indicator_id", "period", "cells"),
    [("ld_health_checks", "2018/19", "F2, G2"), ("core_hours_open", "Q4 2018/19", "I3"),
     ("records_digitised", "Q3 2019/20", "D2, E2"), ("gpos_3", "Q4 2015/16", "E2"),
     ("cqc_safe", "Oct 2019", "E2"), ("nurse_fte", "Sep 2019", "E2, F2")],
)  # fmt: skip
def test_a_figure_is_followed_back_to_its_cells(store, indicator_id, period, cells):
    with open_for_reading(Store(store), 2) as snapshot:
        context = context_of(snapshot, load_catalogue())
        found = with_cells(
            build_lineage(context, A, indicator_id, period), Store(store), indicator_id
        )

    place = [column.label for column in found.table.columns].index("Cells")
    assert [row[place] for row in found.table.rows] == [cells]


def test_a_figure_that_was_read_by_a_mapping_is_followed_back_to_its_cells(tmp_path):
    store = begin(tmp_path)
    columns = {"Surgery": Meaning("Area code"), "Seen": Meaning("Numerator"),
               "All": Meaning("Denominator"), "Sent": Meaning("Numerator", "records_digitised"),
               "Of": Meaning("Denominator", "records_digitised")}  # fmt: skip
    path = workbook(tmp_path / "own.xlsx", {"Our own": [
        ["Figures of 2018"], ["Remark", "Seen", "Surgery", "All", "Sent", "Of"],
        ["fine", 30, A, 40, None, None],
    ]})  # fmt: skip
    said = SheetMapping(columns, "ld_health_checks", {open_document(path).sha256: "2018/19"})
    remember(Store(store), said)
    assert run(store, "load", path, "--by", "A tester").exit_code == 0

    with open_for_reading(Store(store)) as snapshot:
        context = context_of(snapshot, load_catalogue())
        lineage = build_lineage(context, A, "ld_health_checks", "2018/19")
    found = with_cells(lineage, Store(store), "ld_health_checks")

    place = [column.label for column in found.table.columns].index("Cells")
    assert [row[place] for row in found.table.rows] == ["B3, D3"]


def test_where_the_file_is_not_kept_the_row_is_all(store, tmp_path):
    with open_for_reading(Store(store), 2) as snapshot:
        context = context_of(snapshot, load_catalogue())
        lineage = build_lineage(context, A, "ld_health_checks", "2018/19")

    assert with_cells(lineage, Store(tmp_path), "ld_health_checks") == lineage
