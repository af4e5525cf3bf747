"""The charts that readers of the strategy ask for first, from the store of the real files."""

import pytest

from pcdash.charts.icons import icons
from pcdash.charts.spc import spc_chart
from pcdash.charts.theme import LIGHT
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.funnel import build_funnel
from pcdash.viewmodels.trends import build_trend

pytestmark = pytest.mark.published


def test_the_funnel_of_asthma_shows_its_overdispersion_and_adjusted_limits(context):
    view = build_funnel(context, Question("qof_prevalence_ast", period="2014/15"))

    assert view.finding == "18 of 133 practices lie outside the funnel"
    assert "φ = 7.8; limits adjusted for it" in view.subtitle
    curves = view.drawn["curves"]
    average = view.drawn["average"].value
    # Unadjusted limits would close in on the average as lists grow; adjusted ones do not.
    largest = curves.iloc[-1]
    chance = 1.96 * (average * (100 - average) / largest["size"]) ** 0.5
    assert largest["upper_95"] - average > 2 * chance


@pytest.mark.parametrize("ccg", ["07L", "08F", "08N"])
def test_eighteen_months_of_referrals_draw_a_control_chart_with_icons(context, ccg):
    view = build_trend(context, ccg, "gp_referrals_made", False)

    points = view.drawn["points"]
    assert points["period"].iloc[[0, -1]].tolist() == ["Apr 2014", "Sep 2015"]
    assert points["value"].notna().sum() == 18
    assert points[["mean", "lower", "upper"]].notna().all(axis=None)
    assert not any("Provisional" in note for note in view.notes)
    assert [one.about for one in view.signs] == ["variation"]
    assert icons(view.signs, palette=LIGHT).to_dict(validate=True)
    assert spc_chart(**view.drawn, palette=LIGHT).to_dict(validate=True)
