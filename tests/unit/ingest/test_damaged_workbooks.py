"""Good workbooks damaged in one way each: the expected problem in the expected cell, and the store
byte for byte as it was."""

import io
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import load
from pcdash.store.snapshots import Store
from tests import builders as b
from tests import damaged
from tests.workbook_sheets import bytes_of

ASTHMA = b.indicator("asthma", title="Asthma: how common")
RATING = b.indicator(
    "rating", method="category", aggregation="share", denominator=None,
    categories=("Good", "Inadequate"), favourable=("Good",), rated=("Good", "Inadequate"),
)  # fmt: skip
CATALOGUE = b.catalogue(ASTHMA, RATING)
CODES = [f"Z99{number:03d}" for number in range(1, 7)]
CLOSED = CODES[5]
HEADINGS = ("Area code", "Indicator", "Period", "Numerator", "Denominator", "Value", "Category")
A, I, P, N, D, V, C = HEADINGS  # noqa: E741 (one letter a column, as in a sheet)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("damaged") / "store"
    areas = [
        {"area_code": code, "area_type": "practice", "area_name": f"PRACTICE {code[-1]}",
         "status": "closed" if code == CLOSED else "open", "as_of": "2019-01-01",
         "closed": "2015-06-30" if code == CLOSED else None}
        for code in CODES
    ]  # fmt: skip
    values = [
        {"indicator_id": "asthma", "area_code": code, "period": "2015/16", "numerator": 10,
         "denominator": 100}
        for code in CODES[:5]
    ]  # fmt: skip
    members = [b.in_ccg(code, b.NORTH) for code in CODES]
    reading = b.reading(values=values, areas=areas, memberships=members)
    b.publish(folder, reading, of=CATALOGUE, names=["published.csv"])
    return folder


