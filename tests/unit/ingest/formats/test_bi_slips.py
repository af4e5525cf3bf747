"""What people easily write otherwise than it is meant: read as meant and said, or warned of."""

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.ingest import mapping as m
from pcdash.ingest.files import open_document, peek
from pcdash.ingest.formats.all_formats import FORMATS
from pcdash.ingest.mapping import Meaning, SheetMapping
from pcdash.ingest.recognition import recognise
from pcdash.store.snapshots import Store
from tests.damaged import workbook
from tests.readings import errors, read_as, warnings
from tests.workbook_sheets import FILLED, A

CATALOGUE = load_catalogue()
TOTAL = "1 row of the sheet {!r} is a total and was passed over, since totals are worked out: "


def read(tmp_path, sheet, *rows):
    names = [*dict.fromkeys(name for row in rows for name in row)]
    cells = [[row.get(name) for name in names] for row in rows]
    path = workbook(tmp_path / "a.xlsx", {sheet: [names, *cells]})
    return read_as("bi_workbook", path, FORMATS, catalogue=CATALOGUE)


def changed(sheet, row=0, **cells):
    return FILLED[sheet][row] | {name.replace("_", " "): held for name, held in cells.items()}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Area code": "Total"}, "row 3 of 'Total'."),
        ({"Area code": None, "Area name": "Grand total"}, "row 3 of 'Grand total'."),
        ({"Area code": "England"}, "row 3 of 'England'. A figure of England is loaded under its "
         "code, E92000001, where England is held."),
    ],
)  # fmt: skip
def test_a_row_of_totals_is_passed_over_and_said(tmp_path, cells, said):
    row = FILLED["Figures"][0]
    reading = read(tmp_path, "Figures", row | {"Area name": "A practice"}, row | cells)

    assert errors(reading) == []
    assert reading.values["area_code"].tolist() == [A]
    assert reading.notes == (TOTAL.format("Figures") + said,)


def test_many_rows_of_totals_are_one_note(tmp_path):
    row = FILLED["Figures"][0]
    totals = [row | {"Area code": one} for one in ("Total", "Mean", "England", "All", "Sum")]
    reading = read(tmp_path, "Figures", row, *totals)

    (said,) = reading.notes
    assert said.startswith("5 rows of the sheet 'Figures' are totals and were passed over, ")
    assert ": row 3 of 'Total', row 4 of 'Mean', row 5 of 'England' and 2 more. " in said


def test_dates_in_numbers_are_told_once_a_column_though_it_is_read_for_each_indicator(tmp_path):
    row = changed("Ratings", Period="01/10/2019", Published_on="", Inspected_on="")
    more = row | {"Area code": "Z99002", "Safe": None}
    told = read(tmp_path, "Ratings", more, row).problems

    assert [one.what for one in told] == ["dates in numbers are read day first"]
    assert told[0].spot.rows == (2, 3)


def test_dates_in_numbers_are_not_told_where_one_proves_their_order(tmp_path):
    row = changed("Ratings", Period="Oct 2019", Published_on="04/03/2019", Inspected_on="")
    other = row | {"Area code": "Z99002", "Published on": "13/04/2019"}

    assert len(warnings(read(tmp_path, "Ratings", row))) == 1
    assert warnings(read(tmp_path, "Ratings", row, other)) == []


def test_a_percentage_for_a_count_is_sent_to_a_column_that_there_is(tmp_path):
    told = errors(read(tmp_path, "Workforce", changed("Workforce", GPs_FTE="50%")))
    assert any("a percentage, where a count is wanted" in one for one in told)
    assert not any("'Value'" in one for one in told)

    figures = errors(read(tmp_path, "Figures", changed("Figures", Numerator="50%")))
    assert any("a percentage goes under 'Value'" in one for one in figures)


