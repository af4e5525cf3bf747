"""Places by theme of a maturity framework: the letter of the state in each cell, on its depth.

A cell has an arrow where the state has moved since the round before, a frame where the ambition
lies above it (dashed: below it), and fades where its evidence is stale. The letters carry the
meaning, so that it reads in grey; the chart decides and computes nothing.
"""

import pandas as pd

from pcdash.charts.drawing import Drawing, drawing, layer, reading
from pcdash.charts.theme import LABEL_SIZE, SMALL_SIZE, Palette, written_on

COLUMNS = (
    "area_code", "area_name", "theme_id", "column", "theme", "group", "state", "short", "share",
    "arrow", "aim", "is_stale", "description",
)  # fmt: skip
TOOLTIP = {"area_name": "Place", "theme": "Theme", "description": "State"}
ROW_HEIGHT = 27
NAMES_SHARE = 0.26  # of the width, which names of places may take; those of themes are longer
FADED = 0.22  # of the fill of a state whose evidence is stale; its letter is slanted
# Below this many pixels a column has no room for a letter: the page says what to do then.
LEAST_ROOM = 17
MARKED = "cell"  # the name of the selection: which cell is clicked
NOT_ASSESSED = "–"


def maturity_heatmap(
    cells: pd.DataFrame,
    *,
    palette: Palette,
    chosen: tuple[str, str] | None = None,
    names_share: float = NAMES_SHARE,
) -> Drawing:
    """A row a place and a column a theme, in the order of the cells.

    Args:
        cells: One row a place and theme, with the columns in `COLUMNS`; `share` is from 0 (first
            state) to 1, missing where there is none; `aim` is above, reached, below or none.
        palette: The colours of the background that the chart stands on.
        chosen: The codes of the place and theme of the cell that stands out, if any.
        names_share: The share of the width that the names of the rows may take.

    Returns:
        A chart with the selection `cell`: `area_code` and `theme_id` of what is clicked.
    """
    made = cells.loc[:, list(COLUMNS)].assign(
        fill=[_fill(share, palette) for share in cells["share"]],
        faded=[FADED if stale else 1.0 for stale in cells["is_stale"]],
        shown=cells["short"].where(cells["short"] != "", NOT_ASSESSED),
        is_chosen=[
            pair == chosen for pair in zip(cells["area_code"], cells["theme_id"], strict=True)
        ],
    )
    # On a faded fill, which is nearly the background, letters are in the colour of text.
    made["ink"] = [
        palette.text if stale or share != share else written_on(fill)
        for stale, share, fill in zip(made["is_stale"], made["share"], made["fill"], strict=True)
    ]
    made["is_slanted"] = made["is_stale"]
    names, columns = _in_order(made["area_name"]), _in_order(made["column"])
    at = {"x": _x(columns), "y": _y(names, names_share)}
    # A phone has no room for letters and frames of twenty columns: then only the depth is drawn.
    room = f"(width / {len(columns)})"
    seen = {"expr": f"{room} < {LEAST_ROOM} ? 0 : 1"}
    layers = [*_squares(at, palette, seen), *_letters(at, room, seen), _clicked(at)]
    starts = _starts(made)
    if starts:
        layers.append(_rules(starts, at["x"], palette))
    return drawing(made, layers, palette=palette, height=ROW_HEIGHT * max(len(names), 1))


def _squares(
    at: dict[str, object], palette: Palette, seen: dict[str, str]
) -> list[dict[str, object]]:
    plain = {"type": "nominal", "scale": None, "legend": None}
    framed = {**at, "stroke": {"field": "ink", **plain}}
    frame = {
        "fill": None, "strokeWidth": 1.5, "opacity": seen,
        "width": {"band": 0.88}, "height": {"band": 0.84},
    }  # fmt: skip
    return [
        layer(
            "rect",
            {
                **at,
                "fill": {"field": "fill", **plain},
                "fillOpacity": {"field": "faded", "type": "quantitative", "scale": None},
            },
            stroke=palette.grid,
            strokeWidth=1,
        ),
        layer("rect", framed, transform=[{"filter": "datum.aim === 'above'"}], **frame),
        layer(
            "rect", framed, transform=[{"filter": "datum.aim === 'below'"}], strokeDash=[3, 2],
            **frame,
        ),
        layer(
            "rect", at, transform=[{"filter": "datum.is_chosen"}], fill=None,
            stroke=palette.target, strokeWidth=4,
        ),
    ]  # fmt: skip