def _good():
    """Row 1 headings, rows 2 to 6 a practice each."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Figures"
    sheet.append(HEADINGS)
    for code in CODES[:5]:
        sheet.append((code, "asthma", "2016/17", 11, 100))
    return book


def _bytes(book):
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _load(store, path):
    return load(
        [path], store=Store(store), place=next(iter(CATALOGUE.places.values())),
        catalogue=CATALOGUE, formats=FORMATS, publication=None,
    )  # fmt: skip


def _sets(**cells):
    def damage(book):
        for reference, content in cells.items():
            book["Figures"][reference] = content

    return damage


def _adds(*row):
    return lambda book: book["Figures"].append(row)


def _without(column):
    return lambda book: book["Figures"].delete_cols(HEADINGS.index(column) + 1)


def _renamed(reference, heading):
    return _sets(**{reference: heading})


def _as_percentage(reference, content):
    def damage(book):
        book["Figures"][reference] = content
        book["Figures"][reference].number_format = "0%"

    return damage


def _hidden_row(book):
    book["Figures"].row_dimensions[3].hidden = True


def _hidden_sheet(book):
    copy = book.copy_worksheet(book["Figures"])
    for row in copy.iter_rows(min_row=2):
        row[2].value = "2017/18"
    copy.sheet_state = "hidden"


def _emptied(book):
    book["Figures"].delete_rows(2, 5)


def _formatted_only(book):
    book["Figures"].delete_rows(1, 6)
    for row in range(1, 400):
        book["Figures"].cell(row, 1).font = Font(bold=True)


def _two_sheets(book):
    copy = book.copy_worksheet(book["Figures"])
    copy.title = "More"
    copy["D2"] = 12


def _far_to_the_right(book):
    book["Figures"].insert_cols(1, 28)
    book["Figures"]["AC4"] = "#REF!"


def _text_far_to_the_right(book):
    book["Figures"].insert_cols(1, 28)
    book["Figures"]["AF2"] = "ten"


def _beside(book):
    book["Figures"]["AD1"] = "Remark"
    book["Figures"]["AD3"] = "see the other sheet"
    book["Figures"]["AE9"] = 17


def _as_a_count_in_per_cent(book):
    book["Figures"]["E2"] = 1
    book["Figures"]["E2"].number_format = "0%"


UNKNOWN = "the file is of no known format"
# name: (damage, severity, part of what is told, rows, column); rows None where no cell is meant
DAMAGE = {
    "an unknown code": (_sets(A3="Z99O02"), "error", "has this code", (3,), A),
    "a code in lower case that nobody has": (_sets(A3="z98001"), "error", "has this code", (3,), A),
    "a name for a code": (_sets(A3="PRACTICE 2"), "error", "code", (3,), A),
    "no code": (_sets(A4=None), "error", "code", (4,), A),
    "an error for a code": (_sets(A4="#REF!"), "error", "error", (4,), A),
    "an error beyond column Z": (_far_to_the_right, "error", "error", (4,), A),
    "text for a numerator beyond column Z": (
        _text_far_to_the_right, "error", "not a number", (2,), N,
    ),
    "a number for a code": (_sets(A2=99001), "error", "code", (2,), A),
    "a closed practice": (_sets(A2=CLOSED), "warning", "had closed", (2,), A),
    "a practice left out": (_sets(A6=CODES[0]), "warning", "has no figure in", None, None),
    "a practice twice": (
        _adds(CODES[0], "asthma", "2016/17", 12, 100), "error", "two different", (2, 7), "",
    ),
    "an unknown indicator": (_sets(B3="asthmma"), "error", "indicator is not known", (3,), I),
    "no indicator": (_sets(B3=None), "error", "indicator", (3,), I),
    "an error for an indicator": (_sets(B5="#NAME?"), "error", "error", (5,), I),
    "a word for a period": (_sets(C2="last year"), "error", "not a period", (2,), P),
    "an impossible year": (_sets(C2="2016/18"), "error", "not a period", (2,), P),
    "no period": (_sets(C6=None), "error", "period", (6,), P),
    "a period to come": (_sets(C2="2040/41"), "error", "has not begun", (2,), P),
    "a quarter for a year": (_sets(C2="Q9 2016/17"), "error", "not a period", (2,), P),
    "a number for a period": (_sets(C2=3), "error", "not a period", (2,), P),
    "text for a numerator": (_sets(D2="ten"), "error", "not a number", (2,), N),
    "text with a number": (_sets(D2="11 (est.)"), "error", "not a number", (2,), N),
    "a negative numerator": (_sets(D2=-1), "error", "too small", (2,), N),
    "more than all": (_sets(D2=101), "error", "more than its denominator", (2,), N),
    "an error for a numerator": (_sets(D3="#DIV/0!"), "error", "error", (3,), N),
    "a formula without a result": (_sets(D3="=1+10"), "error", "formula", (3,), N),
    "a percentage for a count": (_as_percentage("D2", 0.11), "error", "percentage", (2,), N),
    "a date for a count": (_sets(D2=datetime(2016, 4, 1)), "error", "not a number", (2,), N),
    "text for a denominator": (_sets(E2="many"), "error", "not a number", (2,), D),
    "a denominator of nothing": (_sets(E2=0), "error", "more than its denominator", (2,), N),
    "a percentage for a denominator": (
        _as_a_count_in_per_cent, "error", "percentage", (2,), D,
    ),
    "a negative denominator": (_sets(E2=-100), "error", "too small", (2,), D),
    "no denominator": (_sets(E2=None), "error", "no denominator", (2,), D),
    "no numerator": (_sets(D2=None), "error", "no numerator", (2,), N),
    "no figure at all": (_sets(D2=None, E2=None), "warning", "has no figure in", None, None),
    "a value that is not its parts": (_sets(F2=45), "error", "not the value", (2,), V),
    "text for a value": (_sets(F2="high"), "error", "not a number", (2,), V),
    "a value beyond a hundred": (
        _sets(D2=None, E2=None, F2=145), "error", "more than all", (2,), V,
    ),
    "a share among percentages": (
        _sets(D2=None, E2=None, F2=0.4, D3=None, E3=None, F3=45, D4=None, E4=None, F4=46),
        "warning", "1 or less", (2,), V,
    ),
    "an error for a value": (_sets(F2="#VALUE!"), "error", "error", (2,), V),
    "a category for a figure": (_sets(G2="Good"), "error", "categor", (2,), C),
    "an unknown category": (
        _adds(CODES[0], "rating", "2016/17", None, None, None, "Brilliant"),
        "error", "category", (7,), C,
    ),
    "a figure for a category": (
        _adds(CODES[0], "rating", "2016/17", 1, None, None, None),
        "error", "is a category", (7,), N,
    ),
    "a jump": (_sets(D2=45), "warning", "at least 3 times", (2,), ""),
    "a jump down": (_sets(D2=2), "warning", "at most a third", (2,), ""),
    "a contradicted figure": (_sets(C2="2015/16"), "warning", "contradicts", (2,), ""),
    "a hidden row": (_hidden_row, "note", "hidden", None, None),
    "a hidden sheet": (_hidden_sheet, "note", "hidden", None, None),
    "the sheet twice": (_two_sheets, "error", "two different", (2,), ""),
    "no column of codes": (_without(A), "error", UNKNOWN, None, None),
    "no column of periods": (_without(P), "error", UNKNOWN, None, None),
    "a column renamed": (_renamed("D1", "Numberator"), "error", "no numerator", (2,), N),
    "no rows": (_emptied, "reason", "nothing to load", None, None),
    "formats and nothing else": (_formatted_only, "error", UNKNOWN, None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_workbook_is_told_where_and_changes_nothing(store, tmp_path, name):
    damage, severity, what, rows, column = DAMAGE[name]
    book = _good()
    damage(book)
    path = tmp_path / "figures.xlsx"
    book.save(path)
    before = bytes_of(store)

    report = _load(store, path)

    assert bytes_of(store) == before
    (file,) = report.files
    if severity in ("note", "reason"):
        said = file.notes if severity == "note" else (file.reason,)
        assert any(what in one for one in said), said
        return
    found = [
        one for one in (*file.problems, *_as_problems(report.refusals))
        if one.severity == severity and what in one.what
        and (rows is None or (one.spot is not None and one.spot.rows == rows))
        and (column is None or (one.spot is not None and one.spot.column == column))
    ]  # fmt: skip
    assert found, [(one.severity, one.what, one.spot) for one in file.problems] + [file.reason]
    assert all(one.sentence().endswith((".", "?")) for one in file.problems)
    assert report.failed == (severity == "error")


def _as_problems(refusals):
    return [SimpleNamespace(severity="error", what=one, spot=None) for one in refusals]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda book: None, id="as it is"),
        pytest.param(lambda book: book["Figures"].insert_cols(1, 28), id="beyond column Z"),
        pytest.param(_beside, id="with data of its author's own beyond column Z"),
    ],
)
def test_the_good_workbook_is_good(store, tmp_path, change):
    path = tmp_path / "figures.xlsx"
    book = _good()
    change(book)
    book.save(path)

    (file,) = _load(store, path).files

    assert (file.outcome, file.problems, file.figures) == ("loaded", (), 5)


def _cut(content):
    return content[: len(content) // 2]


def _bomb(content):
    return _with_member(content, "xl/media/big.bin", b"0" * (600 * 1024 * 1024))


def _entities(content):
    entities = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'
    return _with_sheet(content, lambda xml: xml.replace("<worksheet", f"{entities}<worksheet", 1))


def _billion_laughs(content):
    """A numerator that would be a thousand million words, each level ten of the one below."""
    levels = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    entities = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{"".join(levels)}]>'
    cell = '<c r="D2" t="inlineStr"><is><t>&l9;</t></is></c>'

    def laugh(xml):
        laughing, cells = re.subn(r'<c r="D2"[^>]*><v>11</v></c>', cell, xml)
        assert cells == 1
        return laughing.replace("<worksheet", f"{entities}<worksheet", 1)

    return _with_sheet(content, laugh)


def _protected(content):
    with tempfile.TemporaryDirectory() as folder:
        return damaged.protected_workbook(Path(folder) / "figures.xlsx").read_bytes()


def _broken_xml(content):
    return _with_sheet(content, lambda xml: xml.replace("</row>", "", 1))


def _with_sheet(content, change):
    source = zipfile.ZipFile(io.BytesIO(content))
    name = "xl/worksheets/sheet1.xml"
    return _with_member(content, name, change(source.read(name).decode()).encode())


def _with_member(content, name, member):
    source, held = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for one in source.namelist():
            if one != name:
                made.writestr(one, source.read(one))
        made.writestr(name, member)
    return held.getvalue()


# name: (damage, parts of the one sentence that is told)
OTHER_KIND = (UNKNOWN, "under a name that ends in .xlsx")
FILES = {
    "cut off": (
        _cut,
        ("begins like a zip or an Excel workbook", "cut off or damaged", "copy it again"),
    ),
    "empty": (lambda content: b"", ("The file is empty",)),
    "text under the name of a workbook": (
        lambda content: b"Area code,Indicator\n",
        (*OTHER_KIND, "found a table with 2 columns: Area code, Indicator"),
    ),
    "noise": (
        lambda content: bytes(range(256)) * 40,
        (*OTHER_KIND, "found a binary file of no known kind"),
    ),
    "a zip bomb": (
        _bomb,
        ("The workbook was not opened", "unpack to more than", "made to fill the memory"),
    ),
    "entities": (_entities, ("looks like a workbook", "cannot be read as one", "save it as .xlsx")),
    "entities (billion laughs) in the sheet XML": (
        _billion_laughs,
        ("looks like a workbook", "cannot be read as one", "save it as .xlsx"),
    ),
    "broken XML": (
        _broken_xml,
        ("looks like a workbook", "cannot be read as one", "save it as .xlsx"),
    ),
    "a password": (_protected, ("protected with a password", "remove the password")),
    "an old Office file of another kind": (
        lambda content: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000,
        (*OTHER_KIND, "found an Office file of 2003 or before that is not a workbook"),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_refused_in_its_own_words_and_changes_nothing(store, tmp_path, name):
    path = tmp_path / "figures.xlsx"
    damage, told = FILES[name]
    path.write_bytes(damage(_bytes(_good())))
    before = bytes_of(store)

    report = _load(store, path)

    assert bytes_of(store) == before
    assert report.failed
    (one,) = report.files[0].errors
    for words in told:
        assert words in one.sentence()


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**9), st.floats(allow_nan=False, width=32),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
    st.sampled_from(["#N/A", "=A1", "1,5", "45%", "2016/17", "[x]", "-", " ", "Z99001"]),
)  # fmt: skip


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.dictionaries(st.tuples(st.integers(2, 8), st.integers(1, 7)), ODD, max_size=4))
def test_whatever_is_written_is_loaded_or_told_in_words(store, tmp_path_factory, cells):
    book = _good()
    for (row, column), content in cells.items():
        try:
            book["Figures"].cell(row, column).value = content
        except ValueError:  # what Excel cannot hold either
            return
    path = tmp_path_factory.mktemp("odd") / "figures.xlsx"
    book.save(path)
    before = bytes_of(store)

    report = _load(store, path)

    assert bytes_of(store) == before
    (file,) = report.files
    assert file.outcome in ("loaded", "refused", "skipped")
    assert all("unexpected fault" not in one.sentence() for one in file.problems)
    kept = load_workbook(path)["Figures"].max_row - 1
    assert file.figures <= kept
    assert Path(path).exists()
