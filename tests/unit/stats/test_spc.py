"""XmR charts: agreement with NHSRplotthedots, with a slow twin, and what must always hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcdash.errors import MethodInputError
from pcdash.stats.spc import xmr
from tests.twins import spc as twin

DIRECTIONS = {"increase": "higher", "decrease": "lower", "neutral": "none"}
RULES = {
    "Common Cause": "none",
    "Above UCL": "outside_limits",
    "Below LCL": "outside_limits",
    "7 Point Trend (Increasing)": "trend",
    "7 Point Trend (Decreasing)": "trend",
    "2 in 3 Above CL": "two_of_three",
    "2 in 3 Below CL": "two_of_three",
    "7 Points Above CL": "shift",
    "7 Points Below CL": "shift",
}
# The package screens away every moving range of a constant series and then draws no limits.
WITHOUT_LIMITS = "S13_constant"
MIRRORED = {
    "common_cause": "common_cause",
    "improvement": "concern",
    "concern": "improvement",
    "neutral_high": "neutral_low",
    "neutral_low": "neutral_high",
}

whole = st.integers(-50, 50).map(float)
series = st.lists(st.one_of(whole, st.just(float("nan"))), min_size=1, max_size=40)


def _cases(vectors):
    summary = pd.read_csv(vectors / "30_spc_summary_expected.csv")
    points = pd.read_csv(vectors / "30_spc_points_expected.csv")
    for case in summary.itertuples():
        of_case = points[points["case"] == case.case]
        rebase = []
        if isinstance(case.rebase, str):
            rebase = [of_case["period"].tolist().index(case.rebase)]
        chart = xmr(
            of_case["value"].to_numpy(),
            direction=DIRECTIONS[case.improvement_direction],
            target=None if np.isnan(case.target) else case.target,
            rebase=rebase,
            baseline_points=None
            if np.isnan(case.fix_after_n_points)
            else int(case.fix_after_n_points),
            screen_moving_ranges=case.screen_outliers,
        )
        yield case, of_case, chart


def test_limits_agree_with_the_package(vectors):
    checked = 0
    for case, expected, chart in _cases(vectors):
        if case.series == WITHOUT_LIMITS and case.screen_outliers:
            continue
        for ours, theirs in (("mean", "mean_col"), ("lower", "lpl"), ("upper", "upl")):
            np.testing.assert_allclose(chart.points[ours], expected[theirs], rtol=1e-9)
        checked += 1
    assert checked > 40


def test_rules_and_kinds_agree_with_the_package(vectors):
    seen = set()
    for case, expected, chart in _cases(vectors):
        theirs = expected["point_type"].str.removeprefix("special_cause_").tolist()

        assert chart.points["kind"].tolist() == theirs, case.case
        assert chart.points["rule"].tolist() == expected["special_cause_type"].map(RULES).tolist()
        seen |= set(chart.points["rule"])
    assert seen == set(RULES.values())


def test_icons_and_warnings_agree_with_the_package(vectors):
    for case, _, chart in _cases(vectors):
        theirs = case.variation.removeprefix("special_cause_")

        assert chart.variation.startswith(theirs), case.case
        assert chart.provisional == case.short_group_warning
        if not (case.series == WITHOUT_LIMITS and case.screen_outliers):
            assert chart.assurance == (
                case.assurance if isinstance(case.assurance, str) else "none"
            )


@pytest.mark.parametrize("seed", range(10))
def test_a_slow_twin_agrees_on_a_hundred_series(seed):
    random = np.random.default_rng(seed)
    for _ in range(100):
        size = int(random.integers(1, 40))
        values = np.round(random.normal(50, 5, size) + random.normal(0, 0.4) * np.arange(size))
        values[random.random(size) < 0.05] = np.nan
        rebase = sorted({int(at) for at in random.integers(1, size, 2)}) if size > 4 else []
        points = int(random.integers(2, 20)) if random.random() < 0.3 else None
        screen = bool(random.random() < 0.5)

        ours = xmr(
            values,
            direction="none",
            rebase=rebase,
            baseline_points=points,
            screen_moving_ranges=screen,
        ).points

        theirs = twin.chart(values.tolist(), rebase, points, screen)
        for place, expected in enumerate(theirs):
            row = ours.iloc[place]
            np.testing.assert_allclose(
                row[["mean", "lower", "upper"]].to_numpy(float), expected[:3], rtol=1e-9, atol=1e-9
            )
            assert (row["rule"], row["kind"]) == expected[3:]


@given(series)
def test_a_mirrored_series_has_mirrored_kinds(values):
    one = xmr(values, direction="higher").points
    other = xmr([-value for value in values], direction="higher").points

    assert other["kind"].tolist() == [MIRRORED[kind] for kind in one["kind"]]
    assert other["rule"].tolist() == one["rule"].tolist()


@given(st.lists(whole, min_size=2, max_size=30), st.lists(whole, min_size=2, max_size=30))
def test_a_phase_is_charted_as_if_it_stood_alone(before, after):
    both = xmr(before + after, direction="lower", rebase=[len(before)])
    alone = xmr(after, direction="lower")

    pd.testing.assert_frame_equal(
        both.points.iloc[len(before) :].reset_index(drop=True), alone.points
    )
    assert both.variation == alone.variation


@given(series)
def test_limits_hold_the_mean_and_are_never_infinite(values):
    points = xmr(values, direction="none").points
    known = points.dropna()

    assert (known["lower"] <= known["mean"]).all()
    assert (known["mean"] <= known["upper"]).all()
    assert not np.isinf(points[["mean", "lower", "upper"]].to_numpy(float)).any()


@given(st.floats(-1e6, 1e6), st.integers(2, 40))
def test_a_constant_series_has_limits_equal_to_its_mean_and_no_special_cause(value, size):
    points = xmr([value] * size, direction="higher", screen_moving_ranges=True).points

    assert (points[["mean", "lower", "upper"]] == value).all(axis=None)
    assert (points["kind"] == "common_cause").all()


def test_without_a_value_there_are_no_limits_and_no_icons():
    chart = xmr([np.nan, np.nan], direction="higher", target=3.0)

    assert chart.points[["mean", "lower", "upper"]].isna().all(axis=None)
    assert (chart.variation, chart.assurance, chart.provisional) == ("common_cause", "none", True)


def test_one_value_has_a_mean_and_no_limits():
    chart = xmr([3.0], direction="higher", target=1.0)

    assert chart.points["mean"].tolist() == [3.0]
    assert chart.points["lower"].isna().all()
    assert chart.assurance == "none"


def test_a_missing_value_breaks_a_shift():
    low, high = [0.0, 1.0] * 6, [9.0, 10.0, 9.0, np.nan, 10.0, 9.0, 10.0]
    unbroken = [9.0, 10.0, 9.0, 9.0, 10.0, 9.0, 10.0]
    options = {"direction": "higher", "baseline_points": 12}

    assert (xmr(low + unbroken, **options).points["rule"].tail(7) != "none").all()
    assert "shift" not in set(
        xmr(low + [5.0 if v == v else v for v in high], **options).points["rule"]
    )


def test_the_last_point_with_a_value_gives_the_icon():
    values = [*([0.0, 1.0] * 7), 30.0, np.nan]

    assert xmr(values, direction="lower").variation == "concern_high"


def test_a_target_on_a_limit_is_hit_or_miss():
    values = [4.0, 6.0] * 8
    upper = xmr(values, direction="higher").points["upper"].iloc[-1]

    assert xmr(values, direction="higher", target=upper).assurance == "inconsistent"
    assert xmr(values, direction="lower", target=upper + 1e-6).assurance == "consistent_pass"


def test_all_faults_are_listed_at_once():
    with pytest.raises(MethodInputError) as refused:
        xmr([1.0, 2.0], direction="up", target=np.inf, rebase=[5, 5], baseline_points=1)

    for part in (
        "direction is 'up'",
        "target is inf",
        "rebase holds 5",
        "twice",
        "baseline_points",
    ):
        assert part in str(refused.value)
