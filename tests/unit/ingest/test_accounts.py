"""The account of a load reads as a person would say it."""

from dataclasses import replace

import pandas as pd
import pytest

from pcdash.grammar import and_more, counted
from pcdash.ingest.accounts import as_json, lines
from pcdash.ingest.figure_words import figure
from pcdash.ingest.load import FileReport, LoadReport
from pcdash.ingest.reading import Problem
from pcdash.store.build import Changes
from tests.builders import catalogue

CATALOGUE = catalogue()
GOOD = FileReport("good.csv", "loaded", "Test file", figures=1)
BAD = FileReport("bad.csv", "refused", problems=(Problem("error", "it is wrong"),))


@pytest.mark.parametrize(
    ("files", "advice"),
    [
        ((BAD,), "Mend it and load again."),
        ((BAD, BAD), "Mend them and load again."),
        ((BAD, GOOD), "Mend it, or give --skip-bad to load the other."),
        ((BAD, BAD, GOOD, GOOD), "Mend them, or give --skip-bad to load the others."),
    ],
)
def test_lines_advise_what_can_be_done(files, advice):
    assert list(lines(LoadReport(files), CATALOGUE))[-1].endswith(f"as it was. {advice}")


def test_lines_of_a_load_that_was_refused_say_read_and_not_understood():
    told = list(lines(LoadReport((GOOD,), refusals=("They differ.",)), CATALOGUE))
    assert told[:2] == ["Read (1):", "  good.csv: Test file; 1 figure"]
    assert next(iter(lines(LoadReport((GOOD,)), CATALOGUE))) == "Understood (1):"


def test_lines_round_the_largest_changes():
    row = {"indicator_id": "x", "area_code": "Z99001", "period_label": "2019/20",
           "change": "changed", "old_value": 8.123456789, "new_value": float("nan"),
           "old_category": None, "new_category": None}  # fmt: skip
    changes = Changes(pd.DataFrame({"change": ["changed"], "figures": [1]}), structure=0)
    report = LoadReport((GOOD,), changes=changes, value_changes=pd.DataFrame([row]))
    assert "  x of Z99001 in 2019/20: 8.12346 to no figure" in list(lines(report, CATALOGUE))


def test_lines_list_what_is_added_and_removed_too_and_count_the_others():
    row = {"indicator_id": "x", "period_label": "2019/20", "old_value": 3.0, "new_value": 4.0,
           "old_category": None, "new_category": None}  # fmt: skip
    listed = [
        row | {"change": change, "area_code": f"Z99{number:03d}"}
        for change, many in (("removed", 2), ("added", 25))
        for number in range(many)
    ]
    listed.append(row | {"change": "added", "area_code": "Z99900", "new_category": "Good"})
    counts = pd.DataFrame({"change": ["removed", "added"], "figures": [2, 30]})  # 4 are withheld
    report = LoadReport((GOOD,), changes=Changes(counts, structure=0),
                        value_changes=pd.DataFrame(listed[-1:] + listed[:-1]))  # fmt: skip

    told = list(lines(report, CATALOGUE))

    at = told.index("Removed:")
    assert told[at : at + 4] == [
        "Removed:", "  x of Z99000 in 2019/20: 3", "  x of Z99001 in 2019/20: 3", "Added:",
    ]  # fmt: skip
    assert told[at + 4 : at + 6] == [
        "  x of Z99900 in 2019/20: Good", "  x of Z99000 in 2019/20: 4",
    ]  # fmt: skip
    assert told[at + 24] == "  and 6 more; --json lists them"
    assert told[at + 25] == "  and 4 small counts of hospital activity, which are never listed"
    published = list(lines(replace(report, snapshot=2), CATALOGUE))
    assert published[at + 24].startswith("  and 6 more; `undo LOAD --dry-run --json` lists them")
    assert as_json(report, CATALOGUE)["value_changes_left_out"] == 4


@pytest.mark.parametrize(
    ("value", "said"),
    [(4400.0, "4,400"), (10400512.0, "10,400,512"), (0.1 + 0.2, "0.3"), (None, "no figure"),
     (float("nan"), "no figure"), ("Good", "Good"), (1234567.8, "1,234,570"), (0.0, "0")],
)  # fmt: skip
def test_figure(value, said):
    assert figure(value) == said


def test_and_more():
    assert (and_more(1200), and_more(0), and_more(-2)) == (" and 1,200 more", "", "")


def test_counted():
    assert (counted(1, "row"), counted(1200, "row")) == ("1 row", "1,200 rows")
    assert (counted(1, "row is", "rows are"), counted(0, "row")) == ("1 row is", "0 rows")
