"""Agreement with the packages that the NHS uses, to a relative 1e-9."""

import numpy as np
import pandas as pd
import pytest

from pcdash.stats import comparison, intervals, position

LEVELS = {"lower95_0cl": "lower_95", "upper95_0cl": "upper_95"}
LEVELS |= {"lower99_8cl": "lower_998", "upper99_8cl": "upper_998"}
# What the package says of a point that is not "Not significant".
SIGNIFICANCE = {
    "Not significant": "similar",
    "High (0.025)": "higher_95",
    "High (0.001)": "higher_998",
    "Low (0.025)": "lower_95",
    "Low (0.001)": "lower_998",
}


def agree(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=0)


@pytest.mark.parametrize("name", ["01_phe_proportion_95_998_pct", "07b_phe_proportion_95_998"])
@pytest.mark.parametrize("theirs", LEVELS)
def test_proportion_agrees_with_phe_proportion(vectors, name, theirs):
    expected = pd.read_csv(vectors / f"{name}.csv")
    level = 0.95 if "95_0" in theirs else 0.998

    ours = intervals.proportion(expected["numerator"], expected["denominator"], confidence=level)

    agree(100 * ours["value"], expected["value"])
    agree(100 * ours[LEVELS[theirs].split("_")[0]], expected[theirs])


@pytest.mark.parametrize("theirs", LEVELS)
def test_rate_agrees_with_phe_rate(vectors, theirs):
    expected = pd.read_csv(vectors / "02_phe_rate_95_998_per1000.csv")
    level = 0.95 if "95_0" in theirs else 0.998

    ours = intervals.rate(
        expected["events"], expected["population"], multiplier=1000, confidence=level
    )

    agree(ours["value"], expected["value"])
    agree(ours[LEVELS[theirs].split("_")[0]], expected[theirs])


@pytest.mark.parametrize(
    ("method", "name", "numerator", "denominator", "multiplier"),
    [
        ("proportion", "01_phe_proportion_95_998_pct", "numerator", "denominator", 100),
        ("rate", "02_phe_rate_95_998_per1000", "events", "population", 1000),
    ],
)
def test_for_method_gives_both_levels_at_once(
    vectors, method, name, numerator, denominator, multiplier
):
    expected = pd.read_csv(vectors / f"{name}.csv")

    ours = intervals.for_method(
        method,
        expected[numerator],
        expected[denominator],
        multiplier=multiplier,
        value=expected["value"],
    )

    for theirs, name in LEVELS.items():
        agree(ours[name], expected[theirs])


@pytest.mark.parametrize(
    ("method", "name", "numerator", "denominator"),
    [
        ("proportion", "07b_funnel_proportion", "numerator", "denominator"),
        ("rate", "08_funnel_crude_rate", "events", "population"),
    ],
)
def test_compare_agrees_with_assign_funnel_significance(
    vectors, method, name, numerator, denominator
):
    expected = pd.read_csv(vectors / f"{name}_significance.csv")
    x, n = expected[numerator], expected[denominator]
    limits = intervals.for_method(method, x, n)

    verdicts = comparison.compare(
        x / n,
        **{level: limits[level] for level in intervals.LIMITS},
        benchmark=x.sum() / n.sum(),
        polarity="none",
    )

    assert verdicts.tolist() == expected["significance"].map(SIGNIFICANCE).tolist()
    assert verdicts.nunique() > 2


def test_deciles_agree_with_openprescribing(vectors):
    given = pd.read_csv(vectors / "07b_funnel_proportion_input.csv")
    expected = pd.read_csv(vectors / "51_openprescribing_deciles_expected.csv")

    ours = position.deciles(given["numerator"] / given["denominator"])

    assert ours["decile"].tolist() == expected["decile"].tolist()
    agree(ours["value"], expected["value"])


def test_percentile_agrees_with_openprescribing(vectors):
    expected = pd.read_csv(vectors / "51_openprescribing_percent_rank_expected.csv")

    agree(position.percentile(expected["calc_value"]), expected["percentile"])


def test_quantile_group_agrees_with_phe_quantile(vectors):
    expected = pd.read_csv(vectors / "06_phe_quantile_decile_invertFALSE.csv")

    ours = position.quantile_group(expected["value"], 10)

    agree(ours.to_numpy(float, na_value=np.nan), expected["quantile"])