def _letters(at: dict[str, object], room: str, seen: dict[str, str]) -> list[dict[str, object]]:
    """The letter in the middle, and the arrow at the upper right, where there is room."""
    ink = {"field": "ink", "type": "nominal", "scale": None, "legend": None}
    letters = {**at, "color": ink, "text": {"field": "shown", "type": "nominal"}}
    # A letter moves to the left for its arrow; "A/B" is as wide as a narrow column.
    beside = {"expr": f"-min(5, {room} / 7)"}
    size = {"expr": f"{room} < 30 ? 11 : {room} < 44 ? {SMALL_SIZE} : {LABEL_SIZE}"}
    both = {"fontWeight": "bold", "fontSize": size, "opacity": seen}
    has_arrow = "datum.arrow !== '' && datum.arrow !== '→'"
    return [
        layer(
            "text", letters, transform=[{"filter": f"({has_arrow}) === {moved} && {slanted}"}],
            dx=beside if moved == "true" else 0, fontStyle=style, **both,
        )
        for moved in ("true", "false")
        for slanted, style in (("datum.is_slanted", "italic"), ("!datum.is_slanted", "normal"))
    ] + [
        layer(
            "text",
            {**at, "color": ink, "text": {"field": "arrow", "type": "nominal"}},
            transform=[{"filter": has_arrow}],
            dx={"expr": f"min({room} / 2 - 6, 16)"},
            dy=-4,
            fontSize=SMALL_SIZE,
            fontWeight="bold",
            opacity=seen,
        )
    ]  # fmt: skip


def _clicked(at: dict[str, object]) -> dict[str, object]:
    """What is hovered over, read aloud and clicked."""
    made = reading(at, TOOLTIP, mark="rect", cursor="pointer")
    fields = ["area_code", "theme_id"]
    select = {"type": "point", "fields": fields, "on": "click", "clear": False}
    return made | {"params": [{"name": MARKED, "select": select}]}


def _rules(starts: list[str], x: dict[str, object], palette: Palette) -> dict[str, object]:
    """A line where another group of themes begins."""
    return layer(
        "rule",
        {"x": {**x, "field": "column", "bandPosition": 0}},
        values=[{"column": one} for one in starts],
        color=palette.muted,
        strokeWidth=1.5,
    )


def _starts(made: pd.DataFrame) -> list[str]:
    """The columns at which groups begin, without the first."""
    heads = made.drop_duplicates("column")
    changed = heads["group"] != heads["group"].shift()
    return heads.loc[changed, "column"].tolist()[1:]


def _fill(share: float | None, palette: Palette) -> str:
    if share is None or share != share:
        return palette.background
    return palette.states[round(share * (len(palette.states) - 1))]


def _x(columns: list[str]) -> dict[str, object]:
    return {
        "field": "column",
        "type": "nominal",
        "scale": {"domain": columns, "padding": 0},
        "axis": {
            "title": None,
            "orient": "top",
            "labelAngle": 0,
            "labelFontSize": SMALL_SIZE,
            "labelOverlap": "greedy",
        },
    }


def _y(names: list[str], share: float) -> dict[str, object]:
    limit = {"expr": f"max(110, min(400, {share} * containerSize()[0]))"}
    return {
        "field": "area_name",
        "type": "nominal",
        "scale": {"domain": names, "padding": 0},
        "axis": {"title": None, "labelLimit": limit, "labelOverlap": False},
    }


def _in_order(names: pd.Series) -> list[str]:
    return list(dict.fromkeys(names))
