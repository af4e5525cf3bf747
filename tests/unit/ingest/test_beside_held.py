"""What is typed is checked beside what is held: each fault with its rows, and nothing else."""

import pytest

from pcdash.ingest.beside_held import problems_beside_held
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from tests import builders as b

ASTHMA = b.indicator("asthma")
VISITS = b.indicator("visits", method="rate", multiplier=1000, suppression="hospital_counts")
CATALOGUE = b.catalogue(ASTHMA, VISITS)
CODES = [f"Z99{number:03d}" for number in range(1, 7)]


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    areas = [
        {"area_code": code, "area_type": "practice", "area_name": f"PRACTICE {code[-1]}",
         "status": "closed" if code == CODES[5] else "open", "as_of": "2019-01-01",
         "closed": "2015-06-30" if code == CODES[5] else None}
        for code in CODES
    ]  # fmt: skip
    values = [_row(code, period="2014/15") for code in CODES]
    reading = b.reading(
        values=values, areas=areas, memberships=[b.in_ccg(code, b.NORTH) for code in CODES]
    )
    b.publish(folder, reading, of=CATALOGUE, names=["published.csv"])
    snapshot = open_snapshot(Store(folder))
    yield snapshot
    snapshot.close()


def _row(code, numerator=10, denominator=100, *, indicator="asthma", period="2016/17", **more):
    return {
        "indicator_id": indicator, "area_code": code, "period": period,
        "numerator": numerator, "denominator": denominator, **more,
    }  # fmt: skip


def _told(held, *rows):
    placed = [{"sheet": "Figures", "row": number, **row} for number, row in enumerate(rows, 2)]
    return problems_beside_held(b.reading(values=placed), held, CATALOGUE, format_id="bi_workbook")


def test_nothing_is_told_where_nothing_is_wrong(held):
    assert _told(held, *(_row(code, 11) for code in CODES[:5])) == ()


def test_a_code_that_nobody_has_is_an_error_with_the_nearest(held):
    (one,) = _told(held, *(_row(code) for code in [*CODES[:5], "Z99O03", "Z99O03"]))

    assert (one.severity, one.spot.rows, one.spot.column) == ("error", (7, 8), "Area code")
    assert one.expected.startswith("Z99003, PRACTICE 3")


@pytest.mark.parametrize("code", ["Z9900I", "z9900l", "Z99OO1"])
def test_a_letter_for_a_digit_is_seen_through(held, code):
    (one,) = _told(held, *(_row(code) for code in [*CODES[:5], code.upper()]))

    assert one.expected.startswith("Z99001, PRACTICE 1")


def test_practices_outside_of_the_place_are_warned_of_and_named(tmp_path):
    members = [b.in_ccg(code, b.NORTH) for code in CODES[:4]]
    reading = b.reading(values=[_row(code) for code in CODES], memberships=members)
    held = b.snapshot_of(tmp_path, reading, of=CATALOGUE)

    (one,) = _told(held, *(_row(code) for code in CODES))

    assert one.what == "2 practices are outside of the place"
    assert one.found == "2 figures of Z99005, Z99006"
    assert (one.severity, one.spot.rows, one.spot.column) == ("warning", (6, 7), "Area code")
    held.close()


def test_a_detail_of_a_hub_that_is_left_blank_stays_and_is_warned_of(tmp_path):
    hub = {
        "area_code": "BHR-H1",
        "area_type": "hub",
        "area_name": "A hub",
        "postcode": "RM1 1AA",
        "opened": "2019-04-01",
        "latitude": 51.5,
        "longitude": 0.1,
        "as_of": "2019-05-01",
    }
    held = b.snapshot_of(tmp_path, b.reading(values=[_row(CODES[0])], areas=[hub]), of=CATALOGUE)
    placed = hub | {"sheet": "Areas", "row": 2}

    def told(**changed):
        reading = b.reading(areas=[placed | changed])
        return problems_beside_held(reading, held, CATALOGUE, format_id="bi_workbook")

    assert told() == ()
    one, other = told(postcode=None, opened=None)
    assert (one.what, one.spot.column) == (
        "'Opened' of 1 area is left blank, and stays as it is held",
        "Opened",
    )
    assert (one.severity, one.spot.rows) == ("warning", (2,))
    assert one.expected == "1 Apr 2019, as it is held"
    assert (other.spot.column, other.expected) == ("Postcode", "RM1 1AA, as it is held")
    held.close()


def test_a_practice_that_had_closed_is_warned_of(held):
    (one,) = _told(held, *(_row(code) for code in CODES))

    assert (one.severity, one.spot.rows) == ("warning", (7,))
    assert one.found == "Z99006, closed on 30 June 2015"


def test_a_figure_that_was_published_differently_is_warned_of(held):
    rows = [_row(code, 12 if code == CODES[1] else 10, period="2014/15") for code in CODES[:5]]
    (one,) = _told(held, *rows)

    assert one.what == "1 figure of 'Asthma' contradicts what another file published"
    assert (one.found, one.spot.rows) == ("12 of Z99002 in 2014/15", (3,))
    assert one.expected == "10, as 'published.csv' has it"


@pytest.mark.parametrize(("numerator", "is_told"), [(30, True), (29, False), (3, True), (4, False)])
def test_a_jump_is_warned_of(held, numerator, is_told):
    told = _told(held, *(_row(code, numerator if code == CODES[0] else 10) for code in CODES[:5]))

    assert [one.spot.rows for one in told] == ([(2,)] if is_told else [])
    assert all(one.expected == "near 10, as in 2014/15" for one in told)


def test_practices_that_are_left_out_are_named_unless_most_are(held):
    (one,) = _told(held, *(_row(code) for code in CODES[:4]))
    assert one.found == "none of Z99005"
    assert _told(held, _row(CODES[0])) == ()


def test_a_practice_whose_figure_is_held_already_is_not_left_out(tmp_path):
    values = [_row(code, period=period) for code in CODES[:5] for period in ("2014/15", "2016/17")]
    reading = b.reading(values=values, memberships=[b.in_ccg(code, b.NORTH) for code in CODES])
    held = b.snapshot_of(tmp_path, reading, of=CATALOGUE)

    assert _told(held, *(_row(code) for code in CODES[:4])) == ()
    held.close()


def test_small_counts_are_told_without_a_figure(held):
    rows = [
        _row(code, size, 1000, indicator="visits")
        for code, size in zip(CODES, (0, 1, 7, 8), strict=False)
    ]
    (one,) = _told(held, *rows)

    assert one.what == "2 counts of 'Visits' are from 1 to 7"
    assert one.spot.rows == (3, 4)
    assert one.found == ""
