"""A target and the way to it, in words, points and a table."""

from dataclasses import replace

import pytest

from pcdash.charts._timeline import COLUMNS
from pcdash.charts.theme import LIGHT
from pcdash.charts.time_series import history
from pcdash.definitions.aims import Target
from pcdash.viewmodels.trajectory import build_trajectory
from pcdash.viewmodels.trends import build_trend

PRACTICE = "Z99001"


def _aimed(context, indicator_id="condition_a", *, polarity="higher", **fields):
    """The context with a target of the practice: by default 20% by March 2018."""
    given = {"level": 20.0, "by": "2017/18"} | fields
    aim = Target(
        id="aim", indicator=indicator_id, areas=(PRACTICE,), title="A fifth.", source="Nobody",
        **given,
    )  # fmt: skip
    known = context.catalogue
    changed = known.indicators[indicator_id].model_copy(update={"polarity": polarity})
    indicators = {**known.indicators, indicator_id: changed}
    return replace(context, catalogue=replace(known, indicators=indicators, targets={"aim": aim}))


def _built(context, indicator_id="condition_a", **fields):
    return build_trajectory(_aimed(context, indicator_id, **fields), PRACTICE, indicator_id)


def test_a_figure_short_of_its_way_is_behind_with_the_gap_in_people(context):
    # From 10.0% at the end of 2014/15 to 20% three years on; 731 of 1,096 days have gone by.
    view = _built(context)
    expected = 10 + 10 * 731 / 1096

    assert view.finding == (
        "Behind on the way to the target: 11.0% in 2016/17, the straight way is at 16.7%"
    )
    assert round(expected, 1) == 16.7
    assert view.sentence.startswith("The gap is 9.0 percentage points: 90 more of 1,000, counted")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"level": 10.5}, "The target is met: 11.0% in 2016/17, against 10.5%"),
        ({"level": 12.0}, "On course for the target: 11.0% in 2016/17, the straight way is at 11."),
        ({"level": 2.0, "polarity": "lower"}, "Behind on the way to the target: 11.0%"),
        ({"level": 12.0, "by": "2015/16"}, "Short of a target that was due by 2015/16: 11.0%"),
        (
            {"level": 12.0, "baseline_period": "2013/14"},
            "Short of the target, with no baseline: 11.0%",
        ),
    ],
)
def test_the_finding_says_where_it_stands(context, fields, said):
    assert _built(context, **fields).finding.startswith(said)


def test_table_and_chart_have_the_figures_of_the_trend(context):
    aimed = _aimed(context)
    view = build_trajectory(aimed, PRACTICE, "condition_a")
    trend = build_trend(aimed, PRACTICE, "condition_a", False)
    own = view.drawn["points"][view.drawn["points"]["role"] == "area"]

    assert tuple(view.drawn["points"].columns) == COLUMNS
    assert [row[:2] for row in view.table.rows[:-1]] == [
        row[:2] for row in trend.table.rows if row[1] != "[x]"
    ]
    assert own["value"].tolist() == [10.0, 11.0]
    assert view.table.rows[-1] == ("Target, by 2017/18", "[z]", "", "20.0", "[z]")
    assert [row[3] for row in view.table.rows] == ["10.0", "16.7", "20.0"]


def test_the_way_is_drawn_from_baseline_to_target(context):
    view = _built(context)
    chart = history(**view.drawn, palette=LIGHT)
    way = chart.data[chart.data["role"] == "target"]

    assert way["value"].tolist() == [10.0, 20.0]
    assert "20.0% target, 2017/18" in str(chart.to_dict())
    assert LIGHT.target in str(chart.to_dict())


def test_a_group_has_its_own_target_and_counts(context):
    aim = Target(
        id="aim", indicator="care_b", areas=("Z1N",), level=95.01, by="2017/18", title="Most.",
        source="Nobody",
    )  # fmt: skip
    known = replace(context, catalogue=replace(context.catalogue, targets={"aim": aim}))
    view = build_trajectory(known, "Z1N", "care_b")

    # 900 of 1,000; 950.1 is the level, and people are whole.
    assert ": 51 more of 1,000, counted as:" in view.sentence
    assert "95.0% target, 2017/18" in str(history(**view.drawn, palette=LIGHT).to_dict())


@pytest.mark.parametrize("fields", [{"polarity": "none"}, {"indicator_id": "nothing_e"}])
def test_nothing_is_said_without_a_direction_or_a_figure(context, fields):
    assert _built(context, **fields) is None


def test_nothing_is_said_of_a_place_without_a_target(context):
    assert build_trajectory(_aimed(context), "Z99002", "condition_a") is None


def test_a_single_figure_of_the_date_itself_is_short_of_it(context):
    aimed = _aimed(context, level=12.0, by="2014/15")
    target = aimed.catalogue.targets["aim"].model_copy(update={"areas": ("Z99005",)})
    aimed = replace(aimed, catalogue=replace(aimed.catalogue, targets={"aim": target}))
    view = build_trajectory(aimed, "Z99005", "condition_a")

    said = "Short of a target that was due by 2014/15: 6.0% in 2014/15, against 12.0%"
    assert view.finding == said
    assert len(view.drawn["points"]) == 2
