"""Charts that Office draws itself, so that whoever has the slides can edit them.

Bars of a few areas, lines over time and stacked bars of counts have such a form; a chart of more
bars than names have room for has not. The numbers in them are those that the tables show.
"""

from typing import Any

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.slide import Slide
from pptx.util import Pt

from pcdash.charts.stacked_categories import fills_of
from pcdash.charts.theme import LIGHT
from pcdash.definitions.papers import writable
from pcdash.viewmodels.numbers import is_missing, rounded
from pcdash.viewmodels.report_figures import Figure

MOST_BARS = 20
POINTS, FONT = 12, "Arial"
MOST_LABELLED = 9  # points of a line: the labels of more would lie on each other
ROLES = {"area": LIGHT.focus, "second": LIGHT.second, "benchmark": LIGHT.benchmark}


def add_chart(slide: Slide, figure: Figure, place: tuple[int, int, int, int]) -> bool:
    """Add the chart of a figure where Office has its form; whether it did.

    Args:
        place: Left, top, width and height.
    """
    make = _FORMS.get(figure.form)
    if make is None or (figure.form == "ranked_bars" and len(figure.drawn["rows"]) > MOST_BARS):
        return False
    kind, data, colours = make(figure)
    frame = slide.shapes.add_chart(kind, *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", writable(figure.alt))
    _dress(frame.chart, figure, colours)
    return True


def number_format(decimals: int) -> str:
    """How Office writes a number of some decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _bars(figure: Figure) -> tuple[XL_CHART_TYPE, CategoryChartData, list[str]]:
    """A bar an area from the highest, and one of what it is compared with."""
    rows: pd.DataFrame = figure.drawn["rows"].sort_values("value", na_position="last")
    data = CategoryChartData(number_format=number_format(figure.decimals))
    names = [
        name if value == value else f"{name}: {text}"  # why there is none
        for name, value, text in zip(
            rows["area_name"], rows["value"], rows["value_text"], strict=True
        )
    ]
    values = rows["value"].tolist()
    colours = [LIGHT.verdicts[one].colour for one in rows["verdict"]]
    benchmark = figure.drawn["benchmark"]
    if benchmark is not None:
        names, values = [benchmark.name, *names], [benchmark.value, *values]
        colours = [LIGHT.benchmark, *colours]
    data.categories = [writable(name) for name in names]
    data.add_series(writable(figure.drawn["unit"]), [_shown(one, figure) for one in values])
    return XL_CHART_TYPE.BAR_CLUSTERED, data, colours


def _lines(figure: Figure) -> tuple[XL_CHART_TYPE, CategoryChartData, list[str]]:
    """A line each for the place and what it is compared with; a gap where nothing is held."""
    points: pd.DataFrame = figure.drawn["points"]
    data = CategoryChartData(number_format=number_format(figure.decimals))
    ordered = points.drop_duplicates("date").sort_values("date")
    data.categories = ordered["period"].tolist()
    colours = []
    for name, rows in points.groupby("series", sort=False):
        held = rows.set_index("date")["value"]
        data.add_series(writable(name), [_shown(held.get(one), figure) for one in ordered["date"]])
        colours.append(ROLES[rows["role"].iloc[0]])
    return XL_CHART_TYPE.LINE_MARKERS, data, colours


def _stacks(figure: Figure) -> tuple[XL_CHART_TYPE, CategoryChartData, list[str]]:
    """Counts by category, as bars of 100 per cent; the first place stands at the top."""
    drawn = figure.drawn
    counts = drawn["rows"].pivot_table(
        "count", "place", "category", aggfunc="sum", sort=False, fill_value=0
    )
    fills = fills_of(drawn["rows"], drawn["categories"], drawn["favourable"], drawn["rated"], LIGHT)
    counts = counts.iloc[::-1]
    data = CategoryChartData(number_format="0")
    data.categories = [writable(place) for place in counts.index]
    known = [one for one in fills if one in counts]
    for name in known:
        data.add_series(writable(name), [int(one) or None for one in counts[name]])
    return XL_CHART_TYPE.BAR_STACKED_100, data, [fills[one] for one in known]


_FORMS = {"ranked_bars": _bars, "history": _lines, "stacked_categories": _stacks}


def _shown(value: Any, figure: Figure) -> float | None:
    """The number as the tables write it; nothing where there is none."""
    return None if is_missing(value) else float(rounded(float(value), figure.decimals))


def _dress(chart: Chart, figure: Figure, colours: list[str]) -> None:
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(POINTS), FONT
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(POINTS)
    is_stacked = figure.form == "stacked_categories"
    plot.data_labels.number_format = "0" if is_stacked else number_format(figure.decimals)
    plot.data_labels.number_format_is_linked = False
    chart.has_legend = figure.form != "ranked_bars"
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    chart.value_axis.has_major_gridlines = False
    if figure.form == "ranked_bars":
        chart.value_axis.minimum_scale = 0
        plot.gap_width = 60
        for at, colour in enumerate(colours):
            _fill(plot.series[0].points[at].format.fill, colour)
        return
    for series, colour in zip(plot.series, colours, strict=True):
        if is_stacked:
            _fill(series.format.fill, colour)
        else:
            series.format.line.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
            _fill(series.marker.format.fill, colour)
            series.smooth = False
    if not is_stacked:
        plot.data_labels.position = XL_LABEL_POSITION.ABOVE
        plot.has_data_labels = len(plot.categories) <= MOST_LABELLED


def _fill(fill: Any, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#"))