def test_a_row_of_totals_of_a_mapped_table_is_passed_over_too(tmp_path):
    path = workbook(tmp_path / "own.xlsx", {"Our own": [["Surgery", "Seen", "All"], [A, 3, 4],
                                                        ["TOTAL", 3, 4]]})  # fmt: skip
    said = SheetMapping(
        {"Surgery": Meaning("Area code"), "Seen": Meaning("Numerator"),
         "All": Meaning("Denominator")},
        "ld_health_checks", {open_document(path).sha256: "2018/19"},
    )  # fmt: skip
    store = Store(tmp_path / "store")
    m.remember(store, said)
    document = open_document(path)
    reading = recognise(peek(document), m.with_mapped(FORMATS, store)).read(document, CATALOGUE)

    assert reading.values["area_code"].tolist() == [A]
    assert reading.notes == (TOTAL.format("Our own") + "row 3 of 'TOTAL'.",)


@pytest.mark.parametrize(
    ("sheet", "column", "held"),
    [("Targets", "Target", 0.9), ("Trajectories", "Planned", 0.85),
     ("Locality plans", "Baseline", 0.4), ("Specification", "Coverage %", 0.5),
     ("Trigger results", "Level 1", 0.75), ("Trigger results", "Average", 1)],
)  # fmt: skip
def test_a_share_for_a_percentage_is_warned_of_wherever_a_percentage_is_wanted(
    tmp_path, sheet, column, held
):
    row = FILLED[sheet][0] | {"Level 2": 0.65} if sheet == "Trigger results" else FILLED[sheet][0]
    told = warnings(read(tmp_path, sheet, row | {column: held}))

    assert f"row 2, column {column}: a percentage of 1 or less; found {held:g}" in "".join(told)
    good = FILLED[sheet][0]
    assert not any("1 or less" in one for one in warnings(read(tmp_path, sheet, good)))


def test_a_small_percentage_with_its_sign_is_none_of_these(tmp_path):
    assert warnings(read(tmp_path, "Targets", changed("Targets", Target="0.9%"))) == []


@pytest.mark.parametrize("words", ["To be confirmed", "TBC", "tbc.", "to be agreed"])
def test_an_amount_to_be_confirmed_is_not_known_and_never_zero(tmp_path, words):
    reading = read(tmp_path, "Funding", changed("Funding", Amount=words))

    (row,) = reading.records["funding"].to_dict("records")
    assert errors(reading) == []
    assert row["amount"] != row["amount"], "not a number"
    assert row["amount_state"] == "To be confirmed"
    (told,) = warnings(reading)
    assert told.endswith("Read as not known, and never as zero.")
    assert "row 2, column Amount: an amount that is to be confirmed" in told


def test_an_amount_that_is_said_to_be_confirmed_in_words_is_none(tmp_path):
    row = changed("Funding", Amount="TBC", Amount_is="Confirmed")
    reading = read(tmp_path, "Funding", row)

    (told,) = errors(reading)
    assert "beside another word under 'Amount is'; found 'TBC'" in told
    assert warnings(reading) == []


@pytest.mark.parametrize(
    ("owner", "is_told"),
    [("Dr Sample", True), ("Ms. B Sample", True), ("Quality team", False), ("Public Health", False),
     ("Dr. on call", False), ("Locality Lead", False), ("NHS England", False),
     ("DR A SAMPLE", True), ("MR SAMPLE", True), ("Dr. sample", True), ("Dr  Sample", True),
     ("Dr Sample, Long Lane Surgery", True), ("Dr Sample at Long Lane Surgery", True),
     ("Dr Example's Practice", False), ("Sir Ludwig Guttmann Health Centre", False)],
)  # fmt: skip
def test_a_person_for_a_role_is_warned_of_without_the_name(tmp_path, owner, is_told):
    told = warnings(read(tmp_path, "Risks", changed("Risks", Owner=owner)))

    assert [("person's name" in one) for one in told] == [True] * is_told
    assert all("sample" not in one.casefold() for one in told)
