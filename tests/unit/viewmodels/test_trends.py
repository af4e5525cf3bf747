"""A series in words: what its chart says, what it cannot say, and every series at once."""

from dataclasses import replace
from datetime import date

import pytest

from pcdash.charts.icons import MATRIX_COLUMNS
from pcdash.charts.spc import COLUMNS
from pcdash.definitions.aims import Target
from pcdash.definitions.models import Break, Event
from pcdash.definitions.periods import month
from pcdash.errors import NoDataError
from pcdash.stats.spc import xmr
from pcdash.store.connection import open_snapshot
from pcdash.store.snapshots import Store
from pcdash.viewmodels.context import context_of
from pcdash.viewmodels.trend_matrix import build_trend_matrix
from pcdash.viewmodels.trends import build_trend
from tests.builders import NORTH, catalogue, in_ccg, indicator, lists, publish, reading

PRACTICE = "Z99001"
MONTHLY = [50, 52, 48, 51, 49, None, 50, 53, 47, 50, 51, 49, 90, 50]
YEARLY = [10, 14, 19, 25, 33, 41]


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    month_of = [month(2018 + (3 + at) // 12, (3 + at) % 12 + 1).label for at in range(14)]
    values = lists([PRACTICE], "2018/19")
    values += [
        {"indicator_id": "missed_a", "area_code": PRACTICE, "period": period,
         "numerator": some, "denominator": 1000, "row": 2}
        for period, some in zip(month_of, MONTHLY, strict=True) if some is not None
    ]  # fmt: skip
    values += [
        {"indicator_id": "share_b", "area_code": PRACTICE, "period": f"{year}/{year - 1999}",
         "numerator": 10 * some, "denominator": 1000, "row": 2}
        for year, some in zip(range(2013, 2019), YEARLY, strict=True)
    ]  # fmt: skip
    defined = catalogue(
        indicator("missed_a", title="Missed A", polarity="lower", frequency="month"),
        indicator("share_b", title="Share B", polarity="higher"),
        indicator("nothing_c", title="Nothing C"),
        indicator("registered_patients", title="Registered patients", method="count",
                  denominator=None, multiplier=1, decimals=0, unit="patients"),
    )  # fmt: skip
    aim = Target(id="aim", indicator="missed_a", areas=(PRACTICE,), level=4.0, by="Mar 2020",
                 title="Four per cent.", source="Nobody")  # fmt: skip
    opened = Event(id="hub", date=date(2018, 9, 3), title="A hub opens", kind="opening",
                   source="Nobody")  # fmt: skip
    defined = replace(defined, targets={"aim": aim}, events={"hub": opened})
    folder = tmp_path_factory.mktemp("trends") / "store"
    publish(
        folder, reading(values=values, memberships=[in_ccg(PRACTICE, NORTH)]), of=defined,
        names=["series.csv"], note="A series",
    )  # fmt: skip
    snapshot = open_snapshot(Store(folder))
    yield context_of(snapshot, defined)
    snapshot.close()


@pytest.fixture(scope="module")
def view(context):
    return build_trend(context, PRACTICE, "missed_a", False)


def test_a_monthly_series_has_the_chart_of_the_engine(view):
    drawn = view.drawn["points"]
    found = xmr(drawn["value"], direction="lower", target=4.0)

    assert list(drawn.columns) == list(COLUMNS)
    assert drawn["kind"].tolist() == found.points["kind"].tolist()
    assert drawn["upper"].tolist() == pytest.approx(found.points["upper"].tolist())


def test_a_missing_month_is_a_gap_that_is_said(view):
    drawn = view.drawn["points"]

    assert len(drawn) == 14
    assert drawn["value"].isna().sum() == 1
    assert any("1 of 14 periods are missing" in note for note in view.notes)


def test_finding_sentence_and_signs_say_the_same(view):
    assert view.finding == "Common cause: 5.0% in May 2019"
    assert "1 of 13 points is more than chance" in view.sentence
    assert [one.letter for one in view.signs] == ["C", "?"]
    assert view.drawn["target"] == (4.0, "Target 4.0% by Mar 2020")
    assert [mark.label for mark in view.drawn["events"]] == ["A hub opens"]


def test_the_reason_of_a_special_point_is_told_with_its_number(view):
    assert dict(view.why)["Apr 2019"] == "9.0%: concern, outside the limits."


def test_screening_narrows_the_limits_and_is_said(context, view):
    screened = build_trend(context, PRACTICE, "missed_a", True)

    assert screened.drawn["points"]["upper"].iloc[0] < view.drawn["points"]["upper"].iloc[0]
    assert any("screening on" in note for note in screened.notes)
    assert any("screening off" in note for note in view.notes)


def test_an_annual_series_has_the_recent_trend(context):
    view = build_trend(context, PRACTICE, "share_b", False)

    assert view.finding == "Recent trend: increasing, getting better"
    assert view.sentence == "10.0% in 2013/14, 41.0% in 2018/19."
    assert "Here χ² is" in dict(view.why)["Rule"]
    assert view.signs == ()


def test_a_break_within_five_years_leaves_the_trend_uncalculated(context):
    broken = Break(period="2016/17", reason="The count changed.")
    known = context.catalogue
    changed = known.indicators["share_b"].model_copy(update={"breaks": (broken,)})
    other = replace(known, indicators={**known.indicators, "share_b": changed})

    view = build_trend(replace(context, catalogue=other), PRACTICE, "share_b", False)

    assert view.finding == "10.0% in 2013/14, 41.0% in 2018/19"
    assert "could not be calculated" in view.sentence
    assert "not comparable" in dict(view.why)["Rule"]
    assert "The count changed." in view.notes


def test_a_place_without_the_indicator_is_told(context):
    with pytest.raises(NoDataError, match=r"Nothing is held of 'Nothing C' for"):
        build_trend(context, PRACTICE, "nothing_c", False)


def test_every_series_is_in_the_matrix_with_what_its_own_page_says(context, view):
    matrix = build_trend_matrix(context, PRACTICE)
    rows = matrix.rows.set_index("indicator_id")

    assert set(MATRIX_COLUMNS) <= set(matrix.rows.columns)
    assert set(rows.index) == {"missed_a", "share_b"}
    assert view.finding.startswith(rows.loc["missed_a", "change"])
    assert rows.loc["missed_a", "assurance_letter"] == "?"
    assert rows.loc["share_b", "change"] == "Increasing, getting better"
    assert rows.loc["share_b", "kind"] == "improvement"
    assert matrix.finding == "Of 2 series, 1 improving and 0 of concern"
