"""Every fault of a column is told once, with what the file has and what was expected."""

import pandas as pd
import pytest

from pcdash.errors import SourceFileError
from pcdash.ingest.inspection import Inspection
from pcdash.ingest.spellings import read_dates, renamed


def told(inspection: Inspection) -> list[str]:
    return [one.sentence() for one in inspection.problems]


@pytest.mark.parametrize("text", ["1e400", "-1e400", "-1.5", "1.5", "many"])
def test_numbers_one_fault_a_cell(text):
    inspection = Inspection()
    values = inspection.numbers(pd.Series([text]), pd.Series([2]), column="N", whole=True)
    assert values.isna().all()
    assert len(inspection.problems) == 1


def test_require_tells_the_columns_by_their_names_in_the_file():
    inspection = Inspection()
    table = renamed(pd.DataFrame({"LIST_SIZE": ["1"], "row": [2]}), {"PATIENTS": ("LIST_SIZE",)})
    with pytest.raises(SourceFileError):
        inspection.require(["PATIENTS", "XYZ"], table)
    assert "found the columns LIST_SIZE;" in told(inspection)[0]


def test_unique_shows_the_two_figures_unless_they_are_not_to_be_shown():
    frame = pd.DataFrame({"code": ["a", "a"], "n": [10.0, 12.5], "row": [2, 7]})
    inspection = Inspection()
    inspection.unique(frame, ["code"])
    inspection.unique(frame, ["code"], shows_figures=False)
    shown, hidden = told(inspection)
    assert "found rows 2 and 7, with n 10 and 12.5;" in shown
    assert "found rows 2 and 7;" in hidden


@pytest.mark.parametrize(
    ("good", "example"),
    [("01JAN2020", "31JAN2021"), ("1-Sep-2020", "31-Jan-2021"), ("5/1/2015", "31/01/2021")],
)
def test_read_dates_example_is_written_as_the_column_is(good, example):
    inspection = Inspection()
    read_dates(inspection, pd.Series([good, "soon"]), pd.Series([2, 3]), column="D")
    assert told(inspection)[0].endswith(f"expected a date like {example}.")


def test_read_dates_that_are_required_may_not_be_blank():
    inspection = Inspection()
    read_dates(inspection, pd.Series([""]), pd.Series([2]), column="D", missing=())
    assert told(inspection)[0].startswith("row 2, column D: not a date; found nothing")


def test_what_is_meant_is_looked_for_of_the_first_values_and_the_others_are_counted(monkeypatch):
    asked = []

    def meant(value, known, titles):
        asked.append(value)
        return ""

    monkeypatch.setattr("pcdash.ingest.inspection.meant_value", meant)
    found = Inspection()
    text = pd.Series([f"x{number // 2}" for number in range(60)])
    found.known(text, pd.Series(range(2, 62)), ["good"], column="Indicator", kind="an indicator")

    assert (len(asked), len(found.problems)) == (20, 21)
    assert found.problems[-1].what == "20 more cells of Indicator that are not known"
    assert found.problems[-1].spot.rows == tuple(range(42, 62))
