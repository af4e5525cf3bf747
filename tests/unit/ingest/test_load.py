"""A load goes on past any one file, and says of each what is wrong with it."""

import logging
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pcdash.ingest.formats.registry import Format
from pcdash.ingest.load import LoadReport, load
from pcdash.ingest.reading import Problem, Reading, tidy
from pcdash.store.connection import open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.snapshots import Store
from tests import builders as b

ASTHMA = b.indicator("asthma", title="Asthma: prevalence", minimum=0, maximum=20)
COUNT = b.indicator("beds", method="count", denominator=None, multiplier=1,
                    suppression="hospital_counts")  # fmt: skip
RATED = b.indicator("rated", method="category", denominator=None, aggregation="share",
                    categories=("Good", "Poor"))  # fmt: skip
FIGURE = {"indicator_id": "asthma", "area_code": "Z99001", "period": "2019/20"}
WITH_PARTS = FIGURE | {"numerator": 1, "denominator": 3}


@pytest.fixture
def loaded(tmp_path: Path):
    """Loads files whose readings a test gives by name; an exception is raised in its place."""

    def run(catalogue=None, **readings: Reading | Exception) -> LoadReport:
        def read(document, _):
            said = readings[document.path.stem]
            if isinstance(said, Exception):
                raise said
            return said

        paths = [tmp_path / f"{name}.csv" for name in readings]
        for path in paths:
            path.write_text(f"A,B\n{path.stem},2\n", encoding="utf-8")
        tested = Format("tests", "Test file", "tests", "A, B", lambda peek: True, read)
        return load(
            paths, store=Store(tmp_path / "store"), place=b.place(), formats=[tested],
            publication=Publication("A tester"),
            catalogue=catalogue or b.catalogue(ASTHMA, COUNT, RATED),
        )  # fmt: skip

    return run


def said(*rows: dict) -> Reading:
    return Reading(values=b.values(rows))


def errors(report: LoadReport) -> dict[str, list[str]]:
    return {one.name: [each.sentence() for each in one.errors] for one in report.files}


def test_an_unexpected_fault_refuses_its_file_and_the_others_are_read(loaded, caplog):
    with caplog.at_level(logging.ERROR):
        report = loaded(bad=ZeroDivisionError("a secret of the code"), good=said(WITH_PARTS))
    assert [one.outcome for one in report.files] == ["refused", "loaded"]
    told = "the file could not be read: an unexpected fault, logged; please report it."
    assert errors(report) == {"bad.csv": [told], "good.csv": []}
    assert "a secret of the code" in caplog.text
    assert report.snapshot is None


