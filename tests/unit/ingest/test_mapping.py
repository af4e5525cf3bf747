"""Workbooks of no known layout are read as somebody said, and so are later ones of their shape."""

import openpyxl
import pytest

from pcdash.errors import UnknownPeriodError, UserFacingError
from pcdash.ingest import mapping as m
from pcdash.ingest.files import open_document, peek
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.mapping import Meaning, SheetMapping
from pcdash.ingest.recognition import recognise
from pcdash.store.snapshots import Store
from tests.builders import catalogue, indicator
from tests.readings import errors

SHARE, RATE = indicator("share_a"), indicator("rate_b", method="rate", multiplier=1000.0)
KNOWN = catalogue(SHARE, RATE)
LONG = SheetMapping(
    {"Surgery": Meaning("Area code"), "When": Meaning("Period"), "Seen": Meaning("Numerator"),
     "All": Meaning("Denominator")},
    indicator="share_a",
)  # fmt: skip
WIDE = SheetMapping(
    {"Surgery": Meaning("Area code"), "When": Meaning("Period"),
     "Share": Meaning("Value", "share_a"), "Rate": Meaning("Value", "rate_b")},
)  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def book(path, *rows, title="April"):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def read(store, path):
    document = open_document(path)
    found = recognise(peek(document), m.with_mapped(FORMATS, store))
    return found and found.read(document, KNOWN)


def figures(reading):
    columns = ["indicator_id", "area_code", "period", "numerator", "denominator", "value"]
    return reading.values[columns].astype(object).where(reading.values[columns].notna(), None)


def test_a_file_is_unknown_until_it_is_said_what_its_columns_are(store, tmp_path):
    path = book(tmp_path / "a.xlsx", ["Our figures"], [],
                ["Surgery", "When", "Seen", "All", "Comment"],
                ["F82001", "2018/19", 30, 40, "fine"])  # fmt: skip
    assert read(store, path) is None

    m.remember(store, m.checked(LONG))

    reading = read(store, path)
    assert figures(reading).to_numpy().tolist() == [["share_a", "F82001", "2018/19", 30, 40, None]]
    assert reading.values["row"].tolist() == [4]
    assert reading.values["sheet"].tolist() == ["April"]


def test_a_later_file_of_the_shape_is_read_wherever_its_columns_stand(store, tmp_path):
    m.remember(store, LONG)
    path = book(tmp_path / "b.xlsx", ["All", "Seen", "Remark", "surgery ", "When"],
                [50, 20, "", "F82002", "Apr 2019"], title="May")  # fmt: skip

    assert figures(read(store, path)).to_numpy().tolist() == [
        ["share_a", "F82002", "Apr 2019", 20, 50, None]
    ]


def test_a_column_may_be_of_an_indicator_of_its_own(store, tmp_path):
    m.remember(store, WIDE)
    path = book(tmp_path / "c.xlsx", ["Surgery", "When", "Share", "Rate"],
                ["F82001", "2018/19", 75, 400], ["F82002", "2018/19", 80, None])  # fmt: skip

    assert sorted(map(tuple, figures(read(store, path)).to_numpy().tolist())) == [
        ("rate_b", "F82001", "2018/19", None, None, 400),
        ("share_a", "F82001", "2018/19", None, None, 75),
        ("share_a", "F82002", "2018/19", None, None, 80),
    ]


def test_the_period_of_a_whole_file_is_asked_for_each_file(store, tmp_path):
    columns = {"Surgery": Meaning("Area code"), "Seen": Meaning("Value")}
    first = book(tmp_path / "d.xlsx", ["Surgery", "Seen"], ["F82001", 30])
    second = book(tmp_path / "e.xlsx", ["Surgery", "Seen"], ["F82001", 31])
    for path, period in ((first, "2018/19"), (second, "2019/20")):
        assert read(store, path) is None
        said = SheetMapping(columns, "share_a", {open_document(path).sha256: period})
        m.remember(store, m.checked(said))
        assert read(store, path).values["period"].tolist() == [period]

    assert read(store, first).values["period"].tolist() == ["2018/19"], "what was said stays said"


