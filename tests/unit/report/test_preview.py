"""The preview of a load: figures as their pages write them, and every change to be seen."""

import pandas as pd
import pytest

from pcdash.ingest.load import LoadReport
from pcdash.report.preview import Seen, build_preview
from pcdash.store.changes import Changes
from tests import builders as b

ASTHMA = b.indicator("asthma", title="Asthma: how common", decimals=1)


def _row(change="changed", old=None, new=None, **more):
    return {
        "indicator_id": "asthma", "area_code": "Z99001", "area_name": "BIRCH SURGERY",
        "period_label": "2016/17", "change": change, "old_value": old, "new_value": new,
        "old_category": None, "new_category": None,
    } | more  # fmt: skip


def _view(row):
    counts = pd.DataFrame([{"indicator_id": "asthma", "change": row["change"], "figures": 1}])
    report = LoadReport((), changes=Changes(counts, 0), value_changes=pd.DataFrame([row]))
    seen = Seen({}, b.catalogue(ASTHMA))
    return build_preview(report, seen, before={}, is_illustrative=False)


def _shown(row):
    return _view(row).figures.rows[0][4:]


@pytest.mark.parametrize(
    ("row", "moved"),
    [
        (_row(old_category="Good", new_category="Inadequate"), ("Good", "Inadequate")),
        (_row(old_category="Good", new_category="Good"), None),
        (_row("added", new_category="Good"), None),
        (_row(old=1.0, new=2.0), None),
    ],
    ids=["moved", "the same", "new", "a number"],
)
def test_categories_that_move_have_a_table_of_their_own(row, moved):
    rows = _view(row).categories.rows

    assert rows == (
        ()
        if moved is None
        else (("Asthma: how common", "Birch Surgery (Z99001)", "2016/17", *moved),)
    )


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        pytest.param(
            _row(old=4.58843, new=5.12), ("4.6", "5.1", "+0.5", "+11.6%"),
            id="with the decimals of the definition",
        ),
        pytest.param(
            _row(old=4.58843, new=4.64), ("4.59", "4.64", "+0.05", "+1.1%"),
            id="with more, where both would read 4.6",
        ),
        pytest.param(
            _row(old=30.0, new=30.0), ("30.0", "30.0", "0.0", "0.0%"), id="other parts alone"
        ),
        pytest.param(_row(old=0.0, new=1.5), ("0.0", "1.5", "+1.5", ""), id="from nothing"),
        pytest.param(_row("added", new=4400.25), ("", "4,400.3", "", ""), id="added"),
        pytest.param(_row("removed", old=4.58843), ("4.6", "", "", ""), id="removed"),
        pytest.param(
            _row(old=4.6, new=float("nan")), ("4.6", "no figure", "", ""), id="to no figure"
        ),
        pytest.param(
            _row(old_category="Good", new_category="Inadequate"), ("Good", "Inadequate", "", ""),
            id="categories",
        ),
    ],
)  # fmt: skip
def test_a_change_reads_as_on_the_page_of_the_figure(row, shown):
    assert _shown(row) == shown
