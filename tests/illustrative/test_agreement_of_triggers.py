"""The Triggers page has what the command `values` prints: figures, levels, counts, categories."""

import re

import pytest

from pcdash.charts.stacked_categories import stacked_categories
from pcdash.charts.theme import LIGHT
from pcdash.charts.trigger_heatmap import trigger_heatmap
from pcdash.viewmodels.triggers import build_triggers, periods_of
from tests.printed import printed, with_unit

CCG = "ZZA"


@pytest.fixture(scope="module")
def view(context):
    return build_triggers(context, periods_of(context).first, CCG)


def _rows(table):
    labels = [column.label for column in table.columns]
    return [dict(zip(labels, row, strict=True)) for row in table.rows]


def test_a_cell_has_the_printed_figure_and_the_level_that_it_raises(
    context, view, illustrative_store
):
    period = periods_of(context).first
    by_title = {one.title: one for one in context.catalogue.indicators.values()}
    levels = {one.indicator: one for one in context.catalogue.trigger_levels.values()}
    drawn = trigger_heatmap(view.cells, palette=LIGHT).data.to_dict("records")

    assert len(drawn) > 100
    for cell in drawn:
        indicator = by_title[cell["indicator"]]
        rows = printed(illustrative_store, indicator.id, level="practice", period=period)
        value = rows[cell["area_code"]]["value"]
        if not value:
            continue
        assert cell["value_text"] == with_unit(value, indicator)
        raised, sign = levels[indicator.id], 1 if indicator.polarity == "higher" else -1
        worse = [sign * float(value) < sign * limit for limit in (raised.level_1, raised.level_2)]
        equal = [float(value) == limit for limit in (raised.level_1, raised.level_2)]
        assert cell["level"] == sum(worse) or any(equal)


def test_triggers_are_counted_from_the_cells_and_categories_from_the_rule(view):
    for row in _rows(view.practices):
        own = view.cells[view.cells["area_code"] == row["Code"]]
        raised = int((own["level"] > 0).sum())
        assert row["Triggers"] == str(raised)
        assert row["At level 2"] == str(int((own["level"] == 2).sum()))
        is_review = raised >= 9 or int(row["At level 2"]) >= 3
        assert (row["Category"] == "Review identified") == is_review


def test_chart_table_and_sentence_count_the_practices_of_the_list(view):
    listed = [row["Category"] for row in _rows(view.practices)]
    drawn = stacked_categories(
        view.stacks, categories=view.categories, favourable=view.favourable,
        rated=view.categories, palette=LIGHT,
    ).data  # fmt: skip
    counts = _rows(view.counts)[0]

    for category in view.categories:
        assert counts[category] == str(listed.count(category))
        own = drawn[drawn["category"] == category]
        assert own["count"].sum() == listed.count(category)
    said = re.match(r"(\d+) of (\d+) practices are review identified", view.finding)
    assert int(said[1]) == listed.count("Review identified")
    assert int(said[2]) == len(listed)
