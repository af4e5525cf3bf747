"""Charts as pictures for documents: made from the pages' own specifications, without a browser.

vl-convert has Vega in it and asks no network; a picture may load nothing from anywhere.
"""

import io
import json
from typing import Any

import vl_convert
from PIL import Image

from pcdash.charts import (
    maturity_heatmap,
    milestones,
    ranked_bars,
    stacked_categories,
    time_series,
)
from pcdash.charts.drawing import Drawing
from pcdash.charts.theme import LIGHT, Palette
from pcdash.viewmodels.report_figures import Figure

VEGA_LITE = "6.4"
WIDTH = 900  # pixels that a chart is drawn for: what a page has on a laptop
SCALE = 2.0
COLOURS = 128
_CHARTS = {
    "ranked_bars": ranked_bars.ranked_bars,
    "history": time_series.history,
    "stacked_categories": stacked_categories.stacked_categories,
    "milestones": milestones.milestones,
    "maturity_heatmap": maturity_heatmap.maturity_heatmap,
}


class Pictures:
    """The charts of a report, each drawn once, whatever formats it is written in."""

    def __init__(self) -> None:
        self._made: dict[str, bytes | None] = {}

    def png(self, figure: Figure) -> bytes | None:
        """The chart of a figure as PNG, on white; None where it is a table alone."""
        if figure.link.id not in self._made:
            self._made[figure.link.id] = png_of(figure)
        return self._made[figure.link.id]


def png_of(figure: Figure) -> bytes | None:
    """The chart of a figure as PNG, on white; None where it is a table alone."""
    chart = chart_of(figure, LIGHT)
    return None if chart is None else png_of_chart(chart)


def png_of_chart(chart: Drawing, width: int = WIDTH) -> bytes:
    """A chart as PNG, drawn for a width in pixels."""
    made = vl_convert.vegalite_to_png(
        specification_of(chart, width), vl_version=VEGA_LITE, scale=SCALE, allowed_base_urls=[]
    )
    return _with_few_colours(made)


def specification_of(chart: Drawing, width: int = WIDTH) -> dict[str, Any]:
    """The Vega-Lite specification of a chart of a fixed width.

    On a page a chart is as wide as what holds it, and asks how wide that is: here that is said.
    """
    text = json.dumps(chart.to_dict() | {"width": width})
    return json.loads(text.replace("containerSize()[0]", str(width)))


def chart_of(figure: Figure, palette: Palette) -> Drawing | None:
    """The chart of a figure, as a page shows it; None where it is a table alone."""
    return _CHARTS[figure.form](**figure.drawn, palette=palette) if figure.form else None


def _with_few_colours(png: bytes) -> bytes:
    """The same picture with a palette: a tenth of the size, and nobody sees it."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(file, "PNG")
    return file.getvalue()
