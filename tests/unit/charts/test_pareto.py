"""A Pareto chart: columns by amount, the share of all so far, and where half is reached."""

import json

import pandas as pd
import pytest

from pcdash.charts.pareto import pareto
from pcdash.charts.theme import LIGHT, PALETTES


def rows(*amounts):
    total = sum(amounts)
    return pd.DataFrame(
        {
            "area_code": [f"Z9900{at}" for at in range(len(amounts))],
            "area_name": [f"Practice {at}" for at in range(len(amounts))],
            "amount": amounts,
            "share": pd.Series(amounts).cumsum() / total,
            "amount_text": [str(one) for one in amounts],
            "share_text": "x%",
        }
    )


def drawn(given, palette=LIGHT, half=1, **options):
    chart = pareto(
        given, unit="people, excess", half=half, half_label="Half of the excess", palette=palette,
        **options,
    )  # fmt: skip
    return chart.to_dict(validate=True)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_the_specification_is_valid_in_every_palette(palette):
    spec = drawn(rows(50, 30, 20), palette)

    assert spec["config"]["background"] == palette.background
    assert spec["resolve"]["scale"]["y"] == "independent"


def test_the_first_columns_stand_out_and_end_at_a_line():
    spec = drawn(rows(50, 30, 20), half=2)
    (data,) = spec["datasets"].values()

    assert [row["is_first"] for row in data] == [True, True, False]
    assert '"edge": 1.5' in json.dumps(spec["layer"])


def test_without_a_half_there_is_no_line():
    assert "Half of the excess" not in json.dumps(drawn(rows(50, 30), half=0))


def test_the_chosen_area_is_named_and_a_column_is_read_whole():
    spec = drawn(rows(50, 30), highlighted="Z99001")

    assert '"text": {"value": "Practice 1"}' in json.dumps(spec["layer"])
    assert "Practice 1: 30; x%" in json.dumps(spec["datasets"])
