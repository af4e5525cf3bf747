"""LibreOffice opens what we write, keeps the drop-downs, and what it saves is read back."""

import shutil
import subprocess

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from pcdash.definitions.catalogue import Catalogue, load_catalogue
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.layouts import LAYOUTS
from pcdash.ingest.reading import Problem, Spot
from pcdash.ingest.workbook_layout import FIGURES, LISTS
from pcdash.report.annotated import SHEET, annotate
from pcdash.report.export import write_export
from pcdash.report.template import write_template
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.export import build_export
from pcdash.viewmodels.template import FIELDS, TemplateContent, empty_content
from tests import builders as b
from tests.builders import catalogue, indicator, values
from tests.conftest import required
from tests.readings import errors, figures, read_as

SHARE = indicator("share_a")
CATALOGUE = catalogue(SHARE)


@pytest.fixture
def convert(tmp_path):
    """Opens a workbook in LibreOffice and saves it in another format."""
    office = shutil.which("soffice")
    required("LibreOffice", office is not None)

    def converted(path, suffix):
        folder = tmp_path / f"as-{suffix}"
        done = subprocess.run(
            [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
             "--convert-to", suffix, "--outdir", str(folder), str(path)],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return folder / f"{path.stem}.{suffix}"

    return converted


@pytest.fixture
def template(tmp_path):
    rows = values([
        {"indicator_id": "share_a", "area_code": code, "period": "2018/19", "numerator": 30,
         "denominator": 40}
        for code in ("Z99001", "Z99002")
    ])[list(FIELDS)]  # fmt: skip
    areas = {"Z99001": "Birch Surgery", "Z99002": "Ash Surgery"}
    path = tmp_path / "template.xlsx"
    write_template(TemplateContent("Nowhere", areas, (SHARE,), rows), CATALOGUE, path)
    return path


def test_drop_downs_look_ups_and_protection_survive(convert, template):
    back = convert(convert(template, "ods"), "xlsx")
    sheet = openpyxl.load_workbook(back)[FIGURES.sheet]
    shown = openpyxl.load_workbook(back, data_only=True)[FIGURES.sheet]

    lists = {str(one.sqref)[:2]: one for one in sheet.data_validations.dataValidation}
    assert lists["A2"].formula1.replace("'", "").startswith(f"{LISTS}!")
    assert lists["C2"].errorStyle == "stop"
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    # A blank cell is as its column; G and H are of one with F.
    assert not any(sheet.column_dimensions[letter].protection.locked for letter in "ACEFI")
    assert [shown["B2"].value, shown["B3"].value] == ["Birch Surgery", "Ash Surgery"]
    assert shown["D2"].value == "Share a (% of patients)"


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls", "csv"])
def test_what_libreoffice_saves_is_read_back(convert, template, suffix):
    if suffix == "csv":  # of which it saves the first sheet alone
        book = openpyxl.load_workbook(template)
        book.move_sheet(FIGURES.sheet, -1)
        book.save(template)
    defined = Catalogue({"share_a": SHARE}, {}, {}, {}, {})
    middle = template if suffix == "csv" else convert(template, "ods")
    path = middle if suffix == "ods" else convert(middle, suffix)
    reading = read_as("bi_workbook", path, FORMATS, catalogue=defined)

    assert errors(reading) == []
    assert figures(reading, "share_a") == {
        ("Z99001", "2018/19"): (30, 40), ("Z99002", "2018/19"): (30, 40)
    }  # fmt: skip


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_an_export_that_libreoffice_saved_is_known_to_be_unedited(convert, tmp_path, suffix):
    mean = indicator("mean_a", method="mean", denominator=None, multiplier=1)
    defined = b.catalogue(mean)
    # Fifteen digits of a number that has sixteen are rounded in more ways than one.
    rows = [
        {"indicator_id": "mean_a", "area_code": f"Z99{number:03d}", "period": "2018/19",
         "value": 42 + number / 45, "flag": "revised"}
        for number in range(450)
    ]  # fmt: skip
    snapshot = b.snapshot_of(tmp_path / "store", b.reading(values=rows), of=defined)
    path = tmp_path / "export.xlsx"
    write_export(build_export(context_of(snapshot, defined)), path)
    snapshot.close()

    reading = read_as("bi_workbook", convert(path, suffix), FORMATS, catalogue=defined)

    assert reading.skipped.startswith("No figure was edited: 450 rows are as exported")
    assert reading.problems == ()


def test_an_annotated_workbook_opens_with_its_marks(convert, template, tmp_path):
    problem = Problem("error", "too small", spot=Spot(FIGURES.sheet, (3,), "Numerator"))
    out = tmp_path / "annotated.xlsx"
    annotate(template, [problem], out)
    book = openpyxl.load_workbook(convert(convert(out, "ods"), "xlsx"))

    assert book.sheetnames[0] == SHEET
    assert "Too small" in book[FIGURES.sheet]["F3"].comment.text
    assert book[FIGURES.sheet]["F3"].fill.fgColor.rgb.endswith("F4B183")
    assert len(book[FIGURES.sheet].data_validations.dataValidation) == 5


def test_every_sheet_keeps_its_headings_and_drop_downs(convert, tmp_path):
    known = load_catalogue()
    content = empty_content(known, "Nowhere", ())
    content.areas["Z99001"] = "Birch Surgery"
    path = tmp_path / "all.xlsx"
    write_template(content, known, path)

    book = openpyxl.load_workbook(convert(convert(path, "ods"), "xlsx"))

    for layout in LAYOUTS:
        sheet = book[layout.sheet]
        assert [cell.value for cell in sheet[1]][: len(layout.names)] == [*layout.names]
        assert sheet.protection.sheet
        wanted = {
            get_column_letter(place)
            for place, column in enumerate(layout.columns, start=1)
            if column.kind in ("code", "indicator", "choice", "yes", "date", "number")
        }
        held = {
            "".join(filter(str.isalpha, str(part).split(":")[0]))
            for one in sheet.data_validations.dataValidation
            for part in one.sqref.ranges
        }
        assert wanted <= held, layout.sheet


def test_percentages_and_errors_are_seen_in_an_opendocument_workbook(convert, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Area code", "Indicator", "Period", "Value"])
    sheet.append(["Z99001", "share_a", "2018/19", 0.45])
    sheet["D2"].number_format = "0.0%"
    sheet.append(["Z99002", "share_a", "2018/19", "=1/0"])
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "shares.xlsx")

    path = convert(tmp_path / "shares.xlsx", "ods")
    reading = read_as("bi_workbook", path, FORMATS, catalogue=CATALOGUE)

    assert reading.values["value"].tolist() == [45]
    (told,) = errors(reading)
    assert "row 3, column Value: an error, and no value; found '#DIV/0!'" in told
    assert any("1 row of the sheet" in note and "hidden" in note for note in reading.notes)
