"""The funnel in words and points: who is outside, by which limits, and why it may not be drawn."""

import pytest

from pcdash.charts.funnel import COLUMNS, CURVES
from pcdash.errors import NoChartError
from pcdash.stats.funnel import overdispersion
from pcdash.viewmodels.figures import Question, answer
from pcdash.viewmodels.funnel import PLAIN, build_funnel

CONDITION = Question("condition_a", period="2014/15")


def _column(table, label):
    labels = [column.label for column in table.columns]
    return [row[labels.index(label)] for row in table.rows]


@pytest.fixture
def view(context):
    return build_funnel(context, CONDITION)


def test_the_chart_gets_what_it_asks_for(view):
    assert list(view.drawn["points"].columns) == list(COLUMNS)
    assert set(view.drawn["curves"].columns) == set(CURVES)
    assert not view.drawn["curves"].isna().any(axis=None)


def test_overdispersion_is_that_of_the_areas_shown_and_said(context, view):
    rows = answer(context, CONDITION).figures
    found = overdispersion(rows["numerator"], rows["denominator"])

    assert found.phi > 1
    assert f"φ = {found.phi:.1f}; limits adjusted" in view.subtitle
    assert view.drawn["average"].value == pytest.approx(100 * 280 / 5000)
    assert view.drawn["average"].label == "Average of these practices 5.6%"


def test_a_point_is_outside_exactly_where_it_is_drawn_outside_its_limits(context, view):
    points = view.drawn["points"].set_index("area_code")
    limits = dict(zip(view.table.codes, zip(
        _column(view.table, "95% limit, lower"), _column(view.table, "95% limit, upper"),
        strict=True), strict=True))  # fmt: skip

    for code, point in points.iterrows():
        low, high = map(float, limits[code])
        assert (point["verdict"] != "similar") == (not low <= point["value"] <= high)
    assert set(view.drawn["named"]) == set(points.index[points["verdict"] != "similar"])


def test_without_overdispersion_the_own_interval_decides(context):
    question = Question("condition_a", period="2014/15", area="Z1S")
    view = build_funnel(context, question)

    assert "not adjusted" in view.subtitle
    average = view.drawn["average"].value
    figures = answer(context, question).figures
    for code, point in view.drawn["points"].set_index("area_code").iterrows():
        own = figures.set_index("area_code").loc[code]
        holds = own["lower_95"] <= average <= own["upper_95"]
        assert (point["verdict"] == "similar") == holds


def test_the_finding_counts_and_the_sentence_names_who_is_outside(view):
    assert view.drawn["named"] == ("Z99002",)
    assert view.finding == "1 of 5 practices lies outside the funnel"
    assert view.sentence.startswith("Lower than expected: Dr AB Ash's Practice (Z99002). Average")


@pytest.mark.parametrize("indicator_id", ["score_d", "rating_c", "registered_patients"])
def test_what_has_no_counts_behind_it_is_explained(context, indicator_id):
    with pytest.raises(NoChartError, match="needs the counts behind it"):
        build_funnel(context, Question(indicator_id, period="2016/17"))


def test_one_area_alone_is_explained(context):
    with pytest.raises(NoChartError, match="two areas or more; here 1 area has"):
        build_funnel(context, Question("condition_a", period="2016/17", area="Z1N"))


def test_limits_of_chance_alone_can_be_asked_for_and_say_that_they_are_narrow(context, view):
    plain = build_funnel(context, CONDITION, PLAIN)
    average = plain.drawn["average"].value
    figures = answer(context, CONDITION).figures.set_index("area_code")

    assert "limits not adjusted" in plain.subtitle
    assert "being outside them is common here" in plain.notes[0]
    assert len(plain.drawn["named"]) > len(view.drawn["named"])
    for code, point in plain.drawn["points"].set_index("area_code").iterrows():
        own = figures.loc[code]
        assert (point["verdict"] == "similar") == (own["lower_95"] <= average <= own["upper_95"])
    # Deviations are then of chance alone as well.
    deviations = [float(one) for one in _column(plain.table, "Deviations from the average")]
    assert max(map(abs, deviations)) > max(
        abs(float(one)) for one in _column(view.table, "Deviations from the average")
    )
