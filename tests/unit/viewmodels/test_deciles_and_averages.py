"""Deciles over time, averages with their ranges, and peers, on the small store."""

from dataclasses import replace

import numpy as np
import pytest

from pcdash.charts.decile_bands import COLUMNS, decile_bands
from pcdash.charts.ranges import ranges
from pcdash.charts.theme import LIGHT, PALETTES
from pcdash.definitions.aims import PublishedFigure
from pcdash.errors import NoChartError
from pcdash.viewmodels.averages import build_averages
from pcdash.viewmodels.deciles import build_deciles
from pcdash.viewmodels.figures import Question
from pcdash.viewmodels.peers import build_peer_bars

NOW = Question("condition_a", period="2016/17")


def _row(view, code):
    labels = [column.label for column in view.table.columns]
    return dict(zip(labels, view.table.rows[view.table.codes.index(code)], strict=True))


def test_deciles_are_those_of_the_practices_with_a_figure(context):
    view = build_deciles(context, NOW, "Z99001")
    points = view.drawn["points"]

    assert set(points.columns) == set(COLUMNS)
    then = points[points["period"] == "2014/15"].set_index("line")["value"]
    shares = [10.0, 2.0, 5.2, 4.8, 6.0]
    assert then["Median"] == pytest.approx(np.percentile(shares, 50))
    assert then["Decile 9"] == pytest.approx(np.percentile(shares, 90))
    assert then["Birch Surgery"] == pytest.approx(10.0)


def test_the_finding_says_in_which_tenth_a_practice_stands(context):
    view = build_deciles(context, NOW, "Z99001")

    assert view.finding == "Birch Surgery (Z99001) stands in the highest tenth in 2016/17"
    assert "The median went from 5.2% in 2014/15 to 5.0% in 2016/17" in view.sentence
    lowest = build_deciles(context, NOW, "Z99002").finding
    assert lowest.endswith("stands in the lowest tenth in 2016/17")
    assert "has no figure in 2016/17" in build_deciles(context, NOW, "Z99004").finding


def test_without_a_practice_the_area_is_on_top(context):
    view = build_deciles(context, replace(NOW, area="Z1N"), None)

    # Of the two practices of Northam then, one is left: 11.0%.
    assert view.finding == "Northam CCG stands in the highest tenth in 2016/17"


def test_one_period_has_no_deciles_over_time(context):
    with pytest.raises(NoChartError, match="two periods or more"):
        build_deciles(context, Question("care_b", period="2016/17"), None)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_both_charts_are_valid_in_every_palette(context, palette):
    deciles = decile_bands(**build_deciles(context, NOW, "Z99001").drawn, palette=palette)
    averages = ranges(**build_averages(context, NOW).drawn, palette=palette)

    assert deciles.to_dict(validate=True)["config"]["background"] == palette.background
    assert averages.to_dict(validate=True)["config"]["background"] == palette.background


def test_the_median_is_dashed_the_place_solid_and_the_deciles_dotted(context):
    drawn = build_deciles(context, NOW, "Z99001").drawn
    spec = decile_bands(**drawn, palette=LIGHT).to_dict(validate=True)
    lines = [one for one in spec["layer"] if one["mark"]["type"] == "line"]

    assert len({tuple(one["mark"]["strokeDash"]) for one in lines}) == 3
    said = [one["encoding"]["text"]["value"] for one in spec["layer"]
            if one["mark"]["type"] == "text"]  # fmt: skip
    assert any(text.startswith("Birch Surgery 11.0%") for text in said)


def test_averages_have_the_lowest_and_highest_of_their_practices(context):
    view = build_averages(context, Question("care_b", period="2016/17"))

    south = _row(view, "Z1S")
    assert south["Average"] == "73.0%"
    assert (south["Lowest practice"], south["Highest practice"]) == ("60.0", "80.0")
    assert view.finding.startswith("Averages run from 73.0% in Southam CCG to 90.0% in Northam")


def test_what_the_strategy_prints_stands_beside_the_group_of_that_name(context):
    known = context.catalogue
    figure = PublishedFigure(
        id="south", indicator="care_b", place="Southam", period="2016/17", value=71, lowest=55,
        highest=82, source="000", place_in_source="table 1",
    )  # fmt: skip
    printed = replace(context, catalogue=replace(known, published={"south": figure}))
    view = build_averages(printed, Question("care_b", period="2016/17"))

    assert _row(view, "Z1S")["As the strategy prints it"] == "71 (55 to 82)"
    assert _row(view, "Z1N")["As the strategy prints it"] == ""


@pytest.mark.parametrize("indicator_id", ["rating_c", "registered_patients"])
def test_what_has_no_average_is_explained(context, indicator_id):
    with pytest.raises(NoChartError, match="no average"):
        build_averages(context, Question(indicator_id, period="2016/17"))


def test_peers_need_a_practice_and_something_to_be_like(context):
    with pytest.raises(NoChartError, match="point one out"):
        build_peer_bars(context, NOW, None)
    with pytest.raises(NoChartError, match="do not differ"):
        build_peer_bars(context, NOW, "Z99001")
