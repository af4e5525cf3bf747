"""What changed, how few make up how much, and what a level would give: worked out by hand."""

from dataclasses import replace

import pytest

from pcdash.charts.ranked_bars import ranked_bars
from pcdash.charts.theme import LIGHT
from pcdash.definitions.models import Break
from pcdash.errors import NoChartError
from pcdash.stats.change import difference
from pcdash.stats.intervals import proportion
from pcdash.viewmodels.change import baselines, build_change
from pcdash.viewmodels.differences import signed
from pcdash.viewmodels.excess import build_contribution, build_opportunity
from pcdash.viewmodels.figures import Question

NOW = Question("condition_a", period="2016/17")
CARE = Question("care_b", period="2016/17")


def _with(context, indicator_id, **fields):
    known = context.catalogue
    changed = known.indicators[indicator_id].model_copy(update=fields)
    indicators = {**known.indicators, indicator_id: changed}
    return replace(context, catalogue=replace(known, indicators=indicators))


def _row(view, code):
    labels = [column.label for column in view.table.columns]
    return dict(zip(labels, view.table.rows[view.table.codes.index(code)], strict=True))


def test_a_change_is_the_difference_with_newcombes_interval(context):
    view = build_change(context, NOW, "2014/15")
    drawn = view.drawn["rows"].set_index("area_code")
    one, two = proportion([110], [1000]), proportion([100], [1000])
    found = difference(
        one["value"], one["lower"], one["upper"], two["value"], two["lower"], two["upper"]
    )

    assert drawn.loc["Z99001", "value"] == pytest.approx(100 * found["value"].iloc[0])
    assert drawn.loc["Z99001", "upper_95"] == pytest.approx(100 * found["upper"].iloc[0])
    assert drawn.loc["Z99001", "verdict"] == "similar"
    assert drawn.loc["Z99001", "value_text"] == "+1.0"
    assert ranked_bars(**view.drawn, palette=LIGHT).to_dict(validate=True)


def test_finding_table_and_notes_say_the_same_change(context):
    view = build_change(context, NOW, "2014/15")

    assert view.finding == "0 of 3 practices rose by more than chance since 2014/15, none fell"
    assert _row(view, "Z99001") == {
        "Practice": "Birch Surgery", "Change, percentage points": "+1.0",
        "More than chance?": "≈ Similar", "Code": "Z99001", "2014/15": "10.0",
        "2016/17": "11.0", "95% interval from": "-1.7", "95% interval to": "3.7",
    }  # fmt: skip
    assert _row(view, "Z99004")["2016/17"] == "[c]"
    assert any("in only one of the two periods" in note for note in view.notes)
    # 100 + 20 + 52 people before, 110 + 21 + 50 after, and lists as they were.
    assert any("counted +9 between 2014/15 and 2016/17" in note for note in view.notes)


def test_a_break_is_said_and_the_usual_baseline_lies_after_it(context):
    assert baselines(context, NOW).codes == ("2014/15",)
    broken = _with(
        context, "condition_a", breaks=(Break(period="2015/16", reason="Counted anew."),)
    )

    assert "Not comparable: Counted anew." in build_change(broken, NOW, "2014/15").notes


def test_a_score_changes_without_a_test_and_a_rating_not_at_all(context):
    with pytest.raises(NoChartError, match="no difference"):
        build_change(context, Question("rating_c", period="2016/17"), None)
    with pytest.raises(NoChartError, match="Only one period"):
        build_change(context, Question("score_d", period="2016/17"), None)


@pytest.mark.parametrize(
    ("value", "text"), [(2.06, "+2.1"), (-0.4, "-0.4"), (0.0, "0.0"), (0.01, "0.0")]
)
def test_a_change_has_its_sign(value, text):
    assert signed(value, 1) == text


def test_contribution_counts_the_shortfall_and_who_makes_up_half(context):
    view = build_contribution(context, CARE)

    # England has 80%: 600 and 790 of 1,000 lack 200 and 10.
    assert view.finding == "1 of 4 practices account for half of the shortfall"
    assert view.drawn["rows"]["amount"].tolist() == [200.0, 10.0]
    assert view.drawn["half"] == 1
    assert "together by 210" in view.sentence
    assert view.table.codes == ("Z99002", "Z99003")


def test_opportunity_counts_what_a_level_would_give(context):
    view = build_opportunity(context, CARE, "benchmark")

    assert view.finding == "210 more if 2 practices moved to 80.0%"
    assert _row(view, "Z99002")["More"] == "200"
    median = build_opportunity(context, CARE, "median")  # of 90, 60, 79 and 80: 79.5%
    assert median.finding == "200 more if 2 practices moved to 79.5%"
    quarter = build_opportunity(context, CARE, "quarter")
    assert "moved to 82.5%" in quarter.finding
    assert ranked_bars(**view.drawn, palette=LIGHT).to_dict(validate=True)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question("score_d", period="2016/17"), "needs the counts behind each figure"),
        (Question("rating_c", period="2016/17"), "needs the counts behind each figure"),
        (NOW, "Neither high nor low is good"),
        (replace(CARE, against="ccg"), "no single benchmark"),
    ],
)
def test_what_has_no_opportunity_is_explained(context, question, said):
    with pytest.raises(NoChartError, match=said):
        build_opportunity(context, question, "benchmark")


def test_a_place_without_a_target_has_none_to_move_to(context):
    with pytest.raises(NoChartError, match="has no target"):
        build_opportunity(context, CARE, "target")


def test_nothing_in_excess_is_said_in_words(context):
    low = _with(context, "care_b", polarity="lower")

    view = build_contribution(low, CARE)
    assert "excess" in view.finding
    with pytest.raises(NoChartError, match="one benchmark"):
        build_contribution(context, replace(CARE, against="ccg"))
