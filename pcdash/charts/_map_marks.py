"""How what stands on a map looks, alike on the map of the page, the still map and their legend.

Not for anything that knows what a class means: styles are asked for by their keys.
"""

from dataclasses import dataclass
from urllib.parse import quote

from pcdash.charts.theme import Palette, written_on

CLASS = "class_"  # then the shade from 1, and the number of the class: class_3_2
NONE = "none"
STATE = "state_"  # then how far from the first state to the last, of a hundred
FRAME = "frame_"  # then its kind: full or broken
BROKEN = "broken"
# Shapes in the square from -1 to 1. Vega draws a path as it stands; so does an icon of the map.
PATHS = {
    "circle": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
    "square": "M-.85,-.85L.85,-.85L.85,.85L-.85,.85Z",
    "diamond": "M0,-1.1L1.1,0L0,1.1L-1.1,0Z",
    "triangle-up": "M0,-1L1,.85L-1,.85Z",
    "triangle-down": "M0,1L-1,-.85L1,-.85Z",
    "cross": "M-.35,-1L.35,-1L.35,-.35L1,-.35L1,.35L.35,.35L.35,1L-.35,1L-.35,.35L-1,.35"
    "L-1,-.35L-.35,-.35Z",
    "star": "M0,-1.1L.28,-.36L1.08,-.34L.45,.14L.67,.9L0,.45L-.67,.9L-.45,.14L-1.08,-.34"
    "L-.28,-.36Z",
}
ICON = 64  # pixels of an icon's square, of which the shape takes two thirds


@dataclass(frozen=True)
class Mark:
    """A mark: its path, outline and fill, and the digit on it, if any."""

    path: str
    stroke: str
    fill: str
    digit: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the path is a line, and no surface."""
        return not self.path.endswith("Z")


def fill_of(style: str, palette: Palette) -> str:
    """The colour of an area of a class."""
    if style.startswith(CLASS):
        return palette.shades[int(style.split("_")[1]) - 1]
    if style.startswith(STATE):
        return palette.states[round(int(style.split("_")[1]) / 100 * (len(palette.states) - 1))]
    if style in palette.verdicts:
        return palette.verdicts[style].colour
    return palette.absent


def mark_of(style: str, palette: Palette) -> Mark:
    """The mark of a practice, a hub or an event."""
    if style.startswith(CLASS):
        fill = fill_of(style, palette)
        return Mark(PATHS["circle"], palette.text, fill, style.split("_")[2])
    if style == "hub":
        return Mark(PATHS["cross"], palette.text, palette.second)
    if style == "event":
        return Mark(PATHS["star"], palette.text, palette.highlight)
    if style == "place":
        return Mark(PATHS["circle"], palette.background, palette.second)
    verdict = palette.verdicts.get(style, palette.verdicts["not_compared"])
    return Mark(PATHS.get(verdict.shape, verdict.shape), verdict.colour, verdict.fill)


def icon_atlas(styles: list[str], palette: Palette) -> tuple[str, dict[str, dict[str, int]]]:
    """One picture of all marks as an address that needs no request, and where each is in it.

    Every mark stands on a rim of the background, so that it shows on any shade.
    """
    parts, places = [], {}
    for number, style in enumerate(styles):
        parts.append(_drawn(mark_of(style, palette), number, palette))
        places[style] = {
            "x": number * ICON, "y": 0, "width": ICON, "height": ICON,
            "anchorX": ICON // 2, "anchorY": ICON // 2,
        }  # fmt: skip
    width = max(len(styles), 1) * ICON
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{ICON}" '
        f'viewBox="0 0 {width} {ICON}">{"".join(parts)}</svg>'
    )
    return f"data:image/svg+xml;charset=utf-8,{quote(picture)}", places


def _drawn(mark: Mark, number: int, palette: Palette) -> str:
    middle, scale = ICON / 2, ICON / 3
    at = f"translate({number * ICON + middle},{middle}) scale({scale:.3f})"
    rim = f'fill="none" stroke="{palette.background}" stroke-linejoin="round"'
    fill = palette.background if mark.is_open else mark.fill
    # A line has a disc of the background behind it, or the area would shine through.
    behind = f'<path d="{PATHS["circle"]}" fill="{palette.background}"/>' if mark.is_open else ""
    shape = (
        f'<g transform="{at}">{behind}<path d="{mark.path}" {rim} stroke-width=".62"/>'
        f'<path d="{mark.path}" fill="{"none" if mark.is_open else fill}" '
        f'stroke="{mark.stroke}" stroke-width=".26" stroke-linejoin="round"/></g>'
    )
    if not mark.digit:
        return shape
    return shape + (
        f'<text x="{number * ICON + middle}" y="{middle + 9}" font-size="27" font-weight="bold" '
        f'text-anchor="middle" font-family="Arial, sans-serif" '
        f'fill="{written_on(mark.fill)}">{mark.digit}</text>'
    )
