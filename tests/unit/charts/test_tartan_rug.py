"""The tartan rug: order, symbols, and letters that can be read on every cell."""

import pandas as pd
import pytest

from pcdash.charts.tartan_rug import ink, tartan_rug
from pcdash.charts.theme import LIGHT, PALETTES
from tests.unit.charts.test_theme import contrast

VERDICTS = tuple(LIGHT.verdicts)


def cells():
    return pd.DataFrame(
        {
            "place": ["Ash", *[f"Test {number}" for number in range(9)]],
            "column": "A",
            "indicator": "Care B",
            "value_text": "4.2",
            "verdict": VERDICTS,
            "verdict_label": [LIGHT.verdicts[one].label for one in VERDICTS],
        }
    )


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_a_rug_is_valid_and_every_cell_has_figure_and_symbol(palette):
    spec = tartan_rug(cells(), palette=palette).to_dict(validate=True)
    rows = spec["datasets"][spec["data"]["name"]]

    assert [row["shown"] for row in rows[:2]] == ["● 4.2", "○ 4.2"]
    assert rows[-1]["shown"] == "4.2"
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == "Ash"
    assert all(contrast(row["ink"], row["fill"]) >= 4.5 for row in rows)
    assert all(contrast(row["stroke"], palette.background) >= 3 for row in rows)


def test_ink_differs_on_full_and_hollow_cells():
    assert ink(LIGHT.verdicts["worse_998"], LIGHT) != ink(LIGHT.verdicts["worse_95"], LIGHT)
