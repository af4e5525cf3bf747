"""What the values of a workbook do not tell: errors, formulas, percentages and hidden rows."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import SourceFileError
from pcdash.ingest import workbook_marks_child as child
from pcdash.ingest import workbook_xml, workbooks
from pcdash.ingest.workbook_marks import MODULE, ColumnMarks, read_marks


@pytest.fixture
def marked(tmp_path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "One & only"
    for cell, held in {"A1": "Value", "A2": 0.45, "A3": 0.45, "A4": 0.5, "B2": "=1+1"}.items():
        sheet[cell] = held
    sheet["A2"].number_format = "0%"
    sheet["A4"].number_format = '0.0%;"none"'
    sheet["A5"].number_format = "0%"  # and nothing in it
    sheet["A6"], sheet["A6"].number_format = 7, '0" %"'  # no percentage: the sign is a text
    sheet["C3"], sheet["C3"].data_type = "#REF!", "e"
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Second")["A1"] = "nothing special"
    path = tmp_path / "marked.xlsx"
    book.save(path)
    return path


def changed(path: Path, part: str, change) -> Path:
    """The workbook with the text of one of its parts changed."""
    out = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content.decode()) if name == part else content)
    return out


def test_what_cells_are_is_told_by_column_and_row(marked):
    found = read_marks(marked)

    assert list(found) == ["One & only", "Second"]
    assert found["One & only"].hidden == {3}
    assert found["One & only"].columns == {
        0: ColumnMarks(percentages=frozenset({2, 4})),
        1: ColumnMarks(not_worked_out=frozenset({2})),
        2: ColumnMarks(errors={3: "#REF!"}),
    }
    assert not found["Second"].columns
    assert not found["Second"].hidden


def test_a_formula_with_a_result_is_a_value_though_the_result_is_an_empty_text(marked):
    sheet = "xl/worksheets/sheet1.xml"
    for result in ("<v>2</v></c>", "<v></v></c>"):
        kind = ' t="str"' if result == "<v></v></c>" else ""

        def worked_out(text, result=result, kind=kind):
            text, times = re.subn(
                r'<c r="B2"[^>]*><f>1\+1</f><v ?/?>(?:</v>)?</c>',
                f'<c r="B2"{kind}><f>1+1</f>{result}',
                text,
            )
            assert times == 1
            return text

        assert 1 not in read_marks(changed(marked, sheet, worked_out))["One & only"].columns


def test_elements_with_a_prefix_and_cells_without_references_are_found(marked):
    def prefixed(text):
        text = re.sub(r'<c r="[A-Z]+\d+"', "<c", text)
        text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text)
        return text.replace("xmlns=", "xmlns:x=")

    found = read_marks(changed(marked, "xl/worksheets/sheet1.xml", prefixed))["One & only"]

    assert found.columns[0].percentages == {2, 4}
    assert found.hidden == {3}


CELLS = st.tuples(
    st.booleans(),  # has a reference
    st.sampled_from(["", ' s="1"', ' s="2"', ' s="12"']),
    st.sampled_from(["", ' t="n"', ' t="e"', ' t="str"']),
    st.sampled_from(["<v>5</v>", "<v></v>", "<f>A1</f><v>5</v>", "<f>A1</f>", "<v> </v>", ""]),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=4), st.sampled_from([1, 7, 64, 1024]))
def test_what_is_taken_out_before_the_parser_has_no_mark(rows, chunk):
    def cell(at, number, named, style, kind, content):
        reference = f' r="{chr(ord("A") + at)}{number}"' if named else ""
        return f"<c{reference}{style}{kind}>{content}</c>"

    def written(row, number):
        cells = "".join(cell(at, number, *parts) for at, parts in enumerate(row))
        return f'<row r="{number}">{cells}</row>'

    text = "".join(written(row, number) for number, row in enumerate(rows, start=1))
    found = []
    for cells in (child._plain_cells({"1", "2"}), None):
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w") as archive:
            archive.writestr("sheet.xml", f"<sheetData>{text}</sheetData>")
        with zipfile.ZipFile(kept) as archive, pytest.MonkeyPatch.context() as patch:
            patch.setattr(child, "_plain_cells", lambda _, cells=cells: cells)
            patch.setattr(workbook_xml, "CHUNK", chunk)
            found.append(child._Sheet("One", {"1", "2"}).read(archive, "sheet.xml"))

    assert found[0] == found[1]


def test_most_cells_are_taken_out_before_the_parser():
    plain = child._plain_cells({"3"})
    row = (
        b'<row r="2"><c r="A2" s="31" t="s"><v>7</v></c><c r="B2"><v>0.5</v></c>'
        b'<c r="C2" t="inlineStr"><is><t xml:space="preserve">a </t></is></c></row>'
    )

    assert plain.sub(b"", row) == b'<row r="2"></row>'


def test_xml_that_defines_entities_is_refused(marked):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'

    def harmful(text):
        head, mark, rest = text.partition("<worksheet")
        return f"{head}{laughs}{mark}{rest}"

    with pytest.raises(SourceFileError, match="damaged"):
        read_marks(changed(marked, "xl/worksheets/sheet1.xml", harmful))


def test_nothing_is_known_of_a_workbook_that_is_not_in_xml(tmp_path, marked):
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    other = tmp_path / "other.ods"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert read_marks(old) == {}
    assert read_marks(other) == {}


def test_a_file_that_changes_under_its_name_is_looked_at_again(marked, tmp_path):
    assert read_marks(marked)["One & only"].hidden
    plain = openpyxl.load_workbook(marked)
    plain["One & only"].row_dimensions[3].hidden = False
    plain.save(tmp_path / "plain.xlsx")
    shutil.copyfile(tmp_path / "plain.xlsx", marked)

    assert not read_marks(marked)["One & only"].hidden


@pytest.mark.parametrize("styles", [3, 5_000])
def test_a_workbook_of_many_styles_is_scanned_without_asking_each_cell_for_each(marked, styles):
    def many(text):
        more = '<xf numFmtId="9"/>' * styles
        return text.replace("</cellXfs>", f"{more}</cellXfs>")

    own = {str(number) for number in range(styles)}
    assert (child._plain_cells(own) is None) == (styles > child.STYLES_ASKED)
    assert read_marks(changed(marked, "xl/styles.xml", many)) == read_marks(marked)


def test_a_child_that_takes_too_long_is_ended(marked, monkeypatch):
    monkeypatch.setattr(workbooks, "SECONDS", 0.001)

    with pytest.raises(SourceFileError, match="given up: reading it took more than"):
        [*workbooks.child_lines(marked, MODULE, str(workbooks.MEMORY_BYTES))]