@pytest.mark.parametrize(
    ("kind", "row", "told"),
    [
        ("values", FIGURE | {"period": None}, "1 figure with no period"),
        ("values", FIGURE | {"area_code": None}, "1 figure with no area"),
        ("values", FIGURE | {"indicator_id": None}, "1 figure with no indicator"),
        ("areas", {"area_type": "practice"}, "1 area with no code"),
        ("memberships", {"child_code": "Z99001", "parent_code": "Z1N"},
         "1 membership with no date"),
        ("memberships", {"child_code": "Z99001", "as_of": "2020-01-01"},
         "1 membership with no code of what it belongs to"),
        ("flows", {"practice_code": "Z99001", "lsoa_code": "E01999991"},
         "1 number of patients with no period"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_say_what_it_is_about_is_an_error(loaded, kind, row, told):
    report = loaded(bad=Reading(**{kind: tidy(kind, pd.DataFrame([row | {"row": 12}]))}))
    (sentence,) = errors(report)["bad.csv"]
    assert sentence.startswith(f"row 12: {told}; found nothing")
    assert report.files[0].outcome == "refused"


def test_rows_without_a_key_are_named_and_counted(loaded):
    rows = [WITH_PARTS | {"area_code": None, "row": number} for number in range(2, 10)]
    (sentence,) = errors(loaded(bad=said(*rows)))["bad.csv"]
    assert sentence.startswith("rows 2, 3, 4, 5, 6 and 3 more: 8 figures with no area")


def test_a_period_that_is_none_is_an_error_of_its_file(loaded):
    (sentence,) = errors(loaded(bad=said(WITH_PARTS | {"period": "some day"})))["bad.csv"]
    assert sentence.startswith("row 2: ")
    assert "'some day'" in sentence


def test_what_follows_from_an_error_is_not_told_again(loaded):
    reading = replace(said(WITH_PARTS | {"period": None}), problems=(Problem("error", "no date"),))
    assert errors(loaded(bad=reading)) == {"bad.csv": ["no date."]}


def test_the_store_keeps_every_warning_of_a_file(loaded, tmp_path):
    reading = said(FIGURE | {"numerator": 50, "denominator": 100})
    report = loaded(high=replace(reading, problems=(Problem("warning", "it is odd"),)))
    told = [one.sentence() for one in report.files[0].warnings]
    assert "1 value of 'Asthma: prevalence' lies outside the plausible range" in told[1]
    snapshot = open_snapshot(Store(tmp_path / "store"))
    held = snapshot.connection.execute("select warning from file_warnings").fetchall()
    snapshot.close()
    assert sorted(one for (one,) in held) == sorted(told)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (WITH_PARTS, WITH_PARTS | {"value": 33.3}),
        (WITH_PARTS, WITH_PARTS | {"value": 100 / 3}),
        (WITH_PARTS, FIGURE | {"value": 33.3333333333333}),
        (WITH_PARTS, WITH_PARTS),
    ],
)
def test_the_same_figure_in_other_words_is_no_conflict(loaded, first, second):
    catalogue = b.catalogue(b.indicator("asthma"))
    report = loaded(catalogue, a=said(first), b=said(second))
    assert report.refusals == ()
    assert report.snapshot == 1


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (FIGURE | {"value": 8.5}, FIGURE | {"value": 8.6},
         "'a.csv' row 2 says 8.5 and 'b.csv' row 2 says 8.6 for Asthma: prevalence of Z99001 in "
         "2019/20."),
        (FIGURE | {"value": 8.5}, FIGURE, "says 8.5 and 'b.csv' row 2 says no figure for"),
        (FIGURE | {"numerator": 1, "denominator": 10}, FIGURE | {"numerator": 2, "denominator": 20},
         "'a.csv' row 2 says 1 of 10 and 'b.csv' row 2 says 2 of 20 for"),
        (FIGURE | {"value": 8.50000001}, FIGURE | {"value": 8.50000003},
         "says 8.50000001 and 'b.csv' row 2 says 8.50000003 for"),
        (FIGURE | {"indicator_id": "rated", "category": "Good"},
         FIGURE | {"indicator_id": "rated", "category": "Poor"},
         "'a.csv' row 2 says Good and 'b.csv' row 2 says Poor for Rated of"),
        (FIGURE | {"indicator_id": "beds", "value": 3},
         FIGURE | {"indicator_id": "beds", "value": 4},
         "'a.csv' row 2 and 'b.csv' row 2 give different figures for Beds of Z99001 in 2019/20."),
    ],
)  # fmt: skip
def test_a_conflict_is_told_with_both_figures_files_and_rows(loaded, first, second, told):
    report = loaded(a=said(first), b=said(second))
    (sentence,) = report.refusals
    assert told in sentence
    assert report.snapshot is None


def test_a_conflict_counts_the_other_figures_that_differ(loaded):
    codes = ["Z99001", "Z99002", "Z99003"]
    first, second = (
        said(*[FIGURE | {"area_code": code, "value": value} for code in codes])
        for value in (8.5, 8.6)
    )
    (sentence,) = loaded(a=first, b=second).refusals
    assert "in 2019/20 (and 2 other figures differ). Load" in sentence


def test_a_warning_shows_no_count_of_patients_in_hospital(loaded):
    beds = b.indicator("beds", method="count", denominator=None, multiplier=1, minimum=10,
                       suppression="hospital_counts")  # fmt: skip
    report = loaded(b.catalogue(beds), low=said(FIGURE | {"indicator_id": "beds", "value": 3}))
    (warning,) = report.files[0].warnings
    assert "'Beds' lies outside the plausible range" in warning.sentence()
    assert warning.found == ""
