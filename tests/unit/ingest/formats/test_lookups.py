"""Look-ups become memberships as seen on a day, and say what they leave out."""

import pandas as pd

from pcdash.ingest.files import open_document, peek
from pcdash.ingest.formats import lookups
from pcdash.ingest.reading import Reading
from pcdash.ingest.recognition import recognise
from tests import damaged

LSOAS = """\ufeffFID,LSOA11CD,LSOA11NM,CCG21CD,CCG21CDH,CCG21NM,LAD21CD,LAD21NM
1,E01999991,Test 001A,E38999999,99Z,NHS Test CCG,E09999991,Testham
2,E01999992,Test 001B,E38999999,99Z,NHS Test CCG,E09999991,Testham
"""
POSTCODES = """postcode,Postcode Status,LSOA code,LSOA Name,\
Index of Multiple Deprivation Rank,Index of Multiple Deprivation Decile
ZZ1 1AA,Live,E01999991,Test 001A E01999991,74,1
ZZ1 1AB,Terminated,E01999991,Test 001A E01999991,74,1
ZZ1 1AA,Live,E01999991,Test 001A E01999991,74,1
ZZ9 9ZZ,**UNMATCHED**,,,,
"""


def read(tmp_path, text: str) -> Reading:
    document = open_document(damaged.write(tmp_path / "a.csv", text.encode()))
    found = recognise(peek(document), lookups.FORMATS)
    assert found is not None
    return found.read(document, None)


def errors(reading: Reading) -> str:
    return " ".join(one.sentence() for one in reading.problems if one.severity == "error")


def memberships(reading: Reading) -> set[tuple[str, ...]]:
    columns = ["child_type", "child_code", "parent_type", "parent_code"]
    return set(reading.memberships[columns].itertuples(index=False, name=None))


def test_read_lsoas(tmp_path):
    reading = read(tmp_path, LSOAS)
    assert memberships(reading) == {
        ("lsoa", "E01999991", "borough", "E09999991"),
        ("lsoa", "E01999992", "borough", "E09999991"),
        ("lsoa", "E01999991", "ccg", "99Z"),
        ("lsoa", "E01999992", "ccg", "99Z"),
    }
    assert reading.memberships["as_of"].unique().tolist() == [pd.Timestamp("2021-04-01")]
    assert reading.memberships["start"].isna().all()
    areas = reading.areas[["area_code", "area_type", "area_name", "row"]]
    assert list(areas.itertuples(index=False, name=None)) == [
        ("E01999991", "lsoa", "Test 001A", 2),
        ("E01999992", "lsoa", "Test 001B", 3),
        ("E09999991", "borough", "Testham", 2),
    ]
    assert reading.problems == ()


def test_read_lsoas_of_another_year(tmp_path):
    text = LSOAS.replace("LSOA11", "LSOA21").replace("CCG21", "SICBL22").replace("LAD21", "LAD22")
    reading = read(tmp_path, text)
    days = reading.memberships.groupby("parent_type")["as_of"].first().to_dict()
    assert days == {"borough": pd.Timestamp("2022-04-01"), "ccg": pd.Timestamp("2022-07-01")}


def test_read_lsoas_without_ccgs(tmp_path):
    reading = read(tmp_path, "LSOA11CD,LSOA11NM,LAD20CD,LAD20NM\nE01999991,A,E09999991,T\n")
    assert memberships(reading) == {("lsoa", "E01999991", "borough", "E09999991")}
    assert reading.problems == ()


def test_read_lsoas_with_renamed_columns(tmp_path):
    reading = read(tmp_path, LSOAS.replace("CCG21CDH", "CCG21_ODS").replace("LAD21NM", "LAD_NAME"))
    assert "the column 'CCG21CDH' is missing; found 'CCG21CD' instead" in errors(reading)
    assert "the column 'LAD21NM' is missing" in errors(reading)
    assert reading.memberships.empty


