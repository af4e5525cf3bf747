"""What columns are likely to be: by their headings, or by what is in them; no key twice."""

from pcdash.ingest.likely_columns import likely_header, likely_meanings


def test_the_header_is_the_first_row_with_the_most_texts():
    rows = (("Figures of April",), (), ("ODS code", "Month", "Count"), ("F82001", "Apr 2019", 3))

    assert likely_header(rows) == 2


def test_meanings_by_headings():
    headings = ("ODS code", "Period ", "Count", "Remarks")

    found = likely_meanings(headings, [["x"], ["x"], ["3"], ["none"]])

    assert found == ("Area code", "Period", "Numerator", "")


def test_meanings_by_what_columns_hold():
    headings = ("Surgery", "When", "Seen", "Year", "Blank")
    cells = [["F82001", "Z99002"], ["Apr 2019", "Q3 2018/19"], ["12", "F82001"], ["2019"], []]

    assert likely_meanings(headings, cells) == ("Area code", "Period", "", "", "")


def test_no_two_columns_are_the_same_key():
    headings = ("Practice code", "ODS code", "Other")

    assert likely_meanings(headings, [["F82001"]] * 3) == ("Area code", "", "")
