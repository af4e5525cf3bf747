"""The only colours of the project, and the type that charts are set in.

A palette holds everything a chart needs to be legible on one background: light, dark, or greyscale
print. A comparison is never shown by colour alone: each verdict has a shape and words as well.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

# In the app the first is loaded; a picture made elsewhere falls back to the next.
FONT = '"Source Sans", Arial, "Liberation Sans", sans-serif'
LABEL_SIZE = 13
SMALL_SIZE = 12
BENCHMARK_DASH = (7, 4)
SECOND_DASH = (2, 3)

# Shapes that Vega does not name are paths in the square from -1 to 1.
_ALMOST_EQUAL = "M-1,-.3C-.5,-.95,.5,.35,1,-.3M-1,.55C-.5,-.1,.5,1.2,1,.55"


@dataclass(frozen=True)
class VerdictStyle:
    """How one verdict looks: `fill` is the background where the shape is drawn hollow."""

    key: str
    label: str
    colour: str
    fill: str
    shape: str
    symbol: str


@dataclass(frozen=True)
class KindStyle:
    """How a point of a control chart, or an icon, looks: always outlined in the text's colour."""

    key: str
    label: str
    fill: str
    on_fill: str  # letters on it
    shape: str


@dataclass(frozen=True)
class Palette:
    """The colours of one background; marks stand 3:1 and text 4.5:1 against it."""

    name: str
    background: str
    text: str
    muted: str  # text that says less
    grid: str
    focus: str  # the one place that the chart is about
    band: str  # its interval, behind its line
    second: str  # its CCG or other second comparator
    benchmark: str
    missing: str  # a value that is not compared
    highlight: str  # behind the row of the place that was chosen
    target: str  # a level that is aimed at
    states: tuple[str, ...]  # fills from the first state of a framework to the last
    shades: tuple[str, ...]  # of areas on a map, from the lowest class to the highest
    absent: str  # an area without a figure
    verdicts: MappingProxyType[str, VerdictStyle]
    kinds: MappingProxyType[str, KindStyle]


# Key: words, shape, the same as a character, and whether it is drawn hollow (95%) or full (99.8%);
# in the order of a legend, from the good or high end.
_FORMS = {
    "better_998": ("Better (99.8%)", "circle", "●", False),
    "better_95": ("Better (95%)", "circle", "○", True),
    "higher_998": ("Higher (99.8%)", "triangle-up", "▲", False),
    "higher_95": ("Higher (95%)", "triangle-up", "△", True),
    "similar": ("Similar", _ALMOST_EQUAL, "≈", True),
    "lower_95": ("Lower (95%)", "triangle-down", "▽", True),
    "lower_998": ("Lower (99.8%)", "triangle-down", "▼", False),
    "worse_95": ("Worse (95%)", "diamond", "◇", True),
    "worse_998": ("Worse (99.8%)", "diamond", "◆", False),
    "not_compared": ("Not compared", "square", "□", True),
}


def _verdicts(background: str, colours: dict[str, str]) -> MappingProxyType[str, VerdictStyle]:
    return MappingProxyType(
        {
            key: VerdictStyle(
                key, label, colours[key], background if hollow else colours[key], shape, symbol
            )
            for key, (label, shape, symbol, hollow) in _FORMS.items()
        }
    )


_KINDS = {
    "improvement": ("Improvement", "square"),
    "concern": ("Concern", "diamond"),
    "neutral_high": ("Special cause, high", "triangle-up"),
    "neutral_low": ("Special cause, low", "triangle-down"),
    "common_cause": ("Common cause", "circle"),
}


def _kinds(colours: dict[str, tuple[str, str]]) -> MappingProxyType[str, KindStyle]:
    """Styles from fill and letters; neutral points share a colour, and differ in shape."""
    return MappingProxyType(
        {
            key: KindStyle(key, label, *colours[key.split("_high")[0].split("_low")[0]], shape)
            for key, (label, shape) in _KINDS.items()
        }
    )


# Blue for better and orange for worse, as in Making Data Count; violet and cyan blues where
# neither direction is good. A warm grey for similar stays apart from blue for every kind of sight.
LIGHT = Palette(
    name="light",
    background="#FFFFFF",
    text="#231F20",
    muted="#425563",
    grid="#E8EDEE",
    focus="#12436D",
    band="#C9DAEA",
    second="#AE2573",
    benchmark="#231F20",
    missing="#768692",
    highlight="#FFF4CC",
    target="#801650",
    states=("#EAF2FA", "#CBDFF2", "#A5C8E8", "#7BACDA", "#4D8CC7", "#266AA6", "#12436D"),
    shades=("#DCEAF7", "#A9CBEA", "#6BA3D6", "#2B6CB0", "#12305E"),
    absent="#FAF7F0",
    verdicts=_verdicts(
        "#FFFFFF",
        {
            "better_998": "#003087",
            "better_95": "#2E86D6",
            "similar": "#8C8778",
            "worse_95": "#D9730D",
            "worse_998": "#8A3A00",
            "higher_998": "#2E1F87",
            "higher_95": "#7A6FE0",
            "lower_95": "#2498C4",
            "lower_998": "#005A82",
            "not_compared": "#768692",
        },
    ),
    kinds=_kinds(
        {
            "improvement": ("#00B0F0", "#000000"),
            "concern": ("#E46C0A", "#000000"),
            "neutral": ("#490092", "#FFFFFF"),
            "common_cause": ("#A6A6A6", "#000000"),
        }
    ),
)

