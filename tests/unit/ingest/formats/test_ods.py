"""The files of the Organisation Data Service, on hand-made files of fictional practices."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pcdash.ingest.formats.ods import FORMATS
from tests.readings import area, day, errors, known_as, parents, read_as, write_rows

PRACTICE = {
    0: "Z99001", 1: "TEST SURGERY", 2: "Y98", 3: "Q98", 4: "1 TEST STREET", 7: "TESTTOWN",
    9: "ZZ991AA", 10: "19740401", 12: "A", 13: "B", 14: "98Z", 15: "20130401",
    17: "000", 21: "0", 23: "98Z", 25: "4",
}  # fmt: skip
CCG = {
    0: "98Z", 1: "NHS TEST CCG", 2: "Y98", 3: "Q9Z", 4: "1 TEST STREET", 5: "TESTTOWN",
    9: "ZZ99 1AA", 10: "20130401", 11: "20210331", 21: "1",
}  # fmt: skip


def row_of(defaults: dict[int, str], width: int = 27, **changed: str) -> list[str]:
    """A row without a header; `c12="C"` changes the thirteenth column."""
    cells = defaults | {int(name[1:]): text for name, text in changed.items()}
    return [cells.get(place, "") for place in range(width)]


def practice(**changed: str) -> list[str]:
    return row_of(PRACTICE, **changed)


def closed_practice(**changed: str) -> list[str]:
    ended = {"c0": "Z99009", "c11": "20150930", "c12": "C", "c16": "20150930"}
    return practice(**(ended | changed))


def read_practices(tmp_path: Path, *rows: list[str]):
    return read_as("ods_practices", write_rows(tmp_path / "a.csv", rows), FORMATS)


def test_epraccur_gives_a_practice_with_its_details(tmp_path):
    reading = read_practices(tmp_path, practice(), closed_practice())

    assert errors(reading) == []
    surgery = area(reading, "Z99001")
    assert surgery["area_type"] == "practice"
    assert surgery["area_name"] == "TEST SURGERY"
    assert surgery["status"] == "open"
    assert surgery["address"] == "1 TEST STREET, TESTTOWN"
    assert surgery["postcode"] == "ZZ99 1AA"
    assert surgery["opened"] == day("1974-04-01")
    assert pd.isna(surgery["closed"])
    assert surgery["row"] == 1
    assert area(reading, "Z99009")["closed"] == day("2015-09-30")


@pytest.mark.parametrize(
    ("letter", "status"), [("A", "open"), ("C", "closed"), ("D", "dormant"), ("P", "proposed")]
)
def test_epraccur_says_the_status_in_words(tmp_path, letter, status):
    reading = read_practices(tmp_path, practice(c12=letter), closed_practice())
    assert area(reading, "Z99001")["status"] == status


def test_epraccur_is_as_of_its_latest_closure_and_not_of_openings_to_come(tmp_path):
    planned = practice(c0="Z99002", c10="20160104", c15="20160104")
    reading = read_practices(tmp_path, practice(), planned, closed_practice())
    assert set(reading.areas["as_of"]) == {day("2015-09-30")}


def test_epraccur_without_closures_is_as_of_its_latest_opening(tmp_path):
    reading = read_practices(tmp_path, practice(), practice(c0="Z99002", c10="20160104"))
    assert set(reading.areas["as_of"]) == {day("2016-01-04")}


def test_epraccur_gives_the_commissioner_from_the_join_date(tmp_path):
    reading = read_practices(tmp_path, practice(c15="20160406"), closed_practice())
    assert parents(reading, "Z99001", "ccg") == [("98Z", "2016-04-06", None, "2015-09-30")]
    assert parents(reading, "Z99009", "ccg") == [("98Z", "2013-04-01", "2015-09-30", "2015-09-30")]


def test_epraccur_closed_practice_without_a_left_date_left_when_it_closed(tmp_path):
    reading = read_practices(tmp_path, practice(), closed_practice(c16=""))
    assert parents(reading, "Z99009", "ccg")[0][2] == "2015-09-30"


def test_epraccur_join_date_of_a_primary_care_trust_starts_with_the_ccg(tmp_path):
    reading = read_practices(tmp_path, practice(c15="20011001"), closed_practice())
    assert parents(reading, "Z99001", "ccg")[0][1] == "2013-04-01"


def test_epraccur_gives_the_region_of_a_ccg_from_its_open_practices(tmp_path):
    before = closed_practice(c2="Y97")
    reading = read_practices(tmp_path, practice(), before)
    assert parents(reading, "98Z", "region") == [("Y98", None, None, "2015-09-30")]


def test_epraccur_leaves_the_region_open_where_practices_disagree(tmp_path):
    reading = read_practices(tmp_path, practice(), practice(c0="Z99002", c2="Y97"))
    assert parents(reading, "98Z", "region") == []


def test_epraccur_leaves_out_other_settings_and_wales_and_says_so(tmp_path):
    reading = read_practices(
        tmp_path,
        practice(),
        practice(c0="Z99002", c25="8"),
        practice(c0="VTZ99", c25="0"),
        practice(c0="W99001", c2="W00", c14="7A9"),
    )
    assert errors(reading) == []
    assert list(reading.areas["area_code"]) == ["Z99001"]
    assert reading.notes == (
        "Left out: 2 that are no GP practice (care homes, prisons, clinics …), 1 in Wales.",
    )


def test_epraccur_with_no_practice_is_named_and_skipped(tmp_path):
    reading = read_practices(tmp_path, practice(c25="8"))
    assert reading.skipped.startswith("No GP practice of England")
    assert reading.areas.empty


def test_epraccur_tells_every_problem_with_its_row(tmp_path):
    reading = read_practices(
        tmp_path,
        practice(),
        practice(c0="Z9900"),
        practice(c0="Z99003", c10="1974-13-01"),
        practice(c0="Z99004", c12="A", c11="19700101"),
        practice(c0="Z99005"),
        practice(c0="Z99005", c1="ANOTHER SURGERY"),
    )
    told = errors(reading)
    assert len(told) == 4
    assert told[0].startswith("row 3, column open date: not a date; found '1974-13-01'")
    assert told[1].startswith("row 2, column code: not a known form of code; found 'Z9900'")
    assert "(Z99005)" in told[2]
    assert told[3].startswith("row 4: the end is before the start; found 1974-04-01 to 1970-01-01")


def test_epraccur_unknown_status_is_told(tmp_path):
    reading = read_practices(
        tmp_path, practice(), practice(c0="Z99002"), practice(c0="Z99003", c12="X")
    )
    assert len(errors(reading)) == 1
    assert "row 3, column status: a status is not known" in errors(reading)[0]


def member(
    code: str = "Z99001", parent: str = "98Z", start: str = "20130401", end: str = ""
) -> list[str]:
    return [code, parent, "W", start, end, "0"]


def read_members(tmp_path: Path, *rows: list[str]):
    return read_as("ods_memberships", write_rows(tmp_path / "a.csv", rows), FORMATS)


def test_epcmem_gives_the_history_of_ccgs_only(tmp_path):
    reading = read_members(
        tmp_path,
        member(end="20160405"),
        member(parent="97Z", start="20160406"),
        member(parent="5Z9", start="20010401", end="20130331"),
        member(parent="4ZP99", start="19990401", end="20010331"),
        member(parent="96Z", start="20120401", end="20130331"),
        member(code="Z99002", parent="7A9"),
    )
    assert errors(reading) == []
    assert parents(reading, "Z99001", "ccg") == [
        ("98Z", "2013-04-01", "2016-04-05", "2016-04-05"),
        ("97Z", "2016-04-06", None, "2016-04-05"),
    ]
    assert len(reading.memberships) == 2
    assert reading.notes == (
        "3 memberships from before April 2013, when parents were primary care trusts, and 1 in "
        "what is no CCG (Welsh health boards) were left out.",
    )


def test_epcmem_takes_a_parent_code_of_five_characters(tmp_path):
    reading = read_members(tmp_path, member(parent="Z9Z9Z", start="20210401"))
    assert parents(reading, "Z99001", "ccg")[0][0] == "Z9Z9Z"


def test_epcmem_tells_dates_and_codes_that_are_none(tmp_path):
    reading = read_members(
        tmp_path,
        member(),
        member(code="Z99002"),
        member(code="Z99003"),
        member(code="??"),
        member(code="Z99005", start="soon"),
        member(code="Z99006", end="20120101"),
    )
    told = errors(reading)
    assert told[0].startswith("row 4, column code")
    assert told[1].startswith("row 5, column start date: not a date; found 'soon'")
    assert told[2].startswith("row 6: the end is before the start")
    assert len(told) == 3


def test_epcmem_contradiction_is_told(tmp_path):
    reading = read_members(tmp_path, member(), member(end="20150331"))
    assert len(errors(reading)) == 1
    assert "rows 1 and 2" in errors(reading)[0]


def ccg(**changed: str) -> list[str]:
    return row_of(CCG, **changed)


def read_ccgs(tmp_path: Path, *rows: list[str]):
    return read_as("ods_ccgs", write_rows(tmp_path / "a.csv", rows), FORMATS)


def test_eccg_gives_ccgs_with_region_and_stp_as_seen_at_their_end(tmp_path):
    current = ccg(c0="Z9Z9Z", c1="NHS TEST ICB - Z9Z9Z", c10="20210401", c11="")
    reading = read_ccgs(tmp_path, ccg(), current)
    assert errors(reading) == []
    assert area(reading, "98Z")["status"] == "closed"
    assert area(reading, "98Z")["address"] == "1 TEST STREET, TESTTOWN"
    assert area(reading, "Z9Z9Z")["status"] == "open"
    assert area(reading, "Z9Z9Z")["area_type"] == "ccg"
    assert parents(reading, "98Z", "region") == [("Y98", None, None, "2021-03-31")]
    assert parents(reading, "98Z", "stp") == [("Q9Z", None, None, "2021-03-31")]
    assert parents(reading, "Z9Z9Z", "stp") == [("Q9Z", None, None, "2021-04-01")]


def test_eccg_leaves_out_hubs_and_reporting_entities_but_dates_itself_by_them(tmp_path):
    reading = read_ccgs(
        tmp_path,
        ccg(),
        ccg(c0="97Z", c1="TEST COMMISSIONING HUB", c11=""),
        ccg(c0="Z9Z9Y", c1="TESTTOWN - SUB-ICB REPORTING ENTITY", c10="20240401", c11=""),
    )
    assert list(reading.areas["area_code"]) == ["98Z"]
    assert reading.notes[0].startswith("2 regional teams and boroughs")
    assert area(reading, "98Z")["as_of"] == day("2024-04-01")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["a", "b"], ["1", "2"]], id="another table"),
        pytest.param([[str(number) for number in range(27)]], id="27 columns of something else"),
        pytest.param([["Z99001", "98Z", "W", "2013", "", "0"]], id="6 columns, no dates"),
        pytest.param([practice()[:20]], id="epraccur cut off"),
    ],
)
def test_other_tables_are_not_taken_for_ods(tmp_path, rows):
    assert known_as(write_rows(tmp_path / "a.csv", rows), FORMATS) == []


def test_one_bad_cell_does_not_hide_what_the_file_is(tmp_path):
    rows = [practice(), practice(c0="Z99002", c10="soon"), practice(c0="Z99003")]
    assert known_as(write_rows(tmp_path / "a.csv", rows), FORMATS) == ["ods_practices"]


NETWORKS = [
    "PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Sub ICB Location", "Open Date",
    "Close Date", "Address Line 1", "Postcode",
]  # fmt: skip
PARTNERS = [
    "Partner\nOrganisation\nCode", "Partner\nName", "Practice\nParent\nSub ICB Loc Code",
    "Practice\nParent\nSub ICB Loc Name", "PCN Code", "PCN Name", "PCN Parent\nSub ICB Loc Code",
    "PCN Parent\nSub ICB Loc Name", "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date", "Practice Sub ICB Loc and PCN Sub ICB Loc Match ",
]  # fmt: skip
TEST_NETWORK = [
    "U99001", "TEST PCN", "98Z", "NHS TEST ICB - 98Z", "20191001", "", "1 TEST STREET", "ZZ99 1AA",
]  # fmt: skip


def network(code: str = "U99001", **changed) -> list:
    row = [code, *TEST_NETWORK[1:]]
    for name, cell in changed.items():
        row[NETWORKS.index(name.replace("_", " "))] = cell
    return row


def partner(code="Z99001", pcn="U99001", start="20191001", end="", ccg="98Z") -> list:
    icb = f"NHS TEST ICB - {ccg}"
    return [code, "TEST SURGERY", ccg, icb, pcn, "TEST PCN", ccg, icb, start, end, True]


def write_networks(
    path: Path, networks: list[list], partners: list[list], *, headers=(NETWORKS, PARTNERS)
) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    _add_sheet(book, "PCNDetails", [headers[0], *networks])
    _add_sheet(book, "PCN Core Partner Details", [headers[1], *partners])
    book.save(path)
    return path


def _add_sheet(book: openpyxl.Workbook, title: str, rows: list[list]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)


def read_networks(tmp_path: Path, networks: list[list], partners: list[list], **options):
    path = write_networks(tmp_path / "a.xlsx", networks, partners, **options)
    return read_as("ods_networks", path, FORMATS)


def test_epcn_gives_networks_and_the_history_of_their_practices(tmp_path):
    closed = network("U99002", **{"Close_Date": "20200331"})
    reading = read_networks(
        tmp_path,
        [network(), closed],
        [
            partner(pcn="U99002", end="20200331"),
            partner(start="20200401"),
        ],
    )
    assert errors(reading) == []
    assert area(reading, "U99001")["area_type"] == "pcn"
    assert area(reading, "U99001")["area_name"] == "TEST PCN"
    assert area(reading, "U99002")["status"] == "closed"
    assert area(reading, "Z99001")["area_name"] == "TEST SURGERY"
    assert parents(reading, "Z99001", "pcn") == [
        ("U99002", "2019-10-01", "2020-03-31", "2020-04-01"),
        ("U99001", "2020-04-01", None, "2020-04-01"),
    ]
    assert parents(reading, "Z99001", "ccg") == [("98Z", None, None, "2020-04-01")]
    assert parents(reading, "U99001", "ccg") == [("98Z", None, None, "2020-04-01")]
    assert parents(reading, "U99002", "ccg") == [("98Z", None, None, "2020-03-31")]
    sheets = reading.memberships.drop_duplicates("parent_type")["sheet"]
    assert set(sheets) == {"PCN Core Partner Details", "PCNDetails"}


def test_epcn_says_nothing_of_the_ccg_of_a_practice_that_left(tmp_path):
    reading = read_networks(tmp_path, [network()], [partner(end="20200331")])
    assert parents(reading, "Z99001", "ccg") == []


def test_epcn_takes_the_names_of_before_july_2022(tmp_path):
    networks = [name.replace("Sub ICB Loc Code", "CCG Code") for name in NETWORKS]
    partners = [name.replace("Sub ICB Loc", "CCG") for name in PARTNERS]
    reading = read_networks(tmp_path, [network()], [partner()], headers=(networks, partners))
    assert errors(reading) == []
    assert parents(reading, "U99001", "ccg")[0][0] == "98Z"


def test_epcn_takes_dates_that_are_dates(tmp_path):
    opened = network(**{"Open_Date": pd.Timestamp("2019-10-01")})
    reading = read_networks(tmp_path, [opened], [partner(start=pd.Timestamp("2019-11-01"))])
    assert errors(reading) == []
    assert area(reading, "U99001")["opened"] == day("2019-10-01")
    assert parents(reading, "Z99001", "pcn")[0][1] == "2019-11-01"


def test_epcn_renamed_column_is_told_with_what_is_there_instead(tmp_path):
    partners = ["PCN Id" if name == "PCN Code" else name for name in PARTNERS]
    reading = read_networks(tmp_path, [network()], [partner()], headers=(NETWORKS, partners))
    assert len(errors(reading)) == 1
    assert "the column 'PCN Code' is missing; found 'PCN Id' instead" in errors(reading)[0]
    assert reading.memberships.empty


def test_epcn_problems_are_told_with_sheet_and_row(tmp_path):
    reading = read_networks(
        tmp_path,
        [network(), network("X1")],
        [partner(), partner("Z99002", start="soon"), partner("Z99003", end="20190101")],
    )
    told = errors(reading)
    assert told[0].startswith("sheet 'PCNDetails', row 3, column PCN Code")
    assert told[1].startswith("sheet 'PCN Core Partner Details', row 3, column Practice to PCN")
    assert told[2].startswith("sheet 'PCN Core Partner Details', row 4: the end is before")
    assert len(told) == 3


def test_epcn_with_a_sheet_without_rows_is_told(tmp_path):
    assert errors(read_networks(tmp_path, [network()], [])) == [
        "one of the two sheets has no rows; expected networks and partners."
    ]
