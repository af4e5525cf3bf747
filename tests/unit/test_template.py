"""The BI team's template: made, filled in, loaded, made again with what is held, and edited."""

import openpyxl
import pytest
from click.testing import CliRunner

from pcdash.cli import main
from pcdash.ingest.workbook_layout import CODE, FIGURES, INDICATOR, LISTS, PERIOD
from pcdash.report.template import write_template
from pcdash.viewmodels.template import empty_content
from tests.builders import catalogue, indicator

CHECKS, HOURS = "ld_health_checks", "core_hours_open"
LISTS_OF_PATIENTS = (
    "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "GP_PRAC_PAT_LIST,01JAN2020,GP,07L,E38000004,Z99001,ZZ1 1AA,ALL,ALL,4000\n"
    "GP_PRAC_PAT_LIST,01JAN2020,GP,07L,E38000004,Z99002,ZZ1 1AB,ALL,ALL,5000\n"
)


@pytest.fixture
def run(tmp_path):
    def invoke(*words):
        return CliRunner().invoke(
            main, [*map(str, words), "--store", str(tmp_path / "store")], catch_exceptions=False
        )

    return invoke


@pytest.fixture
def begun(run, tmp_path):
    """A store of two practices, and a template of two indicators for them."""
    lists = tmp_path / "lists.csv"
    lists.write_text(LISTS_OF_PATIENTS, encoding="utf-8")
    assert run("load", lists, "--by", "A tester").exit_code == 0
    made = tmp_path / "template.xlsx"
    done = run("template", made, "--indicator", CHECKS, "--indicator", HOURS, "--period", "2018/19")
    assert done.exit_code == 0, done.output
    return made


def _column(name):
    return FIGURES.names.index(name) + 1


def _fill(path, **figures):
    """Write figures into the rows of an indicator, by the code of the practice."""
    book = openpyxl.load_workbook(path)
    sheet = book[FIGURES.sheet]
    for number in range(2, sheet.max_row + 1):
        code = sheet.cell(number, _column(CODE)).value
        if sheet.cell(number, _column(INDICATOR)).value == CHECKS and code in figures:
            for name, held in figures[code].items():
                sheet.cell(number, _column(name), held)
    book.save(path)


def _loaded(run, begun):
    _fill(begun, Z99001={"Numerator": 30, "Denominator": 40},
          Z99002={"Numerator": 45, "Denominator": 50})  # fmt: skip
    done = run("load", begun, "--by", "A tester")
    assert done.exit_code == 0, done.output
    return done


def test_the_template_has_a_row_a_practice_and_indicator_with_lists_and_protected_headings(begun):
    book = openpyxl.load_workbook(begun)
    sheet = book[FIGURES.sheet]

    assert [cell.value for cell in sheet[1]] == [*FIGURES.names]
    codes = [sheet.cell(number, 1).value for number in range(2, 6)]
    assert codes == ["Z99001", "Z99002", "Z99001", "Z99002"]
    assert {sheet.cell(number, _column(PERIOD)).value for number in range(2, 6)} == {"2018/19"}
    assert sheet.freeze_panes == "C2"
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert not sheet["A2"].protection.locked
    assert not sheet["F2"].protection.locked or not sheet.column_dimensions["F"].protection.locked
    kinds = {str(one.sqref).split("2:")[0]: one for one in sheet.data_validations.dataValidation}
    assert kinds["A"].formula1.startswith(f"{LISTS}!")
    assert kinds["C"].errorStyle == "stop"
    assert kinds["F"].type == "decimal"
    assert "VLOOKUP" in sheet["B2"].value
    assert book[LISTS]["A2"].value == "Z99001"


def test_what_is_filled_in_is_loaded_and_the_rest_is_passed_over(run, begun):
    done = _loaded(run, begun)

    assert "2 added, 0 changed, 0 removed" in done.output
    printed = run("values", "--indicator", CHECKS).output
    assert ",30,40,75," in printed.replace(".0", "")


def test_a_round_trip_changes_nothing_and_an_edited_cell_is_one_change(run, begun, tmp_path):
    _loaded(run, begun)
    again = tmp_path / "again.xlsx"
    assert run("template", again, "--indicator", CHECKS, "--current").exit_code == 0
    assert "0 added, 0 changed, 0 removed" in run("load", again, "--dry-run").output

    _fill(again, Z99002={"Numerator": 46})
    done = run("load", again, "--dry-run")
    assert "0 added, 1 changed, 0 removed" in done.output
    assert f"{CHECKS} of Z99002 in 2018/19: 90 to 92" in done.output