DARK = Palette(
    name="dark",
    background="#0E1117",
    text="#F4F6F7",
    muted="#B8C2C9",
    grid="#2A313A",
    focus="#8FC3FF",
    band="#23405E",
    second="#F08BC3",
    benchmark="#F4F6F7",
    missing="#8896A1",
    highlight="#3A3413",
    target="#FF9BD2",
    states=("#1B2733", "#1F3A55", "#235178", "#2C6A9B", "#4A8BC0", "#76B0E0", "#B5DBFF"),
    shades=("#1C3450", "#2C5680", "#4A86BF", "#8ABBEA", "#DCEBFA"),
    absent="#1B1B1F",
    verdicts=_verdicts(
        "#0E1117",
        {
            "better_998": "#8CCBFF",
            "better_95": "#2E7CC4",
            "similar": "#8F8A7E",
            "worse_95": "#D0741A",
            "worse_998": "#FFC48A",
            "higher_998": "#C9A0FF",
            "higher_95": "#7A66E8",
            "lower_95": "#1A7FA8",
            "lower_998": "#62D0D8",
            "not_compared": "#8896A1",
        },
    ),
    kinds=_kinds(
        {
            "improvement": ("#00B0F0", "#000000"),
            "concern": ("#E46C0A", "#000000"),
            "neutral": ("#B07CFF", "#000000"),
            "common_cause": ("#A6A6A6", "#000000"),
        }
    ),
)

# Grey only: how far from similar is the depth, which way is the shape.
PRINT = Palette(
    name="print",
    background="#FFFFFF",
    text="#000000",
    muted="#3D3D3D",
    grid="#E0E0E0",
    focus="#000000",
    band="#D9D9D9",
    second="#5A5A5A",
    benchmark="#000000",
    missing="#8A8A8A",
    highlight="#EFEFEF",
    target="#000000",
    states=("#F5F5F5", "#E3E3E3", "#C9C9C9", "#A6A6A6", "#7F7F7F", "#575757", "#2B2B2B"),
    shades=("#EDEDED", "#C4C4C4", "#979797", "#636363", "#262626"),
    absent="#FFFFFF",
    verdicts=_verdicts(
        "#FFFFFF",
        {
            "better_998": "#2B2B2B",
            "better_95": "#6B6B6B",
            "similar": "#919191",
            "worse_95": "#6B6B6B",
            "worse_998": "#2B2B2B",
            "higher_998": "#2B2B2B",
            "higher_95": "#6B6B6B",
            "lower_95": "#6B6B6B",
            "lower_998": "#2B2B2B",
            "not_compared": "#919191",
        },
    ),
    kinds=_kinds(
        {
            "improvement": ("#FFFFFF", "#000000"),
            "concern": ("#3D3D3D", "#FFFFFF"),
            "neutral": ("#7A7A7A", "#FFFFFF"),
            "common_cause": ("#D9D9D9", "#000000"),
        }
    ),
)

PALETTES = MappingProxyType({palette.name: palette for palette in (LIGHT, DARK, PRINT)})

# How far something is, from a plan to what is done: the deeper, the further. Each is outlined.
STAGES = MappingProxyType({
    "light": ("#FFFFFF", "#C9DAEA", "#6BACE6", "#12436D"),
    "dark": ("#0E1117", "#23405E", "#2E7CC4", "#D6E9FF"),
    "print": ("#FFFFFF", "#D9D9D9", "#969696", "#2B2B2B"),
})  # fmt: skip
# How a delivery status looks: symbol, shape, and colour by palette. Here alone are red, amber and
# green, and never without the shape and words.
STATUSES = MappingProxyType({
    "Done": ("■", "square", {"light": "#12436D", "dark": "#8FC3FF", "print": "#000000"}),
    "On course": ("●", "circle", {"light": "#009639", "dark": "#3CCB72", "print": "#6B6B6B"}),
    "At risk": ("▲", "triangle-up", {"light": "#FFB81C", "dark": "#FFC84A", "print": "#D9D9D9"}),
    "Late": ("◆", "diamond", {"light": "#DA291C", "dark": "#FF7A6E", "print": "#2B2B2B"}),
    "Not started": ("□", "square", {"light": "#FFFFFF", "dark": "#0E1117", "print": "#FFFFFF"}),
    "Stopped": ("✚", "cross", {"light": "#768692", "dark": "#8896A1", "print": "#919191"}),
})  # fmt: skip


def written_on(fill: str) -> str:
    """The colour that letters on a fill are legible in: black or white."""
    return max(("#000000", "#FFFFFF"), key=lambda ink: _contrast(ink, fill))


def _contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two colours."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def configuration(palette: Palette) -> dict[str, Any]:
    """The Vega-Lite configuration every chart carries: type, axes and legend for a background."""
    text = {
        "labelColor": palette.text,
        "titleColor": palette.text,
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": LABEL_SIZE,
        "titleFontSize": LABEL_SIZE,
        "titleFontWeight": "normal",
    }
    return {
        "background": palette.background,
        "font": FONT,
        "axis": {
            **text, "gridColor": palette.grid, "domain": False, "ticks": False,
            "labelPadding": 6, "titlePadding": 8,
        },
        "legend": {**text, "titleFontWeight": "bold", "titleLimit": 420, "symbolSize": 110},
        "text": {"font": FONT, "fontSize": LABEL_SIZE, "color": palette.text},
        "view": {"stroke": None},
    }  # fmt: skip