def test_read_lsoas_with_wrong_codes(tmp_path):
    reading = read(tmp_path, LSOAS.replace("E01999992", "E0199999").replace("99Z", "?", 1))
    assert "row 3, column LSOA11CD" in errors(reading)
    assert "row 2, column CCG21CDH" in errors(reading)


def test_read_lsoas_in_two_places_at_once(tmp_path):
    text = LSOAS + "3,E01999991,Test 001A,E38999999,99Z,NHS Test CCG,E09999992,Elsewhere\n"
    assert "same key (E01999991); found rows 2 and 4" in errors(read(tmp_path, text))


def test_read_lsoas_cut_off(tmp_path):
    reading = read(tmp_path, LSOAS[:-12])
    assert "found 7 in row 3; expected 8" in errors(reading)


def test_read_postcodes(tmp_path):
    reading = read(tmp_path, POSTCODES)
    assert memberships(reading) == {
        ("postcode", "ZZ1 1AA", "lsoa", "E01999991"),
        ("postcode", "ZZ1 1AB", "lsoa", "E01999991"),
    }
    told = reading.attributes[["area_code", "attribute", "content"]]
    assert list(told.itertuples(index=False, name=None)) == [
        ("E01999991", "imd_decile", "1"),
        ("E01999991", "imd_rank", "74"),
    ]
    assert len(reading.notes) == 1
    assert reading.notes[0].startswith("1 rows were left out")
    assert reading.problems == ()


def test_read_postcodes_with_faults(tmp_path):
    text = POSTCODES.replace("74,1\nZZ1 1AB", "many,11\nZZ1 1AB").replace("ZZ1 1AB", "ZZ11AB")
    found = errors(read(tmp_path, text))
    assert "row 2, column Index of Multiple Deprivation Decile: the decile is not known" in found
    assert "row 2, column Index of Multiple Deprivation Rank: not a number; found 'many'" in found
    assert "row 3, column postcode" in found


def test_read_postcodes_in_two_lsoas(tmp_path):
    text = POSTCODES + "ZZ1 1AA,Live,E01999992,Test 001B E01999992,80,1\n"
    assert "same key (ZZ1 1AA)" in errors(read(tmp_path, text))


def test_read_postcodes_with_two_ranks_for_an_lsoa(tmp_path):
    text = POSTCODES.replace("74,1\nZZ1 1AB", "75,1\nZZ1 1AB")
    assert "same key (E01999991, imd_rank)" in errors(read(tmp_path, text))


def test_read_postcodes_with_a_renamed_column(tmp_path):
    found = errors(read(tmp_path, POSTCODES.replace("Deprivation Rank", "Deprivation rank")))
    assert "'Index of Multiple Deprivation Rank' is missing; found 'Index of" in found


def test_another_table_is_not_recognised(tmp_path):
    seen = peek(open_document(damaged.write(tmp_path / "a.csv", b"LSOA code,Value\nE01,1\n")))
    assert recognise(seen, lookups.FORMATS) is None


def test_read_wards_between_lsoas_and_boroughs(tmp_path):
    lines = LSOAS.splitlines()
    text = "\n".join(
        [f"{lines[0]},WD21CD,WD21NM", *(f"{line},E05999991,North" for line in lines[1:])]
    )
    reading = read(tmp_path, f"{text}\n")

    assert memberships(reading) >= {
        ("lsoa", "E01999991", "ward", "E05999991"),
        ("lsoa", "E01999992", "ward", "E05999991"),
        ("ward", "E05999991", "borough", "E09999991"),
    }
    wards = reading.areas[reading.areas["area_type"] == "ward"]
    assert wards["area_name"].tolist() == ["North"]
    assert reading.problems == ()


def test_read_wards_that_are_none(tmp_path):
    lines = LSOAS.splitlines()
    text = "\n".join([f"{lines[0]},WD21CD", f"{lines[1]},05X", f"{lines[2]},E05999991"])

    assert "row 2, column WD21CD" in errors(read(tmp_path, f"{text}\n"))