def test_limits_and_flags_that_are_held_are_written_and_come_back_unchanged(run, begun, tmp_path):
    book = openpyxl.load_workbook(begun)
    sheet = book[FIGURES.sheet]
    place = len(FIGURES.names) + 1
    for offset, name in enumerate(("Lower 95%", "Upper 95%", "Flag")):
        sheet.cell(1, place + offset, name)
    for column, held in (("Numerator", 30), ("Denominator", 40)):
        sheet.cell(2, _column(column), held)
    for offset, held in enumerate((60, 86.5, "provisional")):
        sheet.cell(2, place + offset, held)
    book.save(begun)
    assert "1 added, 0 changed" in run("load", begun, "--by", "A tester").output

    again = tmp_path / "again.xlsx"
    assert run("template", again, "--indicator", CHECKS, "--current").exit_code == 0
    names = [cell.value for cell in openpyxl.load_workbook(again)[FIGURES.sheet][1]]
    assert names[len(FIGURES.names) :] == ["Lower 95%", "Upper 95%", "Flag"]
    assert "0 added, 0 changed, 0 removed" in run("load", again, "--dry-run").output


def test_published_and_protected_figures_are_not_written_to_be_edited(run, begun, tmp_path):
    made = tmp_path / "other.xlsx"
    asked = ("--indicator", "registered_patients", "--indicator", "ae_attendances")
    assert run("template", made, *asked, "--current").exit_code == 0

    book = openpyxl.load_workbook(made)
    assert book[FIGURES.sheet]["A2"].value is None
    said = [row[1].value for row in book["Notes"].iter_rows() if row[0].value == "Note"]
    assert any("published by" in one for one in said)
    assert any("small counts are protected" in one for one in said)


def test_text_that_begins_like_a_formula_stays_text(tmp_path):
    known = catalogue(indicator("share_a"))
    content = empty_content(known, "=1+1 place", ["share_a"])
    content.areas["Z99001"] = "=HYPERLINK(1) SURGERY"
    write_template(content, known, tmp_path / "a.xlsx")

    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")[LISTS]["B2"]
    assert cell.data_type == "s"
    assert cell.value == "=HYPERLINK(1) SURGERY"


def test_without_a_store_the_template_has_the_definitions_alone(run, tmp_path):
    done = run("template", tmp_path / "a.xlsx")

    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book[LISTS]["A2"].value is None
    assert CHECKS in {cell.value for cell in book[LISTS]["D"]}
    assert "Categories" in {cell.value for cell in book[LISTS][1]}


@pytest.mark.parametrize("command", ["template", "export"])
@pytest.mark.parametrize(
    ("name", "said"),
    [("a.csv", "its name ends in .xlsx; got 'a.csv'"), ("none/a.xlsx", "There is no folder"),
     ("a folder.xlsx/a.xlsx", "There is no folder")],
)  # fmt: skip
def test_a_place_where_no_workbook_can_be_is_explained(run, tmp_path, command, name, said):
    done = run(command, tmp_path / name)

    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / name).exists()


def test_a_file_that_the_machine_refuses_is_explained(run, tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pcdash.cli.looking.write_template", refuse)
    done = run("template", tmp_path / "a.xlsx")

    assert done.exit_code == 1
    assert "cannot be written (Permission denied). Close it elsewhere" in done.output


def test_what_is_begun_is_counted_and_why_nothing_is(run, begun, tmp_path):
    one = run("template", tmp_path / "a.xlsx", "--indicator", CHECKS, "--current")
    every = run("template", tmp_path / "b.xlsx", "--current")

    assert "2 practices and 1 indicator to choose from, 0 rows of figures and" in one.output
    assert "note: Learning disability" in one.output
    assert "no figure is held, so it has no row." in one.output
    assert "note: No figure is held of what no published file has" in every.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--indicator", "ld_health_check"), "Did you mean 'ld_health_checks'"),
        (("--period", "last year"), "is not a period"),
        (("--place", "nowhere"), "There is no place 'nowhere'"),
    ],
)
def test_what_cannot_be_made_is_explained(tmp_path, words, said):
    done = CliRunner().invoke(
        main, ["template", str(tmp_path / "a.xlsx"), *words, "--store", str(tmp_path / "none")]
    )

    assert done.exit_code == 1
    assert said in done.output
    assert not (tmp_path / "a.xlsx").exists()
