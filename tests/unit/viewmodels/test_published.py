"""What the strategy documents print is shown as printed, and apart."""

from dataclasses import replace

import pytest

from pcdash.definitions.catalogue import load_catalogue
from pcdash.viewmodels.published import published_panel


@pytest.fixture(scope="module")
def defined():
    return load_catalogue()


def _rows(panel):
    labels = [column.label for column in panel.table.columns]
    return {row[0]: dict(zip(labels, row, strict=True)) for row in panel.table.rows}


def test_qof_points_stand_as_the_strategy_prints_them(defined):
    panel = published_panel(defined, defined.indicator("qof_points"))

    assert {
        place: (row["Figure"], row["Lowest"], row["Highest"]) for place, row in _rows(panel).items()
    } == {
        "Barking and Dagenham": ("530", "458", "559"),
        "Havering": ("516", "282", "559"),
        "Redbridge": ("522", "443", "559"),
        "London": ("521", "139", "559"),
        "England": ("530", "139", "559"),
    }
    assert panel.sources == (
        "Barking and Dagenham primary care strategy 2015–2020 (draft of about April 2016), "
        "table 1.",
    )


def test_another_denominator_is_said(defined):
    rows = _rows(published_panel(defined, defined.indicator("ae_attendances")))

    assert rows["London"]["Unit"] == "Per 1,000 population"
    assert "no benchmark" in rows["London"]["Note"]
    assert rows["London"]["Lowest"] == "[x]"


def test_an_indicator_of_which_nothing_is_printed_has_no_panel(defined):
    assert published_panel(defined, defined.indicator("qof_prevalence_ast")) is None


def test_every_printed_figure_has_a_place_a_period_and_a_source(defined):
    assert len(defined.published) > 15
    for one in defined.published.values():
        assert one.place
        assert one.period
        assert one.source
        assert one.place_in_source
        assert published_panel(replace(defined), defined.indicator(one.indicator)) is not None
