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
TOTAL = "was passed over: totals are worked out."


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
        ({"Area code": "Total"}, f"Row 3 of the sheet 'Figures' is of 'Total', and {TOTAL}"),
        ({"Area code": None, "Area name": "Grand total"},
         f"Row 3 of the sheet 'Figures' is of 'Grand total', and {TOTAL}"),
        ({"Area code": "England"},
         f"Row 3 of the sheet 'Figures' is of 'England', and {TOTAL} England's own figure is "
         "loaded under its code, E92000001."),
    ],
)  # fmt: skip
def test_a_row_of_totals_is_passed_over_and_said(tmp_path, cells, said):
    row = FILLED["Figures"][0]
    reading = read(tmp_path, "Figures", row | {"Area name": "A practice"}, row | cells)

    assert errors(reading) == []
    assert reading.values["area_code"].tolist() == [A]
    assert reading.notes == (said,)


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
    assert reading.notes == (f"Row 3 of the sheet 'Our own' is of 'TOTAL', and {TOTAL}",)


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

    assert any("no amount" in one for one in errors(read(tmp_path, "Funding", row)))


@pytest.mark.parametrize(
    ("owner", "is_told"),
    [("Dr Sample", True), ("Ms. B Sample", True), ("Quality team", False), ("Public Health", False),
     ("Dr. on call", False), ("Locality Lead", False), ("NHS England", False)],
)  # fmt: skip
def test_a_person_for_a_role_is_warned_of_without_the_name(tmp_path, owner, is_told):
    told = warnings(read(tmp_path, "Risks", changed("Risks", Owner=owner)))

    assert [("person's name" in one) for one in told] == [True] * is_told
    assert all("Sample" not in one for one in told)
