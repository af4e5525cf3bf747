"""A workbook comes back with its problems marked in their cells, and everything else as it was."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from pcdash.cli import main
from pcdash.errors import UserFacingError
from pcdash.ingest.reading import Problem, Spot
from pcdash.report.annotated import SHEET, annotate
from tests.damaged import workbook

HEADER = ["ODS code", "Remark", "Indicator", "Period", "Count", "Denominator"]
GOOD = ["Z99001", "sent by post", "ld_health_checks", "2018/19", 30, 40]


def _problem(rows, column, severity="error", sheet="Figures"):
    return Problem(
        severity, "not a number", found="'?'", expected="a number",
        spot=Spot(sheet, tuple(rows), column),
    )  # fmt: skip


@pytest.fixture
def given(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", {"Figures": [["Ours"], HEADER, GOOD, GOOD], "Other": [[1]]}
    )
    book = openpyxl.load_workbook(path)
    book["Figures"]["E4"].comment = Comment("Ask the practice.", "Somebody")
    book["Figures"]["B3"].number_format = "@"
    book.save(path)
    return path


def _annotated(given, *problems):
    out = given.with_name("out.xlsx")
    marked = annotate(given, problems, out)
    return openpyxl.load_workbook(out), marked


def test_a_cell_is_found_by_the_heading_it_has_there_coloured_and_commented(given):
    book, marked = _annotated(
        given, _problem([3], "Numerator"), _problem([4], "Area code", "warning")
    )
    sheet = book["Figures"]

    assert marked == 2
    assert sheet["E3"].fill.fgColor.rgb == "00F4B183"
    assert sheet["E3"].comment.text == "Not a number: expected a number."
    assert sheet["A4"].fill.fgColor.rgb == "00FFE699"
    assert sheet["A3"].comment is None


def test_a_heading_itself_is_marked(given):
    book, marked = _annotated(given, _problem([2], "Numerator"))

    assert marked == 1
    assert book["Figures"]["E2"].comment.text == "Not a number: expected a number."


def test_all_else_is_as_it_was(given):
    book, _ = _annotated(given, _problem([4], "Numerator"))
    before, after = openpyxl.load_workbook(given)["Figures"], book["Figures"]

    assert [[cell.value for cell in row] for row in after] == [
        [cell.value for cell in row] for row in before
    ]
    assert book.sheetnames == [SHEET, "Figures", "Other"]
    assert after["B3"].number_format == "@"
    assert after["E4"].comment.text.startswith("Ask the practice.\n\nNot a number")


def test_the_sheet_in_front_lists_every_problem_with_the_way_to_its_cell(given):
    book, marked = _annotated(
        given, _problem([3, 4], "Numerator"), Problem("error", "the file is cut", where="the end")
    )
    rows = [[cell.value for cell in row] for row in book[SHEET].iter_rows(min_row=2)]

    assert marked == 2
    assert rows[0][:4] == ["error", "Figures", "E3 and 1 more", "not a number"]
    assert book[SHEET]["C2"].hyperlink.location == "'Figures'!E3" or book[SHEET][
        "C2"
    ].hyperlink.target.endswith("'Figures'!E3")
    assert rows[1][:4] == ["error", "the end", None, "the file is cut"]


def test_what_was_found_is_never_a_formula(given):
    said = Problem("error", "not a number", found="=HYPERLINK(1)", spot=Spot("Figures", (3,), "?"))
    book, _ = _annotated(given, said)

    assert book[SHEET]["E2"].data_type == "s"
    assert book["Figures"]["A3"].comment is not None  # a column that is not there: the row's first


def test_a_sheet_of_that_name_is_left_alone(given):
    book = openpyxl.load_workbook(given)
    book.create_sheet(SHEET)["A1"] = "Mine"
    book.save(given)
    made, _ = _annotated(given, _problem([3], "Numerator"))

    assert made.sheetnames[0] == f"{SHEET} of this load"
    assert made[SHEET]["A1"].value == "Mine"


@pytest.mark.parametrize(
    ("path", "out", "said"),
    [
        ("a.xls", "b.xls", "cannot be annotated"),
        ("a.xlsx", "b.xlsm", "must end in '.xlsx'"),
        ("a.xlsx", "a.xlsx", "may not take the place"),
    ],
)
def test_what_cannot_be_written_is_explained(given, path, out, said):
    with pytest.raises(UserFacingError, match=said):
        annotate(given.with_name(path), [], given.with_name(out))


@pytest.fixture
def run(tmp_path):
    def invoke(*words):
        return CliRunner().invoke(main, [*map(str, words), "--store", str(tmp_path / "store")])

    return invoke


def test_a_load_marks_what_is_wrong_and_stores_nothing(run, tmp_path):
    bad = [[f"Z98{at:03d}", *GOOD[1:4], "forty", 40] for at in range(25)]
    path = workbook(tmp_path / "a.xlsx", {"Figures": [HEADER, GOOD, *bad]})
    out = tmp_path / "out.xlsx"
    done = run("load", path, "--dry-run", "--annotate", out, "--by", "A tester")

    assert done.exit_code == 1
    assert "25 cells marked" in done.output
    sheet = openpyxl.load_workbook(out)["Figures"]
    marked = [row for row in range(2, 28) if sheet[f"E{row}"].comment]
    assert marked == [*range(3, 28)]  # those beyond the listed ones too
    assert not (tmp_path / "store" / "current").exists()


def test_programs_are_told_the_cells(run, tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Figures": [HEADER, [*GOOD[:4], "forty", 40]]})
    told = json.loads(run("load", path, "--dry-run", "--json", "--by", "A tester").output)

    problem = told["files"][0]["problems"][0]
    assert (problem["sheet"], problem["rows"], problem["column"]) == ("Figures", [2], "Numerator")


def test_one_workbook_alone_is_annotated(run, tmp_path):
    paths = [workbook(tmp_path / f"{name}.xlsx", {"Figures": [HEADER, GOOD]}) for name in "ab"]
    done = run("load", *paths, "--dry-run", "--annotate", tmp_path / "out.xlsx", "--by", "A tester")

    assert done.exit_code == 1
    assert "give that one alone" in done.output
    assert not Path(tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("suffix", "out", "said"),
    [("csv", "out.xlsx", "cannot be annotated"), ("xlsx", "a.xlsx", "may not take the place"),
     ("xlsx", "taken.xlsx", "cannot be written")],
)  # fmt: skip
def test_a_copy_that_cannot_be_written_is_told_before_anything_is_published(
    run, tmp_path, suffix, out, said
):
    (tmp_path / "taken.xlsx").symlink_to(tmp_path / "no folder" / "out.xlsx")
    workbook(tmp_path / "a.xlsx", {"Figures": [HEADER, GOOD]})
    (tmp_path / "a.csv").write_text("\n".join(",".join(map(str, row)) for row in (HEADER, GOOD)))
    done = run("load", tmp_path / f"a.{suffix}", "--annotate", tmp_path / out, "--by", "A tester")

    assert done.exit_code != 0
    assert not (tmp_path / "store").exists()
    assert said in done.output


def test_the_problems_are_listed_as_they_stand_in_the_workbook(run, tmp_path):
    unknown = ["Z98001", "", "no_such_indicator", "2018/19", 30, 40]
    path = workbook(tmp_path / "a.xlsx", {"Figures": [HEADER, [*GOOD[:4], "forty", 40], unknown]})
    out = tmp_path / "out.xlsx"
    told = json.loads(run("load", path, "--annotate", out, "--json", "--by", "A").stdout)

    rows = [one["rows"][0] for one in told["files"][0]["problems"]]
    assert rows == sorted(rows) == [2, 3]
    listed = [row[2].value for row in openpyxl.load_workbook(out)[SHEET].iter_rows(min_row=2)]
    assert listed == ["E2", "C3"]
