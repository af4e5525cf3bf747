"""A heading that was renamed, or left out, is told: no row is lost without a word."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.record_layouts import TARGETS
from pcdash.ingest.workbook_layout import FIGURES
from tests.damaged import workbook
from tests.readings import errors, read_as, warnings, write_rows
from tests.workbook_sheets import FILLED

GOOD = {
    "Ratings": [["Area code", "Period", "Overall"], ["Z99001", "Oct 2019", "Good"]],
}  # so that the workbook is known, whatever its other sheet has
KEYS = ["Area code", "Area name", "Indicator", "Indicator title", "Period"]


def filled(layout, **renamed):
    """The sheet of a layout with the row that the tests fill in, under other headings."""
    row = FILLED[layout.sheet][0]
    header = [renamed.get(name.replace(" ", "_"), name) for name in layout.names]
    return [header, [row.get(name) for name in layout.names]]


def read(tmp_path, sheet, rows):
    path = workbook(tmp_path / "a.xlsx", GOOD | {sheet: rows})
    return read_as("bi_workbook", path, FORMATS, catalogue=load_catalogue())


def missing(reading):
    """The headings that are told as missing, each with the one that may be meant."""
    return {
        one.what.split("'")[1]: one.advice.split("'")[1] if "Did you mean" in one.advice else ""
        for one in reading.problems
        if one.severity == "error" and "is missing" in one.what
    }


def test_a_sheet_of_figures_with_other_headings_is_refused_and_each_is_named(tmp_path):
    rows = filled(FIGURES, Numerator="Num", Denominator="Den", Period="Financial year")
    reading = read(tmp_path, "Figures", rows)

    assert missing(reading) == {
        "Period": "Financial year", "Numerator": "Num", "Denominator": "Den",
    }  # fmt: skip
    assert len(errors(reading)) == 3
    for one in errors(reading):
        assert one.startswith("sheet 'Figures': ")
        assert "found the headings Area code, Area name, Indicator," in one
    spots = [(one.spot.sheet, one.spot.rows, one.spot.column) for one in reading.problems]
    assert spots == [
        ("Figures", (1,), "Financial year"), ("Figures", (1,), "Num"), ("Figures", (1,), "Den"),
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", ["Targets", "Targets 2025", "What we aim at"])
def test_a_sheet_of_records_with_another_heading_is_refused_whatever_its_name(tmp_path, sheet):
    reading = read(tmp_path, sheet, filled(TARGETS, Target="Aim"))

    assert missing(reading) == {"Target": "Aim"}


def test_a_sheet_that_would_be_taken_for_another_is_refused(tmp_path):
    header = ["Area code", "Indicator", "Period", "Value", "Average", "L1", "L2", "Trigger raised"]
    reading = read(tmp_path, "Trigger results", [
        header, ["Z99001", "gpos_3", "Q4 2015/16", 70, 80, 75, 65, "Level 1"],
    ])  # fmt: skip

    assert {*missing(reading)} == {"Level 1", "Level 2"}


@pytest.mark.parametrize(
    ("header", "told"),
    [
        pytest.param([*KEYS, "Num", "Den"], ["the heading 'Numerator' is missing",
                     "the heading 'Denominator' is missing"], id="no column of figures"),
        pytest.param([*KEYS, "Upper", "Lower", "Category"], ["no column of figures is read"],
                     id="blank ones alone"),
    ],
)  # fmt: skip
def test_rows_with_keys_and_numbers_under_other_headings_are_refused(tmp_path, header, told):
    row = ["Z99001", "", "ld_health_checks", "", "2018/19", 30, 40]
    reading = read(tmp_path, "Data", [header, row + [None] * (len(header) - len(row))])

    assert [one.what for one in reading.problems if one.severity == "error"] == told


def test_what_may_be_a_heading_of_figures_is_told_as_those_that_there_are(tmp_path):
    header = [*KEYS, "Upper", "Lower", "Category"]
    row = ["Z99001", "", "ld_health_checks", "", "2018/19", 30, 40, None]
    found = next(one for one in read(tmp_path, "Data", [header, row]).problems)

    assert "so: Numerator or Denominator or Value;" in found.advice


EXTRA = ["Area code", "Indicator", "Period", "Value", "Target", "Owner", "Source"]
KEY = ["Z99001", "ld_health_checks", "2018/19"]


def test_figures_with_more_columns_than_are_asked_for_are_read_and_those_are_told(tmp_path):
    reading = read(tmp_path, "Data", [EXTRA, [*KEY, 75, 80, "Quality team", "A paper"]])

    assert errors(reading) == []
    assert {*reading.values["value"].dropna()} == {75}
    (found,) = reading.problems
    assert found.what == "3 columns of the sheet 'Targets' are not read"
    assert found.found == "'Target', 'Owner', 'Source'"
    assert (found.spot.rows, found.spot.column) == ((1,), "Target")


@pytest.mark.parametrize(
    ("sheet", "value"), [("Targets", 75), ("Data", None)], ids=["by its name", "without a figure"]
)
def test_targets_without_their_year_are_not_taken_for_figures(tmp_path, sheet, value):
    reading = read(tmp_path, sheet, [EXTRA, [*KEY, value, 80, "Quality team", "A paper"]])

    assert [*missing(reading)] == ["By"]


def test_a_text_file_of_another_layout_is_told_as_a_workbook_is(tmp_path):
    header = ["Area code", "Indicator", "Period", "Value", "Average", "L1", "L2", "Trigger raised"]
    row = ["Z99001", "gpos_3", "Q4 2015/16", 70, 80, 75, 65, "Level 1"]
    path = write_rows(tmp_path / "a.csv", [header, row])
    reading = read_as("bi_workbook", path, FORMATS, catalogue=load_catalogue())

    assert {*missing(reading)} == {"Level 1", "Level 2"}
    assert not any("sheet that is" in one for one in errors(reading))


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("Events", [["Date", "Event", "Venue"], ["1 May 2019", "Away day", "Hall"]]),
        ("Risks", [["Risk", "Likelihood", "Impact", "Owner"], ["Staffing", 3, 4, "Team"]]),
        ("Funding", [["Source", "Year", "2019 budget"], ["NHSE", "2018/19", 5]]),
        ("Figures", [["Indicator ID", "Area Code", "Area Name", "Category", "Time period", "Value",
                      "Count", "Denominator"],
                     [93088, "Z99001", "A", "", "2018/19", 75, 30, 40]]),
    ],
)  # fmt: skip
def test_a_sheet_of_the_authors_own_with_a_name_of_ours_is_passed_over_and_told(
    tmp_path, sheet, rows
):
    reading = read(tmp_path, sheet, rows)

    assert errors(reading) == []
    (found,) = reading.problems
    assert found.what == f"what may be the sheet {sheet!r} of the template was passed over"
    assert found.spot.rows == (1,)
    assert f"The sheet {sheet!r} has no table of figures and was passed over." in reading.notes


def test_rows_without_a_figure_and_with_numbers_elsewhere_are_told_beside_rows_that_have_one(
    tmp_path,
):
    header = ["Area code", "Indicator", "Period", "Value", "Seen", "Eligible", "Remark"]
    filled = [[f"Z9900{n}", *KEY[1:], None, 30, 40, ""] for n in (2, 3)]
    asked = ["Z99004", *KEY[1:], None, None, None, "to be asked"]
    reading = read(tmp_path, "Data", [header, [*KEY, 50, None, None, ""], *filled, asked])

    assert errors(reading) == []
    (found,) = reading.problems
    assert found.what.startswith("2 rows without a figure have a number")
    assert (found.found, found.spot.rows) == ("'Seen', 'Eligible'", (3, 4))


def test_a_column_that_is_nearly_known_is_told_at_its_heading(tmp_path):
    rows = [["Ours"], ["Area code", "Period", "Overall", "Safety"],
            ["Z99001", "Oct 2018", "Good", "Good"]]  # fmt: skip
    (found,) = read(tmp_path, "Ratings 2", rows).problems

    assert (found.expected, found.spot.rows, found.spot.column) == ("'Safe'", (2,), "Safety")


def test_figures_on_a_sheet_that_is_called_notes_are_not_lost_without_a_word(tmp_path):
    reading = read(tmp_path, "Notes", [["Area code", "Indicator", "Period", "Num"], [*KEY, 3]])

    assert missing(reading) == {"Numerator": "Num"}


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        pytest.param("Read me", [["How we count"], ["As the guidance says", "2019"]], id="notes"),
        pytest.param(
            "Codes", [["Code", "Name", "Month", "List size", "Dispensing"],
                      ["Z99001", "A", "Oct 2019", 4000, 12]],
            id="headings of many tables",
        ),
        pytest.param(
            "Comments", [["Area code", "Indicator", "Period", "Comment"],
                         ["Z99001", "ld_health_checks", "2018/19", "asked again"]],
            id="comments on figures",
        ),
        pytest.param("Areas", [["Map of the areas"], ["see the web site"]], id="a layout's name"),
        pytest.param("Targets", [[*TARGETS.names[:3], "Aim"]], id="no row"),
    ],
)  # fmt: skip
def test_foreign_sheets_are_passed_over(tmp_path, sheet, rows):
    reading = read(tmp_path, sheet, rows)

    assert (errors(reading), warnings(reading)) == ([], [])
    assert any(repr(sheet) in one for one in reading.notes)


def test_keys_without_figures_beside_a_column_of_the_authors_own_are_not_yet_filled_in(tmp_path):
    header = [*FIGURES.names, "Patients asked"]
    row = ["Z99001", "", "ld_health_checks", "", "2018/19", None, None, None, None, 17]
    reading = read(tmp_path, "Figures", [header, row])

    assert errors(reading) == []


def test_the_lists_of_a_template_alone_are_not_spoken_of(tmp_path):
    ours = read(tmp_path, "Lists", [["Area code", "Area name", "", "Indicator"], ["Z99001", "A"]])
    theirs = read(tmp_path, "Lists", [["Surgeries"], ["A"]])

    assert ours.notes == ()
    assert theirs.notes == ("The sheet 'Lists' has no table of figures and was passed over.",)


@pytest.mark.parametrize("value", ["", "x"])
def test_a_text_file_without_figures_yet_is_not_taken_for_one_with_other_headings(tmp_path, value):
    header = ["Area code", "Indicator", "Period", "Value", "Remark"]
    path = write_rows(tmp_path / "a.csv", [
        header, ["Z99001", "ld_health_checks", "2018/19", "", value],
    ])  # fmt: skip
    reading = read_as("bi_workbook", path, FORMATS, catalogue=load_catalogue())

    assert errors(reading) == []
    more = write_rows(tmp_path / "b.csv", [
        [*header[:4], "Num"], ["Z99001", "ld_health_checks", "2018/19", "", "12"],
    ])  # fmt: skip
    assert missing(read_as("bi_workbook", more, FORMATS, catalogue=load_catalogue())) == {
        "Numerator": "Num"
    }


def test_a_column_without_a_heading_and_an_empty_sheet_are_no_headings(tmp_path):
    rows = [["Area code", "Indicator", "Period", "Value", None, "Extra"],
            ["Z99001", "ld_health_checks", "2018/19", None, 12, "so"]]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", GOOD | {"Data": rows, "Lists": []})
    reading = read_as("bi_workbook", path, FORMATS, catalogue=load_catalogue())

    assert errors(reading) == []
