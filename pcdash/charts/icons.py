"""The icons of a series: what its latest point says, and whether its target will be met.

Drawn for this project: a disc for variation, a rounded square for assurance, each with its letter
and its words beside it.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer
from pcdash.charts.theme import SMALL_SIZE, Palette
from pcdash.viewmodels.labelled import Icon

# A square whose corners are round, in the square from -1 to 1.
_ROUNDED = "M-.6,-1H.6Q1,-1,1,-.6V.6Q1,1,.6,1H-.6Q-1,1,-1,.6V-.6Q-1,-1,-.6,-1Z"
SHAPES = {"variation": "circle", "assurance": _ROUNDED}
ROW_HEIGHT = 46
SIZE = 900


def icons(shown: Sequence[Icon], *, palette: Palette) -> Drawing:
    """Icons under each other, each with its words.

    Args:
        shown: From the top; `about` is variation or assurance, `kind` a key of the palette's
            kinds.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    rows = [
        {"y": ROW_HEIGHT * (place + 0.5), "words": one.words, "letter": one.letter}
        for place, one in enumerate(shown)
    ]
    layers = []
    for row, one in zip(rows, shown, strict=True):
        at = {"x": {"value": 22}, "y": {"value": row["y"]}}
        style = palette.kinds[one.kind]
        layers += [
            layer(
                "point", {**at, "description": {"value": one.words}}, values=[{}], aria=True,
                shape=SHAPES[one.about], size=SIZE, filled=True, fill=style.fill,
                stroke=palette.text, strokeWidth=1.5, opacity=1,
            ),
            _text(at, one.letter, color=style.on_fill, fontWeight="bold", fontSize=17),
            _text(
                {**at, "x": {"value": 48}}, one.words, align="left", fontSize=SMALL_SIZE + 2,
                color=palette.text,
            ),
        ]  # fmt: skip
    return drawing(
        pd.DataFrame(rows), layers, palette=palette, height=ROW_HEIGHT * max(len(rows), 1)
    )


def _text(at: dict[str, Any], said: str, **options: Any) -> dict[str, Any]:
    return layer("text", {**at, "text": {"value": said}}, values=[{}], baseline="middle", **options)


MATRIX_COLUMNS = (
    "title", "value_text", "kind", "letter", "change", "assurance_kind", "assurance_letter",
    "assurance",
)  # fmt: skip
MATRIX_ROW = 34
NAME_LIMIT = {"expr": "max(110, min(420, 0.45 * containerSize()[0]))"}
# Where the columns stand, counted from the right edge; a phone has no room for words.
_PLACES = {"value": 250, "variation": 205, "change": 185, "assurance": 40}
_WIDE = {"expr": "containerSize()[0] < 600 ? 0 : 1"}


def icon_matrix(rows: pd.DataFrame, *, palette: Palette) -> Drawing:
    """Many series at once: a row each with its latest value and its icons.

    Args:
        rows: One row a series, with the columns in `MATRIX_COLUMNS`, in the order shown. `kind`
            and `assurance_kind` are keys of the palette's kinds, or empty for no icon.
        palette: The colours of the background that the chart stands on.

    Returns:
        A chart without selections.
    """
    made = rows.loc[:, list(MATRIX_COLUMNS)].reset_index(drop=True)
    layers = []
    for place, row in enumerate(made.to_dict("records")):
        y = {"y": {"value": MATRIX_ROW * (place + 0.5)}}
        layers += [
            _text(
                {**y, "x": {"value": 0}}, row["title"], align="left", limit=NAME_LIMIT,
                color=palette.text,
            ),
            _text(
                {**y, "x": _from_right("value")}, row["value_text"], align="right",
                color=palette.text, fontWeight="bold",
            ),
            *_matrix_icon("variation", row["kind"], row["letter"], row["change"], y, palette),
            _text(
                {**y, "x": _from_right("change")}, row["change"], align="left",
                fontSize=SMALL_SIZE, opacity=_WIDE, color=palette.text,
            ),
            *_matrix_icon(
                "assurance", row["assurance_kind"], row["assurance_letter"], row["assurance"], y,
                palette,
            ),
        ]  # fmt: skip
    return drawing(made, layers, palette=palette, height=MATRIX_ROW * max(len(made), 1))


def _from_right(column: str) -> dict[str, Any]:
    """The place of a column; on a phone everything but the names moves to the edge."""
    wide = _PLACES[column]
    narrow = {"value": 75, "variation": 55, "change": 0, "assurance": 18}[column]
    return {
        "value": {"expr": f"width - (containerSize()[0] < 600 ? {narrow} : {wide})"},
    }


def _matrix_icon(
    about: str, kind: str, letter: str, said: str, y: dict[str, Any], palette: Palette
) -> list[dict[str, Any]]:
    if not kind:
        return []
    style = palette.kinds[kind]
    at = {**y, "x": _from_right(about)}
    return [
        layer(
            "point", {**at, "description": {"value": said}}, values=[{}], aria=True,
            shape=SHAPES[about], size=420, filled=True, fill=style.fill, stroke=palette.text,
            strokeWidth=1.2, opacity=1,
        ),
        _text(at, letter, color=style.on_fill, fontWeight="bold"),
    ]  # fmt: skip
