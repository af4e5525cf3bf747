"""A grid of how far things are: a deeper cell is further, with its letter and coverage in it."""

from collections.abc import Sequence

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import SMALL_SIZE, STAGES, Palette, written_on

COLUMNS = ("row", "column", "stage", "letter", "coverage_text", "said")
TOOLTIP = {"row": "Of", "column": "At", "said": "Declared"}
ROW_HEIGHT, ROW_WITH_COVERAGE = 24, 31
NAME_LIMIT = {"expr": "max(90, min(300, 0.34 * containerSize()[0]))"}
# A phone has no room for letters; depth still tells the states apart, and the table has words.
LETTER_OPACITY = {"expr": "containerSize()[0] < 620 ? 0 : 1"}
# "Q1 2015/16" as Q1 over its year, which is said once a year; on a phone the years alone.
QUARTER_LABEL = (
    "containerSize()[0] < 620 "
    "? (substring(datum.label, 0, 2) === 'Q1' ? substring(datum.label, 5) : '') "
    ": (substring(datum.label, 0, 2) === 'Q1' "
    "? [substring(datum.label, 0, 2), substring(datum.label, 3)] : substring(datum.label, 0, 2))"
)


def delivery_grid(
    cells: pd.DataFrame,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    groups: Sequence[str] = (),
    today: str | None = None,
    are_quarters: bool = True,
    palette: Palette,
) -> Drawing:
    """Rows by columns; what nothing is known of is blank.

    Args:
        cells: One row a cell that something is known of, with the columns in `COLUMNS`; `stage` is
            the place of its state from 0, or -1 where it has left the way (stopped);
            `coverage_text` is a percentage or empty.
        rows, columns: All there are, in the order shown.
        groups: The rows that begin a group, set apart by a line.
        today: The column behind which a line stands.
        are_quarters: Whether columns are quarters, which are labelled with their year once.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    made = cells.loc[:, list(COLUMNS)].assign(
        description=cells["row"] + ", " + cells["column"] + ": " + cells["said"]
    )
    has_coverage = made["coverage_text"].ne("").any()
    x, y = _across(columns, are_quarters), _down(rows)
    layers = _lines(rows, columns, groups, today, x, y, palette)
    # A layer without a mark is a picture without words to a screen reader.
    for stage in sorted(made["stage"].unique()):
        fill = palette.grid if stage < 0 else STAGES[palette.name][stage]
        layers += _stage(int(stage), fill, {"x": x, "y": y}, has_coverage, palette)
    if len(made):
        layers.append(reading({"x": x, "y": y}, TOOLTIP, mark="rect"))
    height = (ROW_WITH_COVERAGE if has_coverage else ROW_HEIGHT) * max(len(rows), 1)
    return drawing(made, layers, palette=palette, height=height)


def _across(columns: Sequence[str], are_quarters: bool) -> dict[str, object]:
    axis: dict[str, object] = {
        "title": None,
        "orient": "top",
        "labelAngle": 0,
        "labelFontSize": SMALL_SIZE,
        "labelOverlap": False,
    }
    if are_quarters:
        # The second line of a label hangs below the first.
        axis |= {"labelExpr": QUARTER_LABEL, "labelPadding": 18}
    return {
        "field": "column",
        "type": "nominal",
        "scale": {"domain": [*columns], "paddingInner": 0.06, "paddingOuter": 0.03},
        "axis": axis,
    }


def _down(rows: Sequence[str]) -> dict[str, object]:
    return {
        "field": "row",
        "type": "nominal",
        "scale": {"domain": [*rows], "paddingInner": 0.1, "paddingOuter": 0.05},
        "axis": {"title": None, "labelLimit": NAME_LIMIT, "labelOverlap": False},
    }


def _stage(
    stage: int, fill: str, cell: dict[str, object], has_coverage: bool, palette: Palette
) -> list[dict[str, object]]:
    """The cells of one state, with what is written in them."""
    of_stage = [{"filter": f"datum.stage === {stage}"}]
    written = {"color": written_on(fill), "fontSize": SMALL_SIZE, "opacity": LETTER_OPACITY}
    up = -6 if has_coverage else 0
    made = [
        layer("rect", cell, transform=of_stage, color=fill, stroke=palette.missing, strokeWidth=1),
        layer(
            "text", {**cell, "text": {"field": "letter", "type": "nominal"}},
            transform=[*of_stage, {"filter": "datum.coverage_text !== ''"}],
            dy=up, fontWeight="bold", **written,
        ),
        layer(
            "text", {**cell, "text": {"field": "letter", "type": "nominal"}},
            transform=[*of_stage, {"filter": "datum.coverage_text === ''"}],
            fontWeight="bold", **written,
        ),
    ]  # fmt: skip
    if has_coverage:
        made.append(
            layer(
                "text", {**cell, "text": {"field": "coverage_text", "type": "nominal"}},
                transform=of_stage, dy=7, **written,
            )
        )  # fmt: skip
    return made


def _lines(
    rows: Sequence[str],
    columns: Sequence[str],
    groups: Sequence[str],
    today: str | None,
    x: dict[str, object],
    y: dict[str, object],
    palette: Palette,
) -> list[dict[str, object]]:
    """Lines between rows and years, the stronger between groups, and behind today."""
    made = [
        layer("rule", {"y": {**y, "bandPosition": 0}}, values=[{"row": one} for one in rows],
              color=palette.grid),
    ]  # fmt: skip
    firsts = [one for one in columns if one.startswith("Q1 ")]
    if firsts:
        made.append(
            layer("rule", {"x": {**x, "bandPosition": 0}},
                  values=[{"column": one} for one in firsts], color=palette.grid)
        )  # fmt: skip
    made += [
        layer("rule", {"y": {**y, "bandPosition": 0}}, values=[{"row": one}], color=palette.muted)
        for one in groups[1:]
    ]
    if today is not None:
        made.append(
            layer("rule", {"x": {**x, "bandPosition": 1}}, values=[{"column": today}],
                  color=palette.text, strokeWidth=2)
        )  # fmt: skip
    return made
