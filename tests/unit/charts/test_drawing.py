"""A drawing is an Altair chart that is checked when asked, and quick when not."""

import altair as alt
import pandas as pd
import pytest

from pcdash.charts.drawing import drawing, layer
from pcdash.charts.theme import LIGHT, configuration

DATA = pd.DataFrame({"area": ["A", "B"], "value": [1.0, None]})
BAR = {"x": {"field": "value", "type": "quantitative"}, "y": {"field": "area", "type": "nominal"}}


def made(*layers):
    return drawing(DATA, list(layers), palette=LIGHT, height=100)


def test_a_drawing_is_an_altair_chart_of_the_container_s_width():
    spec = made(layer("bar", BAR)).to_dict()

    assert isinstance(made(layer("bar", BAR)), alt.LayerChart)
    assert spec["width"] == "container"
    assert spec["height"] == 100
    assert spec["autosize"] == {"type": "fit-x", "contains": "padding"}
    assert spec["config"]["axis"] == configuration(LIGHT)["axis"]
    assert spec["config"]["background"] == LIGHT.background


def test_checked_and_unchecked_give_the_same_specification():
    chart = made(layer("bar", BAR), layer("rule", BAR, values=[{"area": "A", "value": 3}]))

    assert chart.to_dict() == chart.to_dict(validate=True)


def test_checking_finds_what_the_schema_does_not_know():
    chart = made(layer("bar", {**BAR, "colour": {"value": "red"}}))

    chart.to_dict()
    with pytest.raises(alt.utils.schemapi.SchemaValidationError):
        chart.to_dict(validate=True)


def test_data_are_handed_over_as_they_are():
    spec = made(layer("bar", BAR)).to_dict()

    rows = spec["datasets"][spec["data"]["name"]]
    assert rows == [{"area": "A", "value": 1.0}, {"area": "B", "value": None}]


def test_a_layer_is_silent_unless_it_is_asked_to_speak():
    assert layer("bar", BAR)["mark"]["aria"] is False
    assert layer("bar", BAR, aria=True)["mark"]["aria"] is True


def test_a_layer_holds_only_the_parts_it_was_given():
    assert set(layer("bar", BAR)) == {"mark", "encoding"}
    assert layer("bar", BAR, values=[])["data"] == {"values": []}
