"""Colours: legible on their background, told apart by every kind of sight, in one place only."""

import itertools
import re

import numpy as np
import pytest

from pcdash.charts import theme
from pcdash.stats import comparison
from tests.conftest import ROOT

PALETTES = pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=theme.PALETTES)
FAMILIES = pytest.mark.parametrize("family", [comparison.JUDGED, comparison.UNJUDGED])
# Machado, Oliveira and Fernandes (2009), severity 1.
SIGHTS = {
    "all cones": np.eye(3),
    "no red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "no green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "no blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


def linear(colour):
    """The red, green and blue light of a colour, 0 to 1 (sRGB)."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """The WCAG 2 contrast ratio."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def distance(one, other, sight):
    """CIE 1976 colour difference as one kind of sight has it."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    places = []
    for colour in (one, other):
        seen = np.clip(np.array(SIGHTS[sight]) @ linear(colour), 0, 1)
        x, y, z = np.cbrt(np.array(to_xyz) @ seen / [0.9505, 1, 1.0888])
        places.append([116 * y - 16, 500 * (x - y), 200 * (y - z)])
    return float(np.linalg.norm(np.subtract(*places)))


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@PALETTES
@pytest.mark.parametrize("key", comparison.VERDICTS)
def test_verdict_marks_stand_three_to_one_on_the_background(palette, key):
    assert contrast(palette.verdicts[key].colour, palette.background) >= 3


@PALETTES
@pytest.mark.parametrize("part", ["text", "muted", "focus", "second", "benchmark"])
def test_what_is_written_stands_four_and_a_half_to_one(palette, part):
    assert contrast(getattr(palette, part), palette.background) >= 4.5


@PALETTES
@pytest.mark.parametrize("part", ["focus", "second", "benchmark"])
def test_lines_stand_three_to_one_on_the_interval_band(palette, part):
    assert contrast(getattr(palette, part), palette.band) >= 3


@PALETTES
def test_whiskers_show_on_the_chosen_row(palette):
    assert contrast(palette.text, palette.highlight) >= 4.5


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
@FAMILIES
def test_verdicts_of_a_family_are_told_apart_by_every_kind_of_sight(palette, sight, family):
    colours = [palette.verdicts[key].colour for key in family]

    for one, other in itertools.combinations(colours, 2):
        assert distance(one, other, sight) >= 15, (one, other)


def test_a_red_and_a_green_of_one_depth_would_not_pass():
    assert distance("#C0392B", "#5B7A00", "no green") < 15


@PALETTES
@FAMILIES
def test_no_verdict_is_told_by_colour_alone(palette, family):
    styles = [palette.verdicts[key] for key in (*family, comparison.NOT_COMPARED)]
    forms = [(style.shape, style.fill == palette.background) for style in styles]

    assert len(set(forms)) == len(styles)
    assert len({style.symbol for style in styles}) == len(styles)
    assert len({style.label for style in styles}) == len(styles)


@PALETTES
def test_every_verdict_of_the_engine_has_a_style_and_no_other(palette):
    assert set(palette.verdicts) == set(comparison.VERDICTS)
    assert all(key == style.key for key, style in palette.verdicts.items())


def test_print_is_grey():
    colours = re.findall(r"#(\w\w)(\w\w)(\w\w)", repr(theme.PRINT))

    assert len(colours) > 20
    assert all(red == green == blue for red, green, blue in colours)


def test_judged_verdicts_avoid_red_and_green():
    for palette in (theme.LIGHT, theme.DARK):
        red, green, blue = linear(palette.verdicts["better_998"].colour)
        assert blue > green
        assert blue > red
        red, green, blue = linear(palette.verdicts["worse_998"].colour)
        assert red > green > blue


def test_configuration_takes_every_colour_from_the_palette():
    found = re.findall(r"#\w{6}", repr(theme.configuration(theme.DARK)))

    assert set(found) <= set(re.findall(r"#\w{6}", repr(theme.DARK)))


HEX = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']|\brgba?\(|\bhsla?\(""")


def test_no_colour_is_written_anywhere_but_in_the_theme():
    files = [*(ROOT / "pcdash").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    found = {
        str(file.relative_to(ROOT)): HEX.findall(file.read_text(encoding="utf-8"))
        for file in files
        if file.exists() and file.name != "theme.py"
    }

    assert len(found) > 10
    assert {file: colours for file, colours in found.items() if colours} == {}


def test_the_search_for_colours_finds_the_ones_in_the_theme():
    assert len(HEX.findall((ROOT / "pcdash/charts/theme.py").read_text(encoding="utf-8"))) > 40


@PALETTES
def test_shades_of_a_map_go_one_way_and_are_told_apart_in_grey(palette):
    depths = [contrast(shade, palette.background) for shade in palette.shades]

    assert depths == sorted(depths)
    assert all(after / before >= 1.3 for before, after in itertools.pairwise(depths))
    assert palette.absent not in palette.shades


@PALETTES
def test_a_digit_on_a_shade_is_legible(palette):
    for fill in (*palette.shades, palette.absent):
        assert contrast(theme.written_on(fill), fill) >= 4.5
