"""The BI team's own workbook, as the template makes it and as people rearrange it."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from pcdash.definitions.catalogue import Catalogue
from pcdash.ingest.formats._written_periods import written_period
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.formats.bi_workbook import NOTHING_YET
from pcdash.ingest.workbook_layout import FIGURES
from tests.builders import indicator
from tests.damaged import workbook
from tests.readings import errors, figures, read_as, warnings, write_rows

DEFINED = Catalogue(
    {
        "share_a": indicator("share_a", frequency="quarter"),
        "rate_b": indicator("rate_b", method="rate", multiplier=1000, unit="per 1,000",
                            frequency="month"),
        "state_c": indicator("state_c", method="category", categories=("Yes", "No"),
                             favourable=("Yes",), rated=("Yes", "No"), aggregation="share"),
    },
    {}, {}, {}, {},
)  # fmt: skip
HEADER = [*FIGURES.names]
ROW = ["Z99001", "", "share_a", "", "Q3 2018/19", 40, 50, None, None]


def row(**changes):
    places = {"code": 0, "indicator": 2, "period": 4, "numerator": 5, "denominator": 6,
              "value": 7, "category": 8}  # fmt: skip
    made = list(ROW)
    for name, cell in changes.items():
        made[places[name]] = cell
    return made


def read(tmp_path, *rows, header=HEADER, above=(), more=None, name="a.xlsx"):
    sheets = {FIGURES.sheet: [*above, header, *rows], **(more or {})}
    path = workbook(tmp_path / name, sheets)
    return read_as("bi_workbook", path, FORMATS, catalogue=DEFINED)


def test_figures_and_categories_are_read_with_sheet_and_row(tmp_path):
    state = row(indicator="state_c", period="Q3 2018/19", numerator=None, denominator=None,
                category="Yes")  # fmt: skip
    reading = read(tmp_path, ROW, state)

    assert errors(reading) == []
    assert figures(reading, "share_a") == {("Z99001", "Q3 2018/19"): (40, 50)}
    last = reading.values.iloc[1]
    assert (last["category"], last["sheet"], last["row"]) == ("Yes", "Figures", 3)
    assert reading.part_of_whole


def test_columns_may_stand_elsewhere_below_a_title_and_among_others(tmp_path):
    header = ["Comment", "Count", "Population", "Period", "ODS code", "Indicator ID"]
    cells = ["so far", 40, 50, "Q3 2018/19", "z99001 ", "SHARE_A"]
    reading = read(
        tmp_path, cells, header=header, above=[["Access, our figures"], []],
        more={"Charts": [["Nothing here"]], "Notes": [["What this is"]]},
    )  # fmt: skip

    assert errors(reading) == []
    assert figures(reading, "share_a") == {("Z99001", "Q3 2018/19"): (40, 50)}
    assert reading.values["row"].tolist() == [4]
    assert reading.notes == ("The sheet 'Charts' has no table of figures and was passed over.",)


def test_a_table_of_text_is_read_as_well(tmp_path):
    path = write_rows(tmp_path / "a.csv", [HEADER, [cell or "" for cell in ROW]])
    reading = read_as("bi_workbook", path, FORMATS, catalogue=DEFINED)

    assert figures(reading, "share_a") == {("Z99001", "Q3 2018/19"): (40, 50)}


def test_rows_that_nobody_has_filled_in_are_passed_over(tmp_path):
    blank = row(numerator=None, denominator=None)

    assert read(tmp_path, blank).skipped == NOTHING_YET
    assert len(read(tmp_path, blank, ROW).values) == 1


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"code": "F82 001"}, "row 2, column Area code: not a known form of code; found 'F82 001'"),
        ({"code": None}, "row 2, column Area code: not a known form of code"),
        ({"indicator": "share_b"}, "row 2, column Indicator: an indicator is not known"),
        ({"period": "last year"}, "row 2, column Period: not a period; found 'last year'"),
        ({"period": None}, "row 2, column Period: not a period; found nothing"),
        ({"period": "2099/00"}, "row 2, column Period: a period that has not begun"),
        ({"numerator": "forty"}, "row 2, column Numerator: not a number; found 'forty'"),
        ({"numerator": 51}, "row 2, column Numerator: more than its denominator; found '51'"),
        ({"numerator": -1}, "row 2, column Numerator: too small; found '-1'"),
        ({"category": "Yes"}, "row 2, column Category: a category, and 'Share a' is a number"),
        ({"indicator": "state_c", "numerator": None, "denominator": None, "category": "Perhaps"},
         "row 2, column Category: not a category of 'State c'; found 'Perhaps'; expected Yes, No"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_cell(tmp_path, cells, said):
    assert any(
        said in one and "sheet 'Figures'" in one for one in errors(read(tmp_path, row(**cells)))
    )


def test_every_problem_is_told_at_once(tmp_path):
    reading = read(tmp_path, row(code="?"), row(period="?"), row(indicator="?"), row(numerator="?"))

    assert len(errors(reading)) == 4


def test_two_figures_for_one_key_are_a_problem_and_a_row_said_twice_is_not(tmp_path):
    assert len(read(tmp_path, ROW, ROW).values) == 1
    twice = errors(read(tmp_path, ROW, row(numerator=41)))
    assert len(twice) == 1
    assert "rows 2 and 3" in twice[0]


def test_percentages_that_look_like_shares_are_warned_of(tmp_path):
    shares = [row(code=f"Z9900{at}", numerator=None, denominator=None, value=at / 10)
              for at in (1, 4)]  # fmt: skip
    assert any("shares of 1" in one for one in warnings(read(tmp_path, *shares)))
    percentages = [row(code=f"Z9900{at}", numerator=None, denominator=None, value=at * 10)
                   for at in (1, 4)]  # fmt: skip
    assert warnings(read(tmp_path, *percentages)) == []


@pytest.mark.parametrize(
    ("text", "frequency", "label"),
    [
        ("2018/19", "year", "2018/19"),
        ("2018-19", "year", "2018/19"),
        ("2018–19", "year", "2018/19"),
        ("Apr-19", "month", "Apr 2019"),
        ("April 2019", "month", "Apr 2019"),
        ("Q3 2018/19", "quarter", "Q3 2018/19"),
        ("Q3 2018-19", "quarter", "Q3 2018/19"),
        ("2019-04-01", "month", "Apr 2019"),
        ("2019-04-01T00:00:00", "month", "Apr 2019"),
        ("2019-03-31", "quarter", "Q4 2018/19"),
        ("2019-04-01", "quarter", "Q1 2019/20"),
        ("2019-03-31", "year", "2018/19"),
        ("2019-03-31", "calendar", "2019"),
        ("2015-11-27", "day", "27 Nov 2015"),
        ("1 April 2019", "month", "Apr 2019"),
        ("1st April 2019", "quarter", "Q1 2019/20"),
        ("1 Apr 2019", "month", "1 Apr 2019"),
        ("27 Nov 2015", "year", "27 Nov 2015"),
        ("01/04/2019", "month", "Apr 2019"),
        ("01/04/2019", "day", "1 Apr 2019"),
        ("27 Nov 2015", "day", "27 Nov 2015"),
        ("2019-04-01T12:30:00", "month", "Apr 2019"),
        ("2019-13-01", "month", None),
        ("2018/20", "year", None),
        ("Apr", "month", None),
        ("", "year", None),
    ],
)
def test_periods_are_read_as_people_write_them(text, frequency, label):
    found = written_period(text, frequency)

    assert (found and found.label) == label


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2015-11-27", "1 date is read as the period that it lies in; found 2015-11-27, which is "
         "read as Q3 2015/16."),
        ("27 November 2015", "which is read as Q3 2015/16."),
        ("27 Nov 2015", "a day, where the other periods of the indicator are longer; found 27 Nov "
         "2015; expected a period such as Q3 2015/16. Read as that day"),
        ("Q3 2015/16", None),
    ],
)  # fmt: skip
def test_what_a_day_is_read_as_is_said(tmp_path, text, said):
    told = warnings(read(tmp_path, row(period=text)))

    assert [said in one for one in told] == [True] if said else told == []


def test_the_first_day_of_a_month_is_what_a_spreadsheet_makes_of_the_month(tmp_path):
    first, second = (row(indicator="rate_b", period=f"2019-04-0{day}") for day in (1, 2))

    assert warnings(read(tmp_path, first)) == []
    (told,) = warnings(read(tmp_path, second))
    assert "which is read as Apr 2019" in told


@pytest.mark.parametrize(("part", "column"), [("numerator", "Numerator"),
                                              ("denominator", "Denominator")])  # fmt: skip
def test_a_percentage_in_words_in_a_column_of_counts_is_told_as_one(tmp_path, part, column):
    (told,) = errors(read(tmp_path, row(**{part: "45%"})))

    assert told.startswith(f"sheet 'Figures', row 2, column {column}: a percentage, where a count")
    assert "found '45%'; expected a count of people or things; a percentage goes under" in told


@pytest.mark.parametrize("title", ["Share a", "share  A", "SHARE A (%)"])
def test_a_title_that_one_indicator_has_is_its_id(tmp_path, title):
    reading = read(tmp_path, row(indicator=title))

    assert errors(reading) == []
    assert figures(reading, "share_a") == {("Z99001", "Q3 2018/19"): (40, 50)}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Access", "'twice_d' or 'twice_e'"), ("Sharre a", "'share_a'"), ("rate_bb", "'rate_b'")],
)
def test_another_title_is_told_with_the_ids_that_may_be_meant(tmp_path, written, meant):
    twins = {one: indicator(one, title="Access") for one in ("twice_d", "twice_e")}
    catalogue = replace(DEFINED, indicators=DEFINED.indicators | twins)
    path = workbook(tmp_path / "a.xlsx", {FIGURES.sheet: [HEADER, row(indicator=written)]})
    (told,) = errors(read_as("bi_workbook", path, FORMATS, catalogue=catalogue))

    assert f"an indicator is not known (1 row); found {written.casefold()!r}; expected" in told
    assert f"expected {meant} or another known one" in told


def test_dates_in_numbers_are_read_day_first_which_is_said(tmp_path):
    reading = read(tmp_path, row(indicator="rate_b", period="01/04/2019"))

    assert figures(reading, "rate_b") == {("Z99001", "Apr 2019"): (40, 50)}
    (told,) = warnings(reading)
    assert told.startswith("sheet 'Figures', row 2, column Period: dates in numbers are read day")
    assert "found 01/04/2019, which is 1 Apr 2019" in told


def test_a_date_in_a_cell_is_the_period_of_its_indicator(tmp_path):
    cells = row(indicator="rate_b", period=date(2019, 4, 1))

    assert figures(read(tmp_path, cells), "rate_b") == {("Z99001", "Apr 2019"): (40, 50)}


def read_edited(tmp_path, edit, *rows, name="edited.xlsx", above=()):
    """The reading of a workbook that was changed as a person would change it in Excel."""
    path = workbook(tmp_path / name, {FIGURES.sheet: [*above, HEADER, *rows]})
    book = load_workbook(path)
    edit(book[FIGURES.sheet])
    book.save(path)
    return read_as("bi_workbook", path, FORMATS, catalogue=DEFINED)


def valued(value, **changes):
    return row(numerator=None, denominator=None, value=value, **changes)


def test_a_share_is_one_figure_as_45_as_45_per_cent_in_text_and_as_a_formatted_number(tmp_path):
    def edit(sheet):
        sheet["H4"].number_format = "0%"
        sheet["H5"].number_format = "0.0%"

    codes = [f"Z9900{number}" for number in range(1, 5)]
    given = [45, "45 %", 0.45, 0.07]
    rows = [valued(value, code=code) for value, code in zip(given, codes, strict=True)]
    reading = read_edited(tmp_path, edit, *rows)

    assert errors(reading) == warnings(reading) == []
    assert reading.values["value"].tolist() == [45, 45, 45, 7]  # 0.07 × 100 exactly


def test_a_percentage_of_what_is_no_percentage_is_refused(tmp_path):
    def edit(sheet):
        sheet["H2"].number_format = "0%"

    shown = valued(0.45, indicator="rate_b", period="Apr 2019")
    written = valued("12%", indicator="rate_b", period="Apr 2019", code="Z99002")
    reading = read_edited(tmp_path, edit, shown, written)

    assert [one.spot.rows for one in reading.problems] == [(2,), (3,)]
    assert (
        "column Value: a percentage; found '45.00%'; expected a number in the unit 'per 1,000'"
        in (errors(reading)[0])
    )


def test_shares_of_one_among_percentages_are_warned_of(tmp_path):
    def edit(sheet):
        sheet["H2"].number_format = "0%"

    codes = ["Z99001", "Z99002", "Z99003"]
    rows = [valued(0.45, code=code) for code in codes]
    reading = read_edited(tmp_path, edit, *rows)

    assert reading.values["value"].tolist() == [45, 0.45, 0.45]
    assert len(warnings(reading)) == 1
    assert "found values up to 0.45; expected 45 for 45%" in warnings(reading)[0]


def test_an_error_in_a_cell_is_told_and_not_taken_for_a_blank(tmp_path):
    def edit(sheet):
        for cell in ("F2", "A3"):
            sheet[cell], sheet[cell].data_type = "#REF!", "e"

    rows = [ROW, row(code="Z99002"), row(code="Z99003", numerator=60)]
    reading = read_edited(tmp_path, edit, *rows)

    found = [(one.spot.column, one.spot.rows, one.what) for one in reading.problems]
    assert found == [
        ("Area code", (3,), "an error, and no value"),
        ("Numerator", (2,), "an error, and no value"),
        ("Numerator", (4,), "more than its denominator"),
    ]
    assert all("'#REF!'" in one for one in errors(reading)[:2])


def test_a_formula_without_a_result_is_told_but_for_the_columns_that_are_not_read(tmp_path):
    def edit(sheet):
        sheet["F2"] = "=20+20"
        sheet["B2"] = '=IF(A2="","",A2)'

    reading = read_edited(tmp_path, edit, ROW)

    assert [one.spot.column for one in reading.problems] == ["Numerator"]
    assert "a formula whose result is not in the file" in errors(reading)[0]
    assert "open the workbook in Excel or LibreOffice and save it" in errors(reading)[0]


def test_an_error_above_the_table_is_nobodys_business(tmp_path):
    def edit(sheet):
        sheet["F1"], sheet["F1"].data_type = "#REF!", "e"

    assert errors(read_edited(tmp_path, edit, ROW, above=[["Our figures"]])) == []


def test_hidden_rows_and_sheets_are_read_and_said(tmp_path):
    def edit(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True  # and nothing in it
        sheet.parent.create_sheet("Front")
        sheet.sheet_state = "hidden"

    reading = read_edited(tmp_path, edit, ROW, row(code="Z99002"))

    assert len(reading.values) == 2
    assert set(reading.notes) == {
        "The sheet 'Figures' is hidden, and was read as well.",
        "1 row of the sheet 'Figures' is hidden, and was read as well.",
        "The sheet 'Front' has no table of figures and was passed over.",
    }
