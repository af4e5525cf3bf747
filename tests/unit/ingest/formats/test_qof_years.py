"""The year of a QOF file, from its name, and what its content says against it."""

from pathlib import Path

import pytest

from pcdash.definitions.periods import financial_year
from pcdash.ingest.files import Document
from pcdash.ingest.formats._years import Sign, check_year, mapped_on, year_of, years_in
from pcdash.ingest.inspection import Inspection

EXAMPLE = "PREVALENCE_1617.csv"


def year_in(name: str) -> tuple[str | None, list[str]]:
    inspection = Inspection()
    document = Document(name, Path("unused"), "", 0)
    year = year_of(document, inspection, example=EXAMPLE)
    return year and year.label, [one.sentence() for one in inspection.problems]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("PREVALENCE_1617.csv", "2016/17"),
        ("PREVALENCE_1819_v2.csv", "2018/19"),
        ("PREVALENCE_1920", "2019/20"),
        ("PREVALENCE_2021_v2.csv", "2020/21"),
        ("PREVALENCE_2122_V2.csv", "2021/22"),
        ("prevalence 2016-17.csv", "2016/17"),
        ("prevalence_2016_2017.csv", "2016/17"),
        ("prevalence201617.csv", "2016/17"),
        ("PREVALENCE_1617 (copied 2021-05-03).csv", "2016/17"),
        ("qof/2019/PREVALENCE_1617.csv", "2016/17"),
        ("QOF_1920.zip › PREVALENCE_1617.csv", "2016/17"),
        ("qof-1617-csv.zip › PREVALENCE.csv", "2016/17"),
        ("QOF2021_v2.zip › csv/PREVALENCE.csv", "2020/21"),
        ("2016-17/PREVALENCE.csv", "2016/17"),
    ],
)
def test_year_of_name(name, label):
    assert year_in(name) == (label, [])


@pytest.mark.parametrize(
    "name",
    [
        "PREVALENCE.csv",
        "PREVALENCE_2016.csv",
        "PREVALENCE_1619.csv",
        "PREVALENCE_20210503.csv",
        "PREVALENCE_2021-05.csv",
        "2021/PREVALENCE.csv",
        "downloads 1617.zip › PREVALENCE.csv",
    ],
)
def test_name_without_a_year_is_told_with_an_example(name):
    label, (sentence,) = year_in(name)

    assert label is None
    assert "its content does not say which year it is of" in sentence
    assert repr(name) in sentence
    assert "PREVALENCE_1617.csv" in sentence


def test_name_with_two_years_is_told():
    label, (sentence,) = year_in("PREVALENCE_1617_1718.csv")

    assert label is None
    assert "found 2016/17 and 2017/18" in sentence


def test_years_of_a_text_are_named_once_in_order():
    assert [one.label for one in years_in("2015-16, 2014-15 and 2014/15, 1415")] == [
        "2014/15", "2015/16",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        (Sign("networks", first=2017), ["which is so from 2017/18 on"]),
        (Sign("old regions", last=2015), ["which is so to 2015/16 only"]),
        (Sign("networks", first=2016), []),
        (Sign("old regions", last=2016), []),
    ],
)
def test_sign_of_another_year_is_told(sign, told):
    inspection = Inspection()
    check_year(financial_year(2016), [sign], inspection)
    sentences = [one.sentence() for one in inspection.problems]

    assert len(sentences) == len(told)
    assert all(part in one for part, one in zip(told, sentences, strict=True))


def test_organisations_are_of_the_first_of_april_after_the_year():
    assert str(mapped_on(financial_year(2016))) == "2017-04-01"
