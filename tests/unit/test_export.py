"""The export of every loaded figure: what leaves, what comes back unedited, and edited."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pcdash.cli import main
from pcdash.errors import NoDataError, UnknownIndicatorError
from pcdash.ingest.export_marks import GROUPS, marks_of, same_as_marked
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.load import load
from pcdash.ingest.sheet_rows import cell_text
from pcdash.ingest.undo import undo
from pcdash.ingest.workbook_layout import AS_EXPORTED, CODE, EXPORT, FIGURES, LIMITS, NAME, PERIOD
from pcdash.report.export import PROTECTED, export_bytes, unreadable, write_export
from pcdash.store.connection import open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.export import build_export, held_choices, too_large
from tests import builders as b

ENGLAND, FORMULA = "E92000001", "=1+1 ELM SURGERY"
RATINGS = ("Good", "Inadequate", "Not rated")
PUBLICATION = Publication("A tester")
CATALOGUE = b.catalogue(
    b.indicator("share_a"),
    b.indicator("rate_b", method="rate", multiplier=1000, unit="per 1,000"),
    b.indicator("mean_c", method="mean", multiplier=1, unit="score", aggregation="mean",
                denominator=None),
    b.indicator("rating_d", method="category", categories=RATINGS, favourable=("Good",),
                rated=RATINGS[:2], aggregation="share"),
    b.indicator("score_e", method="score", multiplier=1, unit="points", aggregation="mean"),
    b.indicator("attendances_f", method="rate", multiplier=1000, unit="per 1,000",
                suppression="hospital_counts"),
    of_place=b.place(),
)  # fmt: skip
CODES = ["Z99001", "Z99002", "Z99003"]


def _row(indicator_id, code="Z99001", period="2016/17", **figures):
    return {"indicator_id": indicator_id, "area_code": code, "period": period, "row": 2,
            **figures}  # fmt: skip


ROWS = [
    *b.lists(CODES, "2016/17"),
    _row("share_a", numerator=100, denominator=1000),
    _row("share_a", "Z99002", numerator=120, denominator=100),  # as published: more than all
    _row("share_a", "Z99003", flag="not_available"),
    _row("share_a", b.NORTH, numerator=5_000, denominator=40_000),
    _row("share_a", ENGLAND, value=12.3, lower_95=12.25, upper_95=12.35),
    _row("rate_b", numerator=225, denominator=433, value=519.6304849884527, lower_95=460.1,
         upper_95=585.2, lower_998=430.5, upper_998=619.7),
    # standardised: what the parts make is another figure
    _row("rate_b", "Z99002", numerator=10, denominator=100, value=88.8, flag="provisional"),
    _row("mean_c", value=0.1 + 0.2, flag="revised"),
    _row("mean_c", "Z99002", value=-7e-9),
    _row("rating_d", category="Good"),
    _row("rating_d", "Z99002", category="Not rated"),
    _row("score_e", numerator=559, value=559),
    _row("attendances_f", numerator=3, denominator=1000),
    _row("attendances_f", "Z99002", numerator=52, denominator=1000),
]  # fmt: skip
AREAS = [
    {"area_code": code, "area_type": "practice", "area_name": name, "status": "open",
     "as_of": "2016-01-01"}
    for code, name in zip(CODES, ("BIRCH SURGERY", FORMULA, "#N/A PRACTICE"), strict=True)
]  # fmt: skip
READABLE = 15


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "store"
    reading = b.reading(values=ROWS, areas=AREAS, memberships=[
        b.in_ccg(code, b.NORTH) for code in CODES
    ])  # fmt: skip
    b.publish(folder, reading, of=CATALOGUE, names=["published.csv"])
    return folder


def _export(folder, *indicators, **asked):
    snapshot = open_snapshot(Store(folder))
    held = export_bytes(build_export(context_of(snapshot, CATALOGUE), indicators, **asked))
    snapshot.close()
    return openpyxl.load_workbook(BytesIO(held))


def _cells(book, name=FIGURES.sheet):
    heading, *rows = [[cell.value for cell in row] for row in book[name].iter_rows()]
    return [dict(zip(heading, row, strict=True)) for row in rows]


def _edit(book, indicator_id, code, **cells):
    """Write into the row of an indicator and area; names with blanks for underscores."""
    sheet = book[FIGURES.sheet]
    for row in sheet.iter_rows(min_row=2):
        if (row[2].value, row[0].value) == (indicator_id, code):
            for name, held in cells.items():
                row[EXPORT.names.index(name)].value = held


def _load(folder, book, tmp_path, *, dry_run=True):
    path = tmp_path / "export.xlsx"
    book.save(path)
    return load([path], store=Store(folder), place=b.place(), catalogue=CATALOGUE,
                formats=FORMATS, publication=None if dry_run else PUBLICATION)  # fmt: skip


def _texts(report, severity="error"):
    return [one.sentence() for one in report.files[0].problems if one.severity == severity]


def test_an_unedited_export_changes_nothing_and_warns_of_nothing(store, tmp_path):
    report = _load(store, _export(store), tmp_path)

    assert not report.failed
    assert report.files[0].outcome == "skipped"
    assert report.files[0].problems == ()
    assert report.files[0].reason == (
        f"No figure was edited: {READABLE} rows are as exported, and passed over. Without the "
        "column 'As exported' all are read."
    )


def test_what_was_loaded_is_there_with_where_it_came_from_and_nothing_computed(store):
    rows = _cells(_export(store))

    assert len(rows) == READABLE
    assert {row[CODE] for row in rows} == {*CODES, b.NORTH, ENGLAND}
    rate = next(row for row in rows if (row["Indicator"], row[CODE]) == ("rate_b", "Z99001"))
    assert [rate[name] for name in ("Numerator", "Denominator", "Value", *LIMITS)] == [
        225, 433, 519.6304849884527, 460.1, 585.2, 430.5, 619.7,
    ]  # fmt: skip
    assert (rate["File"], rate["Load"], rate["Loaded by"]) == ("published.csv", 1, "A tester")
    assert rate["Row"] == 2
    mean = next(row for row in rows if (row["Indicator"], row[CODE]) == ("mean_c", "Z99001"))
    assert mean["Value"] == 0.1 + 0.2
    assert mean["Flag"] == "revised"


def test_protected_figures_leave_only_as_they_may_be_shown_and_are_never_read(store, tmp_path):
    book = _export(store)
    shown = {row["Area code (not read)"]: row for row in _cells(book, PROTECTED)}

    assert "attendances_f" not in {row["Indicator"] for row in _cells(book)}
    assert shown["Z99001"]["Numerator as shown"] is None
    assert shown["Z99001"]["Value as shown"] is None
    assert shown["Z99001"]["Flag"] == "suppressed"
    assert shown["Z99002"]["Numerator as shown"] == 50
    assert any("small counts" in str(row[1].value) for row in book["Notes"].iter_rows())

    column = [cell.value for cell in book[PROTECTED][1]].index("Numerator as shown") + 1
    book[PROTECTED].cell(2, column, 400)
    report = _load(store, book, tmp_path)
    assert report.files[0].outcome == "skipped"
    assert report.files[0].notes[0] == (
        f"The sheet {PROTECTED!r} has no table of figures and was passed over."
    )


EDITS = {
    "a numerator": ("share_a", "Z99001", {"Numerator": 101}),
    "a denominator": ("share_a", b.NORTH, {"Denominator": 41_000}),
    "a figure that is published as more than all": ("share_a", "Z99002", {"Numerator": 99}),
    "a flag beside a figure that is more than all": ("share_a", "Z99002", {"Flag": "estimated"}),
    "a figure where there was none": (
        "share_a", "Z99003", {"Numerator": 7, "Denominator": 70, "Flag": None},
    ),
    "another flag": ("share_a", "Z99003", {"Flag": "Not applicable"}),
    "a value with limits of its own": ("share_a", ENGLAND, {"Value": 12.31}),
    "a value far from its limits": ("share_a", ENGLAND, {"Value": 30}),
    "a limit": ("rate_b", "Z99001", {"Lower 95%": 461}),
    "a numerator beside its value": ("rate_b", "Z99001", {"Numerator": 226}),
    "a flag beside a value that does not follow": ("rate_b", "Z99002", {"Flag": None}),
    "the last digit of a value": ("mean_c", "Z99001", {"Value": 0.300000000000001}),
    "a value": ("mean_c", "Z99002", {"Value": -8e-9}),
    "a category": ("rating_d", "Z99002", {"Category": "Inadequate"}),
    "points": ("score_e", "Z99001", {"Numerator": 550}),
    "the value of points": ("score_e", "Z99001", {"Value": 550}),
    "a list": ("registered_patients", "Z99003", {"Value": 1_001}),
    "a cleared value": ("mean_c", "Z99001", {"Value": None, "Flag": None}),
    "a cleared category": ("rating_d", "Z99001", {"Category": None}),
    "cleared parts": ("share_a", "Z99001", {"Numerator": None, "Denominator": None}),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_cell_is_one_change(store, tmp_path, edit):
    indicator_id, code, cells = EDITS[edit]
    book = _export(store, indicator_id)
    _edit(book, indicator_id, code, **cells)

    report = _load(store, book, tmp_path)

    assert _texts(report) == []
    assert report.changes.figures.to_numpy().tolist() == [[indicator_id, "changed", 1]]
    assert report.value_changes[["area_code"]].to_numpy().tolist() == [[code]]


def test_all_edits_at_once_are_as_many_changes(store, tmp_path):
    book = _export(store)
    rows = {(indicator_id, code): cells for indicator_id, code, cells in EDITS.values()}
    for (indicator_id, code), cells in rows.items():
        _edit(book, indicator_id, code, **cells)

    report = _load(store, book, tmp_path)

    assert _texts(report) == []
    assert report.changes.count("changed") == len(rows)
    assert report.changes.count("added") + report.changes.count("removed") == 0


def test_a_value_that_an_edited_numerator_makes_another_is_worked_out(tmp_path, store):
    book = _export(store, "rate_b")
    _edit(book, "rate_b", "Z99001", Numerator=226)

    report = _load(store, book, tmp_path)

    (new,) = report.value_changes["new_value"]
    assert new == pytest.approx(1000 * 226 / 433)
    assert any("left with the limits of the figure before" in one
               for one in _texts(report, "warning"))  # fmt: skip


def test_a_cleared_figure_is_told_and_not_available(store, tmp_path):
    book = _export(store, "rating_d")
    _edit(book, "rating_d", "Z99001", Category=None)

    report = _load(store, book, tmp_path)

    assert any("1 figure cleared" in one for one in _texts(report, "warning"))


def _of_periods(tmp_path, *labels):
    """A store with the same figure of some periods."""
    folder = tmp_path / "store"
    rows = [_row("share_a", period=one, numerator=10, denominator=100) for one in labels]
    b.publish(folder, b.reading(values=rows, areas=AREAS), of=CATALOGUE)
    return folder


def test_a_figure_of_a_day_that_is_edited_stays_one_of_that_day(tmp_path):
    folder = _of_periods(tmp_path, "27 Nov 2015", "2015/16")
    book = _export(folder)
    for row in book[FIGURES.sheet].iter_rows(min_row=2):
        if row[EXPORT.names.index(PERIOD)].value == "27 Nov 2015":
            row[EXPORT.names.index("Numerator")].value = 12

    report = _load(folder, book, tmp_path)

    changes = report.value_changes[["period_label", "old_value", "new_value"]]
    assert changes.to_numpy().tolist() == [["27 Nov 2015", 10, 12]]


def test_a_row_whose_key_became_that_of_another_is_an_error_that_names_both(store, tmp_path):
    book = _export(store, "share_a")
    _edit(book, "share_a", "Z99001", **{CODE: "Z99002"})

    (told,) = _texts(_load(store, book, tmp_path))

    assert "row 4, column Area code: the key of another row, whose place it would take" in told
    assert f"or the edit in row 5 instead, Z99002 {FORMULA!r} in 2016/17" in told


@pytest.mark.parametrize("written", ["2015/16", "2015-16", "Apr 2015 to Mar 2016"])
def test_a_period_that_is_that_of_another_row_is_told_in_its_cell(tmp_path, written):
    folder = _of_periods(tmp_path, "2015/16", "2016/17")
    book = _export(folder)
    for row in book[FIGURES.sheet].iter_rows(min_row=2):
        if row[EXPORT.names.index(PERIOD)].value == "2016/17":
            row[EXPORT.names.index(PERIOD)].value = written

    (told,) = _texts(_load(folder, book, tmp_path))

    said = "not a period" if "to" in written else "the key of another row"
    assert f"column Period: {said}" in told


NAMESAKES = {"Z99001": "THE SURGERY", "Z99002": "THE SURGERY", "Z99003": "ELM"}


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("namesakes") / "store"
    areas = [{**AREAS[0], "area_code": code, "area_name": name} for code, name in NAMESAKES.items()]
    rows = [_row("mean_c", code, value=value)
            for value, code in enumerate(NAMESAKES, start=10)]  # fmt: skip
    b.publish(folder, b.reading(values=rows, areas=areas), of=CATALOGUE)
    return folder


@pytest.mark.parametrize("names", ["THE SURGERY", " the  surgery ", "", "Another spelling"])
def test_a_name_that_is_its_own_or_nobody_elses_is_no_warning(namesakes, tmp_path, names):
    book = _export(namesakes)
    _edit(book, "mean_c", "Z99001", Value=11, **{NAME: names})

    report = _load(namesakes, book, tmp_path)

    assert [one for one in _texts(report, "warning") if "beside" in one] == []
    assert report.changes.count("changed") == 1


def test_codes_that_were_sorted_apart_are_told_by_the_names_held(namesakes, tmp_path):
    book = _export(namesakes)
    cells = [row[0] for row in book[FIGURES.sheet].iter_rows(min_row=2)]
    codes = [cell.value for cell in cells]
    for cell, code in zip(cells, [*codes[1:], codes[0]], strict=True):
        cell.value = code

    told = [one for one in _texts(_load(namesakes, book, tmp_path), "warning") if "beside" in one]

    assert len(told) == 2  # the first two are namesakes
    assert "found Z99003 beside 'THE SURGERY'; expected Z99001 or Z99002." in told[0]
    assert "found Z99001 beside 'ELM'; expected Z99003." in told[1]


def test_as_many_problems_as_can_be_read_are_told_of_keys_and_codes(tmp_path):
    folder = tmp_path / "store"
    codes = [f"Z99{number:03d}" for number in range(60)]
    areas = [{**AREAS[0], "area_code": code, "area_name": f"SURGERY {code}"} for code in codes]
    rows = [_row("mean_c", code, value=5) for code in codes]
    b.publish(folder, b.reading(values=rows, areas=areas), of=CATALOGUE)
    book = _export(folder)
    cells = [row[0] for row in book[FIGURES.sheet].iter_rows(min_row=2)]
    for cell, other in zip(cells[::2], cells[1::2], strict=True):
        cell.value = other.value

    report = _load(folder, book, tmp_path)

    keys = [one for one in _texts(report) if "the key of another row" in one]
    names = [one for one in _texts(report, "warning") if "beside" in one]
    assert len(keys) == len(names) == 21
    assert "10 more cells of Area code" in keys[-1]
    assert "10 more codes beside names that are not theirs" in names[-1]


@pytest.mark.parametrize(("code", "meant"), [("Z99003", "Z99001"), ("Z99009", "Z99001")])
def test_a_code_that_is_not_that_of_its_name_is_warned_of(store, tmp_path, code, meant):
    book = _export(store, "share_a", "mean_c")
    _edit(book, "mean_c", "Z99001", **{CODE: code})

    told = _texts(_load(store, book, tmp_path), "warning")

    assert any(
        f"found {code} beside 'BIRCH SURGERY'; expected {meant}. It is read as {code}" in one
        for one in told
    )


def test_one_warning_tells_that_published_figures_are_contradicted(store, tmp_path):
    book = _export(store, "share_a")
    _edit(book, "share_a", "Z99001", Numerator=101)
    _edit(book, "share_a", b.NORTH, Numerator=5_001)

    told = _texts(_load(store, book, tmp_path), "warning")

    assert len(told) == 1
    assert "2 figures of 'Share a' contradict what another file published" in told[0]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Value": 400}, "not the value that its numerator and denominator give"),
        ({"Numerator": "many"}, "not a number"),
        ({"Flag": "guessed"}, "not a flag"),
        ({"Lower 95%": 600}, "a limit that does not hold its value"),
        ({"Upper 95%": None}, "no limit"),
        ({"Period": "2016/18"}, "not a period"),
    ],
)
def test_an_edit_that_cannot_be_right_is_told_in_its_cell(store, tmp_path, cells, said):
    book = _export(store, "rate_b")
    _edit(book, "rate_b", "Z99001", **cells)

    report = _load(store, book, tmp_path)

    assert report.failed
    (told,) = _texts(report)
    assert said in told
    assert "sheet 'Figures', row 2" in told
    assert f"column {next(iter(cells))}" in told


def test_without_the_marks_every_row_is_read_and_sound_ones_change_nothing(store, tmp_path):
    snapshot = open_snapshot(Store(store))
    sound = ("mean_c", "rating_d", "registered_patients", "score_e")
    held = export_bytes(build_export(context_of(snapshot, CATALOGUE), sound))
    snapshot.close()
    path = tmp_path / "a.xlsx"
    with ZipFile(BytesIO(held)) as before, ZipFile(path, "w") as after:
        for name in before.namelist():  # openpyxl would write 16 digits of a number that has 17
            after.writestr(name, before.read(name).replace(AS_EXPORTED.encode(), b"Some other"))

    report = load([path], store=Store(store), place=b.place(), catalogue=CATALOGUE,
                  formats=FORMATS, publication=None)  # fmt: skip

    assert report.files[0].outcome == "loaded"
    assert report.files[0].figures == 8
    assert report.changes.nothing


def test_what_was_loaded_meanwhile_stays_where_it_was_not_edited(tmp_path):
    folder = tmp_path / "store"
    rows = [_row("share_a", code, numerator=10, denominator=100) for code in CODES[:2]]
    b.publish(folder, b.reading(values=rows, areas=AREAS), of=CATALOGUE)
    book = _export(folder)
    later = _row("share_a", "Z99002", numerator=20, denominator=100)
    b.publish(folder, b.reading(values=[later]), of=CATALOGUE)
    _edit(book, "share_a", "Z99001", Numerator=11)

    _load(folder, book, tmp_path, dry_run=False)

    held = {row[CODE]: row["Numerator"] for row in _cells(_export(folder))}
    assert held == {"Z99001": 11, "Z99002": 20}


def test_figures_that_were_removed_or_undone_are_not_exported(tmp_path):
    folder = tmp_path / "store"
    codes = [f"Z99{number:03d}" for number in range(1, 12)]
    rows = [_row("share_a", code, numerator=10, denominator=100) for code in codes]
    b.publish(folder, b.reading(values=rows), of=CATALOGUE)
    fewer = [{**row, "numerator": 11} for row in rows[:-1]]  # a whole file without the last
    b.publish(folder, b.reading(values=fewer), of=CATALOGUE)
    assert {row[CODE] for row in _cells(_export(folder))} == {*codes[:-1]}

    undo(2, store=Store(folder), catalogue=CATALOGUE, publication=PUBLICATION)

    assert {row["Numerator"] for row in _cells(_export(folder))} == {10}
    assert {row["Load"] for row in _cells(_export(folder))} == {1}
    assert len(_cells(_export(folder))) == len(codes)


def test_rows_go_on_on_further_sheets_and_all_are_read(store, tmp_path):
    snapshot = open_snapshot(Store(store))
    content = build_export(context_of(snapshot, CATALOGUE))
    said = []
    written = write_export(
        content, tmp_path / "a.xlsx", rows_a_sheet=6, progress=lambda *now: said.append(now)
    )
    snapshot.close()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert book.sheetnames == ["Notes", "Figures", "Figures (2)", "Figures (3)", PROTECTED]
    assert (written.figures, written.sheets, written.protected) == (READABLE, 3, 2)
    assert [share for _, share in said] == sorted(share for _, share in said)
    assert _load(store, book, tmp_path).files[0].reason.startswith("No figure was edited: 15 rows")

    sheet = book["Figures (3)"]
    sheet.cell(2, EXPORT.names.index("Flag") + 1, "estimated")
    report = _load(store, book, tmp_path)
    assert report.changes.count("changed") == 1


def test_text_that_begins_like_a_formula_stays_text(store):
    sheet = _export(store)[FIGURES.sheet]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}

    assert cells[FORMULA].data_type == "s"
    assert cells[FORMULA].quotePrefix
    assert cells["#N/A PRACTICE"].data_type == "s"
    assert {row[4].number_format for row in sheet.iter_rows(min_row=2)} == {"@"}


def test_levels_and_periods_narrow_it_and_what_is_not_held_is_told(store):
    rows = _cells(_export(store, levels=["ccg"], periods=["2016/17"]))
    assert [row[CODE] for row in rows] == [b.NORTH]

    with pytest.raises(NoDataError, match=r"Held are the levels .*practice, in 2016/17"):
        _export(store, "share_a", periods=["2001/02"])
    with pytest.raises(UnknownIndicatorError, match="Did you mean 'share_a'"):
        _export(store, "share_b")


def test_the_notes_say_what_it_is_where_from_and_of_when(store):
    notes = {row[0].value: row[1].value for row in _export(store)["Notes"].iter_rows()}

    assert notes["Place"] == "Northam and Southam"
    assert notes["Source"] == "Nobody: Invented figures"
    assert (notes["Snapshot"], notes["Periods"]) == ("1", "2016/17")
    assert notes["Figures"] == f"{READABLE} of 7 indicators"
    assert "Illustrative data" not in notes


def test_illustrative_data_say_so(tmp_path):
    known = b.catalogue(b.indicator("share_a"), of_place=b.place(illustrative=True))
    known.sources["illustrative"] = known.sources["tests"]
    row = _row("share_a", numerator=1, denominator=10)
    snapshot = b.snapshot_of(tmp_path / "store", b.reading(values=[row]), of=known)
    content = build_export(context_of(snapshot, known))
    book = openpyxl.load_workbook(BytesIO(export_bytes(content)))
    snapshot.close()

    assert book["Notes"]["A1"].value == "Illustrative data"
    assert content.file_name == "illustrative_export"


def test_a_page_makes_no_more_than_a_visitor_waits_for(store, monkeypatch):
    snapshot = open_snapshot(Store(store))
    context = context_of(snapshot, CATALOGUE)
    content = build_export(context, ["share_a"])

    assert held_choices(context).labels["share_a"] == "Share a (5 figures)"
    assert content.label == "Download 5 figures of 1 indicator"
    assert too_large(content) is None
    monkeypatch.setattr("pcdash.viewmodels.export.MOST_ON_A_PAGE", 4)
    assert "python -m pcdash export" in too_large(content)
    snapshot.close()


@given(
    numbers=st.lists(
        st.none() | st.floats(allow_nan=False, allow_infinity=False), min_size=7, max_size=7
    ),
    words=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=5),
                   min_size=5, max_size=5),
    edited=st.sampled_from([name for group in GROUPS.values() for name in group]),
)  # fmt: skip
def test_a_mark_tells_any_edit_and_its_group_and_nothing_else(numbers, words, edited):
    headings = [name for group in list(GROUPS.values())[1:] for name in group]
    text = dict(zip(GROUPS["words"], words, strict=True)) | {
        name: "" if held is None else cell_text(held)
        for name, held in zip(headings, numbers, strict=True)
    }
    table = pd.DataFrame([text])
    marks = marks_of(table)
    assert same_as_marked(table, marks).all(axis=None)

    other = table.assign(**{edited: "17.25" if table[edited][0] != "17.25" else "17.26"})
    same = same_as_marked(other, marks).iloc[0]
    assert [group for group in GROUPS if not same[group]] == [
        group for group, names in GROUPS.items() if edited in names
    ]


def test_the_command_writes_it_and_says_what_it_came_to(tmp_path):
    lists = tmp_path / "lists.csv"
    lists.write_text(
        "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,"
        "NUMBER_OF_PATIENTS\n"
        "GP_PRAC_PAT_LIST,01JAN2020,GP,07L,E38000004,Z99001,ZZ1 1AA,ALL,ALL,4000\n",
        encoding="utf-8",
    )

    def run(*words: str | Path):
        store = ("--store", str(tmp_path / "store"))
        return CliRunner().invoke(main, [*map(str, words), *store])

    out = tmp_path / "out.xlsx"
    assert run("load", lists, "--by", "A tester").exit_code == 0
    done = run("export", out, "--level", "practice", "--period", "Jan 2020")
    assert done.exit_code == 0, done.output
    assert "1 figure of 1 indicator on 1 sheet." in done.output

    again = run("load", out, "--by", "A tester")
    assert again.exit_code == 0, again.output
    assert "No figure was edited: 1 row is as exported" in again.output

    refused = run("export", tmp_path / "b.xlsx", "--indicator", "registered_patient")
    assert refused.exit_code == 1
    assert "Did you mean 'registered_patients'" in refused.output
    assert not (tmp_path / "b.xlsx").exists()
    assert _cells(openpyxl.load_workbook(out))[0][PERIOD] == "Jan 2020"


def test_an_export_that_is_too_large_to_come_back_says_so(store, tmp_path, monkeypatch):
    _export(store).save(tmp_path / "a.xlsx")
    assert unreadable(tmp_path / "a.xlsx") is None

    monkeypatch.setattr("pcdash.report.export.UNPACKED_BYTES", 1_000)
    assert "export fewer at a time with --indicator" in unreadable(tmp_path / "a.xlsx")
