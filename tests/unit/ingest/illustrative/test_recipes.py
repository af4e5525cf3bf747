"""Recipes and targets: runs of periods, and what is said when a target cannot be met."""

from dataclasses import replace

import numpy as np
import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.definitions.periods import parse_period
from pcdash.errors import DefinitionError
from pcdash.ingest.illustrative.recipes import (
    Recipe,
    following,
    load_recipes,
    matched,
    periods_of,
    preceding,
)
from pcdash.ingest.illustrative.series import Series
from pcdash.ingest.illustrative.targets import Target, fitted


@pytest.mark.parametrize(
    ("label", "after"),
    [
        ("2014/15", "2015/16"),
        ("Q3 2014/15", "Q4 2014/15"),
        ("Q4 2014/15", "Q1 2015/16"),
        ("Dec 2015", "Jan 2016"),
        ("2019", "2020"),
        ("28 Feb 2016", "29 Feb 2016"),
    ],
)
def test_periods_follow_and_precede_each_other(label, after):
    assert following(parse_period(label)).label == after
    assert preceding(parse_period(after)).label == label


def test_periods_of_a_recipe_are_runs_and_single_ones():
    recipe = Recipe("x", ("Sep 2015..Sep 2016", "Mar 2018"), every=6)

    assert [one.label for one in periods_of(recipe)] == [
        "Sep 2015", "Mar 2016", "Sep 2016", "Mar 2018",
    ]  # fmt: skip


@pytest.mark.parametrize("run", ["2015/16..2014/15", "2014/15..2016"])
def test_a_run_that_does_not_run_is_refused(run):
    with pytest.raises(DefinitionError, match="is not a run of periods"):
        periods_of(Recipe("x", (run,)))


def test_every_recipe_matches_an_indicator():
    catalogue = load_catalogue()
    used = {recipe for _, recipe in matched(catalogue, load_recipes())}

    assert [one.ids for one in load_recipes() if one not in used] == []


@pytest.fixture
def series():
    """Four practices of ten patients each, in one year."""
    indicator = load_catalogue().indicators["qof_prevalence_ast"]
    periods = (parse_period("2014/15"),)
    return Series(
        indicator, Recipe("x", ("2014/15",)), periods, ("ZZ1", "ZZ2", "ZZ3", "ZZ4"),
        present=np.ones((1, 4), dtype=bool),
        numerator=np.array([[1.0, 2.0, 3.0, 4.0]]),
        denominator=np.full((1, 4), 10.0),
    )  # fmt: skip


EVERY = np.ones(4, dtype=bool)
TARGET = Target("qof_prevalence_ast", "2014/15", "ZZA", "made up")


def test_a_target_moves_the_figures_and_keeps_their_order(series):
    moved = fitted(series, replace(TARGET, numerator=20), EVERY).numerator[0]

    assert moved.sum() == 20
    assert (np.diff(moved) > 0).all()
    assert series.numerator[0].tolist() == [1, 2, 3, 4]


def test_a_target_moves_only_the_practices_that_it_is_about(series):
    members = np.array([True, True, False, False])
    moved = fitted(series, replace(TARGET, numerator=9), members).numerator[0]

    assert moved[:2].sum() == 9
    assert moved[2:].tolist() == [3, 4]


def test_a_target_beyond_all_denominators_is_refused(series):
    with pytest.raises(DefinitionError, match="cannot be met"):
        fitted(series, replace(TARGET, numerator=41), EVERY)


def test_a_target_of_a_period_without_figures_is_refused(series):
    with pytest.raises(DefinitionError, match=r"has no '2019/20'"):
        fitted(series, replace(TARGET, period="2019/20"), EVERY)
