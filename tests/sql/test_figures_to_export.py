"""What an export takes from the store: figures as they were loaded, and none that is protected."""

import pytest

from pcdash.ingest.undo import undo
from pcdash.store.connection import open_snapshot
from pcdash.store.publications import Publication
from pcdash.store.queries import run_query
from pcdash.store.snapshots import Store
from tests import builders as b

PUBLICATION = Publication("A tester")
CATALOGUE = b.catalogue(
    b.indicator("asthma"),
    b.indicator("visits", method="rate", multiplier=1000, suppression="hospital_counts"),
)
CODES = [f"Z99{number:03d}" for number in range(1, 11)]


def _row(indicator_id, code, numerator=None, period="2014/15", **more):
    return {"indicator_id": indicator_id, "area_code": code, "period": period,
            "numerator": numerator, "denominator": 1000, **more}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    rows = [
        *(_row("asthma", code, 10) for code in CODES),
        *(_row("asthma", code, 12, "2016/17") for code in CODES),
        _row("asthma", b.NORTH, 99, value=9.9, lower_95=9, upper_95=11, flag="revised"),
        *(_row("visits", code, size) for code, size in zip(CODES, (3, 8, 52), strict=False)),
    ]
    members = [b.in_ccg(code, b.NORTH) for code in CODES]
    lists = b.lists(CODES, "2014/15", "2016/17")
    b.publish(folder, b.reading(values=rows + lists, memberships=members), of=CATALOGUE,
              names=["first.csv"])  # fmt: skip
    b.publish(folder, b.reading(values=[_row("asthma", CODES[0], 20)]), of=CATALOGUE,
              names=["second.csv"])  # fmt: skip
    b.publish(folder, b.reading(values=[_row("asthma", CODES[1], 30)]), of=CATALOGUE,
              names=["third.csv"])  # fmt: skip
    undo(3, store=Store(folder), catalogue=CATALOGUE, publication=PUBLICATION)
    opened = open_snapshot(Store(folder))
    yield opened
    opened.close()


def _asked(snapshot, query, indicator_id, levels=None, periods=None):
    return run_query(
        snapshot, query, indicator_id=indicator_id, levels=levels, periods=periods
    )  # fmt: skip


def test_a_figure_is_as_the_last_load_that_stands_gave_it_with_its_file(snapshot):
    rows = _asked(snapshot, "figures_as_loaded", "asthma", periods=["2014/15"])
    rows = rows.set_index("area_code")

    assert rows.loc[CODES[0], ["numerator", "file_name", "load_key"]].to_list() == [
        20, "second.csv", 2,
    ]  # fmt: skip
    assert rows.loc[CODES[1], ["numerator", "file_name", "load_key"]].to_list() == [
        10, "first.csv", 1,
    ]  # fmt: skip
    assert rows["value"].drop(b.NORTH).isna().all()


def test_a_group_is_there_only_as_it_was_published(snapshot):
    rows = _asked(snapshot, "figures_as_loaded", "asthma", levels=["ccg"])

    assert rows[["area_code", "period", "value", "lower_95", "flag"]].to_numpy().tolist() == [
        [b.NORTH, "2014/15", 9.9, 9, "revised"]
    ]


def test_levels_and_periods_narrow_what_is_given(snapshot):
    both = _asked(snapshot, "figures_as_loaded", "asthma", ["practice"], ["2016/17"])

    assert set(both["period"]) == {"2016/17"}
    assert [*both["area_code"]] == CODES


def test_figures_under_the_small_number_rule_are_given_as_shown_and_never_as_loaded(snapshot):
    assert _asked(snapshot, "figures_as_loaded", "visits").empty

    shown = _asked(snapshot, "figures_protected", "visits").set_index("area_code")
    assert shown["numerator"].fillna(-1).to_dict() == {CODES[0]: -1, CODES[1]: 10, CODES[2]: 50}
    assert shown.loc[CODES[0], "flag"] == "suppressed"
    assert shown.loc[CODES[0], ["value", "file_name"]].isna().to_list() == [True, False]
    assert _asked(snapshot, "figures_protected", "asthma").empty
