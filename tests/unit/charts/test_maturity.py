"""The maturity heatmap and distribution: letters carry the meaning, frames and fading add to it."""

import pandas as pd
import pytest

from pcdash.charts.maturity_distribution import maturity_distribution
from pcdash.charts.maturity_heatmap import FADED, maturity_heatmap
from pcdash.charts.theme import LIGHT, PALETTES, PRINT, written_on
from pcdash.viewmodels import maturity_cells, maturity_tables
from tests.unit.charts.test_theme import contrast


def cells():
    common = {"group": "1", "description": "in words"}
    rows = [
        ("A", "Ash", "1a", "A", "A", 0.0, "", "above", False),
        ("A", "Ash", "1b", "B/C", "B/C", 0.5, "↑", "reached", True),
        ("B", "Birch", "1a", "D", "D", 1.0, "↓", "below", False),
        ("B", "Birch", "1b", "not assessed", "", None, "", "none", False),
    ]
    keys = ("area_code", "area_name", "theme_id", "state", "short", "share", "arrow", "aim",
            "is_stale")  # fmt: skip
    made = pd.DataFrame([dict(zip(keys, row, strict=True)) | common for row in rows])
    return made.assign(column=made["theme_id"], theme=made["theme_id"])


def drawn(palette=LIGHT, **more):
    spec = maturity_heatmap(cells(), palette=palette, **more).to_dict(validate=True)
    return spec, pd.DataFrame(spec["datasets"][spec["data"]["name"]])


def stacks():
    return pd.DataFrame(
        {
            "place": ["1a", "1a", "1b"], "state": ["A", "B", "not assessed"],
            "short": ["A", "B", "–"], "share": [0.0, 1.0, None], "count": [3, 1, 4],
            "part": [0.75, 0.25, 1.0], "count_text": ["3", "1", "4"],
            "part_text": ["75.0%", "25.0%", "100.0%"],
        }
    )  # fmt: skip


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_both_are_valid_in_every_palette(palette):
    assert drawn(palette)[0]["config"]["background"] == palette.background
    spec = maturity_distribution(stacks(), palette=palette).to_dict(validate=True)
    assert spec["config"]["background"] == palette.background


def test_charts_ask_for_what_the_view_model_gives():
    from pcdash.charts import maturity_distribution as bars
    from pcdash.charts import maturity_heatmap as matrix

    assert matrix.COLUMNS == maturity_cells.COLUMNS
    assert bars.COLUMNS == maturity_tables.STACK_COLUMNS


def test_every_cell_has_its_letter_or_says_that_nobody_assessed_it():
    _, data = drawn()

    assert data["shown"].tolist() == ["A", "B/C", "D", "–"]
    assert data["fill"].tolist() == [
        LIGHT.states[0], LIGHT.states[3], LIGHT.states[-1], LIGHT.background,
    ]  # fmt: skip


def test_stale_evidence_fades_and_slants_its_letter():
    spec, data = drawn()

    assert data["faded"].tolist() == [1.0, FADED, 1.0, 1.0]
    styles = {one["mark"].get("fontStyle") for one in spec["layer"]}
    assert {"italic", "normal"} <= styles


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_letters_are_legible_on_every_fill(palette):
    for fill in palette.states:
        assert contrast(written_on(fill), fill) >= 4.5
    _, data = drawn(palette)
    assert data["ink"].iloc[1] == palette.text  # on a faded fill


def test_depths_go_one_way_and_print_is_grey():
    for palette in PALETTES.values():
        depths = [contrast(one, palette.background) for one in palette.states]
        assert depths == sorted(depths)
    assert all(one[1:3] == one[3:5] == one[5:7] for one in PRINT.states)


def test_an_ambition_is_a_frame_and_dashed_where_it_lies_below_the_state():
    spec, _ = drawn()
    frames = {
        one["transform"][0]["filter"]: one for one in spec["layer"]
        if one["mark"]["type"] == "rect" and "transform" in one
    }  # fmt: skip

    above, below = frames["datum.aim === 'above'"], frames["datum.aim === 'below'"]
    assert above["encoding"]["stroke"]["field"] == "ink"  # as legible as the letter
    assert "strokeDash" not in above["mark"]
    assert below["mark"]["strokeDash"]


def test_a_click_tells_the_cell_and_a_reader_each_once():
    spec, data = drawn(chosen=("A", "1b"))
    read = [one for one in spec["layer"] if one["mark"].get("aria")]

    assert len(read) == 1
    assert read[0]["params"][0]["select"]["fields"] == ["area_code", "theme_id"]
    assert data["is_chosen"].tolist() == [False, True, False, False]


def test_groups_of_themes_are_parted_by_a_line():
    parted = cells().assign(group=["1", "2", "1", "2"])
    spec = maturity_heatmap(parted, palette=LIGHT).to_dict(validate=True)

    rules = [one for one in spec["layer"] if one["mark"]["type"] == "rule"]
    assert rules[0]["data"]["values"] == [{"column": "1b"}]
    assert not [one for one in drawn()[0]["layer"] if one["mark"]["type"] == "rule"]


def test_segments_follow_each_other_with_letter_and_count():
    spec = maturity_distribution(stacks(), palette=LIGHT).to_dict(validate=True)
    data = pd.DataFrame(spec["datasets"][spec["data"]["name"]])

    assert data["said"].tolist() == ["A: 3", "B: 1", "–: 4"]
    assert data["end"].tolist() == [0.75, 1.0, 1.0]
