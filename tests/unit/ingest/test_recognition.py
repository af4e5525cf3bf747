"""A file is matched to one format by what it holds, or told what it looks like."""

import pytest

from pcdash.errors import PcdashError
from pcdash.ingest.files import Peek, open_document
from pcdash.ingest.formats.registry import Format
from pcdash.ingest.reading import Reading
from pcdash.ingest.recognition import recognise, unrecognised
from tests import damaged


def one_format(name: str, layout: str, *columns: str) -> Format:
    return Format(
        id=name,
        title=f"The {name} file",
        source="test",
        layout=layout,
        recognises=lambda peek: peek.has(*columns),
        read=lambda document, catalogue: Reading(),
    )


FORMATS = (
    one_format("prevalence", "CSV: PRACTICE_CODE, GROUP_CODE, REGISTER", "GROUP_CODE", "REGISTER"),
    one_format("lists", "CSV: PUBLICATION, ORG_CODE, NUMBER_OF_PATIENTS", "NUMBER_OF_PATIENTS"),
)


HEADINGS = ("Area code", "Indicator", "Aim", "By", "Owner", "Source")
ROW = ("BHR", "cqc_overall", "90", "Mar 2025", "Quality team", "A paper")


def told(tmp_path, peek: Peek, name: str = "a.csv") -> str:
    document = open_document(damaged.write(tmp_path / name, b"x"))
    return unrecognised(document, peek, FORMATS).sentence()


def test_recognise_one():
    peek = Peek("table", header=("practice_code", "group_code", "register"))
    assert recognise(peek, FORMATS) is FORMATS[0]


def test_recognise_none():
    assert recognise(Peek("table", header=("A", "B")), FORMATS) is None


def test_recognise_two_is_a_fault_of_the_formats():
    peek = Peek("table", header=("GROUP_CODE", "REGISTER", "NUMBER_OF_PATIENTS"))
    with pytest.raises(PcdashError, match="prevalence and lists both claim a file"):
        recognise(peek, FORMATS)


def test_unrecognised_table_names_its_columns_and_the_nearest_format(tmp_path):
    peek = Peek("table", header=("PRACTICE_CODE", "GROUP", "REGISTER_SIZE", "REGISTER"))
    sentence = told(tmp_path, peek)
    assert "a table with 4 columns: PRACTICE_CODE, GROUP, REGISTER_SIZE, REGISTER;" in sentence
    assert "one of the 2 published formats" in sentence
    assert "the nearest is The prevalence file (CSV: PRACTICE_CODE" in sentence


def test_unrecognised_renamed_columns_still_come_near(tmp_path):
    peek = Peek("table", header=("PUBLICATIONS", "ORG_CODES", "NUMBER_OF_PATIENT", "X"))
    assert "the nearest is" not in told(tmp_path, peek)  # three that are nearly there: 1.5
    peek = Peek("table", header=("PUBLICATION", "ORG_CODES", "NUMBER_OF_PATIENT", "X"))
    assert "the nearest is The lists file" in told(tmp_path, peek)


def test_unrecognised_says_nothing_of_formats_that_are_far(tmp_path):
    assert "nearest" not in told(tmp_path, Peek("table", header=("A", "B")))


def test_unrecognised_counts_columns_beyond_the_first(tmp_path):
    peek = Peek("table", header=tuple(f"C{number}" for number in range(30)))
    assert "30 columns: C0, C1, C2" in told(tmp_path, peek)
    assert "C11 and 18 more" in told(tmp_path, peek)


def test_unrecognised_workbook_names_its_sheets(tmp_path):
    peek = Peek("workbook", sheets={"Notes": (), "Data": ()}, what="an Excel workbook")
    assert "an Excel workbook with 2 sheets: Notes, Data;" in told(tmp_path, peek, "a.xlsx")


def test_unrecognised_geography_names_its_properties(tmp_path):
    peek = Peek("geography", properties=("parish",), what="a GeoJSON file")
    assert "a GeoJSON file with 1 property: parish;" in told(tmp_path, peek, "a.json")


def test_unrecognised_other_kind_under_a_name_of_data(tmp_path):
    peek = Peek("other", what="a PDF document")
    assert "a PDF document under a name that ends in .csv;" in told(tmp_path, peek)
    assert "found a PDF document;" in told(tmp_path, peek, "a.pdf")


def test_unrecognised_sentence_reads_as_one(tmp_path):
    sentence = told(tmp_path, Peek("table", header=("A", "B")))
    assert sentence.startswith("the file is of no known format; found a table with 2 columns: A, B")
    assert "; expected one of the 2 published formats that are known here." in sentence


@pytest.mark.parametrize(
    ("peek", "words"),
    [
        (Peek("workbook", sheets={"2019": (HEADINGS, ROW)}), "The sheet '2019' is nearly"),
        (Peek("table", header=HEADINGS, first_rows=(HEADINGS, ROW)), "The table is nearly"),
    ],
)
def test_unrecognised_workbook_of_the_bi_team_says_which_heading_it_lacks(tmp_path, peek, words):
    sentence = told(tmp_path, peek)
    assert f"{words} the sheet 'Targets' of the template; it lacks 'Target' (did" in sentence
    assert "it lacks 'Target' (did you mean 'Aim'?)" in sentence