def test_problems_name_the_columns_as_the_file_does(store, tmp_path):
    m.remember(store, LONG)
    path = book(tmp_path / "f.xlsx", ["Surgery", "When", "Seen", "All"],
                ["F82001", "2018/19", 50, 40], ["F8", "soon", "x", 40])  # fmt: skip

    reading = read(store, path)

    spots = {(one.spot.column, one.spot.rows) for one in reading.problems}
    assert spots == {("Seen", (2,)), ("When", (3,)), ("Seen", (3,))}
    assert any("sheet 'April', row 2, column Seen" in one for one in errors(reading))


def test_text_files_are_read_so_too(store, tmp_path):
    m.remember(store, LONG)
    path = tmp_path / "g.csv"
    path.write_text("When,Surgery,Seen,All\n2018/19,F82001,3,4\n", encoding="utf-8")

    assert figures(read(store, path)).to_numpy().tolist() == [
        ["share_a", "F82001", "2018/19", 3, 4, None]
    ]


def test_a_known_layout_and_the_larger_shape_come_first(store, tmp_path):
    m.remember(store, LONG)
    m.remember(store, SheetMapping({**LONG.columns, "Extra": Meaning("Value")}, "share_a"))
    ours = book(tmp_path / "h.xlsx", ["Area code", "Indicator", "Period", "Value"],
                ["F82001", "share_a", "2018/19", 3])  # fmt: skip
    more = book(tmp_path / "i.xlsx", ["Surgery", "When", "Seen", "All", "Extra"],
                ["F82001", "2018/19", 30, 40, 75])  # fmt: skip

    assert recognise(peek(open_document(ours)), m.with_mapped(FORMATS, store)).title != m.TITLE
    assert figures(read(store, more))["value"].tolist() == [75]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (SheetMapping({"a": Meaning("Period"), "b": Meaning("Value")}, "share_a"), "codes"),
        (SheetMapping({"a": Meaning("Area code"), "b": Meaning("Period")}, "x"), "have figures"),
        (SheetMapping({"a": Meaning("Area code"), "b": Meaning("Period"), "c": Meaning("Value")}),
         "which indicator"),
        (SheetMapping({"a": Meaning("Area code"), "c": Meaning("Value")}, "x"), "which period"),
        (SheetMapping({"a": Meaning("Area code"), "b": Meaning("Area code"), "p": Meaning("Period"),
                       "c": Meaning("Value")}, "x"), "said to be the same: Area code"),
    ],
)  # fmt: skip
def test_what_is_not_said_is_asked_for(mapping, said):
    with pytest.raises(UserFacingError, match=said):
        m.checked(mapping)


def test_a_period_that_is_none_is_refused():
    columns = {"a": Meaning("Area code"), "c": Meaning("Value")}
    with pytest.raises(UnknownPeriodError):
        m.checked(SheetMapping(columns, "share_a", {"sha": "soon"}))


def test_a_mapping_that_cannot_be_read_is_passed_over(store):
    m.remember(store, LONG)
    (store.mappings / "broken.json").write_text("{", encoding="utf-8")
    (store.mappings / "other.json").write_text('{"columns": {}}', encoding="utf-8")

    assert [one.shape for one in m.known(store)] == [LONG.shape]


def test_a_column_that_is_left_out_when_it_is_said_again_is_not_read_any_more(store, tmp_path):
    both = SheetMapping({**LONG.columns, "Rate": Meaning("Value", "rate_b")}, "share_a")
    headings = ["Surgery", "When", "Seen", "All", "Rate"]
    path = book(tmp_path / "j.xlsx", headings, ["F82001", "2018/19", 30, 40, 400])
    m.remember(store, both, headings)
    assert sorted(read(store, path).values["indicator_id"]) == ["rate_b", "share_a"]

    m.remember(store, LONG, headings)  # of the same sheet, without the column of the rate

    assert [one.shape for one in m.known(store)] == [LONG.shape]
    assert figures(read(store, path)).to_numpy().tolist() == [
        ["share_a", "F82001", "2018/19", 30, 40, None]
    ]


@pytest.mark.parametrize(
    ("mapping", "indicator_id", "parts"),
    [
        (LONG, "share_a", ("Seen", "All")),
        (LONG, "rate_b", ()),
        (WIDE, "rate_b", ("Rate",)),
        (SheetMapping({"Which": Meaning("Indicator"), "Seen": Meaning("Value")}), "rate_b",
         ("Seen",)),
    ],
)  # fmt: skip
def test_the_columns_of_an_indicator(mapping, indicator_id, parts):
    assert mapping.parts_of(indicator_id) == parts
