"""Two indicators side by side: figures, words without cause, and what cannot be shown."""

import pandas as pd
import pytest

from pcdash.errors import NoChartError, UserFacingError
from pcdash.stats.correlation import spearman
from pcdash.viewmodels import pair_choices
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.numbers import number_text
from pcdash.viewmodels.pairs import Pair, build_pair, common_periods


def test_points_and_table_are_the_figures_of_the_engine(context):
    view = build_pair(context, Pair("condition_a", "care_b"))
    period = common_periods(context.holdings, "condition_a", "care_b")[0]
    points = view.form.drawn["points"].set_index("area_code")
    rows = dict(zip(view.form.table.codes, view.form.table.rows, strict=True))

    for place, one in ((2, "condition_a"), (3, "care_b")):
        figures = answer(context, Question(one, period=period)).figures.set_index("area_code")
        for code, value in figures["value"].dropna().items():
            assert rows[code][place] == number_text(value, decimals=1)
            if code in points.index:
                assert points.loc[code, "x" if place == 2 else "y"] == value


def test_areas_without_one_of_both_are_counted_and_in_the_table(context):
    view = build_pair(context, Pair("condition_a", "care_b"))
    lacking = [row for row in view.form.table.rows if row[2].startswith("[")]

    assert lacking
    assert any(
        one.startswith(f"{len(lacking)} practice") and "Condition A" in one
        for one in view.form.notes
    )
    points = view.form.drawn["points"]
    assert points[["x", "y"]].notna().all().all()
    assert f"{len(points)} practice" in view.form.sentence + view.form.finding


def test_what_is_said_claims_no_cause_and_is_the_engines_number(context):
    view = build_pair(context, Pair("condition_a", "care_b", period=None))
    points = view.form.drawn["points"]
    found = spearman(points["x"], points["y"])

    assert number_text(found.value, decimals=2) in view.form.sentence
    assert "does not say that one causes" in view.form.sentence


def test_one_indicator_twice_is_explained(context):
    with pytest.raises(NoChartError, match="twice"):
        build_pair(context, Pair("care_b", "care_b"))


def test_an_indicator_without_data_is_explained(context):
    with pytest.raises(UserFacingError, match="Nothing E"):
        build_pair(context, Pair("care_b", "nothing_e"))


def test_nothing_common_and_a_period_that_is_not_held_are_explained(context):
    with pytest.raises(UserFacingError, match="1999/00"):
        build_pair(context, Pair("care_b", "condition_a", period="1999/00"))


def test_one_area_has_a_point_and_no_correlation(context):
    view = build_pair(context, Pair("condition_a", "care_b", area="Z99001"))

    assert view.form.finding == "No correlation can be worked out from 1 practice"
    assert len(view.form.drawn["points"]) == 1


def test_where_the_ready_pair_is_not_held_another_is_offered(context):
    start = pair_choices.build_start(context)

    assert start.pair is not None
    assert not pd.isna(start.pair.label)
    build_pair(context, Pair(start.pair.x, start.pair.y))
